"""Newcomers with the slip of an office: they say who they are and wait; a coordinator lets them in with one tap.

Nobody is let in by a slip alone. Who is on the list already, or comes with another phone, is recognised by the full
name, and the card says so: the coordinator decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers import words, words_welcome
from handlers import words_joining as say
from handlers.people import mandate
from handlers.people.introductions import PRIVACY_VERSION, read_introduction
from handlers.refusing import refuse
from handlers.replies import Button, Card, Row, dump
from handlers.replies import Text as Say
from handlers.turn import Response, Turn
from models import database_now, deferrals, join_requests, journal, outbox, people, scopes
from models.invite_codes import Invitation
from models.join_requests import JoinRequest
from models.people import Account, Person, Role

KIND = "notice"  # of its outbox rows
WAITS = "introduce"
SHOWN = 4  # cards in one reply


def begin(turn: Turn, invitation: Invitation) -> Response:
    """The code of a slip was accepted: note the wish and ask who it is."""
    known = join_requests.open_of(turn.session, turn.account.line_user_id)
    if known is not None and known.name:
        return Response((Say(say.still_waiting(known.office.called)),))
    if known is None:
        known = JoinRequest(
            line_user_id=turn.account.line_user_id,
            office=invitation.office,
            duty=invitation.duty,
            asked_at=turn.now,
        )
        turn.session.add(known)
    turn.account.menu_due = True
    person = turn.account.person
    if person is not None and person.name:
        known.name, known.position, known.phone = person.name, person.position, person.phone
        return _ask(turn, known)
    turn.account.waiting = {"for": WAITS}
    return Response((Say(say.ASK_WHO),))


def settle_introduction(turn: Turn, text: str) -> Response:
    """Take the newcomer's name, position and phone."""
    request = join_requests.open_of(turn.session, turn.account.line_user_id)
    if request is None:
        turn.account.waiting = {}
        return Response((Say(words_welcome.ASK_CODE),))
    name, position, phone = read_introduction(text)
    if len(name.split()) < 2 or len(text) > 200:
        return Response((Say(say.ASK_WHO),))
    turn.account.waiting = {}
    request.name, request.position, request.phone = name, position, phone
    return _ask(turn, request)


def _ask(turn: Turn, request: JoinRequest) -> Response:
    """Push the card to those who can let the newcomer in."""
    turn.session.flush()
    office = request.office
    journal.record(
        turn.session,
        turn.now,
        turn.account.person_id,
        "ask_to_join",
        office.code,
        office_id=office.id,
        new=request.duty,
    )
    for person in deferrals.coordinators(turn.session, office.id, "", turn.today):
        if person.account is not None and person.account is not turn.account:
            outbox.queue(
                turn.session,
                dedupe_key=f"join:{request.id}:{person.id}",
                kind=KIND,
                to=person.account.line_user_id,
                replies=dump([card(turn, request)]),
                business_at=turn.now,
                now=database_now(turn.session),
            )
    return Response((Say(say.asked(office.called)),))


def waiting_for(turn: Turn) -> Response | None:
    """What somebody hears who has asked and is not let in yet; None for others."""
    request = join_requests.open_of(turn.session, turn.account.line_user_id)
    if request is None or not request.name:
        return None
    return Response((Say(say.still_waiting(request.office.called)),), must_arrive=False)


def card(turn: Turn, request: JoinRequest) -> Card:
    """Who asks for what, and what is known of them."""
    rows = [Row(say.wants(request.name, words.DUTIES[request.duty]))]
    if request.position or request.phone:
        rows.append(Row(" · ".join(filter(None, [request.position, request.phone])), small=True))
    person = _on_the_list(turn, request)
    if person is not None:
        joined = person.account is not None and person.account.line_user_id != request.line_user_id
        rows.append(
            Row(say.OTHER_PHONE if joined else say.ON_THE_LIST, mark="warning" if joined else "done", small=True)
        )
    else:
        rows.append(Row(say.NOT_ON_THE_LIST, mark="warning", small=True))
    args = {"j": request.id}
    return Card(
        request.office.called,
        rows=rows,
        inside=(
            Button(say.LET_IN, "join_grant", args, says=f"{say.LET_IN} {request.name}", strong=True),
            Button(say.DO_NOT, "join_refuse", args, says=f"{say.DO_NOT} {request.name}"),
        ),
        alt=say.wants(request.name, words.DUTIES[request.duty]),
    )


def _on_the_list(turn: Turn, request: JoinRequest) -> Person | None:
    """Return the person of that full name in that office, if the roster knows one."""
    found = people.people_of_office(turn.session, request.office_id)
    return next((person for person in found if person.name == request.name), None)


def waiting(turn: Turn) -> list[Card]:
    """Return the cards of those who wait for this coordinator."""
    found = join_requests.waiting(turn.session, scopes.coordinated(turn.session, turn.person).whole)
    return [card(turn, request) for request in found[:SHOWN]]


def tapped(turn: Turn, args: Mapping[str, Any], *, grant: bool) -> Response:
    """[อนุมัติ], [ไม่อนุมัติ]: a second tap changes nothing."""
    request = join_requests.lock(turn.session, int(args["j"]))
    if request is None or request.office_id not in scopes.coordinated(turn.session, turn.person).whole:
        return refuse(turn, "join", f"request {args['j']}")
    if request.state != "asked":
        return Response((Say(say.settled_already(request.state == "granted")),), must_arrive=False)
    if grant and _brings_more(turn, request):
        return refuse(turn, "join_grant", f"request {request.id}", say.MORE_THAN_YOURS)
    request.state = "granted" if grant else "refused"
    request.settled_at, request.settled_by = turn.now, turn.person.id
    if grant:
        _let_in(turn, request)
    request.account.menu_due = True
    office = request.office
    of: dict[str, Any] = {"office_id": office.id, "new": request.duty, "person": request.account.person_id}
    journal.record(turn.session, turn.now, turn.person.id, f"join_{request.state}", office.code, **of)
    _tell(turn, request)
    return Response((Say(say.settled(request.name, office.called, grant)),))


def _brings_more(turn: Turn, request: JoinRequest) -> bool:
    """Whether the newcomer would come to speak for somebody whose duties go beyond the coordinator's reach."""
    person = None if request.account.person is not None else _on_the_list(turn, request)
    return person is not None and len(mandate.reached(turn, person)) < len(person.roles)


def _let_in(turn: Turn, request: JoinRequest) -> None:
    """Tie the account to its person: its own, the one on the list, or a new one; an old phone speaks no longer."""
    session, account = turn.session, request.account
    person = account.person or _on_the_list(turn, request) or Person(name=request.name, created_at=turn.now)
    person.name = person.name or request.name
    person.position, person.phone = request.position or person.position, request.phone or person.phone
    session.add(person)
    session.flush()
    old = person.account
    if old is not None and old is not account:
        unbind(turn, old)
        session.expire(person, ["account"])
    if not any((role.office_id, role.duty) == (request.office_id, request.duty) for role in person.roles):
        person.roles.append(Role(office_id=request.office_id, duty=request.duty))
    account.person = person
    account.privacy_version, account.privacy_accepted_at = PRIVACY_VERSION, request.asked_at
    session.flush()


def unbind(turn: Turn, account: Account) -> None:
    """Let an account speak for nobody any more; what it had open stays with the report."""
    account.person_id = None
    account.submission_id = None
    account.waiting = {}
    account.menu_due = True
    turn.session.flush()


def _tell(turn: Turn, request: JoinRequest) -> None:
    """The newcomer waits for this: it is pushed."""
    granted = request.state == "granted"
    button = (Button(words.TASKS, "tasks", says=words.TASKS),) if granted else ()
    outbox.queue(
        turn.session,
        dedupe_key=f"joined:{request.id}",
        kind=KIND,
        to=request.line_user_id,
        replies=dump([Say(say.answer(request.office.called, granted), button)]),
        business_at=turn.now,
        now=database_now(turn.session),
    )
