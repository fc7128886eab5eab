"""Escalation, only where somebody asked for it: a regular overview for overseers, and a draft letter for coordinators.

Off unless switched on. A head who asks is told of the own office alone; groups are never told who is late. The letter
is a text to copy: sending it is the office's own decision.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from handlers import words_clock as words
from handlers.moments import MORNING
from handlers.naming import period_title, round_title
from handlers.replies import Button, Card, Reply, Row
from handlers.replies import Text as Say
from handlers.status.progress import OfficeProgress, Progress, progress
from handlers.turn import Response, Turn
from handlers.words_receiving import letter_line
from models import Session, calendars, database_now, journal, outbox, overviews, people, rounds, scopes
from models.outbox import Outbox
from models.overviews import Overview
from models.people import OVERSEEING, Account, Duty
from models.rounds import Round
from scheduler.deadlines import in_office_hours
from thai.calendar import Overrides, shift
from thai.clock_times import parse_time
from thai.dates import format_date, format_time, in_bangkok
from thai.months import WEEKDAY, weekday_number

KIND = "digest"  # of outbox rows
ROUNDS = 6  # in one overview
EARLIEST, LATEST = time(8, 30), time(16, 30)  # when messages leave
_DAY = re.compile(rf"(?:ทุก)?\s?วัน\s?(?P<day>{WEEKDAY})\s*")


def switch(turn: Turn, often: str, when: str = "") -> Response:
    """`เปิดสรุปรายวัน`, `เปิดสรุปรายสัปดาห์ วันพุธ 14.00 น.`, `ปิดสรุป`: for the person who asks, at the hour they choose."""
    weekday, at = _when(when)
    if at is None or not EARLIEST <= at <= LATEST:
        return Response((Say(words.OVERVIEW_HOURS),), must_arrive=False)
    weekday = weekday if often == "weekly" else None
    overviews.switch(turn.session, turn.person.id, often, turn.now, f"{at:%H:%M}", weekday)
    journal.record(turn.session, turn.now, turn.person.id, "overview", often or "off")
    return Response((Say(words.overview_switched(often, format_time(at), weekday)),))


def _when(typed: str) -> tuple[int | None, time | None]:
    """Return (weekday, time of day) of "วันพุธ 14.00 น."; nine in the morning where none is told."""
    match = _DAY.match(typed.strip())
    weekday = weekday_number(match["day"]) if match else None
    rest = typed.strip()[match.end() :] if match else typed.strip()
    rest = rest.strip().removeprefix("เวลา").removeprefix("ตอน").strip()
    return weekday, parse_time(rest).value if rest else MORNING


def queue_due(session: Session, now: datetime) -> int:
    """Queue the overviews whose hour has come: daily ones, weekly ones on their day or the working day after it."""
    local, overrides = in_bangkok(now), calendars.overrides(session)
    if not in_office_hours(now, overrides):
        return 0
    keys: dict[str, str] = {}
    for overview, user in overviews.wanted(session, local.date()):
        day = _day(overview, local.date(), overrides)
        if overview.at <= f"{local:%H:%M}" and in_bangkok(overview.since).date() <= day <= local.date():
            keys[_key(overview.person_id, day)] = user
    new = {key: user for key, user in keys.items() if outbox.queued(session, key) is None}
    outbox.queue_once(session, KIND, new, now, database_now(session))
    return len(new)


def _day(overview: Overview, today: date, overrides: Overrides) -> date:
    """Return the day an overview is for: today, or the week's, which is caught up with when nothing ran on it."""
    if overview.often == "daily":
        return today
    monday = today - timedelta(days=today.weekday())
    return shift(monday + timedelta(days=overview.weekday or 0), "next", overrides)


def _key(person_id: int, day: date) -> str:
    return f"view:{person_id}:{day}"


def compose(session: Session, row: Outbox, now: datetime) -> Sequence[Reply] | None:
    """Return an overview as things stand; None when nothing is open or the person oversees nothing any more."""
    person = session.get_one(Account, row.line_user_id).person
    wanted = overviews.of(session, person.id) if person is not None else None
    if person is None or wanted is None:
        return None
    today = in_bangkok(outbox.business_now(session, row)).date()
    if wanted.often == "daily" and row.dedupe_key != _key(person.id, today):
        return None  # held up until today, which has one of its own
    scope = scopes.scope(session, person).union(scopes.reporting(person, {Duty.HEAD}))
    found = [progress(session, each, scope.of(each.key), now) for each in rounds.open_rounds(session, now)]
    mine = [each for each in found if each.expected][:ROUNDS]
    deed = "status_of" if people.has_duty(person, OVERSEEING) else "tasks"
    rows = [line for each in mine for line in _rows(each, deed)]
    return [Card(words.OVERVIEW, rows=rows, alt=words.OVERVIEW)] if rows else None


def _rows(measured: Progress, deed: str) -> list[Row]:
    title = round_title(measured.round)
    button = Button(title, deed, {"r": measured.round.id} if deed == "status_of" else {}, says=title)
    share = measured.submitted / measured.expected
    lines = [Row(title, f"{measured.submitted}/{measured.expected}", share=share, tap=button)]
    if measured.late:
        lines.append(Row(words.late_offices(measured.late), mark="late", small=True))
    return lines


def letter(turn: Turn) -> Response:
    """`หนังสือติดตาม`: a draft about the nearest report that is late, or else still owed, with the offices it is for."""
    scope = scopes.scope(turn.session, turn.person)
    open_ones = rounds.open_rounds(turn.session, turn.now)
    measured = [progress(turn.session, each, scope.of(each.key), turn.now) for each in open_ones]
    owing = [each for each in measured if each.expected > each.submitted]
    chosen = next((each for each in owing if each.late), next(iter(owing), None))
    if chosen is None:
        return Response((Say(words.NOTHING_TO_FOLLOW),), must_arrive=False)
    asked = [each for each in chosen.offices if each.state not in ("submitted", "exempt")]
    offices = [_listed(each) for each in asked if each.late or not chosen.late]  # who has time left is not followed
    sender = next((role.office.name for role in turn.person.roles if role.duty in OVERSEEING), "")
    title = f"{chosen.round.form_version.title} {period_title(chosen.round)}".strip()
    first = letter_line(chosen.round.letter) if chosen.round.letter else words.AS_ASKED
    text = words.letter(title, _due(chosen.round), offices, sender, first=first, is_late=bool(chosen.late))
    copy = Button(words.COPY, action="copy", value=text)
    return Response((Say(text, (copy,)),), must_arrive=False)


def _listed(standing: OfficeProgress) -> str:
    """Return an office as it stands in the letter, with its own deadline where it was granted one."""
    own = standing.own_due_at
    return words.with_own_due(standing.office.name, format_date(in_bangkok(own).date(), style="long") if own else "")


def _due(round_: Round) -> str:
    due = in_bangkok(round_.due_at)
    return f"{format_date(due.date(), style='full')} เวลา {format_time(due.time())}"
