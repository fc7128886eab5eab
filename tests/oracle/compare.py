"""What two engines showed of one walk, held side by side."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree as ET

from forms.form import Form
from tests.oracle.known import Known

_INDEX = re.compile(r"\[\d+\]")
_CHANCE = re.compile(r"\b(random|uuid|now)\s*\(")
_SHUFFLED = re.compile(r"\brandomize\s*\([^,]*\)\s*(/|$)")  # without a seed
_SPACE = re.compile(r"\s+")
KINDS = ("relevance", "values", "required", "read-only", "verdicts", "choices", "labels", "submissions")


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where an engine showed something else than we: after which step, of which kind."""

    form: str
    step: int
    kind: str
    path: str
    ours: Any
    theirs: Any


@dataclass
class Tally:
    """How much was compared, by kind, what differed, and how many of those are known."""

    compared: Counter[str] = field(default_factory=Counter)
    different: list[Difference] = field(default_factory=list)
    known: Counter[str] = field(default_factory=Counter)
    known_by_kind: Counter[str] = field(default_factory=Counter)
    walks: int = 0
    same: int = 0
    refused: int = 0


class Comparison:
    """Compares walks of one form."""

    def __init__(self, name: str, form: Form, known: Iterable[Known], tally: Tally) -> None:
        self.name = name
        self.form = form
        self.known = tuple(known)
        self.tally = tally
        filters = (logic.filter for logic in form.logic.values())
        self.shuffled = any(one is not None and _SHUFFLED.search(one.source) for one in filters)
        self.skipped = {ref for ref in form.nodes if self._by_chance(ref)}

    def walk(self, ours: Sequence[dict[str, Any]], theirs: dict[str, Any], sent: str = "") -> None:
        """Compare one walk, step by step; the first step is the state before anything was said.

        `sent` is the report we would send at the end, compared where the engine tells of its own.
        """
        self.tally.walks += 1
        if "error" in theirs:
            refused = Difference(self.name, 0, "refused", "", "", theirs["error"])
            self.tally.refused += 1
            self.tally.different += [] if self._is_known(refused) else [refused]
            return
        found = [
            one
            for step, (own, other) in enumerate(zip(ours, theirs["steps"], strict=True))
            for one in self._step(step, own, other)
        ]
        if sent and "xml" in theirs:
            self.tally.compared["submissions"] += 1
            own_shape, other_shape = _shape(sent), _shape(theirs["xml"])
            if own_shape != other_shape and not found:  # a value that differs may well prune something
                found.append(Difference(self.name, len(ours), "submissions", "", own_shape, other_shape))
        fresh = [one for one in found if not self._is_known(one)]
        self.tally.different += fresh
        self.tally.same += not found

    def _is_known(self, one: Difference) -> bool:
        path = _INDEX.sub("", one.path)
        covering = (known for known in self.known if known.covers(one.form, one.kind, path, one.ours, one.theirs))
        reason = next((known.reason for known in covering), None)
        if reason is not None:
            self.tally.known[reason] += 1
            self.tally.known_by_kind[one.kind] += 1
        return reason is not None

    def _step(self, step: int, ours: dict[str, Any], theirs: dict[str, Any]) -> Iterator[Difference]:
        if "error" in theirs:
            yield Difference(self.name, step, "steps", "", "", theirs["error"])
        for kind, own, other in (
            ("verdicts", ours.get("verdict"), theirs.get("verdict")),
            ("choices", _choices(ours, self.shuffled), _choices(theirs, self.shuffled)),
            ("labels", _label(ours), _label(theirs)),
        ):
            if own is not None and other is not None:
                self.tally.compared[kind] += 1
                if own != other:
                    yield Difference(self.name, step, kind, "", own, other)
        if "nodes" in ours:
            yield from self._nodes(step, ours["nodes"], theirs.get("nodes", {}))

    def _nodes(self, step: int, ours: dict[str, list[Any]], theirs: dict[str, list[Any]]) -> Iterator[Difference]:
        for path in {**ours, **theirs}:
            if "/@" in path:
                continue  # the oracles keep attributes elsewhere
            if path not in ours or path not in theirs:
                node = self.form.nodes.get(_INDEX.sub("", path))
                if (ours.get(path) or theirs[path])[0] and node and not node.children and "/meta/" not in path:
                    self.tally.compared["relevance"] += 1
                    yield Difference(self.name, step, "relevance", path, path in ours, path in theirs)
                continue
            own, other = ours[path], theirs[path]
            self.tally.compared["relevance"] += 1
            if own[0] != other[0]:
                yield Difference(self.name, step, "relevance", path, own[0], other[0])
            elif own[0]:
                yield from self._leaf(step, path, own, other)

    def _leaf(self, step: int, path: str, own: list[Any], other: list[Any]) -> Iterator[Difference]:
        ref = _INDEX.sub("", path)
        node = self.form.nodes[ref]
        if ref not in self.skipped:
            self.tally.compared["values"] += 1
            if not same(own[1], other[1], listed=node.type == "select_multiple"):
                yield Difference(self.name, step, "values", path, own[1], other[1])
        if node.kind != "question" or node.type == "note":
            return
        for kind, place in (("required", 2), ("read-only", 3)):
            self.tally.compared[kind] += 1
            if own[place] != other[place]:
                yield Difference(self.name, step, kind, path, own[place], other[place])

    def _by_chance(self, ref: str) -> bool:
        """Whether a value is another in every run: preloads, identity, chance and the moment."""
        logic = self.form.logic[ref]
        events = (*self.form.settings.values(), *(one.on_change for one in self.form.logic.values()))
        settings = [one for all_of in events for one in all_of if one.ref == ref]
        rules = (logic.calculate, *(setting.rule for setting in settings))
        drawn = any(rule is not None and _CHANCE.search(rule.source) for rule in rules)
        return logic.preload is not None or drawn or "/meta/" in ref


def same(ours: str, theirs: str, *, listed: bool = False) -> bool:
    """Return whether two values mean the same: as texts, numbers, places, or chosen names in any order."""
    ours, theirs = (text.replace("NaN", "") for text in (ours, theirs))
    if ours == theirs or _SPACE.sub(" ", ours).strip() == _SPACE.sub(" ", theirs).strip():
        return True
    if listed:
        return sorted(ours.split()) == sorted(theirs.split())
    one, other = _numbers(ours), _numbers(theirs)
    return one is not None and other is not None and _near(one, other)


def _numbers(text: str) -> list[list[float]] | None:
    """The numbers of a text that holds nothing else: one, a place, places divided by `;`."""
    try:
        return [[float(part) for part in place.split()] for place in text.split(";") if place.strip()]
    except ValueError:
        return None


def _near(one: list[list[float]], other: list[list[float]]) -> bool:
    if len(one) != len(other) or not one:
        return False
    return all(
        len(a) == len(b) and all(math.isclose(x, y, rel_tol=1e-9, abs_tol=1e-9) for x, y in zip(a, b, strict=True))
        for a, b in zip(one, other, strict=True)
    )


def _shape(xml: str) -> list[str]:
    """The elements of a report in their order, with their attributes but for identities made by chance."""
    return list(_elements(ET.fromstring(xml), ""))


def _elements(element: ET.Element, around: str) -> Iterator[str]:
    attributes = sorted((name, text) for name, text in element.attrib.items() if name != "id" or not around)
    path = f"{around}/{element.tag}"
    yield f"{path} {attributes}" if attributes else path
    for child in element:
        yield from _elements(child, path)


def _choices(seen: dict[str, Any], shuffled: bool) -> list[tuple[str, str]] | None:
    if "choices" not in seen:
        return None
    found = [(name, _SPACE.sub("", label or name)) for name, label in seen["choices"]]
    return sorted(found) if shuffled else found


def _label(seen: dict[str, Any]) -> str | None:
    label = seen.get("label")
    return None if label is None or re.search(r"[*_<#&\\]", label) else _SPACE.sub("", label)
