"""Filling a form by chance, and writing down what was done and seen: the same record every engine gives.

Paths are written as the oracles write them, with [i] on repeats only: /data/row[2]/age.
"""

import random
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from forms.facts import Index, Rejected
from forms.form import Form
from forms.instance import Instance
from forms.interview import Interview, begin, hear
from forms.node import Node
from forms.prompt import Prompt, prompt
from forms.review import is_required
from forms.said import AddRepeat, Chosen, Confirm, DeleteRepeat, EndRepeat, Jump, Said, Skip, Value
from forms.submission import instance_xml
from forms.xpath.refs import repeats_around
from forms.xpath.values import BANGKOK

MAX_ROWS = 3
MAX_STEPS = 160
_NUMBER = re.compile(r"(?<![\w.])\d{1,4}(?![\w.])")
_TEXTS = ("สมชาย", "นางมาลี ใจดี", "ก", "abc123", "0812345678", "x y", "5", "2026-08-10", "ไม่มีข้อมูล", "12.50", "a@b.th")
_NUMBERS = (0, 1, 2, 3, 5, 12, 17, 18, 60, 100, -1)

Step = dict[str, str]
Seen = dict[str, Any]


@dataclass
class Walk:
    """One filling: the steps for the oracles, and what our engine showed before the first and after each."""

    form: Form
    seed: int
    now: datetime
    most: int = MAX_STEPS
    ended: bool = False
    sent: str = ""
    interview: Interview = field(init=False)
    steps: list[Step] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.interview = begin(self.form, seed=self.seed, now=self.now, properties={})[0]
        self.seen.append({"nodes": nodes(self.interview)})

    def run(self) -> "Walk":
        """Fill until the end, or until enough was done."""
        self.ask_all()
        asked = 0
        while len(self.steps) < self.most:
            asked += 1
            shown = prompt(self.interview)
            if shown.type == "end":
                self.ended = True
                break
            if shown.index.event == "add_repeat":
                self.offer(shown)
            else:
                self.question(shown)
            if asked % 7 == 0:
                self.look_back()
        self.ask_all()
        self.sent = instance_xml(self.interview, self.now)
        return self

    # What is done ----------------------------------------------------------------------------

    def question(self, shown: Prompt) -> None:
        """Answer what is asked, with up to four tries; else put it off."""
        self.ask(shown)
        for _ in range(4):
            said = self.answer(shown)
            if said is None or self.say(shown.index, said):
                break
        if self.interview.index == shown.index:
            self.interview, _ = hear(self.interview, Skip(), self.now)

    def offer(self, shown: Prompt) -> None:
        """Add a row, or take the repeat as complete, or take a row away again."""
        rows = shown.repeat.number - 1 if shown.repeat else 0
        if rows < MAX_ROWS and self.chance.random() < 0.6:
            self.do("add", shown.index, AddRepeat())
        elif rows > 1 and self.chance.random() < 0.3:
            row = self.chance.randint(1, rows)
            pos = ".".join([*shown.pos.split(".")[:-1], str(row)])
            self.do("delete", Index("add_repeat", shown.ref, pos), DeleteRepeat(shown.ref, pos))
        else:
            self.interview, _ = hear(self.interview, EndRepeat(), self.now)

    def look_back(self) -> None:
        """Change an answer given before, as people do."""
        given = [key for key, leaf in self.interview.answers.items() if leaf.value]
        stay = self.interview.index
        ref, pos = self.chance.choice(given) if given else ("", "")
        if not ref or self.form.nodes[ref].kind != "question":
            return
        self.interview, _ = hear(self.interview, Jump(ref, pos), self.now)
        if self.interview.index == Index("question", ref, pos):
            shown = prompt(self.interview)
            blank = self.chance.random() < 0.25 and shown.type != "acknowledge"
            said = Value("") if blank else self.answer(shown)
            if said is not None:
                self.say(shown.index, said)
        self.interview, _ = hear(self.interview, Jump(stay.ref, stay.pos), self.now)

    def say(self, index: Index, said: Said) -> bool:
        """Give an answer; return whether it was taken."""
        text = " ".join(said.names) if isinstance(said, Chosen) else said.text if isinstance(said, Value) else "OK"
        required = not text and is_required(self.interview.instance(), index)
        self.interview, facts = hear(self.interview, said, self.now)
        refused = next((fact.why for fact in facts if isinstance(fact, Rejected)), None)
        self.note("set", index, text, verdict=refused or ("required" if required else "ok"))
        return refused is None

    def do(self, op: str, index: Index, said: Said) -> None:
        self.interview, _ = hear(self.interview, said, self.now)
        self.note(op, index)

    def ask(self, shown: Prompt) -> None:
        """Write down how a question is put."""
        choices = {"choices": [[one.name, one.label] for one in shown.choices]} if shown.choices else {}
        self.note("ask", shown.index, label=shown.title, **choices)

    def ask_all(self) -> None:
        """Write down how every question that is asked now is put."""
        instance = self.interview.instance()
        for node in self.form.nodes.values():
            if node.kind != "question" or node.type == "note":
                continue
            for pos in instance.positions(node):
                if instance.relevant(node.ref, pos):
                    self.ask(prompt(self.interview, Index("question", node.ref, pos)))

    def note(self, op: str, index: Index, value: str = "", **seen: Any) -> None:
        step = {"op": op, "path": path(self.form, index.ref, index.pos)}
        self.steps.append({**step, "value": value} if op == "set" else step)
        self.seen.append({**seen, "nodes": nodes(self.interview)} if op != "ask" else seen)

    # What is answered --------------------------------------------------------------------------

    def answer(self, shown: Prompt) -> Said | None:
        """Return an answer of the type asked for, None where only a file would do."""
        if shown.type in ("select_multiple", "rank"):
            names = [choice.name for choice in shown.choices]
            size = len(names) if shown.type == "rank" else self.chance.randint(1, min(3, len(names)))
            return Chosen(tuple(self.chance.sample(names, size)))
        if shown.type == "select_one":
            return Chosen((self.chance.choice(shown.choices).name,))
        if shown.type == "range":
            return Value(self.on_scale(shown))
        if shown.type == "acknowledge":
            return Confirm()
        text = self.text(shown)
        return Value(text) if text else None

    def text(self, shown: Prompt) -> str:
        day = self.now.astimezone(BANGKOK).date() + timedelta(days=self.chance.choice((0, -1, 1, -40, -9000, 200)))
        at = f"{self.chance.randint(0, 23):02}:{self.chance.choice(('00', '30'))}:00.000+07:00"
        match shown.type:
            case "integer":
                return str(self.chance.choice(self.numbers(shown)))
            case "decimal":
                return str(self.chance.choice([*self.numbers(shown), 1.5, 36.6, 0.25]))
            case "date":
                return day.isoformat()
            case "time":
                return at
            case "dateTime":
                return f"{day}T{at}"
            case "geopoint":
                return self.point()
            case "geotrace":
                return ";".join(self.point() for _ in range(3))
            case "geoshape":
                corners = [self.point() for _ in range(4)]
                return ";".join([*corners, corners[0]])
            case "image" | "audio" | "video" | "file":
                return ""
        return self.chance.choice(_TEXTS)

    def on_scale(self, shown: Prompt) -> str:
        """Return a number of a range's scale; the engines leave the others to their sliders."""
        least, most, step = (Decimal(text or "0") for text in (shown.minimum, shown.maximum, shown.step))
        steps = int((most - least) / step) if step else 0
        return str(least + step * self.chance.randint(0, steps))

    def numbers(self, shown: Prompt) -> list[int]:
        """Return numbers near those the form itself names."""
        logic = self.form.logic[shown.ref]
        counts = (one.count for one in self.form.logic.values() if one.count is not None)
        if any(shown.ref in count.reads for count in counts):
            return list(range(MAX_ROWS + 2))
        rules = (rule.source for rule in (logic.constraint, logic.minimum, logic.maximum) if rule)
        named = [int(text) for source in rules for text in _NUMBER.findall(source)]
        return [*_NUMBERS, *(number + step for number in named for step in (-1, 0, 1))]

    def point(self) -> str:
        return f"{18 + self.chance.randint(0, 900) / 1000} {99 + self.chance.randint(0, 900) / 1000} 0 0"


def nodes(interview: Interview) -> dict[str, list[Any]]:
    """Return {path: [relevant, value, required, read-only]} of every node that holds a value."""
    instance = interview.instance()
    found: dict[str, list[Any]] = {}
    for node in interview.form.nodes.values():
        if not node.children:
            for pos in instance.positions(node):
                if all(instance.stands(repeat, pos) for repeat in repeats_around(instance.nodes, node)[-1:]):
                    found[path(interview.form, node.ref, pos)] = _leaf(instance, node, pos)
    return found


def _leaf(instance: Instance, node: Node, pos: str) -> list[Any]:
    logic = instance.form.logic[node.ref]
    leaf = instance.answers.get((node.ref, pos))
    required = instance.holds(logic.required, pos, otherwise=False)
    readonly = instance.holds(logic.readonly, pos, otherwise=False)
    relevant = instance.relevant(node.ref, pos)
    return [int(relevant), leaf.value if leaf else "", int(required), int(readonly)]


def path(form: Form, ref: str, pos: str) -> str:
    """Return a place as the oracles write it."""
    numbers = pos.split(".") if pos else []
    written = ref
    repeats = repeats_around(form.nodes, form.nodes[ref])
    for repeat, number in zip(reversed(repeats), reversed(numbers), strict=True):
        written = f"{repeat}[{number}]{written[len(repeat) :]}"
    return written


def walked(form: Form, seed: int, now: datetime) -> Walk:
    """Return one filling of a form."""
    return Walk(form, seed, now).run()
