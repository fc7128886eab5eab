"""The values of one filling, as expressions see them: relevance, repeats, choices, chance.

Values are keyed by (ref, pos). Relevance is found when asked and remembered until something
changes, so a turn costs what it touches, not what the form holds.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from types import MappingProxyType

from forms.facts import Key, Leaf
from forms.form import Form
from forms.itemsets import Choice
from forms.itext import Text
from forms.logic import Rule
from forms.node import Node, inside, keep, outside
from forms.recall import LAST_SAVED, document
from forms.shown import Shown, beside
from forms.xpath.errors import BudgetSpent, EvaluationError
from forms.xpath.nodes import Context, Element
from forms.xpath.refs import repeats_around
from forms.xpath.values import Value, to_text, verdict

MAX_STEPS = 200_000  # nodes visited in one turn; an honest turn of the largest known form takes 3,000
MAX_INSTANCES = 500
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Instance:
    """One filling while something is asked of it. Implements `xpath.nodes.State`."""

    def __init__(
        self,
        form: Form,
        answers: dict[Key, Leaf],
        repeats: dict[Key, int],
        *,
        seed: int,
        language: str,
        now: datetime,
        properties: Mapping[str, str],
        presumed: set[Key],
        recalled: Mapping[Key, str] = MappingProxyType({}),
    ) -> None:
        self.form = form
        self.nodes = form.nodes
        self.answers = answers
        self.repeats = repeats
        self.seed = seed
        self.language = language
        self.now = now
        self.properties = properties
        self.presumed = presumed
        self.recalled = recalled
        self.troubles: list[str] = []
        self._relevant: dict[Key, bool] = {}
        self._last_saved: Element | None = None
        self._steps = 0
        self._draws = 0

    # What expressions ask -----------------------------------------------------------------

    def value(self, ref: str, pos: str) -> str:
        leaf = self.answers.get((ref, pos))
        return leaf.value if leaf is not None and leaf.value and self.relevant(ref, pos) else ""

    def relevant(self, ref: str, pos: str) -> bool:
        """Return whether a place and all around it are relevant."""
        gate = self.form.gates[ref]
        if gate is None:
            return True
        key = (gate, pos if gate == ref or not pos else keep(pos, self.nodes[gate].depth))
        known = self._relevant.get(key)
        if known is None:
            known = self._relevant[key] = self._find_relevant(self.nodes[gate], key[1])
        return known

    def _find_relevant(self, node: Node, pos: str) -> bool:
        if node.parent is not None:
            around = outside(pos) if node.kind == "repeat" else pos
            if not self.relevant(node.parent, around):
                return False
        return self.holds(self.form.logic[node.ref].relevant, pos, otherwise=True)

    def count(self, ref: str, pos: str) -> int:
        return self.repeats.get((ref, pos), 0)

    def choices_root(self, name: str) -> Element | None:
        if name != LAST_SAVED:
            return self.form.lists.get(name)
        if self._last_saved is None:
            self._last_saved = document(self.nodes, self.form.recalled, self.recalled)
        return self._last_saved

    def choice_label(self, ref: str, pos: str, name: str) -> str:
        return next((choice.label for choice in self.choices(ref, pos) if choice.name == name), "")

    def itext(self, text_id: str) -> str:
        text = self.form.texts.get(text_id)
        return self.plain(text) if text is not None else ""

    def shown(self, text_id: str) -> tuple[Shown, ...]:
        text = self.form.texts.get(text_id)
        return beside(text, Context(self, ""), self.languages) if text is not None else ()

    def identity(self, name: str) -> str:
        return self.form.version if name == "version" else self.properties.get(name, "")

    def chance(self) -> bytes:
        # The number of answers tells turns of one moment apart: two rows added at once get two uuids.
        self._draws += 1
        return sha256(f"{self.seed}:{self.now.timestamp()}:{len(self.answers)}:{self._draws}".encode()).digest()

    def spend(self, steps: int) -> None:
        self._steps += steps
        if self._steps > MAX_STEPS:
            raise BudgetSpent(f"more than {MAX_STEPS} steps")

    # What the modules of filling ask ------------------------------------------------------

    @property
    def languages(self) -> tuple[str, str]:
        """The language asked for, and the one to fall back to."""
        return self.language, self.form.default_language

    def evaluate(self, rule: Rule, pos: str) -> Value | None:
        """Return what a rule gives at `pos`, None when it fails; the failure is noted in `troubles`."""
        try:
            return rule.run(Context(self, pos))
        except (EvaluationError, OverflowError, RecursionError) as error:
            self.troubles.append(f"{rule.ref}: {rule.source[:80]}: {error}")
            return None

    def holds(self, rule: Rule | None, pos: str, *, otherwise: bool) -> bool:
        """Return the verdict of a rule; `otherwise` when there is none or it fails."""
        if rule is None:
            return otherwise
        value = self.evaluate(rule, pos)
        return otherwise if value is None else verdict(value)

    def computed(self, rule: Rule, pos: str) -> str:
        """Return what a rule gives, as it is stored: NaN and failures as ''."""
        value = self.evaluate(rule, pos)
        text = "" if value is None else to_text(value)
        return "" if isinstance(value, float) and text == "NaN" else text

    def choices(self, ref: str, pos: str) -> tuple[Choice, ...]:
        """Return the choices offered at a place; none when their filter fails."""
        offered = self.form.logic[ref].choices
        try:
            return offered.choices(Context(self, pos)) if offered is not None else ()
        except EvaluationError as error:
            self.troubles.append(f"{ref}: {error}")
            return ()

    def offers_any(self, ref: str, pos: str) -> bool:
        """Return whether a select has anything to choose from; labels are not made."""
        offered = self.form.logic[ref].choices
        if offered is None or not offered.filtered:
            return bool(self.choices(ref, pos))
        try:
            return bool(offered.names(Context(self, pos)))
        except EvaluationError as error:
            self.troubles.append(f"{ref}: {error}")
            return False

    def store(self, ref: str, pos: str, value: str) -> bool:
        """Keep a value, or nothing when it is blank; return whether that changed anything."""
        old = self.answers.get((ref, pos))
        if value:
            leaf = Leaf(legal(value))
            self.answers[(ref, pos)] = leaf
            return old != leaf
        return self.answers.pop((ref, pos), None) is not None

    def positions(self, node: Node) -> list[str]:
        """Return every pos at which a node stands; of a repeat, every pos around its instances."""
        around = repeats_around(self.nodes, node)
        found = [""]
        for repeat in around[:-1] if node.kind == "repeat" else around:
            found = [inside(pos, n + 1) for pos in found for n in range(self.count(repeat, pos))]
        return found

    def stands(self, ref: str, pos: str) -> bool:
        """Return whether every instance around a place is one its repeat counts now."""
        repeats = repeats_around(self.nodes, self.nodes[ref])
        numbers = pos.split(".") if pos else []
        around = ""
        for repeat, number in zip(repeats, numbers, strict=True):
            if int(number) > self.count(repeat, around):
                return False
            around = inside(around, int(number))
        return True

    def plain(self, text: Text) -> str:
        """Return a text of the form as it reads outside all repeats."""
        return text.plain(Context(self, ""), self.languages)

    def forget(self) -> None:
        """Forget which places are relevant: something they depend on has changed."""
        self._relevant.clear()


def blank(form: Form) -> Instance:
    """Return a form in which nothing is answered, for its texts as they read before."""
    return Instance(form, {}, {}, seed=0, language=form.default_language, now=_NEVER, properties={}, presumed=set())


def legal(text: str) -> str:
    """Return `text` without the characters XML cannot hold; a chat can carry them."""
    return _ILLEGAL.sub("", text)
