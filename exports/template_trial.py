"""A Word template tried before anybody uses it: are there tags, are they right, does a sample of everything fill it?"""

from __future__ import annotations

from exports.template_mistakes import CannotFill, checked, has_tags
from exports.volume import Block, Paragraph, Photo, Photos, Table, Volume
from exports.word import word

_GREY = b""  # no picture: a grey frame stands for it


def mistakes(template: bytes) -> list[str] | None:
    """Return a Thai sentence for each mistake of a .docx, none if it is good; None where it holds no tags at all."""
    try:
        parts = checked(template)
        if not has_tags(parts):
            return None
        word(sample(), template)
    except CannotFill as wrong:
        return [str(each) for each in wrong.mistakes]
    return []


def sample() -> Volume:
    """Return a small volume with a block of every kind."""
    blocks: list[Block] = [
        Paragraph("h1", "นโยบายตัวอย่าง", "๑"),
        Paragraph("h2", "จุดเน้นตัวอย่าง", "๑.๑"),
        Paragraph("h3", "ข้อย่อยตัวอย่าง", "๑)"),
        Paragraph("item", "ข้อตัวอย่าง", "๑.๑)"),
        Paragraph("hint", "คำชี้แจงของข้อ"),
        Paragraph("agency", "สำนักงานสมมติ"),
        Paragraph("para", "คำตอบของหน่วยงาน"),
        Paragraph("plain", "ข้อความ"),
        Paragraph("center", "ข้อความกลางหน้า"),
        Paragraph("pending", "ยังไม่ส่ง: สำนักงานสมมติ"),
        Table(("ปัญหา", "ข้อเสนอแนะ"), (("ก", "ข"), ("ค" * 2000, ""))),
        Table(("รายการ", "จำนวน"), (("สพม.", "๑"), ("รวม", "๑")), numeric=True),
        Photos((Photo(_GREY, "ภาพที่ ๑-๑", "คำบรรยาย"), Photo(_GREY, "ภาพที่ ๑-๒"), Photo(_GREY, "ภาพที่ ๑-๓"))),
    ]
    return Volume(
        title="รายงานตัวอย่าง",
        short="ตัวอย่าง",
        compiler="สำนักงานสมมติ",
        office="สำนักงานสมมติ",
        as_of="๑ มกราคม ๒๕๖๙",
        month="มกราคม ๒๕๖๙",
        offices="๑",
        blocks=blocks,
        is_draft=True,
        due="๓๑ มกราคม ๒๕๖๙",
    )
