"""What publishing warns of: forms that work, and may not do what their author meant.

Slips that stop a form are found while compiling (`logic`, `dag`); these never do.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from forms.form import Form
from forms.instance import Instance
from forms.logic import Logic, Rule
from forms.node import Node
from forms.slips import Slip
from forms.xpath.parser import parse
from forms.xpath.tree import Binary, Call, Expression, Filter, Negative, Number, Path
from thai.text import graphemes

MAX_CHOICES = 13  # quick replies of one LINE message
MAX_CHOICE_LABEL = 20  # graphemes on a quick reply; Messaging API, "action objects"
_CHANGING = frozenset({"random", "uuid", "now", "today"})
_NUMERIC = frozenset({"integer", "decimal", "range"})
_UNASKED = {
    "geotrace": "เส้นทาง (geotrace)",
    "geoshape": "พื้นที่ (geoshape)",
}
_ANY_TIME = datetime(1970, 1, 1, tzinfo=UTC)


def warnings(form: Form) -> list[Slip]:
    """Return what an author may want to look at again, in the order of the form."""
    found: list[Slip] = []
    for ref, node in form.nodes.items():
        logic = form.logic[ref]
        found += [Slip(ref, column, what, remedy) for column, what, remedy in _node(form, node, logic)]
    return found


def _node(form: Form, node: Node, logic: Logic) -> Iterator[tuple[str, str, str]]:
    yield from _constraint(node, logic)
    if logic.required and node.type == "note":
        yield "required", "ข้อความแจ้ง (note) ตอบไม่ได้ จึงบังคับไม่ได้", "ลบ required"
    for column, rule in (("relevant", logic.relevant), ("required", logic.required)):
        if rule and _bare_word(rule):
            yield column, f"'{rule.source}' ถูกอ่านเป็นชื่อข้อ จึงไม่เป็นจริงเลย", "ใส่ yes หรือเขียนเป็นเงื่อนไข"
    if logic.calculate and _changes_each_turn(logic.calculate):
        yield "calculation", "ค่าจะเปลี่ยนทุกครั้งที่ตอบ", "ครอบสูตรด้วย once( )"
    for column, rule in (("relevant", logic.relevant), ("constraint", logic.constraint)):
        for name in sorted(_blank_comparisons(form, rule)):
            yield column, f"ถ้า ${{{name}}} ยังว่าง การเทียบ != จะเป็นจริง", f"เติม ${{{name}}} != '' and …"
    yield from _chat(form, node)


def _constraint(node: Node, logic: Logic) -> Iterator[tuple[str, str, str]]:
    if logic.constraint and node.kind != "question":
        yield "constraint", "เงื่อนไขของข้อที่ไม่ได้ถามไม่มีผล", "ย้าย constraint ไปไว้ที่ข้อคำถาม"
    elif logic.constraint and not logic.constraint_message:
        yield "constraint_message", "มีเงื่อนไขแต่ไม่มีข้อความบอกผู้ตอบ", "ใส่ข้อความในคอลัมน์ constraint_message"
    elif logic.constraint_message and not logic.constraint:
        yield "constraint", "มีข้อความ constraint_message แต่ไม่มีเงื่อนไข", "ใส่เงื่อนไข หรือลบข้อความ"


def _chat(form: Form, node: Node) -> Iterator[tuple[str, str, str]]:
    """What reads badly on a phone."""
    if node.type in _UNASKED:
        yield "type", f"{_UNASKED[node.type]} ตอบในแชทได้ยาก", "พิมพ์พิกัดคั่นด้วย ; หรือใช้ภาพแทน"
    choices = form.logic[node.ref].choices
    if choices is None or choices.filtered or node.type not in ("select_one", "select_multiple"):
        return
    shown = _labels(form, node)
    if len(shown) > MAX_CHOICES and not {"minimal", "autocomplete", "search"} & set(node.appearance.split()):
        yield "type", f"มี {len(shown)} ตัวเลือก เกินปุ่มที่แสดงได้ในครั้งเดียว", "ใช้ appearance เป็น minimal เพื่อให้พิมพ์ค้นหา"
    elif any(graphemes(label) > MAX_CHOICE_LABEL for label in shown):
        yield "type", f"มีตัวเลือกยาวเกิน {MAX_CHOICE_LABEL} ตัวอักษร จะแสดงเป็นรายการแทนปุ่ม", "ย่อข้อความตัวเลือกถ้าทำได้"


def _labels(form: Form, node: Node) -> list[str]:
    """The labels of a whole list, in the form's default language."""
    blank = Instance(
        form, {}, {}, seed=0, language=form.default_language, now=_ANY_TIME, properties={}, presumed=set()
    )  # fmt: skip
    return [choice.label for choice in blank.choices(node.ref, "")]


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
        return own or any(changing(part) for part in _parts(tree))

    return changing(parse(rule.source))


def _parts(tree: Expression) -> Iterable[Expression]:
    match tree:
        case Binary(_, left, right):
            return (left, right)
        case Negative(operand):
            return (operand,)
        case Call(_, arguments):
            return arguments
        case Filter(nodes, predicates):
            return (nodes, *predicates)
    return ()


def _blank_comparisons(form: Form, rule: Rule | None) -> set[str]:
    """The names of optional numbers compared by != with a number: true while they are blank."""
    if rule is None:
        return set()
    tree = parse(rule.source)
    found: set[str] = set()
    open_ends = [tree]
    while open_ends:
        part = open_ends.pop()
        open_ends += _parts(part)
        match part:
            case Binary("!=", Path(_, steps), Number()) if steps:
                named = (node for node in form.nodes.values() if node.name == steps[-1].test)
                found |= {node.name for node in named if node.type in _NUMERIC}
    return found
