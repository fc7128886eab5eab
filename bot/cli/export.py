"""`flask export answers`: what offices answered, as a table, as JSON, or as an .xlsx."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from bot.cli.rounds import find_round
from bot.cli.saying import as_json, iso, parts, say, table, told
from exports.table import Cell, Column
from exports.table import table as workbook
from handlers.exporting import AnswerRow, answers
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
        file.write_bytes(workbook("answers", COLUMNS, [_cells(row) for row in found]))
    report = {"round": key, "file": str(file) if file else None, "answers": [_dict(row) for row in found]}
    heading = ("office", "person", "ref", "position", "value", "time")
    short = [(r.office_code, r.person, r.ref, r.position, _one_line(r.value), iso(r.at)) for r in found]
    say(report, as_json, lambda: [f"{len(found)} answers in {file}"] if file else table(heading, short))


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
