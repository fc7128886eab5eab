"""`แบบฟอร์มเปล่า`: a report as a Word file to be filled without signal and sent back. The file is made by a job."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handlers import words
from handlers import words_volumes as say
from handlers.naming import due_words
from handlers.refusing import refuse
from handlers.replies import Button, Card, Row
from handlers.replies import Text as Say
from handlers.report import officer
from handlers.report.desk import open_draft
from handlers.turn import Response, Turn
from handlers.volume.volumes import BLANK, SHOWN, title_of, want
from models.compiled_files import CompiledFile
from models.rounds import Assignment


def blank(turn: Turn, typed: str = "") -> Response:
    """Hand out the form of the open report, of the one named, else of the only one owed; else ask which."""
    desk = open_draft(turn)
    if desk is not None and not desk.is_trial and not typed:
        return _want(turn, desk.assignment)
    owed = officer.owed(turn)
    if not owed:
        return Response((Say(words.NO_TASKS),), must_arrive=False)
    named = officer.find_task(turn, typed) if typed else None
    if named is not None or len(owed) == 1:
        return _want(turn, named or owed[0])
    return _ask(owed)


def _ask(owed: Sequence[Assignment]) -> Response:
    rows = [
        Row(title_of(each), due_words(each), tap=Button(title_of(each), "blank_of", {"a": each.id}))
        for each in owed[:SHOWN]
    ]
    return Response((Card(say.WHICH_BLANK, rows=rows, note=say.WHICH_BLANK_HOW),), must_arrive=False)


def tapped(turn: Turn, args: Mapping[str, Any]) -> Response:
    """A report in the list; whose it is is looked at anew."""
    assignment = turn.session.get(Assignment, int(args["a"]))
    if assignment is None or not officer.speaks_for(turn.person, assignment):
        return refuse(turn, "blank_form", f"assignment {args['a']}")
    return _want(turn, assignment)


def _want(turn: Turn, assignment: Assignment) -> Response:
    office_id = assignment.office_id
    wanted = CompiledFile(kind=BLANK, round_id=assignment.round_id, office_id=office_id, offices=[office_id])
    return want(turn, wanted, assignment.round, title_of(assignment))
