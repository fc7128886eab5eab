"""What single offices are granted, and what becomes of a running round, with the numbers that follow from it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select

from handlers.rounds import granting, reminding, running
from handlers.rounds.granting import CannotGrant
from handlers.rounds.opening import materialise, open_schedule
from handlers.rounds.running import CannotChange
from handlers.status.progress import Progress, progress
from models import Session, rounds, transaction
from models.journal import Deed
from models.outbox import Outbox
from models.rounds import Assignment, Round
from scheduler.deadlines import Once
from tests.offices import bangkok, begin, form, office, open_round, person, submit

OPENED = bangkok("2026-11-02T09:00")
DUE = bangkok("2026-11-20T16:30")
LATER = bangkok("2026-11-25T16:30")


def of(session: Session, code: str) -> Assignment:
    return session.scalars(select(Assignment).where(Assignment.office.has(code=code))).one()


def november(session: Session, *codes: str) -> Round:
    """Open November's round for some offices, each with an officer called like it."""
    form(session)
    places = [office(session, code) for code in codes]
    for place in places:
        person(session, f"officer-{place.code}", place)
    return open_round(session, OPENED, places)


def deeds(session: Session) -> list[tuple[str, dict[str, Any]]]:
    return [(deed.deed, deed.detail) for deed in session.scalars(select(Deed).order_by(Deed.id))]


def measured(session: Session, round_: Round, now: datetime) -> Progress:
    session.flush()
    return progress(session, round_, None, now)


def asked(session: Session, now: datetime) -> list[str]:
    """Return the codes of the offices that a report is asked of."""
    everyone = list(session.scalars(select(Assignment.office_id)))
    return [assignment.office.code for assignment in rounds.assignments_of_offices(session, everyone, now)]


STATES = [
    ("2026-10-31T23:59", "not_due", "not_due"),
    ("2026-11-02T09:00", "open", "open"),
    ("2026-11-20T16:30", "open", "open"),  # in time to the minute
    ("2026-11-20T16:31", "late", "open"),
    ("2026-11-25T16:31", "late", "late"),
    ("2026-12-20T16:29", "late", "late"),
    ("2026-12-20T16:30", "closed", "closed"),
]


@pytest.mark.parametrize(("now", "as_all", "extended"), STATES)
def test_where_a_deadline_stands(engine: Engine, now: str, as_all: str, extended: str) -> None:
    with transaction(engine) as session:
        november(session, "tak", "maesot")
        session.scalars(select(Round)).one().opens_at = bangkok("2026-11-01T00:00")
        granting.extend(session, of(session, "maesot"), LATER, OPENED, None)
        assert of(session, "tak").due_state(bangkok(now)) == as_all
        assert of(session, "maesot").due_state(bangkok(now)) == extended


def test_more_time_for_one_office_counts_for_it_alone(engine: Engine) -> None:
    with transaction(engine) as session:
        round_ = november(session, "tak", "maesot")
        granting.extend(session, of(session, "maesot"), LATER, OPENED, 7)
        found = {each.office.code: each for each in measured(session, round_, bangkok("2026-11-21T09:00")).offices}
        assert (found["tak"].late, found["maesot"].late) == (True, False)
        for code in ("tak", "maesot"):
            submit(session, of(session, code), bangkok("2026-11-24T10:00"))
        counts = measured(session, round_, bangkok("2026-11-26T09:00"))
        assert (counts.expected, counts.submitted, counts.on_time, counts.late) == (2, 2, 1, 0)
        assert (counts.reporting_rate, counts.timely_rate) == (1.0, 0.5)
        moved = {"old": "2026-11-20T16:30:00+07:00", "new": "2026-11-25T16:30:00+07:00"}
        assert deeds(session)[-1] == ("extend", moved)


def test_more_time_past_the_end_keeps_only_that_office_open(engine: Engine) -> None:
    with transaction(engine) as session:
        round_ = november(session, "tak", "maesot")
        granting.extend(session, of(session, "maesot"), bangkok("2027-01-08T16:30"), OPENED, None)
        christmas = bangkok("2026-12-25T09:00")
        assert asked(session, christmas) == ["maesot"]
        assert rounds.open_rounds(session, christmas) == [round_]
        assert rounds.open_rounds(session, bangkok("2027-01-08T16:30")) == []


def test_an_exempt_office_leaves_every_count(engine: Engine) -> None:
    with transaction(engine) as session:
        round_ = november(session, "tak", "maesot", "umphang")
        submit(session, of(session, "tak"), OPENED)
        granting.exempt(session, of(session, "umphang"), " ไม่มีเด็กออกกลางคัน ", OPENED, 7)
        counts = measured(session, round_, bangkok("2026-11-23T09:00"))
        assert (counts.expected, counts.submitted, counts.late) == (2, 1, 1)
        assert counts.reporting_rate == counts.timely_rate == 0.5
        umphang = next(each for each in counts.offices if each.office.code == "umphang")
        assert (umphang.state, umphang.late, umphang.exempt_reason) == ("exempt", False, "ไม่มีเด็กออกกลางคัน")
        assert of(session, "umphang").due_state(bangkok("2026-11-23T09:00")) == "exempt"
        assert "umphang" not in asked(session, OPENED)
        granting.expect_again(session, of(session, "umphang"), OPENED, 7)
        assert measured(session, round_, OPENED).expected == 3
        assert [deed for deed, _ in deeds(session)] == ["open_round", "exempt", "expect_again"]


def test_no_rate_is_made_of_nothing(engine: Engine) -> None:
    with transaction(engine) as session:
        round_ = november(session, "tak")
        granting.exempt(session, of(session, "tak"), "ยุบรวม", OPENED, None)
        counts = measured(session, round_, OPENED)
        assert (counts.expected, counts.reporting_rate, counts.timely_rate) == (0, 0.0, 0.0)


def test_an_office_joins_late_with_its_own_day(engine: Engine) -> None:
    with transaction(engine) as session:
        round_ = november(session, "tak")
        late = bangkok("2026-11-19T08:00")
        joined = granting.add_office(session, round_, office(session, "maesot"), late, 7)
        assert (joined.added_at, joined.due_at) == (late, DUE)
        with_day = granting.add_office(session, round_, office(session, "umphang"), late, 7, LATER)
        assert (with_day.due_at, with_day.late_at) == (LATER, LATER)
        assert measured(session, round_, late).expected == 3


def test_reminders_of_the_past_are_never_made_up_for(engine: Engine) -> None:
    with transaction(engine) as session:
        round_ = november(session, "tak")
        newcomer = office(session, "maesot")
        person(session, "officer-maesot", newcomer)
        reminding.plan(session, bangkok("2026-11-17T09:00"))
        granting.add_office(session, round_, newcomer, bangkok("2026-11-17T10:00"), None)
        assert reminding.plan(session, bangkok("2026-11-17T10:01")).reminders == 0
        assert reminding.plan(session, bangkok("2026-11-19T09:00")).reminders == 2


@pytest.mark.parametrize(
    ("deed", "why"),
    [
        (lambda s, r: granting.extend(s, of(s, "tak"), OPENED, OPENED, None), "past"),
        (lambda s, r: granting.extend(s, of(s, "sent"), LATER, OPENED, None), "submitted"),
        (lambda s, r: granting.exempt(s, of(s, "tak"), "  ", OPENED, None), "no_reason"),
        (lambda s, r: granting.exempt(s, of(s, "sent"), "เหตุ", OPENED, None), "submitted"),
        (lambda s, r: granting.add_office(s, r, of(s, "tak").office, OPENED, None), "there"),
        (lambda s, r: granting.add_office(s, r, office(s, "new"), bangkok("2027-01-01T09:00"), None), "over"),
        (lambda s, r: granting.add_office(s, r, office(s, "new"), OPENED, None, OPENED), "past"),
    ],
)
def test_what_cannot_be_granted(engine: Engine, deed: Any, why: str) -> None:
    with transaction(engine) as session:
        round_ = november(session, "tak", "sent")
        submit(session, of(session, "sent"), OPENED)
        with pytest.raises(CannotGrant, match=why):
            deed(session, round_)


def test_more_time_begins_with_no_reminder_of_a_step_that_lies_before_it(engine: Engine) -> None:
    with transaction(engine) as session:
        november(session, "tak")
        assert reminding.plan(session, bangkok("2026-11-17T09:00")).reminders == 1
        granting.extend(session, of(session, "tak"), LATER, bangkok("2026-11-18T14:00"), None)  # seven days before
        for now in ("2026-11-18T14:01", "2026-11-19T09:00"):
            assert reminding.plan(session, bangkok(now)) == reminding.Planned()
        assert reminding.plan(session, bangkok("2026-11-20T09:00")).reminders == 1  # three days before is a Sunday


def test_a_paused_round_reminds_nobody_and_takes_reports(engine: Engine) -> None:
    with transaction(engine) as session:
        round_ = november(session, "tak")
        running.pause(session, round_, bangkok("2026-11-12T10:00"), 7)
        assert reminding.plan(session, bangkok("2026-11-13T09:00")).reminders == 0
        assert asked(session, bangkok("2026-11-13T09:00")) == ["tak"]
        running.resume(session, round_, bangkok("2026-11-16T10:00"), 7)
        assert reminding.plan(session, bangkok("2026-11-16T10:01")).reminders == 0, "what went by stays gone"
        assert reminding.plan(session, bangkok("2026-11-17T09:00")).reminders == 1
        assert [deed for deed, _ in deeds(session)] == ["open_round", "pause_round", "resume_round"]


def test_what_fell_due_while_a_schedule_was_paused_is_never_opened(engine: Engine) -> None:
    with transaction(engine) as session:
        round_ = november(session, "tak")
        running.pause(session, round_, OPENED, None)
        assert materialise(session, bangkok("2027-01-10T09:00")) == []
        running.resume(session, round_, bangkok("2027-01-25T09:00"), None)
        assert materialise(session, bangkok("2027-01-25T09:01")) == []
        assert [each.period for each in materialise(session, bangkok("2027-02-01T00:00"))] == ["2027-02"]


def test_a_moved_deadline_takes_lateness_and_ladder_along(engine: Engine) -> None:
    with transaction(engine) as session:
        round_ = november(session, "tak")
        running.move(session, round_, bangkok("2026-11-27T12:00"), OPENED, 7)
        assert (round_.due_at, round_.late_at) == (bangkok("2026-11-27T12:00"), bangkok("2026-11-27T12:00"))
        assert round_.closes_at == bangkok("2026-12-27T12:00")
        assert reminding.plan(session, bangkok("2026-11-13T09:00")).reminders == 0
        assert reminding.plan(session, bangkok("2026-11-20T09:00")).reminders == 1
        assert [each.period for each in materialise(session, bangkok("2026-12-01T00:00"))] == ["2026-12"]


def test_closing_early_takes_no_more_reports_of_anybody(engine: Engine) -> None:
    with transaction(engine) as session:
        round_ = november(session, "tak", "maesot")
        submit(session, of(session, "tak"), OPENED)
        granting.extend(session, of(session, "maesot"), bangkok("2027-01-08T16:30"), OPENED, None)
        running.close(session, round_, bangkok("2026-11-10T09:00"), 7)
        assert asked(session, bangkok("2026-11-10T09:00")) == []
        assert measured(session, round_, bangkok("2026-11-11T09:00")).submitted == 1


def test_cancelling_takes_the_queued_reminder_out_and_keeps_the_draft(engine: Engine) -> None:
    with transaction(engine) as session:
        round_ = november(session, "tak")
        begin(session, of(session, "tak"), OPENED)
        reminding.plan(session, bangkok("2026-11-13T09:00"))
        running.cancel(session, round_, bangkok("2026-11-13T09:00"), 7)
        assert session.scalars(select(Outbox.state)).all() == ["cancelled"]
        assert asked(session, OPENED) == []
        assert rounds.open_rounds(session, OPENED) == []
        assert of(session, "tak").due_state(OPENED) == "closed"


def test_a_reminder_about_another_report_too_stays_queued(engine: Engine) -> None:
    with transaction(engine) as session:
        round_ = november(session, "tak")
        form(session, "rt67")
        open_schedule(session, "rt67", Once(DUE), None, OPENED)
        reminding.plan(session, bangkok("2026-11-13T09:00"))
        running.cancel(session, round_, bangkok("2026-11-13T09:00"), None)
        assert session.scalars(select(Outbox.state)).all() == ["pending"]


def test_a_cancelled_round_can_be_opened_again_with_what_was_filled_in(engine: Engine) -> None:
    with transaction(engine) as session:
        round_ = november(session, "tak")
        begin(session, of(session, "tak"), OPENED)
        running.cancel(session, round_, OPENED, None)
        assert materialise(session, OPENED) == [], "the clock does not bring it back"
        running.end(session, round_.schedule, OPENED, None)
        again = open_round(session, OPENED + timedelta(hours=1))
        assert (again.id, again.cancelled_at) == (round_.id, None)
        assert measured(session, again, OPENED).in_progress == 1


def test_an_ended_schedule_opens_nothing_more(engine: Engine) -> None:
    with transaction(engine) as session:
        round_ = november(session, "tak")
        running.end(session, round_.schedule, OPENED, 7)
        assert materialise(session, bangkok("2026-12-01T00:00")) == []
        assert asked(session, OPENED) == ["tak"], "the open round runs to its end"
        with pytest.raises(CannotChange, match="over"):
            running.end(session, round_.schedule, OPENED, 7)


@pytest.mark.parametrize(
    ("deed", "why"),
    [
        (lambda s, r: running.move(s, r, OPENED, OPENED, None), "past"),
        (lambda s, r: running.move(s, r, LATER, bangkok("2027-01-01T09:00"), None), "over"),
        (lambda s, r: running.resume(s, r, OPENED, None), "running"),
        (lambda s, r: (running.pause(s, r, OPENED, None), running.pause(s, r, OPENED, None)), "paused"),
        (lambda s, r: (running.cancel(s, r, OPENED, None), running.cancel(s, r, OPENED, None)), "over"),
        (lambda s, r: (running.close(s, r, OPENED, None), running.close(s, r, OPENED, None)), "over"),
    ],
)
def test_what_cannot_be_done_to_a_round(engine: Engine, deed: Any, why: str) -> None:
    with transaction(engine) as session, pytest.raises(CannotChange, match=why):
        deed(session, november(session, "tak"))
