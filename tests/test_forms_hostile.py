"""Files and forms made to do harm: each is refused with a sentence, in two seconds and little memory."""

import io
import json
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from forms import lists
from forms.slips import FormErrors
from forms.xlsform import convert
from forms.xlsform.blanks import MANY, without_blanks
from tests.computing_time import within
from tests.forms_made import made

MEMORY_BYTES = 300 * 1024 * 1024
ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
STRINGS = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
QUADRATIC = f'<!DOCTYPE x [<!ENTITY a "{"x" * 50_000}">]>'


def book(rows: list[tuple[object, ...]], choices: list[tuple[object, ...]] = []) -> bytes:  # noqa: B006
    """Return a workbook of these rows of survey and choices."""
    made_book = Workbook()
    survey = made_book.worksheets[0]
    survey.title = "survey"
    for row in rows:
        survey.append(row)
    if choices:
        sheet = made_book.create_sheet("choices")
        for row in choices:
            sheet.append(row)
    packed = io.BytesIO()
    made_book.save(packed)
    return packed.getvalue()


HEAD = ("type", "name", "label", "calculation")
PLAIN = book([HEAD, ("text", "a", "A")])


def changed(workbook: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook with one part changed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, change(content) if entry.filename == part else content)
    return packed.getvalue()


def with_doctype(doctype: str) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        body = re.sub(rb"^<\?xml[^>]*\?>", b"", content)
        body = body.replace(b">A<", b">&a;<", 1) if b">A<" in body else body
        return doctype.encode() + body

    return change


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"])
@pytest.mark.parametrize("doctype", [ENTITIES, OUTSIDE, QUADRATIC], ids=["laughs", "outside", "quadratic"])
def test_entities_are_not_expanded(part: str, doctype: str) -> None:
    with within():
        told = convert(changed(PLAIN, part, with_doctype(doctype)))
    assert told.form is None
    assert [problem.what for problem in told.problems] == ["ไฟล์มีส่วน DOCTYPE ซึ่งไม่รับ"]


@pytest.mark.slow
def test_millions_of_strings_are_not_unpacked() -> None:
    strings = STRINGS + b"<si><t/></si>" * 5_000_000
    bomb = changed(PLAIN, "xl/styles.xml", lambda _: strings)
    with within():
        assert "ใหญ่ผิดปกติ" in convert(bomb).problems[0].what


MEASURED = """
import json, resource, sys
from forms.xlsform import convert
from forms.xlsform.blanks import MANY, without_blanks
told = convert(sys.stdin.buffer.read())
used = resource.getrusage(resource.RUSAGE_CHILDREN)
json.dump([used.ru_maxrss * 1024, [problem.what for problem in told.problems]], sys.stdout)
"""


def padded(workbook: bytes) -> bytes:
    """Return a workbook with noise in it, so that what is packed tightly beside it does not look like a bomb."""
    packed = io.BytesIO(workbook)
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("docProps/noise.bin", random.Random(1).randbytes(900_000))
    return packed.getvalue()


HEAVY = {
    "styles": lambda: padded(
        changed(PLAIN, "xl/styles.xml", lambda _: STRINGS + b"<si><t/></si>" * 1_800_000 + b"</sst>")
    ),
    "cells": lambda: padded(changed(PLAIN, "xl/worksheets/sheet1.xml", lambda _: sheet(75_000, 15))),
    "questions": lambda: book([HEAD, *(("text", f"q{n}", "Q") for n in range(10_000))]),
}


@pytest.mark.slow
@pytest.mark.parametrize("attack", HEAVY.values(), ids=HEAVY)
def test_the_heaviest_files_stay_within_their_memory(attack: Callable[[], bytes]) -> None:
    """Measured in the process that opens the file: what was resident at most. Each passes the look from outside."""
    done = subprocess.run([sys.executable, "-c", MEASURED], input=attack(), capture_output=True, check=True)
    resident, problems = json.loads(done.stdout)
    assert problems
    assert 20_000_000 < resident < MEMORY_BYTES, f"{resident / 1e6:.0f} MB"


def formatted_to_the_edge() -> bytes:
    """Return a small form whose sheet is formatted far to the right: a million blank cells, as honest files have."""

    def edge(content: bytes) -> bytes:
        blanks = "".join(f'<c r="{get_column_letter(n)}%d" s="1"/>' for n in range(5, 10_005))
        return re.sub(
            rb'(<row r="(\d+)".*?)(</row>)',
            lambda row: row[1] + (blanks % ((int(row[2]),) * 10_000)).encode() + row[3],
            content,
        )

    rows = [HEAD, *(("text", f"q{n}", f"Q{n}") for n in range(100))]
    return padded(changed(book(rows), "xl/worksheets/sheet1.xml", edge))


@pytest.mark.slow
def test_a_sheet_formatted_to_its_edge_is_read_without_its_blanks() -> None:
    workbook = formatted_to_the_edge()
    with within():
        made_of = convert(workbook)
    assert made_of.form is not None
    assert len(made_of.form.items) == 100
    assert made_of.row_map["/data/q99"] == 101


def test_blank_cells_and_rows_go_and_everything_else_stays_in_its_place() -> None:
    cells = "".join(f'<c r="B{n}" s="1"/>' for n in range(MANY))
    around = f'<row r="7"><c r="A7" t="s"><v>0</v></c>{cells}<c r="C7"><v></v></c></row><row r="8"><c r="A8"></c></row>'
    slim = changed(PLAIN, "xl/worksheets/sheet1.xml", lambda _: f"<sheetData>{around}</sheetData>".encode())
    with zipfile.ZipFile(io.BytesIO(without_blanks(slim))) as archive:
        kept = archive.read("xl/worksheets/sheet1.xml")
    assert kept == b'<sheetData><row r="7"><c r="A7" t="s"><v>0</v></c><c r="C7"><v></v></c></row></sheetData>'
    assert without_blanks(PLAIN) is PLAIN


@pytest.mark.slow
@pytest.mark.parametrize("attack", HEAVY.values(), ids=HEAVY)
def test_the_heaviest_files_are_refused_in_time(attack: Callable[[], bytes]) -> None:
    workbook = attack()
    with within():
        assert convert(workbook).problems


def test_a_long_list_that_many_questions_ask_is_kept_once() -> None:
    rows = "\n".join(f"| | select_one l | q{n} | Q |" for n in range(3))
    choices = "| choices |\n| | list_name | name | label |\n| | l | a | A |"
    form = made(f"| survey |\n| | type | name | label |\n{rows}\n{choices}")
    assert form.logic["/data/q0"].choices is form.logic["/data/q2"].choices


def test_one_endless_string_is_not_unpacked() -> None:
    bomb = changed(PLAIN, "xl/styles.xml", lambda _: b"x" * 60_000_000)
    with within():
        assert "ใหญ่ผิดปกติ" in convert(bomb).problems[0].what


def sheet(rows: int, cells: int) -> bytes:
    """Return the XML of a sheet of blank formatted cells."""
    row = "".join(f'<c r="A{n}" s="1"/>' for n in range(cells))
    inside = "".join(f'<row r="{n}">{row}</row>' for n in range(1, rows + 1))
    return f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{inside}</sheetData></worksheet>'.encode()


@pytest.mark.slow
@pytest.mark.parametrize(("rows", "cells"), [(300, 16_000), (120_000, 4), (200_000, 1)])
def test_wide_and_long_sheets_are_refused(rows: int, cells: int) -> None:
    bomb = changed(PLAIN, "xl/worksheets/sheet1.xml", lambda _: sheet(rows, cells))
    with within():
        assert convert(bomb).problems


@pytest.mark.slow
def test_ten_thousand_questions_are_refused() -> None:
    long = book([HEAD, *(("text", f"q{n}", "Q") for n in range(10_000))])
    with within():
        (problem,) = convert(long).problems
    assert "2,000" in problem.what


@pytest.mark.slow
def test_too_many_choices_are_refused() -> None:
    choices = [("list_name", "name", "label"), *(("l", f"c{n}", "C") for n in range(10_001))]
    with within():
        (problem,) = convert(book([HEAD, ("select_one l", "a", "A")], choices)).problems
    assert "10,000" in problem.what


def test_five_hundred_groups_in_each_other_are_refused() -> None:
    groups = [("begin_group", f"g{n}", "G") for n in range(500)]
    with within():
        (problem,) = convert(book([HEAD, *groups, *[("end_group",)] * 500])).problems
    assert "ซ้อนกันเกิน 20 ชั้น" in problem.what


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9, 0.99])
def test_a_file_cut_short_is_told_kindly(cut: float) -> None:
    with within():
        (problem,) = convert(PLAIN[: int(len(PLAIN) * cut)]).problems
    assert "เสียหาย" in problem.what


@pytest.mark.slow
def test_changed_bytes_never_break_the_reader() -> None:
    for at in range(0, len(PLAIN), len(PLAIN) // 12):
        fuzzed = PLAIN[:at] + bytes([PLAIN[at] ^ 0x55]) + PLAIN[at + 1 :]
        with within():
            found = convert(fuzzed)
        assert found.form is not None or found.problems


@pytest.mark.parametrize("content", [b"\xd0\xcf\x11\xe0" + b"\0" * 2_000, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 900])
def test_an_old_workbook_that_is_none_is_told_kindly(content: bytes) -> None:
    with within():
        (problem,) = convert(content).problems
    assert "เสียหาย" in problem.what


TABLES = {
    "doctype": ("x.xml", ENTITIES.encode() + b"<root><item><name>&b;</name></item></root>"),
    "outside": ("x.xml", OUTSIDE.encode() + b"<root><item><name>&a;</name></item></root>"),
    "size": ("x.csv", b"name\n" + b"x" * 5_000_001),
    "rows": ("x.csv", b"name\n" + b"x\n" * 50_001),
    "latin": ("x.csv", "name\nเ".encode("cp874")),
    "broken": ("x.geojson", b"{"),
    "wrong": ("x.geojson", b'{"features": [1]}'),
    "deep": ("x.geojson", b"[" * 100_000),
    "missing": ("y.csv", b"name\nx"),
}


@pytest.mark.parametrize(("name", "content"), TABLES.values(), ids=TABLES)
def test_hostile_tables_are_refused(name: str, content: bytes) -> None:
    wanted = name if name.startswith("x") else "x.csv"
    with within(), pytest.raises(FormErrors) as refused:
        lists._attached(f"jr://file/{wanted}", {name: content})
    assert wanted in str(refused.value)
