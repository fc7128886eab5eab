"""Whether a lexical value may stand at a question: its type, its choices, the author's constraint."""

import re
from dataclasses import dataclass
from typing import Literal

from forms.facts import Index, Leaf, Unkept
from forms.instance import Instance
from forms.logic import Demand, Rule
from forms.node import keep
from forms.xpath.nodes import Context
from forms.xpath.values import calendar_day, moment_of

_INTEGER = re.compile(r"-?\d{1,18}", re.ASCII)
_DECIMAL = re.compile(r"-?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?", re.ASCII)
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_CHOOSERS = frozenset({"select_one", "select_multiple", "rank"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a value is not taken; `message` is the author's own, or '': then `unkept` says what the author did not."""

    why: Literal["constraint", "type", "choice", "readonly"]
    message: str = ""
    unkept: tuple[Unkept, ...] = ()


def refusal(instance: Instance, index: Index, text: str) -> Refusal | None:
    """Return why `text` may not stand at a question, None when it may. Blank is held to no constraint."""
    ref, pos = index.ref, index.pos
    node = instance.nodes[ref]
    if instance.holds(instance.form.logic[ref].readonly, pos, otherwise=False) or node.kind != "question":
        return Refusal("readonly")
    if not text:
        return None
    if node.type in _CHOOSERS:
        if not _offered(instance, index, text):
            return Refusal("choice")
    elif not has_type(text, node.type):
        return Refusal("type")
    if allowed(instance, index, text):
        return None
    return Refusal("constraint", constraint_message(instance, index), unkept(instance, index, text))


def _offered(instance: Instance, index: Index, text: str) -> bool:
    offered = {choice.name for choice in instance.choices(index.ref, index.pos)}
    names = instance.nodes[index.ref].names(text)
    return offered.issuperset(names) and len(set(names)) == len(names)


def allowed(instance: Instance, index: Index, text: str) -> bool:
    """Return whether `text`, standing at a question, keeps its scale and the author's constraint."""
    scale = instance.form.logic[index.ref].scale
    if scale is not None and not scale.holds(text):
        return False
    rule = instance.form.logic[index.ref].constraint
    return rule is None or keeps(instance, index, text, rule)


def keeps(instance: Instance, index: Index, text: str, rule: Rule) -> bool:
    """Return whether `text`, standing at a question, keeps a rule. It is stored for a moment to see."""
    key = (index.ref, index.pos)
    old = instance.answers.get(key)
    if old is not None and old.value == text:
        return instance.holds(rule, index.pos, otherwise=True)
    instance.answers[key] = Leaf(text)
    instance.forget()
    verdict = instance.holds(rule, index.pos, otherwise=True)
    if old is None:
        del instance.answers[key]
    else:
        instance.answers[key] = old
    instance.forget()
    return verdict


def unkept(instance: Instance, index: Index, text: str) -> tuple[Unkept, ...]:
    """Return the parts of the constraint that `text` does not keep. Of two fixed bounds both are told."""
    demands = instance.form.logic[index.ref].demands
    broken = [demand for demand in demands if not keeps(instance, index, text, demand.rule)]
    if any(_is_bound(demand) for demand in broken):
        broken = [demand for demand in demands if demand in broken or _is_bound(demand)]
    return tuple(
        Unkept(demand.of, demand.sign, instance.computed(demand.limit, index.pos), _asked_at(instance, demand, index))
        for demand in broken
    )


def _is_bound(demand: Demand) -> bool:
    return demand.of == "value" and not demand.other


def _asked_at(instance: Instance, demand: Demand, index: Index) -> Index | None:
    if not demand.other:
        return None
    return Index("question", demand.other, keep(index.pos, instance.nodes[demand.other].depth))


def constraint_message(instance: Instance, index: Index) -> str:
    """Return the author's message for a refused value, or ''."""
    text = instance.form.logic[index.ref].constraint_message
    return text.plain(Context(instance, index.pos), instance.languages)


def has_type(text: str, type_name: str) -> bool:
    """Return whether `text` is a lexical value of an XLSForm type; unknown types hold any text."""
    match type_name:
        case "integer":
            return _INTEGER.fullmatch(text) is not None
        case "decimal" | "range":
            return _DECIMAL.fullmatch(text) is not None
        case "date":
            return len(text) == 10 and calendar_day(text) is not None
        case "time":
            return _TIME.fullmatch(text) is not None
        case "dateTime":
            return "T" in text and moment_of(text) is not None
        case "geopoint":
            return _is_point(text)
        case "geotrace" | "geoshape":
            return all(_is_point(part) for part in text.split(";") if part.strip())
        case "acknowledge":
            return text == "OK"
    return True


def _is_point(text: str) -> bool:
    parts = text.split()
    if not 2 <= len(parts) <= 4 or not all(_NUMBER.fullmatch(part) for part in parts):
        return False
    return abs(float(parts[0])) <= 90 and abs(float(parts[1])) <= 180
