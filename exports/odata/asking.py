"""What may be asked of a set: $filter, $select, $orderby, $top, $skip, $count. What is not answered is refused by name.

A filter becomes plain tuples: ("and", a, b), ("not", a), ("eq", property, value), ("contains", property, text),
("in", property, values).
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from exports.odata.sets import EntitySet, Property

MOST_CHARACTERS = 4000  # of a filter
MOST_DEEP = 40
MOST_INT32 = 2**31 - 1
COMPARING = ("eq", "ne", "gt", "ge", "lt", "le")
FINDING = ("contains", "startswith", "endswith")
KNOWN = ("$filter", "$select", "$top", "$skip", "$skiptoken", "$count", "$format", "$orderby")
_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<moment>\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?)|(?P<number>-?\d+)"
    r"|(?P<word>[A-Za-z_$][\w./]*)|(?P<sign>[(),]))"
)
_NOT_OURS = "this $skiptoken is not one of ours"
Filter = tuple[Any, ...]


class NotAsked(ValueError):
    """The question is wrong (400), or right and not answered here (501)."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class Asked:
    """One question. `order` are properties, each with whether it goes down; () is the order of the key.

    `after` is the key of the last row of the page before; in another order `start` is how many rows were on the pages
    before.
    """

    selected: tuple[str, ...]
    where: Filter | None
    order: tuple[tuple[str, bool], ...]
    top: int | None
    skip: int
    after: tuple[Any, ...] | None
    start: int
    counts: bool


def asked(entity_set: EntitySet, given: Mapping[str, str]) -> Asked:
    """Return what a query string asks. Raises NotAsked."""
    for name in given:
        if name.startswith("$") and name not in KNOWN:
            raise NotAsked(f"{name} is not supported", 501)
    if "json" not in given.get("$format", "json"):
        raise NotAsked("only JSON is given", 406)
    order = _ordered(entity_set, given.get("$orderby", ""))
    token = given.get("$skiptoken", "")
    where = given.get("$filter", "").strip()
    return Asked(
        selected=_selected(entity_set, given.get("$select", "")),
        where=_Filters(entity_set, where).read() if where else None,
        order=order,
        top=_whole(given, "$top"),
        skip=_whole(given, "$skip") or 0,
        after=_after(entity_set, token) if token and not order else None,
        start=_start(token) if token and order else 0,
        counts=given.get("$count", "false") == "true",
    )


def _selected(entity_set: EntitySet, typed: str) -> tuple[str, ...]:
    names = [name.strip() for name in typed.split(",") if name.strip()]
    if not names or names == ["*"]:
        return tuple(each.name for each in entity_set.properties)
    return tuple(dict.fromkeys(_property(entity_set, name).name for name in names))


def _property(entity_set: EntitySet, name: str) -> Property:
    found = entity_set.property(name)
    if found is None:
        raise NotAsked(f"{entity_set.name} has no property {name[:60]!r}")
    return found


def _whole(given: Mapping[str, str], name: str) -> int | None:
    if name not in given:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", given[name]):
        raise NotAsked(f"{name} takes a whole number")
    return int(given[name])


def _ordered(entity_set: EntitySet, typed: str) -> tuple[tuple[str, bool], ...]:
    """Return the properties to sort by, each with whether it goes down; () where that is the order of the key."""
    found = []
    for part in (part.split() for part in typed.split(",") if part.strip()):
        if len(part) > 2 or part[1:] not in ([], ["asc"], ["desc"]):
            raise NotAsked("$orderby takes names of properties, each with asc or desc")
        if "(" in part[0] or "/" in part[0]:
            raise NotAsked(f"$orderby is answered by properties only, not by {part[0][:60]!r}", 501)
        wanted = _property(entity_set, part[0])
        if wanted.in_form:
            raise NotAsked(f"{wanted.name} is told by the form and cannot be sorted by", 501)
        found.append((wanted.name, part[1:] == ["desc"]))
    by_key = [(name, False) for name in entity_set.key[: len(found)]]
    return () if found == by_key else tuple(found)


def token_of(key: Sequence[Any]) -> str:
    """Return the $skiptoken that stands for a row's key, or for how many rows there were before."""
    return base64.urlsafe_b64encode(json.dumps(list(key)).encode()).decode().rstrip("=")


def _after(entity_set: EntitySet, token: str) -> tuple[Any, ...]:
    key = _read(token)
    kinds = [int if _property(entity_set, name).type == "Int32" else str for name in entity_set.key]
    if [type(part) for part in key] != kinds:
        raise NotAsked(_NOT_OURS)
    return tuple(key)


def _start(token: str) -> int:
    match _read(token):
        case [int(start)] if start >= 0:
            return start
    raise NotAsked(_NOT_OURS)


def _read(token: str) -> list[Any]:
    try:
        found = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    except (ValueError, binascii.Error) as error:
        raise NotAsked(_NOT_OURS) from error
    if not isinstance(found, list):
        raise NotAsked(_NOT_OURS)
    return found


class _Filters:
    """Reads one $filter by descent: or, and, not, comparison."""

    def __init__(self, entity_set: EntitySet, text: str) -> None:
        if len(text) > MOST_CHARACTERS:
            raise NotAsked(f"a $filter has at most {MOST_CHARACTERS} characters")
        self._set = entity_set
        self._tokens = list(_tokens(text))
        self._at = 0
        self._deep = 0

    def read(self) -> Filter:
        found = self._either()
        if self._at < len(self._tokens):
            raise NotAsked(f"$filter goes on unexpectedly at {self._tokens[self._at][1][:40]!r}")
        return found

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("end", "")

    def _take(self, kind: str, text: str = "") -> str:
        found = self._peek()
        if found[0] != kind or (text and found[1] != text):
            raise NotAsked(f"$filter expects {text or kind} at {found[1][:40] or 'its end'!r}")
        self._at += 1
        return found[1]

    def _either(self) -> Filter:
        found = self._both()
        while self._peek() == ("word", "or"):
            self._at += 1
            found = ("or", found, self._both())
        return found

    def _both(self) -> Filter:
        found = self._one()
        while self._peek() == ("word", "and"):
            self._at += 1
            found = ("and", found, self._one())
        return found

    def _one(self) -> Filter:
        self._deep += 1
        if self._deep > MOST_DEEP:
            raise NotAsked("$filter is nested too deep")
        try:
            kind, text = self._peek()
            if (kind, text) == ("word", "not"):
                self._at += 1
                return ("not", self._one())
            if (kind, text) == ("sign", "("):
                self._at += 1
                found = self._either()
                self._take("sign", ")")
                return found
            return self._found(text) if kind == "word" and text in FINDING else self._compared()
        finally:
            self._deep -= 1

    def _found(self, function: str) -> Filter:
        self._at += 1
        self._take("sign", "(")
        asked_of = self._asked_of()
        if asked_of.type != "String":
            raise NotAsked(f"{function} takes a text")
        self._take("sign", ",")
        text = _unquoted(self._take("text"))
        self._take("sign", ")")
        if self._peek() == ("word", "eq"):  # contains(x,'y') eq true, as some clients write
            self._at += 1
            if self._take("word") == "false":
                return ("not", (function, asked_of.name, text))
        return (function, asked_of.name, text)

    def _compared(self) -> Filter:
        kind, text = self._peek()
        if kind == "word" and self._tokens[self._at + 1 : self._at + 2] == [("sign", "(")]:
            raise NotAsked(f"{text}() is not supported in $filter", 501)
        asked_of = self._asked_of()
        operator = self._take("word")
        if operator == "in":
            return ("in", asked_of.name, self._values(asked_of))
        if operator not in COMPARING:
            raise NotAsked(f"{operator} is not supported in $filter", 501)
        return (operator, asked_of.name, self._value(asked_of))

    def _asked_of(self) -> Property:
        name = self._take("word")
        found = _property(self._set, name)
        if found.in_form:
            raise NotAsked(f"{name} is told by the form and cannot be filtered by; filter by Ref", 501)
        return found

    def _values(self, asked_of: Property) -> tuple[Any, ...]:
        self._take("sign", "(")
        found = [self._value(asked_of)]
        while self._peek() == ("sign", ","):
            self._at += 1
            found.append(self._value(asked_of))
        self._take("sign", ")")
        return tuple(found)

    def _value(self, asked_of: Property) -> Any:
        kind, text = self._peek()
        self._at += 1
        match (asked_of.type, kind, text):
            case (_, "word", "null"):
                return None
            case ("String", "text", _):
                return _unquoted(text)
            case ("Int32", "number", _) if -MOST_INT32 - 1 <= int(text) <= MOST_INT32:
                return int(text)
            case ("Boolean", "word", "true" | "false"):
                return text == "true"
            case ("DateTimeOffset", "moment", _) if "T" in text:
                try:
                    return datetime.fromisoformat(text).astimezone(UTC)
                except (ValueError, OverflowError) as error:
                    raise NotAsked(f"{text} is no moment") from error
        raise NotAsked(f"{asked_of.name} is an Edm.{asked_of.type} and cannot be compared with {text[:40]!r}")


def _tokens(text: str) -> list[tuple[str, str]]:
    found, at = [], 0
    while at < len(text.rstrip()):
        match = _TOKEN.match(text, at)
        if match is None:
            raise NotAsked(f"$filter cannot be read at {text[at : at + 20]!r}")
        found.append((str(match.lastgroup), match[str(match.lastgroup)]))
        at = match.end()
    return found


def _unquoted(text: str) -> str:
    return text[1:-1].replace("''", "'")
