"""Which words under a picture of a Word file are its caption; the shapes offices use stand in a conversation."""

from __future__ import annotations

import pytest

from exports.captions import joined, said
from exports.flow import Block, Drawn, Line

CAPTIONS = [
    ("ภาพที่ 1 อบรมครู", "อบรมครู"),
    ("ภาพที่ ๑-๒: อบรมครู", "อบรมครู"),
    ("รูปที่ 2.4 นิเทศ", "นิเทศ"),
    ("รูปภาพที่ 3 นิเทศ", "นิเทศ"),
    ("ภาพ: นิเทศ", "นิเทศ"),
    ("ภาพประกอบกิจกรรมอบรม", "กิจกรรมอบรม"),
    ("ภาพรวมการดำเนินงาน", ""),
    ("ภาพการอบรม", ""),
    ("ภาพประกอบ", ""),
    ("ภาพที่ 1", ""),
    ("จัดอบรมครู 20 คน", ""),
]
PICTURE = Line("", (Drawn("a"),))


@pytest.mark.parametrize(("text", "words"), CAPTIONS)
def test_what_a_line_says_of_a_picture(text: str, words: str) -> None:
    assert said(text) == words


@pytest.mark.parametrize(
    "blocks",
    [
        [Line("ภาพที่ 1 อบรมครู"), PICTURE],
        [PICTURE, Line("จัดอบรม"), Line("ภาพที่ 1 อบรมครู")],
        [Line("ภาพที่ 1 อบรมครู")],
    ],
)
def test_words_that_stand_under_no_picture_stay_in_the_text(blocks: list[Block]) -> None:
    assert joined(blocks) == blocks


def test_an_empty_line_between_does_not_matter_and_a_second_line_is_text() -> None:
    captioned = Line("", (Drawn("a", caption="อบรมครู"),))
    found = joined([PICTURE, Line(" "), Line("ภาพที่ 1 อบรมครู"), Line("ภาพที่ 2 นิเทศ")])
    assert found == [captioned, Line(" "), Line("ภาพที่ 2 นิเทศ")]
