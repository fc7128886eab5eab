"""`ลา` in chat: a person says when they are away and who acts for them; a coordinator says it of others.

Echoed in full and confirmed, because who acts for somebody sees what they see. What follows is left to acting.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers import words
from handlers import words_leave as say
from handlers.asking_back import ask_back
from handlers.patterns import AWAY_ON, OFF
from handlers.people import acting, mandate
from handlers.people.acting import CannotLeave
from handlers.refusing import refuse
from handlers.replies import Button, Card, Row
from handlers.replies import Text as Say
from handlers.report.officer import squeezed
from handlers.routes import ANNOUNCERS
from handlers.turn import Response, Turn
from models import leaves, people, reaching, scopes
from models.leaves import Leave
from models.people import Duty, Person
from thai.replies import classify_reply, without_particles
from thai.spans import Span, parse_span

WAITS = "leave"
SHOWN = 10
WORDS_READ = 25  # of a message; nobody tells a leave in more

_VERB = re.compile(r"^(?:แจ้ง|บันทึก)(?:การ)?ลา(?:ของ|ให้|แทน)?\s*")
_IS_OFF = re.compile(rf"\s+{OFF}\s*(?={AWAY_ON})")
_IS_OFF_JOINED = re.compile(rf"(?<!เว){OFF}\s*(?={AWAY_ON})")
_STANDS_IN = r"(?:เป็น)?(?:ผู้)?(?:รักษา(?:การ|ราชการ)(?:แทน)?|(?:ปฏิบัติ|ทำ)(?:ราชการ|งาน|หน้าที่)?แทน|ส่งแทน|ดูแลแทน|แทน)"
_ACTING = (
    re.compile(rf"(?:โดย|และ)?\s*(?:ให้|มอบหมายให้|มอบหมาย|มอบให้|มอบ|มี)?\s*(?P<who>\S.*?)\s*{_STANDS_IN}"),
    re.compile(rf"(?:โดย|และ|มี)?\s*{_STANDS_IN}\s*(?:คือ|โดย|:)?\s*(?P<who>\S.*)"),
)


@dataclass(frozen=True)
class Said:
    """What was typed: whose leave ("" = the speaker's), which days, who acts ("" = nobody was named)."""

    name: str
    span: Span
    acting: str


def read(typed: str, today: date) -> Said | None:
    """Read `[name] 18-20 พ.ย. [ให้ … รักษาการแทน]`; the longest run of words that are days counts."""
    parts = without_particles(typed).split()[:WORDS_READ]
    for start in range(len(parts)):
        for end in range(len(parts), start, -1):
            span = parse_span(" ".join(parts[start:end]), today=today)
            named = _acting(" ".join(parts[end:])) if span is not None else None
            if span is not None and named is not None:
                return Said(" ".join(parts[:start]), span, named)
    return None


def _acting(typed: str) -> str | None:
    """Return who is named to act; "" for nothing, None for something else."""
    if not typed:
        return ""
    return next((found["who"].strip() for each in _ACTING if (found := each.fullmatch(typed))), None)


def begin(turn: Turn, typed: str) -> Response:
    """`ลา 18-20 พ.ย. ให้ สุดา รักษาการแทน`: the speaker's own leave; `ลา` alone shows what is noted."""
    if not typed:
        return show(turn)
    said = read(typed, turn.today)
    if said is None or said.name:
        return Response((Say(say.HOW),), must_arrive=False)
    return _ask(turn, turn.person, said)


def begin_for(turn: Turn, typed: str) -> Response:
    """`แจ้งลา สมชาย 18-20 พ.ย. ให้ สุดา รักษาการแทน`: of somebody the speaker coordinates."""
    bare = _VERB.sub("", typed)
    is_off = _IS_OFF if bare != typed or _IS_OFF.search(bare) else _IS_OFF_JOINED  # สมชายลาพรุ่งนี้, without a space
    said = read(is_off.sub(" ", bare, count=1), turn.today)
    if said is None or not said.name:
        return Response((Say(say.HOW_FOR),), must_arrive=False)
    found = _named(_coordinated(turn), said.name)
    return _ask(turn, found, said) if isinstance(found, Person) else found


def _ask(turn: Turn, person: Person, said: Said) -> Response:
    """Echo the leave in full, with what it means, and wait for [ยืนยัน]."""
    if not _may(turn, person):
        return refuse(turn, "leave", str(person.id), say.NOT_ALL_YOURS)
    stands_in: Person | None = None
    if said.acting:
        found = _named(_may_act(turn, person), said.acting)
        if not isinstance(found, Person):
            return found
        stands_in = found
    span = said.span
    try:
        acting.check(turn.session, person, span, stands_in, turn.now)
    except CannotLeave as problem:
        return Response((Say(say.CANNOT[str(problem)]),), must_arrive=False)
    name = "" if person.id == turn.person.id else person.name
    question = say.ask(name, say.days(span.first, span.last), stands_in.name if stands_in else "")
    wish = {
        "for": WAITS,
        "p": person.id,
        "first": span.first.isoformat(),
        "last": span.last.isoformat(),
        "acting": stands_in.id if stands_in else None,
    }
    yes, no = Button(say.CONFIRM, says=say.CONFIRM), Button(words.CANCEL, says=words.CANCEL)
    lines = [question, _warning(turn, person, stands_in), _acts_already(turn, person, span)]
    return Response((Say("\n".join(filter(None, lines)), ask_back(turn, wish, yes, no)),))


def _warning(turn: Turn, person: Person, stands_in: Person | None) -> str:
    """Return what the coordinator or the person should know: nobody may be left who hears us."""
    if stands_in is not None:
        is_there = stands_in.account is not None and stands_in.account.blocked_at is None
        return "" if is_there else say.not_joined(stands_in.name)
    own = {role.office_id: role.office for role in person.roles if role.duty == Duty.OFFICER and role.leave_id is None}
    others = {
        office_id
        for office_id, officer, account in reaching.reporters(turn.session, list(own), "", turn.today)
        if officer.id != person.id and account is not None and account.blocked_at is None
    }
    alone = [office.called for office_id, office in own.items() if office_id not in others]
    return say.nobody_left(alone) if alone else ""


def _acts_already(turn: Turn, person: Person, span: Span) -> str:
    """Return for whom the person was to act on these days."""
    touching = (each for each in leaves.since(turn.session, span.first) if each.first_day <= span.last)
    names = [each.person.name for each in touching if each.acting_id == person.id]
    return say.acts_for(names) if names else ""


def settle(turn: Turn, text: str) -> Response | None:
    """Take the answer. None: it was something else."""
    answer = classify_reply(text)
    if answer not in ("yes", "no") and text.strip() != say.CONFIRM:
        return None
    wish: dict[str, Any] = turn.account.waiting
    turn.account.waiting = {}
    if answer == "no":
        return Response((Say(say.NOT_DONE),))
    person = turn.session.get(Person, wish["p"])
    stands_in = turn.session.get(Person, wish["acting"]) if wish["acting"] else None
    if person is None or not _may(turn, person):
        return refuse(turn, "leave", str(wish["p"]))
    span = Span(date.fromisoformat(wish["first"]), date.fromisoformat(wish["last"]))
    try:
        acting.note(turn.session, person, span, stands_in, turn.now, turn.person.id)
    except CannotLeave as problem:
        return Response((Say(say.CANNOT[str(problem)]),))
    is_own = person.id == turn.person.id
    return Response((Say(say.noted("" if is_own else person.name, stands_in.name if stands_in else "")),))


def show(turn: Turn) -> Response:
    """`ลา`: the leaves that are not over, the speaker's own and of those coordinated; a tap ends one."""
    found = [each for each in leaves.since(turn.session, turn.today) if _may(turn, each.person)]
    rows: list[Row] = []
    for each in found[:SHOWN]:
        button = Button(say.END, "leave_end", {"l": each.id}, says=f"{say.END} {each.person.name}")
        rows.append(Row(each.person.name, say.days(each.first_day, each.last_day, is_short=True), tap=button))
        if each.acting is not None:
            rows.append(Row(say.stands_in(each.acting.name), small=True))
    is_coordinator = people.has_duty(turn.person, ANNOUNCERS)
    note = "\n".join([say.TAP_TO_END] * bool(rows) + [say.HOW] + [say.HOW_FOR] * is_coordinator)
    if not rows:
        return Response((Say(f"{say.NOBODY_AWAY}\n{note}"),), must_arrive=False)
    return Response((Card(say.TITLE, rows=rows, note=note),), must_arrive=False)


def end(turn: Turn, typed: str) -> Response:
    """`ยกเลิกลา`, `กลับมาแล้ว`: the speaker is back; with a name, somebody the speaker coordinates."""
    person = turn.person
    if typed:
        found = _named(_coordinated(turn), typed)
        if not isinstance(found, Person):
            return found
        person = found
    own = [each for each in leaves.since(turn.session, turn.today) if each.person_id == person.id]
    return _end(turn, own)


def tap_end(turn: Turn, leave_id: int) -> Response:
    """[ยกเลิกการลา] on the list."""
    leave = leaves.lock(turn.session, leave_id)
    is_live = leave is not None and leave.cancelled_at is None and leave.last_day >= turn.today
    return _end(turn, [leave] if leave is not None and is_live else [])


def _end(turn: Turn, found: Sequence[Leave]) -> Response:
    if not found:
        return Response((Say(say.NOTHING_TO_END),), must_arrive=False)
    if not _may(turn, found[0].person):
        return refuse(turn, "leave_ended", str(found[0].person_id))
    for leave in found:
        acting.end(turn.session, leave, turn.now, turn.person.id)
    is_own = found[0].person_id == turn.person.id
    return Response((Say(say.ended("" if is_own else found[0].person.name)),))


def _may(turn: Turn, person: Person) -> bool:
    """Whether the speaker may say that somebody is away: of oneself, or coordinating all they serve."""
    if person.id == turn.person.id:
        return True
    scope = scopes.coordinated(turn.session, turn.person)
    served = (role for role in person.roles if role.leave_id is None)
    return people.has_duty(turn.person, ANNOUNCERS) and all(role.office_id in scope.of(role.only) for role in served)


def _coordinated(turn: Turn) -> list[Person]:
    if not people.has_duty(turn.person, ANNOUNCERS):
        return []
    staff = people.serving(turn.session, scopes.coordinated(turn.session, turn.person).anywhere)
    return [person for person in staff if mandate.reached(turn, person)]


def _may_act(turn: Turn, person: Person) -> list[Person]:
    """Return who may be named: colleagues of the same offices, and whom the speaker coordinates."""
    own = {role.office_id for role in person.roles}
    found = {each.id: each for each in [*people.serving(turn.session, own), *_coordinated(turn)]}
    return [each for each in found.values() if each.id != person.id]


def _named(candidates: Sequence[Person], typed: str) -> Person | Response:
    """Return the only one a name may mean, or what to say."""
    wanted = squeezed(typed)
    named = [each for each in candidates if each.name and wanted and wanted in squeezed(each.name)]
    whole = [each for each in named if wanted == squeezed(each.name)]
    if len(whole or named) == 1:
        return (whole or named)[0]
    names = [each.name for each in named]
    return Response((Say(say.which_person(names) if names else say.no_person(typed)),), must_arrive=False)
