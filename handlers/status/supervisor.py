"""The commands of overseers: `สถานะ` and `ใครยังไม่ส่ง`, and what they hear in a group."""

from __future__ import annotations

from handlers.status import asking
from handlers.turn import Response, Turn
from models import rounds, scopes
from models.rounds import Round


def status(turn: Turn) -> Response:
    """`สถานะ`: the card of the only open round in scope; with several, which, the nearest deadline first."""
    return asking.of_kind(turn, "status")


def missing(turn: Turn) -> Response:
    """`ใครยังไม่ส่ง`: the names, of the only open round, else the question which."""
    return asking.of_kind(turn, "missing")


def counts_only(turn: Turn) -> str:
    """What a group may hear: numbers of the nearest round in scope, no names."""
    return asking.counts_only(turn)[1]


def round_in_scope(turn: Turn, round_id: int) -> Round | None:
    """Return a round some of whose offices this person oversees, by its id."""
    round_ = turn.session.get(Round, round_id)
    scope = scopes.scope(turn.session, turn.person)
    return round_ if round_ is not None and rounds.owes_any(turn.session, round_.id, scope.of(round_.key)) else None
