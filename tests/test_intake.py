"""One event, one transaction: taken once, in order, with its reply; and what happens when a deed of ours fails."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import OperationalError

from bot.intake import Intake, NotTaken, Outcome
from bot.render import Renderer
from bot.signing import Buttons
from bot.writer import Writer
from handlers.incoming import Incoming, Media, Text, TookBack
from handlers.replies import Text as Saying
from handlers.turn import SILENCE, Response
from models import Session, journal
from models.journal import Deed, Event
from models.outbox import Outbox
from models.people import Account
from tests.joined import MALEE, SOMCHAI, echo, said

NOW = datetime.now(UTC)
RENDERER = Renderer(Buttons(b"a key for tests"), "https://bot.example.org")
GROUP = {"type": "group", "groupId": "C" + "9" * 32, "userId": SOMCHAI}


def intake_of(engine: Engine, respond: Any = echo) -> Intake:
    return Intake(Writer(engine), respond, RENDERER, lambda: NOW)


def noting(session: Session, incoming: Incoming, now: datetime) -> Response:
    """A handler that writes down what it was asked, as real ones do."""
    session.add(Deed(at=now, person_id=None, deed="heard", subject=incoming.event_id))
    return Response([Saying("รับแล้วค่ะ")])


def test_accounts_are_made_before_anything_is_done(engine: Engine) -> None:
    raws = [said(word, who) for word, who in (("1", MALEE), ("2", SOMCHAI), ("3", MALEE))]
    intake_of(engine, lambda session, incoming, now: SILENCE).take_all(raws, NOW)
    assert sorted(account.line_user_id for account in all_of(engine, Account)) == sorted([MALEE, SOMCHAI])


def all_of(engine: Engine, table: Any) -> list[Any]:
    with Session(engine) as session:
        return list(session.scalars(select(table)))


def count_of(engine: Engine, table: Any) -> int:
    with Session(engine) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_an_event_is_journaled_and_its_reply_is_born_claimed_and_frozen(engine: Engine) -> None:
    raw = said("สวัสดี")

    outcome = intake_of(engine).take(raw, NOW)

    (event,) = all_of(engine, Event)
    assert (event.webhook_event_id, event.line_user_id, event.state) == (raw["webhookEventId"], SOMCHAI, "applied")
    assert event.raw == raw
    (row,) = all_of(engine, Outbox)
    assert (row.dedupe_key, row.kind, row.line_user_id) == (f"reply:{raw['webhookEventId']}", "reply", SOMCHAI)
    assert row.reply_token == raw["replyToken"]
    assert row.reply_until == NOW + timedelta(seconds=50)
    assert row.payload == [{"type": "text", "text": "ได้รับ สวัสดี"}]
    assert (row.attempts, row.in_doubt, row.may_push) == (1, False, True)
    assert row.lease_until > row.first_at
    assert outcome.outbox_id == row.id
    assert outcome.speech is not None
    assert outcome.speech.payload == row.payload


def test_the_same_event_is_taken_once(engine: Engine) -> None:
    intake, raw = intake_of(engine, noting), said("ก")
    assert intake.take(raw, NOW).state == "applied"
    again = {**raw, "deliveryContext": {"isRedelivery": True}}
    assert intake.take(again, NOW) == Outcome("duplicate")
    assert (count_of(engine, Deed), count_of(engine, Outbox)) == (1, 1)


def test_eight_deliveries_at_once_are_one(engine: Engine) -> None:
    intake, raw = intake_of(engine, noting), said("ก")
    states: list[str] = []
    threads = [threading.Thread(target=lambda: states.append(intake.take(raw, NOW).state)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(states) == ["applied"] + 7 * ["duplicate"]
    assert count_of(engine, Deed) == 1


def test_one_persons_events_in_one_delivery_keep_their_order(engine: Engine) -> None:
    heard: list[str] = []

    def listen(_session: Session, incoming: Incoming, _now: datetime) -> Response:
        assert isinstance(incoming.said, Text)
        heard.append(incoming.said.text)
        return SILENCE

    events = [said(str(number), SOMCHAI if number % 2 else MALEE) for number in range(20)]
    intake_of(engine, listen).take_all(events, NOW)
    assert heard == [str(number) for number in range(20)]


def test_the_account_is_there_and_known_to_the_handler(engine: Engine) -> None:
    def look(session: Session, incoming: Incoming, now: datetime) -> Response:
        session.get_one(Account, incoming.line_user_id).last_said_at = incoming.at
        return SILENCE

    intake_of(engine, look).take(said("ก"), NOW)
    (account,) = all_of(engine, Account)
    assert (account.line_user_id, account.waiting) == (SOMCHAI, {})
    assert account.last_said_at is not None


WHAT_MAY_BE_PUSHED: list[tuple[str, dict[str, Any], bool, int, bool]] = [
    ("worth a push", {}, True, 1, True),
    ("not worth one", {}, False, 1, False),
    ("in a group never", {"source": GROUP}, True, 1, False),
    ("no token, worth a push", {"replyToken": None}, True, 1, True),
    ("no token, not worth one", {"replyToken": None}, False, 0, False),
]


@pytest.mark.parametrize(
    ("changes", "must_arrive", "rows", "may_push"),
    [case[1:] for case in WHAT_MAY_BE_PUSHED],
    ids=[case[0] for case in WHAT_MAY_BE_PUSHED],
)
def test_what_may_be_pushed(
    engine: Engine, changes: dict[str, Any], must_arrive: bool, rows: int, may_push: bool
) -> None:
    def respond(*_: Any) -> Response:
        return Response([Saying("ค่ะ")], must_arrive=must_arrive)

    intake_of(engine, respond).take(said("ก", **changes), NOW)
    found = all_of(engine, Outbox)
    assert [row.may_push for row in found] == rows * [may_push]


def test_silence_leaves_no_row(engine: Engine) -> None:
    outcome = intake_of(engine, lambda *_: SILENCE).take(said("ก"), NOW)
    assert (outcome, count_of(engine, Outbox)) == (Outcome("applied"), 0)


def test_a_very_long_answer_of_ours_goes_on_in_rows_of_its_own(engine: Engine) -> None:
    intake_of(engine, lambda *_: Response([Saying("ก" * 4999)] * 12)).take(said("ก"), NOW)
    first, second, third = all_of(engine, Outbox)
    assert [len(row.payload) for row in (first, second, third)] == [5, 5, 2]
    assert second.dedupe_key == f"{first.dedupe_key}:2"
    assert (second.lease_until, second.reply_token) == (None, None)


# --- what is not applied ---------------------------------------------------------------------------------------------


def never(*_: Any) -> Response:
    raise AssertionError("nobody should be asked")


NOT_APPLIED: list[tuple[str, dict[str, Any], int]] = [
    ("a module channel is in control", {"mode": "standby"}, 0),
    ("a replay of last week", {"timestamp": int((NOW - timedelta(days=4)).timestamp() * 1000)}, 1),
    ("nobody said it", {"source": {}}, 1),
]


@pytest.mark.parametrize(
    ("changes", "journaled"), [case[1:] for case in NOT_APPLIED], ids=[case[0] for case in NOT_APPLIED]
)
def test_ignored(engine: Engine, changes: dict[str, Any], journaled: int) -> None:
    outcomes = intake_of(engine, never).take_all([said("ก", **changes)], NOW)
    assert [outcome for outcome in outcomes if outcome != Outcome("ignored")] == []
    assert count_of(engine, Event) == journaled


def test_a_message_taken_back_before_it_arrived_is_not_taken_in(engine: Engine) -> None:
    raw = said("ความลับ")
    unsend = said("", type="unsend", unsend={"messageId": raw["message"]["id"]}, replyToken=None)
    intake_of(engine, lambda *_: SILENCE).take(unsend, NOW)

    assert intake_of(engine, never).take(raw, NOW).state == "ignored"
    assert "ความลับ" not in str([event.raw for event in all_of(engine, Event)])


def test_what_was_taken_back_is_in_no_journal(engine: Engine) -> None:
    heard: list[Any] = []

    def listen(_session: Session, incoming: Incoming, _now: datetime) -> Response:
        heard.append(incoming.said)
        return SILENCE

    intake, raw, other = intake_of(engine, listen), said("ความลับ"), said("เรื่องอื่น")
    intake.take_all([raw, other], NOW)
    intake.take(said("", type="unsend", unsend={"messageId": raw["message"]["id"]}), NOW)
    kept = str([event.raw for event in all_of(engine, Event)])
    assert "ความลับ" not in kept
    assert "เรื่องอื่น" in kept
    assert heard[-1] == TookBack(raw["message"]["id"])


def test_what_a_group_says_among_itself_is_not_kept(engine: Engine) -> None:
    intake_of(engine, lambda *_: SILENCE).take(said("กินข้าวกันไหม", source=GROUP), NOW)
    (event,) = all_of(engine, Event)
    assert "กินข้าว" not in str(event.raw)


def test_text_no_database_takes_is_taken_without_it(engine: Engine) -> None:
    assert intake_of(engine).take(said("ก\x00ข\ud800ค"), NOW).state == "applied"
    (row,) = all_of(engine, Outbox)
    assert row.payload == [{"type": "text", "text": "ได้รับ กขค"}]


# --- a mistake of ours -----------------------------------------------------------------------------------------------


def failing(times: int, error: Exception | None = None) -> Callable[..., Response]:
    """Return a handler that writes, then fails, `times` times; after that it works."""
    left = [times]

    def respond(session: Session, incoming: Incoming, now: datetime) -> Response:
        answer = noting(session, incoming, now)
        if left[0]:
            left[0] -= 1
            raise error or RuntimeError("ours")
        return answer

    return respond


def test_a_failed_deed_leaves_nothing_but_a_count_and_one_apology(engine: Engine) -> None:
    intake, raw = intake_of(engine, failing(9)), said("ก")
    for _ in range(2):
        with pytest.raises(NotTaken):
            intake.take(raw, NOW)
    (event,) = all_of(engine, Event)
    assert (event.state, event.attempts, event.error, count_of(engine, Deed)) == ("retry", 2, "RuntimeError", 0)
    (apology,) = all_of(engine, Outbox)
    assert apology.dedupe_key == f"sorry:{raw['webhookEventId']}"
    assert not apology.may_push


def test_the_third_failure_is_put_aside(engine: Engine) -> None:
    intake, raw = intake_of(engine, failing(9)), said("ก")
    outcomes = [intake.take_all([raw], NOW)[0] for _ in range(4)]
    assert [type(outcome) for outcome in outcomes[:2]] == [NotTaken, NotTaken]
    assert outcomes[2:] == [Outcome("failed"), Outcome("duplicate")]
    assert [(event.state, event.attempts) for event in all_of(engine, Event)] == [("failed", 3)]


def test_an_event_is_never_put_aside_for_a_busy_database(engine: Engine) -> None:
    busy = OperationalError("UPDATE", {}, Exception("database is locked"))
    intake, raw = intake_of(engine, failing(8, busy)), said("ก")  # each attempt is made twice
    outcomes = [intake.take_all([raw], NOW)[0] for _ in range(4)]
    assert outcomes == [busy] * 4
    assert (count_of(engine, Event), count_of(engine, Outbox)) == (0, 0)
    assert intake.take(raw, NOW).state == "applied"


def test_a_second_delivery_may_succeed(engine: Engine) -> None:
    intake, raw = intake_of(engine, failing(1)), said("ก")
    with pytest.raises(NotTaken):
        intake.take(raw, NOW)
    assert intake.take(raw, NOW).state == "applied"
    assert intake.take(raw, NOW).state == "duplicate"
    assert count_of(engine, Deed) == 1
    assert [event.state for event in all_of(engine, Event)] == ["applied"]


def test_one_bad_event_does_not_stop_the_others(engine: Engine) -> None:
    def respond(session: Session, incoming: Incoming, now: datetime) -> Response:
        answer = noting(session, incoming, now)
        if isinstance(incoming.said, Media):
            raise RuntimeError("ours")
        return answer

    photo = said("", message={"type": "image", "id": "5"})
    outcomes = intake_of(engine, respond).take_all([said("ก"), photo, said("ข", MALEE)], NOW)
    assert [getattr(outcome, "state", type(outcome)) for outcome in outcomes] == ["applied", NotTaken, "applied"]
    assert count_of(engine, Deed) == 2


def test_in_a_group_nobody_hears_an_apology(engine: Engine) -> None:
    with pytest.raises(NotTaken):
        intake_of(engine, failing(1)).take(said("ก", source=GROUP), NOW)
    assert count_of(engine, Outbox) == 0


def test_tombstones_are_remembered_once(engine: Engine) -> None:
    with Session(engine) as session, session.begin():
        journal.took_back(session, "7", NOW)
        journal.took_back(session, "7", NOW)
        assert journal.taken_back(session, {"7", "8"}) == {"7"}
