"""A database in which offices have been imported and rounds opened, by the commands an administrator types.

It is made once and copied; the people in it have invite codes and have not joined.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from openpyxl import Workbook

from demo.steps import run_flask
from demo.trial import BOT_PORT, SIMULATOR_PORT, Trial
from tests.processes import ROOT

OFFICES = (
    ("code", "name", "kind", "province", "parents", "short"),
    ("peo", "สำนักงานศึกษาธิการจังหวัดทดสอบ", "ศธจ.", "ทดสอบ", "", "ศธจ.ทดสอบ"),
    ("sesao", "สำนักงานเขตพื้นที่การศึกษามัธยมศึกษาทดสอบ", "สพม.", "ทดสอบ", "peo", "สพม.ทดสอบ"),
    ("dole", "สำนักงานส่งเสริมการเรียนรู้จังหวัดทดสอบ", "สกร.จังหวัด", "ทดสอบ", "peo", "สกร.ทดสอบ"),
)
PEOPLE = (
    ("name", "office", "role"),
    ("นายสมชาย ทดสอบ", "sesao", "officer"),
    ("นางสาวสุดา ตัวอย่าง", "dole", "officer"),
    ("นางมาลี สมมติ", "peo", "coordinator"),
    ("นายวิชัย สาธิต", "peo", "supervisor"),
)


@dataclass(frozen=True)
class Settled:
    """Where the database is, and the invite codes: (role, code of the office) -> code."""

    database: Path
    codes: Mapping[tuple[str, str], str]

    @property
    def url(self) -> str:
        return f"sqlite:///{self.database}"


def settle(folder: Path, roster: Path, forms: Sequence[str | Path], rounds: Sequence[Sequence[str]]) -> Settled:
    """Make a database in `folder`: tables, forms, the roster's offices and people, and rounds.

    `forms` of the library are given by name, others as files. `rounds` are the words after `flask round open`.
    Raises Trouble when a command does not succeed.
    """
    database = folder / "settled.db"
    given = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    trial = Trial(BOT_PORT, SIMULATOR_PORT, folder, with_province=False)
    flask = partial(run_flask, trial.settings({**given, "DATABASE_URL": f"sqlite:///{database}"}))
    flask("db", "upgrade")
    library = ROOT / "forms" / "library"
    flask("form", "publish", *(str(form if isinstance(form, Path) else library / f"{form}.xlsx") for form in forms))
    invites = flask("people", "import", str(roster), "--json")["invites"]
    for words in rounds:
        flask("round", "open", *words)
    return Settled(database, {(invite["role"], invite["office"]): invite["code"] for invite in invites})


def write_roster(file: Path) -> Path:
    """Write the small province of these tests as the workbook an administrator imports; return the file."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in (("offices", OFFICES), ("people", PEOPLE)):
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(file)
    return file
