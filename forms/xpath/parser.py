"""Tokens to a tree, by precedence (XPath 1.0, section 3). Says where a text stops making sense."""

from functools import lru_cache
from typing import cast, get_args

from forms.xpath.errors import ExpressionError
from forms.xpath.lexer import Token, tokens
from forms.xpath.tree import Axis, Binary, Call, Expression, Filter, Literal, Negative, Number, Path, Start, Step

MAX_DEPTH = 120  # nested brackets and calls; the deepest tree seen in 380 public forms has 33

MAX_TERMS = 200  # of one chain such as a + b + c; chains of and/or have no such limit

_POWERS = {
    "or": 1,
    "and": 2,
    **dict.fromkeys(("=", "!="), 3),
    **dict.fromkeys(("<", "<=", ">", ">="), 4),
    **dict.fromkeys(("+", "-"), 5),
    **dict.fromkeys(("*", "div", "mod"), 6),
}
_NODE_TESTS = frozenset({"node", "text"})
_AXES = frozenset(get_args(Axis))


@lru_cache(maxsize=4096)
def parse(source: str) -> Expression:
    """Return the tree of `source`. Raises ExpressionError with the position of the slip."""
    parser = _Parser(tokens(source))
    tree = parser.binary(1)
    parser.expect_end()
    return tree


def _balanced(word: str, operands: list[Expression]) -> Expression:
    if len(operands) == 1:
        return operands[0]
    middle = len(operands) // 2
    return Binary(word, _balanced(word, operands[:middle]), _balanced(word, operands[middle:]))


class _Parser:
    def __init__(self, found: list[Token]) -> None:
        self.tokens = found
        self.next = 0
        self.depth = 0

    @property
    def here(self) -> Token:
        return self.tokens[self.next]

    def take(self) -> Token:
        token = self.here
        self.next += 1
        return token

    def sees(self, *marks: str) -> bool:
        return self.here.kind == "mark" and self.here.text in marks

    def accept(self, mark: str) -> bool:
        if self.sees(mark):
            self.next += 1
            return True
        return False

    def expect(self, mark: str) -> None:
        if not self.accept(mark):
            raise self.unexpected(f"ควรเป็น {mark}")

    def expect_end(self) -> None:
        if self.here.kind != "end":
            raise self.unexpected("ควรเป็นเครื่องหมายคำนวณ and or หรือจบสูตร")

    def unexpected(self, expected: str) -> ExpressionError:
        token = self.here
        found = "สูตรจบก่อนครบ" if token.kind == "end" else f"พบ {token.text} ที่ตัวอักษรที่ {token.at + 1}"
        return ExpressionError(f"เขียนสูตรไม่ถูก: {found}", expected, token.at)

    def binary(self, least: int) -> Expression:
        """Read operands joined by operators that bind at least as strongly as `least`."""
        left, terms = self.unary(), 1
        while (power := self.power()) >= least:
            sign = self.here
            if sign.text in ("and", "or"):
                left = self.chain(left, sign.text, power)
                continue
            self.take()
            left = Binary(sign.text, left, self.binary(power + 1), sign.at)
            terms += 1
            if terms > MAX_TERMS:
                raise ExpressionError(f"สูตรมีพจน์ต่อกันเกิน {MAX_TERMS} พจน์", "แบ่งสูตรเป็นหลายข้อ calculate", sign.at)
        return left

    def power(self) -> int:
        """Return how strongly the operator here binds, 0 when there is none."""
        return _POWERS.get(self.here.text, 0) if self.here.kind == "operator" else 0

    def chain(self, left: Expression, word: str, power: int) -> Expression:
        """Read `a or b or c …` whole: long chains are honest, and become a flat tree."""
        operands = [left]
        while self.here.kind == "operator" and self.here.text == word:
            self.take()
            operands.append(self.binary(power + 1))
        return _balanced(word, operands)

    def unary(self) -> Expression:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ExpressionError("สูตรซ้อนกันลึกเกินไป", "แบ่งสูตรเป็นหลายข้อ calculate", self.here.at)
        if self.here.kind == "operator" and self.here.text == "-":
            self.take()
            tree: Expression = Negative(self.unary())
        else:
            tree = self.union()
        self.depth -= 1
        return tree

    def union(self) -> Expression:
        left = self.path()
        while self.here.kind == "operator" and self.here.text == "|":
            sign = self.take()
            left = Binary("|", left, self.path(), sign.at)
        return left

    def path(self) -> Expression:
        at = self.here.at
        if self.sees("/", "//"):
            alone = self.tokens[self.next + 1].kind in ("end", "operator") and self.sees("/")
            if alone:
                self.take()
                return Path(Start.ROOT, (), at)
            return Path(Start.ROOT, self.steps(leading=True), at)
        if not self.starts_primary():
            return Path(Start.HERE, self.steps(leading=False), at)
        tree = self.primary()
        predicates = self.predicates()
        if predicates:
            tree = Filter(tree, predicates)
        if self.sees("/", "//"):
            return Path(tree, self.steps(leading=True), at)
        return tree

    def starts_primary(self) -> bool:
        token, after = self.here, self.tokens[min(self.next + 1, len(self.tokens) - 1)]
        if token.kind in ("number", "literal") or self.sees("("):
            return True
        call = token.kind == "name" and after.kind == "mark" and after.text == "("
        return call and token.text not in _NODE_TESTS

    def primary(self) -> Expression:
        token = self.take()
        if token.kind == "number":
            return Number(float(token.text))
        if token.kind == "literal":
            return Literal(token.text)
        if token.kind == "name":
            return self.call(token)
        tree = self.binary(1)
        self.expect(")")
        return tree

    def call(self, name: Token) -> Expression:
        self.expect("(")
        arguments: list[Expression] = []
        if not self.sees(")"):
            arguments.append(self.binary(1))
            while self.accept(","):
                arguments.append(self.binary(1))
        self.expect(")")
        return Call(name.text.rpartition(":")[2], tuple(arguments), name.at)

    def steps(self, *, leading: bool) -> tuple[Step, ...]:
        found: list[Step] = [] if leading else [self.step()]
        while self.sees("/", "//"):
            if self.take().text == "//":
                # A search of the whole form costs its size squared inside a predicate.
                raise ExpressionError("ใช้ // ในสูตรไม่ได้", "เขียนเส้นทางเต็ม หรืออ้างด้วย ${ชื่อข้อ}", self.here.at)
            found.append(self.step())
        return tuple(found)

    def step(self) -> Step:
        at = self.here.at
        if self.accept(".."):
            return Step("parent", "node()", self.predicates(), at)
        if self.accept("."):
            return Step("self", "node()", self.predicates(), at)
        axis = self.axis()
        return Step(axis, self.node_test(), self.predicates(), at)

    def axis(self) -> Axis:
        if self.accept("@"):
            return "attribute"
        after = self.tokens[min(self.next + 1, len(self.tokens) - 1)]
        if self.here.kind == "name" and after.kind == "mark" and after.text == "::":
            name = self.here.text
            if name not in _AXES:
                raise self.unexpected("ใช้แกน child parent self ancestor descendant หรือ sibling")
            self.next += 2
            return cast(Axis, name)
        return "child"

    def node_test(self) -> str:
        if self.here.kind != "name":
            raise self.unexpected("ควรเป็นค่า ชื่อข้อ หรือฟังก์ชัน")
        name = self.take().text
        if name in _NODE_TESTS and self.accept("("):
            self.expect(")")
            return f"{name}()"
        return name.rpartition(":")[2]

    def predicates(self) -> tuple[Expression, ...]:
        found: list[Expression] = []
        while self.accept("["):
            found.append(self.binary(1))
            self.expect("]")
        return tuple(found)
