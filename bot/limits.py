"""LINE's limits on what we send, as numbers with their addresses, and how a text keeps within them.

Source: Messaging API reference; the counting units are in its "Text character count". Nothing is checked twice on
purpose: the simulator has a limits layer of its own, and each is the test of the other.
"""

from __future__ import annotations

import json
import re
from typing import Any

from thai.text import cut, graphemes, utf16_units

MESSAGES = 5  # in one call
TEXT = 5000  # UTF-16 units of a text message
ALT = 400  # ours: LINE takes 1500, but it is read in one line of the chat list
QUICK_REPLIES = 13
QUICK_LABEL = 20  # graphemes
FLEX_LABEL = 40
DISPLAY_TEXT = 300
URI = 1000
CLIPBOARD = 1000
FILL_IN = 300  # graphemes a tap may put on the keyboard
BUBBLE_BYTES = 30_000  # LINE says 30 KB; of escaped JSON and thousands, the strictest reading
CAROUSEL_BYTES = 50_000
CAROUSEL_BUBBLES = 12


def shortened(text: str, most: int) -> str:
    """Return text within `most` UTF-16 units, the last character being "…" when something was left out."""
    room, short = most, cut(text, most)
    while (units := utf16_units(short)) > most:
        room = max(1, room * most // units)  # graphemes have several units; never fewer than one
        short = cut(short, room)
    return short


def label(text: str, most: int = QUICK_LABEL) -> str:
    """Return text as a label, counted as LINE counts labels: in graphemes."""
    return cut(" ".join(text.split()) or "…", most)


def display(text: str) -> str:
    """Return text as the words a tap shows in the chat."""
    return cut(text, DISPLAY_TEXT)


def size(flex: Any) -> int:
    """Return how many bytes LINE may count for a bubble or carousel."""
    return len(json.dumps(flex, separators=(",", ":")))


def pages(text: str, most: int = TEXT) -> list[str]:
    """Return text in pieces of at most `most` UTF-16 units which, joined, are the text again but for blank edges.

    Cut between paragraphs, else between lines, else after a space, else between characters as readers see them.
    """
    left, found = text, []
    while utf16_units(left) > most:
        head = _fitting(left, most)
        at = _good_cut(head)
        found.append(left[:at])
        left = left[at:]
    return [page.strip("\n") for page in (*found, left) if page.strip()]


def _fitting(text: str, most: int) -> str:
    """Return the longest beginning of text within `most` UTF-16 units that ends between two characters."""
    end, units = 0, 0
    for character in text:
        units += utf16_units(character)
        if units > most:
            break
        end += 1
    whole = end
    while end > 1 and graphemes(text[max(0, end - 8) : end + 1]) == graphemes(text[max(0, end - 8) : end]):
        end -= 1  # the next sign belongs to the character before: a tone, a vowel, a joined emoji
    return text[: end if end > 1 else whole]


def _good_cut(head: str) -> int:
    """Return where to cut `head`: the last good place in its second half, or its end."""
    for mark in (r"\n\s*\n", r"\n", r"[ \t](?![\u0e31\u0e33-\u0e3a\u0e47-\u0e4e])"):
        places = [found.end() for found in re.finditer(mark, head) if found.end() > len(head) // 2]
        if places:
            return places[-1]
    return len(head)
