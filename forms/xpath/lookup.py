"""Long choice lists by one column: instance('l')/root/item[col = …] without looking at every row.

The index of a list is made at its first use and kept with the form, as lists never change.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from forms.xpath.nodes import Context, Element
from forms.xpath.tree import Binary, Call, Expression, Literal, Path, Start, Step
from forms.xpath.values import Value, XNode

_PER_INTERVIEW = "__last-saved"  # another document in each interview: nothing to keep with the form

Index = dict[str, list[XNode]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A path that picks the rows of `list_name` below `names` whose `column` equals `wanted`."""

    list_name: str
    names: tuple[str, ...]
    column: str
    wanted: Expression


def pattern(path: Path) -> Pattern | None:
    """Return what a path looks up, None when it is not that simple."""
    match path.start, path.steps:
        case Call("instance", (Literal(name),)), (*before, Step("child", last, (Binary("=", left, right),))):
            column = _column(left)
            plain = all(step.axis == "child" and step.test != "*" and not step.predicates for step in before)
            if name != _PER_INTERVIEW and column and plain and last != "*" and _outside(right):
                return Pattern(name, (*(step.test for step in before), last), column, right)
    return None


def _column(tree: Expression) -> str:
    """The name of a child of the row at hand, '' for anything else."""
    match tree:
        case Path(Start.HERE, (Step("child", name, ()),)) if name != "*":
            return name
    return ""


def _outside(tree: Expression) -> bool:
    """Whether an expression is the same for every row: a text, a path from the root or from current()."""
    match tree:
        case Literal() | Path(Start.ROOT) | Path(Call("current")):
            return True
    return False


@dataclass(frozen=True, slots=True)
class Lookup:
    """The closure of a pattern; `wanted` gives text, or nodes of which any may match."""

    pattern: Pattern
    wanted: Callable[[Context], Value]
    _made: dict[int, Index] = field(default_factory=dict)

    def __call__(self, context: Context) -> Value:
        root = context.state.choices_root(self.pattern.list_name)
        if root is None:
            return []
        wanted = self.wanted(context)
        texts = dict.fromkeys(node.text() for node in wanted) if isinstance(wanted, list) else {str(wanted): None}
        index = self._index(root)
        found = [row for text in texts for row in index.get(text, ())]
        context.state.spend(len(found))
        return found

    def _index(self, root: Element) -> Index:
        # One entry: a form has one list of a name. Made twice by two threads, it is made the same.
        if not self._made:
            rows: list[Element] = [root]
            for name in self.pattern.names:
                rows = [child for row in rows for child in row.children() if child.name == name]
            index: Index = defaultdict(list)
            for row in rows:
                for text in {child.text() for child in row.children() if child.name == self.pattern.column}:
                    index[text].append(row)
            self._made[0] = dict(index)
        return self._made[0]
