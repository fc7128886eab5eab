"""Rounds open once, at the right moment, with the right offices, however many clocks ask."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time

import pytest
from sqlalchemy import Engine, func, select

from handlers.rounds import opening
from handlers.rounds.opening import CannotOpen, materialise, open_schedule
from models import Session, transaction
from models.invite_codes import Invitation
from models.people import Duty
from models.rounds import Assignment, Round, Schedule
from scheduler.deadlines import Ladder, Monthly, Once
from tests.offices import bangkok, form, office, open_round, person

MONTHLY = Monthly(20)


def periods(session: Session) -> list[str]:
    return list(session.scalars(select(Round.period).order_by(Round.due_at)))


FIRST_ROUND = [
    ("2026-11-01T00:00", "2026-11", "2026-11-20T16:30"),
    ("2026-11-20T16:29", "2026-11", "2026-11-20T16:30"),
    ("2026-11-20T16:30", "2026-12", "2026-12-20T16:30"),
    ("2026-11-30T23:59", "2026-12", "2026-12-20T16:30"),
    ("2026-12-31T09:00", "2027-01", "2027-01-20T16:30"),
]


@pytest.mark.parametrize(("now", "period", "due"), FIRST_ROUND)
def test_the_first_round_is_the_one_due_next_and_open_at_once(engine: Engine, now: str, period: str, due: str) -> None:
    with transaction(engine) as session:
        form(session)
        tak = office(session, "tak")
        opened = open_schedule(session, "pnglb_monthly", MONTHLY, [tak], bangkok(now))
        assert (opened.round.period, opened.round.due_at) == (period, bangkok(due))
        assert opened.round.opens_at <= bangkok(now) < opened.round.closes_at
        assert opened.round.key == f"pnglb_monthly/{period}"


def test_a_month_closes_when_the_next_one_is_due_and_a_single_round_after_thirty_days(engine: Engine) -> None:
    with transaction(engine) as session:
        form(session)
        tak = [office(session, "tak")]
        monthly = open_round(session, bangkok("2026-11-02T09:00"), tak)
        assert monthly.closes_at == bangkok("2026-12-20T16:30")
        once = open_round(session, bangkok("2026-11-02T09:00"), tak, Once(bangkok("2026-11-20T12:00")))
        assert once.closes_at == bangkok("2026-12-20T12:00")
        assert once.period == "2026-11-20"


def test_a_deadline_on_a_sunday_is_late_only_after_monday(engine: Engine) -> None:
    with transaction(engine) as session:
        form(session)
        december = open_round(session, bangkok("2026-12-01T09:00"), [office(session, "tak")])
        assert december.due_at == bangkok("2026-12-20T16:30")
        assert december.late_at == bangkok("2026-12-21T16:30")


def test_next_month_opens_on_its_first_day_once(engine: Engine) -> None:
    with transaction(engine) as session:
        form(session)
        tak = office(session, "tak")
        open_round(session, bangkok("2026-11-02T09:00"), [tak])
        assert materialise(session, bangkok("2026-11-30T23:59")) == []
        (december,) = materialise(session, bangkok("2026-12-01T00:00"))
        assert december.period == "2026-12"
        assert materialise(session, bangkok("2026-12-01T00:00")) == []
        assert session.scalar(select(func.count()).select_from(Assignment)) == 2


def test_after_a_long_sleep_only_what_is_not_over_is_opened(engine: Engine) -> None:
    with transaction(engine) as session:
        form(session)
        open_round(session, bangkok("2026-11-02T09:00"), [office(session, "tak")])
        assert [round_.period for round_ in materialise(session, bangkok("2027-03-05T09:00"))] == ["2027-02", "2027-03"]


def test_a_single_round_is_never_repeated_and_an_ended_schedule_opens_nothing(engine: Engine) -> None:
    with transaction(engine) as session:
        form(session)
        tak = [office(session, "tak")]
        open_round(session, bangkok("2026-11-02T09:00"), tak, Once(bangkok("2026-11-20T16:30")))
        ended = open_round(session, bangkok("2026-11-02T09:00"), tak).schedule
        ended.ended_at = bangkok("2026-11-25T09:00")
        session.flush()
        assert materialise(session, bangkok("2027-01-05T09:00")) == []


def test_asking_twice_gives_the_round_there_is(engine: Engine) -> None:
    now = bangkok("2026-11-02T09:00")
    with transaction(engine) as session:
        form(session)
        tak, mae_sot = office(session, "tak"), office(session, "maesot")
        first = open_schedule(session, "pnglb_monthly", MONTHLY, [tak], now)
        again = open_schedule(session, "pnglb_monthly", Monthly(25), [tak, mae_sot], now)
        assert (first.is_new, again.is_new) == (True, False)
        assert again.round is first.round
        assert again.offices == 1
        assert session.scalar(select(func.count()).select_from(Schedule)) == 1


def test_by_default_offices_with_an_officer_or_a_live_invitation_are_asked_anew_each_month(engine: Engine) -> None:
    now = bangkok("2026-11-02T09:00")
    with transaction(engine) as session:
        form(session)
        tak, mae_sot, umphang, region = (office(session, code) for code in ("tak", "maesot", "umphang", "region"))
        person(session, "Somchai", tak)
        person(session, "Malee", region, duty=Duty.SUPERVISOR)
        for place, days in ((mae_sot, 5), (umphang, -1)):
            expires = bangkok(f"2026-11-{2 + days:02d}T09:00")
            session.add(
                Invitation(code_hash=place.code, office=place, duty=Duty.OFFICER, created_at=now, expires_at=expires)
            )
        november = open_round(session, now)
        assert codes(session, november) == ["maesot", "tak"]
        person(session, "Wichai", umphang)
        (december,) = materialise(session, bangkok("2026-12-01T09:00"))
        assert codes(session, december) == ["tak", "umphang"]


def codes(session: Session, round_: Round) -> list[str]:
    rows = session.scalars(select(Assignment).where(Assignment.round_id == round_.id))
    return sorted(row.office.code for row in rows)


def test_a_round_keeps_the_version_it_was_opened_with(engine: Engine) -> None:
    with transaction(engine) as session:
        old = form(session)
        november = open_round(session, bangkok("2026-11-02T09:00"), [office(session, "tak")])
        new = form(session, version="2")
        (december,) = materialise(session, bangkok("2026-12-01T09:00"))
        assert (november.form_version_id, december.form_version_id) == (old.id, new.id)


def test_what_cannot_be_opened_is_said(engine: Engine) -> None:
    now = bangkok("2026-11-02T09:00")
    with transaction(engine) as session:
        with pytest.raises(CannotOpen, match="published"):
            open_round(session, now)
        form(session)
        with pytest.raises(CannotOpen, match="no office"):
            open_round(session, now)
        with pytest.raises(CannotOpen, match="closed already"):
            open_round(session, now, [office(session, "tak")], Once(bangkok("2026-10-01T16:30")))


def test_rule_and_ladder_come_back_as_they_were(engine: Engine) -> None:
    ladder = Ladder((5, 0), (1, 3), time(10, 0))
    rule = Monthly(31, time(12, 0))
    with transaction(engine) as session:
        form(session)
        tak = [office(session, "tak")]
        opened = open_schedule(session, "pnglb_monthly", rule, tak, bangkok("2026-11-02T09:00"), ladder=ladder)
    with transaction(engine) as session:
        stored = session.get_one(Schedule, opened.schedule.id)
        assert (opening.rule_of(stored), opening.ladder_of(stored)) == (rule, ladder)


def test_many_clocks_open_a_round_once(engine: Engine) -> None:
    with transaction(engine) as session:
        form(session)
        open_round(session, bangkok("2026-11-02T09:00"), [office(session, f"school-{n}") for n in range(20)])

    def tick(now: datetime) -> int:
        with transaction(engine) as session:
            return len(materialise(session, now))

    with ThreadPoolExecutor(4) as clocks:
        opened = list(clocks.map(tick, [bangkok("2026-12-01T00:00")] * 8))
    assert sum(opened) == 1
    with transaction(engine) as session:
        assert periods(session) == ["2026-11", "2026-12"]
        assert session.scalar(select(func.count()).select_from(Assignment)) == 40
