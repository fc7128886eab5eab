"""Comparing a compiled Word file with a document: equal but for spaces and marks; else the first difference."""

from __future__ import annotations

import pytest

from exports import built_in
from exports.volume import Paragraph, Table, Volume
from exports.word import word
from tests.compiled_equal import difference, text_of

BLOCKS = (
    Paragraph("item", "สถานการณ์ในพื้นที่", "๑."),
    Paragraph("agency", "สำนักงานสมมติ"),
    Paragraph("para", "ได้ดำเนินการแล้ว ตาม พ.ศ. ๒๕๖๗\nและทำต่อ"),
    Table(("สังกัด", "คน"), (("สพป.", "๙,๕๒๖"), ("สช.", "-"))),
)
DOCUMENT = """## แบบสมมติ
สำนักงานสมมติ

### **๑. สถานการณ์
ในพื้นที่**
สำนักงานสมมติ
ได้ดำเนินการแล้ว ตาม พ.ศ. ๒๕๖๗
และทำต่อ

สังกัด\tคน
สพป.\t๙,๕๒๖
สช.\t-
\\*\\*\\*
"""


@pytest.fixture(scope="module")
def volume() -> Volume:
    name = "สำนักงานสมมติ"
    return Volume("แบบสมมติ", "สมมติ", name, name, "๑ ต.ค. ๒๕๖๗", "ตุลาคม ๒๕๖๗", "๑", BLOCKS)


@pytest.fixture(scope="module")
def compiled(volume: Volume) -> str:
    return text_of(word(volume, built_in.template("any", "office")))


def test_a_document_is_equal_but_for_its_spaces_and_marks(compiled: str) -> None:
    assert difference(compiled, DOCUMENT) == ""


def test_cover_foreword_and_contents_are_not_compared(volume: Volume) -> None:
    blocks = DOCUMENT.partition("###")[2]
    assert difference(text_of(word(volume, built_in.template("any", "by-item"))), blocks) == ""


@pytest.mark.parametrize(
    ("printed", "instead", "begins"),
    [
        ("และทำต่อ", "", "⟦และทำต่อ"),  # a paragraph of ours too many
        ("สังกัด\tคน", "ย่อหน้าที่หาย\nสังกัด\tคน", "⟦สังกัด"),  # and one too few
        ("สพป.\t๙,๕๒๖\nสช.\t-", "สช.\t-\nสพป.\t๙,๕๒๖", "⟦พป."),  # another order
        ("ได้ดำเนินการ", "ได้ดำเนินงาน", "⟦การ"),  # another word
        ("๙,๕๒๖", "9,526", "⟦๙,๕๒๖"),  # digits as typed
        ("\tคน", "\tคน.", "⟦สพป."),  # one character
        ("\\*\\*\\*\n", "จบ", "⟦⟧"),  # the document goes on
    ],
)
def test_the_first_difference_is_shown_with_what_stands_around_it(
    compiled: str, printed: str, instead: str, begins: str
) -> None:
    assert printed in DOCUMENT
    told = difference(compiled, DOCUMENT.replace(printed, instead))
    assert told.startswith("different from character")
    assert begins in told.split("\n")[1]
