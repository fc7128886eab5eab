"""Leave and acting persons: who is away is not reminded, who acts for them is, and sees what they would see.

A person says it of themselves, a coordinator of everybody they coordinate. The duties of an acting person are given
and taken by `settle`, which the clock asks on every tick: it compares what should be with what is, and is idempotent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from handlers import words_leave as words
from handlers.replies import Text, dump
from models import Session, calendars, journal, leaves, notices
from models.leaves import Held, Leave
from models.people import Duty, Person, Role
from thai.calendar import shift
from thai.dates import BANGKOK, in_bangkok
from thai.spans import Span

NEVER = frozenset({str(Duty.ADMIN)})  # who runs the system does not hand it over in chat
TOLD_AT = time(8, 30)


class CannotLeave(ValueError):
    """Why a leave cannot be noted: a key of words_leave.CANNOT."""


def note(
    session: Session, person: Person, span: Span, acting: Person | None, now: datetime, made_by: int | None
) -> Leave:
    """Note that somebody is away; an earlier leave that touches these days gives way. Raises CannotLeave."""
    check(session, person, span, acting, now)
    for earlier in leaves.of_person(session, person.id, span.first, span.last):
        _shorten(earlier, span.first, now)
    leave = Leave(
        person_id=person.id,
        acting_id=acting.id if acting else None,
        first_day=span.first,
        last_day=span.last,
        made_at=now,
        made_by=made_by,
    )
    session.add(leave)
    session.flush()
    journal.record(session, now, made_by, "leave", str(person.id), first=str(span.first), last=str(span.last))
    settle(session, now)
    _tell(session, leave, person, acting, now)
    return leave


def check(session: Session, person: Person, span: Span, acting: Person | None, now: datetime) -> None:
    """Raise CannotLeave where `note` would."""
    if span.last < in_bangkok(now).date():
        raise CannotLeave("past")
    if acting is None:
        return
    if acting.id == person.id:
        raise CannotLeave("oneself")
    if leaves.of_person(session, acting.id, span.first, span.last):
        raise CannotLeave("both")


def end(session: Session, leave: Leave, now: datetime, by: int | None) -> None:
    """The person is back today, or never goes."""
    _shorten(leave, in_bangkok(now).date(), now)
    session.flush()
    journal.record(session, now, by, "leave_ended", str(leave.person_id))
    settle(session, now)
    notices.forget(session, f"leave_of:{leave.id}")
    was_told = not notices.forget(session, f"leave:{leave.id}")
    if leave.acting_id is not None and was_told:
        text = Text(words.no_longer(leave.person.name))
        notices.leave(session, f"leave_ended:{leave.id}", [leave.acting_id], dump([text]), now)


def _shorten(leave: Leave, day: date, now: datetime) -> None:
    """Let a leave end before a day; one that has not begun by then never was."""
    if leave.first_day >= day:
        leave.cancelled_at = now
    else:
        leave.last_day = min(leave.last_day, day - timedelta(days=1))


def _tell(session: Session, leave: Leave, person: Person, acting: Person | None, now: datetime) -> None:
    """The acting person reads of it with the next answer, or on the first morning; who is away, when they speak."""
    span = words.days(leave.first_day, leave.last_day)
    if acting is not None:
        day = shift(max(leave.first_day, in_bangkok(now).date()), "next", calendars.overrides(session))
        morning = datetime.combine(day, TOLD_AT, tzinfo=BANGKOK)
        push_at = max(now, morning) if day <= leave.last_day else None  # nothing is done on days off
        text = dump([Text(words.you_act(person.name, span))])
        notices.leave(session, f"leave:{leave.id}", [acting.id], text, now, push_at=push_at)
    if leave.made_by != person.id:
        notices.leave(session, f"leave_of:{leave.id}", [person.id], dump([Text(words.you_are_away(span))]), now)


def settle(session: Session, now: datetime) -> int:
    """Give acting persons the duties of those who are away now, and take back those of days that are over."""
    held = leaves.acted(session)
    today = leaves.on(session, in_bangkok(now).date())
    if not held and not today:
        return 0
    wanted = _wanted(session, today)
    surplus = {duty for duty, leave_id in held.items() if wanted.get(duty) != leave_id}
    leaves.take(session, surplus)
    given = leaves.give(session, {duty: leave for duty, leave in wanted.items() if held.get(duty) != leave})
    return given + len(surplus)


def _wanted(session: Session, today: Sequence[Leave]) -> dict[Held, int]:
    """Return who holds which duty for whom. Who acts and is away too hands on to who acts for them."""
    acting = {each.person_id: each.acting_id for each in today}
    found: dict[Held, int] = {}
    roles = _by_person(leaves.roles_of(session, list(acting)))
    for each in today:
        who = _who_acts(each.person_id, acting)
        for role in roles.get(each.person_id, ()) if who is not None else ():
            if who is not None and role.duty not in NEVER:
                found.setdefault((who, role.office_id, role.duty, role.only), each.id)
    return found


def _who_acts(person_id: int, acting: dict[int, int | None]) -> int | None:
    """Return who is there in the end; None where nobody is, or where they name each other."""
    who, seen = acting.get(person_id), {person_id}
    while who is not None and who in acting and who not in seen:
        seen.add(who)
        who = acting[who]
    return None if who in seen else who


def _by_person(roles: Iterable[Role]) -> dict[int, list[Role]]:
    found: dict[int, list[Role]] = {}
    for role in roles:
        found.setdefault(role.person_id, []).append(role)
    return found
