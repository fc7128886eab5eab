"""Who filled the report of an office: who sent it, whose answers are in it, and who reports for the office at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from handlers import words_status as says
from handlers.naming import round_title
from handlers.replies import Card, Row
from handlers.status import seeing
from handlers.status.answers import Answer, Asker, Did, FillerLine, Line
from handlers.status.asked import Asked
from handlers.status.measuring import measure
from handlers.status.progress import OfficeProgress
from models import Session, report_fillers, submissions
from models.rounds import Round


def of_rounds(session: Session, asker: Asker, asked: Asked, found: Sequence[Round], now: datetime) -> Answer:
    """Answer for one office in every round meant that asks it."""
    lines: list[Line] = []
    owed = []
    for each in found:
        for office in measure(session, asker, asked, each, now).offices:
            owed.append(each)
            lines += _of_office(session, each, office)
    return Answer(asked, tuple(owed), "", None, tuple(lines)) if owed else Answer(asked, tuple(found), "no_round")


def _of_office(session: Session, round_: Round, office: OfficeProgress) -> Iterator[FillerLine]:
    row = submissions.of_assignment(session, office.assignment_id)
    if row is not None and row.submitted_at is not None:
        sender = report_fillers.sender(session, row)
        did: Did = "received" if row.received else "sent"
        name = row.reported_by or (sender.name if sender else "")
        yield FillerLine(round_, office, name, sender.position if sender and not row.reported_by else "", did)
    for each in report_fillers.of_report(session, row.id) if row is not None else ():
        yield FillerLine(round_, office, each.person.name, each.person.position, "answered", each.answers)
    for person, joined in report_fillers.officers(session, office.office.id, round_.key):
        yield FillerLine(round_, office, person.name, person.position, "reports", joined=joined)


def card(answer: Answer, _asker: Asker, _page: int, _now: datetime) -> Card:
    lines = [line for line in answer.lines if isinstance(line, FillerLine)]
    rows: list[Row] = []
    for round_ in dict.fromkeys(answer.rounds):
        if len(answer.rounds) > 1:
            rows.append(Row(round_title(round_)))
        mine = [line for line in lines if line.round is round_]
        rows += [_row(line) for line in mine] or [Row(says.NOBODY_FILLED, small=True)]
    place = answer.asked.place
    title = says.who_filled(place.name if place else "")
    subtitle = round_title(answer.rounds[0]) if len(answer.rounds) == 1 else ""
    asked = Asked("office", place=place)
    back = seeing.button(says.BACK_TO_OFFICE, asked, answer.rounds[0])
    return Card(title, subtitle=subtitle, rows=rows, buttons=(back,), alt=title)


def _row(line: FillerLine) -> Row:
    name = " · ".join(filter(None, [line.name or says.NO_NAME, line.position]))
    return Row(f"{says.FILLED[line.did]} {name}", says.filled(line.did, line.answers, line.joined), small=True)
