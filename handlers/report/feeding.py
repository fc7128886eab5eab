"""`ดึงคำตอบ`: what was sent in another report fills this one, where both ask the same, agreed to item by item.

An office's own sent report comes first; else, for who oversees the offices below it, theirs together.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from forms.form import Form
from handlers import naming
from handlers import words_files as say
from handlers.form import equivalences, publishing
from handlers.form import feeding as mapping
from handlers.form.equivalences import Same
from handlers.replies import Button, Card, Row
from handlers.replies import Text as Say
from handlers.report import offering, officer
from handlers.report.buttons import beside
from handlers.report.draft import Draft
from handlers.turn import Response, Turn
from handlers.volume import answered
from models import compiled_files, last_reports, people, scopes, sent_files, standings
from models.rounds import Round
from thai.printed_dates import Digits

SEARCHED, SHOWN = 100, 8  # rounds
LATEST = 8  # sent reports looked at before something is suggested


@dataclass(frozen=True)
class _Source:
    """A round whose sent reports say something of the open form."""

    round: Round
    form: Form
    sames: Sequence[Same]
    offices: frozenset[int]


def feed(turn: Turn, desk: Draft, typed: str = "") -> Response:
    """Offer what the only other report says, or the one that was named; else ask which."""
    sources = list(_sources(turn, desk))
    if typed:
        sources = [each for each in sources if officer.squeezed(typed) in officer.squeezed(_title(each))] or sources
    if not sources:
        return Response((Say(say.NOTHING_TO_FEED),), must_arrive=False)
    return _offer(turn, desk, sources[0]) if len(sources) == 1 else _which(desk, sources)


def suggested(turn: Turn, desk: Draft, response: Response) -> Response:
    """Say under a report nobody has answered yet what the office sent elsewhere that fits, with a button to take it."""
    target, xform = desk.interview.form, desk.row.form_version.xform
    if desk.row.answered or not equivalences.shares_items(target, xform):
        return response
    own = desk.assignment.office_id
    for round_ in last_reports.rounds_of_other_forms(turn.session, own, target.id, LATEST):
        form = publishing.form_of(turn.session, round_.form_version_id)
        if equivalences.between(form, target, xform):
            title = naming.round_title(round_)
            button = Button(say.FEED, "feed", {"s": desk.row.id, "r": round_.id}, says=say.feed_from(title))
            return beside(response, button, remark=say.can_feed(title))
    return response


def tapped(turn: Turn, desk: Draft, round_id: int) -> Response:
    source = next((each for each in _sources(turn, desk) if each.round.id == round_id), None)
    return _offer(turn, desk, source) if source else Response((Say(say.NOTHING_TO_FEED),), must_arrive=False)


def _sources(turn: Turn, desk: Draft) -> Iterator[_Source]:
    """Yield the newest round of each form that asks the same and was answered by an office the person may see."""
    own = desk.assignment.office_id
    scope = scopes.scope(turn.session, turn.person).within(people.offices_below(turn.session, {own}))
    target, xform = desk.interview.form, desk.row.form_version.xform
    seen: set[str] = set()
    for round_ in compiled_files.rounds_of(turn.session, {own, *scope.anywhere}, turn.now, SEARCHED):
        if round_.id == desk.assignment.round_id or round_.form_id in seen or len(seen) == SHOWN:
            continue
        offices = _offices(turn, round_, own, scope.of(round_.key))
        form = publishing.form_of(turn.session, round_.form_version_id) if offices else None
        sames = equivalences.between(form, target, xform) if form is not None else []
        if form is not None and sames:
            seen.add(round_.form_id)
            yield _Source(round_, form, sames, offices)


def _offices(turn: Turn, round_: Round, own: int, below: frozenset[int]) -> frozenset[int]:
    offices = standings.of_round(turn.session, round_.id, {own, *below})
    sent = frozenset(one.office.id for one in offices if one.submitted_at is not None)
    return frozenset({own}) if own in sent else sent


def _which(desk: Draft, sources: Sequence[_Source]) -> Response:
    rows = []
    for each in sources:
        button = Button(_title(each), "feed", {"s": desk.row.id, "r": each.round.id}, says=say.feed_from(_title(each)))
        items = sum(len(same.here) for same in each.sames)
        rows.append(Row(_title(each), say.shared_items(items, say.of_offices(len(each.offices))), tap=button))
    return Response((Card(say.WHICH_TO_FEED, rows=rows, note=say.FEED_NOTE),), must_arrive=False)


def _title(source: _Source) -> str:
    return naming.round_title(source.round)


def _offer(turn: Turn, desk: Draft, source: _Source) -> Response:
    digits: Digits = "arabic" if source.form.digits == "arabic" else "thai"
    reports, _ = answered.reports(turn.session, source.round, source.form, digits, source.offices)
    found = mapping.proposals(desk.interview.form, source.sames, source.form, reports)
    if not found:
        return Response((Say(say.NOTHING_TO_FEED),), must_arrive=False)
    sent = sent_files.note(turn.session, turn.person.id, f"feed-{uuid.uuid4()}", "answers", _title(source), turn.now)
    sent.submission_id = desk.row.id
    return offering.offer(turn, desk, sent, found)
