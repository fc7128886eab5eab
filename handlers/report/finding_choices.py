"""Searching a long list of choices by typing: the best matches first. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from forms.itemsets import Choice
from thai.numerals import arabic
from thai.text import norm


def find(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """Return the choices whose label holds every word typed: same beginnings first, then in the list's order."""
    words = [_plain(word) for word in typed.split()]
    wanted = "".join(words)
    if not wanted:
        return []
    found = [(choice, _plain(choice.label)) for choice in choices]
    matching = [(choice, label) for choice, label in found if all(word in label for word in words)]
    return [choice for choice, _ in sorted(matching, key=lambda pair: not pair[1].startswith(wanted))]


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", arabic(norm(text)).lower())
