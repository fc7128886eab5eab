"""The six forms of the field: every workbook publishes, and asks word for word what the printed form asks.

The printed titles are compared by digest (fixtures/library_items.json: form -> [item, kind, number, sha256 of the
title]); a null digest marks a title that is ours because the paper prints none.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
import regex
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from handlers.volume import printed_form
from tests import world

ROOT = Path(__file__).parent.parent
PRINTED = json.loads((ROOT / "tests/fixtures/library_items.json").read_text(encoding="utf-8"))
LABEL, HINT = "label::ไทย (th)", "hint::ไทย (th)"
BUTTON_GRAPHEMES = 20  # Messaging API, "label" of a quick-reply button

VERSIONS = {"lpn67r1": "2026112003", "lpn67r2": "2026112003"}  # the first but for those
QUESTIONS = {"rt67": 41, "tak66": 219, "lpn67r2": 8, "lpn67r1": 7, "atg67": 6, "pnglb_monthly": 5}

Row = dict[str, str]


def workbook(form_id: str) -> Path:
    return ROOT / "forms" / "library" / f"{form_id}.xlsx"


@cache
def sheet(form_id: str, name: str) -> list[Row]:
    """Return the sheet's rows as {column: text}, blank cells left out."""
    header, *rows = load_workbook(workbook(form_id))[name].iter_rows(values_only=True)
    return [{str(key): str(cell) for key, cell in zip(header, row, strict=True) if cell is not None} for row in rows]


def survey(form_id: str) -> list[Row]:
    return sheet(form_id, "survey")


def named(form_id: str, name: str) -> Row:
    [row] = [row for row in survey(form_id) if row.get("name") == name and not row["type"].startswith("end_")]
    return row


def inside(form_id: str, name: str) -> list[Row]:
    """Return the rows between a group's or repeat's begin and its end."""
    rows = survey(form_id)
    places = [at for at, row in enumerate(rows) if row.get("name") == name]
    return rows[places[0] + 1 : places[-1]]


def printed_items() -> list[tuple[str, str, str, str, str | None]]:
    return [(form_id, *item) for form_id, items in PRINTED.items() for item in items]


@pytest.mark.parametrize("form_id", QUESTIONS)
def test_the_workbook_converts_without_a_warning(form_id: str) -> None:
    result = convert(workbook(form_id).read_bytes(), validate=False, form_name="data", file_type=".xlsx")

    assert result.warnings == []
    version = VERSIONS.get(form_id, "2026112001")
    assert f'id="{form_id}" version="{version}"' in result.xform
    assert result.xform.count("rg:item=") == QUESTIONS[form_id]


@pytest.mark.parametrize("form_id", QUESTIONS)
def test_every_counted_item_is_asked_once_and_nothing_else_is_counted(form_id: str) -> None:
    asked = Counter(row["bind::rg:item"] for row in survey(form_id) if "bind::rg:item" in row)
    printed = [item for item, kind, _, _ in PRINTED[form_id] if kind != "group"]

    assert asked == Counter(printed)
    assert len(printed) == QUESTIONS[form_id]


def test_รต_67_asks_23_narratives_9_tables_and_9_best_practices() -> None:
    kinds = Counter(kind for _, kind, _, _ in PRINTED["rt67"] if kind != "group")
    assert kinds == {"narrative": 23, "table": 9, "narrative_photo": 9}


def test_titles_and_numbers_stand_as_printed() -> None:
    for form_id, item, _, number, digest in printed_items():
        row = named(form_id, item.replace(".", "_"))
        assert row.get("bind::rg:number", "") == number, item
        if digest is None:
            assert row[LABEL].strip(), item
        else:
            assert sha256(row[LABEL].encode()).hexdigest() == digest, item


ROLES = {
    "narrative": ("text", "narrative"),
    "narrative_photo": ("text", "narrative"),
    "list": ("begin_repeat", "list"),
    "table": ("begin_repeat", "table"),
    "matrix": ("begin_group", "matrix"),
    "number": ("integer", "number"),
    "date": ("date", None),
    "group": ("begin_group", None),
}


def test_every_kind_of_item_has_its_shape() -> None:
    for form_id, item, kind, _, _ in printed_items():
        row = named(form_id, item.replace(".", "_"))
        assert (row["type"], row.get("bind::rg:role")) == ROLES[kind], item


def test_a_best_practice_is_followed_by_its_photos_each_with_a_caption() -> None:
    for form_id, item, kind, _, _ in printed_items():
        if kind != "narrative_photo":
            continue
        photos = item.replace(".", "_") + "_photo"
        assert named(form_id, photos)["bind::rg:role"] == "photos"
        assert [row["bind::rg:role"] for row in inside(form_id, photos)] == ["photo", "caption"]


def test_lists_hold_one_text_and_tables_their_columns() -> None:
    for form_id, item, kind, _, _ in printed_items():
        children = [(row["type"], row["name"]) for row in inside(form_id, item.replace(".", "_"))]
        if kind == "list":
            assert children == [("text", "item")], item
        if kind == "table":
            assert len(children) in (2, 3), item
            assert children[0] == ("text", "problem"), item


def test_each_focus_point_of_รต_67_opens_with_its_gate() -> None:
    gates = [row for row in survey("rt67") if row.get("bind::rg:role") == "gate"]

    assert [row["bind::rg:number"] for row in gates] == ["1.1", "1.2", "1.3", "1.4", "2.1", "2.3", "2.4", "2.5", "2.6"]
    for gate in gates:
        focus = gate["name"].removesuffix("_done")
        first, second, *_ = inside("rt67", focus)
        assert (first, gate["required"]) == (gate, "yes")
        assert (second["name"], second["relevant"]) == (f"{focus}_acted", f"${{{focus}_done}} = 'yes'")
    assert [row["name"] for row in sheet("rt67", "choices")] == ["yes", "no", "na"]


def test_the_tables_of_รต_67_remember_how_many_rows_are_printed() -> None:
    rows = [row["bind::rg:rows"] for row in survey("rt67") if row.get("bind::rg:role") == "table"]
    assert rows == ["5"] * 5 + ["4"] * 4


def test_the_matrix_has_six_affiliations_and_a_total_of_three_numbers_each() -> None:
    rows = [row for row in inside("lpn67r2", "lpn67r2_q2_3") if row["type"] == "begin_group"]
    cells = Counter(row["name"] for row in inside("lpn67r2", "lpn67r2_q2_3") if row["type"] == "integer")

    assert [row[LABEL] for row in rows] == ["สพป....", "สพม...", "ศกศ.", "สกร.", "สอจ.", "สช.", "รวม"]
    assert [row.get("bind::rg:role") for row in rows] == [None] * 6 + ["total"]
    assert cells == {"skill_trained": 7, "skill_income": 7, "graduated_employed": 7}


def test_a_count_is_never_negative_and_says_so_with_an_example() -> None:
    counts = [row for form_id in QUESTIONS for row in survey(form_id) if row["type"] == "integer"]

    assert len(counts) == 3 + 21
    assert {row["constraint"] for row in counts} == {". >= 0"}
    assert all("เช่น 12" in row["constraint_message::ไทย (th)"] for row in counts)


def siblings(form_id: str) -> list[list[Row]]:
    """Return the labelled rows of each group and repeat, and of the form's own level."""
    closed: list[list[Row]] = []
    open_levels: list[list[Row]] = [[]]
    for row in survey(form_id):
        if row["type"].startswith("end_"):
            closed.append(open_levels.pop())
            continue
        if LABEL in row:
            open_levels[-1].append(row)
        if row["type"].startswith("begin_"):
            open_levels.append([])
    return closed + open_levels


@pytest.mark.parametrize("form_id", QUESTIONS)
def test_short_names_fit_a_button_and_differ_within_their_group(form_id: str) -> None:
    for rows in siblings(form_id):
        shorts = [row["bind::rg:short"] for row in rows]
        assert len(set(shorts)) == len(shorts), shorts
        assert all(0 < len(regex.findall(r"\X", short)) <= BUTTON_GRAPHEMES for short in shorts), shorts


@pytest.mark.parametrize(
    ("form_id", "digits", "short"),
    [
        ("rt67", "arabic", "แบบ รต. 67"),
        ("tak66", "thai", "รายงานจังหวัดตาก 66"),
        ("lpn67r1", "thai", "ลำพูน 2.4 รอบ 1/67"),
        ("lpn67r2", "thai", "ลำพูน 10 รอบ 2/67"),
        ("atg67", "arabic", "อ่างทอง 2.6 ปี 67"),
        ("pnglb_monthly", "thai", "พาน้องกลับมาเรียน"),
    ],
)
def test_the_settings_name_the_form(form_id: str, digits: str, short: str) -> None:
    [settings] = sheet(form_id, "settings")
    assert (settings["form_id"], settings["default_language"]) == (form_id, "ไทย (th)")
    assert (settings["attribute::rg:digits"], settings["attribute::rg:short"]) == (digits, short)


def test_no_two_forms_share_a_title() -> None:
    titles = {sheet(form_id, "settings")[0]["form_title"] for form_id in QUESTIONS}
    assert len(titles) == len(QUESTIONS)


def test_the_hint_of_รต_67_asks_for_details_and_a_picture_as_printed() -> None:
    hints = [row[HINT] for row in survey("rt67") if HINT in row]
    assert hints == ["** ระบุรายละเอียดพอสังเขป และแนบรูปภาพ"] * 9


def test_titles_keep_their_curly_quotes_though_pyxform_straightens_them() -> None:
    form = world.compiled("rt67")
    blank = printed_form.blank(form)
    titles = (printed_form.label(blank, ref) for ref in form.nodes)
    named_so = [title for title in titles if "ยึดผู้เรียนเป็นศูนย์กลาง" in title]
    assert len(named_so) == 2
    assert all("“ยึดผู้เรียนเป็นศูนย์กลาง”" in title for title in named_so)
