"""What a reminder says, to one and to many, and what answers to it do to the ladder."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from bot.app import COMPOSERS
from bot.render import Renderer
from bot.signing import ANYBODY, Buttons
from handlers.incoming import Incoming, Text
from handlers.replies import Card
from handlers.rounds import deferring, digests, granting, reminding
from handlers.turn import Turn
from models import Session, database_now, deferrals, outbox, transaction
from models.deferrals import Petition
from models.outbox import Outbox
from models.people import Account
from models.reminder_rows import ReminderItem
from models.rounds import Assignment
from models.submissions import Submission
from scheduler.deadlines import Monthly
from simulator.limits.messages import check_messages
from simulator.limits.rules import Context
from tests import offices, world
from tests.offices import bangkok
from tests.talk import Talk

NOVEMBER = bangkok("2026-11-02T09:00")
MORNING = bangkok("2026-11-19T09:00")  # the day before the deadline
RENDERER = Renderer(Buttons(b"a key for tests"), "https://bot.example.org")


@pytest.fixture
def many(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Six officers of six offices who owe the same; four are enough for a multicast."""
    monkeypatch.setattr(reminding, "SAME_FROM", 4)
    with transaction(engine) as session:
        offices.form(session)
        for number in range(6):
            offices.person(session, f"Officer{number}", offices.office(session, f"school{number}"))
        offices.open_round(session, NOVEMBER)
    return engine


def rows(session: Session) -> list[Outbox]:
    return list(session.scalars(select(Outbox).order_by(Outbox.id)))


def task(session: Session, number: int) -> Assignment:
    return session.scalars(select(Assignment).order_by(Assignment.id)).all()[number]


def test_many_who_owe_the_same_share_one_row(many: Engine) -> None:
    with transaction(many) as session:
        assert reminding.plan(session, MORNING).reminders == 6
        (row,) = outbox.claim(session, database_now(session), timedelta(seconds=60), 10)
        ((card,),) = digests.compose_for_many(session, [row], MORNING)
        assert row.kind == "multicast"
        assert row.recipients == [f"UOfficer{number}" for number in range(6)]
        assert row.cost == 6
        assert isinstance(card, Card)
        assert card.inside[0].args == {"r": 1}, "nothing of anybody's own"
        assert check_messages(RENDERER.calls([card], ANYBODY)[0], Context(strict_media=True)) == []


def test_a_second_look_adds_nobody_twice(many: Engine) -> None:
    with transaction(many) as session:
        reminding.plan(session, MORNING)
        assert reminding.plan(session, MORNING + timedelta(minutes=1)) == reminding.Planned()
        assert len(rows(session)) == 1


def test_who_submits_or_begins_before_it_leaves_is_taken_off_the_list(many: Engine) -> None:
    """Who has submitted hears nothing; who has begun gets words of their own."""
    with transaction(many) as session:
        reminding.plan(session, MORNING)
        offices.submit(session, task(session, 0), MORNING)
        offices.begin(session, task(session, 1), MORNING, answered=3)
        (row,) = outbox.claim(session, database_now(session), timedelta(seconds=60), 10)
        digests.compose_for_many(session, [row], MORNING)
        assert row.recipients == [f"UOfficer{number}" for number in range(2, 6)]
        own = rows(session)[1]
        assert (own.kind, own.line_user_id) == ("reminder", "UOfficer1")
        ((card,),) = digests.compose(session, [own], MORNING)
        assert isinstance(card, Card)
        assert "เหลือ 2 ข้อ" in [line.text for line in card.rows]


def test_a_refused_multicast_costs_a_new_key_when_somebody_drops_out(many: Engine) -> None:
    """A key freezes its recipients. In doubt they stay: LINE may have taken them."""
    with transaction(many) as session:
        reminding.plan(session, MORNING)
        (row,) = outbox.claim(session, database_now(session), timedelta(seconds=60), 10)
        digests.compose_for_many(session, [row], MORNING)
        first = row.retry_key
        digests.compose_for_many(session, [row], MORNING)
        assert row.retry_key == first
        offices.submit(session, task(session, 0), MORNING)
        digests.compose_for_many(session, [row], MORNING)
        assert (len(row.recipients or ()), row.retry_key == first) == (5, False)
        row.in_doubt, second = True, row.retry_key
        offices.submit(session, task(session, 1), MORNING)
        digests.compose_for_many(session, [row], MORNING)
        assert (len(row.recipients or ()), row.retry_key) == (5, second)


def delayed(session: Session, hours: int) -> Outbox:
    """Return the only waiting row, claimed so many hours after it was queued: until then nothing ran."""
    waiting = session.scalars(select(Outbox).where(Outbox.state == "pending")).one()
    waiting.next_at -= timedelta(hours=hours)
    session.flush()
    (row,) = outbox.claim(session, database_now(session), timedelta(seconds=60), 10)
    return row


def test_a_day_that_is_over_is_decided_anew_in_office_hours(many: Engine) -> None:
    """Queued on Thursday at nine, and nothing ran until eight in the evening."""
    with transaction(many) as session:
        reminding.plan(session, MORNING)
        row = delayed(session, hours=11)
        assert digests.compose_for_many(session, [row], MORNING + timedelta(hours=11)) == [None]
        row.state, row.lease_until = "cancelled", None
        assert reminding.plan(session, bangkok("2026-11-19T20:00")).reminders == 0, "not at night"
        assert reminding.plan(session, bangkok("2026-11-20T08:31")).reminders == 0, "it joins Friday's digest"
        assert reminding.plan(session, bangkok("2026-11-20T09:00")).reminders == 6
        (again,) = outbox.claim(session, database_now(session), timedelta(seconds=60), 10)
        ((card,),) = digests.compose_for_many(session, [again], bangkok("2026-11-20T09:00"))
        assert isinstance(card, Card)
        assert "วันนี้" in card.title
        assert again.retry_key != row.retry_key


def test_a_reminder_that_slept_longer_than_a_day_is_missed(one: Engine) -> None:
    with transaction(one) as session:
        reminding.plan(session, bangkok("2026-11-20T09:00"))
        row = delayed(session, hours=69)
        assert digests.compose(session, [row], bangkok("2026-11-23T06:00")) == [None]
        row.state, row.lease_until = "cancelled", None
        assert reminding.plan(session, bangkok("2026-11-23T09:00")).reminders == 1
        (again,) = outbox.claim(session, database_now(session), timedelta(seconds=60), 10)
        ((card,),) = digests.compose(session, [again], bangkok("2026-11-23T09:00"))
        assert isinstance(card, Card)
        assert "ครบกำหนดเมื่อ" in card.title, "one message, and it is true"
        missed = session.scalars(select(ReminderItem.step).where(ReminderItem.reminder_id.is_(None)))
        assert 0 in set(missed)


def test_what_line_would_not_take_all_day_is_not_said_at_night(one: Engine) -> None:
    """The words are frozen, and may have been heard: nothing is decided anew."""
    with transaction(one) as session:
        reminding.plan(session, MORNING)
        (row,) = outbox.claim(session, database_now(session), timedelta(seconds=60), 10)
        row.payload, row.in_doubt, row.attempts = [{"type": "text", "text": "ครบกำหนดพรุ่งนี้"}], True, 2
        (card,) = digests.compose(session, [row], MORNING + timedelta(minutes=5))
        assert card is not None, "within the day it is tried again"
        assert row.first_at is not None
        row.first_at -= timedelta(hours=11)
        assert digests.compose(session, [row], MORNING + timedelta(hours=11)) == [None]
        assert reminding.plan(session, MORNING + timedelta(hours=23, minutes=40)).reminders == 0


@pytest.fixture
def somchai(engine: Engine) -> Talk:
    """Somchai, who has answered some of the monthly form."""
    with transaction(engine) as session:
        world.settle(session, NOVEMBER)
        world.open_round(session, "pnglb_monthly", Monthly(20), NOVEMBER)
    talk = Talk(engine, NOVEMBER)
    for words in ("เริ่มกรอก", "พ.ย. 2569", "ลงพื้นที่ติดตามร่วมกับเครือข่าย"):
        talk.say(words)
    return talk


def test_what_is_left_is_named_and_opened_at_the_first_item(somchai: Talk) -> None:
    with transaction(somchai.engine) as session:
        reminding.plan(session, MORNING)
        row = next(each for each in rows(session) if each.kind == "reminder")
        ((card,),) = digests.compose(session, [row], MORNING)
        assert isinstance(card, Card)
        assert card.rows[-1].text.startswith("เหลือ 3 ข้อ (")
        assert card.rows[-1].text.endswith("ประมาณ 2 นาที")
        assert card.inside[0].deed == "open_first"
        problems = check_messages(RENDERER.calls([card], row.line_user_id)[0], Context(strict_media=True))
    assert problems == []


def turn(session: Session, user: str, now: datetime = MORNING) -> Turn:
    account = session.get_one(Account, user)
    return Turn(session, account, Incoming("e", user, Text("", ""), now, "", False), now)


def told(session: Session) -> list[int]:
    return sorted(session.scalars(select(ReminderItem.step).where(ReminderItem.reminder_id.is_not(None))))


@pytest.fixture
def one(engine: Engine) -> Engine:
    with transaction(engine) as session:
        offices.form(session)
        offices.person(session, "Somchai", offices.office(session, "tak"))
        offices.open_round(session, NOVEMBER)
    return engine


DAYS = [f"2026-11-{day:02d}T09:00" for day in range(9, 31)]


def live(session: Session, first: str = "09") -> dict[str, list[int]]:
    """Return, for each morning from a day on that said something, the steps it was about."""
    found: dict[str, list[int]] = {}
    for day in (each for each in DAYS if each[8:10] >= first):
        before = told(session)
        reminding.plan(session, bangkok(day))
        new = told(session)
        for step in before:
            new.remove(step)
        if new:
            found[day[8:10]] = new
    return found


def test_a_promise_is_quiet_until_its_day(one: Engine) -> None:
    with transaction(one) as session:
        deferring.promise(turn(session, "USomchai", bangkok("2026-11-16T10:00")), {}, "วันที่ 20")
        assert live(session, "17") == {"20": [0, 999], "23": [1]}


def test_a_snooze_speaks_once_more(one: Engine) -> None:
    with transaction(one) as session:
        deferring.snooze(turn(session, "USomchai", bangkok("2026-11-13T10:00")), {})
        assert live(session, "14") == {"16": [999], "17": [-3], "19": [-1], "20": [0], "23": [1]}


def test_the_ladder_follows_a_granted_day(one: Engine) -> None:
    with transaction(one) as session:
        granting.extend(session, task(session, 0), bangkok("2026-11-26T16:30"), bangkok("2026-11-10T10:00"), None)
        assert live(session) == {"19": [-7], "23": [-3], "25": [-1], "26": [0], "27": [1], "30": [3]}


def test_with_the_head_it_is_quiet_until_the_due_day(one: Engine) -> None:
    with transaction(one) as session:
        deferring.with_head(turn(session, "USomchai", bangkok("2026-11-12T10:00")), task(session, 0))
        assert live(session) == {"20": [0], "23": [1]}


def test_sent_another_way_it_is_quiet_until_the_coordinator_has_looked(one: Engine) -> None:
    with transaction(one) as session:
        deferring.elsewhere(turn(session, "USomchai", bangkok("2026-11-12T10:00")), {})
        assert live(session) == {}
        asked = session.scalars(select(Petition)).one()
        assert (asked.kind, asked.note, asked.state) == ("elsewhere", "AMS", "asked")
        assert deferrals.asked(session, asked.assignment_id, "elsewhere") is asked
        assert session.scalars(select(Submission)).all() == []


def test_every_kind_of_row_has_a_composer() -> None:
    assert set(COMPOSERS) == {"reminder", "multicast", "broadcast", "notice", "digest"}
