"""Numbers as officers type them: read exactly, asked about when in doubt, never guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.numbers import parse_number
from thai.numerals import thai
from thai.reading import NONE, Reading


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        *(("๙,๕๒๖", 9526), ("9,526", 9526), ("9526", 9526), ("๑๐๐๗", 1007), ("１２", 12), ("๒๐.๐", 20)),
        *(("1,668.00", 1668), ("๔๔ โรงเรียน", 44), ("จำนวน ๒๐ โรงเรียน", 20), ("๒๐๐คน", 200), ("๓๕๑ คนครับ", 351)),
        *(("๑๒ คนค่ะ", 12), ("20.", 20), ("๓ ศูนย์", 3), ("รวมทั้งหมด 5 แห่งค่ะ", 5), ("20 คนเท่านั้น", 20), ("555", 555)),
        *(("0", 0), ("๐", 0), ("ศูนย์", 0), ("สามพันห้าร้อย", 3500), ("ยี่สิบเอ็ด", 21), ("ร้อยเอ็ด", 101)),
        *(("ร้อยยี่สิบ", 120), ("3 พัน", 3000), ("2.5 หมื่น", 25000), ("๒ หมื่น", 20000), ("สามสิบ เก้า", 39)),
        *(("๒,๕๐๐.-", 2500), ("2,500 บาทถ้วน", 2500), ("4 ค่ะ 🙏", 4), ("มี 4 คนค่ะ ขอบคุณค่ะ", 4)),
        *(("ซาว", 20), ("ซาวเอ็ด", 21), ("สามร้อยห้าสิบ คน", 350), ("3 พัน 5 ร้อย", 3500), ("สองล้านห้าแสน", 2_500_000)),
    ],
)
def test_certain_numbers(typed: str, value: int) -> None:
    assert parse_number(typed) == Reading("ok", value)
    assert parse_number(typed, decimal=True) == Reading("ok", value)


@pytest.mark.parametrize(
    ("typed", "candidate", "why"),
    [
        *(("1.668", 1668, "dots"), ("12 345", 12345, "spaces"), ("12 345 คน", 12345, "spaces")),
        *(("ประมาณ ๓๐๐", 300, "about"), ("ราว ๆ 20 คน", 20, "about"), ("๔๔ พื้นที่", 44, "unit")),
        *(("เด็ก12คน", 12, "unit"), ("ชาย 5 หญิง 7", 12, "both_sexes"), ("12 คน (ชาย 5 หญิง 7)", 12, "both_sexes")),
        *(("หมื่นห้า", 15000, "spoken"), ("แสนห้า", 150_000, "spoken"), ("พันสอง", 1200, "spoken")),
        *(("สามพันห้า", 3500, "spoken"), ("ล้านห้า", 1_500_000, "spoken")),
        *(("ร้อยห้า", None, "spoken"), ("ร้อยหนึ่ง", None, "spoken"), ("พันหนึ่ง", None, "spoken")),
    ],
)
def test_doubtful_numbers_are_asked_about(typed: str, candidate: int | None, why: str) -> None:
    assert parse_number(typed) == Reading("ask", candidate, why)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        *(("1,00", "grouping"), ("๑,๐๐", "grouping"), ("1.668,50", "grouping"), ("๓๐๐-๔๐๐", "range")),
        *(("300+", "range"), ("555+", "range"), ("ห้าพันกว่า", "range"), ("5 ถึง 6", "range"), ("สามสี่คน", "range")),
        *(("ไม่น้อยกว่า 20", "range"), ("-5", "negative"), ("−5", "negative"), ("ลบห้า", "negative")),
        *(("๑o๐", "letters"), ("l00", "letters"), ("1,668.50", "fraction"), ("20.5", "fraction")),
        *(
            ("ร้อยละ ๓", "percent"),
            ("20%", "percent"),
            ("13 คน ชาย 5 หญิง 7", "range"),
            ("9" * 16, "too_long"),
            ("ล้าน" * 20, "too_long"),
        ),
        *(("ก" * 30_000, "too_long"), ("12 คน 3 โรง", "not_a_number"), ("ในปี 2567 มี 20", "not_a_number")),
        *(("ค่ะ", "not_a_number"), ("สิบเอก", "not_a_number"), ("ศูนย์การเรียนรู้", "not_a_number")),
        *(("สิบร้อย", "not_a_number"), ("twenty", "not_a_number"), ("😊", "not_a_number"), ("²", "not_a_number")),
    ],
    ids=lambda value: value[:20],
)
def test_what_is_no_number_is_refused_with_the_reason(typed: str, why: str) -> None:
    assert parse_number(typed) == Reading("bad", None, why)


@pytest.mark.parametrize("typed", ["-", "–", "ไม่มี", "- ไม่มี -", "", "  ", "ไม่มีค่ะ", "ยังไม่มีข้อมูล"])
def test_none_is_never_zero(typed: str) -> None:
    assert parse_number(typed) == NONE


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("ร้อยละ ๓", 3),
        ("20%", 20),
        ("ร้อยละ ๘๕.๕", Decimal("85.5")),
        ("85.5 เปอร์เซ็นต์", Decimal("85.5")),
        ("ร้อยละสามสิบ", 30),
    ],
)
def test_percentages_where_the_item_is_one(typed: str, value: int | Decimal) -> None:
    assert parse_number(typed, percent=True) == Reading("ok", value)


@pytest.mark.parametrize(
    ("typed", "value"), [("1.668", Decimal("1.668")), ("1,668.50", Decimal("1668.50")), ("๒.๕ ชั่วโมง", Decimal("2.5"))]
)
def test_fractions_where_the_item_allows_them(typed: str, value: Decimal) -> None:
    assert parse_number(typed, decimal=True) == Reading("ok", value)


@given(st.integers(0, 10**15 - 1), st.booleans(), st.booleans(), st.sampled_from(["", " คน", "โรงเรียนค่ะ", " ครับ"]))
def test_every_count_is_read_back(number: int, commas: bool, thai_digits: bool, after: str) -> None:
    typed = f"{number:,}" if commas else str(number)
    assert parse_number((thai(typed) if thai_digits else typed) + after) == Reading("ok", number)


@given(st.text(alphabet="0123456789๐๑๒,.-+ %oสองร้อยพันหมื่นห้าคนค่ะไม่มี", max_size=12))
def test_any_text_gets_an_answer_and_only_whole_counts(text: str) -> None:
    reading = parse_number(text)
    assert reading.value is None or (isinstance(reading.value, int) and reading.value >= 0)
    assert (reading.status in ("ok", "none")) == (reading.why == "")
