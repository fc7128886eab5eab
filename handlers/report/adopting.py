"""Putting a report under another version of its form: the rows it is stored in follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from forms.changes import Changes
from forms.facts import Index
from forms.interview import Interview
from forms.prompt import prompt
from handlers.report import draft, loading
from handlers.report.draft import Draft
from models import Session, desks
from models.people import Person
from models.submissions import Interview as Place
from models.submissions import Submission


def adopt(session: Session, row: Submission, form_version_id: int, held: Interview, now: datetime) -> None:
    """Put a report under another version of its form, as `held` is; who fills it goes on where that still stands."""
    before = loading.restored(session, row, now)
    row.form_version_id = form_version_id
    session.flush()
    session.refresh(row, ["form_version"])
    places = session.query(Place).filter_by(submission_id=row.id).all()
    for place in places:
        index = Index.parse(place.state["index"])
        stays = index.ref in held.form.nodes and loading.stands(replace(held, index=index))
        own = {"index": str(index if stays else held.index), "since": place.state["asked"] + 1}
        place.state = {**place.state, **own, "pending": None, "last": None, "language": held.form.default_language}
    removed = frozenset(key for key in before.answers if key not in held.answers)
    changed = {key: leaf for key, leaf in held.answers.items() if before.answers.get(key) != leaf}
    report = desks.report(session, row.id)
    report.answers = held.answers
    desk = Draft(session, session.get_one(Person, places[0].person_id), report, places[0], held)
    draft.write(desk, before, Changes(changed, removed, [], {}), None, now)
    row.repeats = draft.repeats_of(held, str(held.index))
    session.flush()


def title_in(held: Interview, ref: str) -> str:
    """Return the title of a question, whichever instance it stands in."""
    return prompt(held, Index("question", ref, ".".join(["1"] * held.form.nodes[ref].depth))).title
