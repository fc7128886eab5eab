"""Forms that were sent but not published: what became of older files of the same form goes when it serves nobody."""

from __future__ import annotations

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models.catalogue import FormAttachment, FormVersion
from models.sent_files import SentFile
from models.submissions import Submission


def supersede(session: Session, workbook: SentFile, form_id: str) -> None:
    """Settle the files in which a person sent the same form before, and drop the drafts made of them."""
    earlier = (
        select(SentFile)
        .join(FormVersion, FormVersion.id == SentFile.form_version_id)
        .where(SentFile.person_id == workbook.person_id, SentFile.purpose == "form", SentFile.id < workbook.id)
        .where(SentFile.state != "settled", FormVersion.form_id == form_id)
    )
    for sent in session.scalars(earlier):
        sent.state, sent.content = "settled", None
    forget(session, form_id)


def forget(session: Session, form_id: str | None = None) -> int:
    """Remove the drafts of a form, or of all, that no file waits with and nobody tries. Return how many there were."""
    session.flush()
    waiting = select(SentFile.form_version_id).where(SentFile.state != "settled", SentFile.form_version_id.is_not(None))
    query = select(FormVersion.id).where(
        FormVersion.state == "draft",
        FormVersion.id.not_in(waiting),
        FormVersion.id.not_in(select(Submission.form_version_id)),
    )
    gone = list(session.scalars(query if form_id is None else query.where(FormVersion.form_id == form_id)))
    if gone:
        session.execute(update(SentFile).where(SentFile.form_version_id.in_(gone)).values(form_version_id=None))
        session.execute(delete(FormAttachment).where(FormAttachment.form_version_id.in_(gone)))
        session.execute(delete(FormVersion).where(FormVersion.id.in_(gone)))
    return len(gone)
