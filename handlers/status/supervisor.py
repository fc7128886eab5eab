"""How far everyone is, for those who oversee: counts, bars by area, names on request, only within the own scope."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from handlers import words
from handlers.naming import due_words, round_title
from handlers.replies import Button, Card, Row
from handlers.replies import Text as Say
from handlers.status.progress import AreaProgress, Counts, OfficeProgress, Progress, progress
from handlers.turn import Response, Turn
from models import people, rounds
from models.people import OVERSEEING
from models.rounds import Round
from thai.dates import in_bangkok

AREAS_SHOWN = 6  # with them the card still stands whole on a phone
NAMES_ON_A_PAGE = 30

Mark = Literal["", "done", "doing", "todo", "late", "unreachable"]
_MARKS: dict[str, Mark] = {
    "submitted": "done",
    "in_progress": "doing",
    "not_started": "todo",
    "unreachable": "unreachable",
    "exempt": "",
}


def status(turn: Turn) -> Response:
    """`สถานะ`: the card of the only open round in scope; with several, ask which, the nearest deadline first."""
    mine = _rounds_in_scope(turn)
    if not mine:
        return Response((Say(words.NO_ROUND),), must_arrive=False)
    if len(mine) == 1:
        return of_round(turn, mine[0])
    buttons = tuple(
        Button(round_title(round_), "status_of", {"r": round_.id}, says=round_title(round_)) for round_ in mine[:13]
    )
    rows = [Row(round_title(r), due_words(r), tap=b) for r, b in zip(mine[:13], buttons, strict=True)]
    return Response((Card(words.WHICH_ROUND, rows=rows, buttons=buttons),), must_arrive=False)


def missing(turn: Turn) -> Response:
    """`ใครยังไม่ส่ง`: the names, of the only open round, else the question which."""
    mine = _rounds_in_scope(turn)
    return names(turn, mine[0], 1) if len(mine) == 1 else status(turn)


def _rounds_in_scope(turn: Turn) -> list[Round]:
    scope = people.scope(turn.session, turn.person)
    return [round_ for round_ in rounds.open_rounds(turn.session, turn.now) if _expected(turn, round_, scope)]


def _expected(turn: Turn, round_: Round, scope: set[int]) -> bool:
    return rounds.owes_any(turn.session, round_.id, scope)


def round_in_scope(turn: Turn, round_id: int) -> Round | None:
    """Return a round some of whose offices this person oversees, by its id."""
    round_ = turn.session.get(Round, round_id)
    scope = people.scope(turn.session, turn.person)
    return round_ if round_ is not None and _expected(turn, round_, scope) else None


def _measure(turn: Turn, round_: Round) -> Progress:
    overseen = [role.office_id for role in turn.person.roles if role.duty in OVERSEEING]
    scope = people.scope(turn.session, turn.person)
    return progress(turn.session, round_, scope, turn.now, under=overseen[0] if len(overseen) == 1 else None)


def of_round(turn: Turn, round_: Round) -> Response:
    """The card of one round: expected, submitted, in progress, not started, late, unreachable; bars by area."""
    measured = _measure(turn, round_)
    days = (in_bangkok(round_.due_at).date() - turn.today).days
    rows = [
        Row(
            words.submitted_of(measured.submitted, measured.expected),
            share=measured.submitted / measured.expected if measured.expected else 0.0,
            mark="done",
        ),
        *_count_rows(measured),
    ]
    if len(measured.areas) > 1:
        rows.extend(_area_rows(measured.areas))
    owing = measured.expected - measured.submitted
    buttons = [Button(words.OFFICES, "offices", {"r": round_.id, "page": 1}, says=words.OFFICES)]
    if owing:
        label = f"{words.MISSING_NAMES} {owing}"
        buttons.insert(0, Button(label, "missing_of", {"r": round_.id, "page": 1}, says=label, strong=True))
    card = Card(
        round_title(round_),
        subtitle=words.due_line(f" {due_words(round_)}", days),
        rows=rows,
        inside=tuple(buttons),
        note="" if owing else words.EVERYONE_SENT,
        alt=f"{round_title(round_)} · {words.submitted_of(measured.submitted, measured.expected)}",
    )
    return Response((card,), must_arrive=False)


def _area_rows(areas: Sequence[AreaProgress]) -> list[Row]:
    """Return the areas that owe most, and how many there are besides."""
    first = sorted(areas, key=lambda area: area.submitted - area.expected)[:AREAS_SHOWN]
    rest = len(areas) - len(first)
    return [*(_area_row(area) for area in first), *([Row(words.more_areas(rest), small=True)] if rest else [])]


def _area_row(area: AreaProgress) -> Row:
    return Row(area.name, f"{area.submitted}/{area.expected}", small=True, share=area.submitted / area.expected)


def _count_rows(measured: Counts) -> list[Row]:
    lines: list[tuple[Mark, str, int]] = [
        ("doing", "in_progress", measured.in_progress),
        ("todo", "not_started", measured.not_started),
        ("late", "late", measured.late),
        ("unreachable", "unreachable", measured.unreachable),
    ]
    return [Row(words.STATE_NAMES[name], str(count), mark=mark) for mark, name, count in lines]


def names(turn: Turn, round_: Round, page: int) -> Response:
    """The offices that have not submitted, in roster order."""
    owing = [office for office in _measure(turn, round_).offices if office.state not in ("submitted", "exempt")]
    return _list(round_, owing, page, words.MISSING_NAMES, "missing_of")


def offices(turn: Turn, round_: Round, page: int) -> Response:
    """Every office of the round with how far it is."""
    return _list(round_, _measure(turn, round_).offices, page, words.OFFICES, "offices")


def _list(round_: Round, found: Sequence[OfficeProgress], page: int, title: str, deed: str) -> Response:
    if not found:
        return Response((Say(words.EVERYONE_SENT),), must_arrive=False)
    pages = -(-len(found) // NAMES_ON_A_PAGE)
    page = min(max(page, 1), pages)
    shown = found[(page - 1) * NAMES_ON_A_PAGE : page * NAMES_ON_A_PAGE]
    buttons = [Button(words.STATUS, "status_of", {"r": round_.id}, says=words.STATUS)]
    if page < pages:
        buttons.insert(0, Button(words.NEXT_PAGE, deed, {"r": round_.id, "page": page + 1}, says=words.NEXT_PAGE))
    subtitle = f"{round_title(round_)} · {words.page_of(page, pages)}" if pages > 1 else round_title(round_)
    card = Card(
        f"{title} {len(found)}", subtitle=subtitle, rows=[_office_row(o) for o in shown], buttons=tuple(buttons)
    )
    return Response((card,), must_arrive=False)


def _office_row(office: OfficeProgress) -> Row:
    far = f"{office.answered}/{office.items}" if office.state == "in_progress" else words.STATE_NAMES[office.state]
    return Row(office.office.called, far, mark=_MARKS[office.state], small=True)


def counts_only(turn: Turn) -> str:
    """What a group may hear: numbers of the nearest round in the asker's scope, no names."""
    mine = _rounds_in_scope(turn)
    if not mine:
        return words.NO_ROUND
    measured = _measure(turn, mine[0])
    return f"{round_title(mine[0])}\n{words.group_status(measured.submitted, measured.expected)}"
