"""What anybody may ask: help, and what is said in groups, where nothing personal is shown or taken."""

from __future__ import annotations

from handlers import supervisor, words
from handlers.incoming import GroupJoined, Text
from handlers.replies import Button, Card, Row
from handlers.replies import Text as Say
from handlers.turn import SILENCE, Response, Turn
from models import people
from models.people import OVERSEEING


def help_card(turn: Turn, commands: list[tuple[str, str]]) -> Card:
    """List what can be typed: (word, what it does)."""
    tap = {words.TASKS: "tasks", words.STATUS: "status"}
    rows = [Row(word, what, small=True) for word, what in commands]
    shown = [label for label in tap if label != words.STATUS or people.has_duty(turn.account.person, OVERSEEING)]
    buttons = tuple(Button(label, tap[label], says=label) for label in shown)
    return Card(words.HELP_TITLE, rows=rows, buttons=buttons)


def in_group(turn: Turn) -> Response:
    """Answer in a group: counts for those entitled, when addressed; silence otherwise."""
    said = turn.incoming.said
    if isinstance(said, GroupJoined):
        return Response((Say(words.GROUP_HELLO),), must_arrive=False)
    if not turn.incoming.mentioned or not isinstance(said, Text):
        return SILENCE
    if "สถานะ" in said.text and people.has_duty(turn.account.person, OVERSEEING):
        return Response((Say(supervisor.counts_only(turn)),), must_arrive=False)
    return Response((Say(words.GROUP_PRIVATE),), must_arrive=False)
