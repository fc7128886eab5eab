"""Thai text as characters: nothing typed is lost, and what looks equal compares equal."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from thai.keyboard import guess_keyboard, guess_text
from thai.numerals import arabic, thai
from thai.replies import WORDS
from thai.text import clean, cut, graphemes, norm, utf16_units

THAI_TEXT = st.text(alphabet=[chr(code) for code in range(0x0E01, 0x0E5C)] + list(" \n\u200b\u00a0\r"), max_size=20)


@pytest.mark.parametrize(
    ("typed", "repaired"),
    [
        ("ก่ิง", "กิ่ง"),
        ("สํารวจ", "สำรวจ"),
        ("นํ้า", "น้ำ"),
        ("น้ํา", "น้ำ"),
        ("นำ้", "น้ำ"),
        ("เเผน", "แผน"),
        ("ที่่", "ที่"),
        ("ที่ี่", "ที่"),
        ("สิทธ์ิ", "สิทธิ์"),
        ("\ufeffจังหวัด\u200bตาก", "จังหวัดตาก"),
        ("จังหวัด\u00a0ตาก", "จังหวัด ตาก"),
        ("ตาก   ลำพูน", "ตาก ลำพูน"),
        ("บรรทัด\r\n\r\nใหม่", "บรรทัด\n\nใหม่"),
    ],
)
def test_norm_repairs_what_cannot_be_seen(typed: str, repaired: str) -> None:
    assert norm(typed) == repaired


@pytest.mark.parametrize("typed", ["น้ำ", "ต่าง ๆ", "ฯลฯ", "สสำรวจ", "แแผน", "การเรียรู้", "ย่อหน้า\n\nย่อหน้า"])
def test_norm_corrects_no_spelling(typed: str) -> None:
    assert norm(typed) == typed


@example("\u0e48\u0e34\u0e3a")  # the tone moves after the vowel, then after phinthu
@example("\u0e33\u0e33\u0e48")  # of two sara am the tone parts, one is left
@given(THAI_TEXT)
def test_norm_twice_is_norm_once(text: str) -> None:
    assert norm(norm(text)) == norm(text)
    assert not set(norm(text)) & set("\u200b\u00a0")


def test_a_very_long_run_of_tones_takes_no_time() -> None:
    assert norm("ก" + "่้" * 50_000 + "ิ") == "กิ" + "่้" * 50_000


def test_clean_removes_what_breaks_documents() -> None:
    assert clean("ก\x00ข\x07ค\x0cง\ud800จ\ufffeฉ\uffff") == "กขคงจฉ"


def test_clean_keeps_tabs_new_lines_and_every_fault_of_spelling() -> None:
    typed = "๑)\tนํ้า\u00a0 \n\n- ไม่มี -\u200b 👍🏽 =A1 {{x}}"
    assert clean(typed) == typed


@given(st.text(alphabet=st.characters()))
def test_clean_twice_is_clean_once_and_can_be_encoded(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean(text).encode().decode() == clean(text)


@pytest.mark.parametrize(
    ("text", "seen", "units"),
    [("น้ำ", 1, 3), ("กิ่ง", 2, 4), ("👍🏽", 1, 4), ("👨‍👩‍👧", 1, 8), ("ส่งแล้ว", 5, 7), ("", 0, 0)],
)
def test_lengths_are_counted_as_line_counts_them(text: str, seen: int, units: int) -> None:
    assert graphemes(text) == seen
    assert utf16_units(text) == units


def test_cut_never_splits_a_character() -> None:
    assert cut("น้ำน้ำน้ำ", 2) == "น้ำ…"
    assert cut("น้ำน้ำ", 2) == "น้ำน้ำ"
    assert cut("ก ข ค", 3) == "ก…"


def test_cut_to_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no room"):
        cut("น้ำ", 0)


@given(st.text(max_size=40), st.integers(1, 20))
def test_cut_fits(text: str, limit: int) -> None:
    shown = cut(text, limit)
    assert graphemes(shown) <= limit
    assert shown == text or shown.endswith("…")


@pytest.mark.parametrize(("typed", "meant"), [("w,j,u", "ไม่มี"), (".=j", "ใช่"), ("8iy[", "ครับ"), (" w,j ", "ไม่")])
def test_thai_typed_on_latin_keys_is_recognised(typed: str, meant: str) -> None:
    assert guess_keyboard(typed, WORDS) == meant


@pytest.mark.parametrize("typed", ["MOU", "STEM", "PLC", "ok", "-", "2567", "โรงเรียนบ้านสมมติ", ""])
def test_no_hint_without_reason(typed: str) -> None:
    assert guess_keyboard(typed, WORDS) is None
    assert guess_keyboard(typed, WORDS, number=True) is None


@pytest.mark.parametrize(
    ("typed", "meant"), [("/จ", "20"), ("ๅ/-", "123"), ("ๅมุึๅ", "1,671"), ("ครู", None), ("/-", None)]
)
def test_digits_typed_on_thai_keys_are_recognised_at_numbers_only(typed: str, meant: str | None) -> None:
    assert guess_keyboard(typed, WORDS, number=True) == meant
    assert guess_keyboard(typed, WORDS) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("l;ylfu8jt", "สวัสดีค่ะ"),
        ("0yfxit=6,=uhc0'8i^ 25 8o", "จัดประชุมชี้แจงครู 25 คน"),
        ("w,j,uxyPsk", "ไม่มีปัญหา"),
        ("เนนเสำ ทำำะ", "google meet"),
        ("ดฟแำินนา", "facebook"),
    ],
)
def test_a_text_on_the_wrong_keyboard_is_recognised(typed: str, meant: str) -> None:
    assert (guess_text(typed) or "") == meant


@pytest.mark.parametrize(
    "typed",
    [
        *("somchai@example.go.th", "https://www.example.go.th/a?b=c;d", "k7mq-2xpa", "DLTV,DLIT", "O-NET,NT,RT"),
        *("[draft]", "C++", "don't", "the office's own", "reply,push,multicast,broadcast", "v1.2.3", "12,500.50"),
        *("AI,IoT,Big Data", "zoom;meet", "R;D", "covid19", "H2O", "โรงเรียนบ้านสมมติ", "กาารทำแผน", "ครููู", "A4,A3"),
        *("Somchai Thotsop", "rai-ngan", "user1,user2,user3", "TH-01;TH-02", "id=tak01", "x[1]", "P.S.", "- [ ] todo"),
    ],
)
def test_names_addresses_and_codes_are_no_wrong_keyboard(typed: str) -> None:
    assert guess_text(typed) is None


@given(st.integers(0, 10**12))
def test_digits_go_to_thai_and_back(number: int) -> None:
    assert arabic(thai(str(number))) == str(number)
    assert int(thai(str(number))) == number
