"""Warnings of pictures, sounds and films that chat does not show: those of headings and hints.

What stands beside questions, notes and choices is shown (forms/shown.py).
"""

from collections.abc import Iterator

from forms.form import Form
from forms.itext import Text
from forms.logic import Logic
from forms.node import Node

Advice = tuple[str, str, str]
_CALLED = {"image": "ภาพ", "big-image": "ภาพ", "audio": "เสียง", "video": "วิดีโอ"}


def advice(_form: Form, node: Node, logic: Logic) -> Iterator[Advice]:
    """Return the warnings of one node."""
    kinds = [*(_kinds(logic.label) if node.kind in ("group", "repeat") else []), *_kinds(logic.hint)]
    if kinds:
        what = f"แชทไม่แสดง{' '.join(dict.fromkeys(kinds))}ของหัวข้อหรือคำแนะนำ"
        yield "media", what, "ย้ายไปไว้ที่ข้อ หรือที่ note ก่อนข้อแรก"


def _kinds(text: Text) -> list[str]:
    return [_CALLED[form] for forms in text.versions.values() for form in forms if form in _CALLED]
