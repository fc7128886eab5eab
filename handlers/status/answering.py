"""A question understood -> its answer: the round, the numbers and the lines, only of offices the asker may see.

Numbers come from progress.py, so that chat, command line and page say the same. How it looks is left to cards.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from forms.form import Form
from handlers.form import publishing
from handlers.status import item_progress, rounds_meant, sums, who_filled
from handlers.status.answers import Answer, AreaLine, Asker, Line, OfficeLine, RoundLine
from handlers.status.asked import Asked, Kind
from handlers.status.measuring import ids_of, measure
from handlers.status.pending import OF_PENDING, OfOne
from handlers.status.progress import OfficeProgress, recounted
from models import Session, deferrals, reviews, rounds, standings
from models.reviews import Review
from models.rounds import Round
from thai.dates import in_bangkok

PERIODS = 12


def answer(session: Session, asker: Asker, asked: Asked, now: datetime, round_: Round | None = None) -> Answer:
    """Answer a question; `round_` when it was chosen already, else the one meant."""
    if asked.place is not None and not asked.place.office_ids & asker.scope.anywhere:
        return Answer(asked, why="outside")
    begun = rounds_meant.known(session, asker.scope, now)
    asked = _week_as_days(asked, begun, now)
    found = [round_] if round_ is not None else _meant(asked, begun, now)
    if not found:
        return Answer(asked, why="no_round")
    if asked.kind in _OF_ROUNDS:
        return _OF_ROUNDS[asked.kind](session, asker, asked, found, now)
    if len(found) > 1:
        asking = [each for each in found if rounds.asks_any(session, each.id, ids_of(asker, asked, each))]
        if len(asking) != 1:
            choices = asking or found
            lines = tuple(RoundLine(each, measure(session, asker, asked, each, now)) for each in choices)
            return Answer(asked, tuple(choices), "which_round", lines=lines)
        found = asking
    return _OF_ONE[asked.kind](session, asker, asked, found[0], begun, now)


def _meant(asked: Asked, begun: Sequence[Round], now: datetime) -> list[Round]:
    if asked.kind in ("compare", "trend") and asked.other_period is None and asked.period is not None:
        return rounds_meant.meant(replace(asked, period=None), begun, now)
    if asked.kind == "compare" and asked.other_period is not None:
        return max(
            (
                rounds_meant.meant(replace(asked, period=each), begun, now)
                for each in (asked.period, asked.other_period)
            ),
            key=_due,
        )
    return rounds_meant.meant(asked, begun, now)


def _due(found: Sequence[Round]) -> float:
    return max((each.due_at.timestamp() for each in found), default=0.0)


def _week_as_days(asked: Asked, begun: Sequence[Round], now: datetime) -> Asked:
    """Read a week as days on which reports came in, unless there are weekly rounds."""
    period = asked.period
    if period is None or period.unit != "week" or any("-W" in each.period for each in begun):
        return asked
    today = in_bangkok(now).date()
    monday = today - timedelta(days=today.weekday() + 7 * period.back)
    kind: Kind = "submitted" if asked.kind == "status" else asked.kind
    return replace(asked, period=None, kind=kind, days=(monday, monday + timedelta(days=6)))


# --- one round -------------------------------------------------------------------------------------------------------


def _status(
    session: Session, asker: Asker, asked: Asked, round_: Round, _begun: Sequence[Round], now: datetime
) -> Answer:
    """Areas, unless each of them is a single office: then the offices."""
    measured = measure(session, asker, asked, round_, now)
    many = 1 < len(measured.areas) < measured.expected
    lines: tuple[Line, ...] = tuple(map(AreaLine, measured.areas)) if many else _lines(round_, measured.offices)
    with_head = (
        deferrals.count_with_head(session, round_.id, ids_of(asker, asked, round_)) if measured.in_progress else 0
    )
    return Answer(asked, (round_,), "", measured, lines, measured, with_head)


def _lines(round_: Round, offices: Sequence[OfficeProgress]) -> tuple[OfficeLine, ...]:
    return tuple(OfficeLine(round_, each) for each in offices if each.state != "exempt")


_PICKS: Mapping[Kind, Callable[[OfficeProgress], bool]] = {
    "missing": lambda office: office.state not in ("submitted", "exempt"),
    "submitted": lambda office: office.state == "submitted",
    "late": lambda office: office.late or (office.state == "submitted" and not office.on_time),
    "on_time": lambda office: office.on_time,
    "not_started": lambda office: office.state == "not_started",
    "in_progress": lambda office: office.state == "in_progress",
    "unreachable": lambda office: office.state == "unreachable",
    "exempt": lambda office: office.state == "exempt",
}


def _picked(
    session: Session, asker: Asker, asked: Asked, round_: Round, _begun: Sequence[Round], now: datetime
) -> Answer:
    measured = measure(session, asker, asked, round_, now)
    found = [each for each in measured.offices if _PICKS[asked.kind](each) and _in_days(asked, each)]
    if asked.days:
        found.sort(key=lambda each: each.submitted_at or now)
    return Answer(asked, (round_,), "", measured, tuple(OfficeLine(round_, each) for each in found), measured)


def _in_order(
    session: Session, asker: Asker, asked: Asked, round_: Round, _begun: Sequence[Round], now: datetime
) -> Answer:
    """Those that sent, by when they did: the first first, or the last."""
    measured = measure(session, asker, asked, round_, now)
    sent = [each for each in measured.offices if each.state == "submitted" and each.submitted_at is not None]
    sent.sort(key=lambda each: each.submitted_at or now, reverse=asked.kind == "latest")
    return Answer(asked, (round_,), "", measured, tuple(OfficeLine(round_, each) for each in sent), measured)


def _never(
    session: Session, asker: Asker, asked: Asked, round_: Round, begun: Sequence[Round], now: datetime
) -> Answer:
    """Those that have sent in none of the last rounds of the form."""
    measured = measure(session, asker, asked, round_, now)
    past = [each.id for each in rounds_meant.last(round_, begun, PERIODS)]
    sent = standings.sent_in(session, past, ids_of(asker, asked, round_))
    found = [each for each in measured.offices if each.office.id not in sent]
    return Answer(asked, (round_,), "", measured, _lines(round_, found), measured)


def _in_days(asked: Asked, office: OfficeProgress) -> bool:
    if asked.days is None:
        return True
    if office.submitted_at is None:
        return False
    return asked.days[0] <= in_bangkok(office.submitted_at).date() <= asked.days[1]


def form_of(session: Session, round_: Round) -> Form:
    return publishing.form_of(session, round_.form_version_id)


def _items(
    session: Session, asker: Asker, asked: Asked, round_: Round, _begun: Sequence[Round], now: datetime
) -> Answer:
    measured = measure(session, asker, asked, round_, now)
    found = item_progress.of_round(session, round_.id, form_of(session, round_), ids_of(asker, asked, round_))
    if asked.item is not None:
        found = [each for each in found if each.ref in asked.item.refs[round_.form_id]]
    return Answer(asked, (round_,), "", measured, tuple(found), measured)


def _item_offices(
    session: Session, asker: Asker, asked: Asked, round_: Round, _begun: Sequence[Round], now: datetime
) -> Answer:
    """The offices that have, or have not, answered an item; of a focus point all its items."""
    measured = measure(session, asker, asked, round_, now)
    refs = asked.item.refs[round_.form_id] if asked.item else ()
    without = item_progress.without(session, round_.id, refs, ids_of(asker, asked, round_))
    wanted = asked.kind == "item_missing"
    found = [each for each in measured.offices if each.state != "exempt" and (each.office.id in without) == wanted]
    return Answer(asked, (round_,), "", measured, _lines(round_, found), measured)


def _compare(
    session: Session, asker: Asker, asked: Asked, round_: Round, begun: Sequence[Round], now: datetime
) -> Answer:
    """This round, the one before as it stood at this distance from its deadline, and as it ended; then the areas."""
    other = _compared_with(asked, round_, begun, now)
    measured = measure(session, asker, asked, round_, now)
    if other is None:
        return Answer(asked, (round_,), "", measured, (RoundLine(round_, measured),), measured)
    point = min(other.due_at + (now - round_.due_at), now)
    then = recounted(measure(session, asker, asked, other, point), point)
    ended = measure(session, asker, asked, other, now)
    areas = {each.name: each for each in then.areas}
    lines: list[Line] = [RoundLine(round_, measured), RoundLine(other, then, point), RoundLine(other, ended)]
    lines += [AreaLine(each, areas.get(each.name)) for each in measured.areas] if len(measured.areas) > 1 else []
    return Answer(asked, (round_,), "", measured, tuple(lines), measured)


def _compared_with(asked: Asked, round_: Round, begun: Sequence[Round], now: datetime) -> Round | None:
    same = [each for each in begun if each.form_id == round_.form_id and each.id != round_.id]
    for period in (asked.other_period, asked.period):
        if period is not None:
            found = [each for each in rounds_meant.of_period(period, same, now) if each.due_at < round_.due_at]
            if found:
                return found[0]
    return rounds_meant.before(round_, begun)


def _trend(
    session: Session, asker: Asker, asked: Asked, round_: Round, begun: Sequence[Round], now: datetime
) -> Answer:
    found = rounds_meant.last(round_, begun, PERIODS)
    lines = [RoundLine(each, measure(session, asker, asked, each, now)) for each in found]
    return Answer(asked, (round_,), "", lines[-1].counts, tuple(lines))


_OF_ONE: Mapping[Kind, OfOne] = {
    "status": _status,
    **dict.fromkeys(_PICKS, _picked),
    "items": _items,
    "item_missing": _item_offices,
    "item_answered": _item_offices,
    "compare": _compare,
    "trend": _trend,
    "never": _never,
    "first": _in_order,
    "latest": _in_order,
    "sum": sums.of_round,
    **OF_PENDING,
}


# --- several rounds at once ------------------------------------------------------------------------------------------
def _rounds(session: Session, asker: Asker, asked: Asked, found: Sequence[Round], now: datetime) -> Answer:
    lines = tuple(RoundLine(each, measure(session, asker, asked, each, now)) for each in found)
    return Answer(asked, tuple(found), "", lines[0].counts if len(lines) == 1 else None, lines)


def _office(session: Session, asker: Asker, asked: Asked, found: Sequence[Round], now: datetime) -> Answer:
    """One office in every round meant; an item of it where one was named."""
    lines: list[Line] = []
    owed = []
    for each in found:
        measured = measure(session, asker, asked, each, now)
        if measured.offices:
            owed.append(each)
            stands = reviews.of_round(session, each.id, ids_of(asker, asked, each))
            lines += [
                _stands(OfficeLine(each, office), stands.get(office.assignment_id)) for office in measured.offices
            ]
            if asked.item is not None:
                items = item_progress.of_round(session, each.id, form_of(session, each), ids_of(asker, asked, each))
                lines += [item for item in items if item.ref in asked.item.refs[each.form_id]]
    if not owed:
        return Answer(asked, tuple(found), "no_round")
    return Answer(asked, tuple(owed), "", None, tuple(lines))


def _stands(line: OfficeLine, review: Review | None) -> OfficeLine:
    return replace(line, review=review.state, at=review.changed_at) if review is not None else line


def _read(session: Session, asker: Asker, asked: Asked, found: Sequence[Round], now: datetime) -> Answer:
    """The reports of an office that were sent: reading them is left to reading_reports.py."""
    answered = _office(session, asker, replace(asked, item=None), found, now)
    if answered.why:
        return replace(answered, asked=asked)
    sent = [line for line in answered.lines if isinstance(line, OfficeLine) and line.office.submitted_at is not None]
    if not sent:
        return replace(answered, asked=asked, why="not_sent")
    return Answer(asked, tuple(line.round for line in sent), "", None, tuple(sent))


_OF_ROUNDS: Mapping[Kind, Callable[[Session, Asker, Asked, Sequence[Round], datetime], Answer]] = {
    "rounds": _rounds,
    "due": _rounds,
    "office": _office,
    "read": _read,
    "fillers": who_filled.of_rounds,
}
