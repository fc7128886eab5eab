"""What officers ask the coordinator for: more time, or to count a report sent another way. One tap settles it.

The ladder follows by itself: it counts from the office's own deadline, and a granted report is a submitted one.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from handlers import moments
from handlers import words_clock as words
from handlers.naming import round_title
from handlers.people import asking_in
from handlers.replies import Button, Card, Row, dump
from handlers.replies import Text as Say
from handlers.report import loading, stuck
from handlers.report.officer import squeezed
from handlers.rounds import granting
from handlers.turn import Response, Turn
from models import database_now, deferrals, journal, notices, outbox, scopes
from models.deferrals import Petition
from models.rounds import Assignment
from thai.replies import without_particles

KIND = "notice"  # of its outbox rows
SHOWN = 5  # cards in one reply: LINE takes five messages
PATIENCE = timedelta(hours=12)  # for a free ride, before the answer is worth a push


def ask(turn: Turn, task: Assignment, kind: str, wanted_due_at: datetime | None = None, note: str = "") -> Response:
    """Ask the coordinators of an office, once; they get a card that settles it."""
    waiting = deferrals.asked(turn.session, task.id, kind)
    if waiting is not None:
        waiting.wanted_due_at, waiting.note = wanted_due_at, note
        day = moments.in_words(wanted_due_at) if wanted_due_at else ""
        return Response((Say(words.asked_again(day)),))
    petition = Petition(
        assignment_id=task.id,
        person_id=turn.person.id,
        kind=kind,
        wanted_due_at=wanted_due_at,
        note=note,
        asked_at=turn.now,
    )
    turn.session.add(petition)
    turn.session.flush()
    journal.record(turn.session, turn.now, turn.person.id, f"ask_{kind}", task.round.key, **_of(task, wanted_due_at))
    _tell_coordinators(turn, petition)
    day = moments.in_words(wanted_due_at) if wanted_due_at else ""
    return Response((Say(words.asked_extension(day) if kind == "extension" else words.asked_elsewhere(note)),))


def _tell_coordinators(turn: Turn, petition: Petition) -> None:
    """Push the card to those who can settle it: an office waits for the answer."""
    for person in deferrals.coordinators_for(turn.session, petition.assignment, turn.today):
        if person.account is not None and person.id != turn.person.id:
            outbox.queue(
                turn.session,
                dedupe_key=f"ask:{petition.id}:{person.id}",
                kind=KIND,
                to=person.account.line_user_id,
                replies=dump([_card(petition)]),
                business_at=turn.now,
                now=database_now(turn.session),
            )


def _card(petition: Petition) -> Card:
    task = petition.assignment
    asked = (
        words.wants_extension(moments.in_words(petition.wanted_due_at))
        if petition.kind == "extension" and petition.wanted_due_at
        else words.says_elsewhere(petition.note)
    )
    rows = [
        Row(round_title(task.round)),
        Row(words.due_now(moments.in_words(task.due_at)), small=True),
        Row(asked),
        *([Row(words.because(petition.note), small=True)] if petition.kind == "extension" and petition.note else []),
        Row(words.asked_by(petition.person.name), small=True),
    ]
    args = {"p": petition.id, "d": _wanted(petition)}
    labels = (words.GRANT, words.REFUSE) if petition.kind == "extension" else (words.RECEIVED, words.NOT_RECEIVED)
    buttons = tuple(
        Button(label, deed, args, says=f"{label} {task.office.called}", strong=deed == "petition_grant")
        for label, deed in zip(labels, ("petition_grant", "petition_refuse"), strict=True)
    )
    return Card(task.office.called, rows=rows, inside=buttons, alt=f"{task.office.called} {asked}")


def waiting(turn: Turn) -> Response:
    """`คำขอ`: the petitions that wait for this coordinator."""
    found = deferrals.waiting(turn.session, scopes.coordinated(turn.session, turn.person))
    asked = [stuck.card(each) if each.kind == stuck.QUESTION else _card(each) for each in found]
    cards = [*asking_in.waiting(turn), *asked]
    if not cards:
        return Response((Say(words.NO_PETITIONS),), must_arrive=False)
    return Response(tuple(cards[:SHOWN]), must_arrive=False)


def settle_typed(turn: Turn, typed: str) -> Response:
    """`อนุมัติ`, `ไม่อนุมัติ สพม.ตาก`, `ได้รับแล้ว สกร.ตาก`: the one petition that is meant, or the question which."""
    verb, _, office = typed.strip().partition(" ")
    verb = without_particles(verb)
    kind = "extension" if verb in (words.GRANT, words.REFUSE) else "elsewhere"
    asked = deferrals.waiting(turn.session, scopes.coordinated(turn.session, turn.person))
    found = [each for each in asked if each.kind == kind]
    named = squeezed(without_particles(office))
    offices = {each.id: each.assignment.office for each in found}
    found = [each for each in found if named in squeezed(f"{offices[each.id].called} {offices[each.id].name}")]
    if len(found) > 1:
        cards = [_card(each) for each in found[: SHOWN - 1]]
        return Response((Say(words.which_petition(verb, found[0].assignment.office.called)), *cards), must_arrive=False)
    if not found:
        return Response((Say(words.NO_PETITIONS),), must_arrive=False)
    return settle(turn, found[0].id, _wanted(found[0]), grant=verb in (words.GRANT, words.RECEIVED))


def _wanted(petition: Petition) -> str:
    """Return the deadline that is asked for, as ISO: what a button of the card agrees to."""
    return petition.wanted_due_at.isoformat() if petition.wanted_due_at else ""


def settle(turn: Turn, petition_id: int, shown: str, *, grant: bool) -> Response:
    """[อนุมัติ], [ไม่อนุมัติ]: settle a petition of an office in scope; a second tap changes nothing.

    `shown` is the deadline on the card that was tapped; when the officer asks for another by now, that one is shown.
    """
    petition = deferrals.lock(turn.session, petition_id)
    if petition is None or not scopes.coordinated(turn.session, turn.person).covers(petition.assignment):
        return Response((Say(words.NO_PETITIONS),), must_arrive=False)
    if petition.state != "asked" or petition.kind == stuck.QUESTION:
        return Response((Say(words.settled_already(petition.state == "granted")),))
    if shown != _wanted(petition):
        return Response((Say(words.ASKED_OTHERWISE), _card(petition)), must_arrive=False)
    if grant and not _grant(turn, petition):
        grant = False
    petition.state = "granted" if grant else "refused"
    petition.settled_at, petition.settled_by = turn.now, turn.person.id
    task = petition.assignment
    deed = f"{petition.kind}_{petition.state}"
    journal.record(turn.session, turn.now, turn.person.id, deed, task.round.key, **_of(task, petition.wanted_due_at))
    _tell_officer(turn, petition)
    day = moments.in_words(petition.wanted_due_at) if petition.wanted_due_at else ""
    return Response((Say(words.settled(task.office.called, petition.kind, grant, day)),))


def _of(task: Assignment, wanted: datetime | None) -> dict[str, Any]:
    """Return what the audit notes of a petition."""
    return {"office_id": task.office_id, "new": wanted.isoformat() if wanted else None}


def _grant(turn: Turn, petition: Petition) -> bool:
    """Do what was asked. False when it has become impossible: the day is past, the round is over."""
    task = petition.assignment
    if petition.kind == "extension" and petition.wanted_due_at is not None:
        try:
            granting.extend(turn.session, task, petition.wanted_due_at, turn.now, turn.person.id)
        except granting.CannotGrant:
            return False
        return True
    desk = loading.open_for(turn.session, petition.person, task, turn.now)
    if desk.row.submitted_at is None:
        desk.row.submitted_at, desk.row.submitted_by = turn.now, petition.person_id
        desk.row.rev += 1
    return True


def _tell_officer(turn: Turn, petition: Petition) -> None:
    """The answer rides on the officer's next reply, or is pushed the next morning."""
    task = petition.assignment
    day = moments.in_words(petition.wanted_due_at) if petition.wanted_due_at else ""
    text = words.answer(round_title(task.round), petition.kind, petition.state == "granted", day)
    notices.leave(
        turn.session,
        f"petition:{petition.id}",
        [petition.person_id],
        dump([Say(text)]),
        turn.now,
        push_at=turn.now + PATIENCE,
    )
