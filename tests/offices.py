"""Small makers for tests about rounds: an office, its officer, a published form, a round."""

from __future__ import annotations

from datetime import UTC, datetime

from handlers.rounds.opening import open_schedule
from models import Session, submissions
from models.catalogue import FormVersion
from models.people import Account, Duty, Office, OfficeParent, Person, Role
from models.rounds import Assignment, Round
from scheduler.deadlines import Monthly, Rule
from thai.dates import BANGKOK

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def bangkok(text: str) -> datetime:
    """Return a moment from its ISO form in Bangkok, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=BANGKOK).astimezone(UTC)


def form(session: Session, form_id: str = "pnglb_monthly", version: str = "1") -> FormVersion:
    """Publish a form that nobody fills in these tests."""
    found = FormVersion(
        form_id=form_id,
        version=version,
        title=f"แบบรายงาน {form_id}",
        short="พาน้องกลับมาเรียน",
        questions=5,
        workbook=b"",
        workbook_sha256=f"{form_id}-{version}",
        xform="",
        pyxform_version="4.5.0",
        published_at=LONG_AGO,
    )
    session.add(found)
    session.flush()
    return found


def office(session: Session, code: str, *parents: Office, area: str = "") -> Office:
    made = Office(code=code, name=f"สำนักงาน {code}", area=area)
    session.add(made)
    session.flush()
    session.add_all(OfficeParent(office_id=made.id, parent_id=parent.id) for parent in parents)
    session.flush()
    return made


def person(session: Session, name: str, *offices: Office, duty: Duty = Duty.OFFICER, joined: bool = True) -> Person:
    """Make somebody with a duty for offices, and a LINE account `U<name>` unless joined is False."""
    made = Person(name=name, created_at=LONG_AGO, roles=[Role(office=place, duty=duty) for place in offices])
    if joined:
        made.account = Account(line_user_id=f"U{name}", created_at=LONG_AGO, privacy_accepted_at=LONG_AGO)
    session.add(made)
    session.flush()
    return made


def open_round(session: Session, now: datetime, offices: list[Office] | None = None, rule: Rule | None = None) -> Round:
    return open_schedule(session, "pnglb_monthly", rule or Monthly(20), offices, now).round


def begin(session: Session, assignment: Assignment, now: datetime, answered: int = 1) -> submissions.Submission:
    """Let somebody start to fill a report."""
    started = submissions.Submission(
        assignment=assignment,
        form_version_id=assignment.round.form_version_id,
        instance_id=f"uuid:{assignment.id}",
        seed=1,
        answered=answered,
        items=5,
        started_at=now,
    )
    session.add(started)
    session.flush()
    return started


def submit(session: Session, assignment: Assignment, now: datetime) -> submissions.Submission:
    """Let somebody send a report, begun before or not."""
    sent = submissions.of_assignment(session, assignment.id) or begin(session, assignment, now, answered=5)
    sent.submitted_at = now
    session.flush()
    return sent
