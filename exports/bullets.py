"""Texts whose lines begin with a dash or a bullet: the items they are meant as."""

from __future__ import annotations

import re

_BULLET = re.compile(r"\s*(?:[•●▪◦·‣∙■○✓]|[-–—*](?![-–—*\d๐-๙.]))\s*(?=\S)")


def items(text: str) -> list[str]:
    """Return the items of a text that begins with a bullet; a line without one goes on. Nothing for other texts."""
    found: list[str] = []
    for line in filter(str.strip, text.split("\n")):
        match = _BULLET.match(line)
        if match:
            found.append(line[match.end() :].strip())
        elif found:
            found[-1] = f"{found[-1]}\n{line.strip()}"
        else:
            return []
    return found
