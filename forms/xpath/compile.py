"""A tree to closures over the interview. Compiled once per form, shared by every conversation.

Each closure takes a `Context` and returns a value. Which argument a function wants as text, number
or truth stands in its row of `functions.FUNCTIONS`, so paths known beforehand are read directly.
"""

import math
import operator
from collections.abc import Callable
from dataclasses import replace
from typing import cast

from forms.node import inside
from forms.xpath import lookup
from forms.xpath.called import called, check_count
from forms.xpath.compare import NUMBERS, comparison
from forms.xpath.errors import ExpressionError
from forms.xpath.functions import Function
from forms.xpath.nodes import Context, Place
from forms.xpath.parser import parse
from forms.xpath.paths import filtered, walk
from forms.xpath.reads import Reads
from forms.xpath.refs import Scope, Static, repeats_around, static
from forms.xpath.tree import Binary, Call, Expression, Filter, Literal, Negative, Number, Path, Start, Step
from forms.xpath.values import Value, XNode, text_number, to_number, to_text, to_truth

Closure = Callable[[Context], Value]


def compile_text(source: str, scope: Scope) -> Closure:
    """Return the closure of an expression written at `scope`. Raises ExpressionError."""
    return compile_with_reads(source, scope)[0]


def compile_with_reads(source: str, scope: Scope) -> tuple[Closure, Reads]:
    """Return the closure of an expression and what it reads. Raises ExpressionError.

    Finding what it reads also finds names the form does not have, inside predicates too.
    """
    try:
        tree = parse(source)
        return closure(tree, scope), Reads(tree, scope)
    except RecursionError as error:  # chains nested in chains pass the parser's own limits
        raise ExpressionError("สูตรซ้อนกันลึกเกินไป", "แบ่งสูตรเป็นหลายข้อ calculate") from error


def closure(tree: Expression, scope: Scope) -> Closure:
    """Return the closure of a tree. Raises ExpressionError."""
    match tree:
        case Number(value) | Literal(value):
            return _constant(value)
        case Negative(operand):
            negated = number(operand, scope)
            return lambda c: -negated(c)
        case Binary():
            return _binary(tree, scope)
        case Path():
            return _path(tree, scope)
        case Filter(inner, predicates):
            start = nodes(inner, scope)
            tests = _predicates(predicates, scope)
            return lambda c: filtered(start(c), tests, c)
        case Call():
            return _call(tree, scope)


def text(tree: Expression, scope: Scope) -> Callable[[Context], str]:
    """Return a closure that gives text."""
    run = closure(tree, scope)
    if isinstance(run, Static) and run.single and not run.node.children:
        return run.text
    return lambda c: to_text(run(c))


def number(tree: Expression, scope: Scope) -> Callable[[Context], float]:
    """Return a closure that gives a number."""
    run = closure(tree, scope)
    return lambda c: to_number(run(c))


def truth(tree: Expression, scope: Scope) -> Callable[[Context], bool]:
    """Return a closure that gives a truth."""
    run = closure(tree, scope)
    return lambda c: to_truth(run(c))


def nodes(tree: Expression, scope: Scope) -> Callable[[Context], list[XNode]]:
    """Return a closure that gives a list of nodes; anything else gives an empty list."""
    run = closure(tree, scope)

    def only_nodes(c: Context) -> list[XNode]:
        value = run(c)
        return value if isinstance(value, list) else []

    return only_nodes


def _constant(value: str | float) -> Closure:
    return lambda _: value


_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": lambda a, b: a / b if b else math.nan if a == 0 or math.isnan(a) else math.copysign(math.inf, a),
    "mod": lambda a, b: math.fmod(a, b) if b and math.isfinite(a) else math.nan,
}


def _binary(tree: Binary, scope: Scope) -> Closure:
    sign = tree.operator
    if sign in ("and", "or"):
        first, second = truth(tree.left, scope), truth(tree.right, scope)
        return (lambda c: first(c) and second(c)) if sign == "and" else (lambda c: first(c) or second(c))
    if sign == "|":
        left, right = nodes(tree.left, scope), nodes(tree.right, scope)
        return lambda c: list(dict.fromkeys([*left(c), *right(c)]))
    if sign in _ARITHMETIC:
        a, b, calculate = number(tree.left, scope), number(tree.right, scope), _ARITHMETIC[sign]
        return lambda c: calculate(a(c), b(c))
    return _comparison(tree, scope)


def _comparison(tree: Binary, scope: Scope) -> Closure:
    one, other = closure(tree.left, scope), closure(tree.right, scope)
    if tree.operator == "=" and isinstance(tree.right, Literal) and isinstance(one, Static) and one.single:
        wanted, read = tree.right.text, one.text
        return lambda c: read(c) == wanted
    if isinstance(tree.right, Number) and isinstance(one, Static) and one.single and not one.node.children:
        limit, read, order = tree.right.value, one.text, NUMBERS[tree.operator]
        return lambda c: order(text_number(read(c)), limit)
    test = comparison(tree.operator)
    return lambda c: test(one(c), other(c))


def _path(path: Path, scope: Scope) -> Closure:
    known = static(path, scope)
    if known is not None:
        return known
    if (pattern := lookup.pattern(path)) is not None:
        return lookup.Lookup(pattern, closure(pattern.wanted, replace(scope, predicate=True)))
    start = _start(path, scope)
    steps = [(step, _predicates(step.predicates, scope)) for step in path.steps]
    if path.start is Start.ROOT and steps:
        steps[0] = (replace(steps[0][0], axis="self"), steps[0][1])
    return lambda c: walk(start(c), steps, c)


def _start(path: Path, scope: Scope) -> Callable[[Context], list[XNode]]:
    if path.start is Start.ROOT:
        return lambda c: [Place(c.state, scope.nodes[scope.root], "")]
    if path.start is Start.HERE:
        return _here(scope)
    return nodes(path.start, scope)


def _here(scope: Scope) -> Callable[[Context], list[XNode]]:
    def here(c: Context) -> list[XNode]:
        return [c.node if c.node is not None else Place(c.state, scope.node, c.pos)]

    return here


def _predicates(predicates: tuple[Expression, ...], scope: Scope) -> list[Closure]:
    inner = replace(scope, predicate=True)
    return [closure(predicate, inner) for predicate in predicates]


def _call(call: Call, scope: Scope) -> Closure:
    if not call.arguments and call.name in _OWN_WHEN_EMPTY:
        call = replace(call, arguments=(Path(Start.HERE, (Step("self", "node()"),)),))
    special = _SPECIAL.get(call.name)
    if special is not None:
        check_count(call, *special[1])
        return special[0](call, scope)
    return _ordinary(called(call), call, scope)


def _ordinary(function: Function, call: Call, scope: Scope) -> Closure:
    arguments = [_AS[function.kind(n)](argument, scope) for n, argument in enumerate(call.arguments)]
    run = function.run
    if function.context:
        return lambda c: cast(Value, run(c, *[argument(c) for argument in arguments]))
    if len(arguments) == 1:
        only = arguments[0]
        return lambda c: cast(Value, run(only(c)))
    return lambda c: cast(Value, run(*[argument(c) for argument in arguments]))


# Called with nothing, these mean the node at hand.
_OWN_WHEN_EMPTY = frozenset({"string", "number", "string-length", "normalize-space", "name", "local-name"})

_AS: dict[str, Callable[[Expression, Scope], Callable[[Context], object]]] = {
    "t": text,
    "n": number,
    "b": truth,
    "s": nodes,
    "v": closure,
}


def _if(call: Call, scope: Scope) -> Closure:
    test, (_, yes, no) = truth(call.arguments[0], scope), call.arguments
    then, otherwise = closure(yes, scope), closure(no, scope)
    return lambda c: then(c) if test(c) else otherwise(c)


def _once(call: Call, scope: Scope) -> Closure:
    run, ref = closure(call.arguments[0], scope), scope.ref
    return lambda c: c.state.value(ref, c.pos) or run(c)


def _position(call: Call, scope: Scope) -> Closure:
    if not call.arguments:
        return lambda c: float(c.position)
    places = nodes(call.arguments[0], scope)
    return lambda c: _position_of(places(c))


def _position_of(found: list[XNode]) -> float:
    if not found:
        return math.nan
    node, parent = found[0], found[0].parent()
    same = [one for one in parent.children() if one.name == node.name] if parent else [node]
    return float(same.index(node) + 1)


def _last(_call: Call, _scope: Scope) -> Closure:
    return lambda c: float(c.size)


def _current(_call: Call, scope: Scope) -> Closure:
    return lambda c: [Place(c.state, scope.node, c.pos)]


def _choice_name(call: Call, scope: Scope) -> Closure:
    value, source = text(call.arguments[0], scope), call.arguments[1]
    if not isinstance(source, Literal):
        raise ExpressionError("jr:choice-name() ต้องระบุข้อเป็นข้อความ", "เขียน jr:choice-name(${x}, '${x}')", call.at)
    tree = parse(source.text.strip())
    known = static(tree, scope) if isinstance(tree, Path) else None
    if known is None:
        raise ExpressionError("jr:choice-name() ระบุข้อไม่ชัด", "เขียน jr:choice-name(${x}, '${x}')", call.at)
    ref = known.node.ref
    return lambda c: c.state.choice_label(ref, known.pos(c.pos), value(c))


def _indexed_repeat(call: Call, scope: Scope) -> Closure:
    """indexed-repeat(target, repeat1, index1, repeat2, index2 …): the target in the instances named."""
    path = call.arguments[0]
    target = static(path, scope) if isinstance(path, Path) else None
    if target is None or len(call.arguments) % 2 == 0:
        raise ExpressionError("เขียน indexed-repeat() ไม่ครบ", "ใส่ชื่อข้อ แล้วตามด้วยชื่อ repeat กับลำดับเป็นคู่", call.at)
    pairs = zip(call.arguments[1::2], call.arguments[2::2], strict=True)
    chosen = {_repeat_depth(repeat, scope, call.at): number(index, scope) for repeat, index in pairs}
    repeats = repeats_around(scope.nodes, target.node)

    def pick(c: Context) -> Value:
        own, pos = c.pos.split("."), ""
        for depth, repeat in enumerate(repeats, start=1):
            wanted = chosen[depth](c) if depth in chosen else float(own[depth - 1] if depth <= target.kept else 1)
            if not 1 <= wanted <= c.state.count(repeat, pos):  # NaN too fails this test
                return []
            pos = inside(pos, int(wanted))
        return [Place(c.state, target.node, pos)]

    return pick


def _repeat_depth(tree: Expression, scope: Scope, at: int) -> int:
    known = static(tree, scope) if isinstance(tree, Path) else None
    if known is None or known.node.kind != "repeat":
        raise ExpressionError("indexed-repeat() ต้องระบุ repeat ด้วย ${ชื่อ}", "", at)
    return known.node.depth


_SPECIAL: dict[str, tuple[Callable[[Call, Scope], Closure], tuple[int, int | None]]] = {
    "if": (_if, (3, 3)),
    "once": (_once, (1, 1)),
    "position": (_position, (0, 1)),
    "last": (_last, (0, 0)),
    "current": (_current, (0, 0)),
    "choice-name": (_choice_name, (2, 2)),
    "indexed-repeat": (_indexed_repeat, (3, None)),
}
