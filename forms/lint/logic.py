"""Warnings of logic: conditions and formulas that hold, and may not hold what was meant."""

import re
from collections.abc import Iterator

from forms.form import Form
from forms.lint import dialect
from forms.logic import Logic, Rule
from forms.node import Node
from forms.xpath.parser import parse
from forms.xpath.reads import Reads
from forms.xpath.refs import Scope
from forms.xpath.tree import Binary, Call, Expression, Path, parts

Advice = tuple[str, str, str]
_CHANGING = frozenset({"random", "uuid", "now", "today"})
_NUMBERED = re.compile(r"phone|tel|mobile|citizen|id_?card|โทร|มือถือ|เลขประจำตัว|เลขบัตร|บัตรประชาชน", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"\d{10,}")


def advice(form: Form, node: Node, logic: Logic) -> Iterator[Advice]:
    """Return the warnings of one node."""
    yield from _constraint(node, logic)
    yield from _never(node, logic)
    if logic.calculate and _changes_each_turn(logic.calculate):
        yield "calculation", "ค่าจะเปลี่ยนทุกครั้งที่ตอบ", _steady(form, node, logic.calculate)
    if logic.calculate and node.data in ("date", "dateTime") and isinstance(parse(logic.calculate.source), Binary):
        yield "calculation", "ผลของสูตรเป็นตัวเลข เก็บเป็นวันที่ไม่ได้ จะว่าง", "ครอบสูตรด้วย date( )"
    if node.type == "integer" and _is_number_of_something(node, logic):
        yield "type", "เลขโทรศัพท์หรือเลขประจำตัวเป็น integer จะเสียเลขศูนย์ข้างหน้า", "ใช้ชนิด text"
    later = _later(form, node, logic)
    if later:
        yield "choice_filter", f"ตัวเลือกขึ้นกับ ${{{later}}} ซึ่งถามทีหลัง", "ย้ายข้อนั้นมาก่อน"
    for column, rule in rules(logic):
        yield from _nowhere(form, node, column, rule)
        for what, remedy in dict.fromkeys(dialect.advice(form, node, column, rule)):
            yield column, what, remedy


def _nowhere(form: Form, node: Node, column: str, rule: Rule) -> Iterator[Advice]:
    """Paths an author wrote by hand to what the form does not have: both ODK engines read them as blank."""
    for slip in Reads(parse(rule.source), Scope(form.nodes, form.root, rule.ref or node.ref)).missing.values():
        yield column, f"{slip.what} จึงว่างเสมอ", slip.remedy


def rules(logic: Logic) -> Iterator[tuple[str, Rule]]:
    """Return the expressions an author wrote for a node, by their columns."""
    for column, rule in (
        ("relevant", logic.relevant),
        ("constraint", logic.constraint),
        ("required", logic.required),
        ("read_only", logic.readonly),
        ("calculation", logic.calculate),
        ("repeat_count", logic.count),
        ("choice_filter", logic.filter),
    ):
        if rule is not None:
            yield column, rule


def _constraint(node: Node, logic: Logic) -> Iterator[Advice]:
    if logic.constraint and node.kind != "question":
        yield "constraint", "เงื่อนไขของข้อที่ไม่ได้ถามไม่มีผล", "ย้าย constraint ไปไว้ที่ข้อคำถาม"
    elif logic.constraint and not logic.constraint_message:
        yield "constraint_message", "มีเงื่อนไขแต่ไม่มีข้อความบอกผู้ตอบ", "ใส่ข้อความในคอลัมน์ constraint_message"
    elif logic.constraint_message and not logic.constraint:
        yield "constraint", "มีข้อความ constraint_message แต่ไม่มีเงื่อนไข", "ใส่เงื่อนไข หรือลบข้อความ"


def _never(node: Node, logic: Logic) -> Iterator[Advice]:
    if logic.required and node.type == "note":
        yield "required", "ข้อความแจ้ง (note) ตอบไม่ได้ จึงบังคับไม่ได้", "ลบ required"
    for column, rule in (("relevant", logic.relevant), ("required", logic.required)):
        if rule and _bare_word(rule):
            yield column, f"'{rule.source}' ถูกอ่านเป็นชื่อข้อ จึงไม่เป็นจริงเลย", "ใส่ yes หรือเขียนเป็นเงื่อนไข"
    if logic.relevant and parse(logic.relevant.source) == Call("false", (), 0):
        yield "relevant", "เงื่อนไขเป็นเท็จเสมอ ข้อนี้จะไม่ถูกถามเลย", "ลบข้อนี้ หรือแก้เงื่อนไข"


def _bare_word(rule: Rule) -> bool:
    match parse(rule.source):
        case Path(_, (step,)) if step.axis == "child" and not rule.source.startswith(("/", ".")):
            return True
    return False


def _changes_each_turn(rule: Rule) -> bool:
    def changing(tree: Expression) -> bool:
        if isinstance(tree, Call) and tree.name == "once":
            return False
        own = isinstance(tree, Call) and tree.name in _CHANGING
        return own or any(changing(part) for part in parts(tree))

    return changing(parse(rule.source))


def _steady(form: Form, node: Node, rule: Rule) -> str:
    """Say how a changing value is held: once( ) would also hold what a later correction has to change."""
    if Reads(parse(rule.source), Scope(form.nodes, form.root, rule.ref or node.ref)).all:
        return "ถ้าต้องการให้คงที่ เพิ่มแถวชนิด today แล้วใช้ ${ชื่อแถวนั้น} แทน today( ) หรือ now( )"
    return "ครอบสูตรด้วย once( )"


def _is_number_of_something(node: Node, logic: Logic) -> bool:
    if _NUMBERED.search(node.name):
        return True
    return logic.constraint is not None and _LONG_NUMBER.search(logic.constraint.source) is not None


def _later(form: Form, node: Node, logic: Logic) -> str:
    """The name of a question after this one that its choices read, '' when there is none."""
    if logic.filter is None:
        return ""
    place = {ref: at for at, ref in enumerate(form.nodes)}
    after = (ref for ref in logic.filter.reads if place.get(ref, 0) > place[node.ref])
    return next(
        (form.nodes[ref].name for ref in sorted(after, key=place.__getitem__) if not form.nodes[ref].children), ""
    )
