"""What people type, read as answers."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import read
from forms.facts import Index
from forms.itemsets import Choice
from forms.prompt import Prompt
from thai.reading import Reading
from thai.text import clean

TODAY = date(2026, 11, 20)
GATE = (Choice("yes", "ได้ดำเนินการ"), Choice("no", "ยังไม่ได้ดำเนินการ"), Choice("na", "ไม่อยู่ในภารกิจ"))
WORK = (Choice("train", "อบรมครู"), Choice("visit", "นิเทศ ติดตาม"), Choice("fund", "สนับสนุนทุน"), Choice("none", "ไม่มี"))


def asked(kind: str, *, appearance: str = "", choices: tuple[Choice, ...] = (), title: str = "") -> Prompt:
    return Prompt(Index("question", "/data/q"), kind, appearance=appearance, choices=choices, title=title)


def said(prompt: Prompt, typed: str) -> tuple[str, object]:
    reading = read(prompt, typed, today=TODAY)
    return reading.status, reading.value if reading.value is not None else reading.why


@pytest.mark.parametrize(
    ("kind", "typed", "expected"),
    [
        ("integer", "๑,๒๓๔ คน", ("ok", "1234")),
        ("integer", "-5", ("bad", "negative")),
        ("integer", "2.5", ("bad", "fraction")),
        ("integer", "-", ("none", "")),
        ("decimal", "2.50", ("ok", "2.50")),
        ("decimal", "7", ("ok", "7")),
        ("decimal", "สิบสอง", ("ok", "12")),
        ("decimal", "สองล้าน", ("ok", "2000000")),
        ("date", "25/12/2569", ("ok", "2026-12-25")),
        ("date", "2026-11-19", ("ok", "2026-11-19")),
        ("date", "๑๙ พ.ย. ๒๕๖๙", ("ok", "2026-11-19")),
        ("date", "ไม่มี", ("none", "")),
        ("time", "16.30 น.", ("ok", "16:30:00.000+07:00")),
        ("dateTime", "19/11/2569 เวลา 16.30 น.", ("ok", "2026-11-19T16:30:00.000+07:00")),
        ("dateTime", "เมื่อวาน", ("bad", "not_a_date_time")),
        ("geopoint", "18.79, 98.98", ("ok", "18.79 98.98 0 0")),
        ("geopoint", "๑๘.๗๙ ๙๘.๙๘", ("ok", "18.79 98.98 0 0")),
        ("geopoint", "เชียงใหม่", ("bad", "not_a_place")),
        ("acknowledge", "รับทราบค่ะ", ("ok", "OK")),
        ("acknowledge", "ทำไม", ("bad", "not_acknowledged")),
        ("image", "รูปอยู่ในไลน์", ("bad", "not_a_file")),
        ("image", "ไม่มี", ("none", "")),
        ("barcode", "A-123", ("ok", "A-123")),
    ],
)
def test_typed_answers(kind: str, typed: str, expected: tuple[str, object]) -> None:
    assert said(asked(kind), typed) == expected


def test_months_and_years() -> None:
    assert said(asked("date", appearance="month-year"), "ต.ค. 2569") == ("ok", "2026-10-01")
    assert said(asked("date", appearance="year"), "ปี ๒๕๖๙") == ("ok", "2026-01-01")
    assert read(asked("date", appearance="year"), "๖๙", today=TODAY) == Reading("ask", "2026-01-01", "short_year")
    assert read(asked("integer", title="ปีการศึกษา"), "67", today=TODAY) == Reading("ask", "2567", "short_year")
    assert said(asked("integer", title="จำนวน (คน)"), "67") == ("ok", "67")
    assert said(asked("date", appearance="year"), "ปีนี้") == ("bad", "not_a_year")


def test_percentages_where_the_question_asks_for_one() -> None:
    assert said(asked("decimal", title="คิดเป็นร้อยละ"), "ร้อยละ 85.5") == ("ok", "85.5")
    assert said(asked("decimal", title="น้ำหนัก"), "85%")[0] == "bad"


@pytest.mark.parametrize("typed", ["-", "ไม่มี", "- ไม่มี -", "ไม่มีค่ะ", "–", " "])
def test_nothing_to_report(typed: str) -> None:
    assert read(asked("text"), typed, today=TODAY) == Reading("none")


@given(st.text().map(lambda words: f"  นายสมมติ ทดสอบ เล่าว่า {words}"))
def test_a_text_is_kept_character_for_character(typed: str) -> None:
    assert read(asked("text"), typed, today=TODAY) == Reading("ok", clean(typed))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2", ("ok", ("no",))),
        ("๒", ("ok", ("no",))),
        ("ข้อ 3", ("ok", ("na",))),
        ("ได้ดำเนินการ", ("ok", ("yes",))),
        ("ได้ดำเนินการแล้ว", ("ok", ("yes",))),
        ("ยังไม่ได้ดำเนินการค่ะ", ("ok", ("no",))),
        ("ดำเนินการ", ("ask", "several")),
        ("ทำแล้วค่ะ", ("ok", ("yes",))),
        ("ยังไม่ได้ทำ", ("ok", ("no",))),
        ("ภารกิจ", ("ok", ("na",))),
        ("4", ("bad", "not_a_choice")),
        ("0", ("bad", "not_a_choice")),
        ("-", ("none", "")),
    ],
)
def test_one_choice(typed: str, expected: tuple[str, object]) -> None:
    assert said(asked("select_one", choices=GATE), typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1 3", ("ok", ("train", "fund"))),
        ("๑,๓", ("ok", ("train", "fund"))),
        ("3 และ 1", ("ok", ("fund", "train"))),
        ("1 1", ("ok", ("train",))),
        ("ทั้งหมด", ("ok", ("train", "visit", "fund", "none"))),
        ("อบรมครู, ทุน", ("ok", ("train", "fund"))),
        ("นิเทศ ติดตาม", ("ok", ("visit",))),
        ("ไม่มี", ("ok", ("none",))),
        ("1 9", ("bad", "not_a_choice")),
    ],
)
def test_several_choices(typed: str, expected: tuple[str, object]) -> None:
    assert said(asked("select_multiple", choices=WORK), typed) == expected


def test_a_label_that_is_a_number_goes_before_the_place_in_the_list() -> None:
    counted = (Choice("a", "2"), Choice("b", "1"))
    assert said(asked("select_one", choices=counted), "1") == ("ok", ("b",))


def test_a_ranking_names_every_choice() -> None:
    ranking = replace(asked("rank"), choices=GATE)
    assert said(ranking, "3 1 2") == ("ok", ("na", "yes", "no"))
    assert said(ranking, "3 1") == ("bad", "incomplete")


@given(st.sampled_from(["integer", "decimal", "date", "time", "dateTime", "geopoint", "select_one", "rank"]), st.text())
def test_nothing_typed_can_break_the_reading(kind: str, typed: str) -> None:
    assert read(asked(kind, choices=GATE), typed, today=TODAY).status in ("ok", "none", "ask", "bad")
