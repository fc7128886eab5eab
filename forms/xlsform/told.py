"""One message of pyxform as problems of the workbook: which code it is of, which row, what to do."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pyxform.errors import ErrorCode

from forms.xlsform.mistakes import Problem, Row
from forms.xlsform.sentences import BY_CODE, BY_WORDS, VENDOR_TYPES, WARNINGS

_ROW = re.compile(r"\[row : ?(\d+)\]|[Rr]ow (?:number )?(\d+)")
_SHEET = re.compile(r"'(survey|choices|settings|entities|external_choices)' sheet")
_PLACE = re.compile(r"\\{([a-z_]+)\\}")
_SUSPECTS = (
    (re.compile(r"Unknown question type '(.*?)'"), "type", True),
    (re.compile(r"(?:element named|Question) '([^']+)'"), "name", True),
    (re.compile(r"The question \$\{([^}]+)\} is not user-visible"), "trigger", False),
    (
        re.compile(r"(max-pixels|randomize|seed|quality|track-changes|location-[a-z-]+|identify-user)"),
        "parameters",
        False,
    ),
)


def problems(message: str, survey: Sequence[Row]) -> list[Problem]:
    """Return the problems behind a message; some messages hold several, a line each."""
    lines = [line for line in message.split("\n") if _ROW.search(line)]
    if len(lines) > 1:
        return [_problem(line, survey) for line in lines]
    found = _problem(message, survey)
    rows = _suspects(message, survey) if found.row is None else []
    return [replace(found, sheet="survey", row=row) for row in rows] or [found]


def _problem(message: str, survey: Sequence[Row]) -> Problem:
    row, sheet = _ROW.search(message), _SHEET.search(message)
    place = (sheet[1] if sheet else "survey" if row else "", int(row[1] or row[2]) if row else None)
    return _of_code(message, survey, *place) or _of_words(message, *place)


def _of_code(message: str, survey: Sequence[Row], sheet: str, row: int | None) -> Problem | None:
    for code, pattern in _templates():
        if (match := pattern.search(message)) and code in BY_CODE:
            words = match.groupdict()
            own = survey[row - 2] if sheet == "survey" and row and 0 <= row - 2 < len(survey) else {}
            cell = own.get(words.get("column", ""), "")
            what, remedy = (text.format(cell=cell, **words) for text in BY_CODE[code])
            return Problem(sheet, row, what, remedy)
    return None


def _of_words(message: str, sheet: str, row: int | None) -> Problem:
    for pattern, what, remedy in BY_WORDS:
        if match := re.search(pattern, message, re.DOTALL):
            words = match.groupdict()
            if (vendor := VENDOR_TYPES.get(words.get("type", ""))) is not None:
                return Problem(sheet, row, f"ชนิดข้อ '{words['type']}' เป็นของ {vendor} เท่านั้น", "ใช้ชนิดมาตรฐานของ XLSForm")
            return Problem(sheet, row, what.format(**words), remedy.format())
    return Problem(sheet, row, f"แปลงแบบฟอร์มไม่ได้ ({message.strip()[:300]})", "")


def warning(message: str) -> Problem | None:
    """Return what a warning says, None where it is nothing to us."""
    row, sheet = _ROW.search(message), _SHEET.search(message)
    place = (sheet[1] if sheet else "survey" if row else "", int(row[1] or row[2]) if row else None)
    for pattern, what, remedy in WARNINGS:
        if match := re.search(pattern, message, re.DOTALL | re.IGNORECASE):
            return Problem(*place, what.format(**match.groupdict()), remedy) if what else None
    return _of_code(message, (), *place) or Problem(*place, f"ข้อสังเกต: {_ROW.sub('', message).strip()[:300]}")


def _suspects(message: str, survey: Sequence[Row]) -> list[int]:
    """The rows a message without row can only mean: of the type, the name or the parameter it speaks of."""
    for pattern, column, whole in _SUSPECTS:
        if match := pattern.search(message):
            cells = [row.get(column, "").strip() for row in survey]
            rows = enumerate(cells, start=2)
            return [number for number, cell in rows if (cell == match[1] if whole else match[1] in cell)]
    return []


@cache
def _templates() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """pyxform's sentences as patterns: those raised without their code are known by them."""
    return tuple((code.name, _pattern(code.value.msg)) for code in ErrorCode)


def _pattern(template: str) -> re.Pattern[str]:
    seen: set[str] = set()

    def group(found: re.Match[str]) -> str:
        again = found[1] in seen
        seen.add(found[1])
        return f"(?P={found[1]})" if again else f"(?P<{found[1]}>.*?)"

    plain = re.escape(template).replace(r"\{\{", "{").replace(r"\}\}", "}")
    return re.compile(_PLACE.sub(group, plain) + r"\s*$", re.DOTALL)
