"""Photos and files that go with an announcement: sent in chat while one is prepared, or first, and then announced.

Several sent at once get one answer. Their bytes are fetched after the commit, by a job (bot/enclosures.py); the
announcement waits for them.
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
from handlers.turn import SILENCE, Response, Turn
from models import jobs, people, sent_files
from models.broadcasts import Broadcast
from thai.replies import classify_reply

KIND = "news"  # of the job, and the purpose of the file
WAITS_TEXT = "news"
WAITS_PICTURE = "news_picture"
MOST_FILES = 5  # buttons under the words
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
        return _ask_picture(turn, media)
    return None


def _ask_picture(turn: Turn, media: Media) -> Response:
    """Ask whether a photo that came by itself is to be announced, once for those that came together."""
    waiting = turn.account.waiting if turn.account.waiting.get("for") == WAITS_PICTURE else {}
    before = waiting.get("m", [])
    if waiting and media.set_id and media.set_id == waiting.get("set"):
        turn.account.waiting = {**waiting, "m": [*before, media.message_id]}
        return SILENCE
    wish = {"for": WAITS_PICTURE, "m": [*before, media.message_id], "set": media.set_id}
    yes, no = Button(news.ANNOUNCE_PICTURE, says=news.ANNOUNCE_PICTURE), Button(words.NO, says=words.NO)
    question = news.ASK_PICTURES if before or media.set_total > 1 else news.ASK_PICTURE
    return Response((Say(question, ask_back(turn, wish, yes, no)),), must_arrive=False)


def settle_picture(turn: Turn, text: str) -> Response | None:
    """[ประกาศภาพนี้] under a photo that came by itself. None: it was something else."""
    answer = "yes" if text.strip() == news.ANNOUNCE_PICTURE else classify_reply(text)
    if answer == "no":
        return Response((Say(news.NOT_ANNOUNCED),), must_arrive=False)
    if answer != "yes":
        return None
    draft = announcing.new_draft(turn, "")
    taken = [_note(turn, draft, Media("image", each)) for each in turn.account.waiting["m"]]
    shown = announcing.preview(turn, draft)
    return shown if all(taken) else _before(news.TOO_MANY_PICTURES, shown)


def _enclose(turn: Turn, media: Media, draft_of: Callable[[], Broadcast | None]) -> Response:
    """Put a photo or file to a draft and show it again, once for those that were sent together."""
    if media.kind not in ("image", "file") or (media.kind == "file" and not _is_taken(media.file_name)):
        return Response((Say(news.CANNOT_ENCLOSE),), must_arrive=False)
    draft, before = draft_of(), turn.account.waiting.get("set", {})
    if draft is None:
        return Response((Say(news.BROADCAST_GONE),))
    is_taken = _note(turn, draft, media)
    arrived = 1 + (before.get("n", 0) if media.set_id and before.get("id") == media.set_id else 0)
    if arrived < media.set_total:
        turn.account.waiting = {"for": "broadcast", "b": draft.id, "set": {"id": media.set_id, "n": arrived}}
        return SILENCE
    shown = announcing.preview(turn, draft)
    return shown if is_taken else _before(news.TOO_MANY_FILES if media.file_name else news.TOO_MANY_PICTURES, shown)


def _before(sentence: str, shown: Response) -> Response:
    return Response((Say(sentence), *shown.replies))


def _note(turn: Turn, draft: Broadcast, media: Media) -> bool:
    """Put a photo or file to a draft, to be fetched; False: there is no room for one more."""
    alike = [each for each in draft.enclosed if bool(each.file_name) == bool(media.file_name)]
    if len(alike) >= (MOST_FILES if media.file_name else announcing.MOST_PICTURES):
        return False
    sent = sent_files.note(turn.session, turn.person.id, media.message_id, KIND, media.file_name, turn.now)
    draft.enclosed.append(sent)
    turn.session.flush()
    jobs.want(turn.session, KIND, str(sent.id), turn.now)
    return True


def _is_taken(name: str) -> bool:
    return name.lower().endswith(FILES)


def take_off(turn: Turn, broadcast_id: int, which: str = "") -> Response:
    """[เอาไฟล์ออก]: the announcement goes without what was lost or came last; `เอาไฟล์ออก 2`: without the second."""
    draft = announcing.own_draft(turn, broadcast_id)
    if draft is None:
        return Response((Say(news.BROADCAST_GONE),))
    there = draft.enclosed
    lost = [each for each in there if each.state not in ("wanted", announcing.KEPT)]
    named = there[int(which) - 1 : int(which)] if which.isdecimal() and int(which) else []
    for each in named if which else lost or there[-1:]:
        there.remove(each)
    return announcing.preview(turn, draft)
