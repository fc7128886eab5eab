"""An office list sent to the bot as a workbook: everything wrong at once, what it would change, taken in, taken back.

Read by a job (bot/workbooks.py); what was read waits with the file until the sender agrees. Nobody is invited by it:
newcomers come with printed slips (`ใบเชิญ`) and are let in with one tap.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from handlers import words
from handlers import words_roster as say
from handlers.people import bounds, roster_changes, roster_undo
from handlers.people.roster import import_roster
from handlers.people.roster_sheet import OfficeRow, PersonRow, Roster, RosterProblems, read_roster
from handlers.refusing import refuse
from handlers.replies import Button, Card, Reply, Row
from handlers.replies import Text as Say
from handlers.turn import Response, Turn
from models import Session, people, roster_imports, sent_files
from models.people import Duty, Person
from models.sent_files import SentFile

PURPOSE = "roster"
SHOWN = 12  # lines of each kind of change; all problems are told
MOST_PROBLEMS = 60


def how(_turn: Turn, _rest: str = "") -> Response:
    """`รายชื่อ`: the template, and what to do with it."""
    button = Button(say.TEMPLATE, action="link", value="static:raingan-roster.xlsx", strong=True)
    return Response((Card(say.ROSTER, rows=[Row(line, small=True) for line in say.STEPS], inside=(button,)),))


def read(session: Session, sent: SentFile, body: bytes) -> Roster | list[str]:
    """Return the list of a workbook, or everything that is wrong with it."""
    person = session.get_one(Person, sent.person_id)
    try:
        roster = read_roster(body, people.offices_by_code(session), bounds.names(session, sent.created_at))
    except RosterProblems as problems:
        others = roster_changes.not_theirs(session, problems.readable, person) if problems.readable else []
        told = {each.partition(":")[0] for each in problems.problems}  # one thing at a time of one row
        return [*problems.problems, *(each for each in others if each.partition(":")[0] not in told)]
    return roster_changes.not_theirs(session, roster, person) or roster


def offer(session: Session, sent: SentFile, found: Roster | list[str]) -> list[Reply]:
    """Return what is wrong, or what the list would change, with the buttons that settle it."""
    sent.purpose, sent.content, sent.state = PURPOSE, None, "checked"
    if isinstance(found, list):
        sent.state = "settled"
        rows = [Row(text, mark="warning") for text in found[:MOST_PROBLEMS]]
        if len(found) > MOST_PROBLEMS:
            rows.append(Row(say.and_more(len(found) - MOST_PROBLEMS), small=True))
        return [Card(say.problems(len(found)), subtitle=sent.file_name, rows=rows, note=say.MEND_AND_SEND)]
    sent.proposals = [dump(found)]
    changes = roster_changes.compare(session, found)
    if not changes.any:
        sent.state = "settled"
        return [Say(say.NOTHING_NEW)]
    args = {"f": sent.id}
    buttons = (
        Button(say.TAKE, "roster_take", args, says=say.TAKE, strong=True),
        Button(words.CANCEL, "roster_cancel", args, says=words.CANCEL),
    )
    size = say.size(len(found.offices), len(found.people))
    return [Card(say.PREVIEW, subtitle=f"{sent.file_name} · {size}", rows=_rows(changes), inside=buttons)]


def _rows(changes: roster_changes.Changes) -> list[Row]:
    rows: list[Row] = []
    for head, lines in (
        (say.NEW_OFFICES, changes.new_offices),
        (say.CHANGED_OFFICES, changes.changed_offices),
        (say.NEW_PEOPLE, changes.new_people),
        (say.NEW_DUTIES, changes.new_duties),
        (say.CHANGED_PEOPLE, changes.changed_people),
    ):
        if lines:
            rows.append(Row(head, str(len(lines))))
            rows.extend(Row(line, small=True) for line in lines[:SHOWN])
            if len(lines) > SHOWN:
                rows.append(Row(say.and_more(len(lines) - SHOWN), small=True))
    return rows


def dump(roster: Roster) -> dict[str, Any]:
    """Return a list as JSON, for as long as it waits."""
    return {"offices": [asdict(row) for row in roster.offices], "people": [asdict(row) for row in roster.people]}


def load(kept: dict[str, Any]) -> Roster:
    offices = (OfficeRow(**{**row, "parents": tuple(row["parents"])}) for row in kept["offices"])
    return Roster(tuple(offices), tuple(PersonRow(**{**row, "duty": Duty(row["duty"])}) for row in kept["people"]))


def take(turn: Turn, file_id: int) -> Response:
    """[นำเข้า]: take the list in; scope is looked at again, for it may have changed since."""
    sent = _own(turn, file_id)
    if sent is None:
        return Response((Say(say.GONE),), must_arrive=False)
    roster = load(sent.proposals[0])
    if roster_changes.not_theirs(turn.session, roster, turn.person):
        return refuse(turn, "import_roster", f"file {file_id}")
    sent.state, sent.proposals = "settled", []
    done = import_roster(turn.session, roster, turn.now, turn.person.id, invites=False)
    undo = Button(say.UNDO, "roster_undo", says=say.UNDO)
    slips = Button(say.SLIPS, "slips", says=say.SLIPS)
    return Response((Say(say.taken(done.offices, done.people), (slips, undo)),))


def cancel(turn: Turn, file_id: int) -> Response:
    sent = _own(turn, file_id)
    if sent is not None:
        sent.state, sent.proposals = "settled", []
    return Response((Say(say.NOT_TAKEN),), must_arrive=False)


def _own(turn: Turn, file_id: int) -> SentFile | None:
    sent = turn.session.get(SentFile, file_id, with_for_update=True)
    mine = sent is not None and sent.person_id == turn.person.id and sent.purpose == PURPOSE
    return sent if mine and sent is not None and sent.state == "checked" and sent.proposals else None


def undo(turn: Turn, _rest: str = "") -> Response:
    """[ย้อนการนำเข้า], or typed: take the last list back, as far as nobody has used what it brought."""
    last = roster_imports.newest(turn.session, turn.person.id)
    if last is None:
        return Response((Say(say.NOTHING_TO_UNDO),), must_arrive=False)
    kept = roster_undo.take_back(turn.session, last, turn.now, turn.person.id)
    return Response((Say(say.undone(kept)),))


def newest(turn: Turn) -> SentFile | None:
    """Return the list this person sent last, if it waits."""
    return sent_files.waiting_of(turn.session, turn.person.id, PURPOSE)


def settle_typed(turn: Turn, *, agreed: bool) -> Response:
    """`นำเข้า` and `ยกเลิกการนำเข้า`, typed."""
    sent = newest(turn)
    if sent is None:
        return Response((Say(say.GONE),), must_arrive=False)
    return take(turn, sent.id) if agreed else cancel(turn, sent.id)
