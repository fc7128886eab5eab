"""Warnings of expressions that engines read differently, or that surprise their authors.

The rows of the dialect that were decided one way (docs/oracles.md) are told where a form touches them.
"""

import re
from collections.abc import Iterator

from forms.form import Form
from forms.logic import Rule
from forms.node import Node
from forms.xpath.parser import parse
from forms.xpath.refs import Scope, Static, static
from forms.xpath.tree import Binary, Call, Expression, Literal, Number, Path, parts

Told = tuple[str, str]
_NUMERIC = frozenset({"integer", "decimal", "range"})
_WHOLE_LISTS = frozenset(
    {"sum", "count", "count-non-empty", "min", "max", "join", "concat", "indexed-repeat", "position", "randomize"}
)
_NOT_IN_COLLECT = frozenset({"floor", "ceiling", "substring", "last", "name", "local-name"})
_ASCII_ONLY = re.compile(r"\\[wdWD]")
_LETTERS = re.compile(r"\\p\{L[ul]?\}")


def advice(form: Form, node: Node, column: str, rule: Rule) -> Iterator[Told]:
    """Return what may surprise in one expression of a node."""
    scope = Scope(form.nodes, form.root, rule.ref or node.ref)
    tree = parse(rule.source)
    for part in _all(tree):
        yield from _truths(part, scope)
        yield from _comparisons(form, part)
        yield from _calls(part)
    if column != "choice_filter":
        yield from _first_only(tree, scope)


def _all(tree: Expression) -> Iterator[Expression]:
    open_ends = [tree]
    while open_ends:
        part = open_ends.pop(0)
        yield part
        open_ends += parts(part)


def _truths(tree: Expression, scope: Scope) -> Iterator[Told]:
    """A question used as a condition: it exists, so it is true, even blank."""
    match tree:
        case Binary("and" | "or", left, right):
            tested: tuple[Expression, ...] = (left, right)
        case Call("if" | "not" | "boolean", (first, *_)):
            tested = (first,)
        case _:
            return
    for one in tested:
        if isinstance(one, Path) and (known := static(one, scope)) is not None:
            name = known.node.name
            yield f"${{{name}}} ในเงื่อนไขนับเป็นจริงเสมอ แม้ยังว่าง", f"เขียน ${{{name}}} != '' หรือเทียบกับค่า"


def _comparisons(form: Form, tree: Expression) -> Iterator[Told]:
    match tree:
        case Binary("!=", Path(_, steps), Number()) if steps and _is_numeric(form, steps[-1].test):
            name = steps[-1].test
            yield f"ถ้า ${{{name}}} ยังว่าง การเทียบ != จะเป็นจริง", f"เติม ${{{name}}} != '' and …"
        case Binary("+" | "-" | "<" | "<=" | ">" | ">=" | "=", left, right) if _mixes_dates(form, left, right):
            yield "เทียบวันที่กับ decimal-date-time() ซึ่งนับเวลาต่างกัน 7 ชั่วโมง", "ใช้ decimal-date-time() ทั้งสองข้าง"


def _is_numeric(form: Form, name: str) -> bool:
    return any(node.name == name and node.type in _NUMERIC for node in form.nodes.values())


def _mixes_dates(form: Form, left: Expression, right: Expression) -> bool:
    pairs = ((left, right), (right, left))
    return any(_is_instant(one) and _is_day(form, other) for one, other in pairs)


def _is_instant(tree: Expression) -> bool:
    return isinstance(tree, Call) and tree.name == "decimal-date-time"


def _is_day(form: Form, tree: Expression) -> bool:
    match tree:
        case Call("today" | "date"):
            return True
        case Path(_, steps) if steps:
            return any(node.name == steps[-1].test and node.type == "date" for node in form.nodes.values())
    return False


def _calls(tree: Expression) -> Iterator[Told]:
    match tree:
        case Call("regex", (_, Literal(pattern))):
            yield from _pattern(pattern)
        case Call("selected", (_, Literal(name))) if " " in name.strip():
            yield f"selected() เทียบทีละตัวเลือก '{name}' มีเว้นวรรคจึงไม่มีวันตรง", "ใช้ selected() แยกทีละชื่อ"
        case Call("min" | "max" as name, _):
            yield f"{name}() จะว่างถ้ามีค่าใดยังว่าง", "ครอบแต่ละค่าด้วย coalesce( , 0)"
        case Call(name, _) if name in _NOT_IN_COLLECT:
            yield f"ฟังก์ชัน {name}() ใช้ที่นี่ได้ แต่ ODK Collect ไม่มี", "เลี่ยงถ้าจะใช้แบบฟอร์มนี้กับ ODK ด้วย"


def _pattern(pattern: str) -> Iterator[Told]:
    if not pattern.startswith("^") and not pattern.endswith("$"):
        yield "regex() ที่นี่ต้องตรงทั้งข้อความ แต่บางโปรแกรมตรงแค่บางส่วนก็พอ", f"เขียน ^{pattern}$ ให้ชัด"
    if _ASCII_ONLY.search(pattern):
        yield "\\w และ \\d ใน regex() ไม่รวมอักษรไทยและเลขไทย", "ใช้ [ก-๙] สำหรับอักษรไทย"
    if _LETTERS.search(pattern):
        yield "\\p{L} ใน regex() ไม่รวมสระและวรรณยุกต์ไทย", "ใช้ [ก-๙] หรือ \\p{Thai}"


def _first_only(tree: Expression, scope: Scope) -> Iterator[Told]:
    """A question of a repeat, read from outside: only its first row counts."""
    inner = parts(tree)
    if isinstance(tree, Call) and tree.name in _WHOLE_LISTS:
        inner = tuple(argument for argument in inner if not isinstance(argument, Path))
    if isinstance(tree, Path):
        known = static(tree, scope)
        if isinstance(known, Static) and not known.single and known.node.kind != "repeat":
            name = known.node.name
            yield f"${{{name}}} อยู่ใน repeat จึงได้แค่แถวแรก", f"ใช้ sum() count() หรือ indexed-repeat(${{{name}}}, …)"
    if isinstance(tree, Binary) and tree.operator in ("=", "!=", "<", "<=", ">", ">=", "|"):
        return  # of a list, any row that fits is enough: often what was meant
    for part in inner:
        yield from _first_only(part, scope)
