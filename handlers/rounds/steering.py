"""`รอบ` and what coordinators type to change what is under way: moved deadlines, more time, exemptions, late offices.

Here words become wishes; handlers.rounds.confirming asks about them and does them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from handlers import moments, office_named, round_named, words
from handlers import words_rounds as say
from handlers.naming import due_words, round_title
from handlers.refusing import refuse
from handlers.replies import Button, Card, Row
from handlers.replies import Text as Say
from handlers.rounds import confirming, papers
from handlers.routes import ANNOUNCERS
from handlers.status import supervisor
from handlers.turn import Response, Turn
from models import calendars, people, rounds, scopes
from models.rounds import Round
from scheduler.deadlines import Once, rule_of
from thai.dates import BANGKOK, in_bangkok
from thai.recurrence import parse_recurrence
from thai.rule import Single

SHOWN = 10
_NEARLY_A_YEAR = timedelta(days=300)
_ADD = re.compile(
    r"เพิ่ม(?:หน่วยงาน)?\s*(?P<office>.+?)\s*(?:เข้ารอบ\s*(?P<round>.*?))?(?:\s*(?:ส่ง)?(?:ภายใน|ถึง)\s*(?P<when>.+))?"
)
_WHY = r"(?:\s+(?:เพราะ(?:ว่า)?|เนื่องจาก|เหตุผล)\s*(?P<reason>.+))?"
_EXTEND = re.compile(
    rf"ขยายเวลา(?:ให้)?\s*(?P<office>.+?)(?:\s+รอบ\s*(?P<round>.+?))?\s+(?:ถึง|เป็น)\s*(?P<when>.+?){_WHY}"
)
_EXEMPT = re.compile(
    r"ยกเว้น\s*(?P<office>.+?)(?:\s+รอบ\s*(?P<round>.+?))?\s+(?:เพราะ(?:ว่า)?|เนื่องจาก|เหตุผล)\s*(?P<reason>.+)", re.DOTALL
)
_EXPECT = re.compile(r"(?:เลิก|ยกเลิกการ)ยกเว้น\s*(?P<office>.+?)(?:\s+รอบ\s*(?P<round>.+))?")
_COUNTED = r"(?:ออกไป|ไป)?\s*(?:อีก)?\s*(?P<count>[\d๐-๙]{1,3}|\S{2,8}?)\s*(?P<unit>วันทำการ|วัน|สัปดาห์|อาทิตย์)"
_MOVE_ON = re.compile(rf"(?:รอบ)?\s*(?P<round>.*?)\s*(?=ออกไป|ไปอีก|อีก){_COUNTED}")
_EXTEND_ON = re.compile(rf"ขยายเวลา(?:ให้)?\s*(?P<office>.+?)(?:\s+รอบ\s*(?P<round>.+?))?\s+(?=ออกไป|ไปอีก|อีก){_COUNTED}")
_EXTEND_ALL = re.compile(r"ขยายเวลา(?:ให้)?\s*(?:ทุกหน่วยงาน|ทั้งหมด|ทุกแห่ง)\s*(?P<when>\S.*)")
_DEEDS = {  # what is typed: the deed of a button of the round's card
    "pause": r"พัก(?:การเตือน|รอบ)|(?:หยุด|งด)(?:การ)?เตือน(?:ก่อน)?",
    "resume": r"เตือนต่อ|กลับมาเตือน",
    "close": r"ปิดรับ(?:ก่อนกำหนด|รายงาน)?|ปิดรอบ",
    "cancel": r"ยกเลิกรอบ(?:นี้)?",
    "end": r"หยุดเปิดรอบ(?:ต่อไป)?",
}
_CHANGE = re.compile(rf"(?P<deed>{'|'.join(_DEEDS.values())})(?:\s+(?P<round>\S.*))?")
_MOVE = re.compile(r"(?:รอบ)?\s*(?P<round>.*?)\s*(?:ไป)?(?:เป็น|ถึง)\s*(?P<when>.+)")


def list_rounds(turn: Turn) -> Response:
    """`รอบ`: the open rounds in scope, the nearest deadline first, then those to open; a tap shows one."""
    coming = round_named.coordinated(turn, rounds.coming_rounds(turn.session, turn.now))
    mine = round_named.open_ones(turn) + coming
    if not mine:
        return Response((Say(words.NO_ROUND),), must_arrive=False)
    if len(mine) == 1:
        return show_round(turn, mine[0])
    rows = [
        Row(round_title(each), _when(turn, each), tap=Button(round_title(each), "round", {"r": each.id}))
        for each in mine[:SHOWN]
    ]
    return Response((Card(say.rounds_title(len(mine) - len(coming), len(coming)), rows=rows),), must_arrive=False)


def show_round(turn: Turn, round_: Round) -> Response:
    """The card of one round, with what can be done to it."""
    rows = [Row(due_words(round_))]
    if round_.opens_at > turn.now:
        rows.append(Row(say.opens(moments.day_of(round_.opens_at)), mark="warning"))
    if round_.letter:
        rows.append(papers.letter_row(round_))
    if round_.paused_at is not None:
        rows.append(Row(say.PAUSED, mark="warning"))
    rows.append(Row(say.CHANGE_HINT, small=True))
    pause = ("resume", say.RESUME) if round_.paused_at else ("pause", say.PAUSE)
    deeds = [pause, ("close", say.CLOSE)] if round_.opens_at <= turn.now else []
    deeds.append(("cancel", say.CANCEL_ROUND))
    if "once" not in round_.schedule.rule and round_.schedule.ended_at is None:
        deeds.append(("end", say.END))
    local = in_bangkok(turn.now)
    move = Button(say.MOVE, "round_move", {"r": round_.id}, action="datetime", minimum=f"{local:%Y-%m-%dT%H:%M}")
    buttons = [Button(label, "round_do", {"r": round_.id, "do": deed}, says=label) for deed, label in deeds]
    status = Button(words.STATUS, "status_of", {"r": round_.id}, says=words.STATUS, strong=True)
    return Response((Card(round_title(round_), rows=rows, inside=(status, move, *buttons)),), must_arrive=False)


def tap_deed(turn: Turn, args: Mapping[str, Any]) -> Response:
    """A button of a round's card: ask before it is done."""
    round_, deed = _of_tap(turn, args), args.get("do")
    if round_ is None or deed not in confirming.ROUND_DEEDS:
        return refuse(turn, str(args.get("do", "")), f"round {args['r']}")
    return confirming.ask(turn, {"do": deed, "r": round_.id})


def tap_move(turn: Turn, args: Mapping[str, Any], params: Mapping[str, str]) -> Response:
    """[เลื่อนกำหนด]: the moment picked."""
    round_ = _of_tap(turn, args)
    if round_ is None:
        return refuse(turn, "move", f"round {args['r']}")
    picked = params.get("datetime", "")
    if not picked:
        return Response((Say(say.MOVE_HOW),))
    due_at = datetime.fromisoformat(picked).replace(tzinfo=BANGKOK)
    return _wish(turn, {"do": "move", "r": round_.id}, due_at)


def tap_round(turn: Turn, args: Mapping[str, Any]) -> Response:
    round_ = _of_tap(turn, args)
    return show_round(turn, round_) if round_ else refuse(turn, "round", f"round {args['r']}")


def tap_choice(turn: Turn, args: Mapping[str, Any]) -> Response:
    """The round that was asked for: go on with what was wished."""
    waiting, round_ = turn.account.waiting, _of_tap(turn, args)
    if waiting.get("for") != "which_round" or round_ is None:
        return Response((Say(words.OLD_BUTTON_IDLE),), must_arrive=False)
    return _ask(turn, waiting["wish"], round_)


def settle_choice(turn: Turn, text: str) -> Response | None:
    """Take the typed name of the round that was asked for."""
    wish = turn.account.waiting["wish"]
    named = round_named.all_meant(round_named.open_ones(turn), text)
    return _ask(turn, wish, named[0]) if len(named) == 1 and len(text) >= 3 else None


def change(turn: Turn, typed: str) -> Response:
    """`พักการเตือน`, `ปิดรับก่อนกำหนด พาน้องกลับมาเรียน`: what the buttons of a round's card do."""
    match = _CHANGE.fullmatch(typed.strip())
    do = next((deed for deed, said in _DEEDS.items() if match and re.fullmatch(said, match["deed"])), None)
    if match is None or do is None:
        return list_rounds(turn)
    candidates = round_named.open_ones(turn)
    if do in ("cancel", "end"):
        candidates += round_named.coordinated(turn, rounds.coming_rounds(turn.session, turn.now))
    named = match["round"] or ""
    if do not in ("pause", "resume"):
        return in_round(turn, {"do": do}, named, candidates)
    fitting = [each for each in candidates if (each.paused_at is not None) == (do == "resume")]
    if round_named.all_meant(candidates, named) and not round_named.all_meant(fitting, named):
        return Response((Say(say.CANNOT["paused" if do == "pause" else "running"]),), must_arrive=False)
    return in_round(turn, {"do": do}, named, fitting)


def move(turn: Turn, typed: str) -> Response:
    """`เลื่อนกำหนด พาน้องกลับมาเรียน เป็น 27 พ.ย. 16.30 น.`, `เลื่อนกำหนด ออกไป 3 วัน`."""
    if later := _MOVE_ON.fullmatch(typed.strip()):
        return in_round(turn, {"do": "move", **_later(later)}, later["round"], round_named.open_ones(turn))
    match = _MOVE.fullmatch(typed.strip())
    due_at = _moment(turn, match["when"]) if match else None
    if match is None or due_at is None:
        return Response((Say(say.MOVE_HOW),))
    if due_at <= turn.now:
        return Response((Say(say.CANNOT["past"]),))
    return in_round(turn, {"do": "move", "due": due_at.isoformat()}, match["round"], round_named.open_ones(turn))


def grant(turn: Turn, typed: str) -> Response:
    """`ขยายเวลา สพม.ตาก ถึง 25 พ.ย.` or `อีก 3 วัน`, `ยกเว้น สพม.ตาก เพราะ ...`, `เลิกยกเว้น สพม.ตาก`; all: a moved round."""
    if all_of_them := _EXTEND_ALL.fullmatch(typed.strip()):
        return move(turn, all_of_them["when"])
    if later := _EXTEND_ON.fullmatch(typed.strip()):
        return _to_office(turn, {"do": "extend", **_later(later)}, later.groupdict())
    for do, pattern in (("expect", _EXPECT), ("exempt", _EXEMPT), ("extend", _EXTEND)):
        if match := pattern.fullmatch(typed.strip()):
            return _to_office(turn, {"do": do}, match.groupdict())
    how = [say.EXTEND_HOW] if "ขยาย" in typed else [say.EXEMPT_HOW] if typed else [say.EXTEND_HOW, say.EXEMPT_HOW]
    return Response((Say("\n".join(how)),))


def add_office(turn: Turn, typed: str) -> Response:
    """`เพิ่มหน่วยงาน สพม.ตาก เข้ารอบ`, with a round's name and a deadline of its own where wanted."""
    match = _ADD.fullmatch(typed.strip())
    return _to_office(turn, {"do": "add"}, match.groupdict()) if match else Response((Say(say.ADD_HOW),))


def _to_office(turn: Turn, wish: dict[str, Any], said: Mapping[str, str | None]) -> Response:
    """Find the office, the moment and the round that are meant, and ask."""
    scope = scopes.coordinated(turn.session, turn.person)
    office = office_named.one_meant(
        turn, wish["do"], people.offices_in(turn.session, scope.anywhere), said["office"] or ""
    )
    if isinstance(office, Response):
        return office
    wish |= {"o": office.id, "reason": (said.get("reason") or "").strip()}
    if said.get("when"):
        due_at = _moment(turn, said["when"] or "")
        if due_at is None:
            return Response((Say(say.not_a_deadline("")),))
        if due_at <= turn.now:
            return Response((Say(say.CANNOT["past"]),))
        wish["due"] = due_at.isoformat()
    is_in = {each.round_id for each in rounds.assignments_of_office(turn.session, office.id)}
    candidates = [each for each in round_named.open_ones(turn) if (each.id in is_in) != (wish["do"] == "add")]
    if wish["do"] == "add" and is_in and not candidates:
        return Response((Say(say.CANNOT["there"]),))
    return in_round(turn, wish, said.get("round") or "", candidates)


def in_round(turn: Turn, wish: dict[str, Any], named: str, candidates: Sequence[Round]) -> Response:
    """Ask about a wish in the round that was named, or the only one there is; with several, ask which."""
    if named.strip():
        candidates = round_named.all_meant(candidates, named)
    if not candidates:
        return Response((Say(say.NO_SUCH_ROUND),))
    if len(candidates) == 1:
        return _ask(turn, wish, candidates[0])
    turn.account.waiting = {"for": "which_round", "wish": wish}
    rows = [
        Row(round_title(each), _when(turn, each), tap=Button(round_title(each), "which_round", {"r": each.id}))
        for each in candidates[:SHOWN]
    ]
    return Response((Card(say.WHICH_ROUND, rows=rows),))


def _later(said: re.Match[str]) -> dict[str, Any]:
    return {"later": f"{said['count']} {said['unit']}"}


def _ask(turn: Turn, wish: Mapping[str, Any], round_: Round) -> Response:
    """Ask about a wish in a round; three days more are counted from the deadline there is."""
    wish = {**wish, "r": round_.id}
    later = wish.pop("later", "")
    if not later:
        return confirming.ask(turn, wish)
    found = rounds.assignments_of_round(turn.session, round_.id, [wish["o"]]) if "o" in wish else []
    due = in_bangkok(found[0].due_at if found else round_.due_at)
    day = moments.read_day(turn, f"อีก {later}", due.date())
    if day is None:
        return Response((Say(say.EXTEND_HOW if "o" in wish else say.MOVE_HOW),))
    return _wish(turn, wish, moments.at_time(day, due.time()))


def _moment(turn: Turn, typed: str) -> datetime | None:
    """Return one deadline that was typed; a day alone means half past four.

    A day without its year that has just passed is that day, and not the one of next year.
    """
    due_at = _read_moment(turn, typed, turn.today)
    if due_at is not None and due_at > turn.now + _NEARLY_A_YEAR:
        just_passed = _read_moment(turn, typed, turn.today - timedelta(days=moments.MOST_DAYS))
        return min(due_at, just_passed or due_at)
    return due_at


def _read_moment(turn: Turn, typed: str, today: date) -> datetime | None:
    read = parse_recurrence(typed, today=today)
    if not isinstance(read.value, Single):
        return None
    rule = rule_of(read.value, calendars.overrides(turn.session))
    return rule.due_at if isinstance(rule, Once) else None


def _wish(turn: Turn, wish: dict[str, Any], due_at: datetime) -> Response:
    if due_at <= turn.now:
        return Response((Say(say.CANNOT["past"]),))
    return confirming.ask(turn, {**wish, "due": due_at.isoformat()})


def _when(turn: Turn, round_: Round) -> str:
    opens = say.opens(moments.day_of(round_.opens_at)) if round_.opens_at > turn.now else ""
    return " · ".join(filter(None, [due_words(round_), opens]))


def _of_tap(turn: Turn, args: Mapping[str, Any]) -> Round | None:
    """Return the round of a button, if the person coordinates some of its offices."""
    if not people.has_duty(turn.person, ANNOUNCERS):
        return None
    return supervisor.round_in_scope(turn, int(args["r"]))
