"""Reading a report that was sent, for those who oversee its office: item by item, with its photos. Drafts stay private.

Nothing is locked or changed; the words are those of rereading.py, which officers read their own reports with.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from handlers import words
from handlers import words_status as says
from handlers.naming import item_labels, round_title
from handlers.replies import Button, Picture, Reply
from handlers.replies import Text as Say
from handlers.report import annex_files, loading, rereading
from handlers.report.draft import Draft
from handlers.rounds import papers
from handlers.status.answers import Answer, OfficeLine
from handlers.turn import Response
from models import Session, submissions
from models.desks import Report
from models.people import Person
from models.submissions import Interview as Place
from models.submissions import Submission

PHOTOS = 3  # pictures in one reply, beside the text: LINE takes five messages


def opened(session: Session, person: Person, row: Submission, now: datetime) -> Draft:
    """Return a report as the engine sees it, for reading: no row is locked, no place in it is kept."""
    held = loading.restored(session, row, now)
    place = Place(person_id=person.id, submission_id=row.id, state={}, updated_at=now)
    return Draft(session, person, Report(row, dict(held.answers)), place, held)


def of_line(session: Session, line: OfficeLine) -> Submission | None:
    """Return the report of an office line, where it was sent."""
    row = submissions.of_assignment(session, line.office.assignment_id)
    return row if row is not None and row.submitted_at is not None else None


def rows(session: Session, person: Person, answer: Answer, now: datetime) -> list[dict[str, Any]]:
    """Return what a report says, item by item, for scripts."""
    found: list[dict[str, Any]] = []
    for line in answer.lines:
        row = of_line(session, line) if isinstance(line, OfficeLine) else None
        if row is None:
            continue
        desk = opened(session, person, row, now)
        wanted = _wanted(answer, desk)
        labels = item_labels(desk.interview.form)
        for state in rereading.items(desk):
            if wanted is None or state.item.ref in wanted:
                said = rereading.said(desk, state)
                found.append({"item": labels[state.item.ref], "title": state.item.short, "answer": "\n".join(said)})
    return found


def _wanted(answer: Answer, desk: Draft) -> Sequence[str] | None:
    item = answer.asked.item
    return item.refs.get(desk.interview.form.id, ()) if item else None


def show(
    session: Session, person: Person, line: OfficeLine, refs: Sequence[str] | None, page: int, now: datetime
) -> Response:
    """Show a report that was sent, page by page, its photos below the text they belong to."""
    row = of_line(session, line)
    if row is None:
        return Response((Say(says.not_sent_yet(line.office.office.called)),), must_arrive=False)
    desk = opened(session, person, row, now)
    pages = rereading.pages(desk, refs)
    page = min(max(page, 1), len(pages))
    head = says.report_of(line.office.office.called, round_title(line.round))
    counted = f" · {words.page_of(page, len(pages))}" if len(pages) > 1 else ""
    args = {"o": line.office.office.id, "r": line.round.id}
    buttons = (
        [Button(words.NEXT_PAGE, "read_report", {**args, "page": page + 1}, says=words.NEXT_PAGE)]
        if page < len(pages)
        else []
    )
    buttons.append(Button(says.BACK_TO_OFFICE, "see", {"k": "office", **args}, says=says.BACK_TO_OFFICE))
    received = papers.received_lines(row)
    if received:
        buttons = [*papers.received_buttons(session, row, person), *buttons]
    buttons = [*annex_files.button(session, row), *buttons]
    photos = submissions.kept_photos(session, row.id)
    if photos and not refs:
        label = says.photos(len(photos))
        buttons.insert(0, Button(label, "report_photos", {**args, "page": 1}, says=label))
    body = [] if received and not row.answered else [pages[page - 1]]
    text = "\n\n".join(["\n".join([f"{head}{counted}", *received]), *body])
    return Response((Say(text, tuple(buttons)),), must_arrive=False)


def photos(session: Session, line: OfficeLine, page: int) -> Response:
    """Show the photos of a report that was sent, a few at a time."""
    row = of_line(session, line)
    kept = submissions.kept_photos(session, row.id) if row is not None else []
    if not kept:
        return Response((Say(says.NO_PHOTOS),), must_arrive=False)
    pages = -(-len(kept) // PHOTOS)
    page = min(max(page, 1), pages)
    shown = kept[(page - 1) * PHOTOS : page * PHOTOS]
    args = {"o": line.office.office.id, "r": line.round.id}
    buttons = (
        [Button(words.NEXT_PAGE, "report_photos", {**args, "page": page + 1}, says=words.NEXT_PAGE)]
        if page < pages
        else []
    )
    buttons.append(Button(says.BACK_TO_OFFICE, "see", {"k": "office", **args}, says=says.BACK_TO_OFFICE))
    pictures: list[Reply] = [Picture(f"photo:{each.id}") for each in shown]
    numbers = says.photos_shown((page - 1) * PHOTOS + 1, (page - 1) * PHOTOS + len(shown), len(kept))
    return Response((*pictures, Say(numbers, tuple(buttons))), must_arrive=False)


def merged(session: Session, person: Person, answer: Answer, now: datetime) -> str:
    """Return what offices have answered to an item, each under its name, in the order of the roster."""
    blocks = []
    for line in answer.lines:
        row = of_line(session, line) if isinstance(line, OfficeLine) else None
        if row is None or not isinstance(line, OfficeLine):
            continue
        desk = opened(session, person, row, now)
        wanted = _wanted(answer, desk) or ()
        said = [
            text for state in rereading.items(desk) if state.item.ref in wanted for text in rereading.said(desk, state)
        ]
        blocks.append("\n".join([line.office.office.name, *said]))
    return "\n\n".join(blocks)
