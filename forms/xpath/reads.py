"""What an expression reads, found from its tree: the edges of the graph that orders calculation."""

from collections.abc import Iterable, Iterator

from forms.xpath.errors import ExpressionError
from forms.xpath.parser import parse
from forms.xpath.refs import Scope, missing
from forms.xpath.tree import Binary, Call, Expression, Filter, Literal, Negative, Number, Path, Start, Step

_OTHER_DOCUMENT: frozenset[str] = frozenset()


class Reads:
    """The refs an expression reads. `direct` leaves out those it reads only of other instances.

    `missing` are the names it reads that the form does not have, each as a slip; `named` the questions whose choices'
    labels it asks for.
    """

    def __init__(self, tree: Expression, scope: Scope) -> None:
        self.scope = scope
        self.all: set[str] = set()
        self.direct: set[str] = set()
        self.missing: dict[str, ExpressionError] = {}
        self.named: set[str] = set()
        self._indirect = 0
        self._read(tree, frozenset({scope.ref}))

    def _read(self, tree: Expression, context: frozenset[str]) -> frozenset[str]:
        match tree:
            case Number() | Literal():
                return _OTHER_DOCUMENT
            case Negative(operand):
                self._read(operand, context)
            case Binary(operator, left, right):
                both = self._read(left, context) | self._read(right, context)
                return both if operator == "|" else _OTHER_DOCUMENT
            case Filter(nodes, predicates):
                found = self._read(nodes, context)
                self._predicates(predicates, found)
                return found
            case Path():
                return self._path(tree, context)
            case Call():
                return self._call(tree, context)
        return _OTHER_DOCUMENT

    def _call(self, call: Call, context: frozenset[str]) -> frozenset[str]:
        if call.name == "current":
            return frozenset({self.scope.ref})
        if call.name == "choice-name" and len(call.arguments) == 2 and isinstance(call.arguments[1], Literal):
            self.named |= self._read(parse(call.arguments[1].text.strip()), frozenset({self.scope.ref}))
        self._indirect += call.name == "indexed-repeat"
        results = [self._read(argument, context) for argument in call.arguments]
        self._indirect -= call.name == "indexed-repeat"
        # randomize() and once() hand on the nodes they were given.
        return results[0] if results and call.name in ("randomize", "once") else _OTHER_DOCUMENT

    def _path(self, path: Path, context: frozenset[str]) -> frozenset[str]:
        refs = self._start(path, context)
        for number, step in enumerate(path.steps):
            first = path.start is Start.ROOT and number == 0
            refs = self._first(step) if first else self._step(refs, step)
            self._predicates(step.predicates, refs)
        filtered = any(step.predicates for step in path.steps)
        self.all |= refs
        if not filtered and not self._indirect:
            self.direct |= refs
        return refs

    def _first(self, step: Step) -> frozenset[str]:
        if step.test in (self.scope.nodes[self.scope.root].name, "*"):
            return frozenset({self.scope.root})
        self.missing[step.test] = missing(step, self.scope)
        return _OTHER_DOCUMENT

    def _start(self, path: Path, context: frozenset[str]) -> frozenset[str]:
        if path.start is Start.ROOT:
            return frozenset({self.scope.root})
        if path.start is Start.HERE:
            return context
        return self._read(path.start, context)

    def _predicates(self, predicates: tuple[Expression, ...], refs: frozenset[str]) -> None:
        self._indirect += 1
        for predicate in predicates:
            self._read(predicate, refs)
        self._indirect -= 1

    def _step(self, refs: frozenset[str], step: Step) -> frozenset[str]:
        if not refs:
            return refs
        found = frozenset(ref for start in refs for ref in self._reached(start, step))
        bare_word = refs == {self.scope.ref} and not self.scope.node.children
        named = step.axis == "child" and step.test not in ("*", "node()", "text()") and not bare_word
        if not found and (named or step.axis == "parent"):
            self.missing[step.test] = missing(step, self.scope)
        return found

    def _reached(self, start: str, step: Step) -> Iterator[str]:
        nodes = self.scope.nodes
        if step.axis == "child" and f"{start}/{step.test}" in nodes:
            yield f"{start}/{step.test}"
            return
        for ref in self._axis(start, step.axis):
            if step.test in ("*", "node()", nodes[ref].name):
                yield ref

    def _axis(self, start: str, axis: str) -> Iterable[str]:
        nodes = self.scope.nodes
        match axis:
            case "child":
                return nodes[start].children
            case "self":
                return (start,)
            case "parent":
                return _ancestors(start, self.scope)[:1]
            case "ancestor" | "ancestor-or-self":
                return [*([start] if axis.endswith("self") else []), *_ancestors(start, self.scope)]
            case "descendant" | "descendant-or-self":
                below = [ref for ref in nodes if ref.startswith(start + "/")]
                return [start, *below] if axis.endswith("self") else below
            case "attribute":
                return ()
        parent = nodes[start].parent
        return [start, *nodes[parent].children] if parent else ()


def _ancestors(start: str, scope: Scope) -> list[str]:
    found: list[str] = []
    ref = scope.nodes[start].parent
    while ref is not None:
        found.append(ref)
        ref = scope.nodes[ref].parent
    return found
