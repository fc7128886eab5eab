"""What we can say, as data that is stored in the outbox. bot/render.py makes LINE messages of it.

Every reply here is JSON-able: `dump` and `load` round-trip. Sentences come from handlers/words.py; this module only
names the shapes they are poured into.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True)
class Button:
    """One tap. `deed` and `args` come back, signed, as handlers.incoming.Tapped; `says` is shown as the person's words.

    action: postback | camera | album | location | date | time | datetime | link | copy.
    `value` is the address of a link or the text to copy; `minimum`/`maximum` bound a picker (ISO).
    """

    label: str
    deed: str = ""
    args: Mapping[str, Any] = field(default_factory=dict)
    says: str = ""
    action: Literal["postback", "camera", "album", "location", "date", "time", "datetime", "link", "copy"] = "postback"
    value: str = ""
    minimum: str = ""
    maximum: str = ""
    fill: str = ""  # a tap opens the keyboard with these words in it (phones only)
    picture: str = ""  # of a choice, drawn with its label: shown:12
    narrow: bool = False  # a number of a scale: several stand in a row
    strong: bool = False  # the one most people want: drawn filled inside a card


@dataclass(frozen=True)
class Shown:
    """A picture, sound or film of ours beside a question: where it is (`shown:12`), its kind, its name, its size."""

    address: str
    file_kind: str  # image | audio | video
    name: str
    width: int = 0
    height: int = 0
    millis: int = 0


@dataclass(frozen=True)
class Text:
    """A plain bubble. Longer than LINE allows: it is split between paragraphs, nothing is cut."""

    text: str
    buttons: Sequence[Button] = ()
    kind: str = "text"


@dataclass(frozen=True)
class Question:
    """One item asked: what was understood, where we are, number and title, hint, what is stored, buttons."""

    title: str
    number: str = ""
    remark: str = ""  # said before anything else: what did not fit, a courtesy returned
    understood: Sequence[str] = ()  # about the answer before, each drawn with a ✓
    where: str = ""  # small: form, period, office, section
    progress: tuple[int, int] | None = None  # dealt with, asked
    notes: Sequence[str] = ()
    hint: str = ""
    stored: str = ""
    shown: Sequence[Shown] = ()  # pictures in the bubble, sounds and films before it
    stored_as: str = ""  # what is said above it, where it is not simply an earlier answer
    choices: Sequence[str] = ()  # numbered list, where buttons do not suffice
    first: int = 1  # the number of the first of them
    inside: Sequence[Button] = ()  # drawn inside the bubble: choices with long labels
    buttons: Sequence[Button] = ()
    kind: str = "question"


@dataclass(frozen=True)
class Row:
    """A line of a card. mark: a small sign in front that also works without colour; share: a bar, 0.0 to 1.0."""

    text: str
    value: str = ""
    mark: Literal["", "done", "doing", "todo", "late", "unreachable", "warning"] = ""
    share: float | None = None
    small: bool = False
    tap: Button | None = None


@dataclass(frozen=True)
class Card:
    """A list of things: title, small line, rows, buttons drawn inside (at most 8), quick replies below."""

    title: str
    subtitle: str = ""
    rows: Sequence[Row] = ()
    inside: Sequence[Button] = ()
    note: str = ""
    alt: str = ""  # how it reads in the chat list; the title when empty
    buttons: Sequence[Button] = ()
    kind: str = "card"


@dataclass(frozen=True)
class Picture:
    """A picture at an https address of the public: JPEG or PNG."""

    address: str
    buttons: Sequence[Button] = ()
    kind: str = "picture"


Reply = Text | Question | Card | Picture

_KINDS: dict[str, type[Reply]] = {"text": Text, "question": Question, "card": Card, "picture": Picture}


def dump(replies: Sequence[Reply]) -> list[dict[str, Any]]:
    """Return the replies as JSON-able dicts."""
    return [_dump(reply) for reply in replies]


def _dump(reply: Reply) -> dict[str, Any]:
    """As dataclasses.asdict, at a tenth of its cost: these hold nothing but plain data, buttons and rows."""
    values = dict(vars(reply))
    for name in ("buttons", "inside"):
        if name in values:
            values[name] = [dict(vars(button)) for button in values[name]]
    if isinstance(reply, Question):
        values["shown"] = [dict(vars(each)) for each in reply.shown]
    if isinstance(reply, Card):
        values["rows"] = [{**vars(row), "tap": dict(vars(row.tap)) if row.tap else None} for row in reply.rows]
    return values


def load(rows: Sequence[Mapping[str, Any]]) -> list[Reply]:
    """Return what `dump` was given."""
    return [_load(row) for row in rows]


def _load(row: Mapping[str, Any]) -> Reply:
    values = dict(row)
    for name in ("buttons", "inside"):
        if name in values:
            values[name] = tuple(Button(**button) for button in values[name])
    if "rows" in values:
        values["rows"] = tuple(_load_row(line) for line in values["rows"])
    if values.get("progress"):
        values["progress"] = tuple(values["progress"])
    if values.get("shown"):
        values["shown"] = tuple(Shown(**each) for each in values["shown"])
    for name in ("understood", "notes", "choices"):
        if name in values:
            values[name] = tuple(values[name])
    return _KINDS[values["kind"]](**values)


def _load_row(line: Mapping[str, Any]) -> Row:
    tap = line.get("tap")
    return Row(**{**line, "tap": Button(**tap) if tap else None})
