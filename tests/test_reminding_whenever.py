"""However seldom or confused the clock looks, a step is told once or missed, as a careful clerk would."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select

from handlers.rounds import reminding
from models import Session
from models.outbox import Outbox
from models.reminder_rows import ReminderItem
from tests.offices import bangkok, form, office, open_round, person, submit
from tests.test_reminding import EXPECTED, of
from thai.dates import in_bangkok

MOMENTS = [bangkok(f"{day}T09:00") for day in EXPECTED]
DAYS_OFF = {date(2026, 12, 7), date(2026, 12, 10)}  # in lieu of 5 December; Constitution Day
MINUTES = st.integers(0, 24 * 60 * 30)


def in_office_hours(now: datetime) -> bool:
    local = in_bangkok(now)
    return local.weekday() < 5 and local.date() not in DAYS_OFF and time(8, 30) <= local.time() < time(16, 30)


def told_by_hand(ticks: list[datetime], submitted: datetime) -> list[int]:
    """Return which moments a careful clerk, looking only at these times, would have reminded of."""
    told: list[int] = []
    for now in ticks:
        newest = max((place for place, moment in enumerate(MOMENTS) if moment <= now), default=None)
        if newest is None or newest in told or submitted <= now:
            continue
        days_late = (in_bangkok(now).date() - in_bangkok(MOMENTS[newest]).date()).days
        is_its_turn = days_late == 0 or (days_late == 1 and in_bangkok(now).time() >= time(9))
        if is_its_turn and in_office_hours(now):
            told.append(newest)
    return told


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(minutes=st.lists(MINUTES, max_size=12).map(sorted), submitted=MINUTES)
def test_whenever_the_clock_looks_a_step_is_told_once_or_missed(
    engine: Engine, minutes: list[int], submitted: int
) -> None:
    """One report in December, whose clock is awake only now and then."""
    begins = bangkok("2026-12-01T00:00")
    ticks = [begins + timedelta(minutes=each) for each in minutes]
    december = [place for place, (period, _) in enumerate(EXPECTED.values()) if period == "2026-12"]
    with Session(engine) as session:
        form(session)
        person(session, "Somchai", office(session, "tak"))
        round_ = open_round(session, begins)
        for now in ticks:
            if now >= begins + timedelta(minutes=submitted):
                submit(session, of(session, "tak", round_.period), now)
            reminding.plan(session, now)
            assert reminding.plan(session, now) == reminding.Planned()
        found = sorted(session.scalars(select(ReminderItem.step).where(ReminderItem.reminder_id.is_not(None))))
        session.rollback()
    by_hand = [place for place in told_by_hand(ticks, begins + timedelta(minutes=submitted)) if place in december]
    assert found == [list(EXPECTED.values())[place][1] for place in by_hand]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(minutes=st.lists(MINUTES, min_size=2, max_size=12))
def test_a_clock_that_jumps_back_and_forth_tells_no_step_twice(engine: Engine, minutes: list[int]) -> None:
    """Two hosts whose clocks differ, or one that was set: whatever was told stays told."""
    begins = bangkok("2026-12-01T00:00")
    ticks = [begins + timedelta(minutes=each) for each in minutes]
    with Session(engine) as session:
        form(session)
        person(session, "Somchai", office(session, "tak"))
        open_round(session, begins)
        for now in ticks:
            reminding.plan(session, now)
        told = list(session.scalars(select(ReminderItem.step).where(ReminderItem.reminder_id.is_not(None))))
        said = session.scalars(select(func.count()).select_from(Outbox)).one()
        session.rollback()
    assert len(told) == len(set(told)) == said
    may = {place for each in ticks for place in told_by_hand([each], begins + timedelta(days=99))}
    assert set(told) <= {list(EXPECTED.values())[place][1] for place in may}
