"""Two months of reminders, day by day, against a small oracle that keeps its own books."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select

from handlers.replies import Card
from handlers.rounds import digests, reminding
from handlers.rounds.opening import materialise, open_schedule
from models import Session, database_now, outbox, transaction
from models.outbox import Outbox
from models.people import Account, Office, Person, Role
from models.reminder_rows import Reminder, ReminderItem
from models.rounds import Assignment
from scheduler import tick as clock
from scheduler.deadlines import Once
from tests.offices import bangkok, begin, form, office, open_round, person, submit
from thai.dates import in_bangkok

NOVEMBER = bangkok("2026-11-02T09:00")

# The ladder of 20 November (a Friday) and of 20 December 2026 (a Sunday), written out by hand:
# 7 and 3 days before, the day before, the day, the working day after; on days off the working day before.
EXPECTED = {
    date(2026, 11, 13): ("2026-11", -7),
    date(2026, 11, 17): ("2026-11", -3),
    date(2026, 11, 19): ("2026-11", -1),
    date(2026, 11, 20): ("2026-11", 0),
    date(2026, 11, 23): ("2026-11", 1),  # 21 is a Saturday; three days after is the same Monday
    date(2026, 12, 11): ("2026-12", -7),  # 13 is a Sunday
    date(2026, 12, 17): ("2026-12", -3),
    date(2026, 12, 18): ("2026-12", 0),  # 19 and 20 are days off: the two steps meet, the nearer one speaks
    date(2026, 12, 21): ("2026-12", 1),
    date(2026, 12, 23): ("2026-12", 3),
}


@dataclass
class Sent:
    """What went out, kept by the test's own sender: (day, person) -> steps told."""

    digests: dict[tuple[date, str], list[tuple[str, int]]] = field(default_factory=dict)

    def send_due(self, session: Session, now: datetime) -> None:
        for row in outbox.claim(session, database_now(session), timedelta(seconds=60), 500):
            (replies,) = digests.compose(session, [row], now)
            outbox.finish(session, row.id, "sent" if replies else "cancelled", database_now(session))
            if replies:
                reminder = session.scalars(select(Reminder).where(Reminder.outbox_id == row.id)).one()
                key = (in_bangkok(row.business_at).date(), session.get_one(Person, reminder.person_id).name)
                assert key not in self.digests, "two digests on one day"
                self.digests[key] = [(self._period(session, item), item.step) for item in reminder.items]

    def _period(self, session: Session, item: ReminderItem) -> str:
        return session.get_one(Assignment, item.assignment_id).round.period


def days(first: str, last: str) -> Iterator[date]:
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        yield day
        day += timedelta(days=1)


def tick(engine: Engine, now: datetime) -> reminding.Planned:
    with transaction(engine) as session:
        materialise(session, now)
        return reminding.plan(session, now)


def test_two_months_day_by_day(engine: Engine) -> None:
    """Somchai never submits, Malee submits on 18 November and never in December, Wichai has not joined."""
    sent = Sent()
    with transaction(engine) as session:
        form(session)
        tak, mae_sot, umphang = (office(session, code) for code in ("tak", "maesot", "umphang"))
        person(session, "Somchai", tak)
        person(session, "Malee", mae_sot)
        person(session, "Wichai", umphang, joined=False)
        open_round(session, NOVEMBER)
    for day in days("2026-11-02", "2026-12-31"):
        for hour in ("08:59", "09:00", "09:01", "16:00", "23:00"):
            now = bangkok(f"{day}T{hour}")
            tick(engine, now)
            assert tick(engine, now) == reminding.Planned(), "a second tick does nothing"
            with transaction(engine) as session:
                sent.send_due(session, now)
        if day == date(2026, 11, 18):
            with transaction(engine) as session:
                submit(session, of(session, "maesot"), bangkok("2026-11-18T20:00"))
    somchai = {day: [step] for day, step in EXPECTED.items()}
    malee = {day: [step] for day, step in EXPECTED.items() if step[0] == "2026-12" or day < date(2026, 11, 18)}
    assert {day: told for (day, name), told in sent.digests.items() if name == "Somchai"} == somchai
    assert {day: told for (day, name), told in sent.digests.items() if name == "Malee"} == malee
    assert len(sent.digests) == len(somchai) + len(malee)


def of(session: Session, code: str, period: str = "2026-11") -> Assignment:
    query = select(Assignment).join(Office).where(Office.code == code)
    return next(found for found in session.scalars(query) if found.round.period == period)


@pytest.fixture
def somchai(engine: Engine) -> Person:
    """Somchai of Tak, who owes one report due on Friday 20 November."""
    with transaction(engine) as session:
        form(session)
        found = person(session, "Somchai", office(session, "tak"))
        open_round(session, NOVEMBER)
    return found


def items(engine: Engine) -> dict[int, bool]:
    """Return step -> whether it went with a digest."""
    with transaction(engine) as session:
        return {item.step: item.reminder_id is not None for item in session.scalars(select(ReminderItem))}


def test_a_clock_that_slept_tells_only_the_newest_step(engine: Engine, somchai: Person) -> None:
    assert tick(engine, bangkok("2026-11-19T10:00")) == reminding.Planned(reminders=1, missed=2)
    assert items(engine) == {-7: False, -3: False, -1: True}
    assert tick(engine, bangkok("2026-11-19T10:15")) == reminding.Planned()


def test_a_step_older_than_a_day_is_missed_and_out_of_hours_it_waits(engine: Engine, somchai: Person) -> None:
    assert tick(engine, bangkok("2026-11-13T20:00")) == reminding.Planned()
    assert tick(engine, bangkok("2026-11-14T09:00")) == reminding.Planned(), "a Saturday"
    assert tick(engine, bangkok("2026-11-15T00:00")) == reminding.Planned(missed=1)
    assert tick(engine, bangkok("2026-11-17T20:00")) == reminding.Planned()
    assert tick(engine, bangkok("2026-11-18T08:30")) == reminding.Planned(), "before the hour of digests"
    assert tick(engine, bangkok("2026-11-18T09:00")) == reminding.Planned(reminders=1)
    assert items(engine) == {-7: False, -3: True}


def test_who_joined_after_the_moment_is_not_told_what_was_just_shown(engine: Engine) -> None:
    with transaction(engine) as session:
        form(session)
        malee = person(session, "Malee", office(session, "tak"))
        open_round(session, NOVEMBER)
        assert malee.account
        malee.account.privacy_accepted_at = bangkok("2026-11-17T11:00")
    assert tick(engine, bangkok("2026-11-17T11:01")) == reminding.Planned()
    assert tick(engine, bangkok("2026-11-19T09:00")) == reminding.Planned(reminders=1)


def test_a_round_opened_after_a_moment_does_not_remind_of_it(engine: Engine) -> None:
    with transaction(engine) as session:
        form(session)
        person(session, "Malee", office(session, "tak"))
        open_round(session, bangkok("2026-11-17T11:00"), rule=Once(bangkok("2026-11-20T16:30")))
    assert tick(engine, bangkok("2026-11-17T11:01")) == reminding.Planned()


def test_one_digest_for_all_reports_and_offices_of_a_person(engine: Engine) -> None:
    with transaction(engine) as session:
        form(session)
        form(session, "rt67")
        tak, mae_sot = office(session, "tak"), office(session, "maesot")
        person(session, "Somchai", tak, mae_sot)
        open_round(session, NOVEMBER)
        open_schedule(session, "rt67", Once(bangkok("2026-11-20T12:00")), None, NOVEMBER)
        begin(session, of(session, "tak"), NOVEMBER, answered=3)
    assert tick(engine, bangkok("2026-11-19T09:00")) == reminding.Planned(reminders=1, missed=8)
    (card,) = said(engine)
    assert card.title == "รายงานที่ยังไม่ได้ส่ง 4 เรื่อง"
    assert [button.args for button in card.inside] == [{"a": 3}, {"a": 4}, {"a": 1}, {"a": 2}, {}, {}, {}, {}]
    assert [button.label for button in card.inside][2:] == ["กรอกต่อ เรื่องที่ 3", "เริ่มกรอก เรื่องที่ 4", *ANSWERS]
    assert card.rows[6].text == "3. พาน้องกลับมาเรียน พ.ย. 2569 · สำนักงาน tak"


def said(engine: Engine) -> list[Card]:
    with transaction(engine) as session:
        rows = session.scalars(select(Outbox).order_by(Outbox.id))
        replies = [
            reply for row in rows for said in digests.compose(session, [row], row.business_at) for reply in said or ()
        ]
    assert all(isinstance(reply, Card) for reply in replies)
    return [reply for reply in replies if isinstance(reply, Card)]


ANSWERS = ["เตือนอีกครั้งพรุ่งนี้ 9 โมง", "แจ้งวันที่จะส่ง", "ขอขยายเวลา", "ส่งทาง AMS แล้ว"]
WORDS = [
    ("2026-11-13T09:00", "ครบกำหนดวันศุกร์ที่ 20 พ.ย. 16.30 น. · อีก 7 วัน", "todo"),
    ("2026-11-19T09:00", "ครบกำหนดวันศุกร์ที่ 20 พ.ย. 16.30 น. · พรุ่งนี้", "todo"),
    ("2026-11-20T09:00", "ครบกำหนดวันศุกร์ที่ 20 พ.ย. 16.30 น. · วันนี้", "todo"),
    ("2026-11-23T09:00", "ครบกำหนดเมื่อวันศุกร์ที่ 20 พ.ย. 16.30 น. ยังส่งได้ค่ะ", "late"),
]


@pytest.mark.parametrize(("now", "title", "mark"), WORDS)
def test_the_words_of_one_report(engine: Engine, somchai: Person, now: str, title: str, mark: str) -> None:
    tick(engine, bangkok(now))
    (card,) = said(engine)
    assert card.title == title
    assert [row.text for row in card.rows] == ["พาน้องกลับมาเรียน พ.ย. 2569", "ยังไม่ได้เริ่มกรอก · 5 ข้อ"]
    assert card.rows[-1].mark == mark
    assert [(button.label, button.deed, button.strong) for button in card.inside[:1]] == [
        ("เริ่มกรอก", "open_task", True)
    ]
    assert [button.label for button in card.inside[2:]] == ANSWERS[1:]


def test_a_draft_is_continued_and_its_rest_is_counted(engine: Engine, somchai: Person) -> None:
    with transaction(engine) as session:
        begin(session, of(session, "tak"), NOVEMBER, answered=3)
    tick(engine, bangkok("2026-11-20T09:00"))
    (card,) = said(engine)
    assert (card.rows[-1].text, card.inside[0].label) == ("เหลือ 2 ข้อ", "กรอกต่อ")


def submits(session: Session) -> None:
    submit(session, of(session, "tak"), bangkok("2026-11-20T09:00"))


def blocks(session: Session) -> None:
    session.get_one(Account, "USomchai").blocked_at = bangkok("2026-11-20T09:00")


def moves_away(session: Session) -> None:
    session.delete(session.scalars(select(Role)).one())


def gives_the_account_away(session: Session) -> None:
    session.get_one(Account, "USomchai").person_id = None


@pytest.mark.parametrize("meanwhile", [submits, blocks, moves_away, gives_the_account_away])
def test_nothing_is_said_when_it_is_no_longer_wanted(engine: Engine, somchai: Person, meanwhile) -> None:
    assert tick(engine, bangkok("2026-11-20T09:00")).reminders == 1
    with transaction(engine) as session:
        meanwhile(session)
    assert said(engine) == []


def test_who_cannot_be_reached_or_has_submitted_is_not_planned_for(engine: Engine, somchai: Person) -> None:
    with transaction(engine) as session:
        blocks(session)
    assert tick(engine, bangkok("2026-11-19T09:00")) == reminding.Planned()
    assert items(engine) == {}


def test_many_clocks_remind_once(engine: Engine) -> None:
    with transaction(engine) as session:
        form(session)
        for number in range(12):
            person(session, f"Officer {number}", office(session, f"school-{number}"))
        open_round(session, NOVEMBER)
    now = bangkok("2026-11-19T09:00")
    with ThreadPoolExecutor(4) as clocks:
        planned = list(clocks.map(lambda _: tick(engine, now), range(8)))
    assert sum((each for each in planned), start=reminding.Planned()) == reminding.Planned(reminders=12, missed=24)
    with transaction(engine) as session:
        assert session.scalar(select(func.count()).select_from(Outbox)) == 12
        assert session.scalar(select(func.count()).select_from(ReminderItem)) == 36


def test_a_closed_round_and_an_empty_database_ask_for_nothing(engine: Engine, somchai: Person) -> None:
    with transaction(engine) as session:
        assert reminding.due(session, bangkok("2026-12-20T16:30")) == []


def test_officers_are_decided_about_in_portions(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """However small the portions, everybody is reminded once, and whoever has two offices in one message."""
    monkeypatch.setattr(reminding, "PORTION", 2)
    with transaction(engine) as session:
        form(session)
        places = [office(session, f"o{number}") for number in range(6)]
        for number, place in enumerate(places):
            person(session, f"P{number}", place, *places[:1] if number == 5 else ())
        open_round(session, bangkok("2026-11-02T09:00"))
    assert clock.tick(engine, bangkok("2026-11-19T09:00")).reminders == 6
    with transaction(engine) as session:
        rows = session.scalars(select(Outbox.line_user_id).order_by(Outbox.line_user_id)).all()
        assert rows == [f"UP{number}" for number in range(6)]
    assert clock.tick(engine, bangkok("2026-11-19T09:01")).reminders == 0
