"""What to ask: one place of an interview, with everything needed to put it before a person."""

from dataclasses import dataclass

from forms import walk
from forms.facts import Index, Key, Leaf
from forms.instance import Instance
from forms.interview import Interview
from forms.itemsets import Choice
from forms.itext import Text
from forms.logic import Rule
from forms.node import Item, Node, keep, last_number, outside
from forms.review import is_required
from forms.shown import Shown, beside
from forms.xpath.nodes import Context


@dataclass(frozen=True, slots=True)
class PathStep:
    """A group or repeat around a question that shows itself by a title or a number."""

    ref: str
    number: str
    title: str
    short: str


@dataclass(frozen=True, slots=True)
class RepeatPlace:
    """Which instance of the nearest repeat a question stands in, from 1, of how many."""

    ref: str
    number: int
    count: int
    label: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question, the offer to add to a repeat (type "repeat") or the end (type "end").

    Texts are plain, in the interview's language. `notes` were passed since the question before. `shown` are the files
    beside its text, `shown_before` those beside the notes. `minimum` and `maximum` are lexical values read from simple
    constraints or a range's scale, or ''; `step` is the scale's.
    """

    index: Index
    type: str
    ref: str = ""
    pos: str = ""
    name: str = ""
    number: str = ""
    title: str = ""
    short: str = ""
    hint: str = ""
    guidance: str = ""
    path: tuple[PathStep, ...] = ()
    required: bool = False
    role: str = ""
    appearance: str = ""
    choices: tuple[Choice, ...] = ()
    current: Leaf | None = None
    item: Item | None = None
    repeat: RepeatPlace | None = None
    notes: tuple[str, ...] = ()
    minimum: str = ""
    maximum: str = ""
    step: str = ""
    constraint_message: str = ""
    shown: tuple[Shown, ...] = ()
    shown_before: tuple[Shown, ...] = ()


def prompt(interview: Interview, index: Index | None = None) -> Prompt:
    """Return the prompt for where the interview is, or for another place of it."""
    index = interview.index if index is None else index
    instance = interview.instance()
    passed = _passed(instance, interview.closed, index)
    notes = tuple(filter(None, (_shown(instance, place) for place in passed)))
    before = tuple(one for place in passed for one in _files(instance, place))
    if index.event == "end":
        return Prompt(index, "end", notes=notes, shown_before=before)
    return _Maker(instance, index).prompt(notes, before)


class _Maker:
    def __init__(self, instance: Instance, index: Index) -> None:
        self.instance = instance
        self.index = index
        self.node = instance.nodes[index.ref]
        self.logic = instance.form.logic[index.ref]
        offer = index.event == "add_repeat"
        self.repeat = index.ref if offer else self.node.repeat

    def text(self, text: Text, form: str = "") -> str:
        return text.plain(Context(self.instance, self.index.pos), self.instance.languages, form)

    def bounds(self) -> dict[str, str]:
        if (scale := self.logic.scale) is not None:
            low, high = sorted((scale.start, scale.end))
            return {"minimum": str(low), "maximum": str(high), "step": str(abs(scale.step))}
        return {"minimum": self.bound(self.logic.minimum), "maximum": self.bound(self.logic.maximum)}

    def bound(self, rule: Rule | None) -> str:
        return self.instance.computed(rule, self.index.pos) if rule is not None else ""

    def prompt(self, notes: tuple[str, ...], before: tuple[Shown, ...]) -> Prompt:
        node, logic, index = self.node, self.logic, self.index
        asked = index.event == "question"
        return Prompt(
            index=index,
            type=node.type,
            ref=index.ref,
            pos=index.pos,
            name=node.name,
            number=node.number,
            title=self.text(logic.label),
            short=node.short,
            hint=self.text(logic.hint),
            guidance=self.text(logic.hint, "guidance"),
            path=tuple(self.path()),
            required=asked and is_required(self.instance, index),
            role=node.role,
            appearance=node.appearance,
            choices=self.instance.choices(index.ref, index.pos) if asked else (),
            current=self.instance.answers.get((index.ref, index.pos)) if asked else None,
            item=self.instance.form.item_of.get(index.ref),
            repeat=self.repeat_place(),
            notes=notes,
            **self.bounds(),
            constraint_message=self.text(logic.constraint_message),
            shown=_files(self.instance, index) if asked else (),
            shown_before=before,
        )

    def path(self) -> list[PathStep]:
        steps: list[PathStep] = []
        ref = self.node.parent
        while ref is not None:
            node = self.instance.nodes[ref]
            title = self.title_of(node)
            if title or node.number:
                steps.append(PathStep(ref, node.number, title, node.short))
            ref = node.parent
        return steps[::-1]

    def title_of(self, node: Node) -> str:
        pos = keep(self.index.pos, node.depth)
        return self.instance.form.logic[node.ref].label.plain(Context(self.instance, pos), self.instance.languages)

    def repeat_place(self) -> RepeatPlace | None:
        if self.repeat is None:
            return None
        around = outside(self.index.pos)
        count = self.instance.count(self.repeat, around)
        return RepeatPlace(
            self.repeat, last_number(self.index.pos), count, self.title_of(self.instance.nodes[self.repeat])
        )


def _passed(instance: Instance, closed: frozenset[Key], index: Index) -> list[Index]:
    """Return the places that are shown but not asked between the question before and this one."""
    passed: list[Index] = []
    for place in walk.backward(instance, closed, index):
        if walk.is_asked(instance, place):
            break
        if instance.relevant(place.ref, place.pos):
            passed.append(place)
    return passed[::-1]


def _files(instance: Instance, place: Index) -> tuple[Shown, ...]:
    return beside(instance.form.logic[place.ref].label, Context(instance, place.pos), instance.languages)


def _shown(instance: Instance, place: Index) -> str:
    """A note's text; of a read-only or calculated one, its text and value."""
    label = instance.form.logic[place.ref].label.plain(Context(instance, place.pos), instance.languages)
    value = instance.value(place.ref, place.pos)
    if instance.form.logic[place.ref].choices is not None:
        names = instance.nodes[place.ref].names(value)
        value = " ".join(instance.choice_label(place.ref, place.pos, name) for name in names)
    return f"{label}: {value}" if label and value else label or value
