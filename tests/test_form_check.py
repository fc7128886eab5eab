"""`flask form check` on a good workbook and on ten broken ones; docs/form-check.md shows what it says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from bot.app import parts_of
from tests.command_line import make
from tests.test_forms_xlsform import workbook

pytestmark = pytest.mark.slow

PAGE = Path(__file__).parent.parent / "docs" / "form-check.md"
SETTINGS = "| settings |\n|  | form_id | form_title | version |\n|  | projects | โครงการเด่น | 1 |\n"
GOOD = """
| survey |
|  | type | name | label | relevant | constraint | constraint_message |
|  | text | title | ชื่อโครงการ |  |  |  |
|  | select_one yn | done | จัดแล้วหรือยัง |  |  |  |
|  | integer | people | จำนวนคน | ${done} = 'yes' | . >= 0 | ขอเป็นจำนวนตั้งแต่ 0 ค่ะ |
| choices |
|  | list_name | name | label |
|  | yn | yes | จัดแล้ว |
|  | yn | no | ยัง |
"""
BROKEN = {
    "misspelled": GOOD.replace("${done}", "${don}"),
    "unknown-type": GOOD.replace("text | title", "txt | title"),
    "no-list": GOOD.replace("select_one yn", "select_one yesno"),
    "open-group": GOOD.replace("|  | text | title", "|  | begin_group | g | หมวด |  |  |  |\n|  | text | title"),
    "same-name": GOOD.replace("integer | people", "integer | title"),
    "formula": GOOD.replace("'yes'", "= 'yes'").replace(". >= 0", "amount(.) > 0"),
    "no-words": GOOD.replace("| ชื่อโครงการ |", "|  |").replace("| people | จำนวนคน |", "|  | จำนวนคน |"),
    "same-choice": GOOD.replace("| no | ยัง |", "| yes | ยัง |\n|  | yn |  | ไม่ทราบ |"),
    "circle": GOOD.replace("| text | title | ชื่อโครงการ |  |", "| text | title | ชื่อโครงการ | ${people} > 1 |").replace(
        "${done} = 'yes'", "${title} != ''"
    ),
    "all-at-once": GOOD.replace("text | title", "txt | title")
    .replace("select_one yn", "select_one yesno")
    .replace("${done}", "${don}")
    .replace(". >= 0", ". >= = 0"),
}


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What the command says of the good workbook, then of each broken one."""
    folder = tmp_path_factory.mktemp("forms")
    files = []
    for name, table in {"good": GOOD, **BROKEN}.items():
        files.append(folder / f"{name}.xlsx")
        files[-1].write_bytes(workbook((table + SETTINGS).strip()))
    app: Flask = make(f"sqlite:///{folder}/none.db", folder)
    told = app.test_cli_runner().invoke(args=["form", "check", *map(str, files), "--json"])
    parts_of(app).engine.dispose()
    assert told.exit_code == 2, told.output
    return json.loads(told.stdout)


def test_the_good_one_is_taken_without_a_remark(checked: list[dict[str, Any]]) -> None:
    good = checked[0]
    assert (good["ok"], good["form"], good["items"]) == (True, "projects", 3)
    assert good["problems"] == good["warnings"] == []


def test_each_broken_one_is_told_sheet_row_and_remedy_in_thai(checked: list[dict[str, Any]]) -> None:
    assert [each["file"] for each in checked[1:]] == [f"{name}.xlsx" for name in BROKEN]
    for each in checked[1:]:
        assert not each["ok"]
        assert each["problems"], each["file"]
        for problem in each["problems"]:
            assert re.match(r"แผ่นงาน (survey|choices) แถว \d+: ", problem), problem
            assert not re.search("(?i)error|traceback|pyxform", problem), problem


def test_four_mistakes_are_told_at_once(checked: list[dict[str, Any]]) -> None:
    rows = [re.findall(r"แถว (\d+):", problem)[0] for problem in checked[-1]["problems"]]
    assert sorted(rows) == ["2", "3", "4", "4"]


def page(checked: list[dict[str, Any]]) -> str:
    """Return docs/form-check.md as it follows from what the command says."""
    rows = [f"| `{each['file']}` | {'<br>'.join(each['problems']) or '✓'} |" for each in checked]
    head = (
        "# What `flask form check` says\n\n"
        "A good workbook and ten broken ones, written as tables in `tests/test_form_check.py`;\n"
        "`pytest tests/test_form_check.py --accept` writes this page anew.\n\n| workbook | said |\n|---|---|\n"
    )
    return head + "\n".join(rows) + "\n"


def test_the_page_shows_what_is_said(checked: list[dict[str, Any]], request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--accept"):
        PAGE.write_text(page(checked), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page(checked)
