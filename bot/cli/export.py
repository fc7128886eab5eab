"""`flask export answers`: what offices answered, as a table, as JSON, or as an .xlsx; `excel`, `csv`: as sheets.

The compiled report, `flask export word` and `pdf`, is in bot/cli/compiled.py.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from bot.cli.rounds import find_round
from bot.cli.saying import as_json, iso, parts, say, table, told
from exports.comma_separated import comma_separated
from exports.odk_files import Archive
from exports.table import Cell, Column, workbook
from exports.table import table as one_sheet
from handlers.volume import odk
from handlers.volume.compiled_sheets import Sheets, sheets
from handlers.volume.exporting import AnswerRow, answers
from models import transaction

export = AppGroup("export", help="Answers as files.")
COLUMNS = (
    Column("รหัสหน่วยงาน", 16),
    Column("หน่วยงาน", 36),
    Column("ผู้ตอบ", 24),
    Column("ข้อ", 8),
    Column("ref", 28),
    Column("position", 9),
    Column("คำตอบ", 60),
    Column("ค่า", 30),
    Column("state", 9),
    Column("เวลาที่ตอบ", 17),
    Column("เวลาที่ส่ง", 17),
)


@export.command("answers", help="Export the answers of ROUND (form/period), drafts included.")
@click.argument("key", metavar="ROUND")
@click.option("-o", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write an .xlsx.")
@as_json
@told
def answers_(key: str, file: Path | None, as_json: bool) -> None:
    with transaction(parts().engine) as session:
        round_ = find_round(session, key)
        found = answers(session, round_)
        key = round_.key
    if file is not None:
        file.write_bytes(one_sheet("answers", COLUMNS, [_cells(row) for row in found]))
    report = {"round": key, "file": str(file) if file else None, "answers": [_dict(row) for row in found]}
    heading = ("office", "person", "ref", "position", "value", "time")
    short = [(r.office_code, r.person, r.ref, r.position, _one_line(r.value), iso(r.at)) for r in found]
    say(report, as_json, lambda: [f"{len(found)} answers in {file}"] if file else table(heading, short))


FILE = click.option(
    "-o", "file", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file to write."
)


@export.command("excel", help="Export ROUND: offices by items, a sheet for each table, the status.")
@click.argument("key", metavar="ROUND")
@FILE
@as_json
@told
def excel(key: str, file: Path, as_json: bool) -> None:
    key, found = _sheets(key)
    file.write_bytes(workbook(found.sheets, found.digits))
    _say_sheets(key, found, file, as_json)


@export.command("csv", help="Export ROUND, offices by items, marked so that Excel reads its Thai.")
@click.argument("key", metavar="ROUND")
@FILE
@as_json
@told
def csv(key: str, file: Path, as_json: bool) -> None:
    key, found = _sheets(key)
    file.write_bytes(comma_separated([column.title for column in found.main.columns], found.main.rows))
    _say_sheets(key, found, file, as_json)


def _sheets(key: str) -> tuple[str, Sheets]:
    with transaction(parts().engine) as session:
        round_ = find_round(session, key)
        return round_.key, sheets(session, round_)


def _say_sheets(key: str, found: Sheets, file: Path, as_json: bool) -> None:
    report = {"round": key, "file": str(file), "offices": len(found.main.rows)}
    say(report, as_json, lambda: [f"{len(found.main.rows)} offices in {file}"])


def _dict(row: AnswerRow) -> dict[str, Any]:
    return {
        "office": row.office_code,
        "office_name": row.office,
        "person": row.person,
        "ref": row.ref,
        "position": row.position,
        "number": row.number,
        "item": row.item,
        "value": row.value,
        "canonical": row.canonical,
        "state": row.state,
        "source": row.source,
        "time": iso(row.at),
        "submitted_at": iso(row.submitted_at),
    }


def _cells(row: AnswerRow) -> list[Cell]:
    who: list[Cell] = [row.office_code, row.office, row.person, row.number, row.ref, row.position]
    return [*who, row.value, row.canonical, row.state, row.at, row.submitted_at]


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"


@export.command(
    "odk", help="Export the sent reports of ROUND (form/period) as ODK submissions: XML and files in a .zip."
)
@click.argument("key", metavar="ROUND")
@click.option("-o", "file", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The .zip to write.")
@as_json
@told
def odk_(key: str, file: Path, as_json: bool) -> None:
    folder = parts().settings.media_dir
    with transaction(parts().engine) as session:
        round_ = find_round(session, key)
        key, sent, forms = round_.key, odk.sent_of_round(session, round_), odk.definitions(session, round_)
    archive = Archive()
    for each in forms:
        archive.add_form(each.form_id, each.version, each.xform, each.media)
    for report in sent:
        kept = ((name, folder / blob) for name, blob in report.files.items())
        archive.add_instance(
            report.instance_id, report.xml, [(name, path.read_bytes()) for name, path in kept if path.exists()]
        )
        annexes = ((name, folder / blob) for name, blob in report.annexes.items())
        archive.add_annexes(report.instance_id, [(name, path.read_bytes()) for name, path in annexes if path.exists()])
    file.write_bytes(archive.close())
    found = {"round": key, "file": str(file), "submissions": [each.instance_id for each in sent]}
    say(found, as_json, lambda: [f"{len(sent)} submissions in {file}"])
