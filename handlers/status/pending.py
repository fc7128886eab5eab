"""Offices by what is pending about their report: time asked for, a day named, the head, being looked over."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from handlers.status.answers import Answer, Asker, OfficeLine
from handlers.status.asked import Asked, Kind
from handlers.status.measuring import ids_of, measure
from models import Session, deferrals, reviews
from models.reviews import CHECKED, READING, RETURNED, WAITING, Review
from models.rounds import Round

OfOne = Callable[[Session, Asker, Asked, Round, Sequence[Round], datetime], Answer]


def _deferred(kind: str) -> OfOne:
    def answered(
        session: Session, asker: Asker, asked: Asked, round_: Round, _begun: Sequence[Round], now: datetime
    ) -> Answer:
        measured = measure(session, asker, asked, round_, now)
        offices = {each.assignment_id: each for each in measured.offices if each.state != "submitted"}
        found = deferrals.of_round(session, round_.id, kind, ids_of(asker, asked, round_))
        lines = {
            d.assignment_id: OfficeLine(round_, offices[d.assignment_id], at=d.until)
            for d in found
            if d.assignment_id in offices
        }
        return Answer(asked, (round_,), "", measured, tuple(lines.values()), measured)

    return answered


def _petitioned(kind: str) -> OfOne:
    def answered(
        session: Session, asker: Asker, asked: Asked, round_: Round, _begun: Sequence[Round], now: datetime
    ) -> Answer:
        measured = measure(session, asker, asked, round_, now)
        offices = {each.assignment_id: each for each in measured.offices}
        found = deferrals.petitions_of_round(session, round_.id, kind, ids_of(asker, asked, round_))
        lines = [
            OfficeLine(round_, offices[each.assignment_id], each.note, each.wanted_due_at or each.asked_at, each.state)
            for each in found
            if each.assignment_id in offices
        ]
        return Answer(asked, (round_,), "", measured, tuple(lines), measured)

    return answered


_STANDS: Mapping[Kind, Callable[[Review], bool]] = {
    "to_review": lambda review: review.state in (WAITING, READING),
    "returned": lambda review: review.state == RETURNED,
    "mended": lambda review: review.state != RETURNED and review.first_sent_at is not None,
    "checked": lambda review: review.state == CHECKED,
}


def _reviewed(
    session: Session, asker: Asker, asked: Asked, round_: Round, _begun: Sequence[Round], now: datetime
) -> Answer:
    """The offices whose report waits to be looked over, was sent back, came in mended, or was agreed to."""
    measured = measure(session, asker, asked, round_, now)
    found = reviews.of_round(session, round_.id, ids_of(asker, asked, round_))
    lines = [
        OfficeLine(round_, each, at=review.changed_at, review=review.state)
        for each in measured.offices
        if (review := found.get(each.assignment_id)) is not None and _STANDS[asked.kind](review)
    ]
    return Answer(asked, (round_,), "", measured, tuple(lines), measured)


OF_PENDING: Mapping[Kind, OfOne] = {
    "extensions": _petitioned("extension"),
    "elsewhere": _petitioned("elsewhere"),
    "promised": _deferred("promise"),
    "awaiting_head": _deferred("head"),
    **dict.fromkeys(_STANDS, _reviewed),
}
