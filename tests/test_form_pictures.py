"""Pictures sent after a form: taken by their names, a photo as the one that is wanting."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook
from PIL import Image
from sqlalchemy import Engine, select

from handlers.incoming import Media
from models import Session, catalogue
from models.sent_files import SentFile
from tests.authors import GOOD, Desk, begun, workbook
from tests.talk import Talk


@pytest.fixture
def talk(engine: Engine) -> Talk:
    return begun(engine)


PICTURED = [
    ("type", "name", "label", "media::image"),
    ("text", "sign", "ป้ายว่าอะไร", "sign.png"),
    ("select_one c", "colour", "สีไหน", ""),
]
COLOURS = [
    ("list_name", "name", "label", "media::image"),
    ("c", "r", "แดง", "red.png"),
    ("c", "b", "น้ำเงิน", "blue.png"),
]


def pictured() -> bytes:
    book = load_workbook(BytesIO(workbook(PICTURED)))
    sheet = book.create_sheet("choices")
    for row in COLOURS:
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def png(colour: str) -> bytes:
    file = BytesIO()
    Image.new("RGB", (40, 30), colour).save(file, "PNG")
    return file.getvalue()


def test_pictures_sent_after_a_form_are_kept_and_stand_with_its_questions(talk: Talk, engine: Engine) -> None:
    desk = Desk(talk)
    desk.send("ป้าย.xlsx", pictured())
    assert [line.split()[1] for line in desk.read() if line.startswith("ยังไม่มีภาพ")] == [
        "sign.png",
        "red.png",
        "blue.png",
    ]
    desk.send("red.png", png("red"))
    desk.send("Blue.PNG", png("blue"))
    told = desk.read()
    assert len([line for line in told if line.startswith("ยังไม่มีภาพ")]) == 1, "of two sent together the last one tells"
    desk.shelf.contents["photo"] = png("white")
    assert "sign.png" in talk.hear(Media("image", "photo"), "Malee")[0], "a photo has no name: the one that is wanting"
    assert desk.read()[1] == "2 ข้อ · ไม่พบจุดที่ต้องแก้"
    assert "(ภาพ sign.png)" in talk.tap("ลองกรอก", "Malee")
    assert any("[1. แดง (ภาพ)] [2. น้ำเงิน (ภาพ)]" in line for line in talk.say("ห้ามจอด", "Malee"))
    assert any("สีไหน แดง" in line for line in talk.say("1", "Malee"))
    talk.say("เผยแพร่แบบ", "Malee")
    with Session(engine) as session:
        version = catalogue.newest_version(session, "projects")
        assert version is not None
        assert set(version.illustrations) == {"sign.png", "red.png", "blue.png"}


def test_a_photo_is_a_forms_only_where_one_is_wanting_and_no_report_is_open(talk: Talk, engine: Engine) -> None:
    desk = Desk(talk)
    desk.send("a.xlsx", workbook(GOOD))
    desk.read()
    talk.hear(Media("image", "photo"), "Malee")
    with Session(engine) as session:
        assert session.scalars(select(SentFile.purpose)).all() == ["form"]
