"""Reports that come another way than chat, reports filled for an office, and the letter that asks for a round.

A coordinator says so; each is marked as such and on record. Only offices and rounds of the own scope.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from handlers import office_named, round_named, words_rounds
from handlers import words_receiving as say
from handlers.naming import round_title
from handlers.replies import Text as Say
from handlers.report import going_on, loading
from handlers.report.officer import squeezed
from handlers.rounds import papers
from handlers.turn import Response, Turn
from models import journal, people, rounds, scopes
from models.rounds import Assignment, Round
from models.submissions import Submission

MOST = 200  # characters of a way, a number, a subject
_LETTER = r"(?:\s+(?:เลข)?ที่\s*(?P<number>\S(?:.*?\S)?))?(?:\s+(?:ลงวันที่|ลว\.?)\s*(?P<dated>\S(?:.*?\S)?))?"
_RECEIVE = re.compile(
    rf"(?P<office>.+?)\s+(?:ทาง|โดย)\s*(?P<way>\S(?:.*?\S)?){_LETTER}(?:\s+รอบ\s*(?P<round>.+))?", re.DOTALL
)
_FILL = re.compile(r"(?P<office>.+?)(?:\s+รอบ\s*(?P<round>.+))?")
_ATTACH = re.compile(r"(?:แนบ|ส่ง)ไฟล์(?:\s+รอบ\s*(?P<round>.+))?")
_ROUND_LETTER = re.compile(
    rf"(?:(?:รอบ\s*)?(?P<round>\S(?:.*?\S)?))?{_LETTER}(?:\s+เรื่อง\s*(?P<subject>.+))?", re.DOTALL
)


def receive(turn: Turn, typed: str = "") -> Response:
    """`รับทางอื่น สพม.ตาก ทาง AMS ที่ ศธ 04000/123 ลงวันที่ 5 พ.ย.`: it counts as sent, and how is kept."""
    match = _RECEIVE.fullmatch(typed.strip())
    if match is None:
        return _say(say.RECEIVE_HOW)
    found = _assignment(turn, match["office"], match["round"] or "")
    if isinstance(found, Response):
        return found
    desk = loading.open_for(turn.session, turn.person, found, turn.now)
    if desk.row.submitted_at is not None:
        return _more_files(turn, desk.row)
    letter = {name: match[name][:MOST] for name in ("number", "dated") if match[name]}
    way = match["way"][:MOST]
    desk.row.received = {"way": way, **letter, "by": turn.person.id}
    desk.row.submitted_at, desk.row.submitted_by = turn.now, turn.person.id
    desk.row.rev += 1
    _record(turn, found, "receive", submission_id=desk.row.id, new=way, **letter)
    return Response((Say(say.received(found.office.called, way, letter), papers.ask_for(turn, {"s": desk.row.id})),))


def _more_files(turn: Turn, row: Submission) -> Response:
    """A report that was received before may get its file now."""
    if not (row.received or {}).get("way"):
        return _say(say.ALREADY_IN)
    return Response((Say(f"{say.ALREADY_IN}\n{say.SEND_REPORT}", papers.ask_for(turn, {"s": row.id})),))


def fill_for(turn: Turn, typed: str = "") -> Response:
    """`กรอกแทน สพม.ตาก`: the coordinator fills an office's report; it is marked as filled for it."""
    match = _FILL.fullmatch(typed.strip())
    if match is None:
        return _say(say.FILL_HOW)
    found = _assignment(turn, match["office"], match["round"] or "")
    if isinstance(found, Response):
        return found
    desk = loading.open_for(turn.session, turn.person, found, turn.now)
    if desk.row.submitted_at is not None:
        return _say(say.ALREADY_IN)
    desk.row.received = {**(desk.row.received or {}), "filled_by": turn.person.id}
    turn.account.submission_id, turn.account.waiting = desk.row.id, {}
    _record(turn, found, "fill_for", submission_id=desk.row.id)
    return going_on.go_on(turn, desk, remark=say.FILLED_FOR)


def letter(turn: Turn, typed: str = "") -> Response:
    """`บันทึกหนังสือ ที่ … ลงวันที่ … เรื่อง …`: the letter that asks for a round, shown in tasks and reminders."""
    if attach := _ATTACH.fullmatch(typed.strip()):
        return _attach(turn, attach["round"] or "")
    match = _ROUND_LETTER.fullmatch(f" {typed.strip()}")
    match = match if match and match["number"] else _ROUND_LETTER.fullmatch(typed.strip())
    if match is None or not match["number"]:
        return _say(say.LETTER_HOW)
    mine = round_named.own_ones(turn)
    told = {name: " ".join((match[name] or "").split()) for name in ("number", "dated", "subject")}
    found = round_named.all_meant(mine, match["round"] or "")
    for name in ("dated", "number") if not match["round"] else ():
        told[name], named = _without_round(told[name], mine)
        found = named or found
    if len(found) != 1:
        return _say(say.which([round_title(each) for each in found]) if found else words_rounds.NO_SUCH_ROUND)
    kept = {name: text[:MOST] for name, text in told.items() if text}
    old, found[0].letter = found[0].letter, {**kept, **_file_of(found[0])}
    journal.record(turn.session, turn.now, turn.person.id, "letter", found[0].key, old=_line(old), new=_line(kept))
    buttons = papers.ask_for(turn, {"r": found[0].id})
    return Response((Say(say.letter_kept(round_title(found[0]), kept), buttons),))


def _without_round(typed: str, mine: Sequence[Round]) -> tuple[str, list[Round]]:
    """Part "ศธ 0294/123 พาน้อง พ.ย." into the letter's number and the rounds whose name stands behind it."""
    said = typed.split()
    for first in range(1, len(said)):
        form = squeezed(said[first])
        of_form = [each for each in mine if form in squeezed(each.form_version.short)]
        found = [each for each in of_form if all(round_named.is_called(each, word) for word in said[first:])]
        if found and len(form) > 1 and not form.isdigit():
            return " ".join(said[:first]), found
    return typed, []


def _file_of(round_: Round) -> dict[str, int]:
    """Return the file a letter has already: correcting its number does not lose it."""
    return {name: value for name, value in (round_.letter or {}).items() if name == "file"}


def _attach(turn: Turn, named: str) -> Response:
    """`บันทึกหนังสือ แนบไฟล์`: the file of a letter that was noted before."""
    found = [each for each in round_named.all_meant(round_named.own_ones(turn), named) if each.letter]
    if len(found) != 1:
        return _say(say.which([round_title(each) for each in found]) if found else say.LETTER_HOW)
    told = f"{round_title(found[0])}\n{_line(found[0].letter)}\n{say.SEND_LETTER}"
    return Response((Say(told, papers.ask_for(turn, {"r": found[0].id})),))


def _line(kept: Mapping[str, Any] | None) -> str:
    return say.letter_line(kept) if kept else ""


def _assignment(turn: Turn, office_name: str, round_name: str) -> Assignment | Response:
    """Return what is meant: an office of the scope in an open round, or what to say when that is not clear."""
    scope = scopes.coordinated(turn.session, turn.person)
    office = office_named.one_meant(turn, "receive", people.offices_in(turn.session, scope.anywhere), office_name)
    if isinstance(office, Response):
        return office
    open_ones = rounds.assignments_of_offices(turn.session, {office.id}, turn.now)
    mine = [each for each in open_ones if scope.covers(each)]
    found = [each for each in mine if round_named.is_called(each.round, round_name)]
    if len(found) == 1:
        return found[0]
    return _say(say.which([round_title(each.round) for each in found]) if found else words_rounds.NO_SUCH_ROUND)


def _record(turn: Turn, found: Assignment, deed: str, *, submission_id: int, **detail: Any) -> None:
    of = {"office_id": found.office_id, "submission_id": submission_id}
    journal.record(turn.session, turn.now, turn.person.id, deed, found.round.key, **of, **detail)


def _say(text: str) -> Response:
    return Response((Say(text),), must_arrive=False)
