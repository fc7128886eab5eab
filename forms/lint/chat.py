"""Warnings of what reads badly on a phone, and of what a chat cannot record."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from forms.form import Form
from forms.instance import Instance
from forms.logic import Logic
from forms.node import Node
from forms.slips import Slip
from thai.text import graphemes

Advice = tuple[str, str, str]

MAX_CHOICES = 13  # quick replies of one LINE message
MAX_CHOICE_LABEL = 20  # graphemes on a quick reply; Messaging API, "action objects"
MAX_LIST_LABEL = 40  # graphemes on a button of a list, before it is cut
MAX_QUESTION = 500  # characters a person reads in one bubble
MAX_TOGETHER = 10  # questions of one field list
MAX_DEPTH = 5  # groups and repeats with titles around a question
_SEARCHED = frozenset({"minimal", "autocomplete", "search"})
_ASKED_OTHERWISE = {
    "geotrace": ("เส้นทาง (geotrace) ตอบในแชทได้ยาก", "พิมพ์พิกัดคั่นด้วย ; หรือใช้ภาพแทน"),
    "geoshape": ("พื้นที่ (geoshape) ตอบในแชทได้ยาก", "พิมพ์พิกัดคั่นด้วย ; หรือใช้ภาพแทน"),
    "barcode": ("บาร์โค้ดต้องพิมพ์ตัวเลขเอง แชทสแกนไม่ได้", "บอกผู้ตอบให้พิมพ์ตามที่เห็น"),
}
_LEFT_EMPTY = frozenset({"deviceid", "imei", "subscriberid", "simserial", "uri:deviceid", "uri:simserial"})
_ANY_TIME = datetime(1970, 1, 1, tzinfo=UTC)


def recordings(form: Form) -> Iterator[Slip]:
    """Return a warning for each thing only a device could record."""
    for name, ref in form.unrecorded:
        yield Slip(ref, "type", f"{name} บันทึกจากแชทไม่ได้ จะเว้นว่างไว้", "ลบได้ถ้าไม่ใช้")


def advice(form: Form, node: Node, logic: Logic) -> Iterator[Advice]:
    """Return the warnings of one node."""
    if node.type in _ASKED_OTHERWISE:
        yield "type", *_ASKED_OTHERWISE[node.type]
    if logic.preload is not None and logic.preload[1] in _LEFT_EMPTY:
        yield "type", f"{logic.preload[1]} ไม่มีในแชท จะเว้นว่างไว้", "ลบได้ถ้าไม่ใช้"
    yield from _looks(form, node)
    yield from _question(form, node, logic)
    yield from _choices(form, node)


def _looks(form: Form, node: Node) -> Iterator[Advice]:
    looks = set(node.appearance.split())
    if node.type == "image" and looks & {"signature", "draw", "annotate"}:
        yield "appearance", "แชทเซ็นชื่อหรือวาดไม่ได้ จะรับเป็นรูปถ่าย", "บอกผู้ตอบให้ถ่ายรูป"
    if any(look.startswith("ex:") for look in looks):
        yield "appearance", "แชทเปิดแอปอื่นไม่ได้ (ex:) จะให้ตอบเอง", "ลบ appearance นี้ถ้าไม่ใช้กับ ODK"
    if any(look.startswith("printer:") for look in looks):
        yield "appearance", "แชทสั่งพิมพ์ไม่ได้ (printer)", "ลบ appearance นี้ถ้าไม่ใช้กับ ODK"
    if "list-nolabel" in looks:
        yield "appearance", "ตารางตัวเลือกจะถามทีละแถว", "ใส่ข้อความ label ให้แต่ละแถวอ่านรู้เรื่องเอง"
    if "field-list" in looks:
        asked = [ref for ref in form.nodes if ref.startswith(node.ref + "/") and form.nodes[ref].kind == "question"]
        if len(asked) > MAX_TOGETHER:
            yield "appearance", f"field-list มี {len(asked)} ข้อ จะถามทีละข้ออยู่ดี", "แบ่งเป็นกลุ่มเล็กลง"


def _question(form: Form, node: Node, logic: Logic) -> Iterator[Advice]:
    if node.kind != "question":
        return
    if logic.label.fixed and len(_blank(form).plain(logic.label)) > MAX_QUESTION:
        yield "label", f"คำถามยาวเกิน {MAX_QUESTION} ตัวอักษร", "ย้ายคำอธิบายไปไว้ใน hint หรือ note"
    around = [ref for ref in _around(form, node) if form.logic[ref].label or form.nodes[ref].kind == "repeat"]
    if len(around) > MAX_DEPTH:
        yield "type", f"ข้อนี้อยู่ในกลุ่มซ้อนกัน {len(around)} ชั้น", "ลดจำนวนชั้น"


def _around(form: Form, node: Node) -> Iterator[str]:
    ref = node.parent
    while ref is not None:
        yield ref
        ref = form.nodes[ref].parent


def _choices(form: Form, node: Node) -> Iterator[Advice]:
    choices = form.logic[node.ref].choices
    if choices is None or choices.filtered or node.type not in ("select_one", "select_multiple"):
        return
    shown = [choice.label for choice in _blank(form).choices(node.ref, "")]
    if len(shown) > MAX_CHOICES and not _SEARCHED & set(node.appearance.split()):
        yield "type", f"มี {len(shown)} ตัวเลือก เกินปุ่มที่แสดงได้ในครั้งเดียว", "ใช้ appearance เป็น minimal เพื่อให้พิมพ์ค้นหา"
    elif _any_longer(shown, MAX_LIST_LABEL):
        yield "type", f"มีตัวเลือกยาวเกิน {MAX_LIST_LABEL} ตัวอักษร ปุ่มจะแสดงไม่ครบ", "ย่อข้อความตัวเลือก"
    elif _any_longer(shown, MAX_CHOICE_LABEL):
        yield "type", f"มีตัวเลือกยาวเกิน {MAX_CHOICE_LABEL} ตัวอักษร จะแสดงเป็นรายการแทนปุ่ม", "ย่อข้อความตัวเลือกถ้าทำได้"


def _any_longer(labels: Iterable[str], most: int) -> bool:
    """Whether a label has more graphemes than that: counted only where it has more characters, for counting is slow."""
    return any(len(label) > most and graphemes(label) > most for label in labels)


def _blank(form: Form) -> Instance:
    return Instance(
        form, {}, {}, seed=0, language=form.default_language, now=_ANY_TIME, properties={}, presumed=set()
    )  # fmt: skip
