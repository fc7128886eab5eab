"""A small province for tests: a province office, two reporting offices, and people who are visibly invented.

Somchai and Suda report for สพม.ทดสอบ and สกร.ทดสอบ, Malee coordinates, Wichai supervises.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from forms.form import Form
from handlers.form import authoring, publishing
from handlers.people import invitations
from handlers.rounds import opening
from models import Session, sent_files
from models.invite_codes import Invitation
from models.people import Account, Duty, Office, OfficeParent, Person, Role
from models.rounds import Round
from models.sent_files import SentFile
from scheduler.deadlines import Rule
from tests import chat_forms

LIBRARY = Path(__file__).parent.parent / "forms" / "library"
CODE = "k7mq-2xpa"
PEOPLE = {
    "Somchai": ("นายสมชาย ทดสอบ", "sesao", Duty.OFFICER),
    "Suda": ("นางสาวสุดา ตัวอย่าง", "dole", Duty.OFFICER),
    "Malee": ("นางมาลี สมมติ", "peo", Duty.COORDINATOR),
    "Wichai": ("นายวิชัย สาธิต", "peo", Duty.SUPERVISOR),
}
COLLEAGUES = {  # there only where a test lets them join
    "Naree": ("นางนารี ร่วมงาน", "sesao", Duty.OFFICER),
    "Prasit": ("นายประสิทธิ์ ผู้บริหาร", "sesao", Duty.HEAD),
}


@dataclass(frozen=True)
class World:
    """Whom a test can speak as."""

    offices: dict[str, int]
    people: dict[str, int]

    def line_id(self, name: str) -> str:
        return line_id(name)


def line_id(name: str) -> str:
    """Return the LINE id of a person of the tests: U and 32 hexadecimal digits, as LINE's are."""
    return f"U{name.encode().hex():0>32}"[:33]


def settle(session: Session, now: datetime, joined: Sequence[str] = tuple(PEOPLE)) -> World:
    """Build the province; the people named in `joined` have tied their LINE accounts."""
    offices = _offices(session)
    people: dict[str, int] = {}
    colleagues = {name: who for name, who in COLLEAGUES.items() if name in joined}
    for name, (full_name, office, duty) in {**PEOPLE, **colleagues}.items():
        person = Person(name=full_name, created_at=now)
        person.roles.append(Role(office_id=offices[office], duty=duty))
        session.add(person)
        session.flush()
        people[name] = person.id
        if name in joined:
            session.add(Account(line_user_id=line_id(name), person_id=person.id, created_at=now, waiting={}))
    session.flush()
    return World(offices, people)


def _offices(session: Session) -> dict[str, int]:
    rows = {
        "peo": Office(code="peo", name="สำนักงานศึกษาธิการจังหวัดทดสอบ", short="ศธจ.ทดสอบ", position=0),
        "sesao": Office(code="sesao", name="สำนักงานเขตพื้นที่การศึกษามัธยมศึกษาทดสอบ", short="สพม.ทดสอบ", position=1),
        "dole": Office(code="dole", name="สำนักงานส่งเสริมการเรียนรู้จังหวัดทดสอบ", short="สกร.ทดสอบ", position=2),
    }
    session.add_all(rows.values())
    session.flush()
    for code in ("sesao", "dole"):
        session.add(OfficeParent(office_id=rows[code].id, parent_id=rows["peo"].id))
    session.flush()
    return {code: office.id for code, office in rows.items()}


def invite(session: Session, office_id: int, duty: str, now: datetime, *, asks: bool = False) -> None:
    """Invite whoever has the code of the tests."""
    session.add(
        Invitation(
            code_hash=invitations.code_hash(CODE),
            office_id=office_id,
            duty=duty,
            created_at=now,
            expires_at=now + timedelta(days=30),
            asks=asks,
        )
    )


@cache
def _checked(path: Path) -> publishing.Checked:
    return publishing.check(path.read_bytes())


def compiled(form_id: str) -> Form:
    """Return a form of the library."""
    form = _checked(LIBRARY / f"{form_id}.xlsx").form
    assert form is not None
    return form


def publish(session: Session, form_id: str, now: datetime) -> None:
    """Publish a form of the library or of the tests; converted once a test run."""
    made = chat_forms.checked(form_id) if form_id in chat_forms.FORMS else _checked(LIBRARY / f"{form_id}.xlsx")
    publishing.publish(session, made, now)


def send_workbook(session: Session, person_id: int, form_id: str, now: datetime) -> SentFile:
    """Let somebody have sent a form of the tests, checked already."""
    sent = sent_files.note(session, person_id, f"59{person_id}", "form", f"{form_id}.xlsx", now)
    authoring.settle_check(session, sent, chat_forms.checked(form_id), now)
    return sent


def open_round(session: Session, form_id: str, rule: Rule, now: datetime) -> Round:
    """Publish a form and open a round of it for both offices."""
    publish(session, form_id, now)
    return opening.open_schedule(session, form_id, rule, None, now, None).round
