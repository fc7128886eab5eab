"""Which sent reports somebody means: those of an office, of an area as status counts it, or all."""

from __future__ import annotations

from collections.abc import Sequence

from handlers import words_review as say
from handlers.naming import round_title
from handlers.report.officer import squeezed
from handlers.status import vocabulary
from handlers.turn import Turn
from models.submissions import Submission

_EVERY = ("ทั้งหมด", "ทุกหน่วยงาน", "ทุกฉบับ")
_AREA = ("พื้นที่", "อำเภอ", "เขต")


def title(row: Submission) -> str:
    assert row.assignment is not None
    return f"{row.assignment.office.called} · {round_title(row.assignment.round)}"


def of_office(found: Sequence[Submission], typed: str) -> list[Submission]:
    """Return the reports somebody may mean by the name of an office, with its round's where there are several."""
    wanted = squeezed(typed)
    return _whole(found, wanted) or [row for row in found if len(wanted) >= 3 and wanted in squeezed(title(row))]


def _whole(found: Sequence[Submission], wanted: str) -> list[Submission]:
    return [row for row in found if row.assignment and wanted in _names(row)]


def _names(row: Submission) -> tuple[str, ...]:
    assert row.assignment is not None
    office = row.assignment.office
    return squeezed(office.code), squeezed(office.short), squeezed(office.name), squeezed(title(row))


def meant(turn: Turn, found: Sequence[Submission], typed: str) -> tuple[list[Submission], str]:
    """Return the reports of the area, the office, or all that somebody names, and how that is called.

    The whole name of an office that has sent means that office alone; with พื้นที่ before it, all that lies below.
    """
    wanted = squeezed(typed)
    if wanted in _EVERY:
        return list(found), say.ALL
    area = "" if _whole(found, wanted) else _area(turn, found, wanted)
    if area:
        areas = _areas(turn)
        return [row for row in found if row.assignment and areas.get(row.assignment.office_id) == area], say.area(area)
    rows = of_office(found, typed)
    offices = {row.assignment.office.called for row in rows if row.assignment}
    return (rows, offices.pop()) if len(offices) == 1 else ([], "")


def _areas(turn: Turn) -> dict[int, str]:
    """Return the area in which status counts each office: its column, else the office below the asker's."""
    asker = vocabulary.asker_of(turn.session, turn.person)
    return asker.roster.directory.areas(asker.under)


def _area(turn: Turn, found: Sequence[Submission], wanted: str) -> str:
    """Return the one area of the reports that somebody names; "" for none, or where two fit."""
    areas = _areas(turn)
    names = {areas.get(row.assignment.office_id, "") for row in found if row.assignment} - {""}
    bare = wanted
    for word in _AREA:
        bare = bare.removeprefix(word)
    whole = [name for name in names if squeezed(name) in (wanted, bare)]
    ends = [name for name in names if wanted.startswith("เขต") and squeezed(name).endswith(wanted)]
    fitting = whole or ends
    return fitting[0] if len(fitting) == 1 else ""
