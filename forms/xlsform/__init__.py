"""An author's workbook to an XForm that is known to work, or to what is wrong with it, in Thai.

The workbook is converted in a child process with limits of memory and time (`__main__`), the only
place that imports pyxform (`conversion`).
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from forms import lint
from forms.form import Form
from forms.slips import FormErrors, Slip
from forms.xlsform import others
from forms.xlsform.guard import Refused, kind_of
from forms.xlsform.mistakes import Problem

WALL_SECONDS = 90  # far more than the CPU seconds it is given: a busy machine makes no form a bad one

__all__ = ["Converted", "Problem", "convert"]


@dataclass(frozen=True, slots=True)
class Converted:
    """What a workbook became. With `problems` it cannot be used; `warnings` may be ignored.

    `row_map` gives the row in the survey sheet for each ref. `form` is the compiled form, when it compiles; `tables`
    are the files it reads from, by name: those attached, and those that came out of the workbook. `made` are the rows
    of the XLSForm a plain Thai table became, by sheet; empty for an XLSForm.
    """

    xform: str
    warnings: tuple[Problem, ...]
    problems: tuple[Problem, ...]
    row_map: dict[str, int] = field(default_factory=dict)
    form: Form | None = None
    tables: Mapping[str, bytes] = field(default_factory=dict)
    made: Mapping[str, Any] = field(default_factory=dict)


def convert(workbook: bytes, attachments: Mapping[str, bytes] = MappingProxyType({})) -> Converted:
    """Return what a workbook and its attached tables become. Takes up to `WALL_SECONDS`; never raises on a file."""
    try:
        kind_of(workbook)
    except Refused as refused:
        return _refused(refused.what, refused.remedy)
    told = _ask_child(workbook)
    if told is None:
        return _refused("แปลงแบบฟอร์มไม่สำเร็จในเวลาหรือหน่วยความจำที่ให้", "ลดขนาดไฟล์ แล้วส่งใหม่")
    problems = tuple(Problem(**one) for one in told["problems"])
    warnings = tuple(Problem(**one) for one in told["warnings"])
    if not told["xform"]:
        return Converted("", warnings, problems)
    tables = {name: text.encode() for name, text in told["tables"].items()}
    where = _Where(told.get("sheet", "survey"), told["row_map"])
    made = replace(
        _compiled(others.in_thai(told["xform"]), warnings, where, {**tables, **attachments}), made=told.get("made", {})
    )
    if not problems:
        return made
    # The form was made of rows without their mistakes: it only tells what else is wrong.
    more = (problem for problem in made.problems if problem.row)
    return Converted("", warnings, _in_order([*problems, *more]), made.row_map)


@dataclass(frozen=True, slots=True)
class _Where:
    """Where the author wrote each node: the sheet, and its row for each ref."""

    sheet: str
    rows: dict[str, int]


def _refused(what: str, remedy: str) -> Converted:
    return Converted("", (), (Problem("", None, what, remedy),))


def _ask_child(workbook: bytes) -> Any:
    """Return what the child printed, None when it was stopped."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "forms.xlsform"],
            input=workbook,
            capture_output=True,
            timeout=WALL_SECONDS,
            check=True,
            cwd=Path(__file__).parents[2],
        )
        return json.loads(done.stdout)
    except (subprocess.SubprocessError, json.JSONDecodeError):
        return None


def _compiled(xform: str, warnings: tuple[Problem, ...], where: _Where, attachments: Mapping[str, bytes]) -> Converted:
    try:
        form = Form.from_xform(xform, attachments)
    except FormErrors as errors:
        return Converted(xform, warnings, _in_order(_problem(slip, where) for slip in errors.problems), where.rows)
    advice = tuple(_problem(slip, where) for slip in lint.warnings(form))
    return Converted(xform, warnings + advice, (), where.rows, form, dict(attachments))


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems as the rows stand; those of no row first, other sheets last."""
    return tuple(sorted(problems, key=lambda one: (one.sheet not in ("", "survey"), one.sheet, one.row or 0)))


def _problem(slip: Slip, where: _Where) -> Problem:
    row = where.rows.get(slip.ref)
    name = slip.ref.rpartition("/")[2] if where.sheet == "survey" else ""  # names we made say nothing to their author
    column = f"'{name}' คอลัมน์ {slip.column}: " if name and slip.column else ""
    return Problem(where.sheet if row else "", row, f"{column}{slip.what}", slip.remedy)
