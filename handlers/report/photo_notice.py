"""A picture may show a child's face or a name, and has arrived already: said once in a report, with its first picture.

[ใช้ภาพนี้] keeps it; [ลบและส่งภาพใหม่] lets go of it at once, and the next one takes its place (DECISIONS D8).
"""

from __future__ import annotations

from handlers import words, words_photos
from handlers.asking_back import offer
from handlers.report import annexes, asking, photo_changes
from handlers.report.buttons import beside
from handlers.report.draft import Draft
from handlers.turn import Response, Turn
from models import submissions
from thai.replies import without_particles
from thai.text import norm

WAITS = "picture"
_TOLD = "pictures"  # in `confirmed` of the report, beside the texts that were confirmed


def warn(turn: Turn, desk: Draft, response: Response, message_id: str) -> Response:
    """Add the warning and its buttons to what is asked next; not while a text is typed in several messages."""
    told = desk.row.confirmed or {}
    if _TOLD in told or not response.replies or turn.account.waiting.get("for") == "more":
        return response
    desk.row.confirmed = {**told, _TOLD: "1"}
    wish = {"for": WAITS, "s": desk.row.id, "message": message_id}
    use, replace = offer(turn, wish, (words_photos.USE, words_photos.REPLACE))
    has_its_own = desk.prompt.role == "caption"  # its question brings [ลบและส่งภาพใหม่] itself
    return beside(response, *((use,) if has_its_own else (use, replace)), remark=words.PHOTO_NOTICE)


def settle(turn: Turn, desk: Draft, text: str) -> Response | None:
    """Take "use it" or "send another" as the answer. None: it was something else, and the picture stays."""
    message_id = turn.account.waiting["message"]
    bare = without_particles(norm(text)).strip()
    if bare == words_photos.USE:
        turn.account.waiting = {}
        return asking.ask(desk, [words_photos.USED])
    if bare != words_photos.REPLACE:
        return None
    turn.account.waiting = {}
    picture = submissions.attachment_of_message(turn.session, message_id)
    if picture is None or picture.state == "gone":
        return asking.ask(desk)
    if annexes.is_annex(desk.interview.form, picture):
        annexes.let_go(turn, desk, picture)
        return asking.ask(desk, remark=words_photos.SEND_NEW)
    return photo_changes.replace_at(turn, desk, (picture.ref, picture.pos))
