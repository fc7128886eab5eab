"""What is said after an outage: one digest a day as ever, and nothing that was held up wakes anybody."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from bot.composing import settle
from bot.render import Renderer
from bot.signing import Buttons
from handlers.replies import Card, Text, dump
from handlers.rounds import digests, reminding
from handlers.rounds.opening import open_schedule
from models import Session, database_now, deferrals, outbox, transaction
from models.outbox import Outbox
from models.reminder_rows import Reminder
from models.rounds import Assignment
from scheduler import tick as clock
from scheduler.deadlines import Monthly, Once
from tests import offices, world
from tests.offices import bangkok
from tests.world import line_id

NOVEMBER = bangkok("2026-11-02T09:00")
TUESDAY = bangkok("2026-11-17T09:00")
RENDERER = Renderer(Buttons(b"a key for tests"), "https://bot.example.org")


@pytest.fixture
def one_report(engine: Engine) -> Engine:
    """Somchai of Tak owes one report, due on Friday 20 November."""
    with transaction(engine) as session:
        offices.form(session)
        offices.person(session, "Somchai", offices.office(session, "tak"))
        offices.open_round(session, NOVEMBER)
    return engine


@pytest.fixture
def two_reports(one_report: Engine) -> Engine:
    """Somchai owes another report, due on Thursday 26 November: of the two, one has a step on the 19th and 20th, the
    other on the 19th and 23rd, after a weekend."""
    with transaction(one_report) as session:
        offices.form(session, "rt67")
        open_schedule(session, "rt67", Once(bangkok("2026-11-26T16:30")), None, NOVEMBER)
    return one_report


OUTAGES = [
    # the clock runs until, again from, and what is told then, day by day: (report, step)
    ("2026-11-19T08:59", "2026-11-19T10:00", {19: [("p", -1), ("r", -7)], 20: [("p", 0)], 23: [("p", 1), ("r", -3)]}),
    ("2026-11-19T08:59", "2026-11-19T23:50", {20: [("p", 0), ("r", -7)], 23: [("p", 1), ("r", -3)]}),
    ("2026-11-19T08:59", "2026-11-20T00:10", {20: [("p", 0), ("r", -7)], 23: [("p", 1), ("r", -3)]}),
    ("2026-11-19T08:59", "2026-11-20T07:59", {20: [("p", 0), ("r", -7)], 23: [("p", 1), ("r", -3)]}),
    ("2026-11-19T08:59", "2026-11-20T08:31", {20: [("p", 0), ("r", -7)], 23: [("p", 1), ("r", -3)]}),
    ("2026-11-19T08:59", "2026-11-20T11:00", {20: [("p", 0), ("r", -7)], 23: [("p", 1), ("r", -3)]}),
    ("2026-11-19T08:59", "2026-11-20T16:31", {23: [("p", 1), ("r", -3)]}),
    ("2026-11-19T09:01", "2026-11-21T12:00", {19: [("p", -1), ("r", -7)], 23: [("p", 1), ("r", -3)]}),
    ("2026-11-19T09:01", "2026-11-22T23:59", {19: [("p", -1), ("r", -7)], 23: [("p", 1), ("r", -3)]}),
]


HOURS = ("08:31", "09:00", "09:15", "16:15", "23:50")


@pytest.mark.parametrize(("until", "again", "expected"), OUTAGES, ids=[again for _, again, _ in OUTAGES])
def test_after_an_outage_too_there_is_one_digest_a_day(
    two_reports: Engine, until: str, again: str, expected: dict[int, list[tuple[str, int]]]
) -> None:
    looks = {bangkok(f"2026-11-{day}T{hour}") for day in range(19, 24) for hour in HOURS} | {bangkok(again)}
    awake = sorted(now for now in looks if not bangkok(until) < now < bangkok(again))
    with transaction(two_reports) as session:
        for now in awake:
            reminding.plan(session, now)
        told: dict[int, list[tuple[str, int]]] = {}
        for reminder in session.scalars(select(Reminder)):
            assert reminder.local_day.day not in told, "two digests on one day"
            rounds = {item: session.get_one(Assignment, item.assignment_id).round for item in reminder.items}
            about = [("p" if rounds[item].form_id == "pnglb_monthly" else "r", item.step) for item in reminder.items]
            told[reminder.local_day.day] = sorted(about)
    assert told == expected


def test_what_was_decided_and_never_sent_joins_the_next_days_digest(two_reports: Engine) -> None:
    """Decided at nine on Thursday; nothing ran from then on until twenty past nine on Friday."""
    assert clock.tick(two_reports, bangkok("2026-11-19T09:00")).reminders == 1
    with transaction(two_reports) as session:
        session.scalars(select(Outbox)).one().next_at -= timedelta(hours=24, minutes=20)
    assert clock.tick(two_reports, bangkok("2026-11-20T09:20")).reminders == 1
    with transaction(two_reports) as session:
        (row,) = outbox.claim(session, database_now(session), timedelta(seconds=60), 10)
        ((card,),) = digests.compose(session, [row], bangkok("2026-11-20T09:20")) or ()
        assert isinstance(card, Card)
        assert card.title == "รายงานที่ยังไม่ได้ส่ง 2 เรื่อง"
        assert [each.state for each in session.scalars(select(Outbox).order_by(Outbox.id))] == ["cancelled", "pending"]


def test_an_outage_over_two_hours_of_the_day_is_one_digest(one_report: Engine) -> None:
    """The ladder's step of nine o'clock, and at half past ten the hour somebody asked for themselves."""
    with transaction(one_report) as session:
        task = session.scalars(select(Assignment)).one()
        deferrals.defer(session, [task.id], 1, "snooze", bangkok("2026-11-19T10:30"), bangkok("2026-11-18T20:00"))
    assert clock.tick(one_report, bangkok("2026-11-19T11:00")).reminders == 1
    assert clock.tick(one_report, bangkok("2026-11-19T11:15")).reminders == 0


# --- what was held up ----------------------------------------------------------------------------------------------


@pytest.fixture
def province(engine: Engine) -> Engine:
    with transaction(engine) as session:
        world.settle(session, TUESDAY)
        world.open_round(session, "pnglb_monthly", Monthly(20), TUESDAY)
    return engine


HELD = [
    # decided at three on a Tuesday; by so many hours later offices are, or are not, at work
    (1.0, None),
    (4.0, "2026-11-18T08:30"),  # 19:00
    (8.84, "2026-11-18T08:30"),  # 23:50
    (9.17, "2026-11-18T08:30"),  # 00:10
    (16.99, "2026-11-18T08:30"),  # 07:59
    (17.6, None),  # 08:36
    (3 * 24 + 4.0, "2026-11-23T08:30"),  # Friday evening: over the weekend
]


@pytest.mark.parametrize(("hours", "opens"), HELD)
@pytest.mark.parametrize("kind", ["notice", "broadcast", "digest"])
def test_what_was_held_up_waits_until_offices_open(
    province: Engine, kind: str, hours: float, opens: str | None
) -> None:
    """One rule for every push that is not a reminder, whoever queued it."""
    decided = bangkok("2026-11-17T15:00")
    with transaction(province) as session:
        row = pushed(session, kind, decided)
        row.next_at -= timedelta(hours=hours)
        session.flush()
        assert settled(session) == ([] if opens else [row.id])
        session.refresh(row)
        assert row.state == "pending"
        if opens:
            assert (row.attempts, row.lease_until, row.business_at) == (0, None, bangkok(opens))
            wait = row.next_at - database_now(session)
            assert abs(wait - (bangkok(opens) - decided - timedelta(hours=hours))) < timedelta(minutes=5)
            row.next_at -= wait
            session.flush()
            assert settled(session) == [row.id], "in the morning it leaves"


def test_what_is_said_at_night_on_purpose_leaves_at_night(province: Engine) -> None:
    with transaction(province) as session:
        row = pushed(session, "broadcast", bangkok("2026-11-17T21:00"))
        assert settled(session) == [row.id]


def test_an_answer_is_awaited_at_any_hour(province: Engine) -> None:
    with transaction(province) as session:
        row = pushed(session, "reply", bangkok("2026-11-17T15:00"))
        row.next_at -= timedelta(hours=10)
        session.flush()
        assert settled(session) == [row.id]


def test_what_line_may_have_taken_goes_on_under_its_key(province: Engine) -> None:
    """Until the morning LINE would have forgotten it."""
    with transaction(province) as session:
        row = pushed(session, "notice", bangkok("2026-11-17T15:00"))
        row.next_at -= timedelta(hours=10)
        row.in_doubt = True
        session.flush()
        assert settled(session) == [row.id]


def pushed(session: Session, kind: str, decided: datetime) -> Outbox:
    said = dump([Text("ข่าว")])
    row = outbox.queue(
        session,
        dedupe_key=f"{kind}:1",
        kind=kind,
        to=line_id("Malee"),
        replies=said,
        business_at=decided,
        now=database_now(session),
    )
    session.flush()
    return row


def settled(session: Session) -> list[int]:
    """Claim what is due and return what leaves, of rows that say what was queued with them."""
    rows = outbox.claim(session, database_now(session), timedelta(seconds=60), 5)
    return [row.id for row in settle(session, rows, TUESDAY, {}, RENDERER)]
