"""Deadlines as an iCalendar feed (RFC 5545) that Google Calendar, Outlook and phones subscribe to. Gets plain rows.

Times are UTC, so no VTIMEZONE is needed; escaping and folding are icalendar's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Calendar, Event

LENGTH = timedelta(minutes=30)  # before the deadline: an event without length is hard to see
REFRESH = timedelta(hours=6)


@dataclass(frozen=True)
class Deadline:
    """One deadline. `key` names it for ever: a calendar that reads it again moves it instead of adding one."""

    key: str
    title: str
    due_at: datetime
    note: str = ""


def feed(name: str, deadlines: Sequence[Deadline], now: datetime) -> bytes:
    """Return the calendar as a file; `now` is when it was made."""
    calendar = Calendar()
    calendar.add("prodid", "-//Raingan//Deadlines//TH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Asia/Bangkok")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for deadline in deadlines:
        calendar.add_component(_event(deadline, now))
    written: bytes = calendar.to_ical()
    return written


def _event(deadline: Deadline, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{deadline.key}@raingan")
    event.add("dtstamp", now)
    event.add("dtstart", deadline.due_at - LENGTH)
    event.add("dtend", deadline.due_at)
    event.add("summary", deadline.title)
    event.add("transp", "TRANSPARENT")  # a deadline does not make anybody busy
    if deadline.note:
        event.add("description", deadline.note)
    return event
