"""Paths whose target is known from the form alone: one lookup instead of a walk.

An absolute path inside a repeat means the same instance, as far as both share repeats
(XForms specification, "A Big Deviation with XForms"); a path that names a repeat means all of it.
"""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass

from forms.node import Node, inside, keep
from forms.xpath.errors import ExpressionError
from forms.xpath.nodes import Context, Place
from forms.xpath.tree import Call, Path, Start, Step
from forms.xpath.values import Value


@dataclass(frozen=True)
class Scope:
    """Where an expression is written: at node `ref` of a form; inside a predicate or not."""

    nodes: Mapping[str, Node]
    root: str
    ref: str
    predicate: bool = False

    @property
    def node(self) -> Node:
        return self.nodes[self.ref]


@dataclass(frozen=True)
class Static:
    """A path to `node`, of which the first `kept` numbers of the pos are the question's own."""

    node: Node
    kept: int
    depth: int

    @property
    def single(self) -> bool:
        """Whether the path always names exactly one place."""
        return self.kept == self.node.depth

    def pos(self, pos: str) -> str:
        """Return the pos of a single target, seen from a question at `pos`."""
        return pos if self.kept == self.depth else keep(pos, self.kept)

    def text(self, context: Context) -> str:
        return context.state.value(self.node.ref, self.pos(context.pos))

    def __call__(self, context: Context) -> Value:
        start = self.pos(context.pos)
        if self.single:
            return [Place(context.state, self.node, start)]
        found = self._expand(context, start)
        context.state.spend(len(found))
        return [Place(context.state, self.node, pos) for pos in found if context.state.relevant(self.node.ref, pos)]

    def _expand(self, context: Context, start: str) -> list[str]:
        positions = [start]
        for repeat in repeats_around(context.state.nodes, self.node)[self.kept :]:
            positions = [
                inside(pos, n + 1) for pos in positions for n in range(context.state.count(repeat, pos))
            ]  # fmt: skip
        return positions


def repeats_around(nodes: Mapping[str, Node], node: Node) -> list[str]:
    """Return the repeats around `node`, itself included, outermost first."""
    found: list[str] = []
    ref: str | None = node.ref if node.kind == "repeat" else node.repeat
    while ref is not None:
        found.append(ref)
        ref = nodes[ref].repeat
    return found[::-1]


def static(path: Path, scope: Scope) -> Static | None:
    """Return where `path` leads when that is known before any answer, else None.

    A path to a node the form does not have leads nowhere: None. Raises ExpressionError for Thai digits.
    """
    steps = list(path.steps)
    if any(step.predicates or step.axis not in ("child", "parent", "self") or step.test == "*" for step in steps):
        return None
    if path.start is Start.ROOT:
        return _absolute(steps, scope)
    from_question = path.start is Start.HERE and not scope.predicate
    if from_question and steps and steps[0].axis == "child" and not scope.node.children:
        return None  # a bare word such as `maybe`: below a question there is nothing, ever
    if from_question or (isinstance(path.start, Call) and path.start.name == "current"):
        return _relative(steps, scope)
    return None


def _absolute(steps: list[Step], scope: Scope) -> Static | None:
    root = scope.nodes[scope.root]
    target: Node | None = root if steps and steps[0].test == root.name else None
    for step in steps[1:]:
        target = _step(target, step, scope) if target is not None else None
    if target is None:
        return None
    ours = repeats_around(scope.nodes, scope.node)
    theirs = repeats_around(scope.nodes, target)
    shared = sum(1 for mine, other in zip(ours, theirs, strict=False) if mine == other)
    if target.kind == "repeat":
        shared = min(shared, target.depth - 1)
    return Static(target, shared, scope.node.depth)


def _relative(steps: list[Step], scope: Scope) -> Static | None:
    target: Node | None = scope.node
    kept = scope.node.depth
    for step in steps:
        target = _step(target, step, scope) if target is not None else None
        kept = min(kept, target.depth) if target is not None else 0
    return Static(target, kept, scope.node.depth) if target is not None else None


def _step(node: Node, step: Step, scope: Scope) -> Node | None:
    if step.axis == "self":
        return node
    if step.axis == "parent":
        return scope.nodes[node.parent] if node.parent is not None else None
    below = scope.nodes.get(f"{node.ref}/{step.test}")
    if below is None and step.test.isdecimal():
        raise missing(step, scope)
    return below


def missing(step: Step, scope: Scope) -> ExpressionError:
    """Return the slip of naming a node that is not there, with the nearest name the form has.

    Raises it for Thai digits: they are letters of a name to XPath, and never meant so.
    """
    if step.test.isdecimal():
        raise ExpressionError(f"ใช้เลขไทย {step.test} ในสูตรไม่ได้", "เขียนเป็นเลขอารบิก", step.at)
    if step.axis == "parent":
        return ExpressionError("เส้นทางในสูตรขึ้นไปเหนือแบบฟอร์ม", "ลดจำนวน ../", step.at)
    names = sorted({node.name for node in scope.nodes.values()})
    if step.test in names:
        return ExpressionError(f"เส้นทางในสูตรไปไม่ถึง ${{{step.test}}}", f"เขียน ${{{step.test}}} แทนเส้นทาง", step.at)
    near = difflib.get_close_matches(step.test, names, n=1)
    remedy = f"หมายถึง ${{{near[0]}}} หรือไม่" if near else "ตรวจชื่อข้อในคอลัมน์ name"
    return ExpressionError(f"อ้างถึง ${{{step.test}}} ซึ่งไม่มีในแบบฟอร์ม", remedy, step.at)
