"""What somebody brings about in two provinces by typing or tapping one thing.

Every attempt is rolled back, so that the next one finds everything as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from itertools import count
from typing import Any

from sqlalchemy import Engine, select

from handlers import respond as hearing
from handlers import words
from handlers.incoming import Incoming, Said, Tapped, Text
from handlers.replies import dump
from handlers.routes import ROUTES
from models import Base, Session, journal
from models.people import Account
from models.rounds import Assignment
from models.submissions import Submission
from tests.deeds import SAID
from tests.provinces import MARK, NOW, Provinces

PLACES = ("private", "group")
_numbers = count(1)
LEFT_OUT = frozenset(
    ["changed_office", "event", "outbox", "job", "account", "deed", "notice", "failed_code", "interview", "audit_head"]
)
SHARED = {"round", "schedule", "form_version", "calendar_override"}


def theirs(session: Session, provinces: Provinces) -> dict[str, list[dict[str, Any]]]:
    """Return everything the second province has, and what both share."""
    subjects = {row.id for row in session.query(Assignment) if row.office_id in provinces.offices}
    reports = {row.id for row in session.query(Submission) if row.assignment_id in subjects}
    found: dict[str, list[dict[str, Any]]] = {}
    for table in Base.metadata.sorted_tables:
        if table.name in LEFT_OUT:
            continue
        rows = [dict(row) for row in session.execute(select(table)).mappings()]
        found[table.name] = [
            row
            for row in rows
            if table.name in SHARED
            or (table.name == "office" and row["id"] in provinces.offices)
            or (row.get("office_id") in provinces.offices and row.get("person_id") not in provinces.bound)
            or row.get("assignment_id") in subjects
            or row.get("submission_id") in reports
            or (row.get("person_id") in provinces.people)
            or (table.name == "person" and row["id"] in provinces.people)
        ]
    return found


@dataclass(frozen=True)
class Heard:
    """What an attempt came to."""

    text: str
    changed: tuple[str, ...]  # tables of the second province
    refused: bool


@cache
def _untouched(engine: Engine, provinces: Provinces) -> dict[str, list[dict[str, Any]]]:
    """Return what the second province has before anybody attempts anything."""
    with Session(engine) as session:
        return theirs(session, provinces)


def attempt(
    provinces: tuple[Engine, Provinces], who: tuple[str, str], said: Said, place: str = "private", *, agree: bool = True
) -> Heard:
    """Let somebody say or tap something, and agree to what is asked back; then forget it all."""
    engine, settled = provinces
    line_id = settled.who[who]
    before = _untouched(*provinces)
    with Session(engine) as session:
        replies = hear(session, line_id, said, place)
        waiting = session.get_one(Account, line_id).waiting
        if agree and place == "private" and waiting:
            replies += hear(session, line_id, Text("ใช่", f"m{next(_numbers)}"), place)
        session.flush()
        after = theirs(session, settled)
        deeds = session.scalars(select(journal.Deed).where(journal.Deed.deed == "refused")).all()
        session.rollback()
    changed = tuple(name for name, rows in before.items() if rows != after[name])
    shown = str(replies)
    assert deeds or words.NOT_YOURS not in shown, f"a refusal of {said} is not on record"
    return Heard(shown, changed, bool(deeds))


def hear(session: Session, line_id: str, said: Said, place: str) -> list[dict[str, Any]]:
    group = "C1" if place == "group" else ""
    incoming = Incoming(f"e{next(_numbers)}", line_id, said, NOW + timedelta(hours=1), group, mentioned=bool(group))
    replies = dump(list(hearing.respond(session, incoming, NOW + timedelta(hours=1)).replies))
    session.flush()
    return replies


def button(deed: str, provinces: Provinces) -> Tapped:
    args = dict(provinces.args)
    if deed == "staff_revoke":
        args["p"] = provinces.person
    if deed == "volume_of":
        args["o"] = ["charts"]
    if deed == "audit_older":
        args["b"] = 10_000
    if deed == "day_picked":
        args["d"] = "extend"
    if deed == "broadcast_for":
        args |= {"k": "round_id", "v": args["r"]}
    picked = {"date": "2026-11-25", "datetime": "2026-11-25T16:30"}
    return Tapped(deed, args, picked)


def typed(name: str) -> Text:
    route = next(each for each in ROUTES if each.name == name)
    return Text(SAID.get(name) or (*route.words, route.example)[0], f"m{next(_numbers)}")


def echo(said: Said) -> str:
    """Return what the person said: repeating it tells nobody anything new."""
    return said.text if isinstance(said, Text) else ""


def leaks(heard: Heard, said: Said) -> bool:
    """Whether the mark is heard beyond the person's own words coming back."""
    shown = heard.text
    for word in sorted({each for each in echo(said).split() if MARK in each}, key=len, reverse=True):
        shown = shown.replace(word, "")
    return MARK in shown
