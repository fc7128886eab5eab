"""Trying a form as an officer would fill it: the answers are kept apart from real ones and go when the trial ends."""

from __future__ import annotations

from datetime import datetime

from handlers import words_authoring as says
from handlers.replies import Button
from handlers.replies import Text as Say
from handlers.report import loading
from handlers.report.draft import Draft
from handlers.turn import Response, Turn
from models import Session, erasing, jobs, submissions
from models.people import Account
from models.submissions import Submission


def begin(turn: Turn, form_version_id: int) -> Draft:
    """Open a new trial of a form; the person's earlier ones end."""
    for earlier in submissions.trials_of(turn.session, turn.person.id):
        erase(turn.session, earlier, turn.now)
    desk = loading.try_out(turn.session, turn.person, form_version_id, turn.now)
    turn.account.submission_id = desk.row.id
    turn.account.waiting = {}
    return desk


def end(desk: Draft) -> Response:
    """`ส่ง` in a trial sends nothing: say so, and offer to end it."""
    again = Button(says.TRY_AGAIN, "try_again", {"s": desk.row.id}, says=says.TRY_AGAIN)
    over = Button(says.END_TRIAL, "try_end", {"s": desk.row.id}, says=says.END_TRIAL)
    return Response((Say(says.TRIAL_NOT_SENT, (over, again)),))


def erase(session: Session, trial: Submission, now: datetime) -> None:
    """Remove a trial; while it has files, only the person is led out of it, and the files go first."""
    for account in session.query(Account).filter_by(submission_id=trial.id):
        account.submission_id = None
    files = submissions.attachments_of(session, trial.id)
    for file in files:
        file.state = "gone"
        jobs.want(session, "forget", str(file.id), now)
    if not any(file.blob for file in files):
        erasing.erase(session, trial)


def purge(session: Session, before: datetime, now: datetime) -> int:
    """Remove the trials begun before a moment. Return how many there were."""
    old = submissions.trials_before(session, before)
    for trial in old:
        erase(session, trial, now)
    return len(old)
