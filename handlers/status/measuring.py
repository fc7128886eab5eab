"""How far the offices of a question are: those it is about, of those the asker may see, counted in their areas."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.status.answers import Answer, Asker
from handlers.status.asked import Asked, Kind
from handlers.status.progress import Areas, Progress, progress
from handlers.status.said_places import is_of_group
from handlers.status.tallies import MANY, tally
from models import Session
from models.rounds import Round

_NUMBERS: frozenset[Kind] = frozenset({"status", "rounds", "due", "trend"})  # these show no office by name


def ids_of(asker: Asker, asked: Asked, round_: Round) -> frozenset[int]:
    """Return the offices asked about, of those the asker may see in a round."""
    mine = asker.scope.of(round_.key)
    ids = mine & asked.place.office_ids if asked.place else mine
    if not asked.group:
        return ids
    offices = asker.roster.offices
    return frozenset(each for each in ids if each in offices and is_of_group(offices[each], asked.group))


def measure(session: Session, asker: Asker, asked: Asked, round_: Round, now: datetime) -> Progress:
    """Return how far the offices asked about are, in the areas below the place asked about."""
    place, ids = asked.place, ids_of(asker, asked, round_)
    under = place.office_id if place is not None and place.is_area and place.office_id else asker.under
    if len(ids) > MANY and asked.kind in _NUMBERS:
        return tally(session, round_, ids, now, asker.roster.directory, under)
    return progress(session, round_, ids, now, areas=_areas(asker, under))


def every_office(session: Session, asker: Asker, found: Answer, now: datetime) -> Answer:
    """Return an answer with every office in it, also where so far only numbers were counted."""
    if found.measured is not None and found.measured.offices:
        return found
    whole = progress(
        session, found.rounds[0], ids_of(asker, found.asked, found.rounds[0]), now, areas=_areas(asker, asker.under)
    )
    return replace(found, measured=whole)


def _areas(asker: Asker, under: int | None) -> Areas:
    directory = asker.roster.directory
    return Areas(directory.areas(under), directory.area_offices(under))
