"""A newer version of a form and the reports sent on an older one: they stay sent, and are asked only for what changed.

The office answers the new and changed items until a day; a report whose office has not by then is open again. What is
merely worded anew is asked nobody. A report that lost a question and gained none stays on its version.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any

from forms.facts import Key, Leaf
from forms.form import Form
from forms.interview import Interview
from forms.review import item_states
from handlers import words_review as say
from handlers.form import migrating, publishing
from handlers.naming import item_labels
from handlers.people import hooks
from handlers.report import adopting, loading
from handlers.review import fixing
from models import Session, calendars, form_moves, journal, reviews, submissions
from models.catalogue import FormVersion
from models.people import Person
from models.reviews import AMENDING, RETURNED, ReturnedItem
from models.submissions import Submission
from scheduler.deadlines import DIGESTS_AT, is_missed, sendable
from thai.calendar import add_workdays
from thai.dates import BANGKOK, in_bangkok

AT_ONCE = 200  # reports in one transaction of the clock
DAYS = 5  # working days an office gets, unless the coordinator says otherwise
NEW, CHANGED = "new", "changed"


@dataclass(frozen=True)
class Foreseen:
    """What a version would ask of reports that are sent: how many there are, and the items it asks for."""

    sent: int
    items: tuple[str, ...]


def until_by_default(session: Session, now: datetime) -> datetime:
    day = add_workdays(in_bangkok(now).date(), DAYS, calendars.overrides(session))
    return datetime.combine(day, time(16, 30), tzinfo=BANGKOK)


def foresee(session: Session, version: FormVersion, now: datetime) -> Foreseen:
    """Return what a version, published or not, would ask of the reports sent on other versions in open rounds."""
    sent = form_moves.sent_by_version(session, version, now)
    new = publishing.form_of(session, version.id)
    labels = item_labels(new)
    asked: dict[str, str] = {}
    for old in sent:
        asked |= differences(publishing.form_of(session, old), new)
    items = (item for item in new.items if item.ref in asked)
    return Foreseen(sum(sent.values()), tuple(say.change_of(labels[item.ref], asked[item.ref]) for item in items))


def differences(old: Form, new: Form) -> dict[str, str]:
    """Return item -> new | changed, for the items that ask something the older version did not, or ask it otherwise."""
    found: dict[str, str] = {}
    for item in new.items:
        asked = [ref for ref, node in new.nodes.items() if node.kind == "question" and new.item_of.get(ref) is item]
        known = [ref for ref in asked if ref in old.nodes and old.nodes[ref].kind == "question"]
        if asked and not known:
            found[item.ref] = NEW
        elif len(known) < len(asked) or not all(migrating.is_same(old, new, ref) for ref in known):
            found[item.ref] = CHANGED
    return found


def ask(
    session: Session, row: Submission, newest: FormVersion, until: datetime, now: datetime, by: Person | None
) -> bool:
    """Ask a locked report that is sent for what a newer version asks anew. Return whether it asks anything."""
    assert row.assignment is not None
    before = loading.restored(session, row, now)
    carried = migrating.carry(session, row, newest, now)
    items = _items(before, carried.held, carried.dropped)
    lost = [ref for ref, _pos in carried.dropped if ref not in carried.held.form.nodes]
    if row.submitted_at is None or (lost and not items):
        return False
    held = replace(carried.held, answers={**carried.held.answers, **_still_shown(before, carried)})
    adopting.adopt(session, row, newest.id, held, now)
    if not items:
        return False
    author = by.id if by is not None else row.submitted_by
    for ref, why in items.items():
        old = [[*key, leaf.value, leaf.state] for key, leaf in before.answers.items() if _is_in(ref, key[0])]
        said = {"ref": ref, "comment": say.WHY_ASKED[why], "old": old}
        session.add(ReturnedItem(submission_id=row.id, asked_by=author, asked_at=now, **said))
    review = reviews.locked(session, row.id, now)
    review.first_sent_at = review.first_sent_at or row.submitted_at
    review.state, review.changed_at, review.changed_by = AMENDING, now, by.id if by else None
    review.reminded_at = None
    review.until = min(until, row.assignment.closes_at)
    row.reopened_at, row.reopened_why = now, say.FORM_CHANGED
    _record(session, row, "ask_changes", now, by, items=list(items), until=review.until.isoformat())
    session.flush()
    fixing.push(session, row, now)
    return True


def _still_shown(before: Interview, carried: migrating.Carried) -> dict[Key, Leaf]:
    """Return answers the newer version refuses: they stand until the office has answered anew, but cannot be sent."""
    new = carried.held.form
    asked = (key for key in carried.dropped if key[0] in new.nodes and migrating.is_same(before.form, new, key[0]))
    return {key: before.answers[key] for key in asked}


def _items(before: Interview, held: Interview, dropped: Sequence[Key]) -> dict[str, str]:
    """Return the items an office is asked for: those that changed, and those whose answer is refused now."""
    asked: dict[str, str] = dict(differences(before.form, held.form))
    for ref, _pos in dropped:
        item = held.form.item_of.get(ref)
        if item is not None:
            asked.setdefault(item.ref, CHANGED)
    states = item_states(held.instance(), held.closed, only=asked)
    stands = {state.item.ref for state in states if state.relevant}
    return {item.ref: asked[item.ref] for item in held.form.items if item.ref in asked and item.ref in stands}


def end_over(session: Session, now: datetime) -> int:
    """Open the reports again whose office has not answered what changed by its day. Return how many."""
    over = reviews.amending_over(session, now)
    for review in over:
        row = submissions.lock(session, review.submission_id)
        if row.submitted_at is None or row.assignment is None:
            continue
        row.submitted_at = None
        row.rev += 1
        review.state, review.changed_at, review.until = RETURNED, now, None
        hooks.tell(session, row, "report.reopened", now)
        _record(session, row, "changes_over", now, None)
        session.flush()
        fixing.push(session, row, now)
    return len(over)


def remind(session: Session, now: datetime) -> int:
    """Push what is asked once more, on the working day before it is due. Return how many reports were looked at."""
    overrides = calendars.overrides(session)
    next_workday = add_workdays(in_bangkok(now).date(), 1, overrides)
    last, done = datetime.combine(next_workday, time.max, tzinfo=BANGKOK), 0
    for review in reviews.amending_until(session, last, AT_ONCE):
        day = in_bangkok(review.until or now).date()
        moment = datetime.combine(add_workdays(day, -1, overrides), DIGESTS_AT, tzinfo=BANGKOK)
        if now < moment or not (sendable(moment, now, overrides) or is_missed(moment, now)):
            continue
        review.reminded_at, done = now, done + 1
        row = submissions.lock(session, review.submission_id)
        assert row.assignment is not None
        if review.changed_at < moment and not is_missed(moment, now) and row.assignment.round.paused_at is None:
            fixing.push(session, row, now, why="remind")
    return done


def _is_in(item_ref: str, ref: str) -> bool:
    return ref == item_ref or ref.startswith(f"{item_ref}/")


def _record(session: Session, row: Submission, deed: str, now: datetime, by: Person | None, **detail: Any) -> None:
    assert row.assignment is not None
    of: dict[str, Any] = {"office_id": row.assignment.office_id, "submission_id": row.id}
    journal.record(session, now, by.id if by else None, deed, row.assignment.round.key, **of, **detail)
