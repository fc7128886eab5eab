"""Lines that cards of progress share: traffic lights, counts, one office; signs work without colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal, TypeVar

from handlers import words
from handlers import words_status as says
from handlers.naming import due_words, round_title
from handlers.replies import Row
from handlers.status import seeing
from handlers.status.answers import Answer, OfficeLine
from handlers.status.asked import Asked, Place
from handlers.status.progress import Counts, OfficeProgress
from handlers.words_review import STATES as REVIEWS
from models.rounds import Round
from thai.dates import format_date, format_time, in_bangkok

LINES = 20  # on a page

Mark = Literal["", "done", "doing", "todo", "late", "unreachable", "warning"]
MARKS: Mapping[str, Mark] = {
    "submitted": "done",
    "in_progress": "doing",
    "not_started": "todo",
    "unreachable": "unreachable",
    "exempt": "",
}
_BY_TIME = frozenset({"submitted", "late", "on_time", "first", "latest"})  # kinds that tell when each was sent
_Of = TypeVar("_Of")


def light(counts: Counts) -> Mark:
    """Return the traffic light of some offices: all in, some late, under way, nothing yet."""
    if counts.submitted == counts.expected:
        return "done"
    if counts.late:
        return "late"
    return "doing" if counts.submitted or counts.in_progress else "todo"


def where(asked: Asked) -> str:
    return " · ".join(filter(None, [asked.place.name if asked.place else "", asked.group]))


def head(answer: Answer) -> str:
    return " · ".join(filter(None, [round_title(answer.rounds[0]), where(answer.asked)]))


def total(counts: Counts) -> Row:
    share = counts.reporting_rate
    return Row(words.submitted_of(counts.submitted, counts.expected), says.percent(share), share=share, mark="done")


def count_rows(counts: Counts) -> list[Row]:
    lines: list[tuple[Mark, str, int]] = [
        ("doing", "in_progress", counts.in_progress),
        ("todo", "not_started", counts.not_started),
        ("late", "late", counts.late),
        ("unreachable", "unreachable", counts.unreachable),
    ]
    return [Row(words.STATE_NAMES[name], str(count), mark=mark) for mark, name, count in lines]


def with_head_row(answer: Answer) -> list[Row]:
    """Return how many of those being filled wait for the head, where any does."""
    if not answer.with_head:
        return []
    return [Row(says.LISTS["awaiting_head"], str(answer.with_head), mark="doing", small=True)]


def due_line(round_: Round, now: datetime) -> str:
    days = (in_bangkok(round_.due_at).date() - in_bangkok(now).date()).days
    return words.due_line(f" {due_words(round_)}", days)


def office_row(line: OfficeLine, asked: Asked) -> Row:
    """Return one office: its sign, its name, how far it is; a tap opens it."""
    office = line.office
    place = Place(office.office.called, frozenset((office.office.id,)), office.office.id)
    tap = replace(
        seeing.button(office.office.called, Asked("office", place=place), line.round), says=office.office.called
    )
    mark: Mark = "late" if office.late and office.state != "unreachable" else MARKS[office.state]
    return Row(office.office.called, _far(line, asked), mark=mark, small=True, tap=tap)


def _far(line: OfficeLine, asked: Asked) -> str:
    office = line.office
    if line.review:
        return f"{REVIEWS[line.review]} {day(line.at)}"
    if line.state:
        return says.petition(line.state, day(line.at))
    if line.at is not None:
        return day(line.at)
    if office.state == "submitted" and (asked.kind in _BY_TIME or asked.days):
        return moment(office.submitted_at)
    if office.state == "in_progress":
        return f"{office.answered}/{office.items}"
    return words.STATE_NAMES[office.state]


def day(moment: datetime | None) -> str:
    return format_date(in_bangkok(moment).date(), style="short").rsplit(" ", 1)[0] if moment else ""


def moment(moment: datetime | None) -> str:
    return f"{day(moment)} {format_time(in_bangkok(moment).time())}" if moment else ""


def paged(lines: Sequence[_Of], page: int, most: int = LINES) -> tuple[Sequence[_Of], int, int]:
    """Return one page of lines, how many pages there are, and which it is."""
    pages = max(1, -(-len(lines) // most))
    page = min(max(page, 1), pages)
    return lines[(page - 1) * most : page * most], pages, page


def owing(lines: Sequence[OfficeLine]) -> list[OfficeProgress]:
    """Return the offices of a list whose report is still owed."""
    return [line.office for line in lines if line.office.state not in ("submitted", "exempt")]
