"""A number item added up over offices: the sum, how many stand behind it and who is missing, the most and the least.

Only what was sent counts; "none" said on purpose is not zero, it is told apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from handlers import words
from handlers import words_status as says
from handlers.form import publishing
from handlers.naming import item_labels
from handlers.replies import Button, Card, Row
from handlers.status import seeing
from handlers.status.answers import Answer, AreaSum, Asker, SumLine
from handlers.status.asked import Asked, Place
from handlers.status.card_rows import head
from handlers.status.measuring import measure
from handlers.status.progress import OfficeProgress
from handlers.status.vocabulary import NUMBERS
from models import Session, item_values
from models.rounds import Round

AREAS_SHOWN = 8


@dataclass(frozen=True)
class _Given:
    """What one office sent: a number, or None where it said that there is none."""

    office: OfficeProgress
    value: Decimal | None


def of_round(
    session: Session, asker: Asker, asked: Asked, round_: Round, _begun: Sequence[Round], now: datetime
) -> Answer:
    """Add up the number questions of the item asked about; a text has no sum."""
    measured = measure(session, asker, asked, round_, now)
    form = publishing.form_of(session, round_.form_version_id)
    refs = asked.item.refs.get(round_.form_id, ()) if asked.item else ()
    leaves = [ref for ref, node in form.nodes.items() if node.type in NUMBERS and _is_of(ref, refs)]
    if not leaves:
        return Answer(asked, (round_,), "no_number", measured, (), measured)
    offices = {each.office.id: each for each in measured.offices}
    found: dict[str, dict[int, _Given]] = {ref: {} for ref in leaves}
    for office_id, ref, typed, state in item_values.sent(session, round_.id, leaves):
        if office_id not in offices or state == "put_off":
            continue
        value = Decimal(typed) if state == "value" else None
        known = found[ref].get(office_id)
        if known is not None and known.value is not None:
            value = known.value + (value or 0)
        found[ref][office_id] = _Given(offices[office_id], value)
    labels = item_labels(form)
    lines = tuple(
        _line(ref, labels.get(ref) or form.nodes[ref].short or form.nodes[ref].name, list(given.values()))
        for ref, given in found.items()
    )
    return Answer(asked, (round_,), "", measured, lines, measured)


def _is_of(ref: str, items: Sequence[str]) -> bool:
    return any(ref == item or ref.startswith(f"{item}/") for item in items)


def _line(ref: str, label: str, given: Sequence[_Given]) -> SumLine:
    told = [(each.value, each.office) for each in given if each.value is not None]
    areas: defaultdict[str, list[Decimal]] = defaultdict(list)
    for value, office in told:
        areas[office.area].append(value)
    return SumLine(
        ref,
        label,
        total=sum((value for value, _ in told), Decimal()),
        offices=len(told),
        none=len(given) - len(told),
        highest=max(told, key=lambda each: each[0], default=None),
        lowest=min(told, key=lambda each: each[0], default=None),
        areas=tuple(AreaSum(name, sum(values, Decimal()), len(values)) for name, values in areas.items()),
    )


def card(answer: Answer, _asker: Asker, _page: int, _now: datetime) -> Card:
    asked, round_, counts = answer.asked, answer.rounds[0], answer.counts
    assert counts is not None
    lines = [line for line in answer.lines if isinstance(line, SumLine)]
    rows = [row for line in lines for row in _rows(line, answer, named=len(lines) > 1)]
    missing = counts.expected - counts.submitted
    inside: tuple[Button, ...] = ()
    if missing:
        label = f"{words.MISSING_NAMES} {missing}"
        inside = (seeing.button(label, replace(asked, kind="missing", item=None), round_),)
    title = f"{says.SUM} {asked.item.label if asked.item else ''}".strip()
    alt = f"{title} {says.number(lines[0].total)}" if lines else title
    return Card(title, subtitle=head(answer), rows=rows, inside=inside, note=says.SUM_NOTE, alt=alt)


def _rows(line: SumLine, answer: Answer, *, named: bool) -> list[Row]:
    assert answer.counts is not None
    rows = [
        Row(line.label if named else says.SUM, says.number(line.total) if line.offices else "-"),
        Row(says.SUM_OF, f"{line.offices}/{answer.counts.expected}", small=True, share=_share(line, answer)),
    ]
    if line.none:
        rows.append(Row(says.SUM_NONE, str(line.none), small=True))
    if line.offices > 1 and line.highest and line.lowest:
        rows.append(Row(says.AVERAGE, says.number(line.average), small=True))
        rows.append(_extreme(says.HIGHEST, line.highest, answer))
        rows.append(_extreme(says.LOWEST, line.lowest, answer))
    if len(line.areas) > 1 and len(line.areas) < line.offices:
        most = sorted(line.areas, key=lambda each: -each.total)[:AREAS_SHOWN]
        rows += [Row(says.area_sum(each.name, each.offices), says.number(each.total), small=True) for each in most]
    return rows


def _share(line: SumLine, answer: Answer) -> float | None:
    return line.offices / answer.counts.expected if answer.counts and answer.counts.expected else None


def _extreme(label: str, found: tuple[Decimal, OfficeProgress], answer: Answer) -> Row:
    value, office = found
    name = office.office.called
    place = Place(name, frozenset((office.office.id,)), office.office.id)
    tap = replace(seeing.button(name, Asked("office", place=place), answer.rounds[0]), says=name)
    return Row(f"{label} {name}", says.number(value), small=True, tap=tap)
