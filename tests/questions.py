"""Reading tests/questions.txt: questions as people ask them, and what they mean in the demonstration province."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import openpyxl

from handlers.status.asked import Asked, OfficeWords, PeriodSaid, Unclear
from handlers.status.heard import Words
from handlers.status.roster import Directory, Roster
from handlers.status.vocabulary import form_words
from tests import world

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 18)


@cache
def words(office: str = "peo-tak", forms: tuple[str, ...] = ("pnglb_monthly", "rt67")) -> Words:
    """Return what an overseer of an office in the demonstration province has their questions read by."""
    workbook = openpyxl.load_workbook(ROOT / "demo" / "province.xlsx")
    sheet = workbook["offices"]
    rows = [[cell or "" for cell in row] for row in sheet.iter_rows(min_row=2, values_only=True)]
    ids = {row[0]: number for number, row in enumerate(rows, 1)}
    offices = {ids[r[0]]: OfficeWords(ids[r[0]], r[0], r[1], r[6], r[2], r[3], r[5]) for r in rows}
    children: dict[int, list[int]] = {}
    for row in rows:
        for parent in filter(None, row[4].split(";")):
            children.setdefault(ids[parent], []).append(ids[row[0]])
    directory = Directory(offices, children)
    return Words(Roster(directory, directory.below(ids[office])), [form_words(world.compiled(f)) for f in forms], TODAY)


def told(asked: Asked | Unclear) -> str:
    """Return what was understood, slot by slot, as questions.txt writes it."""
    if isinstance(asked, Unclear):
        return f"? {asked.why} {asked.words}".rstrip()
    place = asked.place
    slots = {
        "form": ",".join(asked.form_ids),
        "period": _period(asked.period),
        "other": _period(asked.other_period),
        "area" if place and place.is_area else "office": place.name if place else "",
        "typed": place.near if place else "",
        "group": asked.group,
        "item": asked.item.label if asked.item else "",
        "days": str(asked.days[0]) if asked.days else "",
        "by": "area" if asked.by_area else "",
    }
    return " ".join([asked.kind, *(f"{name}={value.replace(' ', '_')}" for name, value in slots.items() if value)])


def _period(said: PeriodSaid | None) -> str:
    if said is None:
        return ""
    return f"{said.unit}:{said.first}" if said.first else f"{said.when}-{said.unit}{-said.back or ''}"


def agreed(text: str) -> list[tuple[str, str, str]]:
    """Return (question before, question, what it means) of each line: `before >> question => meaning`."""
    found = []
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            question, _, meaning = line.partition(" => ")
            before, _, last = question.rpartition(" >> ")
            found.append((before.strip(), last.strip(), meaning.strip()))
    return found
