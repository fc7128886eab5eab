"""A filled Word form sent to the bot, read by a job, then offered; and a whole report pasted as one message."""

from __future__ import annotations

from datetime import datetime

from forms.form import Form
from handlers import words_files as say
from handlers.form import prefilling, publishing
from handlers.form.prefilling import Filled, Pasted
from handlers.incoming import Incoming, Media, Text, Unknown
from handlers.replies import Reply
from handlers.replies import Text as Say
from handlers.report import (
    annexes,
    continuing,
    file_pictures,
    filling,
    filling_rows,
    loading,
    offering,
    pasted_parts,
    same_again,
)
from handlers.report.draft import Draft, Typed
from handlers.routes import find_route
from handlers.turn import Response, Turn
from models import Session, jobs, sent_files
from models.people import Account
from models.sent_files import SentFile

KIND = "answers"  # of job: read a filled form
# Read within the turn: a tenth of a second, a third at worst. What is more is read by a job.
MOST_SIGNS = 8_000
MOST_COMPARED = 20_000  # lines of a text times headings of a form
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


def _hear_pasted(turn: Turn, desk: Draft, typed: Typed, before: SentFile | None = None) -> Response | None:
    """Take a message that holds several items of a report, or goes on with one; None for any other."""
    if before is None and ("\n" not in typed.text or continuing.belongs_to_previous(turn, desk)):
        return None
    if before is None and desk.interview.index.event != "end" and filling_rows.pasted_rows(desk, typed.text):
        return None
    form, earlier = desk.interview.form, pasted_parts.messages(turn.session, before) if before is not None else []
    text = pasted_parts.joined(sorted([*earlier, typed], key=lambda each: each.said_at or turn.now))
    if len(text) > MOST_SIGNS or len(text.split("\n")) * prefilling.headings(form) > MOST_COMPARED:
        return _read_later(turn, desk, typed, before, text)
    pasted = prefilling.read_text(form, text, before.ref if before is not None else desk.interview.index.ref)
    if pasted is None or _items(form, pasted) < LEAST_ITEMS:
        return None
    sent = pasted_parts.start(turn, desk, typed, before)
    return offering.offer(turn, desk, sent, pasted.found, pasted.unplaced)


def _items(form: Form, pasted: Pasted) -> int:
    return len({item.ref for each in pasted.found if (item := form.item_of.get(each.ref)) is not None})


def _read_later(turn: Turn, desk: Draft, typed: Typed, before: SentFile | None, text: str) -> Response | None:
    """Leave a long report to the job that reads files: the chats of others wait for this turn."""
    if prefilling.titled(desk.interview.form, text, desk.interview.index.ref) is None and before is None:
        return None
    sent = pasted_parts.start(turn, desk, typed, before)
    jobs.want(turn.session, KIND, str(sent.id), turn.now)
    turn.account.waiting = {"for": offering.WAITS, "s": desk.row.id, "f": sent.id, "i": None}
    return Response((Say(say.READING_TEXT),))


def pasted_text(session: Session, sent: SentFile) -> str:
    """Return the words of a pasted report that is to be read by a job; nothing of a file."""
    return pasted_parts.joined(pasted_parts.messages(session, sent))


def read_pasted(form: Form, sent_ref: str, text: str) -> Pasted:
    """Return what a pasted report proposes. Slow: never inside a transaction."""
    return prefilling.read_text(form, text, sent_ref) or Pasted([], 0)


def offer_pasted(session: Session, account: Account, sent: SentFile, pasted: Pasted, now: datetime) -> list[Reply]:
    """Return what is said of a report that was pasted and read by a job. The account's row is locked."""
    if sent.state != "wanted" or sent.submission_id is None:
        return []  # more of it came meanwhile, or it was taken back
    if account.submission_id != sent.submission_id:
        sent.state = "settled"
        return [Say(say.OPEN_FIRST)]
    turn = Turn(session, account, Incoming(sent.line_message_id, account.line_user_id, Unknown("text"), now), now)
    desk = loading.load(session, turn.person, sent.submission_id, now)
    return list(offering.offer(turn, desk, sent, pasted.found, pasted.unplaced).replies)


def settle(turn: Turn, desk: Draft, text: str) -> Response | None:
    """Take the answer to what was read; or another message of the report that was pasted: they are read as one."""
    said = turn.incoming.said
    sent = turn.session.get(SentFile, int(turn.account.waiting["f"]))
    if isinstance(said, Text) and sent is not None and not sent.file_name and _goes_on(turn, sent, said):
        typed = Typed(text, said.message_id, turn.incoming.at)
        joined = _hear_pasted(turn, desk, typed, sent)
        if joined is not None:
            return joined
    return offering.settle(turn, desk, text)


def _goes_on(turn: Turn, sent: SentFile, said: Text) -> bool:
    """Whether a message is more of a pasted report: of several lines, or sent before anything of it was seen."""
    if sent.person_id != turn.person.id or sent.state not in ("wanted", "checked"):
        return False
    is_on_its_way = turn.incoming.at < sent.created_at + continuing.ON_ITS_WAY[0]
    return "\n" in said.text.strip() or (is_on_its_way and find_route(said.text)[0] is None)
