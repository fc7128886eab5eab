"""An answer as plain data for scripts: what was understood, slot by slot, and a row for each line."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from handlers import words_status as says
from handlers.status.answers import Answer, AreaLine, FillerLine, Line, OfficeLine, RoundLine, SumLine
from handlers.status.asked import Asked, OfficeWords, PeriodSaid, Place, Unclear
from handlers.status.item_progress import ItemProgress
from handlers.status.progress import Counts
from handlers.status.roster import Roster
from handlers.words_status import EXAMPLES
from thai.dates import in_bangkok

COUNTS = ("expected", "submitted", "on_time", "in_progress", "not_started", "late", "unreachable")


def of_answer(answer: Answer, roster: Roster) -> dict[str, Any]:
    """Return an answer; `round` is null where several are shown or would have to be chosen from."""
    round_ = answer.round
    return {
        "understood": True,
        **_slots(answer.asked, roster),
        "round": round_.key if round_ else None,
        "period": round_.period if round_ else _period(answer.asked.period),
        "why": answer.why or None,
        "rounds": [each.key for each in answer.rounds],
        "counts": counts(answer.counts) if answer.counts else None,
        "rows": [_row(line) for line in answer.lines],
    }


def of_unclear(unclear: Unclear, offered: tuple[str, ...], roster: Roster) -> dict[str, Any]:
    """Return why there is no answer, and the questions offered instead."""
    asked = unclear.asked
    slots = _slots(asked, roster) if asked else dict.fromkeys(("kind", "area", "office", "item", "group", "days"))
    return {
        "understood": False,
        **slots,
        "kind": None,
        "round": None,
        "period": _period(asked.period) if asked else None,
        "why": unclear.why,
        "words": unclear.words or None,
        "offered": list(offered),
        "rows": [],
    }


def _slots(asked: Asked, roster: Roster) -> dict[str, Any]:
    place = asked.place
    office = None
    if place is not None and not place.is_area and place.office_id is not None:
        office = roster.offices[place.office_id]
    return {
        "kind": asked.kind,
        "area": place.name if place is not None and place.is_area else None,
        "office": office.code if isinstance(office, OfficeWords) else None,
        "item": asked.item.label if asked.item else None,
        "group": asked.group or None,
        "days": [day.isoformat() for day in asked.days] if asked.days else None,
        "form": asked.form_ids[0] if len(asked.form_ids) == 1 else None,
        "typed": _typed(place),
    }


def _typed(place: Place | None) -> str | None:
    """Return what was typed where it was read as a name that is like it."""
    return place.near or None if place else None


def _period(said: PeriodSaid | None) -> str | None:
    if said is None:
        return None
    if said.first is None:
        return f"{said.when}-{said.unit}" if said.when == "this" else f"{said.unit}-{-said.back}"
    return f"{said.first:%Y-%m}" if said.unit == "month" else f"{said.unit}:{said.first}"


def counts(found: Counts) -> dict[str, Any]:
    """Return the numbers of a round, an area or a selection, with DHIS2's rates."""
    rates = {"reporting_rate": round(found.reporting_rate, 4), "timely_rate": round(found.timely_rate, 4)}
    return {**{name: getattr(found, name) for name in COUNTS}, **rates}


def _row(line: Line) -> dict[str, Any]:
    match line:
        case OfficeLine():
            return _office(line)
        case AreaLine(area, before):
            return {"area": area.name, **counts(area), "before": counts(before) if before else None}
        case RoundLine(round_, found, as_of):
            times = {"due_at": iso(round_.due_at), "closes_at": iso(round_.closes_at), "as_of": iso(as_of)}
            return {"round": round_.key, "period": round_.period, **times, **counts(found)}
        case SumLine():
            return _sum(line)
        case FillerLine(round_, office, name, position, did, answers, joined):
            who = {"round": round_.key, "office": office.office.code, "name": name, "position": position}
            return {**who, "did": did, "answers": answers, "joined": joined}
        case ItemProgress():
            numbers = ("expected", "begun", "answered", "waiting", "stopped")
            return {"item": line.label, "title": line.title, **{name: getattr(line, name) for name in numbers}}


def _sum(line: SumLine) -> dict[str, Any]:
    ends = {"highest": line.highest, "lowest": line.lowest}
    return {
        "item": line.label,
        "total": float(line.total),
        "offices": line.offices,
        "none": line.none,
        "average": round(float(line.average), 2),
        **{name: {"office": end[1].office.code, "value": float(end[0])} if end else None for name, end in ends.items()},
        "areas": [{"area": each.name, "total": float(each.total), "offices": each.offices} for each in line.areas],
    }


def _office(line: OfficeLine) -> dict[str, Any]:
    office = line.office
    return {
        "round": line.round.key,
        "office": office.office.code,
        "name": office.office.called,
        "area": office.area,
        "state": office.state,
        "late": office.late,
        "on_time": office.on_time,
        "answered": office.answered,
        "items": office.items,
        "submitted_at": iso(office.submitted_at),
        "due_at": iso(office.own_due_at or line.round.due_at),
        "note": line.note or office.exempt_reason or None,
        "at": iso(line.at),
        "request": line.state or None,
        "review": line.review or None,
    }


def iso(moment: datetime | None) -> str | None:
    return in_bangkok(moment).isoformat(timespec="seconds") if moment else None


def _again(asked: Asked) -> str:
    """Return a question that says what was understood, without the words that were not."""
    place = asked.place.name if asked.place is not None else asked.group
    return " ".join(filter(None, [EXAMPLES[asked.kind], place, says.period(asked.period)]))


def offered(unclear: Unclear) -> tuple[str, ...]:
    """Return up to three questions that will be understood: the nearest, with the places between which to choose."""
    if unclear.items:
        return tuple(says.sum_question(name) for name in unclear.items[:3])
    if unclear.places:
        ending = EXAMPLES.get(unclear.asked.kind, "") if unclear.asked else ""
        return tuple(f"{place.name} {ending}".strip() for place in unclear.places[:3])
    kinds = unclear.near or tuple(EXAMPLES)
    found = [EXAMPLES[kind] for kind in kinds if kind in EXAMPLES]
    if unclear.why == "not_understood" and unclear.asked and unclear.asked.kind in EXAMPLES:
        found = list(dict.fromkeys([_again(unclear.asked), *found]))
    more = [example for example in EXAMPLES.values() if example not in found]
    return tuple([*found, *more][:3])
