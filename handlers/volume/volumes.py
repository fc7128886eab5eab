"""`รวมเล่ม`, `ส่งออก excel`, `แผนภูมิ` and `สำเนา Word`: which round, which layout, and the file is asked for.

It is made by a job (bot/compile.py) and told by volume_files.py. Nobody gets a file about an office that is
not in the own scope; officers get only their own office's copy.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from handlers import naming
from handlers import words_volumes as say
from handlers.refusing import refuse
from handlers.replies import Button, Card, Row
from handlers.replies import Text as Say
from handlers.report import officer
from handlers.report.desk import open_draft
from handlers.report.draft import Draft
from handlers.rounds import deferring
from handlers.status import supervisor
from handlers.turn import Response, Turn
from handlers.volume import volume_options
from handlers.volume.wanting import COPY as COPY
from handlers.volume.wanting import JOB as JOB
from models import compiled_files, database_now, jobs, journal, rounds, scopes, standings, submissions
from models.compiled_files import CompiledFile
from models.rounds import Assignment, Round
from models.scopes import Scope
from thai.dates import format_time, in_bangkok

EXCEL, CHART, BLANK = "excel", "chart", "blank"  # kinds of files beside the layouts
SHOWN = 8  # rounds to choose from
WAITS, WAITS_COPY = "volume", "copy"
SEARCHED = 200  # rounds and reports that can be named
_TYPED_LAYOUTS = {
    "by-item": re.compile(r"(?:เรียง|แยก)?ตามข้อ"),
    "by-office": re.compile(r"(?:เรียง|แยก)?ตามหน่วยงาน"),
    "merged": re.compile(r"(?:รวม)?ไม่(?:ระบุ|มี)ชื่อ"),
    "working": re.compile(r"(?:ฉบับ)?ร่าง"),
}
FINISHED = ("by-item", "by-office", "merged")  # what is handed on: only reports that were sent stand in it


def compile_volume(turn: Turn, typed: str = "") -> Response:
    """`รวมเล่ม`, with the round and the layout named after it where wanted."""
    options, rest = volume_options.typed(typed)
    layout, name = _layout_in(rest)
    return _choose(turn, layout, name, options)


def export_excel(turn: Turn, typed: str = "") -> Response:
    """`ส่งออก excel`, with the round named after it where wanted."""
    return _choose(turn, EXCEL, typed)


def draw_chart(turn: Turn, typed: str = "") -> Response:
    """`แผนภูมิ`, with the round named after it where wanted: it comes as a picture."""
    return _choose(turn, CHART, typed)


def _layout_in(typed: str) -> tuple[str, str]:
    """Return the layout named in a text, "" for none, and the rest of the text."""
    for layout, pattern in _TYPED_LAYOUTS.items():
        if pattern.search(typed):
            return layout, pattern.sub(" ", typed).strip()
    return "", typed.strip()


def _choose(turn: Turn, kind: str, name: str, options: Sequence[str] = ()) -> Response:
    """Go on with the only round that is meant, or ask which."""
    mine = _rounds(turn)
    if not mine:
        return Response((Say(say.NO_ROUND),), must_arrive=False)
    meant = _named(mine, name) if name else mine
    if len(meant) == 1:
        return _of_round(turn, meant[0], kind, options)
    return _ask_round(turn, meant or mine, kind, options)


def _rounds(turn: Turn) -> list[Round]:
    """Return the rounds in scope, the newest deadline first."""
    return rounds_seen(turn, scopes.scope(turn.session, turn.person))


def rounds_seen(turn: Turn, scope: Scope) -> list[Round]:
    """Return the newest rounds that asked an office of a scope."""
    found = compiled_files.rounds_of(turn.session, scope.anywhere, turn.now, SEARCHED)
    return [each for each in found if not scope.parts or rounds.owes_any(turn.session, each.id, scope.of(each.key))]


def _ask_round(turn: Turn, meant: Sequence[Round], kind: str, options: Sequence[str]) -> Response:
    turn.account.waiting = {"for": WAITS, **_chosen(kind, options)}
    titles = [naming.round_title(each) for each in meant[:SHOWN]]
    buttons = [
        Button(title, "volume_of", {"r": each.id, **_chosen(kind, options)}, says=title)
        for each, title in zip(meant, titles, strict=False)
    ]
    rows = [Row(button.label, naming.due_words(each), tap=button) for each, button in zip(meant, buttons, strict=False)]
    title = {EXCEL: say.WHICH_EXCEL, CHART: say.WHICH_CHART}.get(kind, say.WHICH_ROUND)
    return Response((Card(title, rows=rows, buttons=tuple(buttons)),), must_arrive=False)


def _named(found: Sequence[Round], name: str) -> list[Round]:
    return [each for each in found if _names(name, naming.round_title(each))]


def _names(typed: str, title: str) -> bool:
    """Whether every word that was typed stands in a title."""
    wanted = [word for word in map(officer.squeezed, typed.split()) if word]
    return bool(wanted) and all(word in officer.squeezed(title) for word in wanted)


def _chosen(kind: str, options: Sequence[str]) -> dict[str, Any]:
    """Return what a button or a question carries on: the kind of file, and the options where there are any."""
    return {"k": kind, **({"o": sorted(options)} if options else {})}


def _of_round(turn: Turn, round_: Round, kind: str, options: Sequence[str] = ()) -> Response:
    return _want_volume(turn, round_, kind, options) if kind else _ask_layout(turn, round_, options)


def _ask_layout(turn: Turn, round_: Round, options: Sequence[str]) -> Response:
    """Ask which layout; below, what else can be chosen. A tap there asks again, with that chosen."""
    turn.account.waiting = {"for": WAITS, "r": round_.id, **({"o": sorted(options)} if options else {})}
    buttons = [
        Button(label, "volume_of", {"r": round_.id, **_chosen(layout, options)}, says=label)
        for layout, label in say.LAYOUTS.items()
    ]
    rows = [
        Row(label, say.layout_help(layout), small=True, tap=button)
        for (layout, label), button in zip(say.LAYOUTS.items(), buttons, strict=True)
    ]
    offers = volume_options.offered(turn.session, round_, turn.person)
    more = list(volume_options.rows(offers, options, round_.id))
    title = say.which_layout(naming.round_title(round_))
    quick = (*buttons, *(row.tap for row in more if row.tap is not None))
    return Response((Card(title, rows=[*rows, *more], buttons=quick),), must_arrive=False)


def tapped(turn: Turn, args: Mapping[str, Any]) -> Response:
    """A round or a layout was tapped; the scope is looked at anew."""
    turn.account.waiting = {}
    round_ = supervisor.round_in_scope(turn, int(args["r"]))
    if round_ is None:
        return refuse(turn, JOB, f"round {args['r']}")
    return _of_round(turn, round_, str(args["k"]), list(args.get("o", ())))


def settle(turn: Turn, text: str) -> Response | None:
    """Take a typed round or layout as the answer to what was asked. None: it was something else."""
    waiting = turn.account.waiting
    chosen = list(waiting.get("o", ()))
    if "r" in waiting:
        options, rest = volume_options.chosen_by(text, chosen)
        layout, rest = _layout_in(rest)
        is_meant = layout or options != chosen or rest != text.strip()
        return tapped(turn, {"r": waiting["r"], "k": layout, "o": options}) if is_meant and not rest else None
    meant = _named(_rounds(turn), text)
    return _of_round(turn, meant[0], str(waiting["k"]), chosen) if len(meant) == 1 else None


def _want_volume(turn: Turn, round_: Round, kind: str, options: Sequence[str]) -> Response:
    """Ask for a volume or workbook of the offices in scope, once any of them has sent."""
    mine = scopes.scope(turn.session, turn.person).of(round_.key)
    found = standings.of_round(turn.session, round_.id, mine)
    if kind in FINISHED and not any(one.submitted_at for one in found):
        draft = Button(say.LAYOUTS["working"], "volume_of", {"r": round_.id, **_chosen("working", options)})
        return Response((Say(say.NOBODY_SENT, (draft,)),), must_arrive=False)
    wanted = CompiledFile(kind=kind, round_id=round_.id, offices=sorted(one.office.id for one in found))
    wanted.options = sorted(options) if kind in say.LAYOUTS else []
    return want(turn, wanted, round_, naming.round_title(round_))


def want(turn: Turn, wanted: CompiledFile, round_: Round, title: str, changed_at: datetime | None = None) -> Response:
    """Ask for a file, unless the person has asked for the same one since it last changed, and waits for it."""
    wanted.person_id, wanted.asked_at = turn.person.id, turn.now
    same = compiled_files.unfinished(turn.session, wanted, changed_at)
    if same is not None:
        since = format_time(in_bangkok(same.asked_at).time())
        return Response((Say(say.still_compiling(title, since, same.stage)),), must_arrive=False)
    turn.session.add(wanted)
    turn.session.flush()
    jobs.want(turn.session, JOB, str(wanted.id), database_now(turn.session))
    journal.record(turn.session, turn.now, turn.person.id, JOB, round_.key, file=wanted.id, kind=wanted.kind)
    return Response((Say(say.compiling(wanted.kind, title)),), must_arrive=False)


# --- an office's own copy ------------------------------------------------------------------------------------------


def copy(turn: Turn, typed: str = "") -> Response:
    """`สำเนา Word`: of the open report, else of the only one begun, else the question which."""
    desk = open_draft(turn)
    if desk is not None and not desk.is_trial and not typed:
        return _copy(turn, desk.assignment)
    mine = _begun(turn)
    if not mine:
        return Response((Say(say.NO_COPY),), must_arrive=False)
    meant = _reports_named(mine, typed) if typed else mine
    return _copy(turn, meant[0]) if len(meant) == 1 else _ask_report(turn, meant or mine)


def _ask_report(turn: Turn, meant: Sequence[Assignment]) -> Response:
    turn.account.waiting = {"for": WAITS_COPY}
    rows = [
        Row(title_of(each), tap=Button(title_of(each), "copy_of", {"a": each.id}, says=title_of(each)))
        for each in meant[:SHOWN]
    ]
    return Response((Card(say.WHICH_COPY, rows=rows),), must_arrive=False)


def _begun(turn: Turn) -> list[Assignment]:
    own = scopes.reporting(turn.person)
    return [each for each in compiled_files.reports_of(turn.session, own.anywhere, SEARCHED) if own.covers(each)]


def _reports_named(found: Sequence[Assignment], name: str) -> list[Assignment]:
    return [each for each in found if _names(name, title_of(each))]


def title_of(assignment: Assignment) -> str:
    return f"{naming.round_title(assignment.round)} · {assignment.office.called}"


def settle_copy(turn: Turn, text: str) -> Response | None:
    """Take a typed name as the report whose copy was asked for."""
    meant = _reports_named(_begun(turn), text)
    return _copy(turn, meant[0]) if len(meant) == 1 else None


def tapped_copy(turn: Turn, args: Mapping[str, Any]) -> Response:
    """[สำเนา Word] under a receipt or in the list."""
    assignment = turn.session.get(Assignment, int(args["a"]))
    if assignment is None or not officer.speaks_for(turn.person, assignment):
        return refuse(turn, "copy", f"assignment {args['a']}")
    turn.account.waiting = {}
    return _copy(turn, assignment)


def tapped_for_head(turn: Turn, args: Mapping[str, Any]) -> Response:
    """[ขอไฟล์ไปเสนอก่อน] under the question whether the head has agreed."""
    desk = open_draft(turn)
    if desk is None or desk.is_trial or desk.assignment.id != int(args["a"]):
        return tapped_copy(turn, args)
    return take_to_head(turn, desk)


def take_to_head(turn: Turn, desk: Draft) -> Response:
    """The report is shown to the head before it is sent: its copy is made, reminders grow softer."""
    turn.account.waiting = {}
    deferring.with_head(turn, desk.assignment)
    _copy(turn, desk.assignment)
    return Response((Say(say.with_head(title_of(desk.assignment))),))


def _copy(turn: Turn, assignment: Assignment) -> Response:
    office_id, sent = assignment.office_id, submissions.of_assignment(turn.session, assignment.id)
    wanted = CompiledFile(kind=COPY, round_id=assignment.round_id, office_id=office_id, offices=[office_id])
    return want(turn, wanted, assignment.round, title_of(assignment), sent.submitted_at if sent else None)
