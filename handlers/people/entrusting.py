"""`ให้ … ดูแลแบบ …`: a duty for one form, or one round of it: coordinating, following, filling, or agreeing as the head.

Whoever coordinates the form at an office may give it there, to people of their own offices. `ถอนสิทธิ์ … แบบ …` takes it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from handlers import office_named
from handlers import words_joining as say
from handlers.asking_back import ask_back, settled
from handlers.people import bounds, staffing
from handlers.refusing import refuse
from handlers.replies import Text as Say
from handlers.replies import dump
from handlers.turn import Response, Turn
from models import notices, people, scopes
from models.people import COORDINATING, REPORTING, Duty, Office, Person

WAITS = "entrust"
VERBS: Mapping[str, Duty] = {
    "ดูแล": Duty.COORDINATOR,
    "ติดตาม": Duty.SUPERVISOR,
    "กรอก": Duty.OFFICER,
    "เห็นชอบ": Duty.HEAD,
}
_SAID = re.compile(
    rf"(?P<name>\S.*?)\s*(?P<verb>{'|'.join(VERBS)})\s*(?P<alone>เฉพาะ)?\s*(?:แบบ|รอบ)\s*(?P<of>\S.*?)"
    r"(?:\s+(?:ของ|ที่|ใน)\s+(?P<office>\S.*))?"
)


def entrust(turn: Turn, typed: str = "") -> Response:
    """Find the person, the form or round and the office that are meant, and ask."""
    said = _SAID.fullmatch(typed.strip())
    if said is None:
        return _say(say.ENTRUST_HOW)
    found = staffing.named(turn, said["name"])
    if len(found) != 1:
        return staffing.which(turn, found, said["name"], say.ENTRUST_HOW)
    keys = bounds.meant(turn.session, said["of"], turn.now)
    if len(keys) != 1:
        names = [bounds.label(turn.session, key) for key in keys]
        return _say(say.which_form(names) if names else say.no_form(said["of"]))
    duty = VERBS[said["verb"]]
    offices = _offices(turn, found[0], duty, keys[0], said["office"] or "")
    if len(offices) != 1:
        return office_named.ask_which(turn, "entrust", offices, said["office"] or "")
    wish = {"p": found[0].id, "o": offices[0].id, "duty": str(duty), "only": keys[0], "alone": bool(said["alone"])}
    return _ask(turn, found[0], offices[0], wish)


def _offices(turn: Turn, person: Person, duty: Duty, key: str, named: str) -> list[Office]:
    """Return where the duty may be meant: what was named, else where they report, else what the speaker coordinates."""
    mine = scopes.coordinated(turn.session, turn.person).of(key)
    if named:
        return [each for each in office_named.all_meant(staffing.offices(turn), named) if each.id in mine]
    if duty in REPORTING:
        ids = {role.office_id for role in person.roles if role.duty in REPORTING}
    else:
        ids = {role.office_id for role in turn.person.roles if role.duty in COORDINATING and role.holds_for(key)}
    return people.offices_in(turn.session, ids & mine)


def _ask(turn: Turn, person: Person, office: Office, wish: dict[str, Any]) -> Response:
    duty = bounds.duty_of(turn.session, wish["duty"], wish["only"])
    held = staffing.held(person, office.id, wish["duty"])
    if any(role.only == wish["only"] for role in held):
        return _say(say.entrusted_already(person.name, duty, office.called))
    wider = [role for role in held if role.holds_for(wish["only"])]
    if wider and not wish["alone"]:
        return _say(say.entrusted_wider(person.name, bounds.said(turn.session, wider[0]), office.called))
    buttons = ask_back(turn, {"for": WAITS, **wish})
    return Response((Say(say.confirm_entrust(person.name, duty, office.called, narrows=bool(wider)), buttons),))


def settle(turn: Turn, text: str) -> Response | None:
    """Take the answer; whose the person and the duty are to give is looked at again."""
    answer = settled(turn, text)
    if answer is None:
        return None
    agreed, wish = answer
    if not agreed:
        return _say(say.NOT_DONE)
    person = turn.session.get(Person, wish["p"], with_for_update=True)
    if person is None or not staffing.in_scope(turn, person):
        return refuse(turn, "entrust", f"person {wish['p']}")
    return _do(turn, person, wish)


def _do(turn: Turn, person: Person, wish: Mapping[str, Any]) -> Response:
    office = turn.session.get(Office, wish["o"])
    if office is None or office.id not in scopes.coordinated(turn.session, turn.person).of(wish["only"]):
        return refuse(turn, "entrust", f"office {wish['o']}")
    for role in staffing.held(person, office.id, wish["duty"]) if wish["alone"] else ():
        if role.only != wish["only"] and role in staffing.in_scope(turn, person):
            staffing.take(turn, person, role, "entrust")
    staffing.give(turn, person, office, wish["duty"], wish["only"])
    turn.session.flush()
    duty = bounds.duty_of(turn.session, wish["duty"], wish["only"])
    told = dump([Say(say.you_are_entrusted(duty, office.called))])
    key = f"entrust:{office.id}:{wish['duty']}:{wish['only']}:{turn.now:%Y%m%d%H%M}"
    notices.leave(turn.session, key, [person.id], told, turn.now, push_at=turn.now)
    return Response((Say(say.entrusted(person.name, duty, office.called)),))


def _say(text: str) -> Response:
    return Response((Say(text),), must_arrive=False)
