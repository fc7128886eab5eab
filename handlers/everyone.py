"""What is said in groups, where nothing personal is shown or taken."""

from __future__ import annotations

from handlers import words
from handlers.incoming import GroupJoined, Incoming, Text
from handlers.people import grouping
from handlers.replies import Text as Say
from handlers.status import kinds, supervisor
from handlers.turn import SILENCE, Response, Turn
from models import people
from models.people import OVERSEEING


def in_group(turn: Turn) -> Response:
    """Answer somebody in a group: counts for those entitled, when addressed; else what anybody hears."""
    said, person = turn.incoming.said, turn.account.person
    addressed = said.text if turn.incoming.mentioned and isinstance(said, Text) else ""
    about_group = grouping.command(turn, addressed) if addressed else None
    if about_group is not None:
        return about_group
    asks = turn.incoming.mentioned and isinstance(said, Text) and _about_progress(said.text)
    tied = grouping.status(turn) if asks else None
    if tied is not None:
        return tied
    if asks and people.has_duty(person, OVERSEEING):
        return Response((Say(supervisor.counts_only(turn)),), must_arrive=False)
    return to_group(turn.incoming)


def _about_progress(text: str) -> bool:
    return "สถานะ" in text or kinds.is_question(text)


def to_group(incoming: Incoming) -> Response:
    """Answer a group whoever spoke: LINE names nobody when the bot is added, nor who has not agreed to be named."""
    if isinstance(incoming.said, GroupJoined):
        return Response((Say(words.GROUP_HELLO),), must_arrive=False)
    if not incoming.mentioned or not isinstance(incoming.said, Text):
        return SILENCE
    return Response((Say(words.GROUP_PRIVATE),), must_arrive=False)
