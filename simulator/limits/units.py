"""LINE counts in two units: UTF-16 code units, and grapheme clusters where people see a label.

Source: Messaging API, "Character counting in a text". Which Unicode version LINE uses is not published.
"""

from __future__ import annotations

from collections.abc import Callable

import regex

Unit = Callable[[str], int]

_CLUSTER = regex.compile(r"\X")


def utf16(text: str) -> int:
    """Count UTF-16 code units: an emoji outside the BMP is 2."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def is_percent_encoded(uri: str) -> bool:
    """Say whether everything beyond ASCII, and every space, is written as %XX, as LINE wants URIs."""
    return uri.isascii() and not any(letter.isspace() for letter in uri)


def graphemes(text: str) -> int:
    """Count what a reader calls characters: ที่ is 1."""
    if text.isascii():
        return len(text)
    return sum(1 for _ in _CLUSTER.finditer(text))
