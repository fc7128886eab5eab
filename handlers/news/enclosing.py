"""A photo or file that goes with an announcement: sent in chat while one is prepared, or first, and then announced.

Its bytes are fetched after the commit, by a job (bot/enclosures.py); the announcement waits for them.
"""

from __future__ import annotations

from collections.abc import Callable

from handlers import words
from handlers import words_news as news
from handlers.asking_back import ask_back
from handlers.form import authoring
from handlers.incoming import Media
from handlers.news import announcing
from handlers.replies import Button
from handlers.replies import Text as Say
from handlers.report.desk import open_draft
from handlers.routes import ANNOUNCERS, find_route
from handlers.turn import Response, Turn
from models import jobs, people, sent_files
from models.broadcasts import Broadcast
from thai.replies import classify_reply

KIND = "news"  # of the job, and the purpose of the file
WAITS_TEXT = "news"
WAITS_PICTURE = "news_picture"
FILES = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".jpg", ".jpeg", ".png")


def ask_what(turn: Turn) -> Response:
    """`ประกาศ` alone: the next text, photo or file is the announcement."""
    turn.account.waiting = {"for": WAITS_TEXT}
    return Response((Say(news.BROADCAST_HOW),))


def settle_text(turn: Turn, text: str) -> Response | None:
    """Take the text of the announcement. None: it is another command, or a courtesy."""
    if find_route(text)[0] is not None or classify_reply(text) in ("courtesy", "none", "yes", "no"):
        return None
    return announcing.announce(turn, text)


def receive(turn: Turn, media: Media) -> Response | None:
    """Take a photo or file for an announcement. None: it is meant for something else."""
    waits = turn.account.waiting.get("for", "")
    if not people.has_duty(turn.person, ANNOUNCERS):
        return None
    if waits == "broadcast":
        return _enclose(turn, media, lambda: announcing.own_draft(turn, turn.account.waiting["b"]))
    if waits == WAITS_TEXT:
        return _enclose(turn, media, lambda: announcing.new_draft(turn, ""))
    if media.kind == "image" and open_draft(turn) is None and not authoring.wanting(turn, media):
        wish = {"for": WAITS_PICTURE, "m": media.message_id, "set": media.set_id}
        yes, no = Button(news.ANNOUNCE_PICTURE, says=news.ANNOUNCE_PICTURE), Button(words.NO, says=words.NO)
        return Response((Say(news.ASK_PICTURE, ask_back(turn, wish, yes, no)),), must_arrive=False)
    return None


def settle_picture(turn: Turn, text: str) -> Response | None:
    """[ประกาศภาพนี้] under a photo that came by itself. None: it was something else."""
    answer = "yes" if text.strip() == news.ANNOUNCE_PICTURE else classify_reply(text)
    if answer == "no":
        return Response((Say(news.NOT_ANNOUNCED),), must_arrive=False)
    if answer != "yes":
        return None
    media = Media("image", turn.account.waiting["m"])
    return _enclose(turn, media, lambda: announcing.new_draft(turn, ""))


def _enclose(turn: Turn, media: Media, draft_of: Callable[[], Broadcast | None]) -> Response:
    """Put a photo or file to a draft, in the place of one that is there, and show it again."""
    if media.kind not in ("image", "file") or (media.kind == "file" and not _is_taken(media.file_name)):
        return Response((Say(news.CANNOT_ENCLOSE),), must_arrive=False)
    draft = draft_of()
    if draft is None:
        return Response((Say(news.BROADCAST_GONE),))
    sent = sent_files.note(turn.session, turn.person.id, media.message_id, KIND, media.file_name, turn.now)
    draft.sent_file_id = sent.id
    jobs.want(turn.session, KIND, str(sent.id), turn.now)
    return announcing.preview(turn, draft)


def _is_taken(name: str) -> bool:
    return name.lower().endswith(FILES)


def take_off(turn: Turn, broadcast_id: int) -> Response:
    """[เอาไฟล์ออก]: the announcement goes without it."""
    draft = announcing.own_draft(turn, broadcast_id)
    if draft is None:
        return Response((Say(news.BROADCAST_GONE),))
    draft.sent_file_id = None
    return announcing.preview(turn, draft)
