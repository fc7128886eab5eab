"""Files, scans and links sent at an item that asks for something else: kept as its annex; the answer is still asked.

An annex is an attachment at a question that takes no files: so it never is an answer, and no answer goes with it.
"""

from __future__ import annotations

import re

from forms.facts import Index
from forms.form import Form
from handlers import words
from handlers import words_files as say
from handlers.incoming import Media
from handlers.replies import Text as Say
from handlers.report import asking
from handlers.report.draft import Draft, Typed
from handlers.turn import SILENCE, Response, Turn
from models import Session, jobs, submissions
from models.submissions import Attachment
from thai.text import norm

LINK = "text/uri-list"  # the media type of links that were typed
_FILES = frozenset({"image", "audio", "video", "file"})
_LINKS = re.compile(r"(?:https?://|www\.)\S+(?:\s+(?:https?://|www\.)\S+)*", re.IGNORECASE)
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}$")
_ASKS_LINK = re.compile(r"ลิงก์|ลิงค์|เว็บ|url|link|http", re.IGNORECASE)


def takes_files(form: Form, ref: str) -> bool:
    """Whether a question is answered by a file."""
    return ref in form.nodes and form.nodes[ref].type in _FILES


def is_annex(form: Form, attachment: Attachment) -> bool:
    return not takes_files(form, attachment.ref)


def receive(turn: Turn, desk: Draft, media: Media) -> Response | None:
    """Keep a file or a scan as an annex of the item at hand; None where it cannot be one."""
    index = desk.interview.index
    if index.event != "question" or media.kind not in ("file", "image") or desk.prompt.role == "caption":
        return None
    row = _note(turn, desk, media.message_id, media.file_name or say.SCAN)
    jobs.want(turn.session, "media", str(row.id), turn.now)
    return SILENCE if _more_of_a_set_comes(desk, media) else _told(desk)


def _more_of_a_set_comes(desk: Draft, media: Media) -> bool:
    """Whether others that were sent together with this one are still to come: all get one answer, not one each."""
    known = desk.place.state.get("annexed", {})
    came = (known["n"] if known.get("id") == media.set_id else 0) + 1
    desk.place.state = {**desk.place.state, "annexed": {"id": media.set_id, "n": came}}
    return bool(media.set_id) and came < media.set_total


def receive_links(turn: Turn, desk: Draft, typed: Typed) -> Response | None:
    """Keep a message of nothing but links as an annex; None for other messages, and where a link is asked for."""
    if not _LINKS.fullmatch(typed.text.strip()):  # most messages: told by their words, before the question is made
        return None
    prompt = desk.prompt
    asks = prompt.type == "text" and prompt.index.event == "question" and prompt.role != "caption"
    if not asks or _ASKS_LINK.search(norm(f"{prompt.title} {prompt.hint}")):
        return None
    row = _note(turn, desk, typed.message_id, " ".join(typed.text.split()))
    row.mime, row.state = LINK, "kept"
    return _told(desk)


def _note(turn: Turn, desk: Draft, message_id: str, name: str) -> Attachment:
    row = Attachment(
        line_message_id=message_id,
        submission_id=desk.row.id,
        ref=desk.prompt.ref,
        pos=desk.prompt.pos,
        file_name=name,
        created_at=turn.now,
    )
    turn.session.add(row)
    turn.session.flush()
    desk.row.rev += 1
    return row


def _told(desk: Draft) -> Response:
    prompt = desk.prompt
    label = asking.label_of(desk, prompt) or asking.name_of(desk, prompt)
    count = sum((each.ref, each.pos) == (prompt.ref, prompt.pos) for each in of_report(desk))
    is_open = prompt.current is None or prompt.current.state == "put_off"
    return asking.ask(desk, [say.annexed(label, count)], say.still_asked(prompt.type) if is_open else "")


def of_report(desk: Draft) -> list[Attachment]:
    """Return the annexes of a report in the order they came; what was taken back is gone."""
    return of_row(desk.session, desk.interview.form, desk.row.id)


def of_row(session: Session, form: Form, submission_id: int) -> list[Attachment]:
    rows = submissions.attachments_of(session, submission_id)
    kept = [row for row in rows if row.state in ("wanted", "kept") and is_annex(form, row)]
    return sorted(kept, key=lambda row: row.id)


def saved_as(annex: Attachment) -> str:
    """Return the name an annex is saved under: its own, made safe, with an ending."""
    name = _NOT_IN_NAMES.sub("-", annex.file_name).strip(" .") or str(annex.id)
    ending = ".jpg" if annex.mime.startswith("image/") else ".bin"
    return name if _ENDING.search(name) else f"{name}{ending}"


def lines(desk: Draft, item_ref: str) -> list[str]:
    """Return a line for every annex of a printed item."""
    form = desk.interview.form
    own = [row for row in of_report(desk) if (item := form.item_of.get(row.ref)) is not None and item.ref == item_ref]
    return [say.annex_line(number, row.file_name) for number, row in enumerate(own, 1)]


def let_go(turn: Turn, desk: Draft, annex: Attachment) -> None:
    """Remove an annex, its file too."""
    annex.state, annex.file_name = "gone", ""
    if annex.mime != LINK:
        jobs.want(turn.session, "forget", str(annex.id), turn.now)
    desk.row.rev += 1


def take_back(turn: Turn, desk: Draft, annex: Attachment) -> Response:
    """Remove an annex its sender took back; the answer it stood beside stays."""
    let_go(turn, desk, annex)
    if turn.account.submission_id != desk.row.id or desk.interview.index == Index("end"):
        return Response((Say(words.TAKEN_BACK),))
    return asking.ask(desk, remark=words.TAKEN_BACK)
