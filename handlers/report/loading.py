"""A report's rows made into a draft: taken up where this person left it, begun where nobody has.

Rows come laid out for the whole batch (models/desks.py). What a draft hears and writes is handlers/report/draft.py.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from forms import interview
from forms.facts import Index, Key, Leaf
from forms.form import Form
from forms.interview import Interview
from forms.said import Next
from handlers.form import publishing
from handlers.report import counting, keeping
from handlers.report.draft import Draft, repeats_of
from models import Session, desks, last_reports, rounds, submissions
from models.people import Person
from models.rounds import Assignment
from models.submissions import Interview as Place
from models.submissions import Submission


def open_for(session: Session, person: Person, assignment: Assignment, now: datetime) -> Draft:
    """Return the office's report of an assignment, begun if nobody has begun it."""
    row = submissions.of_assignment(session, assignment.id)
    if row is None:  # a colleague may begin it at this very moment
        rounds.lock_assignment(session, assignment.id)
        row = submissions.of_assignment(session, assignment.id)
    return load(session, person, row.id, now) if row else _begin(session, person, assignment, now)


def load(session: Session, person: Person, submission_id: int, now: datetime) -> Draft:
    """Return a report with its row locked, at the place where this person left it."""
    report = desks.report(session, submission_id)
    row = report.row
    place = session.get(Place, (person.id, row.id))
    form = publishing.form_of(session, row.form_version_id)
    held = _restore(form, row, report.answers, place.state if place else {"index": row.repeats["start"]}, now)
    if place is not None and not stands(held):
        held = interview.hear(held, Next(), now)[0]
    if place is None:
        held = _at_first_open(held, now)
        place = _place(session, person, row, held.index, now)
    return Draft(session, person, report, place, held)


def row_of(session: Session, submission_id: int | None) -> Submission | None:
    """Return the row of a report, if it is still there."""
    return session.get(Submission, submission_id) if submission_id is not None else None


def restored(session: Session, row: Submission, now: datetime) -> Interview:
    """Return the interview of a report, where it was begun."""
    form = publishing.form_of(session, row.form_version_id)
    return _restore(form, row, desks.answers(session, row.id), {"index": row.repeats["start"]}, now)


def _restore(
    form: Form, row: Submission, answers: Mapping[Key, Leaf], state: Mapping[str, Any], now: datetime
) -> Interview:
    return interview.restore(
        form,
        answers=answers,
        repeats={_repeat_key(name): int(count) for name, count in row.repeats["counts"].items()},
        index=Index.parse(state["index"]),
        language=state.get("language", form.default_language),
        seed=row.seed,
        closed_repeats=map(_repeat_key, row.repeats["closed"]),
        presumed=map(_repeat_key, row.repeats.get("presumed", ())),
        now=now,
        last_saved=row.repeats.get("last_saved", ()),
    )


def _repeat_key(name: str) -> Key:
    ref, _, pos = name.partition("|")
    return ref, pos


def _at_first_open(held: Interview, now: datetime) -> Interview:
    """Take somebody who joins a report that others began to the first question still open."""
    if (held.index.ref, held.index.pos) not in held.answers:
        return held
    return interview.hear(held, Next(), now)[0]


def stands(held: Interview) -> bool:
    """Whether the place a person left is still there: another may have removed its row meanwhile."""
    index = held.index
    return index.event != "question" or held.instance().stands(index.ref, index.pos)


def _begin(session: Session, person: Person, assignment: Assignment, now: datetime) -> Draft:
    properties = {"username": assignment.office.called, "deviceid": assignment.office.code}
    version = assignment.round.form_version_id
    before = last_reports.newest_sent(session, assignment.office_id, assignment.round.form_id)
    own = {"assignment_id": assignment.id, "before_id": before}
    last = _recalled(session, publishing.form_of(session, version), before)
    return _start(session, person, version, properties, own, now, last)


def last_saved(session: Session, form: Form, assignment: Assignment) -> dict[Key, str]:
    """Return what a form reads of the report its office sent last. Most read nothing, and then nothing is looked up."""
    if not form.recalled:
        return {}
    before = last_reports.newest_sent(session, assignment.office_id, assignment.round.form_id)
    return _recalled(session, form, before)


def _recalled(session: Session, form: Form, before: int | None) -> dict[Key, str]:
    return last_reports.values(session, before, form.recalled) if before is not None and form.recalled else {}


def try_out(session: Session, person: Person, form_version_id: int, now: datetime) -> Draft:
    """Return a filling of a form that belongs to no round: never counted, exported or reminded of."""
    return _start(session, person, form_version_id, {"username": person.name}, {"trial_by": person.id}, now)


def _start(
    session: Session,
    person: Person,
    form_version_id: int,
    properties: Mapping[str, str],
    own: Mapping[str, int | None],
    now: datetime,
    last: Mapping[Key, str] = MappingProxyType({}),
) -> Draft:
    """Begin a filling; `own` says what it is for, `last` what the report before held."""
    form = publishing.form_of(session, form_version_id)
    seed = random.SystemRandom().getrandbits(40)
    begun, _facts = interview.begin(form, seed=seed, now=now, properties=properties, last_saved=last)
    row = Submission(
        form_version_id=form_version_id,
        instance_id=f"uuid:{uuid.uuid4()}",
        seed=seed,
        started_at=now,
        repeats=repeats_of(begun, str(begun.index)),
        answered=0,
        items=len(form.items),
        **own,
    )
    session.add(row)
    session.flush()
    place = _place(session, person, row, begun.index, now)
    draft = Draft(session, person, desks.begin(session, row, begun.answers), place, begun)
    for key, leaf in begun.answers.items():
        keeping.put(draft, key, leaf, None, now)
    counting.count(draft)
    session.flush()
    return draft


def _place(session: Session, person: Person, row: Submission, index: Index, now: datetime) -> Place:
    state = {"index": str(index), "asked": 0, "since": 0}
    place = Place(person_id=person.id, submission_id=row.id, state=state, updated_at=now)
    session.add(place)
    session.flush()
    return place


def is_begun(session: Session, assignment_id: int) -> bool:
    """Whether somebody has begun the report and it is not sent."""
    row = submissions.of_assignment(session, assignment_id)
    return row is not None and row.submitted_at is None


def is_submitted(session: Session, assignment_id: int) -> bool:
    row = submissions.of_assignment(session, assignment_id)
    return row is not None and row.submitted_at is not None
