"""The month's quota is asked of LINE now and then, and pushes since are counted against it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from bot.line import TryLater
from bot.quota import ask_quota
from models import Session, outbox, quota, transaction
from scheduler.clock import every

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
        return quota.left(session)


def test_is_remembered_until_asked_again(engine: Engine) -> None:
    assert left(engine) is None
    ask_quota(engine, FakeLine(300, 120))  # type: ignore[arg-type]
    assert left(engine) == 180
    ask_quota(engine, FakeLine(300, 290))  # type: ignore[arg-type]
    assert left(engine) == 10


def test_pushes_since_are_counted(engine: Engine) -> None:
    ask_quota(engine, FakeLine(300, 0))  # type: ignore[arg-type]
    with transaction(engine) as session:
        for number, pushed in enumerate((True, True, False)):
            row = outbox.queue(
                session, dedupe_key=f"k{number}", kind="reminder", to="U1", replies=[], business_at=NOW, now=NOW
            )
            row.pushed, row.first_at, row.state = pushed, datetime.now(UTC) + timedelta(minutes=1), "sent"
    assert left(engine) == 298


def test_a_plan_without_limit_leaves_it_unknown(engine: Engine) -> None:
    ask_quota(engine, FakeLine(None, 5))  # type: ignore[arg-type]
    assert left(engine) is None


def test_a_silent_line_leaves_what_we_knew(engine: Engine) -> None:
    ask_quota(engine, FakeLine(300, 100))  # type: ignore[arg-type]
    ask_quota(engine, FakeLine(300, -1))  # type: ignore[arg-type]
    assert left(engine) == 200


def test_a_seldom_chore_is_done_at_once_and_not_again_too_soon() -> None:
    done: list[int] = []
    chore = every(3600, lambda: done.append(1))
    chore()
    chore()
    assert done == [1]
