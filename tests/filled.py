"""Invented reports straight into the database: what an office wrote, by question, without the conversation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from handlers.form import publishing
from models import Session
from models.people import Office
from models.rounds import Assignment, Round
from models.submissions import Answer, Attachment, Submission
from thai.numbers import parse_number

_STEP = re.compile(r"([^\[/]+)(?:\[(\d+)\])?")


def fill(
    session: Session,
    round_: Round,
    office_code: str,
    written: Mapping[str, str],
    now: datetime,
    *,
    sent: bool = True,
    photos: Mapping[str, str] | None = None,
) -> Submission:
    """Store a report. Keys are question names as paths from any node, repeats with their instance: `q3[2]/problem`.

    "-" is none. `photos` are file names in the media folder, by question.
    """
    form = publishing.form_of(session, round_.form_version_id)
    query = select(Assignment).join(Office).where(Assignment.round_id == round_.id, Office.code == office_code)
    row = Submission(
        assignment=session.scalars(query).one(),
        form_version_id=round_.form_version_id,
        instance_id=f"uuid:{round_.id}-{office_code}",
        seed=1,
        started_at=now,
        submitted_at=now if sent else None,
    )
    session.add(row)
    session.flush()
    counts: dict[str, int] = {}
    for path, text in {**written, **(photos or {})}.items():
        ref, pos = _place(list(form.nodes), path)
        kind = form.nodes[ref].type
        value = str(parse_number(text).value) if kind == "integer" and text != "-" else text
        state = "none" if text == "-" else "value"
        keeps = {"value": "" if state == "none" else value, "state": state, "typed": text, "source": "user", "rev": 1}
        session.add(Answer(submission_id=row.id, ref=ref, pos=pos, answered_at=now, **keeps))
        if path in (photos or {}):
            session.add(_photo(row, ref, pos, text, now))
        if pos:
            repeat = f"{form.nodes[ref].repeat}|"
            counts[repeat] = max(counts.get(repeat, 0), int(pos))
    row.repeats = {"counts": counts, "closed": [], "start": "end"}
    session.flush()
    return row


def _place(refs: list[str], path: str) -> tuple[str, str]:
    steps = _STEP.findall(path)
    ending = "/".join(name for name, _ in steps)
    ref = next(ref for ref in refs if ref.endswith(f"/{ending}"))
    return ref, ".".join(number for _, number in steps if number)


def _photo(row: Submission, ref: str, pos: str, file: str, now: datetime) -> Attachment:
    name = f"{ref}{pos}-{row.id}"[-60:]
    return Attachment(
        line_message_id=name, submission_id=row.id, ref=ref, pos=pos, blob=file, state="kept", created_at=now
    )
