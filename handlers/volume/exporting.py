"""The answers of a round as rows, in the order of the roster and of the form. Files are made of them in exports/."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from forms.form import Form
from handlers.form import publishing
from models import Session, compiled
from models.compiled import Answered
from models.rounds import Round


@dataclass(frozen=True)
class AnswerRow:
    """One answer. `value` is what the person typed or tapped, `canonical` what the form understood.

    ref is the path in the form, position the repeat instances ("2.1"), number and item the printed item it belongs to.
    """

    office_code: str
    office: str
    person: str
    ref: str
    position: str
    number: str
    item: str
    value: str
    canonical: str
    state: str
    source: str
    at: datetime
    submitted_at: datetime | None


def answers(session: Session, round_: Round) -> list[AnswerRow]:
    """Return every answer of a round, of drafts too: `submitted_at` None marks those."""
    found = []
    for office in _by_office(compiled.answers_by_whom(session, round_.id)):
        form = publishing.form_of(session, office[0].form_version_id)
        order = {ref: place for place, ref in enumerate(form.nodes)}
        found += sorted(office, key=lambda answered: _place(answered, form, order))
    return [_row(answered, publishing.form_of(session, answered.form_version_id)) for answered in found]


def _by_office(found: list[Answered]) -> list[list[Answered]]:
    groups: dict[int, list[Answered]] = {}
    for answered in found:
        groups.setdefault(answered.answer.submission_id, []).append(answered)
    return list(groups.values())


def _place(answered: Answered, form: Form, order: dict[str, int]) -> tuple[int, tuple[int, ...], int]:
    """Return where an answer stands on paper: item by item, in a list or table row by row."""
    ref = answered.answer.ref
    item = form.item_of.get(ref)
    last = len(order)
    instances = tuple(int(part) for part in answered.answer.pos.split(".") if part.isdigit())
    return order.get(item.ref if item else ref, last), instances, order.get(ref, last)


def _row(answered: Answered, form: Form) -> AnswerRow:
    answer = answered.answer
    item = form.item_of.get(answer.ref)
    return AnswerRow(
        office_code=answered.office.code,
        office=answered.office.name,
        person=answered.person,
        ref=answer.ref,
        position=answer.pos,
        number=item.number if item else "",
        item=item.id if item else "",
        value=answer.typed or answer.value,
        canonical=answer.value,
        state=answer.state,
        source=answer.source,
        at=answer.answered_at,
        submitted_at=answered.submitted_at,
    )
