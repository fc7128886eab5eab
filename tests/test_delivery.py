"""Rows of the outbox reach people, once, through whatever LINE does; against the simulator over real HTTP."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.composing import one_by_one
from handlers.replies import Reply, dump
from handlers.replies import Text as Saying
from models import Session, outbox
from models.outbox import Outbox
from models.people import Account
from tests.joined import Joined, joined
from tests.patience import WITHIN_SECONDS

COMPOSED: list[Sequence[Reply] | None] = []


def compose(_session: Session, _row: Outbox, _now: datetime) -> Sequence[Reply] | None:
    """Say what the test wants said, one decision after the other."""
    decided = COMPOSED.pop(0)
    if isinstance(decided, Exception):
        raise decided
    return decided


@pytest.fixture
def pair(database_url: str, tmp_path: Path) -> Iterator[Joined]:
    COMPOSED.clear()
    with joined(database_url, tmp_path, composers={"reminder": one_by_one(compose)}) as both:
        yield both


def queue(pair: Joined, key: str, to: str, text: str = "ครบกำหนดพรุ่งนี้ค่ะ", **columns: Any) -> int:
    now = datetime.now(UTC)
    with Session(pair.parts.engine) as session, session.begin():
        row = outbox.queue(
            session,
            dedupe_key=key,
            kind=columns.pop("kind", "notice"),
            to=to,
            replies=dump([Saying(text)]),
            business_at=now,
            now=now - timedelta(seconds=1),
            reply_token=columns.pop("reply_token", None),
            reply_until=columns.pop("reply_until", None),
            may_push=columns.pop("may_push", True),
        )
        for name, value in columns.items():
            setattr(row, name, value)
        session.flush()
        return row.id


def row_of(pair: Joined, row_id: int) -> Outbox:
    with Session(pair.parts.engine) as session:
        return session.get_one(Outbox, row_id)


def due_again(pair: Joined) -> None:
    """Let the time of waiting pass."""
    past = datetime.now(UTC) - timedelta(seconds=1)
    with Session(pair.parts.engine) as session, session.begin():
        session.execute(update(Outbox).where(Outbox.state == "pending").values(next_at=past))


def send_due(pair: Joined) -> dict[str, int]:
    return dict(pair.parts.delivery.send_due(datetime.now(UTC)))


def texts(pair: Joined, user: str, number: int = 1) -> list[str]:
    return [each["message"]["text"] for each in pair.heard(user, number)]


def test_what_is_due_is_pushed_once(pair: Joined) -> None:
    malee = pair.friend("Malee")
    row_id = queue(pair, "rem:1", malee)
    assert send_due(pair) == {"sent": 1}
    assert send_due(pair) == {}
    assert texts(pair, malee) == ["ครบกำหนดพรุ่งนี้ค่ะ"]
    row = row_of(pair, row_id)
    assert (row.state, row.pushed, row.attempts) == ("sent", True, 1)
    assert len(row.request_id) == 36
    assert row.finished_at is not None


def test_a_hundred_rows_are_drained(pair: Joined) -> None:
    malee = pair.friend("Malee")
    for number in range(100):
        queue(pair, f"rem:{number}", malee, str(number))
    assert send_due(pair) == {"sent": 100}
    assert sorted(texts(pair, malee, 100), key=int) == [str(number) for number in range(100)]


def test_sent_but_answered_500_is_not_sent_again(pair: Joined) -> None:
    malee = pair.friend("Malee")
    row_id = queue(pair, "rem:1", malee)
    pair.control("PUT", "/faults", error_rate_after_accept=1.0)
    assert send_due(pair) == {"pending": 1}
    assert row_of(pair, row_id).in_doubt
    pair.control("PUT", "/faults", error_rate_after_accept=0.0)
    due_again(pair)
    assert send_due(pair) == {"sent": 1}
    assert texts(pair, malee) == ["ครบกำหนดพรุ่งนี้ค่ะ"]
    calls = pair.control("GET", "/ledger")["calls"]
    assert [statuses for endpoint, statuses in calls.items() if "push" in endpoint] == [{"500": 1, "409": 1}]


def test_a_row_whose_process_died_is_in_doubt_and_repeats_its_key(pair: Joined) -> None:
    malee, long_ago = pair.friend("Malee"), datetime.now(UTC) - timedelta(minutes=2)
    row_id = queue(pair, "rem:1", malee, lease_until=long_ago, attempts=1, first_at=long_ago)
    assert send_due(pair) == {"sent": 1}
    row = row_of(pair, row_id)
    assert (row.in_doubt, row.attempts) == (True, 2)


def test_a_row_somebody_else_sends_is_left_alone(pair: Joined) -> None:
    malee, soon = pair.friend("Malee"), datetime.now(UTC) + timedelta(minutes=1)
    queue(pair, "rem:1", malee, lease_until=soon, attempts=1)
    assert send_due(pair) == {}


def test_the_month_used_up_is_told_apart(pair: Joined) -> None:
    malee = pair.friend("Malee")
    row_id = queue(pair, "rem:1", malee)
    pair.control("PUT", "/faults", quota=0)
    assert send_due(pair) == {"blocked_quota": 1}
    assert "monthly" in row_of(pair, row_id).last_error


def test_who_blocked_us_gets_no_push(pair: Joined) -> None:
    malee, now = pair.friend("Malee"), datetime.now(UTC)
    with Session(pair.parts.engine) as session, session.begin():
        session.get_one(Account, malee).blocked_at = now
    row_id = queue(pair, "rem:1", malee)
    assert send_due(pair) == {}
    assert row_of(pair, row_id).state == "cancelled"


def test_a_person_unknown_to_line_is_a_failure(pair: Joined) -> None:
    row_id = queue(pair, "rem:1", "U" + "f" * 32)
    assert send_due(pair) == {"failed": 1}
    assert row_of(pair, row_id).last_error.startswith("400")


# --- composed at the moment of sending ---------------------------------------------------------------------------


def test_a_reminder_says_what_is_true_when_it_leaves(pair: Joined) -> None:
    malee = pair.friend("Malee")
    COMPOSED.append([Saying("เหลือ 2 ข้อ")])
    row_id = queue(pair, "rem:1", malee, kind="reminder")
    assert send_due(pair) == {"sent": 1}
    assert texts(pair, malee) == ["เหลือ 2 ข้อ"]
    assert row_of(pair, row_id).payload == [{"type": "text", "text": "เหลือ 2 ข้อ"}]


def test_who_has_submitted_meanwhile_is_not_reminded(pair: Joined) -> None:
    COMPOSED.append(None)
    row_id = queue(pair, "rem:1", pair.friend("Malee"), kind="reminder")
    assert send_due(pair) == {}
    assert row_of(pair, row_id).state == "cancelled"


def test_a_retry_is_decided_anew_but_says_the_same(pair: Joined) -> None:
    malee = pair.friend("Malee")
    COMPOSED.extend([[Saying("เหลือ 2 ข้อ")], [Saying("เหลือ 1 ข้อ")]])
    queue(pair, "rem:1", malee, kind="reminder")
    pair.control("PUT", "/faults", rate_429=1.0)
    assert send_due(pair) == {"pending": 1}
    pair.control("PUT", "/faults", rate_429=0.0)
    due_again(pair)
    assert send_due(pair) == {"sent": 1}
    assert texts(pair, malee) == ["เหลือ 2 ข้อ"]


@pytest.mark.parametrize(("meanwhile", "ends"), [([Saying("เหลือ 1 ข้อ")], {"sent": 1}), (None, {})])
def test_in_doubt_the_same_is_said_again_or_nothing(pair: Joined, meanwhile: Any, ends: dict[str, int]) -> None:
    """The words are frozen; who has submitted since is spared even a message that may not have arrived."""
    malee = pair.friend("Malee")
    COMPOSED.extend([[Saying("เหลือ 2 ข้อ")], meanwhile])
    row_id = queue(pair, "rem:1", malee, kind="reminder")
    pair.control("PUT", "/faults", error_rate_before_accept=1.0)
    assert send_due(pair) == {"pending": 1}
    pair.control("PUT", "/faults", error_rate_before_accept=0.0)
    due_again(pair)
    assert send_due(pair) == ends
    assert row_of(pair, row_id).state == ("sent" if ends else "cancelled")


def test_a_composer_that_fails_delays_only_its_own_row(pair: Joined) -> None:
    malee = pair.friend("Malee")
    COMPOSED.append(RuntimeError("ours"))  # type: ignore[arg-type]
    bad = queue(pair, "rem:1", malee, kind="reminder")
    queue(pair, "rem:2", malee, "อื่น")
    assert send_due(pair) == {"sent": 1}
    row = row_of(pair, bad)
    assert (row.state, row.lease_until) == ("pending", None)
    assert row.next_at > datetime.now(UTC) + timedelta(minutes=4)


# --- a web worker's threads --------------------------------------------------------------------------------------


def finished(pair: Joined, row_id: int) -> Outbox:
    until = time.monotonic() + WITHIN_SECONDS
    while (row := row_of(pair, row_id)).state == "pending" and time.monotonic() < until:
        time.sleep(0.05)
    return row


def test_a_worker_takes_up_what_another_left(pair: Joined) -> None:
    row_id = queue(pair, "rem:1", pair.friend("Malee"))
    pair.parts.start()
    assert finished(pair, row_id).state == "sent"


def test_an_expired_token_becomes_a_push(pair: Joined) -> None:
    pair.control("PUT", "/faults", reply_token_life_s=0)
    malee = pair.friend("Malee")
    pair.say(malee, "ส่ง")
    (heard,) = pair.heard(malee)
    assert (heard["via"], heard["message"]["text"]) == ("push", "ได้รับ ส่ง")
    with Session(pair.parts.engine) as session:
        row_id = session.scalar(select(Outbox.id))
    assert row_id is not None
    row = finished(pair, row_id)
    assert (row.state, row.pushed, row.attempts) == ("sent", True, 2)


def test_a_row_that_waited_too_long_for_a_sender_is_given_back(pair: Joined, monkeypatch: pytest.MonkeyPatch) -> None:
    """A later claim may have sent it by then: sending it now could say it twice."""
    monkeypatch.setattr("bot.delivery.PATIENCE_SECONDS", -1)
    row_id = queue(pair, "rem:1", pair.friend("Malee"))
    (speech,) = pair.parts.delivery._claim(datetime.now(UTC))
    assert pair.parts.delivery._deliver(speech, time.monotonic()) == "pending"
    row = row_of(pair, row_id)
    assert (row.state, row.attempts, row.lease_until, row.in_doubt) == ("pending", 0, None, False)
    monkeypatch.undo()
    assert send_due(pair) == {"sent": 1}


def test_replies_to_one_person_leave_in_order(pair: Joined) -> None:
    malee = pair.friend("Malee")
    pair.control("PUT", "/faults", api_latency_ms=5)
    for number in range(12):
        pair.say(malee, str(number))
    assert texts(pair, malee, 12) == [f"ได้รับ {number}" for number in range(12)]
