"""A filled Word form sent to the bot, read by a job, then offered; and a whole report pasted as one message."""

from __future__ import annotations

from datetime import datetime

from forms.form import Form
from handlers import words_files as say
from handlers.form import prefilling, publishing
from handlers.form.prefilling import Filled
from handlers.incoming import Incoming, Media, Text, Unknown
from handlers.replies import Reply
from handlers.replies import Text as Say
from handlers.report import annexes, continuing, file_pictures, filling, filling_rows, loading, offering, same_again
from handlers.report.draft import Draft, Typed
from handlers.turn import Response, Turn
from models import Session, jobs, sent_files
from models.people import Account
from models.sent_files import SentFile

KIND = "answers"  # of job: read a filled form
_NO_PICTURES = file_pictures.Found()
LEAST_ITEMS = 2  # a message with headings of fewer items is an answer that quotes one


def is_form(media: Media) -> bool:
    """Whether a file may be a filled form."""
    return media.kind == "file" and media.file_name.lower().endswith((".docx", ".doc"))


def receive(turn: Turn, desk: Draft, media: Media) -> Response | None:
    """Take a filled Word form; None when the file is something else."""
    name = media.file_name.lower()
    if name.endswith(".doc"):
        return Response((Say(say.OLD_WORD),))
    if not name.endswith(".docx"):
        return None
    sent = _note(turn, desk, media.message_id, media.file_name)
    jobs.want(turn.session, KIND, str(sent.id), turn.now)
    return Response((Say(say.READING),))


def _note(turn: Turn, desk: Draft, message_id: str, file_name: str) -> SentFile:
    sent = sent_files.note(turn.session, turn.person.id, message_id, "answers", file_name, turn.now)
    sent.submission_id = desk.row.id
    return sent


def form_of(session: Session, sent: SentFile) -> Form | None:
    """Return the form of the report a file is for; None when the report is gone."""
    row = loading.row_of(session, sent.submission_id)
    return publishing.form_of(session, row.form_version_id) if row is not None else None


def read(form: Form, document: bytes) -> Filled | None:
    """Return what a .docx proposes; None when it cannot be read. Slow: never inside a transaction."""
    from exports.document import NotADocument  # web workers never need it

    try:
        return prefilling.read_file(form, document)
    except NotADocument:
        return None


def offer(
    session: Session,
    account: Account,
    sent: SentFile,
    filled: Filled | None,
    now: datetime,
    pictures: file_pictures.Found = _NO_PICTURES,
) -> list[Reply]:
    """Return what is said of a file that was read, and wait for the person's word. The account's row is locked.

    `pictures`: those of the file, kept already.
    """
    if filled is None or sent.submission_id is None:
        sent.state = "settled"
        return [Say(say.NOT_READ)]
    if account.submission_id != sent.submission_id:
        sent.state = "settled"
        return [Say(say.OPEN_FIRST)]
    turn = Turn(session, account, Incoming(sent.line_message_id, account.line_user_id, Unknown("file"), now), now)
    desk = loading.load(session, turn.person, sent.submission_id, now)
    drawn = file_pictures.note(session, desk.interview.form, sent, pictures, now)
    return list(offering.offer(turn, desk, sent, filled.found, pictures=drawn).replies)


def hear_text(turn: Turn, desk: Draft, said: Text) -> Response:
    """Take a typed message: a report pasted whole is shown as it was read, anything else is an answer."""
    typed = Typed(said.text, said.message_id, turn.incoming.at)
    again = same_again.hear(turn, desk, said.text) if desk.row.before_id is not None else None
    again = again or annexes.receive_links(turn, desk, typed)
    return again or _hear_pasted(turn, desk, typed) or filling.hear_text(turn, desk, said)


def _hear_pasted(turn: Turn, desk: Draft, typed: Typed) -> Response | None:
    """Take a message that holds several items of a report; None for any other."""
    if "\n" not in typed.text or continuing.belongs_to_previous(turn, desk):
        return None
    if desk.interview.index.event != "end" and filling_rows.pasted_rows(desk, typed.text):
        return None
    pasted = prefilling.read_text(desk.interview.form, typed.text, desk.interview.index.ref)
    if pasted is None:
        return None
    items = {item.ref for each in pasted.found if (item := desk.interview.form.item_of.get(each.ref)) is not None}
    if len(items) < LEAST_ITEMS:
        return None
    sent = _note(turn, desk, typed.message_id, "")
    return offering.offer(turn, desk, sent, pasted.found, typed, pasted.unplaced)
