"""What is on paper: the file of the letter that asks for a round, and of a report that came another way.

Sent in chat after `บันทึกหนังสือ` and `รับทางอื่น`, fetched by a job (bot/enclosures.py), kept as long as its round. The
letter is for everybody the round asks; a report is opened by who may see it that day (`open_report`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from handlers import words_receiving as say
from handlers.asking_back import offer
from handlers.incoming import Media
from handlers.naming import round_title
from handlers.refusing import refuse
from handlers.replies import Button, Reply, Row, dump
from handlers.replies import Text as Say
from handlers.turn import Response, Turn
from models import Session, database_now, jobs, journal, outbox, rounds, scopes, sent_files
from models.people import Person
from models.rounds import Round
from models.sent_files import LETTER, RECEIVED, SentFile
from models.submissions import Submission
from thai.replies import classify_reply, without_particles

FETCH = "news"  # the kind of the job, as of what announcements enclose
WAITS = "paper"
TAKEN = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".jpg", ".jpeg", ".png")
_NO_FILE = re.compile(r"(?:ยัง)?ไม่(?:มี|แนบ|ส่ง)ไฟล์(?:แล้ว)?")
SHOWN = 4  # files of one report with a button


def ask_for(turn: Turn, of: Mapping[str, int]) -> tuple[Button, ...]:
    """Wait for a file of a round's letter (`r`) or of a report (`s`); return the button that ends the waiting."""
    return offer(turn, {"for": WAITS, **of}, (say.NO_FILE,))


def settle(_turn: Turn, text: str) -> Response | None:
    """[ไม่มีไฟล์]: nothing more comes. None: it was something else."""
    ends = _NO_FILE.fullmatch(without_particles(text).strip()) or classify_reply(text) in ("no", "none")
    return Response((Say(say.WITHOUT_FILE),), must_arrive=False) if ends else None


def receive(turn: Turn, media: Media) -> Response | None:
    """Take the file that is waited for. None: nothing is."""
    waiting = turn.account.waiting
    if waiting.get("for") != WAITS:
        return None
    if media.kind != "image" and not (media.kind == "file" and media.file_name.lower().endswith(TAKEN)):
        return Response((Say(say.FILE_KINDS),), must_arrive=False)
    return _of_letter(turn, media, waiting["r"]) if "r" in waiting else _of_report(turn, media, waiting["s"])


def _of_letter(turn: Turn, media: Media, round_id: int) -> Response:
    """Put the file to the letter, in the place of one that is there."""
    round_ = turn.session.get(Round, round_id)
    scope = scopes.coordinated(turn.session, turn.person)
    if round_ is None or rounds.asks_outside(turn.session, round_id, scope.of(round_.key)):
        return refuse(turn, "letter", f"round {round_id}")
    sent = _note(turn, media, LETTER)
    round_.letter = {**(round_.letter or {}), "file": sent.id}
    turn.account.waiting = {}
    journal.record(turn.session, turn.now, turn.person.id, "letter_file", round_.key, new=sent.file_name)
    return Response((Say(say.letter_file_kept(round_title(round_))),))


def _of_report(turn: Turn, media: Media, submission_id: int) -> Response:
    """Put the file to the report, beside those that are there; more may follow."""
    row = turn.session.get(Submission, submission_id)
    scope = scopes.coordinated(turn.session, turn.person)
    if row is None or row.assignment is None or not scope.covers(row.assignment):
        return refuse(turn, "receive", f"submission {submission_id}")
    sent = _note(turn, media, RECEIVED)
    sent.submission_id = row.id
    of = {"office_id": row.assignment.office_id, "submission_id": row.id}
    journal.record(
        turn.session, turn.now, turn.person.id, "received_file", row.assignment.round.key, **of, new=media.file_name
    )
    count = len(sent_files.received(turn.session, row.id))
    return Response((Say(say.report_file_kept(row.assignment.office.called, count), ask_for(turn, {"s": row.id})),))


def _note(turn: Turn, media: Media, purpose: str) -> SentFile:
    sent = sent_files.note(turn.session, turn.person.id, media.message_id, purpose, media.file_name, turn.now)
    jobs.want(turn.session, FETCH, str(sent.id), turn.now)
    return sent


# --- showing ----------------------------------------------------------------------------------------------------------


def letter_row(round_: Round) -> Row:
    """Return the line of the letter; a tap opens its file, where there is one."""
    line, file = say.letter_line(round_.letter or {}), (round_.letter or {}).get("file")
    return Row(say.with_file(line) if file else line, small=True, tap=letter_button(round_) if file else None)


def letter_button(round_: Round) -> Button | None:
    file = (round_.letter or {}).get("file")
    return Button(say.OPEN_LETTER, action="link", value=f"enclosed:{file}") if file else None


def received_lines(row: Submission) -> list[str]:
    """Return how a report came, where it did not come through chat."""
    received = row.received or {}
    lines = [say.came(received["way"], received)] if received.get("way") else []
    return [*lines, *([say.FILLED_FOR] if received.get("filled_by") else [])]


def received_buttons(session: Session, row: Submission, reader: Person) -> list[Button]:
    """Return a link to each file of a report that came another way, for one reader."""
    files = sent_files.received(session, row.id)
    return [
        Button(say.open_file(number, len(files)), action="link", value=f"received:{sent.id}:{reader.id}")
        for number, sent in enumerate(files[:SHOWN], 1)
    ]


def open_report(session: Session, file_id: int, person_id: int, now: datetime) -> SentFile | None:
    """Return the file behind a link, noting who opened it when; None for who may not see the report today."""
    sent, reader = session.get(SentFile, file_id), session.get(Person, person_id)
    row = session.get(Submission, sent.submission_id) if sent is not None and sent.submission_id else None
    if sent is None or reader is None or reader.account is None or row is None or row.assignment is None:
        return None
    seen = scopes.scope(session, reader).union(scopes.reporting(reader))
    if sent.purpose != RECEIVED or not seen.covers(row.assignment):
        return None
    journal.comes_by(session, "web")
    of = {"office_id": row.assignment.office_id, "submission_id": row.id}
    journal.record(session, now, person_id, "open_file", row.assignment.round.key, **of, file=sent.id)
    return sent


def lost(session: Session, sent: SentFile, now: datetime) -> None:
    """Tell who sent a letter or report that its file could not be fetched."""
    person = session.get(Person, sent.person_id)
    if sent.purpose not in (LETTER, RECEIVED) or person is None or person.account is None:
        return
    told: Sequence[Reply] = [Say(say.file_lost(sent.file_name))]
    outbox.queue(
        session,
        dedupe_key=f"paper:{sent.id}",
        kind="notice",
        to=person.account.line_user_id,
        replies=dump(told),
        business_at=now,
        now=database_now(session),
    )
