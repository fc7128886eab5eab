"""`ดูประวัติ`: who did what, when, with old and new, within the own scope: overseers their offices, officers theirs.

What concerns no office (lists of people, days off, forms) is for administrators. The chain is models/audit.py's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from handlers import moments, office_named
from handlers import words_history as say
from handlers.form import publishing
from handlers.naming import round_title
from handlers.people import bounds
from handlers.replies import Button, Card, Row
from handlers.replies import Text as Say
from handlers.turn import Response, Turn
from handlers.words_review import hold_name
from models import audit, people, rounds, scopes
from models.audit import Wanted
from models.journal import Deed
from models.people import Duty, Office, Person
from models.scopes import Scope
from models.submissions import Submission
from thai.dates import format_date, format_time, in_bangkok
from thai.text import cut, graphemes

SHOWN = 10
CHANGES = 2  # answers told of one turn
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+\+\d\d:\d\d")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LONGEST = 60  # characters of a value


def show(turn: Turn, typed: str = "") -> Response:
    """`ดูประวัติ`, with an office named after it where wanted."""
    if not typed:
        return _page(turn, None, None)
    offices = people.offices_in(turn.session, _seen(turn).anywhere)
    office = office_named.one_meant(turn, "show_history", offices, typed)
    return office if isinstance(office, Response) else _page(turn, office.id, None)


def tapped(turn: Turn, args: Mapping[str, Any]) -> Response:
    """[เก่ากว่านี้]."""
    office_id = int(args["o"]) if "o" in args else None
    return _page(turn, office_id, int(args["b"]))


def _seen(turn: Turn) -> Scope:
    return scopes.scope(turn.session, turn.person).union(scopes.reporting(turn.person))


def _page(turn: Turn, office_id: int | None, before_id: int | None) -> Response:
    wanted = _wanted(turn, office_id)
    found = audit.newest(turn.session, wanted, SHOWN + 1, before_id)
    if not found:
        return Response((Say(say.NOTHING),), must_arrive=False)
    rows = [row for deed in found[:SHOWN] for row in _rows(turn, deed)]
    older: tuple[Button, ...] = ()
    if len(found) > SHOWN:
        args: dict[str, Any] = {"b": found[SHOWN - 1].id, **({"o": office_id} if office_id is not None else {})}
        older = (Button(say.OLDER, "audit_older", args, says=say.OLDER),)
    office = turn.session.get(Office, office_id) if office_id is not None else None
    card = Card(say.TITLE, subtitle=office.called if office else "", rows=rows, buttons=older)
    return Response((card,), must_arrive=False)


def _wanted(turn: Turn, office_id: int | None) -> Wanted:
    """Return what this person may read: all of it only an administrator of everything."""
    seen = _seen(turn)
    if office_id is not None:
        return Wanted(seen.within({office_id}))
    if people.has_duty(turn.person, {Duty.ADMIN}):
        return Wanted()
    overseen = scopes.scope(turn.session, turn.person)
    open_ones = rounds.open_rounds(turn.session, turn.now) if overseen.anywhere else []
    keys = [each.key for each in open_ones if rounds.owes_any(turn.session, each.id, overseen.of(each.key))]
    return Wanted(seen, keys)


def _rows(turn: Turn, deed: Deed) -> Iterator[Row]:
    """Yield the lines of one deed: when and what, then who and what changed."""
    local = in_bangkok(deed.at)
    when = f"{format_date(local.date(), style='short')} {format_time(local.time())}"
    office = turn.session.get(Office, deed.office_id) if deed.office_id is not None else None
    round_ = rounds.round_by_key(turn.session, deed.subject) if "/" in deed.subject else None
    of = office.called if office else round_title(round_) if round_ else ""
    yield Row(f"{say.DEEDS.get(deed.deed, deed.deed)} {of}".strip(), when)
    person = turn.session.get(Person, deed.person_id) if deed.person_id is not None else None
    who = " · ".join(filter(None, [person.name if person else "", say.VIAS.get(deed.via, deed.via)]))
    lines = [say.ERASED] if deed.erased_at else list(_changes(turn, deed))
    for line in filter(None, [" — ".join(filter(None, [who, *lines[:1]])), *lines[1:]]):
        yield Row(line, small=True)


def _changes(turn: Turn, deed: Deed) -> Iterator[str]:
    detail = deed.detail
    answers = detail.get("answers", ())
    for each in answers[:CHANGES]:
        yield say.changed(_name(turn, deed, each["ref"]), _short(each["old"]), _short(each["new"]))
    if len(answers) > CHANGES:
        yield say.more(len(answers) - CHANGES)
    if deed.deed == "return":
        for each in detail.get("items", ()):
            yield say.sent_back(_name(turn, deed, each["ref"]), _short(each["comment"]))
    if deed.deed == "hold_reports":
        yield say.changed("", *(hold_name(detail.get(each) or "") for each in ("old", "new")))
        return
    if deed.deed in ("give_role", "take_role"):
        yield _role(turn, deed)
        return
    old, new = _short(detail.get("old")), _short(detail.get("new"))
    if old or new:
        yield say.changed("", old, new)
    if reason := detail.get("reason") or detail.get("why"):
        yield _short(reason)


def _role(turn: Turn, deed: Deed) -> str:
    """Return whose duty was given or taken, and which."""
    detail = deed.detail
    person = turn.session.get(Person, detail.get("person", 0))
    duty = bounds.duty_of(turn.session, detail.get("new") or detail.get("old") or "", detail.get("only", ""))
    return f"{duty} · {person.name if person is not None else say.GONE}"


def _name(turn: Turn, deed: Deed, ref: str) -> str:
    """Return what a question is called: by its item's number or short name."""
    row = turn.session.get(Submission, deed.submission_id) if deed.submission_id is not None else None
    node = publishing.form_of(turn.session, row.form_version_id).nodes.get(ref) if row is not None else None
    return (node.number or node.short or node.name) if node is not None else ref.rpartition("/")[2]


def _short(value: Any) -> str:
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return moments.in_words(datetime.fromisoformat(value))
    if isinstance(value, str) and _DAY.fullmatch(value):
        return format_date(date.fromisoformat(value), style="short")
    if isinstance(value, dict):
        return ""  # a rule: its name says enough
    text = " ".join(str(value).split()) if value is not None else ""
    return f"{cut(text, _LONGEST)}…" if graphemes(text) > _LONGEST else text
