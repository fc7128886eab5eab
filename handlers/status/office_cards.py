"""Cards about offices and items: a list with its paging, one office, and how far each printed item is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from handlers import words, words_sending
from handlers import words_status as says
from handlers.naming import period_title, round_title
from handlers.replies import Button, Card, Row
from handlers.status import seeing
from handlers.status.answers import Answer, Asker, OfficeLine
from handlers.status.asked import Asked, ItemSaid
from handlers.status.card_rows import MARKS, Mark, day, head, moment, office_row, paged
from handlers.status.copying import copy_button, list_text
from handlers.status.item_progress import ItemProgress
from handlers.words_review import STATES as REVIEWS
from thai.dates import format_date, format_time, in_bangkok

ITEMS_SHOWN = 12


def listed(answer: Answer, _asker: Asker, page: int, _now: datetime) -> Card:
    asked, round_ = answer.asked, answer.rounds[0]
    lines = [line for line in answer.lines if isinstance(line, OfficeLine)]
    shown, pages, page = paged(lines, page)
    label = says.list_title(asked.kind, asked.item.label if asked.item else "")
    below = [seeing.button(words.STATUS, replace(asked, kind="status", item=None), round_)]
    if page < pages:
        below.insert(0, seeing.button(words.NEXT_PAGE, asked, round_, page + 1))
    subtitle = head(answer) + (f" · {words.page_of(page, pages)}" if pages > 1 else "")
    inside = [copy_button(list_text(answer), asked, round_)] if lines else []
    if asked.item is not None and asked.kind == "item_missing":
        inside.insert(0, seeing.button(says.ANSWERED, replace(asked, kind="item_answered"), round_))
    elif asked.item is not None:
        inside.insert(
            0, Button(says.COPY_ANSWERS, "item_answers", seeing.args_of(asked, round_), says=says.COPY_ANSWERS)
        )
    return Card(
        f"{label} {len(lines)}",
        subtitle=subtitle,
        rows=[office_row(each, asked) for each in shown],
        inside=tuple(inside),
        note=_note(answer, lines),
        buttons=tuple(below),
        alt=f"{label} {len(lines)} · {round_title(round_)}",
    )


def _note(answer: Answer, lines: Sequence[OfficeLine]) -> str:
    if not lines:
        return words.EVERYONE_SENT if answer.asked.kind == "missing" else says.NOBODY_HERE
    return ""


def offices(answer: Answer, page: int) -> Card:
    """Return every office of a round with how far it is, whatever its state."""
    assert answer.measured is not None
    asked, round_ = answer.asked, answer.rounds[0]
    lines = [OfficeLine(round_, each) for each in answer.measured.offices]
    shown, pages, page = paged(lines, page)
    args = {**seeing.args_of(asked, round_, page + 1), "list": 1}
    more = (Button(words.NEXT_PAGE, seeing.DEED, args, says=words.NEXT_PAGE),) if page < pages else ()
    subtitle = head(answer) + (f" · {words.page_of(page, pages)}" if pages > 1 else "")
    below = (*more, seeing.button(words.STATUS, asked, round_))
    return Card(
        f"{words.OFFICES} {len(lines)}", subtitle=subtitle, rows=[office_row(o, asked) for o in shown], buttons=below
    )


def one_office(answer: Answer, _asker: Asker, _page_number: int, now: datetime) -> Card:
    lines = [line for line in answer.lines if isinstance(line, OfficeLine)]
    items = [line for line in answer.lines if isinstance(line, ItemProgress)]
    rows, inside = [], []
    several = len(lines) > 1
    for line in lines:
        rows += _standing(line, now, named=several)
        if line.office.submitted_at is not None:
            label = f"{says.READ_REPORT} {period_title(line.round)}".strip() if several else says.READ_REPORT
            args = {"o": line.office.office.id, "r": line.round.id, "page": 1}
            inside.append(Button(label, "read_report", args, says=label))
    rows += [
        Row(_item_name(item), says.ITEM_STATES[item.answered > 0], mark="done" if item.answered else "todo", small=True)
        for item in items
    ]
    office = lines[0].office.office
    subtitle = office.name if office.called != office.name else ""
    if not several:
        rest = f" · {lines[0].office.area}" if lines[0].office.area != office.called else ""
        subtitle = f"{round_title(lines[0].round)}{rest}"
        if lines[0].office.state == "in_progress":
            asked = replace(answer.asked, kind="items", item=None)
            inside.append(seeing.button(says.OPEN_ITEMS, asked, lines[0].round))
    return Card(office.called, subtitle=subtitle, rows=rows, inside=tuple(inside[:6]), alt=_alt(lines[0]))


def _alt(line: OfficeLine) -> str:
    return f"{line.office.office.called} · {words.STATE_NAMES[line.office.state]}"


def _standing(line: OfficeLine, now: datetime, *, named: bool) -> list[Row]:
    """Return how one office stands in one round."""
    office, round_ = line.office, line.round
    tap = seeing.button(round_title(round_), Asked("status"), round_) if named else None
    rows = [Row(round_title(round_), tap=tap)] if named else []
    far = f"{office.answered}/{office.items}" if office.state == "in_progress" else ""
    share = office.answered / office.items if office.state == "in_progress" and office.items else None
    rows.append(Row(words.STATE_NAMES[office.state], far, mark=MARKS[office.state], share=share))
    due = in_bangkok(office.own_due_at or round_.due_at)
    if line.review not in ("", "passed"):
        rows.append(Row(f"{REVIEWS[line.review]} {day(line.at)}", small=True))
    if office.submitted_at is not None:
        days = (due.date() - in_bangkok(office.submitted_at).date()).days
        early = (
            words_sending.early_or_late(max(days, 0)) if office.on_time else words_sending.early_or_late(min(days, -1))
        )
        return [*rows, Row(moment(office.submitted_at), early, small=True)]
    when = f" {format_date(due.date(), style='short')} เวลา {format_time(due.time())}"
    left = words.due_line(when, (due.date() - in_bangkok(now).date()).days)
    return [*rows, Row(left, mark="late" if office.late else "", small=True)]


def items(answer: Answer, _asker: Asker, page: int, _now: datetime) -> Card:
    """Return the items, those first where most people wait; of one office those that are open."""
    lines = [line for line in answer.lines if isinstance(line, ItemProgress)]
    asked, round_ = answer.asked, answer.rounds[0]
    of_one = asked.place is not None and not asked.place.is_area
    ordered = lines if of_one else sorted(lines, key=lambda line: (-line.stopped, -line.waiting))
    shown, pages, page = paged(ordered, page, ITEMS_SHOWN)
    more = (seeing.button(words.NEXT_PAGE, asked, round_, page + 1),) if page < pages else ()
    worst = max((line.stopped for line in lines), default=0)
    subtitle = head(answer) + (f" · {words.page_of(page, pages)}" if pages > 1 else "")
    return Card(
        says.ITEMS_TITLE,
        subtitle=subtitle,
        rows=[_item_row(line, answer, worst, of_one=of_one) for line in shown],
        note=says.STUCK_NOTE if worst and not of_one else "",
        buttons=(*more, seeing.button(words.STATUS, replace(asked, kind="status", item=None), round_)),
        alt=f"{says.ITEMS_TITLE} · {round_title(round_)}",
    )


def _item_name(line: ItemProgress) -> str:
    return line.title if line.label == line.title else f"{line.label} {line.title}"


def _item_row(line: ItemProgress, answer: Answer, worst: int, *, of_one: bool) -> Row:
    round_ = answer.rounds[0]
    item = ItemSaid(line.label, {round_.form_id: (line.ref,)})
    tap = seeing.button(line.label, replace(answer.asked, kind="item_missing", item=item), round_)
    if of_one:
        return Row(
            _item_name(line), says.ITEM_STATES[line.answered > 0], mark="done" if line.answered else "todo", small=True
        )
    value = f"{line.answered}/{line.expected}"
    if line.stopped:
        value = says.stuck(value, line.stopped)
    share = line.answered / line.expected if line.expected else 0.0
    mark: Mark = "warning" if worst and line.stopped == worst else ""
    return Row(_item_name(line), value, small=True, share=share, mark=mark, tap=tap)
