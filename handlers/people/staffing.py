"""`บุคลากร`, `ถอนสิทธิ์`, `ย้าย`: the people of an office; one loses the right to speak for it, or moves to another.

Answers and drafts belong to the office and stay. Only what lies within the coordinator's scope can be given or taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from handlers import office_named
from handlers import words_joining as say
from handlers.asking_back import ask_back, settled
from handlers.people import bounds, mandate
from handlers.people.asking_in import KIND, unbind
from handlers.refusing import refuse
from handlers.replies import Button, Card, Row, dump
from handlers.replies import Text as Say
from handlers.report.officer import squeezed
from handlers.turn import Response, Turn
from models import Session, database_now, journal, notices, outbox, people, scopes
from models.people import Account, Duty, Office, Person, Role

WAITS = "staffing"
BUTTONS = 8
_OF_FORM = re.compile(r"(?P<name>\S.*?)\s+(?:เฉพาะ)?(?:แบบ|รอบ)\s*(?P<of>\S.*)")
_TRANSFER = re.compile(r"(?P<name>.+?)\s*(?:ได้)?(?:ย้าย)?(?:ไปอยู่|ไปที่|ไปยัง|ไป)(?:ที่)?\s*(?P<office>.+)")


def list_people(turn: Turn, typed: str = "") -> Response:
    """`บุคลากร สพม.ตาก`: who does what, who has joined, with a button to take a right away."""
    found = office_named.all_meant(offices(turn), typed) if typed else []
    if not typed:
        return Response((Say(say.PEOPLE_HOW),), must_arrive=False)
    if len(found) != 1:
        return office_named.ask_which(turn, "staff", found, typed)
    office = found[0]
    staff = people.people_of_office(turn.session, office.id)
    if not staff:
        return Response((Say(say.NOBODY),), must_arrive=False)
    rows = [_row(turn.session, person, office) for person in staff]
    buttons = [
        Button(say.revoke(person.name)[:40], "staff_revoke", {"p": person.id}, says=say.revoke(person.name))
        for person in [each for each in staff if in_scope(turn, each)][:BUTTONS]
    ]
    title = say.people_title(office.called, len(staff))
    return Response((Card(title, rows=rows, inside=tuple(buttons)),), must_arrive=False)


def _row(session: Session, person: Person, office: Office) -> Row:
    duties = ", ".join(bounds.said(session, role) for role in person.roles if role.office_id == office.id)
    has_joined = person.account is not None
    return Row(f"{person.name} · {duties}", say.joined(has_joined), mark="done" if has_joined else "todo", small=True)


def revoke(turn: Turn, typed: str) -> Response:
    """`ถอนสิทธิ์ นายสมชาย ทดสอบ`, `ถอนสิทธิ์ นายสมชาย ทดสอบ แบบ พาน้องกลับมาเรียน`"""
    match = _OF_FORM.fullmatch(typed.strip())
    name = match["name"] if match else typed
    found = named(turn, name) if name else []
    if len(found) != 1:
        return which(turn, found, name, say.REVOKE_HOW)
    keys = bounds.meant(turn.session, match["of"], turn.now) if match else []
    if match and len(keys) != 1:
        names = [bounds.label(turn.session, key) for key in keys]
        return Response((Say(say.which_form(names) if names else say.no_form(match["of"])),), must_arrive=False)
    return _ask_revoke(turn, found[0], keys[0] if keys else None)


def tap_revoke(turn: Turn, args: Mapping[str, Any]) -> Response:
    person = turn.session.get(Person, int(args["p"]))
    if person is None or not in_scope(turn, person):
        return refuse(turn, "revoke", f"person {args['p']}")
    return _ask_revoke(turn, person)


def _ask_revoke(turn: Turn, person: Person, only: str | None = None) -> Response:
    """Ask before all duties are taken, or those for one form or round."""
    roles = _to_take(turn, person, only)
    if not roles:
        return Response((Say(say.not_held(person.name, bounds.label(turn.session, only or ""))),), must_arrive=False)
    duties = [f"{bounds.said(turn.session, role)} {role.office.called}" for role in roles]
    buttons = ask_back(turn, {"for": WAITS, "do": "revoke", "p": person.id, "only": only})
    told = say.confirm_revoke(person.name, duties) if only is None else say.confirm_take(person.name, duties)
    return Response((Say(told, buttons),))


def transfer(turn: Turn, typed: str) -> Response:
    """`ย้าย นายสมชาย ทดสอบ ไป สกร.ตาก`"""
    match = _TRANSFER.fullmatch(typed.strip())
    if match is None:
        return Response((Say(say.TRANSFER_HOW),), must_arrive=False)
    found = named(turn, match["name"])
    if len(found) != 1:
        return which(turn, found, match["name"], say.TRANSFER_HOW)
    office = office_named.one_meant(turn, "transfer", offices(turn), match["office"])
    if isinstance(office, Response):
        return office
    left = " · ".join(role.office.called for role in _reporting(turn, found[0]))
    buttons = ask_back(turn, {"for": WAITS, "do": "transfer", "p": found[0].id, "o": office.id})
    return Response((Say(say.confirm_transfer(found[0].name, left, office.called), buttons),))


def settle(turn: Turn, text: str) -> Response | None:
    """Take the answer; duty and scope are looked at again."""
    answer = settled(turn, text)
    if answer is None:
        return None
    agreed, wish = answer
    if not agreed:
        return Response((Say(say.NOT_DONE),), must_arrive=False)
    person = turn.session.get(Person, wish["p"], with_for_update=True)
    if person is None or not in_scope(turn, person):
        return refuse(turn, wish["do"], f"person {wish['p']}")
    if wish["do"] == "revoke":
        return _revoke(turn, person, wish.get("only"))
    office = turn.session.get(Office, wish["o"])
    if office is None or office.id not in scopes.coordinated(turn.session, turn.person).whole:
        return refuse(turn, "transfer", f"office {wish['o']}")
    return _transfer(turn, person, office)


def _tell(turn: Turn, person: Person, sentence: str) -> None:
    """Leave a word with somebody whose duties were changed: it rides on what they are told next."""
    key = f"staffing:{turn.incoming.event_id}"
    notices.leave(turn.session, key, [person.id], dump([Say(sentence)]), turn.now)


def _push(turn: Turn, account: Account, sentence: str) -> None:
    """Tell an account that will speak for nobody from now on: nothing else would ever be said to it."""
    outbox.queue(
        turn.session,
        dedupe_key=f"revoked:{turn.incoming.event_id}",
        kind=KIND,
        to=account.line_user_id,
        replies=dump([Say(sentence)]),
        business_at=turn.now,
        now=database_now(turn.session),
    )


def _to_take(turn: Turn, person: Person, only: str | None) -> list[Role]:
    return [role for role in in_scope(turn, person) if only is None or role.only == only]


def _revoke(turn: Turn, person: Person, only: str | None) -> Response:
    taken = [f"{bounds.said(turn.session, role)} {role.office.called}" for role in _to_take(turn, person, only)]
    for role in _to_take(turn, person, only):
        take(turn, person, role, "revoke")
    turn.session.flush()
    turn.session.refresh(person, ["roles"])
    if person.account is not None and not person.roles:
        _push(turn, person.account, say.you_lost_all(taken, turn.person.name))
        unbind(turn, person.account)
    else:
        _tell(turn, person, say.you_lost(taken))
    return Response((Say(say.revoked(person.name) if only is None else say.taken(person.name)),))


def _transfer(turn: Turn, person: Person, office: Office) -> Response:
    """Move what somebody reports for in one step. The draft stays with its office; the leaver's desk is cleared."""
    for role in _reporting(turn, person):
        take(turn, person, role, "transfer")
        give(turn, person, office, role.duty, role.only)
    if person.account is not None:
        person.account.submission_id = None
        person.account.waiting = {}
    turn.session.flush()
    _tell(turn, person, say.you_are_transferred(office.called))
    return Response((Say(say.transferred(person.name, office.called)),))


def held(person: Person, office_id: int, duty: str) -> list[Role]:
    """Return the roles of one duty somebody has for an office: for everything, or for single forms."""
    return [role for role in person.roles if role.office_id == office_id and role.duty == duty]


def give(turn: Turn, person: Person, office: Office, duty: str, only: str = "") -> None:
    """Give a duty that is not held yet, on record."""
    same = [role for role in held(person, office.id, duty) if role.only == only]
    for role in same:
        role.leave_id = None  # acting in it so far, now their own
    if not same:
        person.roles.append(Role(office_id=office.id, duty=duty, only=only))
        of: dict[str, Any] = {"office_id": office.id, "person": person.id, "new": duty, "only": only}
        journal.record(turn.session, turn.now, turn.person.id, "give_role", office.code, **of)


def take(turn: Turn, person: Person, role: Role, why: str) -> None:
    of: dict[str, Any] = {"office_id": role.office_id, "person": person.id, "old": role.duty, "only": role.only}
    journal.record(turn.session, turn.now, turn.person.id, "take_role", role.office.code, **of, reason=why)
    person.roles.remove(role)
    turn.session.delete(role)


def in_scope(turn: Turn, person: Person) -> list[Role]:
    """Return the duties of a person that this coordinator may take; nobody takes their own."""
    return [] if person.id == turn.person.id else mandate.reached(turn, person)


def _reporting(turn: Turn, person: Person) -> list[Role]:
    return [role for role in in_scope(turn, person) if role.duty in (Duty.OFFICER, Duty.HEAD)]


def named(turn: Turn, typed: str) -> list[Person]:
    """Return the people of the scope somebody may mean: the whole name, else a part of it."""
    wanted = squeezed(typed)
    staff = people.people_of_offices(turn.session, scopes.coordinated(turn.session, turn.person).anywhere)
    mine = [person for person in staff if in_scope(turn, person)]
    whole = [person for person in mine if squeezed(person.name) == wanted]
    return whole or [person for person in mine if len(wanted) >= 3 and wanted in squeezed(person.name)]


def offices(turn: Turn) -> list[Office]:
    """Return the offices the speaker coordinates, be it for one form alone."""
    return people.offices_in(turn.session, scopes.coordinated(turn.session, turn.person).anywhere)


def which(turn: Turn, found: Sequence[Person], typed: str, how: str) -> Response:
    if not typed:
        return Response((Say(how),), must_arrive=False)
    if not found and squeezed(typed) == squeezed(turn.person.name):
        return Response((Say(say.NOT_ONESELF),), must_arrive=False)
    told = say.which_person([person.name for person in found]) if found else say.no_person(typed.strip())
    return Response((Say(told),), must_arrive=False)
