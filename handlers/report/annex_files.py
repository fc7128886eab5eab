"""The annexes of a report, for those who may read it: listed in chat, each with an address of one person for a day.

A report in work is read by its own office alone. Whether somebody may still read it is asked again when they open one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from handlers import words_files as say
from handlers.form import publishing
from handlers.naming import item_labels, round_title
from handlers.refusing import refuse
from handlers.replies import Button, Card, Row
from handlers.replies import Text as Say
from handlers.report import annexes
from handlers.report.officer import squeezed
from handlers.turn import Response, Turn
from models import Session, journal, reviews, rounds, scopes
from models.people import Person
from models.submissions import Attachment, Submission

_COUNTED = re.compile(r"[\d,]+ ชิ้น")
SHOWN = 40  # annexes in one card
_EVERY_STATE = (None, reviews.WAITING, reviews.READING, reviews.RETURNED, reviews.CHECKED, reviews.PASSED)


def button(session: Session, row: Submission) -> list[Button]:
    """Return the button that lists a report's annexes; none where there are none."""
    count = len(_annexes(session, row))
    label = say.annexes(count)
    return [Button(label, "annexes", {"s": row.id}, says=label)] if count else []


def _annexes(session: Session, row: Submission) -> Sequence[Attachment]:
    return annexes.of_row(session, publishing.form_of(session, row.form_version_id), row.id)


def tapped(turn: Turn, args: Mapping[str, Any]) -> Response:
    """[เอกสารแนบ 3 ชิ้น] under a report that is read."""
    row = turn.session.get(Submission, int(args["s"]))
    if row is None or not _may_read(turn.session, turn.person, row):
        return refuse(turn, "annexes", f"submission {args['s']}")
    return _listed(turn, row)


def typed(turn: Turn, rest: str) -> Response:
    """`เอกสารแนบ สพม.ตาก`: those of the only sent report that fits the name, of the rounds that are open.

    The button's own words, [เอกสารแนบ 3 ชิ้น], mean the report that is open.
    """
    own = turn.session.get(Submission, turn.account.submission_id) if _COUNTED.fullmatch(rest) else None
    if own is not None and _may_read(turn.session, turn.person, own):
        return _listed(turn, own)
    scope = scopes.scope(turn.session, turn.person).union(scopes.reporting(turn.person))
    open_ones = [each.id for each in rounds.open_rounds(turn.session, turn.now)]
    sent = [row for row, _review in reviews.sent(turn.session, open_ones, scope, _EVERY_STATE)]
    found = [row for row in sent if squeezed(rest) in squeezed(_title(row)) and button(turn.session, row)]
    if not found:
        return Response((Say(say.NO_ANNEXES),), must_arrive=False)
    if len(found) == 1:
        return _listed(turn, found[0])
    rows = [Row(_title(row), tap=Button(_title(row), "annexes", {"s": row.id}, says=_title(row))) for row in found]
    return Response((Card(say.WHICH_ANNEXES, rows=rows[:SHOWN]),), must_arrive=False)


def _title(row: Submission) -> str:
    assert row.assignment is not None
    return f"{row.assignment.office.called} · {round_title(row.assignment.round)}"


def _listed(turn: Turn, row: Submission) -> Response:
    form = publishing.form_of(turn.session, row.form_version_id)
    labels = item_labels(form)
    found = _annexes(turn.session, row)
    if not found:
        return Response((Say(say.NO_ANNEXES),), must_arrive=False)
    rows = []
    for each in found[:SHOWN]:
        item = form.item_of.get(each.ref)
        lead = (labels[item.ref] or item.short) if item is not None else ""
        rows.append(Row(say.annex_of(lead, each.file_name), tap=_opens(turn, each), small=True))
    if len(found) > SHOWN:
        rows.append(Row(say.annexes(len(found)), small=True))
    return Response((Card(say.ANNEXES_TITLE, subtitle=_title(row), rows=rows, note=say.ANNEX_LINKS),))


def _opens(turn: Turn, annex: Attachment) -> Button | None:
    """Return what a tap on an annex opens: a file of ours, or the address that was typed."""
    if annex.mime == annexes.LINK:
        return Button(say.OPEN_ANNEX, action="link", value=_first_link(annex.file_name))
    if annex.state != "kept" or annex.blob is None:
        return None
    return Button(say.OPEN_ANNEX, action="link", value=f"annex:{annex.id}:{turn.person.id}")


def _first_link(typed: str) -> str:
    first = typed.split()[0]
    return first if "://" in first else f"https://{first}"


def _may_read(session: Session, person: Person, row: Submission) -> bool:
    if row.assignment is None:
        return False
    if scopes.reporting(person).covers(row.assignment):
        return True
    return row.submitted_at is not None and scopes.scope(session, person).covers(row.assignment)


def open_file(
    session: Session, annex_id: int, person_id: int, now: datetime
) -> tuple[str, str] | Literal["gone", "not theirs"]:
    """Return (its name in the media folder, the name it is saved under), noting who opened it when."""
    annex, person = session.get(Attachment, annex_id), session.get(Person, person_id)
    row = session.get(Submission, annex.submission_id) if annex is not None else None
    if annex is None or row is None or person is None or person.account is None:
        return "not theirs"
    if not _may_read(session, person, row) or annex not in _annexes(session, row):
        return "not theirs"
    if annex.state != "kept" or annex.blob is None:
        return "gone"
    assert row.assignment is not None
    journal.comes_by(session, "web")
    of = {"office_id": row.assignment.office_id, "submission_id": row.id}
    journal.record(session, now, person_id, "open_annex", row.assignment.round.key, **of, file=annex.id)
    return annex.blob, annexes.saved_as(annex)
