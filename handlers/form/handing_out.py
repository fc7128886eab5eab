"""The XLSForm of a form, handed to whoever may publish: to look at, to go on with in Excel, to keep."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from handlers.routes import ANNOUNCERS
from models import Session, journal, people
from models.catalogue import FormVersion
from models.people import Person

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')


@dataclass(frozen=True)
class Workbook:
    name: str
    content: bytes


def workbook(session: Session, version_id: int, person_id: int, now: datetime) -> Workbook | None:
    """Return the workbook behind a link, noting who opened it; None for somebody who publishes no forms any more."""
    person, version = session.get(Person, person_id), session.get(FormVersion, version_id)
    if person is None or person.account is None or version is None or not people.has_duty(person, ANNOUNCERS):
        return None
    journal.record(session, now, person_id, "open_form", f"{version.form_id} {version.version}")
    kind = "xls" if version.workbook.startswith(b"\xd0\xcf\x11\xe0") else "xlsx"
    return Workbook(f"{_NOT_IN_NAMES.sub('-', version.title).strip(' .')}.{kind}", version.workbook)
