"""Counts that are kept say what the rows say, whatever was done, in whatever order."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import Engine, delete, select, update

from handlers.rounds.opening import open_schedule
from models import Session, people
from models.leaves import Leave
from models.people import Account, Duty, Office, Role
from models.rounds import Assignment
from models.submissions import Submission
from scheduler.deadlines import Monthly
from tests.kept import LATE_AT, OPENED, agree, look, settle
from tests.offices import LONG_AGO, begin, form, office, open_round, submit
from thai.dates import in_bangkok

WHICH = st.integers(0, 11)


class Deeds(RuleBasedStateMachine):
    """Anything may happen, in any order, between any two looks of the clock."""

    engine: Engine

    @initialize(looks_often=st.booleans())
    def a_round(self, looks_often: bool) -> None:
        self.looks_often = looks_often
        self.session = Session(self.engine)
        self.above, self.places = settle(self.session)
        self.round = open_round(self.session, OPENED, self.places)
        self.now = OPENED
        look(self.session, self.now)

    def teardown(self) -> None:
        self.session.rollback()
        self.session.close()

    @invariant()
    def the_counts_are_those_of_the_rows(self) -> None:
        self.session.flush()
        agree(self.session, self.above[::2], self.now)
        if self.looks_often:
            look(self.session, self.now)  # the next deed alone makes what is kept now old

    def of(self, which: int) -> Assignment:
        query = select(Assignment).where(Assignment.round_id == self.round.id).order_by(Assignment.id)
        found = list(self.session.scalars(query))
        return found[which % len(found)]

    def report(self, which: int) -> Submission | None:
        return self.session.scalar(select(Submission).where(Submission.assignment_id == self.of(which).id))

    @rule()
    def the_clock_looks(self) -> None:
        assert look(self.session, self.now) == 0

    @rule(days=st.sampled_from([1, 3, 10, 20]))
    def days_pass(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule(which=WHICH)
    def begun(self, which: int) -> None:
        if self.report(which) is None:
            begin(self.session, self.of(which), self.now)

    @rule(which=WHICH)
    def sent(self, which: int) -> None:
        submit(self.session, self.of(which), self.now)

    @rule(which=WHICH)
    def sent_back(self, which: int) -> None:
        if report := self.report(which):
            report.submitted_at = None

    @rule(which=WHICH)
    def erased(self, which: int) -> None:
        self.session.execute(delete(Submission).where(Submission.assignment_id == self.of(which).id))
        self.session.expire_all()

    @rule(which=WHICH, is_so=st.booleans())
    def exempted(self, which: int, is_so: bool) -> None:
        self.of(which).exempt_at = self.now if is_so else None

    @rule(which=WHICH, days=st.sampled_from([None, -5, 2, 9]))
    def given_more_time(self, which: int, days: int | None) -> None:
        assignment = self.of(which)
        until = None if days is None else LATE_AT + timedelta(days=days)
        assignment.own_due_at = assignment.own_late_at = assignment.own_closes_at = until

    @rule(days=st.sampled_from([-4, 0, 5]))
    def round_moved(self, days: int) -> None:
        self.round.due_at = self.round.late_at = LATE_AT + timedelta(days=days)

    @rule()
    def round_cancelled_and_taken_up(self) -> None:
        self.round.cancelled_at = None if self.round.cancelled_at else self.now

    @rule(number=st.integers(0, 10_000), which=WHICH)
    def added_late(self, number: int, which: int) -> None:
        if f"new{number}" not in people.offices_by_code(self.session):
            place = office(self.session, f"new{number}", self.above[3 + which % 3])
            self.session.add(Assignment(round=self.round, office=place, added_at=self.now))

    @rule(which=WHICH, to=st.integers(0, 5))
    def moved_under_another(self, which: int, to: int) -> None:
        people.set_parents(self.session, self.places[which].id, [self.above[to].id])

    @rule(which=WHICH, to=st.integers(0, 2))
    def put_under_one_more(self, which: int, to: int) -> None:
        ids = [self.above[3 + to].id, self.above[3 + (to + 1) % 3].id]
        people.set_parents(self.session, self.places[which].id, ids)

    @rule(which=WHICH, area=st.sampled_from(["", "กก", "ขข"]), province=st.sampled_from(["", "ตาก"]))
    def put_in_another_area(self, which: int, area: str, province: str) -> None:
        self.places[which].area, self.places[which].province = area, province

    @rule(which=WHICH)
    def report_moved_to_a_new_office(self, which: int) -> None:
        free = set(self.session.scalars(select(Office.id).where(Office.code.like("new%"))))
        free -= set(self.session.scalars(select(Assignment.office_id)))
        if free:
            self.of(which).office_id = min(free)
            self.session.flush()
            self.session.expire_all()

    @rule(which=WHICH)
    def blocked_and_followed(self, which: int) -> None:
        if account := self.session.get(Account, f"Up{which}"):
            account.blocked_at = None if account.blocked_at else self.now

    @rule(which=WHICH)
    def joined(self, which: int) -> None:
        if self.session.get(Account, f"Up{which}") is None:
            role = self.session.scalars(select(Role).where(Role.office_id == self.places[which].id)).first()
            if role is not None and role.person.account is None:
                role.person.account = Account(line_user_id=f"Up{which}", created_at=LONG_AGO)

    @rule(which=WHICH, to=WHICH)
    def officer_transferred(self, which: int, to: int) -> None:
        role = self.session.scalars(select(Role).where(Role.office_id == self.places[which].id)).first()
        held = role and self.session.scalar(
            select(Role.id).where(Role.person_id == role.person_id, Role.office_id == self.places[to].id)
        )
        if role and not held:
            role.office_id = self.places[to].id
            self.session.flush()
            self.session.expire_all()

    @rule(which=WHICH, duty=st.sampled_from([Duty.OFFICER, Duty.HEAD]))
    def duty_changed(self, which: int, duty: Duty) -> None:
        role = self.session.scalars(select(Role).where(Role.office_id == self.places[which].id)).first()
        if role:
            role.duty = duty

    @rule(which=WHICH, only=st.sampled_from(["", "pnglb_monthly", "other"]))
    def duty_bound_to_a_form(self, which: int, only: str) -> None:
        role = self.session.scalars(select(Role).where(Role.office_id == self.places[which].id)).first()
        if role:
            role.only = only

    @rule(which=WHICH, first=st.sampled_from([0, 0, 1, 4]), days=st.integers(0, 5))
    def on_leave(self, which: int, first: int, days: int) -> None:
        role = self.session.scalars(select(Role).where(Role.office_id == self.places[which].id)).first()
        if role:
            day = in_bangkok(self.now).date() + timedelta(days=first)
            last = day + timedelta(days=days)
            self.session.add(Leave(person_id=role.person_id, first_day=day, last_day=last, made_at=self.now))

    @rule()
    def leave_cancelled(self) -> None:
        self.session.execute(update(Leave).values(cancelled_at=self.now))

    @rule()
    def another_round_opened(self) -> None:
        if self.session.scalar(select(Assignment.id).where(Assignment.round_id != self.round.id)) is None:
            form(self.session, "other")
            open_schedule(self.session, "other", Monthly(25), self.places[:6], self.now)


def test_any_deeds_in_any_order(engine: Engine) -> None:
    class OnThis(Deeds):
        pass

    OnThis.engine = engine
    run_state_machine_as_test(OnThis, settings=settings(max_examples=12, stateful_step_count=30, deadline=None))
