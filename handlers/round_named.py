"""Rounds a coordinator may mean: those of the own offices, found by what somebody typed."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.naming import round_title
from handlers.report.officer import squeezed
from handlers.turn import Turn
from models import rounds, scopes
from models.rounds import Round


def is_called(round_: Round, typed: str) -> bool:
    """Whether a text is a part of a round's name, spaces and dots aside; nothing typed is a part of any."""
    return squeezed(typed) in squeezed(round_title(round_))


def all_meant(found: Iterable[Round], typed: str) -> list[Round]:
    return [each for each in found if is_called(each, typed)]


def coordinated(turn: Turn, found: Iterable[Round]) -> list[Round]:
    """Return the rounds that ask an office the person coordinates."""
    scope = scopes.coordinated(turn.session, turn.person)
    return [each for each in found if rounds.owes_any(turn.session, each.id, scope.of(each.key))]


def open_ones(turn: Turn) -> list[Round]:
    """Return the open rounds that ask an office the person coordinates, the nearest deadline first."""
    return coordinated(turn, rounds.open_rounds(turn.session, turn.now))


def own_ones(turn: Turn) -> list[Round]:
    """Return the open rounds of which every office is the person's to coordinate."""
    scope = scopes.coordinated(turn.session, turn.person)
    found = rounds.open_rounds(turn.session, turn.now)
    return [each for each in found if not rounds.asks_outside(turn.session, each.id, scope.of(each.key))]
