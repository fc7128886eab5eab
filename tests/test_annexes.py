"""What officers annex to an item is listed behind their report, in their own copy and in the compiled volume."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from sqlalchemy import Engine, select

from exports.annexes import MOST_PAGES, bound
from exports.volume import Annex, Paragraph, Photos
from handlers.incoming import Media
from handlers.volume.compiled_pages import Wanted
from handlers.volume.compiling import compile_round
from models import Session, transaction
from models.people import Office
from models.rounds import Round
from models.submissions import Attachment
from scheduler.deadlines import Once
from tests import world
from tests.talk import Talk

NOW = datetime(2026, 11, 17, 2, tzinfo=UTC)


def test_annexes_stand_behind_the_report_with_their_items(engine: Engine) -> None:
    with transaction(engine) as session:
        world.settle(session, NOW)
        world.open_round(session, "lpn67r1", Once(NOW.replace(month=12)), NOW)
    talk = Talk(engine, NOW)
    talk.say("เริ่มกรอก")
    talk.hear(Media("file", "581", "คำสั่ง.pdf"))
    talk.say("https://www.example.go.th/a")
    talk.say("วิเคราะห์แล้ว")
    with Session(engine) as session:
        office = session.scalars(select(Office).where(Office.code == "sesao")).one()
        wanted = Wanted("office", "ศธจ.ทดสอบ", Path("/tmp"), office=office, is_draft=True)
        blocks = compile_round(session, session.scalars(select(Round)).one(), wanted).volume.blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)][-3:] == [
        "เอกสารแนบ",
        "เอกสารแนบ ๑ ข้อ ๑): คำสั่ง.pdf",
        "เอกสารแนบ ๒ ข้อ ๑): https://www.example.go.th/a",
    ]


def test_a_photo_of_a_document_is_an_annex_of_a_number_too(engine: Engine) -> None:
    with transaction(engine) as session:
        world.settle(session, NOW)
        world.open_round(session, "pnglb_monthly", Once(NOW.replace(month=12)), NOW)
    talk = Talk(engine, NOW)
    for said in ("เริ่มกรอก", "พ.ย. 2569", "ติดตามแล้ว"):
        talk.say(said)
    assert "เก็บเป็นเอกสารแนบ" in "\n".join(talk.photo())
    assert "pnglb_out 4" in (talk.say("4"), talk.stored())[1]


def pdf_of(pages: int, password: str = "") -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 300)
    writer.add_attachment("inside.exe", b"MZ")
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_pdfs_are_bound_behind_the_volume_and_what_cannot_be_is_named(tmp_path: Path) -> None:
    files = {"1": pdf_of(2), "2": b"%PDF-1.7 broken", "3": pdf_of(1, "secret"), "4": pdf_of(3), "5": pdf_of(MOST_PAGES)}
    for name, body in files.items():
        (tmp_path / name).write_bytes(body)
    given = [Annex(f"เอกสารแนบ {name}", ("สพม.ทดสอบ", "ข้อ ๑): คำสั่ง.pdf" * 9), tmp_path / name) for name in files]
    made, left_out = bound(pdf_of(4), [*given, Annex("เอกสารแนบ 6", (), tmp_path / "gone")])
    assert left_out == ("เอกสารแนบ 2", "เอกสารแนบ 3", "เอกสารแนบ 5", "เอกสารแนบ 6")
    reader = PdfReader(io.BytesIO(made))
    assert len(reader.pages) == 4 + (1 + 2) + (1 + 3)
    assert [(mark.title, reader.get_destination_page_number(mark)) for mark in reader.outline] == [  # type: ignore[union-attr, arg-type]
        ("เอกสารแนบ 1", 4),
        ("เอกสารแนบ 4", 7),
    ]
    assert len(list(reader.attachments)) == 1, "of an annex only its pages are taken"
    assert bound(b"as it is", ()) == (b"as it is", ())


def test_scans_are_shown_and_pdfs_are_named_for_binding(engine: Engine, tmp_path: Path) -> None:
    with transaction(engine) as session:
        world.settle(session, NOW)
        world.open_round(session, "lpn67r1", Once(NOW.replace(month=12)), NOW)
    talk = Talk(engine, NOW)
    talk.say("เริ่มกรอก")
    talk.hear(Media("file", "581", "คำสั่ง.PDF"))
    talk.photo()
    with transaction(engine) as session:
        for row, mime in zip(
            session.scalars(select(Attachment).order_by(Attachment.id)), ("", "image/jpeg"), strict=True
        ):
            row.state, row.blob, row.mime = "kept", f"{row.id}.bin", mime
    with Session(engine) as session:
        wanted = Wanted("by-item", "ศธจ.ทดสอบ", tmp_path, is_draft=True)
        volume = compile_round(session, session.scalars(select(Round)).one(), wanted).volume
    (pdf,) = volume.annexes
    assert (pdf.label, pdf.lines[1]) == ("เอกสารแนบ ๑", "ข้อ ๑): คำสั่ง.PDF")
    (scan,) = [block.photos[0] for block in volume.blocks if isinstance(block, Photos)]
    assert (scan.label, scan.file) == ("เอกสารแนบ ๒", tmp_path / "2.bin")
