"""The month's quota is asked of LINE now and then, and pushes since are counted against it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from bot.line import TryLater
from bot.quota import EVERY, QuotaReader
from models import Session, outbox, transaction

NOW = datetime(2026, 11, 17, 2, tzinfo=UTC)


class FakeLine:
    """A LINE that tells its quota, or does not answer."""

    def __init__(self, allowance: int | None, used: int) -> None:
        self.allowance, self.used = allowance, used
        self.asked = 0

    def quota(self) -> int | None:
        self.asked += 1
        if self.used < 0:
            raise TryLater("no answer", 1, certain_unsent=False)
        return self.allowance

    def consumption(self) -> int:
        return self.used


def left(engine: Engine) -> int | None:
    with Session(engine) as session:
        return outbox.quota_left(session)


def test_is_remembered_and_not_asked_again_at_once(engine: Engine) -> None:
    now = [NOW]
    line = FakeLine(300, 120)
    read = QuotaReader(engine, line, lambda: now[0])  # type: ignore[arg-type]
    assert left(engine) is None
    read()
    read()
    assert (left(engine), line.asked) == (180, 1)
    now[0] += EVERY + timedelta(seconds=1)
    line.used = 290
    read()
    assert (left(engine), line.asked) == (10, 2)


def test_pushes_since_are_counted(engine: Engine) -> None:
    QuotaReader(engine, FakeLine(300, 0), lambda: NOW)()  # type: ignore[arg-type]
    with transaction(engine) as session:
        for number, pushed in enumerate((True, True, False)):
            row = outbox.queue(
                session, dedupe_key=f"k{number}", kind="reminder", to="U1", replies=[], business_at=NOW, now=NOW
            )
            row.pushed, row.first_at, row.state = pushed, NOW + timedelta(minutes=1), "sent"
    assert left(engine) == 298


def test_a_plan_without_limit_and_a_silent_line_leave_it_unknown(engine: Engine) -> None:
    QuotaReader(engine, FakeLine(None, 5), lambda: NOW)()  # type: ignore[arg-type]
    assert left(engine) is None
    QuotaReader(engine, FakeLine(300, -1), lambda: NOW)()  # type: ignore[arg-type]
    assert left(engine) is None
