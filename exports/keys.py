"""Printed words as they are compared: digits Arabic, without spaces, dots, quotes; and lines without printed dots."""

from __future__ import annotations

import re

from thai.numerals import arabic
from thai.text import norm

_NOISE = re.compile(r"[\s.…\"'“”‘’()\[\]\-–—_*:]+")
_LEADERS = re.compile(r"[.…]{4,}|…{2,}|_{3,}|[-–—]{5,}")  # dotted lines to write on
_ABBREVIATION = re.compile(r"(?:ปวช|ปวส|พ\.ศ|ค\.ศ|ด\.ช|ด\.ญ|น\.ส|[ก-ฮ]\.[ก-ฮ])$")


def key(text: str) -> str:
    """Return a text as it is compared with others."""
    return _NOISE.sub("", arabic(norm(text))).lower()


def number_key(number: str) -> str:
    """Return a printed number as it is compared: `๑.๑)` is 1.1."""
    return ".".join(re.findall(r"\d+", arabic(number)))


def written(line: str, hint: str = "") -> str:
    """Return what a person wrote on a line: without the printed dots and the form's own hint."""
    if not line.strip(" *\t"):
        return ""
    if hint and key(line) and key(hint).startswith(key(line)):
        return ""
    kept = []
    parts = _LEADERS.split(line)
    for number, part in enumerate(parts):
        is_cut = number + 1 < len(parts)
        kept.append(f"{part}." if is_cut and _ABBREVIATION.search(part.rstrip()) else part)
    return " ".join(part.strip() for part in kept if part.strip())
