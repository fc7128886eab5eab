"""What can become of a sent report: sent back for some items, checked, opened again. Each deed is on record.

Which reports wait to be looked over is the round's to say: all, a sample, those worth a look, or none. Whether the
person may decide (duty and scope) is asked before, by whoever calls.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.people import hooks
from handlers.report import loading
from handlers.rounds import granting
from models import Session, calendars, journal, reviews
from models.reviews import AMENDING, CHECKED, PASSED, READING, RETURNED, WAITING, ReturnedItem, Review
from models.rounds import Round
from models.submissions import Submission
from thai.calendar import add_workdays
from thai.dates import BANGKOK, in_bangkok

DAYS_TO_MEND = 3  # working days, unless the report is due later than that
MOST_COMMENT = 1000  # characters
HOLDS = ("", "all", "warnings")
_SAMPLE = "sample:"


class CannotReview(ValueError):
    """What cannot be done to a report. The text is a machine word: not_sent | checked | not_checked | no_reason."""


@dataclass(frozen=True)
class Asked:
    """One item that is sent back: its ref and what is asked."""

    ref: str
    comment: str


def hold_of(text: str) -> str:
    """Return a way of holding reports as it is stored. Raises ValueError for anything else."""
    if text in HOLDS:
        return text
    share = text.removeprefix(_SAMPLE)
    if text.startswith(_SAMPLE) and share.isdecimal() and 1 <= int(share) <= 100:
        return f"{_SAMPLE}{int(share)}"
    raise ValueError(f"{text!r} is none of all, sample:N, warnings, none")


def set_hold(session: Session, round_: Round, hold: str, now: datetime, person_id: int | None) -> None:
    """Say which reports of a round, and of those its schedule opens later, wait to be looked over."""
    old, round_.schedule.review = round_.schedule.review, hold_of(hold)
    journal.record(session, now, person_id, "hold_reports", round_.key, old=old, new=round_.schedule.review)


def came_in(session: Session, row: Submission, *, worth_a_look: bool, now: datetime) -> None:
    """Note that a report was sent: mended ones keep the moment they first came in, held ones wait."""
    review = reviews.of(session, row.id)
    if review is not None and review.state in (RETURNED, AMENDING):
        row.submitted_at = review.first_sent_at or row.submitted_at
        for item in reviews.open_items(session, row.id):
            item.settled_at = now
        amended, review.until = review.state == AMENDING, None
        _put(review, PASSED if amended and not _holds(row) else WAITING, now, None)
        return
    hold = _holds(row)
    if hold:
        waits = hold == "all" or (hold == "warnings" and worth_a_look) or is_drawn(hold, row.instance_id)
        _put(reviews.locked(session, row.id, now), WAITING if waits else PASSED, now, None)


def _holds(row: Submission) -> str:
    assert row.assignment is not None
    return row.assignment.round.schedule.review


def is_drawn(hold: str, instance_id: str) -> bool:
    """Whether a report is in the sample: chance, yet the same each time it is asked."""
    if not hold.startswith(_SAMPLE):
        return False
    drawn = int.from_bytes(hashlib.sha256(instance_id.encode()).digest()[:4]) % 100
    return drawn < int(hold.removeprefix(_SAMPLE))


def begin_reading(session: Session, row: Submission, now: datetime, person_id: int) -> None:
    """Somebody has opened a report to look it over."""
    review = reviews.locked(session, row.id, now)
    if review.state == WAITING:
        _put(review, READING, now, person_id)
        _record(session, row, "review", now, person_id)


def send_back(session: Session, row: Submission, asked: Sequence[Asked], now: datetime, person_id: int) -> datetime:
    """Open a report for its office again, for some items, each with what is asked. Return by when it is due.

    An office gets three working days at least. Raises CannotReview.
    """
    review = _of_sent(session, row, now)
    if review.is_locked:
        raise CannotReview("checked")
    held = loading.restored(session, row, now)
    for each in asked:
        old = [[*key, leaf.value, leaf.state] for key, leaf in held.answers.items() if _is_in(each.ref, key[0])]
        said = {"comment": each.comment[:MOST_COMMENT], "old": old}
        session.add(ReturnedItem(submission_id=row.id, ref=each.ref, asked_by=person_id, asked_at=now, **said))
    review.first_sent_at = review.first_sent_at or row.submitted_at
    row.submitted_at = None
    row.rev += 1
    _put(review, RETURNED, now, person_id)
    hooks.tell(session, row, "report.reopened", now)
    comments = [{"ref": each.ref, "comment": each.comment} for each in asked]
    _record(session, row, "return", now, person_id, items=comments)
    return _time_to_mend(session, row, now, person_id)


def _time_to_mend(session: Session, row: Submission, now: datetime, person_id: int) -> datetime:
    assert row.assignment is not None
    day = add_workdays(in_bangkok(now).date(), DAYS_TO_MEND, calendars.overrides(session))
    until = datetime(day.year, day.month, day.day, 16, 30, tzinfo=BANGKOK)
    if row.assignment.due_at >= until:
        return row.assignment.due_at
    session.flush()
    granting.extend(session, row.assignment, until, now, person_id)
    return until


def check(session: Session, row: Submission, now: datetime, person_id: int | None) -> None:
    """[ตรวจทานแล้ว]: agreed; the office opens it no more. Raises CannotReview."""
    review = _of_sent(session, row, now)
    if review.is_locked:
        raise CannotReview("checked")
    _put(review, CHECKED, now, person_id)
    _record(session, row, "check", now, person_id)


def uncheck(session: Session, row: Submission, reason: str, now: datetime, person_id: int | None) -> None:
    """Take "checked" back, for a reason that stays on record. Raises CannotReview."""
    review = reviews.locked(session, row.id, now)
    if not review.is_locked:
        raise CannotReview("not_checked")
    if not reason.strip():
        raise CannotReview("no_reason")
    _put(review, WAITING, now, person_id)
    _record(session, row, "uncheck", now, person_id, reason=reason.strip()[:MOST_COMMENT])


def is_locked(session: Session, row: Submission) -> bool:
    review = reviews.of(session, row.id)
    return review is not None and review.is_locked


def _of_sent(session: Session, row: Submission, now: datetime) -> Review:
    """Return where a sent report stands. The report is locked first, as by who fills it, and looked at anew."""
    session.refresh(row, with_for_update=True)
    if row.submitted_at is None:
        raise CannotReview("not_sent")
    return reviews.locked(session, row.id, now)


def _put(review: Review, state: str, now: datetime, person_id: int | None) -> None:
    review.state, review.changed_at, review.changed_by = state, now, person_id


def _is_in(item_ref: str, ref: str) -> bool:
    return ref == item_ref or ref.startswith(f"{item_ref}/")


def _record(
    session: Session, row: Submission, deed: str, now: datetime, person_id: int | None, **detail: object
) -> None:
    assert row.assignment is not None
    of = row.assignment
    journal.record(session, now, person_id, deed, of.round.key, office_id=of.office_id, submission_id=row.id, **detail)
