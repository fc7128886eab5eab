"""Who reports, where several people use one LINE account: asked each time a report is sent, and kept with it."""

from __future__ import annotations

from handlers import words_head as say
from handlers.replies import Text as Say
from handlers.report.draft import Draft
from handlers.turn import Response, Turn
from models import journal
from thai.replies import classify_reply

LENGTH = 200  # characters of a name with its position


def is_asked(turn: Turn) -> bool:
    """Whether the account says nothing of who speaks: it is shared, or its person has no name."""
    return turn.account.shared or not turn.person.name


def ask(turn: Turn, desk: Draft) -> Response:
    turn.account.waiting = {"for": "reporter", "s": desk.row.id}
    return Response((Say(say.ASK_REPORTER),))


def settle(turn: Turn, desk: Draft, text: str) -> bool:
    """Take a name as who reports. False: it was none."""
    if classify_reply(text) != "text":
        return False
    turn.account.waiting = {}
    desk.row.reported_by = " ".join(text.split())[:LENGTH]
    return True


def share(turn: Turn, *, shared: bool) -> Response:
    """`บัญชีนี้ใช้ร่วมกัน`, `บัญชีนี้ใช้คนเดียว`: from now on who reports is asked, or not."""
    turn.account.shared = shared
    journal.record(turn.session, turn.now, turn.person.id, "share_account", str(turn.person.id), new=shared)
    return Response((Say(say.SHARED if shared else say.NOT_SHARED),))
