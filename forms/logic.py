"""The expressions of a form, compiled: what makes each node relevant, required, computed, refused.

Every slip of the author is collected, so that one upload shows them all.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from forms import demands as demanded
from forms import itext, lists, searched
from forms.bounds import Scale, bounds, scale
from forms.itemsets import FixedChoices, Itemset, column
from forms.itext import NO_TEXT, Text
from forms.node import Node
from forms.searched import Searched
from forms.slips import Slip
from forms.xform import Action, Control, Output, RawItemset, RawText, XForm
from forms.xpath import compile as compiler
from forms.xpath.compile import Closure
from forms.xpath.errors import ExpressionError
from forms.xpath.nodes import Context
from forms.xpath.parser import parse
from forms.xpath.reads import Reads
from forms.xpath.refs import Scope, static
from forms.xpath.tree import Call, Expression, Path

Choices = Itemset | FixedChoices | Searched
_MESSAGE = re.compile(r"^\s*jr:itext\(\s*'([^']*)'\s*\)\s*$")
_TEXT_ID = re.compile(r"^\s*jr:itext\(\s*([^\s()\[\]./:'\"]+)\s*\)\s*$")
_SIMPLE_NAME = re.compile(r"^[^\s()\[\]./:'\"]+$")


@dataclass(frozen=True, slots=True)
class Rule:
    """One compiled expression and the refs it reads; `siblings` are read of other instances only.

    `source` and `ref` say what it was and where it stands, for those who must mend it.
    """

    run: Closure
    reads: frozenset[str]
    siblings: frozenset[str] = frozenset()
    source: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Demand:
    """One part of a constraint: the rule itself, and its limit. `other`: the question whose answer the limit is."""

    of: demanded.Of
    sign: str
    rule: Rule
    limit: Rule
    other: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A setvalue: `ref` takes what `rule` gives, or `text` when there is no rule."""

    ref: str
    rule: Rule | None
    text: str
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Logic:
    """Everything compiled that belongs to one node."""

    relevant: Rule | None = None
    constraint: Rule | None = None
    demands: tuple[Demand, ...] = ()
    doubt: Rule | None = None
    minimum: Rule | None = None
    maximum: Rule | None = None
    scale: Scale | None = None
    required: Rule | None = None
    readonly: Rule | None = None
    calculate: Rule | None = None
    count: Rule | None = None
    choices: Choices | None = None
    filter: Rule | None = None
    label: Text = NO_TEXT
    hint: Text = NO_TEXT
    constraint_message: Text = NO_TEXT
    required_message: Text = NO_TEXT
    preload: tuple[str, str] | None = None
    on_change: tuple[Setting, ...] = ()


@dataclass
class Compiler:
    """Compiles the declarations of one form; `slips` fills with what is wrong."""

    form: XForm
    nodes: Mapping[str, Node]
    languages: Callable[[Context], tuple[str, ...]]
    slips: list[Slip] = field(default_factory=list)
    _lists: dict[RawItemset, Itemset] = field(default_factory=dict)  # whole lists, one for all questions that ask them

    def scope(self, ref: str) -> Scope:
        return Scope(self.nodes, next(iter(self.nodes)), ref)

    def logic(self, ref: str) -> Logic:
        """Return what is compiled for one node."""
        bind, control = self.form.binds.get(ref, {}), self.form.controls.get(ref) or self.form.groups.get(ref)
        repeat = self.form.repeats.get(ref)
        preload = bind.get("jr:preload")
        minimum, maximum = self.bounds(ref, bind.get("constraint"))
        found = Logic(
            relevant=self.rule(ref, "relevant", bind.get("relevant")),
            constraint=self.rule(ref, "constraint", bind.get("constraint")),
            demands=() if bind.get("jr:constraintMsg") else tuple(self.demands(ref, bind.get("constraint"))),
            doubt=self.rule(ref, "bind::rg:doubt", bind.get("rg:doubt")),
            minimum=minimum,
            maximum=maximum,
            required=self.rule(ref, "required", bind.get("required")),
            readonly=self.rule(ref, "read_only", bind.get("readonly")),
            calculate=self.rule(ref, "calculation", bind.get("calculate")),
            count=self.rule(ref, "repeat_count", repeat.count if repeat else None),
            constraint_message=self.message(ref, "constraint_message", bind.get("jr:constraintMsg")),
            required_message=self.message(ref, "required_message", bind.get("jr:requiredMsg")),
            preload=(preload, bind.get("jr:preloadParams", "")) if preload else None,
        )
        if control is None:
            return found
        choices, rule = self.choices(ref)
        return replace(
            found,
            label=self.text(ref, "label", control.label),
            hint=self.text(ref, "hint", control.hint),
            choices=choices,
            filter=rule,
            scale=scale(control.attributes) if control.tag == "range" else None,
            on_change=tuple(self.setting(action) for action in self.form.actions if action.owner == ref),
        )

    def rule(self, ref: str, where: str, source: str | None) -> Rule | None:
        """Return the rule of an expression, None when there is none or it is wrong (then a slip is noted)."""
        if not source or not source.strip():
            return None
        try:
            return self._rule(source, self.scope(ref))
        except ExpressionError as error:
            self.slips.append(Slip(ref, where, error.what, error.remedy))
            return None

    def _rule(self, source: str, scope: Scope) -> Rule:
        run, reads = compiler.compile_with_reads(source, scope)
        shown = frozenset(other for ref in reads.named for other in self._shown_in_labels(ref))
        return Rule(run, frozenset(reads.all | shown), frozenset(reads.all - reads.direct), source.strip(), scope.ref)

    def _shown_in_labels(self, ref: str) -> set[str]:
        """The refs whose values stand in the labels of a question's choices: jr:choice-name() follows them too."""
        control = self.form.controls.get(ref)
        if control is None:
            return set()
        ids = [label.id for _, label in control.items] if control.itemset is None else _ids_of_choices(self.form)
        raw = [parts for one in ids for forms in self.form.texts.get(one, {}).values() for parts in forms.values()]
        raw += [label.inline for _, label in control.items]
        scope = self.scope(ref) if control.itemset is None else self.scope(next(iter(self.nodes)))
        sources = {part.source for parts in raw for part in parts if isinstance(part, Output)}
        return {other for source in sources for other in Reads(parse(source), scope).all}

    def bounds(self, ref: str, constraint: str | None) -> tuple[Rule | None, Rule | None]:
        """Return rules for the least and greatest value a constraint allows. Its slips are noted elsewhere."""
        try:
            limits = bounds(parse(constraint), whole=self.nodes[ref].type == "integer") if constraint else (None, None)
        except ExpressionError:
            return None, None
        scope = self.scope(ref)
        least, greatest = (Rule(compiler.closure(one, scope), frozenset()) if one else None for one in limits)
        return least, greatest

    def demands(self, ref: str, constraint: str | None) -> Iterator[Demand]:
        """Yield the parts of a constraint without a message of its author's. Its slips are noted elsewhere."""
        scope = self.scope(ref)
        try:
            for part in demanded.parts(parse(constraint)) if constraint else ():
                leads = static(part.limit, scope) if isinstance(part.limit, Path) else None
                other = leads.node.ref if leads is not None and leads.node.ref in self.form.controls else ""
                rule, limit = (Rule(compiler.closure(tree, scope), frozenset()) for tree in (part.whole, part.limit))
                yield Demand(part.of, part.sign, rule, limit, other)
        except ExpressionError:
            return

    def text(self, ref: str, where: str, raw: RawText) -> Text:
        try:
            return itext.text(raw, self.form.texts, self.scope(ref))
        except ExpressionError as error:
            self.slips.append(Slip(ref, where, error.what, error.remedy))
            return NO_TEXT

    def message(self, ref: str, where: str, source: str | None) -> Text:
        if not source:
            return NO_TEXT
        match = _MESSAGE.match(source)
        return self.text(ref, where, RawText(id=match[1]) if match else RawText(inline=(source,)))

    def setting(self, action: Action) -> Setting:
        """Return the setvalue of an action; its expression is read at the node it sets."""
        rule = self.rule(action.ref, "calculation", action.source) if action.ref in self.nodes else None
        return Setting(action.ref, rule, action.text, action.events)

    def choices(self, ref: str) -> tuple[Choices | None, Rule | None]:
        control = self.form.controls.get(ref)
        if control is None:
            return None, None
        if control.itemset is not None:
            return self._itemset(ref, control.itemset)
        if lists.searched(control.attributes):
            return self._searched(ref, control)
        if control.items:
            entries = tuple((name, self.text(ref, "label", label)) for name, label in control.items)
            return FixedChoices(entries, self.languages), None
        return None, None

    def _searched(self, ref: str, control: Control) -> tuple[Choices | None, Rule | None]:
        try:
            called = searched.call(control)
            wanted = searched.filter_of(called, self.scope(ref))
        except ExpressionError as error:
            self.slips.append(Slip(ref, "appearance", error.what, error.remedy))
            return None, None
        root = self.form.lists[lists.searched(control.attributes)].children()[0]
        entries = tuple((name, self.text(ref, "label", label)) for name, label in control.items)
        rows = tuple(root.children())
        columns = {child.name for row in rows[:1] for child in row.children()}
        for name in [name for name, _ in entries if rows and not name.isdecimal() and name not in columns]:
            self.slips.append(
                Slip(ref, "appearance", f"ตารางที่ search() ไม่มีคอลัมน์ '{name}'", "ตรวจคอลัมน์ name ในแผ่น choices")
            )
        reads = frozenset().union(*(Reads(one, self.scope(ref)).all for one in called.arguments))
        rule = Rule(compiler.text(called.arguments[0], self.scope(ref)), reads, frozenset(), "true()", ref)
        return searched.Searched(rows, entries, wanted, self.languages), rule

    def _itemset(self, ref: str, raw: RawItemset) -> tuple[Choices | None, Rule | None]:
        rule = self.rule(ref, "choice_filter", raw.nodes)
        if rule is None:
            return None, None
        if raw in self._lists:
            return self._lists[raw], rule
        scope = replace(self.scope(ref), predicate=True)
        try:
            label = column(raw.label) if _SIMPLE_NAME.match(raw.label) else compiler.text(parse(raw.label), scope)
            name = column(raw.value) if _SIMPLE_NAME.match(raw.value) else compiler.text(parse(raw.value), scope)
            nodes = compiler.nodes(parse(raw.nodes), self.scope(ref))
        except ExpressionError as error:
            self.slips.append(Slip(ref, "choice_filter", error.what, error.remedy))
            return None, None
        filtered = not _plain_list(parse(raw.nodes)) or self._labels_change(raw)
        made = Itemset(nodes, name, label, filtered, self._text_id(raw))
        if not filtered:
            self._lists[raw] = made
        return made, rule

    def _text_id(self, raw: RawItemset) -> Callable[[Context], str] | None:
        """Return what gives the id of a choice's text, where texts of choices have files beside them."""
        match = _TEXT_ID.match(raw.label)
        beside = any(
            form not in ("", "guidance", "short", "long")
            for text_id, languages in self.form.texts.items()
            if not text_id.startswith("/")
            for forms in languages.values()
            for form in forms
        )
        return column(match[1]) if match and beside else None

    def _labels_change(self, raw: RawItemset) -> bool:
        """Whether labels hold outputs, so that they must be made anew."""
        return "itext" in raw.label and any(
            not isinstance(part, str)
            for text_id in _ids_of_choices(self.form)
            for forms in self.form.texts[text_id].values()
            for parts in forms.values()
            for part in parts
        )


def _ids_of_choices(form: XForm) -> list[str]:
    """The ids of texts that belong to choices of lists; those of questions are their paths."""
    return [text_id for text_id in form.texts if not text_id.startswith("/")]


def _plain_list(tree: Expression) -> bool:
    """Whether an itemset is a whole list: instance('l')/root/item and nothing else."""
    if not isinstance(tree, Path) or not isinstance(tree.start, Call):
        return False
    return tree.start.name == "instance" and not any(step.predicates for step in tree.steps)
