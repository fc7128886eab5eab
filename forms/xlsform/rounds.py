"""Every mistake of a workbook at once, though pyxform stops at its first.

What pyxform names is noted and made harmless, and it is asked again. The form that comes out of that
is never published: it only shows what else is wrong.
"""

import copy
from collections.abc import Callable, Sequence
from typing import Any

from pyxform.errors import PyXFormError

from forms.xlsform import told
from forms.xlsform.mistakes import NAME, REFERENCE, Problem, Row, column

MAX_ROUNDS = 20
FORMULAS = frozenset({"relevant", "constraint", "calculation", "required"})
Sheets = dict[str, Any]
Convert = Callable[[Sheets], Any]


def converted(
    sheets: Sheets, survey: Sequence[Row], slips: Sequence[Problem], convert: Convert
) -> tuple[Any, list[Problem]]:
    """Return what `convert` makes of the sheets, None when nothing does, and every problem found.

    What it makes as they are has no slips: it knows more spellings than we do.
    """
    try:
        return convert(copy.deepcopy(sheets)), []
    except PyXFormError:
        if any(slip.stops for slip in slips):
            return None, list(slips)
    found = list(slips)
    made_harmless: dict[tuple[str, int], int] = {}
    names = {row.get("name", "").strip() for row in survey}
    for slip in slips:
        _keep_formulas(sheets, slip, names, made_harmless)
    for _ in range(MAX_ROUNDS):
        try:
            return convert(copy.deepcopy(sheets)), found
        except PyXFormError as error:
            fresh = told.problems(str(error), survey)
        known = {(one.sheet, one.row) for one in found if one.row is not None}
        found += [one for one in fresh if (one.sheet, one.row) not in known and one not in found]
        if not all([_make_harmless(sheets, one, made_harmless) for one in fresh]):
            break
    return None, found


def _keep_formulas(sheets: Sheets, slip: Problem, names: set[str], before: dict[tuple[str, int], int]) -> None:
    """Take from a row of the survey all but its name and the formulas that can be read: they may hold more slips."""
    rows = sheets.get(slip.sheet)
    if slip.sheet != "survey" or slip.row is None or not rows or not 0 <= slip.row - 2 < len(rows):
        _make_harmless(sheets, slip, before)
        return
    row = rows[slip.row - 2]
    formulas = {
        name: text
        for name, text in row.items()
        if str(name).strip().lower() in FORMULAS and names.issuperset(REFERENCE.findall(str(text)))
    }
    plain = _plain_row(row, slip.row, 1)
    rows[slip.row - 2] = {**formulas, **plain} if plain else row


def _make_harmless(sheets: Sheets, problem: Problem, before: dict[tuple[str, int], int]) -> bool:
    """Take from a row what may be wrong with it, more each time; return whether there was anything to take."""
    rows = sheets.get(problem.sheet)
    if problem.row is None or not rows or not 0 <= problem.row - 2 < len(rows):
        return False
    key = (problem.sheet, problem.row)
    step = before[key] = before.get(key, 0) + 1
    row = rows[problem.row - 2]
    plain = _plain_choice(row, problem.row, step) if problem.sheet != "survey" else _plain_row(row, problem.row, step)
    if plain is None:
        return False
    rows[problem.row - 2] = plain
    return True


def _plain_row(row: Row, number: int, step: int) -> Row | None:
    """A hidden node of the same name, for others to refer to; a group without anything but its name."""
    columns = {column(str(one)): one for one in row}
    kind, name = (str(row.get(columns.get(one, ""), "")).strip() for one in ("type", "name"))
    if step > 2:
        return None
    if step == 2 or not NAME.fullmatch(name):
        name = f"mended_{number}"
    plain = kind if kind.lower().startswith(("begin", "end")) else "hidden"
    return {columns.get("type", "type"): plain, columns.get("name", "name"): name}


def _plain_choice(row: Row, number: int, step: int) -> Row | None:
    columns = {column(str(one)): one for one in row}
    listed = columns.get("list_name")
    if step > 1 or listed is None:
        return None
    return {listed: row[listed], columns.get("name", "name"): f"mended_{number}", "label": "-"}
