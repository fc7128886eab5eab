"""What an officer owes: the list of tasks, and opening one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from forms.form import Form, Item
from handlers import words, words_head, words_review, words_sending
from handlers.form import publishing
from handlers.naming import item_labels, round_title
from handlers.replies import Button, Card, Row
from handlers.replies import Text as Say
from handlers.rounds import papers
from handlers.turn import Response, Turn
from models import agreements, people, reviews, rounds, scopes, submissions
from models.agreements import Agreement
from models.people import OVERSEEING, Person
from models.rounds import Assignment
from models.submissions import Submission
from thai.dates import format_date, format_time, in_bangkok
from thai.numerals import arabic
from thai.text import cut, norm

TASKS_SHOWN = 10
ASKED_SHOWN = 4  # items of a report that was sent back
_MINUTES = {"narrative": 1.5, "list": 2.0, "table": 2.0, "matrix": 4.0}  # our estimate of one item; the rest 0.5


def home(turn: Turn) -> Response:
    """Show what this person most likely wants: an officer the tasks, others what they can ask."""
    if people.own_offices(turn.person) or not people.has_duty(turn.person, OVERSEEING):
        return tasks(turn)
    buttons = (Button(words.STATUS, "status", says=words.STATUS), Button(words.HELP, "help", says=words.HELP))
    return Response((Say(words.WHAT_NEXT, buttons),))


def owed(turn: Turn) -> list[Assignment]:
    """Return the open assignments of the person's offices, the nearest deadline first."""
    own = scopes.reporting(turn.person)
    return [each for each in rounds.assignments_of_offices(turn.session, own.anywhere, turn.now) if own.covers(each)]


def unsent(turn: Turn) -> list[Assignment]:
    """Return the open assignments whose report is not sent."""
    mine = owed(turn)
    begun = submissions.of_assignments(turn.session, [each.id for each in mine])
    return [each for each in mine if not _is_submitted(begun.get(each.id))]


def find_task(turn: Turn, typed: str) -> Assignment | None:
    """Return the only task somebody may mean by its number in the list, its name, or a part of it."""
    listed = owed(turn)
    number = arabic(typed.strip())
    if number.isdecimal():
        return listed[int(number) - 1] if 1 <= int(number) <= len(listed) else None
    wanted = squeezed(typed)
    named = [task for task in listed if wanted in squeezed(_names(task))]
    return named[0] if len(named) == 1 and len(wanted) >= 3 else None


def to_mend(turn: Turn, typed: str) -> Assignment | None:
    """Return the only report that was sent, for whoever types its button [แก้ไข]."""
    if norm(typed).strip() not in (words.EDIT, "แก้", "แก้รายงาน"):
        return None
    mine = owed(turn)
    begun = submissions.of_assignments(turn.session, [each.id for each in mine])
    sent = [each for each in mine if _is_submitted(begun.get(each.id))]
    return sent[0] if len(sent) == 1 else None


def _names(assignment: Assignment) -> str:
    return f"{round_title(assignment.round)} {assignment.round.form_id} {assignment.office.called}"


def squeezed(text: str) -> str:
    """Return a name without spaces and dots, for comparing with what is typed."""
    return re.sub(r"[\s.]+", "", arabic(text)).lower()


def tasks(turn: Turn) -> Response:
    """Show every open report of the person's offices in one card, with a button to each."""
    assignments = owed(turn)
    if not assignments:
        return Response((Say(words.NO_TASKS),), must_arrive=False)
    begun = submissions.of_assignments(turn.session, [assignment.id for assignment in assignments])
    with_head = agreements.waiting(turn.session, [submission.id for submission in begun.values()])
    open_ones = sum(not _is_submitted(begun.get(assignment.id)) for assignment in assignments)
    shown = [(assignment, begun.get(assignment.id)) for assignment in assignments[:TASKS_SHOWN]]
    several = len(shown) > 1
    rows = [
        row
        for number, (assignment, submission) in enumerate(shown, start=1)
        for row in (
            *_task_rows(turn, assignment, submission, f"{number}. " if several else ""),
            *_with_head(with_head.get(submission.id) if submission is not None else None),
        )
    ]
    title = words.tasks_title(open_ones)
    button = (_task_button(*shown[0]),) if len(shown) == 1 else ()
    alt = f"{title} · {round_title(assignments[0].round)}"
    return Response((Card(title, rows=rows, inside=button, alt=alt),), must_arrive=False)


def _with_head(asked: Agreement | None) -> list[Row]:
    """Return the line of a report that was put before the head."""
    if asked is None:
        return []
    when = format_date(in_bangkok(asked.asked_at).date(), style="short")
    return [Row(words_head.waits(when), mark="doing", small=True)]


def _is_submitted(submission: Submission | None) -> bool:
    return submission is not None and submission.submitted_at is not None


def _task_button(assignment: Assignment, submission: Submission | None) -> Button:
    label = words.EDIT if _is_submitted(submission) else words.CONTINUE if submission else words.START
    says = f"{label} {round_title(assignment.round)}"
    return Button(label, "open_task", {"a": assignment.id}, says=says, strong=not _is_submitted(submission))


def _task_rows(turn: Turn, assignment: Assignment, submission: Submission | None, number: str) -> list[Row]:
    """Return the lines of one task: its name (a tap opens it), its office where there are several, how it stands."""
    round_ = assignment.round
    rows = [Row(f"{number}{round_title(round_)}", tap=_task_button(assignment, submission))]
    if several_offices(turn.person):
        rows.append(Row(assignment.office.called, small=True))
    if round_.letter:
        rows.append(papers.letter_row(round_))
    if submission is not None and submission.submitted_at is not None:
        sent = format_date(in_bangkok(submission.submitted_at).date(), style="short")
        return [
            *rows,
            Row(words.sent_at(sent, _colleague(turn, submission)), mark="done"),
            *_asked_anew(turn, submission),
        ]
    due = in_bangkok(assignment.due_at)
    when = f"{format_date(due.date(), style='full')} เวลา {format_time(due.time())}"
    mark: Literal["late", ""] = "late" if turn.now > assignment.late_at else ""
    rows += _corrected(turn, submission) if submission is not None else []
    rows.append(Row(words.due_line(when, (due.date() - turn.today).days), mark=mark))
    form = publishing.form_of(turn.session, submission.form_version_id if submission else round_.form_version_id)
    answered, items = (submission.answered, submission.items) if submission else (0, len(form.items))
    share = answered / items if answered else None
    rows.append(Row(words.task_progress(answered, items, minutes_left(form, submission)), small=True, share=share))
    return rows


def _colleague(turn: Turn, submission: Submission) -> str:
    """Return who sent a report, where it was not the person who asks."""
    if submission.submitted_by in (None, turn.person.id):
        return ""
    sender = turn.session.get(Person, submission.submitted_by)
    return sender.name if sender is not None else ""


def _asked_anew(turn: Turn, submission: Submission) -> list[Row]:
    """Return the line of a sent report that is asked for what changed in its form."""
    if not reviews.is_amending(turn.session, submission.id):
        return []
    return [Row(words_review.please_answer(len(reviews.open_items(turn.session, submission.id))), mark="warning")]


def _corrected(turn: Turn, submission: Submission) -> list[Row]:
    """Return the lines of a report that was sent once: what the coordinator asks for, or why it was opened again."""
    review = reviews.of(turn.session, submission.id)
    if review is not None and review.state == "returned":
        labels = item_labels(publishing.form_of(turn.session, submission.form_version_id))
        asked = reviews.open_items(turn.session, submission.id)
        lines = [words_review.asks(labels.get(each.ref, ""), each.comment) for each in asked[:ASKED_SHOWN]]
        lines += [words.and_more(len(asked) - ASKED_SHOWN)] if len(asked) > ASKED_SHOWN else []
        return [Row(words_review.PLEASE_MEND, mark="warning"), *(Row(cut(line, 120), small=True) for line in lines)]
    if submission.receipt is None:
        return []
    at = submission.reopened_at
    since = format_date(in_bangkok(at).date(), style="short") if at is not None else ""
    return [Row(words_sending.being_corrected(since, cut(submission.reopened_why, 80)), mark="doing")]


def minutes_left(form: Form, submission: Submission | None) -> int:
    """Return how long the items take that wait for an answer; of a report nobody has begun, all of them.

    Which items an open gate may still ask is not known: they count as items of this form do on the average.
    """
    if submission is None or submission.open_items is None or not submission.answered:
        return minutes(form)
    waits = set(submission.open_items)
    left = [item for item in form.items if item.ref in waits]
    behind_gates = max(0, submission.items - submission.answered - len(waits))
    if not left and not behind_gates:
        return 0
    return max(1, round(_estimate(left) + behind_gates * _estimate(form.items) / len(form.items)))


def minutes(form: Form) -> int:
    """Return an honest estimate of the minutes it takes to fill the form."""
    return minutes_of(form.items)


def minutes_of(items: Iterable[Item]) -> int:
    """Return an honest estimate of the minutes some items take."""
    return max(1, round(_estimate(items)))


def _estimate(items: Iterable[Item]) -> float:
    return sum(_MINUTES.get(item.kind, 0.5) for item in items)


def speaks_for(person: Person, assignment: Assignment) -> bool:
    """Whether the assignment is one this person may fill."""
    return scopes.reporting(person).covers(assignment)


def several_offices(person: Person) -> bool:
    return len(people.own_offices(person)) > 1
