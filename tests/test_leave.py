"""Who is away is not reminded, who acts for them is, for these days and no others; and they see what the other saw."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from handlers.people import acting, roster
from handlers.people.acting import CannotLeave
from handlers.rounds import digests
from handlers.status.progress import progress
from models import Session, database_now, notices, outbox, scopes, transaction
from models.leaves import Leave
from models.outbox import Outbox
from models.people import Account, Duty, Office, Person, Role
from models.reminder_rows import Reminder
from models.rounds import Round
from scheduler.tick import tick
from tests import offices
from tests.offices import bangkok
from thai.dates import in_bangkok
from thai.spans import Span

OPENED = bangkok("2026-11-02T09:00")
AWAY = Span(date(2026, 11, 18), date(2026, 11, 20))
LADDER = [13, 17, 19, 20, 23]  # of November


@pytest.fixture
def province(engine: Engine) -> Engine:
    """Somchai reports for tak, Suda for maesot, Malee coordinates both from above; the report is due on Friday 20."""
    with transaction(engine) as session:
        offices.form(session)
        peo = offices.office(session, "peo")
        for name, code in (("Somchai", "tak"), ("Suda", "maesot")):
            offices.person(session, name, offices.office(session, code, peo))
        offices.person(session, "Malee", peo, duty=Duty.COORDINATOR)
        offices.person(session, "Wichai", peo, duty=Duty.SUPERVISOR)
        offices.open_round(session, OPENED)
    return engine


def named(session: Session, name: str) -> Person:
    return session.scalars(select(Person).where(Person.name == name)).one()


def goes(engine: Engine, name: str, stands_in: str = "", at: str = "2026-11-16T10:00", span: Span = AWAY) -> None:
    with transaction(engine) as session:
        other = named(session, stands_in) if stands_in else None
        acting.note(session, named(session, name), span, other, bangkok(at), None)


def morning(engine: Engine, day: int, at: str = "09:00") -> dict[str, set[str]]:
    """Let a clock look and send once; return name -> the offices a reminder was about."""
    now = bangkok(f"2026-11-{day:02}T{at}")
    tick(engine, now)
    with transaction(engine) as session:
        return dict(sent(session, now))


def sent(session: Session, now: datetime) -> Iterator[tuple[str, set[str]]]:
    for row in outbox.claim(session, database_now(session), timedelta(seconds=60), 500):
        if row.kind != "reminder":
            continue
        (said,) = digests.compose(session, [row], now)
        outbox.finish(session, row.id, "sent" if said else "cancelled", database_now(session))
        if said:
            reminder = session.scalars(select(Reminder).where(Reminder.outbox_id == row.id)).one()
            about = {session.get_one(Office, each.office_id).code for each in _tasks(session, reminder)}
            yield session.get_one(Person, reminder.person_id).name, about


def _tasks(session: Session, reminder: Reminder) -> list[offices.Assignment]:
    return [session.get_one(offices.Assignment, item.assignment_id) for item in reminder.items]


def test_the_acting_person_is_reminded_instead(province: Engine) -> None:
    goes(province, "Somchai", "Suda")
    heard = {day: morning(province, day) for day in LADDER}
    both = {"Somchai": {"tak"}, "Suda": {"maesot"}}
    instead = {"Suda": {"tak", "maesot"}}
    assert heard == {13: both, 17: both, 19: instead, 20: instead, 23: both}


def test_without_an_acting_person_nobody_is_reminded_and_the_office_is_shown(province: Engine) -> None:
    goes(province, "Somchai")
    heard = {day: morning(province, day) for day in LADDER}
    assert [day for day in LADDER if "Somchai" in heard[day]] == [13, 17, 23]
    assert [day for day in LADDER if "tak" in set().union(*heard[day].values())] == [13, 17, 23]
    with Session(province) as session:
        round_ = session.scalars(select(Round)).one()
        states = {day: progress(session, round_, None, bangkok(f"2026-11-{day}T10:00")).unreachable for day in (17, 19)}
    assert states == {17: 0, 19: 1}


def test_who_comes_back_hears_no_yesterdays_step(province: Engine) -> None:
    goes(province, "Somchai", "Suda", span=Span(date(2026, 11, 18), date(2026, 11, 19)))
    assert "Somchai" not in morning(province, 19)
    assert morning(province, 20, "08:45") == {}, "Thursday's step was Suda's"
    assert morning(province, 20)["Somchai"] == {"tak"}


def test_who_begins_to_act_hears_no_step_of_the_days_before(province: Engine) -> None:
    goes(province, "Somchai", "Suda", span=Span(date(2026, 11, 20), date(2026, 11, 20)))
    morning(province, 19)
    assert morning(province, 20, "08:45") == {}
    assert morning(province, 20) == {"Suda": {"tak", "maesot"}}


def test_a_leave_told_in_the_morning_hands_on_the_mornings_reminder(province: Engine) -> None:
    assert morning(province, 19) == {"Somchai": {"tak"}, "Suda": {"maesot"}}
    goes(province, "Somchai", "Malee", at="2026-11-19T10:00", span=Span(date(2026, 11, 19), date(2026, 11, 19)))
    assert morning(province, 19, "10:01") == {"Malee": {"tak"}}
    assert morning(province, 19, "10:02") == {}


def test_a_reminder_that_waits_is_not_sent_to_who_went_away(province: Engine) -> None:
    now = bangkok("2026-11-19T09:00")
    tick(province, now)
    goes(province, "Somchai", at="2026-11-19T09:00", span=Span(date(2026, 11, 19), date(2026, 11, 19)))
    with transaction(province) as session:
        assert dict(sent(session, now)) == {"Suda": {"maesot"}}


def test_coming_back_early_ends_it_at_once(province: Engine) -> None:
    goes(province, "Somchai", "Suda")
    assert morning(province, 19) == {"Suda": {"tak", "maesot"}}
    with transaction(province) as session:
        leave = session.scalars(select(Leave)).one()
        acting.end(session, leave, bangkok("2026-11-20T08:00"), None)
        assert (leave.last_day, leave.cancelled_at) == (date(2026, 11, 19), None)
    assert morning(province, 20) == {"Somchai": {"tak"}, "Suda": {"maesot"}}


def test_a_leave_that_never_begins_tells_nobody(province: Engine) -> None:
    goes(province, "Somchai", "Suda")
    with transaction(province) as session:
        acting.end(session, session.scalars(select(Leave)).one(), bangkok("2026-11-17T08:00"), None)
        assert notices.waiting(session, named(session, "Suda").id, 9) == []
    assert morning(province, 19) == {"Somchai": {"tak"}, "Suda": {"maesot"}}


def test_a_new_leave_takes_the_place_of_the_old(province: Engine) -> None:
    goes(province, "Somchai", "Suda")
    goes(province, "Somchai", "Malee", span=Span(date(2026, 11, 20), date(2026, 11, 24)))
    assert morning(province, 19) == {"Suda": {"tak", "maesot"}}
    assert morning(province, 20) == {"Malee": {"tak"}, "Suda": {"maesot"}}
    assert morning(province, 23) == {"Malee": {"tak"}, "Suda": {"maesot"}}


def test_scope_follows_for_these_days_only(province: Engine) -> None:
    goes(province, "Malee", "Suda")
    reached = []
    for day in (17, 18, 20, 21):
        tick(province, bangkok(f"2026-11-{day}T07:00"))
        with Session(province) as session:
            suda = named(session, "Suda")
            both = (scopes.coordinated(session, suda), scopes.scope(session, suda))
            reached.append(tuple(len(each.whole) for each in both))
    assert reached == [(0, 0), (3, 3), (3, 3), (0, 0)]


def test_an_admins_power_is_not_handed_on(province: Engine) -> None:
    with transaction(province) as session:
        malee = named(session, "Malee")
        malee.roles.append(Role(office_id=malee.roles[0].office_id, duty=Duty.ADMIN))
    goes(province, "Malee", "Suda", at="2026-11-18T08:00")
    with Session(province) as session:
        assert {role.duty for role in named(session, "Suda").roles} == {Duty.OFFICER, Duty.COORDINATOR}


def test_who_acts_and_goes_away_too_hands_on(province: Engine) -> None:
    goes(province, "Somchai", "Suda")
    with transaction(province) as session:  # Suda falls ill on Thursday
        acting.note(
            session,
            named(session, "Suda"),
            Span(date(2026, 11, 19), date(2026, 11, 19)),
            named(session, "Malee"),
            bangkok("2026-11-19T08:00"),
            None,
        )
    assert morning(province, 19) == {"Malee": {"tak", "maesot"}}
    assert morning(province, 20) == {"Suda": {"tak", "maesot"}}


def test_two_who_name_each_other_leave_nobody(province: Engine) -> None:
    with transaction(province) as session:
        somchai, suda = named(session, "Somchai"), named(session, "Suda")
        for one, other in ((somchai, suda), (suda, somchai)):
            session.add(
                Leave(person_id=one.id, acting_id=other.id, first_day=AWAY.first, last_day=AWAY.last, made_at=OPENED)
            )
    assert morning(province, 19) == {}


@pytest.mark.parametrize(
    ("stands_in", "span", "why"),
    [
        ("Somchai", AWAY, "oneself"),
        ("Suda", Span(date(2026, 11, 2), date(2026, 11, 3)), "past"),
        ("Wichai", AWAY, "both"),
    ],
)
def test_what_cannot_be_noted(province: Engine, stands_in: str, span: Span, why: str) -> None:
    goes(province, "Wichai")
    with pytest.raises(CannotLeave, match=why):
        goes(province, "Somchai", stands_in, span=span)


def test_a_duty_given_for_good_stays_when_the_leave_is_over(province: Engine) -> None:
    goes(province, "Somchai", "Suda", at="2026-11-18T08:00")
    with transaction(province) as session:
        suda, tak = named(session, "Suda"), session.scalars(select(Office).where(Office.code == "tak")).one()
        roster._give_duty(suda, tak, Duty.OFFICER)
    tick(province, bangkok("2026-11-21T09:00"))
    with Session(province) as session:
        assert {role.office.code for role in named(session, "Suda").roles} == {"maesot", "tak"}


def test_settling_again_changes_nothing(province: Engine) -> None:
    goes(province, "Somchai", "Suda", at="2026-11-18T08:00")
    with transaction(province) as session:
        assert acting.settle(session, bangkok("2026-11-18T08:01")) == 0
        assert acting.settle(session, bangkok("2026-11-21T00:00")) == 1
        assert acting.settle(session, bangkok("2026-11-21T00:01")) == 0


def test_the_acting_person_reads_of_it_on_the_first_morning(province: Engine) -> None:
    goes(province, "Somchai", "Suda")
    for day, pushed in ((17, 0), (18, 1), (19, 1)):
        tick(province, bangkok(f"2026-11-{day}T08:31"))
        with Session(province) as session:
            rows = session.scalars(select(Outbox).where(Outbox.kind == "notice")).all()
            assert [row.line_user_id for row in rows] == ["USuda"] * pushed


def test_an_announcement_goes_to_who_acts(province: Engine) -> None:
    from handlers.news import audience

    goes(province, "Somchai", "Wichai", at="2026-11-18T08:00")
    with transaction(province) as session:
        now = bangkok("2026-11-18T10:00")
        chosen = audience.choose(session, named(session, "Malee"), audience.Audience(), now)
        assert chosen.recipients == ["USuda", "UWichai"]
        assert session.get_one(Account, "UWichai").person is not None
    assert in_bangkok(now).day == 18
