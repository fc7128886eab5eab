"""What a changed day off moves: deadlines that follow working days, and lateness; never what was set by hand."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine

from handlers.rounds import days_off, granting, running
from models import Session, calendars, rounds, transaction
from models.rounds import Round
from scheduler.deadlines import Monthly, Once, Rule
from tests.offices import bangkok, form, office, open_round, person
from thai.rule import Recurring

OPENED = bangkok("2026-11-02T09:00")
FRIDAY = date(2026, 11, 20)
SHIFTED = Recurring("FREQ=MONTHLY;BYMONTHDAY=20", shift="next")


def opened(session: Session, rule: Rule) -> Round:
    form(session)
    tak = office(session, "tak")
    person(session, "Somchai", tak)
    return open_round(session, OPENED, [tak], rule)


def off(session: Session, day: date, kind: str = "off") -> list[Round]:
    return days_off.change(session, day, kind, "วันหยุดพิเศษ", OPENED, None)


@pytest.mark.parametrize(
    ("rule", "due", "late"),
    [
        (Monthly(20), "2026-11-20T16:30", "2026-11-23T16:30"),  # the printed day stays
        (SHIFTED, "2026-11-23T16:30", "2026-11-23T16:30"),
        (Recurring("FREQ=MONTHLY;BYMONTHDAY=20", shift="previous"), "2026-11-19T16:30", "2026-11-19T16:30"),
        (Once(bangkok("2026-11-20T16:30")), "2026-11-20T16:30", "2026-11-23T16:30"),
        (
            Recurring("FREQ=MONTHLY;BYMONTHDAY=13", after_workdays=6, grace_workdays=1),
            "2026-11-24T16:30",
            "2026-11-25T16:30",
        ),
    ],
)
def test_a_new_day_off_moves_what_follows_working_days(engine: Engine, rule: Rule, due: str, late: str) -> None:
    with transaction(engine) as session:
        round_ = opened(session, rule)
        before = round_.due_at
        moved = off(session, FRIDAY)
        assert (round_.due_at, round_.late_at) == (bangkok(due), bangkok(late))
        assert moved == ([round_] if round_.due_at != before else [])


def test_taking_a_day_off_back_moves_it_back(engine: Engine) -> None:
    with transaction(engine) as session:
        round_ = opened(session, SHIFTED)
        off(session, FRIDAY)
        assert days_off.take_back(session, FRIDAY, OPENED, None) == [round_]
        assert round_.due_at == bangkok("2026-11-20T16:30")
        assert days_off.take_back(session, FRIDAY, OPENED, None) is None


def test_a_working_saturday(engine: Engine) -> None:
    with transaction(engine) as session:
        round_ = opened(session, Recurring("FREQ=MONTHLY;BYMONTHDAY=21", shift="next"))
        assert round_.due_at == bangkok("2026-11-23T16:30")
        off(session, date(2026, 11, 21), "working")
        assert round_.due_at == bangkok("2026-11-21T16:30")


def test_what_was_set_by_hand_stays(engine: Engine) -> None:
    with transaction(engine) as session:
        round_ = opened(session, SHIFTED)
        running.move(session, round_, bangkok("2026-11-20T12:00"), OPENED, None)
        (assignment,) = rounds.assignments_of_round(session, round_.id, [1])
        granting.extend(session, assignment, bangkok("2026-11-20T15:00"), OPENED, None)
        assert off(session, FRIDAY) == []
        assert (round_.due_at, assignment.due_at) == (bangkok("2026-11-20T12:00"), bangkok("2026-11-20T15:00"))
        assert (round_.late_at, assignment.late_at) == (bangkok("2026-11-23T12:00"), bangkok("2026-11-23T15:00"))


def test_what_is_past_stays(engine: Engine) -> None:
    with transaction(engine) as session:
        round_ = opened(session, SHIFTED)
        after = bangkok("2026-11-21T09:00")
        assert days_off.change(session, FRIDAY, "off", "", after, None) == []
        assert round_.due_at == bangkok("2026-11-20T16:30")


def test_a_day_is_changed_once(engine: Engine) -> None:
    with transaction(engine) as session:
        off(session, FRIDAY)
        off(session, FRIDAY, "working")
        assert [(each.day, each.kind) for each in calendars.changes(session)] == [(FRIDAY, "working")]
        assert calendars.overrides(session).working == {FRIDAY}
