"""Answers to a reminder that are not the report: later, on which day, more time, sent another way, with the head.

What the officer can decide takes effect at once; what only the coordinator can grant becomes a petition, which
handlers/rounds/petitions.py shows and settles.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from handlers import moments
from handlers import words_clock as words
from handlers.naming import round_title
from handlers.replies import Button, Card, Row
from handlers.replies import Text as Say
from handlers.report import officer
from handlers.rounds import petitions
from handlers.turn import Response, Turn
from models import deferrals, submissions
from models.rounds import Assignment
from thai.dates import format_date, in_bangkok
from thai.text import cut

REASON = 200  # of a reason, as much as a card shows


def snooze(turn: Turn, args: Mapping[str, Any], typed: str = "") -> Response:
    """[เตือนอีกครั้ง …]: be quiet until the next working day at nine, or until what was typed, then remind."""
    meant = _meant(turn, args)
    if not meant:
        return officer.home(turn)
    until = moments.read_moment(turn, typed) if typed else _tomorrow(turn)
    if until is None or until <= turn.now:
        return Response((Say(words.WHICH_DAY),), must_arrive=False)
    until = moments.next_in_office_hours(turn, until)
    deferrals.defer(turn.session, [task.id for task in meant], turn.person.id, "snooze", until, turn.now)
    return Response((Say(words.will_remind(moments.in_words(until))),))


def promise(turn: Turn, args: Mapping[str, Any], typed: str = "") -> Response:
    """[แจ้งวันที่จะส่ง]: ask for the day, or take the one that was typed or picked."""
    meant = _meant(turn, args)
    if not meant:
        return officer.home(turn)
    day = moments.read_day(turn, typed) if typed else None
    if day is None:
        return _ask_day(turn, "promise", args, words.ASK_PROMISE)
    turn.account.waiting = {}
    until = moments.at_time(moments.working_day(turn, day))
    if until > turn.now:
        deferrals.defer(turn.session, [task.id for task in meant], turn.person.id, "promise", until, turn.now)
    due = min(in_bangkok(task.due_at).date() for task in meant)
    over = format_date(due, style="full") if turn.today <= due < day else ""
    return Response((Say(words.promised(format_date(day, style="full"), _titles(meant), over)),))


def extend(turn: Turn, args: Mapping[str, Any], typed: str = "") -> Response:
    """[ขอขยายเวลา]: ask the coordinator for a later day for one report."""
    task = _only(turn, args, "extend")
    if not isinstance(task, Assignment):
        return task or officer.home(turn)
    due = in_bangkok(task.due_at)
    day = moments.read_day(turn, typed, due.date()) if typed else None
    if day is None or day <= due.date():
        return _ask_day(turn, "extend", {"a": task.id}, words.ask_extension(format_date(due.date(), style="full")))
    turn.account.waiting = {}
    why = cut(moments.read_reason(typed), REASON)
    return petitions.ask(turn, task, "extension", wanted_due_at=moments.at_time(day, due.time()), note=why)


def elsewhere(turn: Turn, args: Mapping[str, Any], way: str = "AMS") -> Response:
    """[ส่งทาง AMS แล้ว]: say so to the coordinator; reminders are quiet until there is an answer."""
    task = _only(turn, args, "elsewhere")
    if not isinstance(task, Assignment):
        return task or officer.home(turn)
    return petitions.ask(turn, task, "elsewhere", note=way or "AMS")


def with_head(turn: Turn, assignment: Assignment) -> None:
    """The report is with the head: no reminder before the due day."""
    due_day = moments.at_time(in_bangkok(assignment.due_at).date(), time.min)
    until = max(due_day, turn.now + timedelta(days=1))
    deferrals.defer(turn.session, [assignment.id], turn.person.id, "head", until, turn.now)


def settle(turn: Turn, text: str) -> Response | None:
    """Take a typed day as the answer to the question for it. None: it was something else."""
    waiting = turn.account.waiting
    if moments.read_day(turn, text) is None:
        return None
    return _ASKED[waiting["deed"]](turn, waiting["args"], text)


def picked(turn: Turn, args: Mapping[str, Any], params: Mapping[str, str]) -> Response:
    """A day from LINE's calendar."""
    rest = {name: value for name, value in args.items() if name != "d"}
    return _ASKED[str(args["d"])](turn, rest, params.get("date", ""))


_ASKED = {"promise": promise, "extend": extend}


def _ask_day(turn: Turn, deed: str, args: Mapping[str, Any], sentence: str) -> Response:
    turn.account.waiting = {"for": "day", "deed": deed, "args": dict(args)}
    first, last = turn.today, turn.today + timedelta(days=moments.MOST_DAYS)
    picker = Button(
        words.PICK_DAY,
        "day_picked",
        {**args, "d": deed},
        action="date",
        minimum=first.isoformat(),
        maximum=last.isoformat(),
    )
    return Response((Say(sentence, (picker,)),))


def _meant(turn: Turn, args: Mapping[str, Any]) -> list[Assignment]:
    """Return the unsent reports a button or command is about: one, those of a round, or all that are owed."""
    mine = officer.owed(turn)
    begun = submissions.of_assignments(turn.session, [task.id for task in mine])
    unsent = [task for task in mine if task.id not in begun or begun[task.id].submitted_at is None]
    if "a" in args:
        return [task for task in unsent if task.id == int(args["a"])]
    return [task for task in unsent if "r" not in args or task.round_id == int(args["r"])]


def _only(turn: Turn, args: Mapping[str, Any], deed: str) -> Assignment | Response | None:
    """Return the one report that is meant, or the question which of several."""
    meant = _meant(turn, args)
    if len(meant) <= 1:
        return meant[0] if meant else None
    buttons = [Button(round_title(t.round), deed, {"a": t.id}, says=round_title(t.round)) for t in meant[:8]]
    rows = [Row(f"{round_title(t.round)} · {t.office.called}", tap=b) for t, b in zip(meant, buttons, strict=False)]
    return Response((Card(words.WHICH_REPORT, rows=rows),), must_arrive=False)


def _tomorrow(turn: Turn) -> datetime:
    """Return nine in the morning of the next working day."""
    return moments.at_time(moments.working_day(turn, turn.today + timedelta(days=1)))


def _titles(meant: Sequence[Assignment]) -> str:
    return ", ".join(dict.fromkeys(round_title(task.round) for task in meant))
