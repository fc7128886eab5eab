"""An .xlsx sent while a repeat is asked: read by a job, shown as it was understood, stored when the person agrees."""

from __future__ import annotations

from datetime import datetime

from handlers import words_authoring as says
from handlers import words_private
from handlers.incoming import Incoming, Media, Unknown
from handlers.replies import Reply
from handlers.replies import Text as Say
from handlers.report import draft, filling_rows, loading
from handlers.report.draft import Draft
from handlers.report.pasted import Rows
from handlers.turn import Response, Turn
from models import Session, jobs, sent_files
from models.people import Account
from models.sent_files import SentFile
from thai.private import is_name_column

KIND = "rows"  # of job: read the rows of a file


def receive(turn: Turn, desk: Draft, media: Media) -> Response | None:
    """Take a sheet for the repeat at hand; None when no repeat is asked or it is no sheet."""
    table = filling_rows.at_hand(desk)
    nodes = desk.interview.form.nodes
    around = nodes.get(desk.interview.index.ref)
    if table is None or around is None or around.depth == 0 or not media.file_name.lower().endswith(".xlsx"):
        return None
    sent = sent_files.note(turn.session, turn.person.id, media.message_id, "rows", media.file_name, turn.now)
    sent.submission_id, (sent.ref, sent.pos) = desk.row.id, table
    jobs.want(turn.session, KIND, str(sent.id), turn.now)
    return Response((Say(says.READING_FILE),))


def rows_of(workbook: bytes) -> Rows:
    """Return the rows of the first sheet with any; none when it cannot be read. Slow for large files."""
    from exports.read_workbook import NotAWorkbook, read_workbook  # web workers never need it

    try:
        sheets = read_workbook(workbook)
    except NotAWorkbook:
        return []
    filled = next((sheet for sheet in sheets if sheet.rows), None)
    return [list(row.cells) for row in filled.rows] if filled else []


def offer(session: Session, account: Account, sent: SentFile, rows: Rows, now: datetime) -> list[Reply]:
    """Return how the rows of a file read, and wait for the person's word. The account's row is locked."""
    sent.state, sent.content = "settled", None
    if not rows or sent.submission_id is None or account.submission_id != sent.submission_id:
        return [Say(says.NOT_A_TABLE)]
    turn = Turn(session, account, Incoming(sent.line_message_id, account.line_user_id, Unknown("file"), now), now)
    desk = loading.load(session, turn.person, sent.submission_id, now)
    file = draft.Typed("", sent.line_message_id, sent.created_at)
    shown = list(filling_rows.offer(turn, desk, (sent.ref, sent.pos), rows, file).replies)
    names = [heading for heading in rows[0] if is_name_column(heading)]
    return [Say(words_private.columns(names)), *shown] if names else shown
