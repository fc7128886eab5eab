"""Reminders: who is to be told of which deadline now, once each, in one digest; and what the digest says when it goes.

Deciding is idempotent: any number of clocks may decide at the same time, a step of an assignment is a unique row. The
words are made when the outbox row is claimed, so who has submitted meanwhile hears nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from handlers import words_clock as words
from handlers.naming import round_title
from handlers.opening import ladder_of
from handlers.replies import Button, Card, Reply, Row
from models import Session, database_now, outbox, people, reminders, rounds
from models.outbox import Outbox
from models.people import Account
from models.reminders import Owing
from models.rounds import Assignment, Round
from models.submissions import Submission
from scheduler.deadlines import SENDABLE_FOR, reminder_moments, sendable
from thai.dates import format_date, format_time, in_bangkok

KIND = "reminder"
AT_ONCE = 500  # digests in one transaction
BUTTONS = 8  # what a card holds


@dataclass
class Digest:
    """What one person is to be told now, and the steps that went by untold. Items are (assignment id, step)."""

    person_id: int
    line_user_id: str
    slot: str
    day: date = date.min  # of the newest moment that is told, in Bangkok
    told: list[tuple[int, int]] = field(default_factory=list)
    missed: list[tuple[int, int]] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"rem:{self.person_id}:{self.day}:{self.slot}"


@dataclass(frozen=True)
class Planned:
    """How many digests were queued, and how many steps were noted as missed."""

    reminders: int = 0
    missed: int = 0

    def __add__(self, other: Planned) -> Planned:
        return Planned(self.reminders + other.reminders, self.missed + other.missed)


@dataclass(frozen=True)
class _Step:
    days: int
    moment: datetime
    slot: str
    is_sendable: bool
    is_over: bool


def plan(session: Session, now: datetime) -> Planned:
    """Decide and store every reminder that is due, in one transaction. The clock uses `due` and `store` in portions."""
    return store(session, due(session, now), now)


def due(session: Session, now: datetime) -> list[Digest]:
    """Return what is to be stored. Only reads."""
    steps = {round_.id: found for round_ in rounds.open_rounds(session, now) if (found := _steps(round_, now))}
    owing = reminders.owing(session, {round_id: found[-1].days for round_id, found in steps.items()}) if steps else []
    if not owing:
        return []
    decided = reminders.decided(session, steps)
    digests: dict[tuple[int, str], Digest] = {}
    for each in owing:
        todo = [step for step in steps[each.round_id] if _concerns(step, each, now, decided)]
        if todo:
            _note(digests, each, todo, newest=steps[each.round_id][-1])
    return [digest for digest in digests.values() if digest.told or digest.missed]


def store(session: Session, digests: Sequence[Digest], now: datetime) -> Planned:
    """Queue the digests and note their steps, told or missed; what another clock has stored is left as it is."""
    new = _store_digests(session, [digest for digest in digests if digest.told], now)
    known = reminders.digests(session, [digest.key for digest in digests if digest.told])
    told = [
        (assignment_id, digest.person_id, step, known[digest.key][0])
        for digest in digests
        for assignment_id, step in digest.told
        if known[digest.key][1]
    ]
    reminders.add_items(session, told)
    return Planned(new, reminders.add_items(session, list(_missed(digests, known))))


def compose(session: Session, row: Outbox, _now: datetime) -> list[Reply] | None:
    """Return the digest of a claimed row, of what is still owed; None when nothing is. Days count from the decision."""
    owed = reminders.still_owed(session, row.id)
    if not owed:
        return None
    person = session.get_one(Account, row.line_user_id).person
    several = person is not None and len(people.own_offices(person)) > 1
    return [_card(owed, row.business_at, several)]


def _steps(round_: Round, now: datetime) -> list[_Step]:
    """Return the steps of a round whose moment has come since it was opened, the oldest first."""
    ladder = ladder_of(round_.schedule)
    return [
        _Step(days, moment, f"{ladder.at:%H:%M}", sendable(moment, now), now - moment >= SENDABLE_FOR)
        for days, moment in reminder_moments(round_.due_at, ladder)
        if round_.opens_at <= moment <= now
    ]


def _concerns(step: _Step, owing: Owing, now: datetime, decided: set[tuple[int, int, int]]) -> bool:
    """Whether a step is open for somebody. Who joined only after its moment has just been shown the task."""
    joined_later = step.moment < owing.joined_at <= now
    return not joined_later and (owing.assignment_id, owing.person_id, step.days) not in decided


def _note(digests: dict[tuple[int, str], Digest], owing: Owing, todo: list[_Step], newest: _Step) -> None:
    """Tell the newest step if it may still be sent, let it wait if it will be, and note the others as missed."""
    digest = digests.setdefault(
        (owing.person_id, newest.slot), Digest(owing.person_id, owing.line_user_id, newest.slot)
    )
    for step in todo:
        if step is newest and step.is_sendable:
            digest.told.append((owing.assignment_id, step.days))
            digest.day = max(digest.day, in_bangkok(step.moment).date())
        elif step is not newest or step.is_over:
            digest.missed.append((owing.assignment_id, step.days))


def _store_digests(session: Session, digests: Sequence[Digest], now: datetime) -> int:
    """Queue a row and store the digest of each, unless they are there already. Return how many are new."""
    recipients = {digest.key: digest.line_user_id for digest in digests}
    rows = outbox.queue_once(session, KIND, recipients, now, database_now(session))
    wanted = {(digest.person_id, digest.day, digest.slot): rows[digest.key] for digest in digests}
    return reminders.add_reminders(session, wanted)


def _missed(
    digests: Sequence[Digest], known: Mapping[str, tuple[int, bool]]
) -> Iterator[tuple[int, int, int, int | None]]:
    """Yield the steps that went by, and those whose digest of the same morning has left already."""
    for digest in digests:
        late = digest.told if digest.told and not known[digest.key][1] else []
        for assignment_id, step in (*digest.missed, *late):
            yield assignment_id, digest.person_id, step, None


def _card(owed: Sequence[tuple[Assignment, Submission | None]], at: datetime, several_offices: bool) -> Card:
    shown = owed[:BUTTONS]
    rounds_owed = list(dict.fromkeys(assignment.round for assignment, _ in owed))
    title = _when(rounds_owed[0], at) if len(rounds_owed) == 1 else words.owed_reports(len(owed))
    rows, buttons = [], []
    for number, (assignment, submission) in enumerate(shown, 1):
        button = _button(assignment, submission, number if len(shown) > 1 else None)
        name = words.title(number if len(shown) > 1 else None, round_title(assignment.round))
        rows.append(Row(words.of_office(name, assignment.office.called) if several_offices else name, tap=button))
        if len(rounds_owed) > 1:
            rows.append(Row(_when(assignment.round, at), small=True))
        rows.append(_state(assignment, submission, at))
        buttons.append(button)
    alt = f"{_when(rounds_owed[0], at)} · {rows[0].text}"
    return Card(title, rows=rows, inside=tuple(buttons), note=words.more(len(owed) - len(shown)), alt=alt)


def _when(round_: Round, at: datetime) -> str:
    """Return the deadline in words; a report that is due is asked for without blame."""
    due = in_bangkok(round_.due_at)
    days = (due.date() - in_bangkok(at).date()).days
    weekday = format_date(due.date(), style="full").split(" ", 1)[0]
    day = format_date(due.date(), style="short").rsplit(" ", 1)[0]  # this year or the next: the year is plain
    return words.due(f"{weekday} {day}", format_time(due.time()), days, is_past=at > round_.due_at)


def _state(assignment: Assignment, submission: Submission | None, at: datetime) -> Row:
    if submission is None or not submission.answered:
        return Row(words.not_begun(assignment.round.form_version.questions), mark=_mark(assignment.round, at, "todo"))
    left = max(0, submission.items - submission.answered)
    share = submission.answered / submission.items if submission.items else None
    return Row(words.left(left), mark=_mark(assignment.round, at, "doing"), share=share)


def _mark(round_: Round, at: datetime, mark: Literal["todo", "doing"]) -> Literal["todo", "doing", "late"]:
    return "late" if at > round_.late_at else mark


def _button(assignment: Assignment, submission: Submission | None, number: int | None) -> Button:
    verb = words.CONTINUE if submission is not None and submission.answered else words.START
    says = f"{verb} {round_title(assignment.round)}"
    return Button(words.button(verb, number), "open_task", {"a": assignment.id}, says=says, strong=number in (None, 1))
