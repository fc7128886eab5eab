"""Personal data in answers: what is found, what is not, how it is shown and left out."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.private import covered, find, is_name_column, masked, without

BODY = "1101700" + "23070"  # invented
CITIZEN = f"{BODY}8"  # its check digit holds
DASHED = "-".join([BODY[0], BODY[1:5], BODY[5:10], BODY[10:], "8"])
THAI = CITIZEN.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (f"เลขบัตร {CITIZEN}", ["citizen_id"]),
        (DASHED, ["citizen_id"]),
        (THAI, ["citizen_id"]),
        (f"{BODY}9", []),  # the check digit does not hold
        ("รหัส G692700012345", ["g_code"]),
        ("โทร. 081-234-5678", ["phone"]),
        ("โทร 055 123 456", ["phone"]),
        ("งบประมาณ 0812345678.50 บาท", []),
        ("งบ 1,234,567 บาท จาก 055,000", []),
        ("ด.ช.สมมติ ทดสอบ", ["child"]),
        ("ด.ญ. ตัวละคร กลับมาเรียน", ["child"]),
        ("เด็กชายสมมติ ทดสอบ", ["child"]),
        ("เด็กชายและเด็กหญิงในพื้นที่ จำนวน 12 คน", []),
        ("เด็กหญิง 12 คน เด็กชาย 14 คน", []),
        ("ด.ช. 12 คน ด.ญ. 14 คน", []),
        ("เด็กชายที่ออกกลางคัน กลับมาเรียน", []),
        ("นายสมมติ ทดสอบ อายุ 15 ปี", ["age"]),
        ("นางสาวสมหญิง สมมติ (อายุ ๑๗ ปี) ไม่ประสงค์เรียน", ["age"]),
        ("นายสมมติ ทดสอบ ผู้อำนวยการ", []),
        ("ผู้เรียนอายุ 15 ปี จำนวน 20 คน", []),
        ("นายกเทศมนตรีตำบลแม่สอด ให้การสนับสนุน", []),
        ("ปีงบประมาณ 2567 ดำเนินการ 3 ครั้ง", []),
    ],
)
def test_what_is_found(text: str, kinds: list[str]) -> None:
    assert [each.kind for each in find(text)] == kinds


@pytest.mark.parametrize(
    ("text", "shown", "rest"),
    [
        (f"บัตร {DASHED}", "1-xxxx-xxxxx-x0-8", "บัตร (ไม่ระบุ)"),
        ("โทร 081-234-5678", "0xx-xxx-xx78", "โทร (ไม่ระบุ)"),
        ("ติดตาม ด.ช.สมมติ ทดสอบ แล้ว", "ด.ช.ส…", "ติดตาม ด.ช.(ไม่ระบุชื่อ) แล้ว"),
        ("นายสมมติ ทดสอบ อายุ 15 ปี", "นายส… อายุ 15", "นาย(ไม่ระบุชื่อ) อายุ 15 ปี"),
    ],
)
def test_it_is_shown_masked_and_can_be_left_out(text: str, shown: str, rest: str) -> None:
    (found,) = find(text)
    assert masked(text, found) == shown
    assert without(text, [found]) == rest
    assert find(rest) == []


def test_it_can_be_said_back_covered() -> None:
    assert covered("โทร 081-234-5678 หา ด.ช.สมมติ ทดสอบ ด้วย") == "โทร 0xx-xxx-xx78 หา ด.ช.ส… ด้วย"


@given(st.text(alphabet="ก ดชญ.เ็ายหงิ0123456789๐๑๒G-นอ", max_size=80))
def test_nothing_overlaps_and_what_is_left_out_is_gone(text: str) -> None:
    found = find(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(text[each.name[0] : each.name[1]] not in masked(text, each) for each in found)
    assert len(find(without(text, found))) <= len(found)


@pytest.mark.parametrize(
    ("heading", "names"),
    [("ชื่อ-สกุล", True), ("ชื่อนักเรียน", True), ("เลขประจำตัวประชาชน", True), ("ชื่อโรงเรียน", False), ("จำนวน", False)],
)
def test_columns_of_names(heading: str, names: bool) -> None:
    assert is_name_column(heading) is names
