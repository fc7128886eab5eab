"""Questions in plain Thai, with their slots in any order: each is read as tests/questions.txt says."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers.status import answer_data
from handlers.status.asked import Asked, Unclear
from handlers.status.nearest import NEAREST
from handlers.status.understanding import MAX_TYPED, understand
from handlers.words_status import EXAMPLES
from tests.questions import agreed, told, words

FILE = Path(__file__).parent / "questions.txt"
TABLE = agreed(FILE.read_text(encoding="utf-8"))


def asked(before: str, question: str) -> str:
    earlier = understand(before, words()) if before else None
    assert not isinstance(earlier, Unclear)
    return told(understand(question, words(), earlier))


def test_the_table_is_long_enough() -> None:
    assert len(TABLE) >= 200
    assert len({question for _, question, _ in TABLE}) > len(TABLE) - 10


@pytest.mark.parametrize(("before", "question", "meaning"), TABLE, ids=lambda part: part[:40])
def test_is_understood(before: str, question: str, meaning: str) -> None:
    assert asked(before, question) == meaning


@pytest.mark.parametrize("tail", ["", "ค่ะ", "ครับ", " หน่อยค่ะ", "ด้วยนะคะ", "คะ", " ครับผม"])
@pytest.mark.parametrize("question", ["เดือนนี้ใครยังไม่ส่ง", "เขต 2 ถึงไหนแล้ว", "ข้อ ๒.๔ ใครยังไม่ตอบ", "รอ ผอ. กี่แห่ง"])
def test_politeness_changes_nothing(question: str, tail: str) -> None:
    assert asked("", question + tail) == asked("", question)


@pytest.mark.parametrize(("before", "question", "meaning"), TABLE[:60], ids=lambda part: part[:40])
def test_spaces_change_nothing(before: str, question: str, meaning: str) -> None:
    if any(mark in question for mark in ("อ ", "จ ")):
        return  # a single letter needs its space
    assert asked(before, question.replace(" ", "")) == meaning


@pytest.mark.parametrize("example", EXAMPLES.values())
def test_what_is_offered_is_understood_as_what_it_stands_for(example: str) -> None:
    found = understand(example, words())
    assert isinstance(found, Asked)
    assert EXAMPLES[found.kind] == example


@pytest.mark.parametrize(
    ("question", "meaning"),
    [
        ("น้ำท่วมที่แม่สอดเดือนนี้ส่งหรือยัง", "status period=this-month area=อำเภอแม่สอด"),
        ("วังเจ้าเดือนที่แล้วใครช้า", "late period=back-month-1"),
        ("ขอไฟล์คนยังไม่ส่ง ต.ค. 2569 สพป.", "missing period=month:2026-10-01 group=สพป."),
    ],
)
def test_what_was_understood_beside_an_unknown_word_is_offered_first(question: str, meaning: str) -> None:
    found = understand(question, words())
    assert isinstance(found, Unclear)
    assert asked("", answer_data.offered(found)[0]) == meaning


NONSENSE = ["", "   ", "ก" * (MAX_TYPED + 1), "???", "😀", "\u0e33\u0e48", "1" * 100, "¦¦¦", "\ue001"]


@pytest.mark.parametrize("text", NONSENSE)
def test_nonsense_offers_three_questions(text: str) -> None:
    found = understand(text, words())
    if isinstance(found, Unclear):
        assert len(found.near) == NEAREST or found.why != "not_understood"
