"""The tree an expression is parsed into. Data only; every part knows where it stood in the text."""

from dataclasses import dataclass
from enum import Enum
from typing import Literal as OneOf

Axis = OneOf[
    "child", "parent", "self", "descendant", "descendant-or-self", "ancestor", "ancestor-or-self",
    "following-sibling", "preceding-sibling", "attribute",
]  # fmt: skip


class Start(Enum):
    """Where a path starts when it is not the nodes of an expression."""

    ROOT = "/"
    HERE = "."


@dataclass(frozen=True, slots=True)
class Number:
    value: float


@dataclass(frozen=True, slots=True)
class Literal:
    text: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function call; `name` is the local name, without a prefix such as `jr:`."""

    name: str
    arguments: tuple["Expression", ...]
    at: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path. `test` is a name, "*", "node()" or "text()"."""

    axis: Axis
    test: str
    predicates: tuple["Expression", ...] = ()
    at: int = 0


@dataclass(frozen=True, slots=True)
class Path:
    """A location path from the root, the context node or the nodes of an expression."""

    start: "Start | Expression"
    steps: tuple[Step, ...]
    at: int = 0


@dataclass(frozen=True, slots=True)
class Filter:
    """`(expression)[predicate]`."""

    nodes: "Expression"
    predicates: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Binary:
    """`left operator right`; the operator is one of or and = != < <= > >= + - * div mod |."""

    operator: str
    left: "Expression"
    right: "Expression"
    at: int = 0


@dataclass(frozen=True, slots=True)
class Negative:
    operand: "Expression"


Expression = Number | Literal | Call | Path | Filter | Binary | Negative


def parts(tree: Expression) -> tuple[Expression, ...]:
    """Return the expressions an expression is made of: operands, arguments, predicates."""
    match tree:
        case Binary(_, left, right):
            return (left, right)
        case Negative(operand):
            return (operand,)
        case Call(_, arguments):
            return arguments
        case Filter(nodes, predicates):
            return (nodes, *predicates)
        case Path(start, steps):
            inner = tuple(predicate for step in steps for predicate in step.predicates)
            return inner if isinstance(start, Start) else (start, *inner)
    return ()
