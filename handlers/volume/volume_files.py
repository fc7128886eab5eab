"""A file that was asked for: what its asker is told when it is made, and who may open it.

Which rounds and layouts can be asked for is decided in handlers/volume/volumes.py, what goes into it in
handlers/volume/volume_content.py.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from handlers import naming
from handlers import words_volumes as say
from handlers.refusing import DEED
from handlers.replies import Button, Card, Picture, Reply, Row, Text
from handlers.volume.volumes import BLANK, CHART, COPY, EXCEL
from models import Session, compiled_files, journal, rounds, scopes, standings, submissions
from models.compiled_files import CompiledFile
from models.people import Person
from models.standings import Standing
from thai.dates import format_date, format_time, in_bangkok

LIVES = timedelta(hours=24)
MOST_NAMED = 6  # offices named in a card for each thing to look at
MOST_ITEMS = 8
PDF, SLIPS = "application/pdf", "slips"  # the latter are made by bot/slips.py
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')


@dataclass(frozen=True)
class Opened:
    """A file to hand over: its place below the media folder, the name people see, its media type."""

    blob: str
    name: str
    mime: str


def may_have(session: Session, file: CompiledFile) -> bool:
    """Whether its asker may, today, see every office whose answers may be in a file."""
    person = session.get(Person, file.person_id)
    if person is None or person.account is None:
        return False
    seen = scopes.scope(session, person)
    if file.kind in (COPY, BLANK):
        seen = seen.union(scopes.reporting(person))
    return bool(file.offices) and seen.of(file.round.key).issuperset(file.offices)


def still_theirs(session: Session, file: CompiledFile) -> bool:
    """Whether its asker may still have a file that was just made; one that nobody may have is gone, and on record."""
    if may_have(session, file):
        return True
    file.state = "gone"
    journal.record(session, file.asked_at, file.person_id, DEED, f"file {file.id}", wanted=file.kind)
    return False


def settle(
    session: Session, file: CompiledFile, found: Mapping[str, Any], blob: str, now: datetime, picture: str | None = None
) -> list[Reply]:
    """Note that a file is made, and return what its asker is told. `found`: what was gathered to know.

    `picture` is what chat can show of it, a name in the media folder.
    """
    file.state, file.blob, file.expires_at, file.picture = "made", blob, now + LIVES, picture
    file.contents, file.stage = found.get("contents"), ""
    file.printed = f"{blob.rpartition('.')[0]}.pdf" if found.get("printed") else None
    shown: list[Reply] = [Picture(f"picture:{picture}")] if picture is not None else []
    if file.kind == CHART:
        return [*shown, Text(say.chart_of(naming.round_title(file.round)))]
    offices = standings.of_round(session, file.round_id, file.offices)
    address = f"file:{file.id}:{file.person_id}"
    label = say.DOWNLOAD_EXCEL if file.kind == EXCEL else say.DOWNLOAD_WORD
    card = Card(
        say.made(file.kind),
        subtitle=_title(file),
        rows=[*_rows(file, offices, found, submissions.on_paper(session, file.round_id))],
        inside=(
            Button(label, action="link", value=address, strong=True),
            *([Button(say.DOWNLOAD_PDF, action="link", value=f"{address}:pdf")] if file.printed else []),
        ),
        note=say.link_until(_moment(file.expires_at)),
    )
    return [*shown, card]


def fail(session: Session, file: CompiledFile, trouble: str = "") -> list[Reply]:
    """Note that a file could not be made, and return what its asker is told: what it was, and what helps."""
    file.state = "failed"
    again = Button(say.AGAIN, "volume_of", {"r": file.round_id, "k": file.kind, "o": file.options})
    own = {COPY: "copy_of", BLANK: "blank_of"}.get(file.kind)
    for assignment in rounds.assignments_of_round(session, file.round_id, file.offices) if own else ():
        again = Button(say.AGAIN, own or "", {"a": assignment.id})
    return [Text(say.failed(trouble), (again,))]


def _rows(
    file: CompiledFile, standings: Sequence[Standing], found: Mapping[str, Any], papers: Collection[int]
) -> Iterator[Row]:
    """Yield what to know before a file is handed on: who has not sent, what was left blank, totals that differ."""
    if file.kind == BLANK:
        yield Row(say.BLANK_HOW, small=True)
        return
    if file.kind == COPY:
        for _, labels in found.get("blanks", ()):
            yield Row(say.blank_items(len(labels), _few(labels)), mark="warning", small=True)
        return
    expected = [one for one in standings if one.is_expected or one.submitted_at]
    owing = [one.office.called for one in expected if one.submitted_at is None]
    yield Row(say.sent_of(len(expected) - len(owing), len(expected)), mark="done")
    yield from _listed(say.not_sent(len(owing)), owing)
    on_paper = [one.office.called for one in expected if one.assignment.id in papers]
    yield from _listed(say.came_on_paper(len(on_paper)), on_paper)
    yield from _changed(found.get("changes"))
    for head, listed in ((say.blank_in, "blanks"), (say.not_acted_in, "not_acted")):
        lines = [f"{name}: {_few(labels)}" for name, labels in found.get(listed, ())]
        yield from _listed(head(len(lines)), lines)
    for warning in list(found.get("warnings", ()))[:MOST_NAMED]:
        yield Row(warning, mark="warning", small=True)
    if found.get("pages") is False:
        yield Row(say.NO_PAGES, small=True)


def _changed(changes: Mapping[str, Any] | None) -> Iterator[Row]:
    """Yield what is different since the file before, office by office."""
    if changes is None:
        return
    lines = [say.changed_in(office, what, _few(items)) for office, whats in changes["offices"] for what, items in whats]
    head = say.changed_since(_moment(datetime.fromisoformat(changes["since"])), len(changes["offices"]))
    yield Row(head, mark="" if lines else "done")
    yield from (Row(line, small=True) for line in lines[:MOST_NAMED])
    if len(lines) > MOST_NAMED:
        yield Row(say.and_more(len(lines) - MOST_NAMED), small=True)


def _listed(head: str, lines: Sequence[str]) -> Iterator[Row]:
    if lines:
        yield Row(head, mark="warning")
        yield from (Row(line, small=True) for line in lines[:MOST_NAMED])
    if len(lines) > MOST_NAMED:
        yield Row(say.and_more(len(lines) - MOST_NAMED), small=True)


def _few(labels: Sequence[str]) -> str:
    rest = len(labels) - MOST_ITEMS
    return ", ".join([*labels[:MOST_ITEMS], *([say.and_more(rest)] if rest > 0 else [])])


def _title(file: CompiledFile) -> str:
    of = file.office.called if file.office is not None else say.FILE_NAMES[file.kind]
    return f"{naming.round_title(file.round)} · {of}"


def _moment(moment: datetime) -> str:
    local = in_bangkok(moment)
    return f"{format_date(local.date(), style='short')} {format_time(local.time())}"


def open_file(
    session: Session, file_id: int, person_id: int, now: datetime, *, as_pdf: bool = False
) -> Opened | Literal["expired", "not theirs"]:
    """Return the file behind a link, or the same as a PDF, noting who opened it when."""
    file = session.get(CompiledFile, file_id)
    if file is None or file.person_id != person_id or not may_have(session, file):
        return "not theirs"
    blob = file.printed if as_pdf else file.blob
    if file.state != "made" or blob is None or file.expires_at is None or file.expires_at <= now:
        return "expired"
    journal.comes_by(session, "web")
    journal.record(session, now, person_id, "open_file", file.round.key, file=file.id, kind=file.kind)
    if as_pdf:
        return Opened(blob, f"{file_name(file).rpartition('.')[0]}.pdf", PDF)
    return Opened(blob, file_name(file), {EXCEL: WORKBOOK, SLIPS: PDF}.get(file.kind, WORD))


def open_picture(session: Session, picture: str, now: datetime) -> Opened | None:
    """Return what chat shows of a file, to whoever has its name: LINE itself fetches pictures, and cannot log in."""
    file = compiled_files.with_picture(session, picture)
    if file is None or file.state != "made" or file.expires_at is None or file.expires_at <= now:
        return None
    return Opened(picture, picture, "image/png" if picture.endswith(".png") else "image/jpeg")


def file_name(file: CompiledFile) -> str:
    """Return the name of a file as its asker saves it."""
    ending = {EXCEL: "xlsx", SLIPS: "pdf"}.get(file.kind, "docx")
    title = _title(file).replace(" · ", " ")
    title = f"{say.FILE_NAMES[BLANK]} {title}" if file.kind == BLANK else title
    return f"{_NOT_IN_NAMES.sub('-', title).strip(' .')}.{ending}"
