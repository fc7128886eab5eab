"""Warnings of pictures, sounds and films beside a text: chat shows the words alone."""

from collections.abc import Iterator

from forms.form import Form
from forms.itext import Text
from forms.logic import Logic
from forms.node import Node

Advice = tuple[str, str, str]
_CALLED = {"image": "ภาพ", "big-image": "ภาพ", "audio": "เสียง", "video": "วิดีโอ"}


def of_form(form: Form) -> Iterator[Advice]:
    """Return the warnings of the lists of choices, one for each list that has any."""
    found: dict[str, list[str]] = {}
    for text_id, text in form.texts.items():
        found.setdefault(text_id.rpartition("-")[0], []).extend(_kinds(text))
    for name, kinds in found.items():
        if kinds:
            said = f"รายการตัวเลือก '{name}' มี{_listed(kinds)} แชทแสดงเฉพาะข้อความ"
            yield "media", said, "ให้ label ของตัวเลือกอ่านเข้าใจได้เอง"


def advice(_form: Form, _node: Node, logic: Logic) -> Iterator[Advice]:
    """Return the warnings of one node."""
    kinds = [*_kinds(logic.label), *_kinds(logic.hint)]
    if kinds:
        yield "media", f"แชทไม่แสดง{_listed(kinds)}ของข้อนี้", "ให้ label อ่านเข้าใจได้เอง หรือส่งไฟล์ให้ผู้ตอบทางอื่น"


def _kinds(text: Text) -> list[str]:
    return [_CALLED[form] for forms in text.versions.values() for form in forms if form in _CALLED]


def _listed(kinds: list[str]) -> str:
    return " ".join(dict.fromkeys(kinds))
