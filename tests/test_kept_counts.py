"""Counts that are kept say what the rows say, whatever was done, in whatever order, and however late the clock is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import Engine, delete, select, update

from handlers.rounds.opening import open_schedule
from handlers.status import keeping
from handlers.status.progress import progress
from handlers.status.tallies import tally
from handlers.status.vocabulary import directory_of
from models import Session, keeping_counts, kept_counts, people, transaction, watching
from models.journal import Deed
from models.kept_counts import KeptCount
from models.leaves import Leave
from models.people import Account, Duty, Office, OfficeParent, Role
from models.rounds import Assignment
from models.submissions import Submission
from scheduler.deadlines import Monthly
from scheduler.tick import tick
from tests.offices import LONG_AGO, bangkok, begin, form, office, open_round, person, submit
from tests.test_tallies import by_area, numbers
from thai.dates import in_bangkok

OPENED, LATE_AT = bangkok("2026-11-02T09:00"), bangkok("2026-11-20T16:30")
WHICH = st.integers(0, 11)


def look(session: Session, now: datetime) -> int:
    """Let the clock count what there is to count; return how many cells were wrong."""
    day = in_bangkok(now).date()
    rounds = keeping_counts.begin(session, now, day, least=0)
    return sum(keeping_counts.count(session, each, now, day) for each in rounds)


def settle(session: Session) -> tuple[list[Office], list[Office]]:
    """Make three areas under two provinces' offices under a root, with twelve offices in them."""
    form(session)
    root = office(session, "root")
    provinces = [office(session, f"province{number}", root) for number in range(2)]
    areas = [office(session, f"area{number}", provinces[number % 2]) for number in range(3)]
    places = [office(session, f"o{number}", areas[number % 3]) for number in range(12)]
    for number, place in enumerate(places):
        person(session, f"p{number}", place, joined=number % 4 != 3)
    return [root, *provinces, *areas], places


def agree(session: Session, above: list[Office], now: datetime) -> None:
    """Hold the numbers against those counted office by office, as everybody who oversees something sees them."""
    round_ = session.scalars(select(Assignment)).all()[0].round
    directory = directory_of(session)
    for top in above:
        ids = directory.below(top.id)
        quick, slow = tally(session, round_, ids, now, directory, top.id), progress(session, round_, ids, now, top.id)
        assert numbers(quick) == numbers(slow)
        assert by_area(quick) == by_area(slow)
        assert [area.name for area in quick.areas] == [area.name for area in slow.areas]


def test_what_is_kept_is_read_and_what_is_noted_is_counted_anew(engine: Engine) -> None:
    with Session(engine) as session:
        _, places = settle(session)
        round_ = open_round(session, OPENED, places)
        session.flush()
        stamp, day = watching.roster_stamp(session), date(2026, 11, 2)
        assert kept_counts.read(session, round_, day, stamp) is None
        look(session, OPENED)
        stamp = watching.roster_stamp(session)
        assert len(kept_counts.read(session, round_, day, stamp) or ()) == 3
        assert kept_counts.read(session, round_, day + timedelta(1), stamp) is None
        session.execute(update(KeptCount).values(not_started=100))  # now it shows what is read from where
        submit(session, session.scalars(select(Assignment).where(Assignment.office_id == places[0].id)).one(), OPENED)
        found = {each.cell: each for each in kept_counts.read(session, round_, day, stamp) or ()}
        assert found[places[0].id].on_time == 1
        assert found[places[0].id].not_started == 2  # of four, one is in, one has no officer
        assert found[places[1].id].not_started == 100


def test_what_was_spoiled_is_found_at_night_and_mended(engine: Engine) -> None:
    with Session(engine) as session:
        above, places = settle(session)
        open_round(session, OPENED, places)
        look(session, OPENED)
        assert look(session, OPENED) == 0
        session.execute(update(KeptCount).where(KeptCount.cell == places[0].id).values(not_started=100))
        assert look(session, OPENED) == 0  # nothing was noted, nobody looks
        assert look(session, OPENED + timedelta(days=1)) == 1
        agree(session, above, OPENED + timedelta(days=1))


def test_the_clock_keeps_a_large_round_and_what_is_wrong_is_journaled_and_mended(engine: Engine) -> None:
    with transaction(engine) as session:
        above, _ = settle(session)
        schools = [Office(code=f"s{number}", name=f"โรงเรียน {number}") for number in range(keeping_counts.MANY + 1)]
        session.add_all(schools)
        session.flush()
        session.add_all(OfficeParent(office_id=each.id, parent_id=above[3].id) for each in schools)
        session.flush()
        key = open_round(session, OPENED, schools).key
    tick(engine, OPENED)
    with transaction(engine) as session:
        assert [each.unreachable for each in session.scalars(select(KeptCount))] == [len(schools)]
        assert keeping.check(session, OPENED) == {key: 0}
        session.execute(update(KeptCount).values(unreachable=1))
        assert keeping.check(session, OPENED) == {key: 1}
        agree(session, above, OPENED)  # what was found wrong is not used
    tick(engine, OPENED)
    with transaction(engine) as session:
        assert [each.unreachable for each in session.scalars(select(KeptCount))] == [len(schools)]
        noted = session.scalars(select(Deed).where(Deed.deed == "recounted")).one()
        assert (noted.subject, noted.detail) == (key, {"cells": 1})


def officer(session: Session, number: int) -> Role:
    return session.scalars(select(Role).join(Office).where(Office.code == f"o{number}")).one()


def assigned(session: Session, number: int) -> Assignment:
    return session.scalars(select(Assignment).join(Office).where(Office.code == f"o{number}")).one()


def absent(session: Session, number: int) -> Leave:
    day = in_bangkok(OPENED).date()
    made = Leave(person_id=officer(session, number).person_id, first_day=day, last_day=day, made_at=OPENED)
    session.add(made)
    session.flush()
    return made


Change = Callable[[Session], object]
NOTHING: Change = lambda session: None  # noqa: E731
EACH_ALONE: dict[str, tuple[Change, Change]] = {  # what was before the counts were kept, and the one thing after
    "begun": (NOTHING, lambda s: begin(s, assigned(s, 0), OPENED)),
    "sent": (NOTHING, lambda s: submit(s, assigned(s, 0), OPENED)),
    "sent too late": (NOTHING, lambda s: submit(s, assigned(s, 0), LATE_AT + timedelta(days=1))),
    "sent back": (
        lambda s: submit(s, assigned(s, 0), OPENED),
        lambda s: s.execute(update(Submission).values(submitted_at=None)),
    ),
    "erased": (lambda s: begin(s, assigned(s, 0), OPENED), lambda s: s.execute(delete(Submission))),
    "exempted": (NOTHING, lambda s: setattr(assigned(s, 0), "exempt_at", OPENED)),
    "late by its own deadline": (
        NOTHING,
        lambda s: s.execute(
            update(Assignment)
            .where(Assignment.id == assigned(s, 0).id)
            .values(own_due_at=LONG_AGO, own_late_at=LONG_AGO, own_closes_at=LATE_AT)
        ),
    ),
    "the round's deadline moved": (NOTHING, lambda s: setattr(assigned(s, 0).round, "late_at", LONG_AGO)),
    "added late": (
        lambda s: office(s, "new", s.scalars(select(Office).where(Office.code == "area0")).one()),
        lambda s: s.add(
            Assignment(round=assigned(s, 0).round, office=s.scalars(select(Office).where(Office.code == "new")).one())
        ),
    ),
    "its report goes to another office": (
        lambda s: office(s, "new", s.scalars(select(Office).where(Office.code == "area1")).one()),
        lambda s: setattr(assigned(s, 0), "office_id", s.scalars(select(Office.id).where(Office.code == "new")).one()),
    ),
    "under another office": (
        NOTHING,
        lambda s: people.set_parents(
            s, assigned(s, 0).office_id, [s.scalars(select(Office.id).where(Office.code == "area1")).one()]
        ),
    ),
    "in another area": (NOTHING, lambda s: setattr(assigned(s, 0).office, "area", "กข")),
    "in an area renamed": (
        lambda s: setattr(assigned(s, 0).office, "area", "กข"),
        lambda s: setattr(assigned(s, 0).office, "area", "ขก"),
    ),
    "blocked": (NOTHING, lambda s: setattr(s.get_one(Account, "Up0"), "blocked_at", OPENED)),
    "follows again": (
        lambda s: setattr(s.get_one(Account, "Up0"), "blocked_at", OPENED),
        lambda s: s.execute(update(Account).values(blocked_at=None)),
    ),
    "joined": (
        NOTHING,
        lambda s: s.add(Account(line_user_id="U3", person_id=officer(s, 3).person_id, created_at=LONG_AGO)),
    ),
    "the account goes": (NOTHING, lambda s: s.execute(delete(Account))),
    "another duty": (NOTHING, lambda s: setattr(officer(s, 0), "duty", Duty.HEAD)),
    "duty of one form": (NOTHING, lambda s: setattr(officer(s, 0), "only", "other")),
    "transferred": (NOTHING, lambda s: setattr(officer(s, 0), "office_id", assigned(s, 3).office_id)),
    "on leave": (NOTHING, lambda s: absent(s, 0)),
    "leave cancelled": (lambda s: absent(s, 0), lambda s: s.execute(update(Leave).values(cancelled_at=OPENED))),
    "back early": (
        lambda s: setattr(absent(s, 0), "first_day", date(2026, 10, 1)),
        lambda s: s.execute(update(Leave).values(last_day=date(2026, 10, 2))),
    ),
}


@pytest.mark.parametrize(("before", "deed"), EACH_ALONE.values(), ids=EACH_ALONE)
def test_one_thing_alone_is_seen_at_once(engine: Engine, before: Change, deed: Change) -> None:
    with Session(engine) as session:
        above, places = settle(session)
        open_round(session, OPENED, places)
        before(session)
        session.flush()
        look(session, OPENED)
        deed(session)
        session.flush()
        session.expire_all()
        agree(session, above, OPENED)


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
