"""The wrong keyboard: what was typed on it is suggested in the right letters, once; never replaced, never lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from forms import answers
from handlers import words, words_correcting
from handlers.asking_back import ask_back
from handlers.commands import run
from handlers.incoming import Text
from handlers.replies import Button
from handlers.replies import Text as Say
from handlers.report import asking, choosing, continuing, filling, sent_report
from handlers.report.desk import open_draft
from handlers.report.draft import Draft, Typed
from handlers.routes import COMMAND_WORDS, allowed, find_route
from handlers.turn import Response, Turn
from thai.keyboard import SHORTEST, guess_keyboard, guess_text, on_thai_keys
from thai.replies import WORDS, classify_reply
from thai.text import cut, norm

WAITS = "keyboard"
_AS_IT_IS = frozenset({words_correcting.AS_TYPED, words.KEEP_TYPING})
SHOWN = 300  # graphemes of what may be meant: enough to see that it is


def suggest(turn: Turn, said: Text) -> Response | None:
    """Ask whether the same keys on the other keyboard are meant; None where nothing speaks for it."""
    if not _could_be_meant(said.text):
        return None
    desk = open_draft(turn)
    if _meant(turn, desk, said.text) is None or (desk is not None and _takes_anything(turn, desk)):
        return None
    return _ask(turn, desk, Typed(said.text, said.message_id, turn.incoming.at))


def _takes_anything(turn: Turn, desk: Draft) -> bool:
    """Whether what is typed here is a code, or goes on with the text before."""
    return desk.interview.index.event == "question" and (
        desk.prompt.type == "barcode" or continuing.belongs_to_previous(turn, desk)
    )


def _could_be_meant(text: str) -> bool:
    """Whether it is worth to look at the report: most texts are too short, or the same on both keyboards."""
    on_keys = on_thai_keys(text)
    return _guess(text) is not None or (len(on_keys) >= SHORTEST and on_keys != norm(text.strip()))


def _meant(turn: Turn, desk: Draft | None, text: str) -> str | None:
    return _guess(text) or _choice(turn, desk, text)


def _guess(text: str) -> str | None:
    """Return what the keys themselves say, whatever is asked."""
    return guess_keyboard(text, COMMAND_WORDS | WORDS) or guess_text(text)


def _choice(turn: Turn, desk: Draft | None, text: str) -> str | None:
    """Return the choice that is typed, at a select whose choices the keys themselves do not name."""
    if desk is None or desk.interview.index.event != "question" or desk.prompt.type not in choosing.SELECTS:
        return None
    meant = on_thai_keys(text)
    named = answers.read(desk.prompt, meant, today=turn.today).status == "ok" and len(meant) >= SHORTEST
    return meant if named and answers.read(desk.prompt, text, today=turn.today).status == "bad" else None


def _ask(turn: Turn, desk: Draft | None, typed: Typed, rest: Sequence[Typed] = ()) -> Response:
    """Ask about a message, and about the `rest` that came while it was asked about."""
    meant = "\n".join(_meant(turn, desk, each.text) or each.text for each in (typed, *rest))
    asked = {"s": desk.row.id, "q": desk.question_id} if desk is not None else {}
    label = words_correcting.AS_TYPED if _is_text(desk) else words.KEEP_TYPING
    as_typed = Button(label, says=label)
    kept = {**typed.dump(), "rest": [each.dump() for each in rest]}
    buttons = ask_back(turn, {"for": WAITS, **asked, **kept}, no=as_typed)
    return Response((Say(words.other_keyboard(f"“{cut(meant, SHOWN)}”"), buttons),))


def _is_text(desk: Draft | None) -> bool:
    return desk is not None and desk.interview.index.event == "question" and desk.prompt.type == "text"


def settle(turn: Turn, text: str) -> Response | None:
    """Take the answer: hear the right letters, keep the keys as they are, or wait for the rest. None: typed anew."""
    waiting = turn.account.waiting
    desk, typed = open_draft(turn), Typed.load(waiting)
    if (desk.row.id, desk.question_id) != (waiting.get("s"), waiting.get("q")) if desk else "s" in waiting:
        return None
    rest = [Typed.load(each) for each in waiting["rest"]]
    if classify_reply(text) == "yes":
        heard = _hear(turn, desk, _meant(turn, desk, typed.text) or typed.text, typed)
        meant = [replace(each, text=_meant(turn, desk, each.text) or each.text) for each in rest]
        return _with_rest(turn, desk, heard, meant)
    if desk is not None and (text.strip() in _AS_IT_IS or classify_reply(text) == "no"):
        if not _is_text(desk):
            return asking.ask(desk)
        return _with_rest(turn, desk, filling.read_answer(turn, desk, typed), rest)
    said = turn.incoming.said
    if _is_text(desk) and isinstance(said, Text) and _meant(turn, desk, text) is not None:
        return _ask(turn, desk, typed, [*rest, Typed(text, said.message_id, turn.incoming.at)])
    return None


def _hear(turn: Turn, desk: Draft | None, meant: str, typed: Typed) -> Response | None:
    route, rest = find_route(meant)
    if route is not None and allowed(turn.person, route):
        turn.account.waiting = {}
        return run(turn, route, rest)
    return sent_report.hear_text(turn, desk, Text(meant, typed.message_id)) if desk is not None else None


def _with_rest(turn: Turn, desk: Draft | None, heard: Response | None, rest: Sequence[Typed]) -> Response | None:
    """Add the messages that came while the first was asked about to the text it has become."""
    if desk is None or desk.last_text is None:
        return heard
    for each in rest:
        heard = continuing.append(turn, desk, each)
    return heard
