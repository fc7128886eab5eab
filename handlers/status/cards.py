"""Answers as cards for a phone: bars by area, signs that work without colour, and a tap to whatever lies below.

Each card says in its title what was understood. Sentences are words_status.py's, drawing bot/flex.py's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from handlers import words
from handlers import words_status as says
from handlers.naming import period_title, round_title
from handlers.replies import Button, Card, Row
from handlers.status import office_cards, seeing, sums, who_filled
from handlers.status.answers import Answer, AreaLine, Asker, OfficeLine, RoundLine
from handlers.status.asked import Asked, Kind, Place
from handlers.status.card_rows import count_rows, due_line, head, light, office_row, paged, total, where, with_head_row
from handlers.status.copying import copy_button, summary_text
from handlers.status.progress import Counts

AREAS_SHOWN = 8  # with them the card still stands on a phone

_Make = Callable[[Answer, Asker, int, datetime], Card]


def card(answer: Answer, asker: Asker, page: int, now: datetime) -> Card:
    """Return the card of an answer; of a long list one page."""
    made = _CARDS.get(answer.asked.kind, office_cards.listed)(answer, asker, page, now)
    near = answer.asked.place.near if answer.asked.place else ""
    if near and answer.asked.place:
        read = says.read_as(answer.asked.place.name, near)
        made = replace(made, rows=(Row(read, small=True), *made.rows))
    return made


def which_round(answer: Answer) -> Card:
    """Return the rounds between which to choose, each with its numbers and a tap that asks again."""
    rows = [_round_row(line, answer.asked) for line in answer.lines if isinstance(line, RoundLine)]
    buttons = tuple(row.tap for row in rows if row.tap)
    return Card(words.WHICH_ROUND, subtitle=where(answer.asked), rows=rows, buttons=buttons[:13])


def _round_row(line: RoundLine, asked: Asked) -> Row:
    title = round_title(line.round)
    counts = line.counts
    tap = replace(seeing.button(title, asked, line.round), says=title)
    return Row(title, f"{counts.submitted}/{counts.expected}", share=counts.reporting_rate, mark=light(counts), tap=tap)


def _status(answer: Answer, asker: Asker, _page_number: int, now: datetime) -> Card:
    round_, counts = answer.rounds[0], answer.counts
    assert counts is not None
    filling, *others = count_rows(counts)
    rows = [total(counts), filling, *with_head_row(answer), *others]
    areas = [line for line in answer.lines if isinstance(line, AreaLine)]
    offices = [line for line in answer.lines if isinstance(line, OfficeLine)]
    rows += _area_rows(areas, answer, asker) if areas else []
    single = len(offices) <= AREAS_SHOWN and len(offices) > 1
    rows += [office_row(line, answer.asked) for line in offices] if single else []
    title = f"{round_title(round_)} · {place}" if (place := where(answer.asked)) else round_title(round_)
    return Card(
        title,
        subtitle=due_line(round_, now),
        rows=rows,
        inside=tuple(_below_status(answer, counts)),
        buttons=_beside_status(answer),
        note="" if counts.submitted < counts.expected else words.EVERYONE_SENT,
        alt=f"{title} · {words.submitted_of(counts.submitted, counts.expected)}",
    )


def _area_rows(lines: Sequence[AreaLine], answer: Answer, asker: Asker) -> list[Row]:
    """Return the areas that owe most, and how many there are besides."""
    owing = sorted(lines, key=lambda line: line.area.submitted - line.area.expected)
    if answer.asked.by_area:
        owing = sorted(lines, key=lambda line: line.area.reporting_rate)
    under = _under(answer.asked, asker)
    rows = [_area_row(line, answer, under) for line in owing[:AREAS_SHOWN]]
    rest = len(lines) - AREAS_SHOWN
    more = Button(words.more_areas(rest), seeing.DEED, {**seeing.args_of(answer.asked, answer.rounds[0]), "all": 1})
    return [*rows, *([Row(words.more_areas(rest), small=True, tap=more)] if rest > 0 else [])]


def _under(asked: Asked, asker: Asker) -> int:
    place = asked.place
    return (place.office_id if place is not None and place.office_id else asker.under) or 0


def _area_row(line: AreaLine, answer: Answer, under: int) -> Row:
    area, before = line.area, line.before
    place = Place(area.name, frozenset(), is_area=True, bar_under=under)
    asked = replace(answer.asked, kind="status", place=place, by_area=False)
    tap = replace(seeing.button(area.name, asked, answer.rounds[0]), says=area.name)
    value = f"{area.submitted}/{area.expected}"
    if before is not None:
        value = says.than_before(value, before.submitted, before.expected)
    return Row(area.name, value, small=True, share=area.reporting_rate, mark=light(area), tap=tap)


def all_areas(answer: Answer, asker: Asker, page: int) -> Card:
    """Return every area of a round, page by page, in the order of the roster."""
    lines = [line for line in answer.lines if isinstance(line, AreaLine)]
    shown, pages, page = paged(lines, page)
    under = _under(answer.asked, asker)
    args = {**seeing.args_of(answer.asked, answer.rounds[0], page + 1), "all": 1}
    more = (Button(words.NEXT_PAGE, seeing.DEED, args, says=words.NEXT_PAGE),) if page < pages else ()
    subtitle = words.page_of(page, pages) if pages > 1 else ""
    return Card(head(answer), subtitle=subtitle, rows=[_area_row(each, answer, under) for each in shown], buttons=more)


def _below_status(answer: Answer, counts: Counts) -> list[Button]:
    asked, round_ = answer.asked, answer.rounds[0]
    owing = counts.expected - counts.submitted
    found = []
    if owing:
        label = f"{words.MISSING_NAMES} {owing}"
        found.append(seeing.button(label, replace(asked, kind="missing"), round_, strong=True))
    found.append(Button(words.OFFICES, seeing.DEED, {**seeing.args_of(asked, round_), "list": 1}, says=words.OFFICES))
    return [*found, copy_button(summary_text(answer), asked, round_)]


def _beside_status(answer: Answer) -> tuple[Button, ...]:
    """Return the quick replies of a status: where people get stuck, and the round before."""
    asked, round_ = answer.asked, answer.rounds[0]
    items = seeing.button(says.ITEMS, replace(asked, kind="items"), round_)
    return items, seeing.button(says.COMPARE, replace(asked, kind="compare"), round_)


def _compare(answer: Answer, asker: Asker, _page_number: int, now: datetime) -> Card:
    rounds = [line for line in answer.lines if isinstance(line, RoundLine)]
    if len(rounds) < 2:
        return replace(_status(answer, asker, 1, now), note=says.NOTHING_BEFORE)
    titles = [period_title(line.round) or round_title(line.round) for line in rounds]
    labels = [titles[0], says.as_of(titles[1]), says.at_the_end(titles[1])]
    rows = [
        Row(label, _of(line.counts), share=line.counts.reporting_rate, mark="done" if number == 0 else "")
        for number, (label, line) in enumerate(zip(labels, rounds, strict=True))
    ]
    change = rounds[0].counts.reporting_rate - rounds[1].counts.reporting_rate
    areas = [line for line in answer.lines if isinstance(line, AreaLine)]
    rows += _area_rows(areas, answer, asker)
    back = seeing.button(words.STATUS, replace(answer.asked, kind="status", other_period=None), answer.rounds[0])
    trend = seeing.button(says.TREND, replace(answer.asked, kind="trend", other_period=None), answer.rounds[0])
    return Card(says.COMPARED, subtitle=head(answer), rows=rows, note=says.changed(change), buttons=(back, trend))


def _of(counts: Counts) -> str:
    return f"{counts.submitted}/{counts.expected} · {says.percent(counts.reporting_rate)}"


def _trend(answer: Answer, _asker: Asker, _page_number: int, _now: datetime) -> Card:
    lines = [line for line in answer.lines if isinstance(line, RoundLine)]
    rows = []
    for line in reversed(lines):
        title = period_title(line.round) or round_title(line.round)
        tap = seeing.button(title, replace(answer.asked, kind="status"), line.round)
        rows.append(Row(title, _of(line.counts), small=True, share=line.counts.reporting_rate, tap=tap))
    return Card(says.trend_title(len(lines)), subtitle=head(answer), rows=rows, note=says.TREND_NOTE)


def _rounds(answer: Answer, _asker: Asker, _page_number: int, now: datetime) -> Card:
    rows = []
    for line in answer.lines:
        if isinstance(line, RoundLine):
            rows.append(_round_row(line, replace(answer.asked, kind="status")))
            rows.append(Row(due_line(line.round, now), small=True))
    return Card(says.ROUNDS_TITLE, subtitle=where(answer.asked), rows=rows)


_CARDS: Mapping[Kind, _Make] = {
    "status": _status,
    "office": office_cards.one_office,
    "items": office_cards.items,
    "compare": _compare,
    "trend": _trend,
    "rounds": _rounds,
    "due": _rounds,
    "sum": sums.card,
    "fillers": who_filled.card,
}
