"""The order in which a form recalculates, and the circles no order can serve.

Vertices: ("value", ref) and ("relevant", ref). What an expression reads must be settled before it:
the value of each ref and its relevance; a group's relevance before that of everything below it;
a repeat's instances before anything inside.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from forms.logic import Logic, Rule
from forms.node import Node
from forms.slips import Slip

MAX_CIRCLES = 20  # told at once; who has more knows enough

Vertex = tuple[str, str]


@dataclass(frozen=True)
class Graph:
    """`order` numbers every vertex that must be settled; `after` tells what waits for a vertex."""

    order: Mapping[Vertex, int]
    after: Mapping[Vertex, tuple[Vertex, ...]]
    sequence: tuple[Vertex, ...]

    def affected(self, start: Iterable[Vertex]) -> "Wave":
        """Return the wave of vertices to settle again when those of `start` have changed."""
        return Wave(self, start)


class Wave:
    """Vertices to settle, each after all it waits for. `spread` adds those that wait for a changed one."""

    def __init__(self, graph: Graph, start: Iterable[Vertex]) -> None:
        self._graph = graph
        self._heap: list[tuple[int, Vertex]] = []
        self._seen: set[Vertex] = set()
        for vertex in start:
            self.spread(vertex)

    def spread(self, changed: Vertex) -> None:
        for vertex in self._graph.after.get(changed, ()):
            if vertex not in self._seen:
                self._seen.add(vertex)
                heapq.heappush(self._heap, (self._graph.order[vertex], vertex))

    def __iter__(self) -> Iterator[Vertex]:
        while self._heap:
            yield heapq.heappop(self._heap)[1]


def graph(nodes: Mapping[str, Node], logic: Mapping[str, Logic]) -> tuple[Graph, list[Slip]]:
    """Return the graph of a form, and a slip for each circle of expressions."""
    before: dict[Vertex, set[Vertex]] = defaultdict(set)
    for ref, node in nodes.items():
        before[("relevant", ref)] |= _relevance(node, logic[ref])
        before[("value", ref)] |= _value(node, logic[ref])
    order, stuck = _sorted(before)
    loose = _without_filters(before, stuck, logic) if stuck else before
    order, stuck = _sorted(loose) if stuck else (order, stuck)
    circles = list(_circles(loose, stuck))
    useful = _useful(before, {("value", ref) for ref, node in nodes.items() if _acts(node, logic[ref])})
    after: dict[Vertex, list[Vertex]] = defaultdict(list)
    for vertex in useful:
        for need in before[vertex]:
            after[need].append(vertex)
    place = {ref: at for at, ref in enumerate(nodes)}
    slips = sorted((_circle_slip(one, nodes, logic) for one in circles), key=lambda slip: place[slip.ref])
    waiting = {vertex: tuple(those) for vertex, those in after.items()}
    numbers = {vertex: at for at, vertex in enumerate(order)}
    return Graph(numbers, waiting, tuple(vertex for vertex in order if vertex in useful)), slips


def _without_filters(
    before: Mapping[Vertex, set[Vertex]], stuck: set[Vertex], logic: Mapping[str, Logic]
) -> dict[Vertex, set[Vertex]]:
    """Leave out what only the filters of selects wait for, of those that go round in circles.

    Both ODK engines take such a form: a list is made when it is asked for, and waits for nothing.
    """
    kept = dict(before)
    for kind, ref in stuck:
        rule = logic[ref].filter
        if kind == "value" and rule is not None:
            own = _needs(logic[ref].calculate, ref) | _needs(logic[ref].count, ref)
            kept[(kind, ref)] = kept[(kind, ref)] - (_needs(rule, ref) - own)
    return kept


def _acts(node: Node, logic: Logic) -> bool:
    return node.kind == "repeat" or any((logic.calculate, logic.count, logic.filter))


def _useful(before: Mapping[Vertex, set[Vertex]], acting: set[Vertex]) -> set[Vertex]:
    """What acts, and what leads to it: the rest is asked when it is needed, and never waits."""
    found, open_ends = set(acting), list(acting)
    while open_ends:
        for need in before[open_ends.pop()]:
            if need not in found:
                found.add(need)
                open_ends.append(need)
    return found


def _relevance(node: Node, logic: Logic) -> set[Vertex]:
    needs = _needs(logic.relevant, node.ref)
    return needs | {("relevant", node.parent)} if node.parent else needs


def _value(node: Node, logic: Logic) -> set[Vertex]:
    needs: set[Vertex] = set()
    for rule in (logic.calculate, logic.count):
        needs |= _needs(rule, node.ref)
    # A filter may well read the question it filters, as `. = ''` does.
    needs |= _needs(logic.filter, node.ref) - {("value", node.ref), ("relevant", node.ref)}
    if logic.calculate:
        needs.add(("relevant", node.ref))
    if node.repeat and not node.children:
        needs.add(("value", node.repeat))
    if node.kind == "repeat" and node.repeat:
        needs.add(("value", node.repeat))
    return needs


def _needs(rule: Rule | None, ref: str) -> set[Vertex]:
    if rule is None:
        return set()
    read = {other for other in rule.reads if other != ref or other not in rule.siblings}
    return {(kind, other) for other in read for kind in ("value", "relevant")}


def _sorted(before: Mapping[Vertex, set[Vertex]]) -> tuple[list[Vertex], set[Vertex]]:
    """Topological order in document order where free, and what circles keep out of it."""
    waiting = {vertex: len(needs) for vertex, needs in before.items()}
    after: dict[Vertex, list[Vertex]] = defaultdict(list)
    place = {vertex: at for at, vertex in enumerate(before)}
    for vertex, needs in before.items():
        for need in needs:
            after[need].append(vertex)
    ready = [place[vertex] for vertex, count in waiting.items() if count == 0]
    heapq.heapify(ready)
    names = list(before)
    order: list[Vertex] = []
    while ready:
        vertex = names[heapq.heappop(ready)]
        order.append(vertex)
        for other in after[vertex]:
            waiting[other] -= 1
            if waiting[other] == 0:
                heapq.heappush(ready, place[other])
    return order, {vertex for vertex, count in waiting.items() if count > 0}


def _circles(before: Mapping[Vertex, set[Vertex]], stuck: set[Vertex]) -> Iterator[list[Vertex]]:
    """Find circles that share no vertex, until nothing is stuck without them."""
    for _ in range(MAX_CIRCLES):
        if stuck:
            circle = _circle(before, stuck)
            yield circle
            stuck = _still_stuck(before, stuck.difference(circle))


def _still_stuck(before: Mapping[Vertex, set[Vertex]], stuck: set[Vertex]) -> set[Vertex]:
    """Leave out, again and again, what waits for nothing that is stuck."""
    while free := {vertex for vertex in stuck if before[vertex].isdisjoint(stuck)}:
        stuck = stuck - free
    return stuck


def _circle(before: Mapping[Vertex, set[Vertex]], stuck: set[Vertex]) -> list[Vertex]:
    """Follow what is stuck back until a vertex comes again."""
    path = [min(stuck)]
    while True:
        nearest = min(need for need in before[path[-1]] if need in stuck)
        if nearest in path:
            return path[path.index(nearest) :]
        path.append(nearest)


def _circle_slip(circle: list[Vertex], nodes: Mapping[str, Node], logic: Mapping[str, Logic]) -> Slip:
    named = dict.fromkeys(ref for kind, ref in reversed(circle) if _has_rule(kind, logic[ref]))
    refs = list(named) or [circle[0][1]]
    first = min(range(len(refs)), key=lambda at: list(nodes).index(refs[at]))
    refs = refs[first:] + refs[:first]
    names = " → ".join(f"${{{nodes[ref].name}}}" for ref in [*refs, refs[0]])
    column = "relevant" if circle[0][0] == "relevant" else "calculation"
    return Slip(refs[0], column, f"สูตรอ้างกันเป็นวง: {names}", "ตัดการอ้างถึงตัวหนึ่งออกจากวง")


def _has_rule(kind: str, logic: Logic) -> bool:
    return logic.relevant is not None if kind == "relevant" else any((logic.calculate, logic.count, logic.filter))
