"""The page beside the chat: the same answers as cards, for whoever holds a fresh link. It reads and changes nothing.

What a link names are the arguments of a button in chat (seeing.py); the scope is looked up anew for every page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handlers import words, words_history
from handlers import words_status as says
from handlers.replies import Card
from handlers.status import answering, asking, seeing, vocabulary
from handlers.status.answers import Answer, Asker, OfficeLine
from handlers.status.asked import Asked
from models import Session, audit, compiled_files, people, rounds, scopes
from models.people import OVERSEEING, Person
from models.rounds import Round
from thai.dates import format_date, format_time, in_bangkok

LINKED = frozenset({"see", "status_of"})  # buttons of a card that are links on the page
NUMBERS = ("r", "o", "w", "u", "c", "page", "list", "all")
DEEDS_SHOWN = 100
FILES_SHOWN = 10


@dataclass(frozen=True)
class Shown:
    """One page: a card, drawn as a list. `args` are those it was asked with; `csv`: it has offices to download."""

    card: Card
    args: Mapping[str, Any]
    has_offices: bool = False


def reader(session: Session, person_id: int) -> Person | None:
    """Return who may read the page: somebody who still oversees offices."""
    person = session.get(Person, person_id)
    return person if person is not None and people.has_duty(person, OVERSEEING) else None


def shown(session: Session, person: Person, args: Mapping[str, Any], now: datetime) -> Shown | None:
    """Return the page for some arguments; None for what is outside the scope. Without any: what is open."""
    asker = vocabulary.asker_of(session, person)
    if not args.get("k"):
        every = answering.answer(session, asker, Asked("rounds"), now)
        none = Card(says.PAGE_TITLE, note=words.NO_ROUND)
        return Shown(none if every.why else asking.card_of(session, asker, every, {}, now), {})
    found = _answer(session, asker, args, now)
    if found is None or found.why:
        return None
    offices = found.measured is not None and any(isinstance(line, OfficeLine) for line in found.lines)
    return Shown(asking.card_of(session, asker, found, args, now), args, offices)


def _answer(session: Session, asker: Asker, args: Mapping[str, Any], now: datetime) -> Answer | None:
    round_ = session.get(Round, int(args["r"])) if "r" in args else None
    if round_ is None or not rounds.owes_any(session, round_.id, asker.scope.of(round_.key)):
        return None
    refs = tuple(item.ref for item in answering.form_of(session, round_).items) if "i" in args else ()
    return answering.answer(session, asker, seeing.asked_by(args, asker, round_, refs), now, round_)


def read_args(given: Mapping[str, str]) -> dict[str, Any] | None:
    """Return the arguments of an address; None where they are not such as our links carry."""
    kinds = {"status", *says.LISTS, "items", "office", "compare", "trend", "rounds", "due"}
    if given.get("k", "status") not in kinds:
        return None
    try:
        return {name: int(value) if name in NUMBERS else value for name, value in given.items()}
    except ValueError:
        return None


def office_rows(session: Session, person: Person, args: Mapping[str, Any], now: datetime) -> list[list[str]] | None:
    """Return the offices of a page as cells, under words_status.CSV_HEADINGS."""
    found = _answer(session, vocabulary.asker_of(session, person), args, now)
    if found is None or found.measured is None:
        return None
    listed = {line.office.office.id for line in found.lines if isinstance(line, OfficeLine)}
    offices = [each for each in found.measured.offices if not listed or each.office.id in listed]
    return [
        [
            each.office.code,
            each.office.name,
            each.area,
            words.STATE_NAMES[each.state],
            f"{each.answered}/{each.items}",
            _moment(each.submitted_at),
        ]
        for each in offices
    ]


def files(session: Session, person: Person, now: datetime) -> list[tuple[str, str, int]]:
    """Return (what it is, until when, id) of the files this person asked for in chat that can still be fetched."""
    made = compiled_files.fetchable(session, person.id, now, FILES_SHOWN)
    return [(each.round.form_version.short, _moment(each.expires_at), each.id) for each in made]


@dataclass(frozen=True)
class Record:
    """A page of the record: (when, who, what, of what), the newest first. `older`: the deed the next page is before."""

    deeds: list[tuple[str, str, str, str]]
    older: int | None


def record(session: Session, person: Person, before: int | None) -> Record:
    """Return the newest deeds on offices in scope, or those before a deed."""
    scope = scopes.scope(session, person)
    keys = [each.key for each in rounds.all_rounds(session) if rounds.owes_any(session, each.id, scope.of(each.key))]
    newest = audit.newest(session, audit.Wanted(scope, keys), DEEDS_SHOWN + 1, before)
    found = newest[:DEEDS_SHOWN]
    names = people.names_of(session, {deed.person_id for deed in found if deed.person_id is not None})
    offices = {each.id: each.called for each in people.offices_in(session, {d.office_id for d in found if d.office_id})}
    deeds = [
        (
            _moment(deed.at),
            names.get(deed.person_id or 0, says.BY_SYSTEM),
            words_history.DEEDS.get(deed.deed, deed.deed),
            " · ".join(filter(None, [offices.get(deed.office_id or 0, ""), deed.subject])),
        )
        for deed in found
    ]
    return Record(deeds, found[-1].id if len(newest) > len(found) else None)


def _moment(moment: datetime | None) -> str:
    if moment is None:
        return ""
    local = in_bangkok(moment)
    return f"{format_date(local.date(), style='short')} {format_time(local.time())}"
