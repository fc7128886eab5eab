"""Replies -> LINE messages within LINE's limits. Nothing of a person's is cut: what is too long becomes more pieces.

Order of retreat: a long text becomes several bubbles, a long card a carousel, then several; a question too large for
one bubble is said as plain text. Five messages make a call; more than that are more calls.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot import flex, limits
from bot.actions import ONLY_QUICK, Actions
from bot.signing import Buttons
from handlers.replies import Button, Card, Picture, Question, Reply, Shown, Text
from thai.text import utf16_units

log = logging.getLogger(__name__)
Message = dict[str, Any]
ROWS = 20  # of a card in one bubble: more is not read on a phone
PLAYED = 3  # sounds and films before a question; a call holds five messages
STORED = 1200  # characters of a stored answer shown in its question; all of it is a tap away


@dataclass(frozen=True)
class Renderer:
    """Makes LINE messages; knows our address and signs buttons, keeps nothing."""

    buttons: Buttons
    public_url: str

    def calls(self, replies: Sequence[Reply], chat: str) -> list[list[Message]]:
        """Return the messages for `chat`, the LINE id of a user or group, in calls of at most five.

        Quick replies go to the very last message: LINE shows no others.
        """
        actions = Actions(self.buttons, self.public_url, chat)
        messages = [message for reply in replies for message in _messages(reply, actions)]
        below = next((each for each in (_below(reply) for reply in reversed(replies)) if each), ())
        quick = _quick(below, actions)
        if messages and quick:
            messages[-1]["quickReply"] = {"items": [{"type": "action", "action": action} for action in quick]}
        return [messages[start : start + limits.MESSAGES] for start in range(0, len(messages), limits.MESSAGES)]


def _messages(reply: Reply, actions: Actions) -> list[Message]:
    match reply:
        case Text():
            return [{"type": "text", "text": page} for page in limits.pages(reply.text)]
        case Question():
            return _question(reply, actions)
        case Card():
            return list(_card(reply, actions))
        case Picture():
            return _picture(reply.address, actions)


def _picture(address: str, actions: Actions) -> list[Message]:
    address = actions.picture(address)
    if not address:
        return []
    if utf16_units(address) > limits.URI:
        raise ValueError("the address of a picture is too long for LINE")
    return [{"type": "image", "originalContentUrl": address, "previewImageUrl": address}]


def _below(reply: Reply) -> Sequence[Button]:
    """Return the quick replies of a reply: its own, after those inside that LINE draws nowhere else."""
    inside = reply.inside if isinstance(reply, Question | Card) else ()
    return (*(button for button in inside if button.action in ONLY_QUICK), *reply.buttons)


def _quick(buttons: Sequence[Button], actions: Actions) -> list[dict[str, Any]]:
    made = [action for action in (actions.of(button) for button in buttons) if action]
    if len(made) > limits.QUICK_REPLIES:
        log.warning("too_many_buttons", extra={"count": len(made)})
    return made[: limits.QUICK_REPLIES]


def _drawn(buttons: Sequence[Button], actions: Actions) -> list[flex.Drawn]:
    """Return the buttons inside a bubble, each with its action."""
    made = [(button, actions.of(button, limits.FLEX_LABEL)) for button in buttons if button.action not in ONLY_QUICK]
    return [
        flex.Drawn(button.label, action, button.strong, actions.shown(button.picture), button.narrow)
        for button, action in made
        if action
    ]


def _question(asked: Question, actions: Actions) -> list[Message]:
    shown = replace(asked, stored=limits.shortened(asked.stored, STORED) if asked.stored else "")
    pictures = [each for each in asked.shown if each.file_kind == "image" and actions.shown(each.address)]
    bubble = flex.question(
        shown,
        _drawn(asked.inside, actions),
        [(actions.shown(each.address), each.width, each.height) for each in pictures],
    )
    played = [message for each in asked.shown if (message := _played(each, actions))][:PLAYED]
    if limits.size(bubble) > limits.BUBBLE_BYTES:
        seen = [_picture(actions.shown(each.address), actions) for each in pictures[: limits.MESSAGES]]
        texts = [{"type": "text", "text": page} for page in limits.pages(_as_text(shown))]
        return [*played, *(message for one in seen for message in one), *texts]
    return [*played, _flex(_alt(" ".join(filter(None, [asked.number, asked.title]))), bubble)]


def _played(shown: Shown, actions: Actions) -> Message | None:
    """Return a sound or film as a message of its own: a bubble cannot play it."""
    address = actions.shown(shown.address)
    match shown.file_kind:
        case "audio" if address:
            return {"type": "audio", "originalContentUrl": address, "duration": shown.millis}
        case "video" if address:
            still = actions.shown(shown.address, preview=True)
            return {"type": "video", "originalContentUrl": address, "previewImageUrl": still}
    return None


def _as_text(asked: Question) -> str:
    """Return a question as plain text, with everything its bubble would show."""
    choices = [f"{number}. {choice}" for number, choice in enumerate(asked.choices, asked.first)]
    inside = [f"• {button.label}" for button in asked.inside]
    head = " ".join(filter(None, [asked.number, asked.title]))
    understood = "\n".join(asked.understood)
    above = [asked.remark, understood, asked.where, head]
    parts = [*above, *asked.notes, asked.hint, asked.stored, "\n".join([*choices, *inside])]
    return "\n\n".join(part for part in parts if part.strip())


def _card(shown: Card, actions: Actions) -> Iterator[Message]:
    alt = _alt(shown.alt or shown.title)
    for bubbles in _carousels(_bubbles(shown, actions)):
        yield _flex(alt, bubbles[0] if len(bubbles) == 1 else {"type": "carousel", "contents": bubbles})


def _bubbles(shown: Card, actions: Actions) -> list[dict[str, Any]]:
    """Return the bubbles of a card: one, or as many as its rows need, the buttons in the last."""
    rows = [(row, actions.of(row.tap, limits.FLEX_LABEL) if row.tap else None) for row in shown.rows]
    inside = _drawn(shown.inside, actions)
    for most in range(ROWS, 0, -1):
        pages = [rows[start : start + most] for start in range(0, len(rows), most)] or [[]]
        last = len(pages)
        bubbles = [
            flex.card(
                shown if number == last else replace(shown, note=""),
                page,
                inside if number == last else (),
                f"{number}/{last}" if last > 1 else "",
            )
            for number, page in enumerate(pages, 1)
        ]
        if all(limits.size(bubble) <= limits.BUBBLE_BYTES for bubble in bubbles):
            break
    return bubbles


def _carousels(bubbles: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Yield the bubbles in groups that fit one carousel each."""
    group: list[dict[str, Any]] = []
    for bubble in bubbles:
        grown = [*group, bubble]
        fits = len(grown) <= limits.CAROUSEL_BUBBLES
        if group and not (fits and limits.size({"type": "carousel", "contents": grown}) <= limits.CAROUSEL_BYTES):
            yield group
            grown = [bubble]
        group = grown
    if group:
        yield group


def _flex(alt: str, contents: dict[str, Any]) -> Message:
    return {"type": "flex", "altText": alt, "contents": contents}


def _alt(text: str) -> str:
    return limits.shortened(" ".join(text.split()) or "ข้อความ", limits.ALT)
