"""What a question allows, as buttons and as bounds of LINE's picker."""

from __future__ import annotations

import pytest

from forms.facts import Index, Leaf
from forms.itemsets import Choice
from forms.prompt import Prompt
from handlers.report import reading

HERE = Index("question", "/data/q", "")
NEEDS = (Choice("book", "หนังสือเรียน"), Choice("food", "อาหารกลางวัน"))


def asked(type_: str, minimum: str = "", maximum: str = "", step: str = "", **more: object) -> Prompt:
    return Prompt(HERE, type_, minimum=minimum, maximum=maximum, step=step, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("prompt", "steps"),
    [
        (asked("integer", "1", "5"), ("1", "2", "3", "4", "5")),
        (asked("range", "0", "10", "5"), ("0", "5", "10")),
        (asked("range", "0", "1", "0.5"), ("0", "0.5", "1")),
        (asked("range", "10", "20", "10"), ("10", "20")),
        (asked("range", "0", "100", "1"), ()),
        (asked("integer", "1", "500"), ()),
        (asked("decimal", "0", "1"), ()),
        (asked("integer", "1"), ()),
        (asked("integer", "5", "1"), ()),
        (asked("integer", "today", "5"), ()),
    ],
)
def test_few_values_are_buttons(prompt: Prompt, steps: tuple[str, ...]) -> None:
    assert reading.steps(prompt, 9) == steps


@pytest.mark.parametrize(
    ("mode", "bound", "written"),
    [
        ("date", "2026-11-20", "2026-11-20"),
        ("datetime", "2026-11-20", "2026-11-20T00:00"),
        ("datetime", "2026-11-20T08:30:00.000+07:00", "2026-11-20T08:30"),
        ("time", "08:30:00.000+07:00", "08:30"),
        ("datetime", "", ""),
        ("date", "", ""),
    ],
)
def test_a_bound_is_written_as_the_picker_wants_it(mode: str, bound: str, written: str) -> None:
    assert reading.for_picker(mode, bound) == written


@pytest.mark.parametrize(
    ("prompt", "value", "shown"),
    [
        (asked("rank", choices=NEEDS), "food book", "1. อาหารกลางวัน, 2. หนังสือเรียน"),
        (asked("select_multiple", choices=NEEDS), "food book", "อาหารกลางวัน, หนังสือเรียน"),
        (asked("geopoint"), "16.884 99.129 0 0", "16.884, 99.129"),
        (asked("acknowledge"), "OK", "รับทราบ"),
        (asked("date", appearance="year"), "2022-01-01", "2565"),
        (asked("range"), "1500", "1,500"),
    ],
)
def test_a_stored_answer_reads_as_people_say_it(prompt: Prompt, value: str, shown: str) -> None:
    assert reading.shown(prompt, Leaf(value)) == shown
