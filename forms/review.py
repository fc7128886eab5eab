"""Looking over a whole filling: what is missing or refused, and how far each printed item is."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from forms import walk
from forms.checks import allowed, constraint_message, unkept
from forms.facts import Index, Key, Leaf, Problem, State
from forms.form import Form
from forms.instance import Instance
from forms.node import Item
from forms.xpath.nodes import Context

Done = Literal["blank", "partial", "done", "none", "put_off"]


@dataclass(frozen=True, slots=True)
class ItemState:
    """How far one printed item is. `required` says that something it must have is missing.

    `index` is that of its first question; a jump there edits the item.
    """

    item: Item
    pos: str
    relevant: bool
    done: Done
    required: bool
    index: Index


def problems(instance: Instance, closed: frozenset[Key]) -> Iterator[Problem]:
    """Return every relevant question that is required and blank, or whose answer breaks its constraint."""
    for place in walk.places(instance, closed):
        if place.event == "question":
            problem = _problem(instance, place)
            if problem is not None:
                yield problem


def _problem(instance: Instance, place: Index) -> Problem | None:
    logic = instance.form.logic[place.ref]
    leaf = instance.answers.get((place.ref, place.pos))
    if leaf is None or leaf.state == "put_off":
        if logic.required is None or not is_required(instance, place) or not walk.is_asked(instance, place):
            return None
        message = logic.required_message.plain(Context(instance, place.pos), instance.languages)
        return Problem(place, "required", message, _item_ref(instance, place.ref))
    if not leaf.value or logic.constraint is None or not walk.is_asked(instance, place):
        return None
    if allowed(instance, place, leaf.value):
        return None
    message, item = constraint_message(instance, place), _item_ref(instance, place.ref)
    return Problem(place, "constraint", message, item, unkept(instance, place, leaf.value))


def is_required(instance: Instance, place: Index) -> bool:
    """Return whether a question must be answered before the report is sent."""
    return instance.holds(instance.form.logic[place.ref].required, place.pos, otherwise=False)


def _item_ref(instance: Instance, ref: str) -> str:
    item = instance.form.item_of.get(ref)
    return item.ref if item is not None else ""


def item_states(instance: Instance, closed: frozenset[Key], only: Container[str] | None = None) -> list[ItemState]:
    """Return the state of every printed item in order, once for each instance it stands in.

    `only`: the refs of the items wanted; the rest of the form is not looked at.
    """
    form = instance.form
    items = form.items if only is None else tuple(item for item in form.items if item.ref in only)
    wide = [item for item in items if item.ref not in form.alone]
    by_item = _places_of_items(instance, closed, wide) if wide else {}
    found: list[ItemState] = []
    for item in items:
        if item.ref in form.alone:
            found.append(_question_state(instance, item, "", form.at_top[item.ref]))
            continue
        for pos in instance.positions(instance.nodes[item.ref]):
            found.append(_item_state(instance, item, pos, by_item.get((item.ref, pos), [])))
    return found


def _places_of_items(instance: Instance, closed: frozenset[Key], items: Iterable[Item]) -> dict[Key, list[Index]]:
    """The places of items that are more than one question, by the item's ref and pos."""
    found: dict[Key, list[Index]] = {}
    stages = stages_of_items(instance.form)
    for place in walk.places_of(instance, closed, sorted({stage for item in items for stage in stages[item.ref]})):
        item = instance.form.item_of.get(place.ref)
        if item is not None and item.ref not in instance.form.alone:
            found.setdefault((item.ref, _item_pos(instance, item, place.pos)), []).append(place)
    return found


@lru_cache(maxsize=64)
def stages_of_items(form: Form) -> dict[str, frozenset[int]]:
    """Return the stages of the walk each printed item takes, by the item's ref."""
    found: dict[str, set[int]] = {item.ref: set() for item in form.items}
    for ref, item in form.item_of.items():
        if ref in form.stage_of:
            found[item.ref].add(form.stage_of[ref])
    return {ref: frozenset(stages) for ref, stages in found.items()}


def _item_pos(instance: Instance, item: Item, pos: str) -> str:
    node = instance.nodes[item.ref]
    depth = node.depth - (node.kind == "repeat")
    return ".".join(pos.split(".")[:depth]) if depth else ""


def _item_state(instance: Instance, item: Item, pos: str, places: list[Index]) -> ItemState:
    if len(places) == 1 and places[0].event == "question":
        return _question_state(instance, item, pos, places[0])
    asked = [place for place in places if walk.is_asked(instance, place)]
    questions = [place for place in asked if place.event == "question"]
    leaves = [instance.answers.get((place.ref, place.pos)) for place in asked]
    missing = (leaf is None or leaf.state == "put_off" for leaf in leaves)
    required = any(blank and is_required(instance, place) for place, blank in zip(asked, missing, strict=True))
    first = next(iter(questions or asked), Index("question", item.ref, pos))
    return ItemState(item, pos, bool(asked), _done(leaves), required, first)


def _question_state(instance: Instance, item: Item, pos: str, place: Index) -> ItemState:
    """The state of an item that is one question: most are, and a form has hundreds."""
    if not walk.is_asked(instance, place):
        return ItemState(item, pos, False, "blank", False, Index("question", item.ref, pos))
    leaf = instance.answers.get((place.ref, place.pos))
    done: Done = "blank" if leaf is None else _OF_ONE[leaf.state]
    required = done in ("blank", "put_off") and is_required(instance, place)
    return ItemState(item, pos, True, done, required, place)


_OF_ONE: dict[State, Done] = {"value": "done", "none": "none", "put_off": "put_off"}


def _done(leaves: list[Leaf | None]) -> Done:
    states = {leaf.state if leaf is not None else "blank" for leaf in leaves}
    if not states or states == {"blank"}:
        return "blank"
    if states == {"put_off"}:
        return "put_off"
    if states == {"none"}:
        return "none"
    return "done" if states <= {"value", "none"} else "partial"
