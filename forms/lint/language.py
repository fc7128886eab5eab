"""Warnings of words: languages that lack a text, names other tools cannot read, markup that goes flat."""

import re
from collections.abc import Iterator

from forms.form import Form
from forms.itext import Text
from forms.logic import Logic
from forms.node import Node

Advice = tuple[str, str, str]
_THAI = re.compile("[\u0e01-\u0e5b]")
_MARKUP = re.compile(r"<(?:b|i|u|p|br|span|font|div|h[1-6])\b[^>]*>|\*\*[^*]+\*\*|^#{1,6} ", re.MULTILINE)


def of_form(form: Form) -> Iterator[Advice]:
    """Return the warnings of a whole form."""
    thai_names = [node.name for node in form.nodes.values() if _THAI.search(node.name)]
    if thai_names:
        yield "name", f"มีชื่อข้อเป็นภาษาไทย เช่น {thai_names[0]} โปรแกรมอื่นของ ODK อ่านไม่ได้", "ใช้ตัวอักษรอังกฤษในคอลัมน์ name"
    labels = (form.logic[ref].label for ref in form.nodes)
    if not any(_THAI.search(text) for label in labels for text in _texts(label)):
        yield "label", "ไม่มีข้อความภาษาไทยเลย", "ใส่ label ภาษาไทย หรือ label::ไทย (th)"


def advice(form: Form, _node: Node, logic: Logic) -> Iterator[Advice]:
    """Return the warnings of one node."""
    for column, text in (
        ("label", logic.label),
        ("hint", logic.hint),
        ("constraint_message", logic.constraint_message),
    ):
        everywhere = not text or "" in text.versions  # written in the question itself, for all languages
        lacking = [] if everywhere else [one for one in form.languages if not _has(text, one)]
        if lacking:
            yield f"{column}::{lacking[0]}", f"ไม่มีข้อความภาษา {', '.join(lacking)}", "เติมคำแปลในคอลัมน์นี้"
        if any(_MARKUP.search(one) for one in _texts(text)):
            yield column, "ตัวหนา ตัวเอียง และสีจะไม่แสดงในแชท", "ใช้ข้อความธรรมดา"


def _has(text: Text, language: str) -> bool:
    parts = text.versions.get(language, {}).get("")
    return bool(parts) and parts != ("-",)


def _texts(text: Text) -> Iterator[str]:
    for forms in text.versions.values():
        for parts in forms.values():
            yield from (part for part in parts if isinstance(part, str))
