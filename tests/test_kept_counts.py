"""Counts that are kept say what the rows say, at once, and what is wrong is found and mended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, delete, select, update

from handlers.status import keeping
from models import Session, keeping_counts, kept_counts, people, transaction, watching
from models.journal import Deed
from models.kept_counts import KeptCount
from models.leaves import Leave
from models.people import Account, Duty, Office, OfficeParent
from models.rounds import Assignment
from models.submissions import Submission
from scheduler.tick import tick
from tests.kept import LATE_AT, OPENED, absent, agree, assigned, look, officer, settle
from tests.offices import LONG_AGO, begin, office, open_round, submit


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
