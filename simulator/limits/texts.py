"""Text messages: length, emojis, and the substitutions of textV2.

Source: Messaging API reference, "Text message" and "Text message (v2)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from simulator.limits.rules import MUST_BE_SPECIFIED, At, Context, Refusal, too_long
from simulator.limits.units import utf16

TEXT_MAX = 5000
EMOJIS_MAX = 20
MENTIONS_MAX = 20
SUBSTITUTIONS_MAX = 100
KEY = re.compile(r"[0-9a-zA-Z_]{1,20}")
PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")


def check_text(message: dict[str, Any], at: At, _context: Context) -> Iterator[Refusal]:
    yield from _check_length(message["text"], at)
    emojis = message.get("emojis") or []
    if len(emojis) > EMOJIS_MAX:
        yield Refusal(at / "emojis", f"Size must be between 0 and {EMOJIS_MAX}")
    units = message["text"].encode("utf-16-le", "surrogatepass")
    for index, emoji in enumerate(emojis):
        where = emoji.get("index")
        if not isinstance(where, int) or where < 0 or units[2 * where : 2 * where + 2] != "$".encode("utf-16-le"):
            yield Refusal(at / "emojis" / index / "index", "must point at a $ in the text", 3)


def check_text_v2(message: dict[str, Any], at: At, _context: Context) -> Iterator[Refusal]:
    yield from _check_length(message["text"], at)
    substitution = message.get("substitution") or {}
    if len(substitution) > SUBSTITUTIONS_MAX:
        yield Refusal(at / "substitution", f"Size must be between 0 and {SUBSTITUTIONS_MAX}", 5)
    else:
        yield from _check_kinds(substitution, at)
    for key in substitution:
        if not KEY.fullmatch(key):
            yield Refusal(at / "substitution" / key, "the key must be 1 to 20 letters, digits or _")
    for found in PLACEHOLDER.finditer(message["text"]):
        key = found.group(1)
        if key is not None and key not in substitution:
            yield Refusal(at / "substitution" / key, MUST_BE_SPECIFIED, 4)


def _check_kinds(substitution: dict[str, Any], at: At) -> Iterator[Refusal]:
    for kind, most in (("mention", MENTIONS_MAX), ("emoji", EMOJIS_MAX)):
        if sum(1 for entry in substitution.values() if entry.get("type") == kind) > most:
            yield Refusal(at / "substitution", f"at most {most} of type {kind}")


def _check_length(text: str, at: At) -> Iterator[Refusal]:
    if not text.strip():
        yield Refusal(at / "text", "May not be empty", 1)
    elif utf16(text) > TEXT_MAX:
        yield Refusal(at / "text", too_long(TEXT_MAX), 2)
