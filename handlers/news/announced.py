"""What becomes of a confirmed announcement: its minute of grace, its hour, to whom it still goes, how it went."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from handlers import moments, words
from handlers import words_news as news
from handlers.asking_back import offer
from handlers.news import aiming, announcing, audience, enclosing, hours
from handlers.news.audience import Audience
from handlers.news.budget import budget
from handlers.replies import Button, Card, Reply
from handlers.replies import Text as Say
from handlers.rounds import papers
from handlers.routes import find_route
from handlers.status import kinds
from handlers.turn import Response, Turn
from handlers.words_receiving import letter_line
from models import Session, broadcasts, database_now, journal, outbox, quota
from models.broadcasts import Broadcast
from models.outbox import Outbox
from models.people import Person
from models.rounds import Round
from thai.numerals import arabic
from thai.replies import classify_reply, without_particles

KIND = "broadcast"  # of its outbox rows
UNDO = timedelta(seconds=60)  # between confirming and sending
AT_ONCE = 500  # recipients of one multicast: LINE's limit
SAME_FROM = 40  # fewer are pushed to one by one, so that LINE tells of each
_REWORD = re.compile(r"(?:แก้|เปลี่ยน)(?:ข้อความ)?(?:เป็น|\s|$)\s*(?P<text>\S.*)?", re.DOTALL)


def begin(turn: Turn, text: str) -> Response:
    """`ประกาศ ...`; `ประกาศถึงผู้บริหาร ...` says to whom at once."""
    whom, _, rest = text.strip().partition(" ")
    if whom.startswith(("ถึง", "ให้")) and rest.strip():
        announcing.announce(turn, rest)
        return aiming.typed(turn, turn.account.waiting["b"], whom) or announcing.word(
            turn, turn.account.waiting["b"], text
        )
    return announcing.announce(turn, text)


def confirm(turn: Turn, broadcast_id: int) -> Response:
    """[ส่งเลย]: it leaves in a minute, or at its hour; a second tap finds it confirmed."""
    draft = announcing.own_draft(turn, broadcast_id)
    states = {each.state for each in draft.enclosed} - {announcing.KEPT} if draft is not None else set()
    if draft is not None and states:
        told = Say(news.STILL_FETCHING if states == {"wanted"} else news.FILE_LOST)
        return Response((told, *announcing.preview(turn, draft).replies))
    if draft is not None and not draft.recipients:
        return announcing.preview(turn, draft)
    turn.account.waiting = {}
    if draft is None:
        return Response((Say(news.BROADCAST_GONE),))
    if not budget(turn.session, turn.now).allows(len(draft.recipients)):
        return Response((Say(news.not_enough_quota(quota.left(turn.session) or 0)),))
    draft.confirmed_at = turn.now
    count = len(draft.recipients)
    journal.record(turn.session, turn.now, turn.person.id, "broadcast", str(draft.id), recipients=count, new=draft.text)
    undo = (Button(news.UNDO, "broadcast_undo", {"b": draft.id}, says=news.UNDO),)
    if draft.send_at is not None and draft.send_at > turn.now:
        return Response((Say(news.will_send(count, moments.in_words(draft.send_at)), undo),))
    _queue(turn.session, draft, turn.now, UNDO)
    return Response((Say(news.leaves_soon(count), undo),))


def send_due(session: Session, now: datetime) -> int:
    """Queue the announcements whose hour has come. Return how many.

    One whose hour nothing ran to see leaves when offices open.
    """
    sent = 0
    for broadcast_id in broadcasts.due(session, now):
        draft = broadcasts.lock(session, broadcast_id)
        if draft is None or draft.send_at is None or hours.has_overslept(session, draft.send_at, now):
            continue
        if draft.sent_at is None and draft.cancelled_at is None:
            _queue(session, draft, now, timedelta(0))
            sent += 1
    return sent


def _queue(session: Session, draft: Broadcast, now: datetime, wait: timedelta) -> None:
    """Queue a row a person, or one for up to 500 where there are many; it is due when `wait` has passed."""
    draft.sent_at = now
    due = database_now(session) + wait
    users = sorted(set(draft.recipients))
    if len(users) < SAME_FROM:
        keys = {f"bc:{draft.id}:{user}": user for user in users}
        rows = outbox.queue_once(session, KIND, keys, now, due)
        broadcasts.carried(session, draft.id, {user: rows[key] for key, user in keys.items()})
        return
    chunks = [users[first : first + AT_ONCE] for first in range(0, len(users), AT_ONCE)]
    rows = outbox.queue_once(session, KIND, {f"bc:{draft.id}:{n}": "" for n in range(len(chunks))}, now, due)
    carried = {user: rows[f"bc:{draft.id}:{n}"] for n, chunk in enumerate(chunks) for user in chunk}
    broadcasts.carried(session, draft.id, carried)


def compose(session: Session, row: Outbox, now: datetime) -> Sequence[Reply] | None:
    """Return what a claimed row says, and settle to whom; None when nobody it is meant for is left.

    Who has submitted since, or is no longer of the audience, hears nothing.
    """
    found = broadcasts.of_row(session, row.split_of or row.id)
    if found is None or found[0].cancelled_at is not None:
        return None
    draft, users = found
    announcer = session.get_one(Person, draft.person_id)
    still = set(audience.choose(session, announcer, Audience.load(draft.audience), now).recipients)
    if row.line_user_id:
        return _said(session, draft, announcer) if row.line_user_id in still else None
    kept = [user for user in (users if row.recipients is None else row.recipients) if user in still]
    if not kept:
        return None
    outbox.freeze_recipients(row, kept)
    return _said(session, draft, announcer)


def _letter(session: Session, draft: Broadcast) -> list[Button]:
    """Return the way to the letter that a text tells of."""
    round_ = session.get(Round, draft.round_id) if draft.round_id is not None else None
    if round_ is None or not round_.letter or letter_line(round_.letter) not in draft.text:
        return []
    button = papers.letter_button(round_)
    return [button] if button is not None else []


def _said(session: Session, draft: Broadcast, announcer: Person) -> list[Reply]:
    """Return an announcement as it is received. Its buttons stay in the chat, and LINE for PC shows them, too."""
    files = [each for each in draft.enclosed if each.file_name and each.state == announcing.KEPT]
    buttons = [Button(news.open_file(each.file_name), action="link", value=f"enclosed:{each.id}") for each in files]
    buttons += _letter(session, draft)
    if draft.acknowledged:
        buttons.append(
            Button(words.ACKNOWLEDGE, "broadcast_noted", {"b": draft.id}, says=words.ACKNOWLEDGE, strong=True)
        )
    below = (
        [Card(news.below(len(buttons) - draft.acknowledged, draft.acknowledged), inside=tuple(buttons))]
        if buttons
        else []
    )
    return [*announcing.pictures(draft), Say(announcing.full(announcer, draft.text)), *below]


def undo(turn: Turn, broadcast_id: int) -> Response:
    """[ยกเลิกการส่ง]: take back what has not left; says honestly how much has."""
    draft = broadcasts.lock(turn.session, broadcast_id)
    if draft is None or draft.person_id != turn.person.id or draft.cancelled_at is not None:
        return Response((Say(news.BROADCAST_GONE),))
    rows = broadcasts.row_ids(turn.session, draft.id)
    taken = outbox.cancel(turn.session, rows, database_now(turn.session), "undone")
    if rows and not taken:
        return Response((Say(news.TOO_LATE_TO_UNDO),))
    if taken == len(rows):
        draft.cancelled_at = turn.now
        return Response((Say(news.BROADCAST_CANCELLED),))
    return Response((Say(news.undone(taken, len(rows))),))


def undo_last(turn: Turn) -> Response:
    """`ยกเลิกการส่ง`: the same for the announcement confirmed last."""
    last = broadcasts.newest_of(turn.session, turn.person.id)
    return Response((Say(news.NO_BROADCAST),), must_arrive=False) if last is None else undo(turn, last.id)


def noted(turn: Turn, broadcast_id: int) -> Response:
    """[รับทราบ] under an announcement."""
    known = broadcasts.acknowledge(turn.session, broadcast_id, turn.account.line_user_id, turn.now)
    return Response((Say(news.NOTED if known else words.OLD_BUTTON_IDLE),), must_arrive=False)


def noted_by_typing(turn: Turn) -> Response | None:
    """`รับทราบ` typed, as LINE for PC shows no buttons: of the newest announcement that asks. None: none does."""
    waiting = broadcasts.unnoted(turn.session, turn.account.line_user_id)
    return None if waiting is None else noted(turn, waiting)


_ANSWERS: Mapping[str, Callable[[Turn, int], Response]] = {
    **dict.fromkeys((words.SEND_NOW, news.SCHEDULE_IT, news.SEND_ALL_THE_SAME, "ส่ง", "ยืนยัน", "ใช่"), confirm),
    **dict.fromkeys((words.CANCEL, "ไม่", "ไม่ส่ง", "ยกเลิกประกาศ"), announcing.cancel),
    **dict.fromkeys((news.ASK_ACKNOWLEDGING, news.NO_ACKNOWLEDGING), announcing.ask_acknowledging),
    news.CHANGE: aiming.change,
    news.KEEP_TEXT: announcing.show_again,
}


def settle(turn: Turn, text: str) -> Response | None:
    """Take a typed answer to the preview. None: it was something else."""
    waiting, said = turn.account.waiting, without_particles(text.strip())
    broadcast_id = waiting["b"]
    if said == news.USE_AS_TEXT and "stray" in waiting:
        return announcing.word(turn, broadcast_id, waiting["stray"])
    if said in _ANSWERS:
        return _ANSWERS[said](turn, broadcast_id)
    return _change(turn, broadcast_id, text, said) or _other_text(turn, broadcast_id, text)


def _change(turn: Turn, broadcast_id: int, text: str, said: str) -> Response | None:
    """Take what changes the announcement: `เอาไฟล์ออก 2`, `ตั้งเวลา …`, `แก้ข้อความ …`, `ส่งถึง …`, `ส่งพรุ่งนี้ 9 โมง`."""
    if text.startswith(news.TAKE_OFF):
        return enclosing.take_off(turn, broadcast_id, arabic(said.removeprefix(news.TAKE_OFF)).strip())
    if text.startswith(news.LATER):
        return announcing.later(turn, broadcast_id, said.removeprefix(news.LATER).removeprefix("ส่ง").strip())
    if reworded := _REWORD.fullmatch(text.strip()):
        return _reword(turn, broadcast_id, reworded["text"] or "")
    if (aimed := aiming.typed(turn, broadcast_id, text)) is not None:
        return aimed
    if said.startswith("ส่ง") and moments.read_moment(turn, said.removeprefix("ส่ง").strip()) is not None:
        return announcing.later(turn, broadcast_id, said.removeprefix("ส่ง").strip())
    return None


def _other_text(turn: Turn, broadcast_id: int, text: str) -> Response | None:
    """Take the words that were missing; ask what any others are for. None: a command or a question."""
    draft = announcing.own_draft(turn, broadcast_id)
    if draft is None or find_route(text)[0] is not None:
        return None
    if turn.account.waiting.get("words") or not draft.text:
        return announcing.word(turn, broadcast_id, text)
    return None if kinds.is_question(text) else _stray(turn, broadcast_id, text)


def _stray(turn: Turn, broadcast_id: int, text: str) -> Response:
    """A text beside the point while an announcement waits: another text for it, or nothing? A courtesy is nothing."""
    if classify_reply(text) == "courtesy":
        turn.account.waiting = {"for": "broadcast", "b": broadcast_id}  # a new one: the question stands
        return Response((Say(words.COURTESY),), must_arrive=False)
    question = {"for": "broadcast", "b": broadcast_id, "stray": text}
    buttons = offer(turn, question, (news.USE_AS_TEXT, news.KEEP_TEXT, words.CANCEL))
    return Response((Say(news.STRAY, buttons),))


def _reword(turn: Turn, broadcast_id: int, text: str) -> Response:
    """`แก้ข้อความ ...`: another text; alone, the next message is it."""
    if text:
        return announcing.word(turn, broadcast_id, text)
    turn.account.waiting = {"for": "broadcast", "b": broadcast_id, "words": True}
    return Response((Say(news.NEW_TEXT),))
