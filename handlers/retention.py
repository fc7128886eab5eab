"""What was kept long enough is forgotten, as the privacy notice promises: raw events, our words, photos, dead drafts.

Submitted reports are official records and stay. Event ids stay, against replays; deeds stay, without
what they said of answers that are gone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.form import trying
from handlers.people import hooks as telling
from models import Session, audit, drawings, erasing, form_drafts, hooks, jobs, journal, outbox, sent_files, submissions
from models.people import Account

RAW_EVENTS = timedelta(days=30)
SPOKEN_WORDS = timedelta(days=90)
PHOTOS = timedelta(days=365)
TRIALS = timedelta(days=7)
SENT_FILES = timedelta(days=30)
DRAFTS = timedelta(days=60)  # after their round has closed, untouched


@dataclass(frozen=True)
class Forgotten:
    """How much of each kind a purge has found."""

    events: int
    words: int
    photos: int
    drafts: int


def purge(session: Session, now: datetime) -> Forgotten:
    """Forget what is too old. Idempotent; files are deleted by jobs."""
    photos = submissions.attachments_before(session, now - PHOTOS)
    for photo in photos:
        jobs.want(session, "forget", str(photo.id), now)
    trying.purge(session, now - TRIALS, now)
    for sent in sent_files.before(session, now - SENT_FILES):
        sent.content, sent.state, sent.proposals = None, "settled", []
    form_drafts.forget(session)
    hooks.forget_before(session, now - telling.KEPT)
    drawings.forget_before(session, now - SPOKEN_WORDS)
    drafts = submissions.abandoned(session, now - DRAFTS)
    for draft in drafts:
        _erase(session, draft, now)
    return Forgotten(
        events=journal.blank_before(session, now - RAW_EVENTS),
        words=outbox.blank_before(session, now - SPOKEN_WORDS),
        photos=len(photos),
        drafts=len(drafts),
    )


def _erase(session: Session, draft: submissions.Submission, now: datetime) -> None:
    """Erase a draft, once its files are gone."""
    files = submissions.attachments_of(session, draft.id)
    for file in files:
        jobs.want(session, "forget", str(file.id), now)
    if any(file.blob for file in files):
        return
    for account in session.query(Account).filter_by(submission_id=draft.id):
        account.submission_id = None
    audit.erase_answers(session, draft.id, None, now, "retention")
    erasing.erase(session, draft)
