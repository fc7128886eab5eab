"""Two provinces that share one round; the second has one of everything.

Its names and answers bear a mark that must not be heard outside it; what its reports say bears one more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from handlers.rounds import opening
from models import Base, Session, journal, open_engine, transaction
from models.agreements import Agreement
from models.broadcasts import Broadcast
from models.compiled_files import CompiledFile
from models.deferrals import Petition
from models.join_requests import JoinRequest
from models.leaves import Leave
from models.people import Account, Duty, Office, OfficeParent, Person, Role
from models.reviews import ReturnedItem, Review
from models.rounds import Assignment
from models.sent_files import SentFile
from models.submissions import Answer, Submission
from models.word_templates import WordTemplate
from scheduler.deadlines import Monthly
from tests import world
from tests.deeds import REPORTING

NOW = datetime(2026, 11, 17, 2, tzinfo=UTC)
MARK = "ลับเฉพาะ"
SECRET = f"{MARK}เนื้อหา"  # what reports, petitions and announcements of the second province say
OWN = ("pnglb_monthly", "pnglb_monthly/2026-11")  # bounds that hold for the round
OTHER = ("rt67", "pnglb_monthly/2026-10")  # and such as do not
STRANGER, LEFT = "stranger", "left"  # who has not joined; who has joined and has no duty any more


@dataclass(frozen=True, eq=False)
class Provinces:
    """The ids of what the second province has, and who is who in both."""

    who: Mapping[tuple[str, str], str]  # (province, role) -> LINE id
    offices: frozenset[int]
    people: frozenset[int]
    bound: frozenset[int]  # who has a duty there for one form or round alone
    args: Mapping[str, Any]
    person: int


def _office(session: Session, code: str, name: str, parent: Office | None = None) -> Office:
    office = Office(code=code, name=f"หน่วยงาน{name}", short=name, position=session.query(Office).count())
    session.add(office)
    session.flush()
    if parent is not None:
        session.add(OfficeParent(office_id=office.id, parent_id=parent.id))
    return office


def _settle(session: Session) -> Provinces:
    who: dict[tuple[str, str], str] = {}
    people: dict[tuple[str, str], Person] = {}
    offices: dict[tuple[str, str], Office] = {}
    for province, name in (("a", "เปิด"), ("b", MARK)):
        top = offices[province, "peo"] = _office(session, f"peo-{province}", f"ศธจ.{name}")
        for kind, short in (("sesao", "สพม."), ("dole", "สกร.")):
            offices[province, kind] = _office(session, f"{kind}-{province}", f"{short}{name}", top)
        for role in ("officer", "head", "coordinator", "supervisor", "admin"):
            office = offices[province, "sesao" if Duty(role) in REPORTING else "peo"]
            person = Person(name=f"นาย{name} {role}", created_at=NOW)
            person.roles.append(Role(office_id=office.id, duty=role))
            people[province, role] = person
            who[province, role] = _account(session, f"{province} {role}", person)
    colleague = Person(name=f"นาง{MARK} dole", created_at=NOW)
    colleague.roles.append(Role(office_id=offices["b", "dole"].id, duty="officer"))
    _account(session, "b dole", colleague)
    who["", STRANGER] = _account(session, STRANGER, None)
    who["", LEFT] = _account(session, LEFT, Person(name="นายเก่า", created_at=NOW))
    world.publish(session, "pnglb_monthly", NOW)
    reporting = [office for (_, kind), office in offices.items() if kind != "peo"]
    round_ = opening.open_schedule(session, "pnglb_monthly", Monthly(20), reporting, NOW, None).round
    mine = frozenset(office.id for (province, _), office in offices.items() if province == "b")
    limited: set[int] = set()
    for bound in (*OWN, *OTHER):  # who has a duty in the second province for one form or round alone
        for role in Duty:
            office = offices["b", "sesao" if role in REPORTING else "peo"]
            person = Person(name=f"นายเฉพาะ {bound} {role}", created_at=NOW)
            person.roles.append(Role(office_id=office.id, duty=role, only=bound))
            who[bound, role] = _account(session, f"{bound[-7:]} {role}", person)
            limited.add(person.id)
    named = frozenset(person.id for (province, _), person in people.items() if province == "b") | {colleague.id}
    args = _subjects(session, round_.id, offices, people, colleague)
    return Provinces(who, mine, named, frozenset(limited), args, people["b", "officer"].id)


def _account(session: Session, name: str, person: Person | None) -> str:
    if person is not None:
        session.add(person)
        session.flush()
    line_id = world.line_id(name)
    session.add(Account(line_user_id=line_id, person_id=person.id if person else None, created_at=NOW, waiting={}))
    session.flush()
    return line_id


def _subjects(
    session: Session,
    round_id: int,
    offices: Mapping[tuple[str, str], Office],
    people: Mapping[tuple[str, str], Person],
    colleague: Person,
) -> dict[str, Any]:
    """Let the second province have one of everything; return what buttons would carry."""
    owed = {each.office_id: each for each in session.query(Assignment).filter_by(round_id=round_id)}
    boss, officer = people["b", "coordinator"], people["b", "officer"]
    sent_of, open_of = owed[offices["b", "sesao"].id], owed[offices["b", "dole"].id]
    sent, returned = _report(session, sent_of, officer), _report(session, open_of, colleague)
    returned.submitted_at = None
    item = ReturnedItem(
        submission_id=returned.id, ref="/data/x", comment=SECRET, old=[], asked_by=boss.id, asked_at=NOW
    )
    petition = Petition(assignment_id=open_of.id, person_id=colleague.id, kind="elsewhere", note=SECRET, asked_at=NOW)
    said = {"text": SECRET, "recipients": [], "created_at": NOW, "audience": {}}
    broadcast = Broadcast(person_id=boss.id, round_id=round_id, **said)
    file = SentFile(person_id=boss.id, line_message_id="b", purpose="roster", file_name=f"{MARK}.xlsx", created_at=NOW)
    file.state, file.proposals, file.problems, file.warnings = "checked", [{"offices": [], "people": []}], [], []
    line_id = _account(session, "asks to be let in", None)
    join = JoinRequest(line_user_id=line_id, office_id=sent_of.office_id, duty="officer", name=MARK, asked_at=NOW)
    leave = Leave(person_id=officer.id, first_day=NOW.date(), last_day=NOW.date() + timedelta(days=2), made_at=NOW)
    compiled = CompiledFile(kind="by-item", round_id=round_id, person_id=boss.id, offices=[], asked_at=NOW)
    review = Review(submission_id=returned.id, state="returned", changed_at=NOW, first_sent_at=NOW)
    agreement = Agreement(submission_id=sent.id, rev=0, asked_by=officer.id, asked_at=NOW)
    poured = {"form_id": "pnglb_monthly", "layout": "by-item", "file_name": f"{MARK}.docx", "content": b"x"}
    template = WordTemplate(office_id=offices["b", "peo"].id, person_id=boss.id, created_at=NOW, **poured)
    session.add_all([template, agreement, item, petition, broadcast, file, join, leave, compiled, review])
    session.flush()
    return {"c": "missing", "a": sent_of.id, "r": round_id, "s": sent.id, "p": petition.id, "b": broadcast.id} | {
        "f": file.id, "g": agreement.id, "t": template.id, "j": join.id, "v": item.id, "l": leave.id,
        "o": sent_of.office_id, "k": "by-item", "d": "", "i": "x", "n": 0, "do": "close", "page": 1,
    }  # fmt: skip


def _report(session: Session, assignment: Assignment, person: Person) -> Submission:
    row = Submission(
        assignment_id=assignment.id,
        form_version_id=assignment.round.form_version_id,
        instance_id=f"uuid:{assignment.id}",
        seed=1,
        started_at=NOW,
        submitted_at=NOW,
        submitted_by=person.id,
        repeats={"counts": {}, "closed": [], "start": "end  "},
        answered=1,
        items=5,
    )
    session.add(row)
    session.flush()
    form = world.compiled("pnglb_monthly")
    text = next(ref for ref, node in form.nodes.items() if node.kind == "question" and node.type == "text")
    kept = {"value": SECRET, "state": "value", "typed": SECRET, "source": "user", "rev": 1, "answered_at": NOW}
    session.add(Answer(submission_id=row.id, ref=text, pos="", person_id=person.id, **kept))
    of = {"office_id": assignment.office_id, "submission_id": row.id}
    journal.record(session, NOW, person.id, "answer", assignment.round.key, **of, answers=[])
    session.flush()
    return row


def two_provinces(folder: Path) -> tuple[Engine, Provinces]:
    """Return a database with both provinces."""
    engine = open_engine(f"sqlite:///{folder}/two.db")
    Base.metadata.create_all(engine)
    with transaction(engine) as session:
        settled = _settle(session)
    return engine, settled
