"""A Word copy of one office's report, asked for in the name of whoever is to read it."""

from __future__ import annotations

from datetime import datetime

from models import Session, database_now, jobs
from models.compiled_files import CompiledFile
from models.people import Person
from models.rounds import Assignment

JOB = "compile"  # a Job's kind; its subject is the id of the file
COPY = "office"  # the kind of file that is one office's own copy


def want_copy(session: Session, assignment: Assignment, reader: Person, now: datetime) -> None:
    """Let a copy of a report be made for somebody of its office."""
    office_id = assignment.office_id
    wanted = CompiledFile(kind=COPY, round_id=assignment.round_id, office_id=office_id, offices=[office_id])
    wanted.person_id, wanted.asked_at = reader.id, now
    session.add(wanted)
    session.flush()
    jobs.want(session, JOB, str(wanted.id), database_now(session))
