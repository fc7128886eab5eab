"""Forms full of logic, of any size: gates that open further questions, limits, calculations.

With 480 questions it has 480 expressions, as the WHO verbal autopsy instrument has 485 and about 460; a filling answers
about half of either.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from benchmarks import questionnaire
from benchmarks.questionnaire import TITLE, Row
from handlers.form import publishing
from handlers.form.publishing import Checked

AUTOPSY = 480  # questions
BLOCK = 12  # questions that one gate opens or keeps shut
ANSWERS = ({"list_name": "yn", "name": "yes", TITLE: "ใช่"}, {"list_name": "yn", "name": "no", TITLE: "ไม่ใช่"})
NUMBERS, ALWAYS = (1, 5), (7, 11)  # places in a block: of numbers, of what no gate rules


@cache
def checked(questions: int) -> Checked:
    """Return a form of so many questions, checked as if it were to be published."""
    return publishing.check(workbook(questions))


def workbook(questions: int) -> bytes:
    """Return the .xlsx an author would have made."""
    return questionnaire.workbook(f"branching{questions}", list(rows(questions)), ANSWERS)


def rows(questions: int) -> Iterator[Row]:
    """Yield the survey: blocks of a gate, what it opens, what it keeps shut, and what is made of the answers."""
    for start in range(0, questions, BLOCK):
        block = range(start, min(start + BLOCK, questions))
        yield {"type": "begin_group", "name": f"s{start}", TITLE: f"อาการกลุ่มที่ {start // BLOCK + 1}"}
        yield from (_question(at, start) for at in block)
        yield {"type": "end_group", "name": f"s{start}_end"}
        yield {"type": "calculate", "name": f"sum{start}", "calculation": _sum(block)}


def _question(at: int, gate: int) -> Row:
    place = at - gate
    asked = {"name": f"q{at}", TITLE: f"ผู้เสียชีวิตมีอาการข้อที่ {at + 1} หรือไม่"}
    if place == 0:
        return {"type": "select_one yn", "required": "yes", **asked}
    opened = f"${{q{gate}}} = 'yes'" if place % 2 else f"selected(${{q{gate}}}, 'no')"
    row = {**asked, "relevant": "" if place in ALWAYS else opened}
    if place in NUMBERS:
        return {"type": "integer", "constraint": ". >= 0 and . <= 120", **row}
    return {"type": "select_one yn", **row}


def _sum(block: range) -> str:
    numbers = [f"coalesce(${{q{at}}}, 0)" for at in block if at - block.start in NUMBERS]
    return " + ".join(numbers) or "0"
