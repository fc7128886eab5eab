"""A workbook to an XForm, by pyxform: imported only in the publishing child.

pyxform's authors keep the format of XLSForm; here is only what its result leaves to be told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from pyxform.errors import PyXFormError
from pyxform.xls2json_backends import get_xlsform
from pyxform.xls2xform import convert

from forms.xlsform import mistakes, plain, rounds, told
from forms.xlsform.guard import Kind
from forms.xlsform.mistakes import Problem, Row

_SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm")
_WORDS = ("label", "hint", "guidance_hint", "constraint_message", "required_message")  # columns people read
# Private use: nobody types them.
_CURLY = {
    "\u2018": "\ue018",
    "\u2019": "\ue019",
    "\u201c": "\ue01c",
    "\u201d": "\ue01d",
}
_KEEP, _GIVE_BACK = str.maketrans(_CURLY), str.maketrans({kept: quote for quote, kept in _CURLY.items()})


def converted(workbook: bytes, kind: Kind) -> dict[str, Any]:
    """Return {xform, warnings, problems, row_map, tables} of a workbook, ready for JSON. Never raises.

    Of a plain Thai table also {made, sheet}: the XLSForm it became, and the sheet its rows are counted in.
    """
    try:
        is_xlsform = kind == "xls" or plain.has_survey(workbook)
        table = plain.read(workbook) if not is_xlsform else None
        if table is not None:
            return plain.settled(table, lambda rows: _of_sheets(get_xlsform(rows)))
        sheets = get_xlsform(workbook, file_type=f".{kind}")
    except PyXFormError as error:
        return _failed(told.problems(str(error), []))
    except Exception as error:  # a fuzzed file raises anything at all
        return _failed([Problem("", None, "ไฟล์เสียหาย อ่านไม่ได้", f"บันทึกใหม่ใน Excel แล้วส่งอีกครั้ง ({type(error).__name__})")])
    return _of_sheets(sheets) if is_xlsform else plain.with_both_ways(_of_sheets(sheets))


def _of_sheets(sheets: Any) -> dict[str, Any]:
    survey = [_texts(row) for row in sheets.survey or ()]
    choices = [_texts(row) for row in sheets.choices or ()]
    if found := mistakes.too_large(survey, choices):
        return _failed(found)
    lists = _list_names([*choices, *(_texts(row) for row in sheets.external_choices or ())])
    slips = mistakes.in_rows(survey, choices, lists)
    unused = mistakes.unused_lists(survey, choices)
    root = "form" if any(row.get("name", "").strip() == "data" for row in survey) else "data"
    told_of = _with_pyxform(sheets, survey, slips, root)
    told_of["warnings"] += [asdict(one) for one in unused]
    return told_of


def _with_pyxform(sheets: Any, survey: Sequence[Row], slips: list[Problem], root: str) -> dict[str, Any]:
    definition = {name: getattr(sheets, name) for name in (*_SHEETS, *(f"{sheet}_header" for sheet in _SHEETS))}
    definition |= {"sheet_names": sheets.sheet_names, "fallback_form_name": sheets.fallback_form_name}
    for name in ("survey", "choices"):
        definition[name] = [_with_quotes_kept(row) for row in definition[name] or ()]
    warnings: list[str] = []

    def once(rows: dict[str, Any]) -> Any:
        warnings.clear()
        return convert(rows, warnings=warnings, validate=False, form_name=root)

    try:
        result, found = rounds.converted(definition, survey, slips, once)
    except Exception as error:
        return _failed(slips or [Problem("", None, f"แปลงแบบฟอร์มไม่ได้ ({type(error).__name__})", "ตรวจรูปแบบแผ่นงาน")])
    if result is None:
        return _failed(found)
    return {
        "xform": result.xform.translate(_GIVE_BACK),
        "warnings": [asdict(one) for one in map(told.warning, warnings) if one is not None],
        "problems": [asdict(one) for one in _in_order(found)],
        "row_map": mistakes.row_map(survey, root),
        "tables": {"itemsets.csv": result.itemsets} if result.itemsets else {},
    }


def _with_quotes_kept(row: Mapping[str, Any]) -> dict[str, Any]:
    """Hide the curly quotes of what people read: pyxform straightens every quote, and titles are printed verbatim."""
    return {
        column: value.translate(_KEEP)
        if isinstance(value, str) and str(column).strip().lower().partition("::")[0] in _WORDS
        else value
        for column, value in row.items()
    }


def _in_order(problems: Sequence[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda one: (one.sheet != "survey", one.sheet, one.row or 0))


def _failed(problems: Sequence[Problem]) -> dict[str, Any]:
    return {
        "xform": "",
        "warnings": [],
        "problems": [asdict(one) for one in _in_order(problems)],
        "row_map": {},
        "tables": {},
    }


def _texts(row: Mapping[str, Any]) -> dict[str, str]:
    """A row as pyxform reads it: columns by their plain names, nothing of a row that is switched off."""
    found = {mistakes.column(str(name)): str(value) for name, value in row.items() if value is not None}
    return {} if found.get("disabled", "").strip().lower() in ("yes", "true", "true()") else found


def _list_names(choices: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    return frozenset(str(row["list_name"]).strip() for row in choices if row.get("list_name"))
