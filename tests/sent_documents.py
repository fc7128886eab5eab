"""The Word files that people of tests/conversations send, by name. Every text in them is invented."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

from PIL import Image

from tests.test_read_word_variants import Filled, Part, on_paper, plain

_POINT: Filled = {
    "rt67_f2_4_r1": "ประชุมชี้แจงสถานศึกษา 12 แห่ง\nลงนามความร่วมมือกับ 4 วิทยาลัย",
    "rt67_f2_4_r2": "จัดอบรมครู 20 คน ระดับ ปวช. และ ปวส.",
    "rt67_f2_4_pb": [["ขาดครุภัณฑ์", "ขอรับการสนับสนุน"], ["ครูไม่พอ", "-"]],
}
_DOCUMENTS: dict[str, Filled] = {
    "รต67.docx": _POINT,
    "รต67 แก้แล้ว.docx": {**_POINT, "rt67_f2_4_r2": "จัดอบรมครู 25 คน ระดับ ปวช. และ ปวส."},
    "หนังสือเชิญ.docx": {},
    "รต67 มีภาพ.docx": _POINT,
    "รต67 คำบรรยาย.docx": {"rt67_f2_4_r2": "จัดอบรมครู 20 คน"},
}


@cache
def document(name: str) -> bytes:
    """Return the file of a name; what is no Word file is read as none."""
    manner = illustrated if "ภาพ" in name else captioned if "คำบรรยาย" in name else plain
    return on_paper(manner, _DOCUMENTS[name]) if name in _DOCUMENTS else b"not a document"


def illustrated(on: Any, part: Part) -> None:
    """Write a part of a form; with a picture at the head of the letter and two below an answer, two below an item."""
    if len(on.element.body) <= 1:
        on.add_picture(_picture("gold"))
    plain(on, part)
    if part.kind == "answer" and part.item == "rt67_f2_4_r2":
        on.add_picture(_picture("navy"))
        on.add_table(rows=1, cols=1).cell(0, 0).paragraphs[0].add_run().add_picture(_picture("teal"))
        on.add_picture(_picture("navy"))
    if part.kind == "heading" and part.item == "rt67_f2_4_bp":  # photos alone, where the form takes photos
        on.add_picture(_picture("olive"))
        on.add_picture(_picture("maroon"))


def captioned(on: Any, part: Part) -> None:
    """Write a part of a form; with words under a picture, under two side by side, and in the cells below two more."""
    plain(on, part)
    if part.kind == "heading" and part.text.startswith("2.4 "):
        on.add_picture(_picture("silver"))  # under the heading of a section, before its items
    if part.kind == "answer" and part.item == "rt67_f2_4_r2":
        on.add_picture(_picture("navy"))
        on.add_paragraph("ภาพที่ 1 ครูร่วมอบรม")
    if part.kind == "heading" and part.item == "rt67_f2_4_bp":
        beside = on.add_paragraph().add_run()
        beside.add_picture(_picture("olive"))
        beside.add_picture(_picture("maroon"))
        on.add_paragraph("ภาพที่ ๒-๓ โรงเรียนต้นแบบ")
        table = on.add_table(rows=2, cols=2)
        for column, colour in enumerate(("teal", "gold")):
            table.cell(0, column).paragraphs[0].add_run().add_picture(_picture(colour))
            table.cell(1, column).text = f"รูปที่ {column + 4}: กิจกรรมที่ {column + 1}"


def _picture(colour: str) -> io.BytesIO:
    kept = io.BytesIO()
    Image.new("RGB", (400, 300), colour).save(kept, "PNG")
    kept.seek(0)
    return kept
