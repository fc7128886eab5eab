"""What a reminder says when it leaves, and whom it still concerns: only what is owed at that moment, in one card.

Composed when the outbox row is claimed, so that who has submitted meanwhile hears nothing. A row for many goes to
those of whom it is still true; who has begun meanwhile gets words of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Literal

from handlers import words_clock as words
from handlers.form import publishing
from handlers.naming import item_labels, round_title
from handlers.replies import Button, Card, Reply, Row
from handlers.report import officer
from handlers.rounds import papers, reminding
from models import Session, calendars, database_now, outbox, people, reminders, still_owed
from models.outbox import Outbox
from models.rounds import Assignment
from models.still_owed import Alike, Owed
from models.submissions import Submission
from scheduler.deadlines import same_day
from thai.calendar import add_workdays
from thai.dates import format_date, format_time, in_bangkok

BUTTONS = 4  # reports with a button of their own; the others open by a tap on their line
OVERSLEPT = timedelta(hours=1)  # what waits for longer is looked at before anything new is decided
LABELS = 4  # items named of those that are left


def compose(session: Session, rows: Sequence[Outbox], now: datetime) -> list[list[Reply] | None]:
    """Return the digests of claimed rows, of what is still owed; None when nothing is. Days count from the decision."""
    late = _too_late(session, rows)
    found = still_owed.by_digest(session, [row.id for row in rows if row.id not in late], in_bangkok(now).date())
    several = people.serving_several(session, {person_id for _, person_id in found})
    at = {row.id: row.business_at for row in rows}
    cards: dict[int, list[Reply] | None] = {
        row_id: [_card(session, owed, at[row_id], several_offices=person_id in several)]
        for (row_id, person_id), owed in found.items()
    }
    return [cards.get(row.id) for row in rows]


def compose_for_many(session: Session, rows: Sequence[Outbox], now: datetime) -> list[list[Reply] | None]:
    """Return what rows say to all their recipients, and settle who these are; None when nobody is left.

    A row whose recipients were frozen has its words already.
    """
    day, late = in_bangkok(now).date(), _too_late(session, rows)
    found = still_owed.alike(session, {_carrier(row) for row in rows if row.id not in late}, day)
    fresh = {row.id: _most(session, row, found.get(row.id, [])) for row in rows if row.recipients is None}
    cards = _shared_cards(session, [(row, each) for row in rows if (each := fresh.get(row.id))], day)
    said: list[list[Reply] | None] = []
    for row in rows:
        each = fresh.get(row.id)
        frozen = () if row.id in late else row.recipients or ()
        left = each.people.values() if each else _still_among(frozen, found.get(_carrier(row), []))
        if left:
            outbox.freeze_recipients(row, sorted(left))
        said.append(cards.get(row.id, []) if left else None)
    return said


def _too_late(session: Session, rows: Sequence[Outbox]) -> set[int]:
    """Return the rows whose day is over: nobody hears them at night, nor that a deadline of yesterday is today.

    What was never tried is decided anew when offices open; what LINE would not take all day is over.
    """
    late = [row for row in rows if not same_day(row.business_at, outbox.business_now(session, row))]
    for row in late:
        if _is_fresh(row):
            reminders.take_back(session, row)
    return {row.id for row in late}


def take_back_late(session: Session) -> int:
    """Take back what nothing ran to send on its day, before the day's digests are decided: it joins them."""
    rows = outbox.untried(session, (reminding.KIND, reminding.MULTICAST), database_now(session) - OVERSLEPT)
    late = _too_late(session, rows)
    return outbox.cancel(session, late, database_now(session), "its day is over") if late else 0


def _is_fresh(row: Outbox) -> bool:
    """Whether a row was never claimed before now, so that nobody can have heard it."""
    return row.attempts <= 1 and row.payload is None


def _carrier(row: Outbox) -> int:
    """Return the row that carries the digests a row is about: that of the multicast it was a part of."""
    return row.split_of or row.id


def _still_among(recipients: Sequence[str], found: Sequence[Alike]) -> list[str]:
    """Return those of the frozen recipients of whom it is still true."""
    frozen = set(recipients)
    return [user for each in found for user in each.people.values() if user in frozen]


def _most(session: Session, row: Outbox, found: Sequence[Alike]) -> Alike | None:
    """Return the most people of whom the same can be said; the others get rows of their own."""
    fitting = [each for each in found if not each.begun]
    most = max(fitting, key=lambda each: (len(each.people), -min(each.people)), default=None)
    others = {who: user for each in found if each is not most for who, user in each.people.items()}
    for reminder in reminders.carried_by(session, row.id) if others else ():
        if user := others.get(reminder.person_id):
            key = reminding.single_key((reminder.person_id, reminder.local_day, reminder.slot))
            own = outbox.queue_once(session, reminding.KIND, {key: user}, row.business_at, database_now(session))
            reminders.move(session, [reminder.id], own[key])
    return most


def _shared_cards(session: Session, rows: Sequence[tuple[Outbox, Alike]], day: date) -> dict[int, list[Reply]]:
    """Return what each row says; rows that say the same share it, made of what one of their people owes."""
    samples = {(each.about, row.business_at): (row.id, min(each.people)) for row, each in rows}
    row_ids, person_ids = zip(*samples.values(), strict=True) if samples else ((), ())
    found = still_owed.by_digest(session, row_ids, day, among=person_ids)
    said: dict[tuple[tuple[str, ...], datetime], list[Reply]] = {
        kind: [_card(session, found[sample], kind[1], is_shared=True)] for kind, sample in samples.items()
    }
    return {row.id: said[each.about, row.business_at] for row, each in rows}


def _card(
    session: Session, owed: Sequence[Owed], at: datetime, *, several_offices: bool = False, is_shared: bool = False
) -> Card:
    """Return the digest. A shared one opens each reader's own report: it names rounds, not assignments."""
    deadlines = list(dict.fromkeys((each.assignment.round_id, each.assignment.due_at) for each in owed))
    first = owed[0].assignment
    title = _when(first, at) if len(deadlines) == 1 else words.owed_reports(len(owed))
    rows, buttons = [], []
    for number, each in enumerate(owed, 1):
        button = _button(each, number if len(owed) > 1 else None, is_shared=is_shared)
        name = words.title(number if len(owed) > 1 else None, round_title(each.assignment.round))
        office = each.assignment.office.called
        rows.append(Row(words.of_office(name, office) if several_offices else name, tap=button))
        if len(deadlines) > 1:
            rows.append(Row(_when(each.assignment, at), small=True))
        if each.assignment.round.letter:
            rows.append(papers.letter_row(each.assignment.round))
        rows.append(_state(session, each.assignment, each.submission, at))
        buttons.append(button)
    alt = f"{_when(first, at)} · {rows[0].text}"
    inside = (*buttons[:BUTTONS], *_answers(session, owed, at, is_shared=is_shared))
    return Card(title, rows=rows, inside=inside, alt=alt)


def _answers(session: Session, owed: Sequence[Owed], at: datetime, *, is_shared: bool) -> tuple[Button, ...]:
    """Return what can be said to a reminder instead of filling: later, when, more time, sent another way."""
    only = owed[0].assignment if len(owed) == 1 else None
    args = {} if only is None else {"r": only.round_id} if is_shared else {"a": only.id}
    today = in_bangkok(at).date()
    tomorrow = _next_working(session, today)
    again = words.again((tomorrow - today).days, format_date(tomorrow, style="full").split(" ", 1)[0])
    labels = {"snooze": again, "promise": words.PROMISE, "extend": words.EXTEND, "elsewhere": words.ELSEWHERE}
    return tuple(Button(label, deed, args, says=label) for deed, label in labels.items())


def _next_working(session: Session, day: date) -> date:
    """Return the next day offices work, looked up once for all digests of a claim."""
    known: dict[date, date] = session.info.setdefault("next_working", {})
    if day not in known:
        known[day] = add_workdays(day, 1, calendars.overrides(session))
    return known[day]


def _when(assignment: Assignment, at: datetime) -> str:
    """Return the deadline in words; a report that is due is asked for without blame."""
    due = in_bangkok(assignment.due_at)
    days = (due.date() - in_bangkok(at).date()).days
    weekday = format_date(due.date(), style="full").split(" ", 1)[0]
    day = format_date(due.date(), style="short").rsplit(" ", 1)[0]  # this year or the next: the year is plain
    return words.due(f"{weekday} {day}", format_time(due.time()), days, is_past=at > assignment.due_at)


def _state(session: Session, assignment: Assignment, submission: Submission | None, at: datetime) -> Row:
    if submission is None or not submission.answered:
        return Row(words.not_begun(assignment.round.form_version.questions), mark=_mark(assignment, at, "todo"))
    left = max(0, submission.items - submission.answered)
    share = submission.answered / submission.items if submission.items else None
    labels, minutes = _open_items(session, submission)
    text = words.left(left, labels[:LABELS], len(labels) > LABELS, minutes)
    return Row(text, mark=_mark(assignment, at, "doing"), share=share)


def _open_items(session: Session, submission: Submission) -> tuple[list[str], int]:
    """Return the names of the items that wait for an answer, in order, and the minutes they take."""
    if not submission.open_items:
        return [], 0
    form = publishing.form_of(session, submission.form_version_id)
    labels, items = item_labels(form), {item.ref: item for item in form.items}
    left = [items[ref] for ref in submission.open_items if ref in items]
    return [labels[item.ref] for item in left], officer.minutes_of(left)


def _mark(assignment: Assignment, at: datetime, mark: Literal["todo", "doing"]) -> Literal["todo", "doing", "late"]:
    return "late" if at > assignment.late_at else mark


def _button(owed: Owed, number: int | None, *, is_shared: bool) -> Button:
    begun = owed.submission is not None and owed.submission.answered
    verb = words.CONTINUE if begun else words.START
    says = f"{verb} {round_title(owed.assignment.round)}"
    args = {"r": owed.assignment.round_id} if is_shared else {"a": owed.assignment.id}
    deed = "open_round" if is_shared else "open_first" if begun else "open_task"
    return Button(words.button(verb, number), deed, args, says=says, strong=number in (None, 1))
