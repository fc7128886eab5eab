"""Whether what a job has found may still be told to whoever asked for it: a right can go while the job runs."""

from __future__ import annotations

from datetime import datetime

from handlers import words
from handlers.refusing import DEED
from handlers.replies import Reply, Text
from models import Session, journal, people, scopes
from models.people import COORDINATING, Person
from models.sent_files import SentFile
from models.submissions import Submission

OF_REPORTS = frozenset({"rows", "answers"})  # purposes of files that are read for one report


def hear(session: Session, sent: SentFile) -> bool:
    """Whether the sender of a file may be told what it holds: today, and for the very report or form it is for."""
    person = session.get_one(Person, sent.person_id)
    if sent.purpose in OF_REPORTS:
        row = session.get(Submission, sent.submission_id) if sent.submission_id is not None else None
        return row is not None and fills(session, person, row)
    if sent.purpose == "template":
        return any(role.duty in COORDINATING and role.holds_for(sent.ref) for role in person.roles)
    return people.has_duty(person, COORDINATING)


def fills(session: Session, person: Person, row: Submission) -> bool:
    """Whether a report is a person's to fill: their office's, one filled for an office, or their own trial."""
    if row.assignment is None:
        return row.trial_by == person.id
    return scopes.reporting(person).covers(row.assignment) or fills_for(session, person, row)


def fills_for(session: Session, person: Person, row: Submission) -> bool:
    """Whether a coordinator fills a report for its office, which is still theirs to coordinate."""
    if row.assignment is None or (row.received or {}).get("filled_by") != person.id:
        return False
    return scopes.coordinated(session, person).covers(row.assignment)


def let_go(session: Session, sent: SentFile, now: datetime) -> list[Reply]:
    """Forget a file whose sender may not be told any more, note that, and say so."""
    sent.content, sent.state, sent.proposals = None, "settled", []
    journal.record(session, now, sent.person_id, DEED, f"file {sent.id}", wanted=sent.purpose)
    return [Text(words.NOT_YOURS)]
