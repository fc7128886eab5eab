"""Bringing the reports of open rounds to a newer version of their form: agreed in a turn, done in portions.

The rounds follow at once, so that nobody begins on the old version any more. A portion is one transaction: what it did
and how far the move is stand together, so a report is never moved or asked twice, whatever is killed in between.
"""

from __future__ import annotations

import logging
from datetime import datetime

from handlers import words_authoring as says
from handlers.form import amending, migrating
from handlers.people import mandate
from handlers.replies import Text, dump
from models import Session, catalogue, database_now, form_moves, journal, outbox, submissions, will_pass
from models.catalogue import FormVersion
from models.form_moves import FormMove
from models.people import Person

log = logging.getLogger(__name__)

PORTION = 10  # reports: the writer is held for 0.1 to 0.2 s


def begin(
    session: Session, version: FormVersion, until: datetime, now: datetime, by: Person | None, size: int = PORTION
) -> FormMove:
    """Agree to a move and look at its first reports; where these were all, it is done. Agreed twice, it is one move."""
    under_way = form_moves.under_way(session, version.form_id)
    if under_way is not None and under_way.form_version_id == version.id:
        return under_way
    count = form_moves.count_to_look_at(session, version, now)
    move = FormMove(version=version, person=by, asked_at=now, until=until, state="wanted", reports=count)
    move.after = move.looked_at = move.moved = move.asked = move.failed = 0
    session.add(move)
    for round_ in form_moves.open_rounds_of_form(session, version.form_id, now):
        round_.form_version_id = version.id
    journal.record(session, now, by.id if by else None, "migrate_form", f"{version.form_id} {version.version}")
    session.flush()
    _go_on(session, move, now, size)
    return move


def portion(session: Session, now: datetime, size: int = PORTION) -> bool:
    """Go on with the oldest move that is not finished, and tell when it is. Return whether there was any."""
    move = form_moves.next_wanted(session)
    if move is None:
        return False
    journal.comes_by(session, "clock")
    if _still_agreed(session, move, now):
        _go_on(session, move, now, size)
    else:
        move.state = "stopped"
    if move.state != "wanted":
        _tell(session, move, now)
    return True


def _go_on(session: Session, move: FormMove, now: datetime, size: int) -> None:
    """Look at the next reports of a move."""
    ids = form_moves.to_look_at(session, move.version, now, move.after, size)
    for submission_id in ids:
        _look_at(session, move, submission_id, now)
    move.after, move.looked_at = max([move.after, *ids]), move.looked_at + len(ids)
    if len(ids) < size:
        move.state = "done"
    session.flush()


def _look_at(session: Session, move: FormMove, submission_id: int, now: datetime) -> None:
    """Move a report, or ask it for what changed. One that cannot be read stays as it is, and the others go on."""
    moved = asked = False
    try:
        with session.begin_nested():
            row = submissions.lock(session, submission_id)
            if row.submitted_at is None:
                moved = migrating.move(session, row, move.version, now)
            else:
                asked = amending.ask(session, row, move.version, move.until, now, move.person)
    except Exception as trouble:
        if will_pass(trouble):
            raise
        log.exception("report_not_moved", extra={"submission": submission_id})
        move.failed += 1
        return
    move.moved, move.asked = move.moved + moved, move.asked + asked


def _still_agreed(session: Session, move: FormMove, now: datetime) -> bool:
    """Whether the version is still the newest, and who agreed may still say so."""
    newest = catalogue.newest_version(session, move.version.form_id)
    if newest is None or newest.id != move.version.id:
        return False
    return move.person is None or mandate.may_publish(session, move.person, newest.form_id, now)


def told(move: FormMove) -> str:
    """Return what came of a move, or how far it is."""
    if move.state == "wanted":
        return says.moving(move.looked_at, move.reports)
    parts = [says.MOVE_STOPPED] if move.state == "stopped" else []
    parts.append(says.moved(move.moved, move.asked))
    return "\n".join([*parts, *([says.not_moved(move.failed)] if move.failed else [])])


def _tell(session: Session, move: FormMove, now: datetime) -> None:
    account = move.person.account if move.person is not None else None
    if account is None or account.blocked_at is not None:
        return
    outbox.queue(
        session,
        dedupe_key=f"form_move:{move.id}",
        kind="notice",
        to=account.line_user_id,
        replies=dump([Text(told(move))]),
        business_at=now,
        now=database_now(session),
    )
