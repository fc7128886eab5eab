"""The Word files that people of tests/conversations send, by name. Every text in them is invented."""

from __future__ import annotations

from functools import cache

from tests.test_read_word_variants import Filled, on_paper, plain

_POINT: Filled = {
    "rt67_f2_4_r1": "ประชุมชี้แจงสถานศึกษา 12 แห่ง\nลงนามความร่วมมือกับ 4 วิทยาลัย",
    "rt67_f2_4_r2": "จัดอบรมครู 20 คน ระดับ ปวช. และ ปวส.",
    "rt67_f2_4_pb": [["ขาดครุภัณฑ์", "ขอรับการสนับสนุน"], ["ครูไม่พอ", "-"]],
}
_DOCUMENTS: dict[str, Filled] = {
    "รต67.docx": _POINT,
    "รต67 แก้แล้ว.docx": {**_POINT, "rt67_f2_4_r2": "จัดอบรมครู 25 คน ระดับ ปวช. และ ปวส."},
    "หนังสือเชิญ.docx": {},
}


@cache
def document(name: str) -> bytes:
    """Return the file of a name; what is no Word file is read as none."""
    return on_paper(plain, _DOCUMENTS[name]) if name in _DOCUMENTS else b"not a document"
