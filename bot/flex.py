"""How a question and a card look: Flex bubbles, calm, one accent colour, sizes that read well on a phone.

Only drawing: what is said and which buttons there are comes from outside, limits on whole messages are render.py's.
Every sign also works without colour.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from handlers import words
from handlers.replies import Card, Question, Row
from thai.text import graphemes

Box = dict[str, Any]
Pictured = tuple[str, int, int]  # the address of a picture, its width and height
Tappable = tuple[Row, dict[str, Any] | None]  # a row and the action of its tap

NARROW_ACROSS = 6  # numbers of a scale in one row at most

ACCENT = "#0F766E"
INK = "#1F2937"
GREY = "#667085"
AMBER = "#B45309"
RED = "#B42318"
PALE = "#F1F6F5"
TRACK = "#E3EAE8"
WHITE = "#FFFFFF"
SHORT_VALUE = 10  # graphemes
LONG_TITLE = 120  # graphemes; printed titles have up to 432, and so much bold is hard to read
_PARTING = re.compile(r" (?=[·▸] |น\.|25\d\d)")

DISCS = {"done": (100, ACCENT), "doing": (50, ACCENT), "todo": (0, GREY)}  # per cent filled; fonts differ too much
SIGNS = {
    "late": ("▲", RED),
    "unreachable": ("✕", GREY),
    "warning": ("!", AMBER),
}


class Drawn(NamedTuple):
    """A button inside a bubble: its label in full, its action, and how it is drawn."""

    label: str
    action: dict[str, Any]
    strong: bool = False
    picture: str = ""
    narrow: bool = False


def question(asked: Question, inside: Sequence[Drawn], pictures: Sequence[Pictured] = ()) -> Box:
    """Return the bubble of one item: understood, where we are, number and title, pictures, hint, stored, choices."""
    parts: list[Box | None] = [
        _text(asked.remark, size="sm", color=INK) if asked.remark.strip() else None,
        _stack([_text(_ticked(line), size="sm", color=ACCENT) for line in asked.understood], "xs"),
        _where(asked.where, asked.progress),
        _title(asked.number, asked.title),
        _stack([_text(note, size="sm", color=INK) for note in asked.notes], "sm"),
        _stack([_picture(*each) for each in pictures], "md"),
        _text(asked.hint, size="sm", color=GREY) if asked.hint.strip() else None,
        _stored(asked.stored, asked.stored_as or words.STORED),
        _stack([_choice(number, choice) for number, choice in enumerate(asked.choices, asked.first)], "sm"),
        _buttons(inside),
    ]
    return _bubble(parts)


def card(shown: Card, rows: Sequence[Tappable], inside: Sequence[Drawn], part: str = "") -> Box:
    """Return the bubble of a list; `part` numbers the bubbles of a card that needs several."""
    small = " · ".join(filter(None, [shown.subtitle, part]))
    head = _stack(
        [
            _text(_unparted(shown.title), size="md", weight="bold", color=INK) if shown.title.strip() else None,
            _text(_unparted(small), size="sm", color=GREY) if small.strip() else None,
        ],
        "xs",
    )
    lines = _stack([_row(row, tap) for row, tap in rows], "md")
    ruled = [{"type": "separator", "color": TRACK}] if head and lines else []
    note = _text(shown.note, size="xs", color=GREY) if shown.note.strip() else None
    return _bubble([head, *ruled, lines, note, _buttons(inside)])


def _bubble(parts: Iterable[Box | None]) -> Box:
    contents = [part for part in parts if part]
    body = {"type": "box", "layout": "vertical", "spacing": "lg", "paddingAll": "18px", "contents": contents}
    return {"type": "bubble", "size": "mega", "body": body}


def _stack(parts: Iterable[Box | None], spacing: str) -> Box | None:
    contents = [part for part in parts if part]
    return {"type": "box", "layout": "vertical", "spacing": spacing, "contents": contents} if contents else None


def _text(text: str, **style: Any) -> Box:
    return {"type": "text", "text": text.strip() or "–", "wrap": True, **style}


def _unparted(text: str) -> str:
    """Return our own words so that no line begins with a dot between two things or with the year of a month."""
    return _PARTING.sub("\N{NO-BREAK SPACE}", text)


def _ticked(line: str) -> str:
    return f"✓ {line}"


def _where(where: str, progress: tuple[int, int] | None) -> Box | None:
    line = _text(_unparted(where), size="xs", color=GREY) if where.strip() else None
    bar = _bar(progress[0] / progress[1], "4px") if progress and progress[1] > 0 else None
    return _stack([line, bar], "sm")


def _bar(share: float, height: str) -> Box:
    """Return a thin bar filled from the left; a share above nothing is always visible."""
    percent = round(100 * min(max(share, 0.0), 1.0))
    filled = {
        "type": "box",
        "layout": "vertical",
        "contents": [{"type": "filler"}],
        "width": f"{max(percent, 2 if share > 0 else 0)}%",
        "height": height,
        "backgroundColor": ACCENT,
        "cornerRadius": height,
    }
    return {
        "type": "box",
        "layout": "vertical",
        "contents": [filled],
        "height": height,
        "backgroundColor": TRACK,
        "cornerRadius": height,
    }


def _title(number: str, title: str) -> Box:
    weight = "bold" if graphemes(title) <= LONG_TITLE else "regular"
    if not number.strip():
        return _text(title, size="md", weight=weight, color=INK)
    spans = [
        {"type": "span", "text": f"{number.strip()} ", "weight": "bold", "color": ACCENT},
        {"type": "span", "text": title.strip() or "–", "weight": weight, "color": INK},
    ]
    return {"type": "text", "contents": spans, "wrap": True, "size": "md"}


def _stored(text: str, heading: str) -> Box | None:
    if not text.strip():
        return None
    return {
        "type": "box",
        "layout": "vertical",
        "spacing": "xs",
        "paddingAll": "12px",
        "cornerRadius": "8px",
        "backgroundColor": PALE,
        "contents": [_text(heading, size="xs", color=GREY), _text(text, size="sm", color=INK)],
    }


def _choice(number: int, text: str) -> Box:
    return {
        "type": "box",
        "layout": "baseline",
        "spacing": "sm",
        "contents": [
            {"type": "text", "text": f"{number}.", "size": "sm", "color": ACCENT, "flex": 0},
            _text(text, size="sm", color=INK),
        ],
    }


def _picture(address: str, width: int, height: int) -> Box:
    """Return a picture as wide as the bubble, whole; a tap opens it large."""
    tallest = 3 * max(width, 1)  # Flex message, "image": at most three times as high as wide
    ratio = f"{max(width, 1)}:{min(max(height, 1), tallest)}"
    opened = {"type": "uri", "label": "ดูภาพ", "uri": address}
    picture = {"type": "image", "url": address, "size": "full", "aspectRatio": ratio, "aspectMode": "fit"}
    return {"type": "box", "layout": "vertical", "cornerRadius": "8px", "contents": [{**picture, "action": opened}]}


def _buttons(drawn: Sequence[Drawn]) -> Box | None:
    """Return buttons under each other; choices with pictures two in a row, numbers of a scale several."""
    parts: list[Box] = []
    for across, group in groupby(drawn, key=_across):
        made = [_tile(one) if one.picture else _button(one) for one in group]
        width = -(-len(made) // -(-len(made) // across))  # rows of equal length
        for start in range(0, len(made), width):
            row = made[start : start + width]
            parts.append(row[0] if across == 1 else _in_a_row(row, width))
    return _stack(parts, "md")


def _across(drawn: Drawn) -> int:
    return 2 if drawn.picture else NARROW_ACROSS if drawn.narrow else 1


def _in_a_row(row: list[Box], width: int) -> Box:
    """Return boxes beside each other, as wide as if the row were full."""
    padding = {"paddingAll": row[0]["paddingAll"]}
    blank: list[Box] = [{"type": "box", "layout": "vertical", "contents": [], "flex": 1, **padding}] * (
        width - len(row)
    )
    return {
        "type": "box",
        "layout": "horizontal",
        "spacing": "md",
        "contents": [{**each, "flex": 1} for each in row] + blank,
    }


def _tile(drawn: Drawn) -> Box:
    """Return a choice with its picture."""
    image = {"type": "image", "url": drawn.picture, "size": "full", "aspectRatio": "4:3", "aspectMode": "fit"}
    text = _text(drawn.label, size="sm", align="center", color=ACCENT)
    return {
        "type": "box",
        "layout": "vertical",
        "spacing": "sm",
        "paddingAll": "8px",
        "cornerRadius": "8px",
        "backgroundColor": PALE,
        "contents": [{**image, "backgroundColor": WHITE}, text],
        "action": drawn.action,
    }


def _button(drawn: Drawn) -> Box:
    """Return a button drawn as a box: unlike LINE's own, it wraps, so that no choice loses its end."""
    weight, colour = ("bold", WHITE) if drawn.strong else ("regular", ACCENT)
    text = _text(drawn.label, size="sm", align="center", weight=weight, color=colour)
    return {
        "type": "box",
        "layout": "vertical",
        "paddingAll": "11px",
        "cornerRadius": "8px",
        "backgroundColor": ACCENT if drawn.strong else PALE,
        "contents": [text],
        "action": drawn.action,
    }


def _row(row: Row, tap: dict[str, Any] | None) -> Box:
    size = "xs" if row.small else "sm"
    colour = _colour(row)
    parts: list[Box] = [_mark(row.mark, size, colour)] if row.mark else []
    parts.append(_text(row.text, size=size, color=GREY if row.small else INK, flex=5))
    if row.value.strip():
        width = 0 if graphemes(row.value) <= SHORT_VALUE else 3  # a short one leaves the rest of the line to the text
        value = _text(row.value, size=size, color=colour, align="end", weight="bold", flex=width)
        parts.append(value)
    if tap:
        parts.append({"type": "text", "text": "›", "size": size, "color": GREY, "flex": 0})
    line: Box = {"type": "box", "layout": "horizontal", "spacing": "md", "contents": parts}
    if row.share is not None:
        line = {
            "type": "box",
            "layout": "vertical",
            "spacing": "sm",
            "contents": [line, _bar(row.share, "4px" if row.small else "6px")],
        }
    return {**line, "action": tap} if tap else line


def _colour(row: Row) -> str:
    """Return the colour of a row's mark and value; nothing late is nothing to worry about."""
    if row.mark and row.value.strip() == "0":
        return GREY
    return DISCS[row.mark][1] if row.mark in DISCS else SIGNS.get(row.mark, ("", INK))[1]


def _mark(mark: str, size: str, colour: str) -> Box:
    """Return a mark in a column of its own, so that texts behind marks of any width begin under each other."""
    column: Box = {"type": "box", "layout": "vertical", "width": "16px", "flex": 0, "alignItems": "center"}
    if mark in DISCS:
        return {**column, "paddingTop": "4px" if size == "sm" else "3px", "contents": [_disc(DISCS[mark][0], colour)]}
    sign = {"type": "text", "text": SIGNS[mark][0], "size": size, "color": colour, "align": "center"}
    return {**column, "contents": [sign]}


def _disc(percent: int, colour: str) -> Box:
    """Return a small circle filled from the left."""
    filled: Box = {"type": "box", "layout": "vertical", "contents": [], "width": f"{percent}%", "height": "10px"}
    return {
        "type": "box",
        "layout": "horizontal",
        "contents": [{**filled, "backgroundColor": colour}] if percent else [],
        "width": "10px",
        "height": "10px",
        "cornerRadius": "5px",
        "borderWidth": "1px",
        "borderColor": colour,
    }
