"""A form, compiled: immutable, and shared by every conversation that fills it.

`Form.from_xform` is where compiling is validating: what it accepts can be walked to its end.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType

from forms import dag, itext, layout, recall, shape, xform
from forms.facts import Index, Key
from forms.itext import Text
from forms.layout import Stage
from forms.logic import Compiler, Logic, Setting
from forms.node import Item, Node
from forms.refused import refusals
from forms.slips import FormErrors, Slip
from forms.xform import RG, Branch, XForm
from forms.xpath.errors import ExpressionError
from forms.xpath.nodes import Element

__all__ = ["Form", "FormErrors", "Item", "Node", "Slip"]

FIRST_LOAD = "odk-instance-first-load"
NEW_REPEAT = "odk-new-repeat"
_kept = MappingProxyType  # a view nobody writes to: one form serves every conversation
_Settings = dict[str, tuple[Setting, ...]]


@dataclass(frozen=True, eq=False)
class Form:
    """One version of a form.

    `nodes` are in document order, by ref; `items` are the printed ones. `digits` is rg:digits of the
    form ("thai", "arabic" or ''). `gates` names the node whose own rule decides on the relevance of each;
    `at_top` are the places of questions outside repeats; `alone` the items that are one of those and no
    more; `marks` the attributes every report bears. The rest is compiled and used by the modules beside this one.
    """

    id: str
    title: str
    short: str
    version: str
    languages: tuple[str, ...]
    default_language: str
    digits: str
    xform_sha256: str
    nodes: Mapping[str, Node]
    items: tuple[Item, ...]
    root: str
    logic: Mapping[str, Logic]
    graph: dag.Graph
    defaults: Mapping[str, str]
    rows: Mapping[Key, int]
    written: Mapping[Key, str]
    open_repeats: frozenset[str]
    settings: Mapping[str, tuple[Setting, ...]]
    lists: Mapping[str, Element]
    texts: Mapping[str, Text]
    item_of: Mapping[str, Item]
    plan: tuple[Stage, ...]
    stage_of: Mapping[str, int]
    gates: Mapping[str, str | None]
    at_top: Mapping[str, Index]
    alone: frozenset[str]
    recalled: frozenset[str]
    unrecorded: tuple[tuple[str, str], ...]
    marks: Mapping[str, str]

    @property
    def order(self) -> tuple[str, ...]:
        """Return every ref in document order."""
        return tuple(self.nodes)

    @classmethod
    def from_xform(cls, xml: str, attachments: Mapping[str, bytes] = MappingProxyType({})) -> "Form":
        """Return the form of an XForm and its attached tables, by file name. Raises FormErrors."""
        declared = xform.read(xml, attachments)
        nodes = shape.nodes(declared)
        root = next(iter(nodes))
        logic, settings, texts, graph = _compiled(declared, nodes)
        labelled = {ref for ref, found in logic.items() if found.label and nodes[ref].kind in ("group", "repeat")}
        items = shape.items(nodes, frozenset(labelled))
        plan = layout.plan(nodes, logic, root)
        return cls(
            id=declared.attributes.get("id", ""),
            title=declared.title.strip(),
            short=declared.attributes.get(f"{RG}short", ""),
            version=declared.attributes.get("version", ""),
            languages=declared.languages,
            default_language=declared.default_language,
            digits=declared.attributes.get(f"{RG}digits", ""),
            xform_sha256=sha256(xml.encode()).hexdigest(),
            nodes=_kept(nodes),
            items=items,
            root=root,
            logic=_kept(logic),
            graph=graph,
            defaults=_kept(dict(_defaults(declared.trunk, root, declared))),
            rows=_kept(declared.rows),
            written=_kept(declared.written),
            open_repeats=frozenset(ref for ref, one in declared.repeats.items() if not (one.count or one.fixed)),
            settings=_kept(settings),
            lists=_kept(declared.lists),
            texts=_kept(texts),
            item_of=_kept(layout.item_of(nodes, items)),
            plan=plan,
            gates=_kept(layout.gates(nodes, logic)),
            at_top=_kept({ref: Index("question", ref) for ref, node in nodes.items() if not node.depth}),
            alone=layout.alone(nodes, items, plan),
            recalled=recall.refs_read(xml),
            unrecorded=declared.unrecorded,
            marks=_kept(dict(declared.attributes)),
            stage_of=_kept({ref: at for at, stage in enumerate(plan) for ref in layout.stage_refs(stage)}),
        )


def _compiled(
    declared: XForm, nodes: Mapping[str, Node]
) -> tuple[dict[str, Logic], _Settings, dict[str, Text], dag.Graph]:
    """Return what a form computes: each node's rules, the settings by event, the texts of choices, what moves what.

    Raises FormErrors with every slip at once.
    """
    compiler = Compiler(declared, nodes, lambda c: (c.state.language, declared.default_language))
    logic = {ref: compiler.logic(ref) for ref in nodes}
    settings = _settings(compiler, declared)
    texts = _choice_texts(compiler, declared)
    graph, circles = dag.graph(nodes, logic)
    if slips := (*compiler.slips, *circles, *refusals(declared)):
        raise FormErrors(slips)
    return logic, settings, texts, graph


def _settings(compiler: Compiler, declared: XForm) -> _Settings:
    """The setvalues of the model and of repeats, by event."""
    found: _Settings = {}
    for action in declared.actions:
        if not action.owner and action.ref in compiler.nodes:
            setting = compiler.setting(action)
            for event in action.events:
                found[event] = (*found.get(event, ()), setting)
    return found


def _choice_texts(compiler: Compiler, declared: XForm) -> dict[str, Text]:
    """The texts choices refer to by id; outputs in them are read at the form's root."""
    scope = compiler.scope(next(iter(compiler.nodes)))
    found: dict[str, Text] = {}
    for text_id in declared.texts:
        if not text_id.startswith("/"):  # ids of questions are their paths, and belong to those
            try:
                found[text_id] = itext.by_id(text_id, declared.texts, scope)
            except ExpressionError as error:
                compiler.slips.append(Slip("", "label", error.what, error.remedy))
    return found


def _defaults(branch: Branch, ref: str, declared: XForm) -> list[tuple[str, str]]:
    """What new places hold at first. Rows of a repeat without a template are written out: a further one is blank."""
    if ref in declared.repeats and not branch.repeat:
        return []
    found = [(ref, branch.text)] if branch.text and not branch.branches else []
    for name, below in branch.branches.items():
        found += _defaults(below, f"{ref}/{name}", declared)
    return found
