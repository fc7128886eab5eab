"""An office, found by what somebody typed: its code or its whole name, else a part of the name."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from handlers import refusing
from handlers import words_rounds as say
from handlers.replies import Text as Say
from handlers.report.officer import squeezed
from handlers.turn import Response, Turn
from models import people
from models.people import Office

FEWEST = 3  # letters by which a part of a name is searched


def is_called(office: Office, typed: str) -> bool:
    """Whether a text is an office's code or one of its names, whole; spaces and dots aside."""
    return squeezed(typed) in map(squeezed, (office.code, office.short, office.name))


def all_meant(offices: Sequence[Office], typed: str) -> list[Office]:
    """Return the offices somebody may mean: those called exactly so, else those whose name has it as a part."""
    wanted = squeezed(typed)
    whole = [office for office in offices if is_called(office, typed)]
    if whole or len(wanted) < FEWEST:
        return whole
    return [office for office in offices if wanted in squeezed(f"{office.short} {office.name}")]


def one_meant(turn: Turn, wanted: str, offices: Sequence[Office], typed: str) -> Office | Response:
    """Return the only office somebody may mean, or what to say. `wanted`: the deed, for the record."""
    found = all_meant(offices, typed)
    return found[0] if len(found) == 1 else ask_which(turn, wanted, found, typed)


def ask_which(turn: Turn, wanted: str, found: Sequence[Office], typed: str) -> Response:
    """Say that no office is called so, or name those that are.

    That there is such an office elsewhere is noted in the record, and never told.
    """
    if not found:
        note_outside(turn, wanted, typed, ())
    told = say.which_office([office.called for office in found]) if found else say.no_office(typed.strip())
    return Response((Say(told),), must_arrive=False)


def note_outside(turn: Turn, wanted: str, typed: str, theirs: Collection[int]) -> None:
    """Note that somebody named an office that is none of theirs (ids)."""
    office = people.office_called(turn.session, typed.strip())
    if office is not None and office.id not in theirs:
        refusing.note(turn, wanted, f"office {office.code}")
