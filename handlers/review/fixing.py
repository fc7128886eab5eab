"""A report that was sent back: the officer gets just the items asked for, one after the other, then the way to send.

Which items are still to be done stands with the place of who mends (`fix`), so that no other turn has to ask.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from forms.facts import Index
from forms.form import Form
from forms.said import Jump
from handlers import moments, naming, words_sending
from handlers import words_review as say
from handlers.form import publishing
from handlers.naming import item_labels
from handlers.replies import Button, Card, Row, dump
from handlers.replies import Text as Say
from handlers.report import draft
from handlers.report.draft import Draft
from handlers.turn import Response, Turn
from models import Session, database_now, outbox, reaching, reviews, scopes
from models.people import Duty
from models.reviews import AMENDING, ReturnedItem
from models.submissions import Submission
from thai.dates import in_bangkok

KIND = "notice"  # of its outbox rows
BUTTONS = 7  # items with a button of their own; all are listed
OLD_SHOWN = 80  # characters of an old answer on the card


def cards(turn: Turn) -> Response:
    """`ข้อที่ให้แก้`: what the person's offices are asked to mend."""
    found = reviews.returned(turn.session, scopes.reporting(turn.person))
    if not found:
        return Response((Say(say.NOTHING_TO_MEND),), must_arrive=False)
    return Response(tuple(card(turn.session, row) for row in found[:5]), must_arrive=False)


def card(session: Session, row: Submission) -> Card:
    """What a report was sent back for, with a button to each item."""
    assert row.assignment is not None
    items = reviews.open_items(session, row.id)
    form = publishing.form_of(session, row.form_version_id)
    labels = item_labels(form)
    rows = []
    for item in items:
        rows.append(Row(say.asks(labels.get(item.ref, ""), item.comment), mark="warning"))
        rows.append(Row(say.was(_short(item.old)), small=True))
    buttons = [
        Button(_label(labels, item), "fix", {"v": item.id}, says=_label(labels, item), strong=place == 0)
        for place, item in enumerate(items[:BUTTONS])
    ]
    title = naming.round_title(row.assignment.round)
    review = reviews.of(session, row.id)
    until = review.until if review is not None and review.state == AMENDING else None
    asked = say.please_answer(len(items)) if until else say.please_mend(len(items))
    return Card(
        asked,
        subtitle=f"{title} · {row.assignment.office.called}",
        rows=rows,
        inside=tuple(buttons),
        note=say.stays_sent(moments.in_words(until)) if until else say.due(moments.in_words(row.assignment.due_at)),
        alt=f"{title} {asked}",
    )


def push(session: Session, row: Submission, now: datetime, why: str = "return") -> None:
    """Push the card to those who fill the report, once for each `why`: somebody waits for them."""
    assert row.assignment is not None
    of, key = row.assignment.office_id, row.assignment.round.key
    for office_id, line_user_id in reaching.people(session, [of], (Duty.OFFICER,), key, in_bangkok(now).date()):
        outbox.queue(
            session,
            dedupe_key=f"{why}:{row.id}:{row.rev}:{office_id}:{line_user_id}",
            kind=KIND,
            to=line_user_id,
            replies=dump([card(session, row)]),
            business_at=now,
            now=database_now(session),
        )


def _label(labels: Mapping[str, str], item: ReturnedItem) -> str:
    return say.mend(labels.get(item.ref, ""))


def _short(old: Sequence[Sequence[Any]]) -> str:
    told = " · ".join(" ".join(str(value).split()) for _ref, _pos, value, state in old if state == "value" and value)
    return f"{told[:OLD_SHOWN]}…" if len(told) > OLD_SHOWN else told or words_sending.BLANK


def start(turn: Turn, desk: Draft, first: ReturnedItem) -> str:
    """Go to an item that was sent back; the others follow it. Return what is asked of it."""
    rest = [item.ref for item in reviews.open_items(turn.session, desk.row.id) if item.id != first.id]
    desk.place.state = {**desk.place.state, "fix": [first.ref, *rest]}
    _jump(turn, desk, first.ref)
    return say.asked(first.comment)


def lead(turn: Turn, desk: Draft) -> str:
    """Once an item is done, go to the next that was sent back, else to the end. Return what is asked there."""
    todo = list(desk.place.state.get("fix") or ())
    if not todo or _is_in(todo[0], desk.interview.index.ref):
        return ""
    todo = todo[1:]
    desk.place.state = {**desk.place.state, "fix": todo}
    if not todo:
        _to_the_end(desk)
        return say.MENDED
    _jump(turn, desk, todo[0])
    asked = {item.ref: item.comment for item in reviews.open_items(turn.session, desk.row.id)}
    return say.asked(asked[todo[0]]) if todo[0] in asked else ""


def _jump(turn: Turn, desk: Draft, ref: str) -> None:
    """Stand at an item, though its first question may be one the form would skip: then where it begins."""
    state = next((each for each in desk.outline() if each.item.ref == ref and each.relevant), None)
    if state is not None:
        draft.hear(desk, Jump(state.index.ref, state.index.pos), turn.now)


def _to_the_end(desk: Draft) -> None:
    end = Index("end")
    desk.interview = replace(desk.interview, index=end)
    moved = {"index": str(end), "since": desk.place.state["asked"] + 1, "pending": None, "last": None}
    desk.place.state = {**desk.place.state, **moved}


def _is_in(item_ref: str, ref: str) -> bool:
    return ref == item_ref or ref.startswith(f"{item_ref}/")


def differences(form: Form, items: Sequence[ReturnedItem], now: Mapping[tuple[str, str], str]) -> list[Row]:
    """Return what became of each item that was sent back: what was asked, what stood there, what stands there now."""
    labels = item_labels(form)
    rows = []
    for item in items:
        old = {(ref, pos): value for ref, pos, value, state in item.old if state == "value"}
        new = {key: value for key, value in now.items() if _is_in(item.ref, key[0])}
        rows.append(Row(say.asks(labels.get(item.ref, ""), item.comment)))
        if old == new:
            rows.append(Row(f"{say.before(_short(item.old))} {say.NOT_CHANGED}", mark="warning", small=True))
            continue
        keys = [key for key in {**old, **new} if old.get(key) != new.get(key)]
        for key in keys[:5]:
            rows.append(Row(say.before(old.get(key) or words_sending.BLANK), small=True))
            rows.append(Row(say.after(new.get(key) or words_sending.BLANK), mark="done"))
    return rows


def beside(form: Form, items: Sequence[ReturnedItem], changed: Sequence[str]) -> list[Row]:
    """Return which other items were changed too, in the form's order; none, where it was only what was asked for."""
    refs = {form.item_of[ref].ref for ref in changed if ref in form.item_of} - {item.ref for item in items}
    names = [label for ref, label in item_labels(form).items() if ref in refs]
    return [Row(say.also_changed(names), mark="warning", small=True)] if names else []
