"""Making sure: a reading that may be wrong is asked about before it is stored, and rows before they are hidden."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from forms import answers
from forms.facts import Leaf
from forms.prompt import Prompt
from forms.said import NoAnswer, Value
from handlers import words, words_correcting
from handlers.asking_back import ask_back, offer
from handlers.replies import Button
from handlers.replies import Text as Say
from handlers.report import asking, kinds, reading
from handlers.report.accepting import accept
from handlers.report.buttons import beside
from handlers.report.draft import Draft, Typed
from handlers.turn import Response, Turn
from thai.calendar import BUDDHIST_ERA
from thai.numerals import arabic
from thai.private import covered
from thai.replies import classify_reply, without_particles
from thai.text import cut, norm

OVERTAKEN = "overtaken"  # waits for whether a late message is the answer
OVERTAKEN_SHOWN = 40  # graphemes of it
ZERO_WORDS = 40  # characters; a longer message is no "ไม่มี"


def confirm(
    turn: Turn,
    desk: Draft,
    prompt: Prompt,
    value: str,
    typed: Typed,
    question: Callable[[str], str] = words.confirm_value,
) -> Response:
    """Ask whether a doubtful reading is meant; nothing is stored yet."""
    asked = {"s": desk.row.id, "q": desk.question_id, "v": value}
    keep_typing = Button(words.KEEP_TYPING, says=words.KEEP_TYPING)
    buttons = ask_back(turn, {"for": "value", **asked, **typed.dump()}, no=keep_typing)
    leaf = Leaf(value)
    return Response((Say(question(reading.shown(prompt, leaf)), buttons),))


def settle_value(turn: Turn, desk: Draft, text: str) -> Response | None:
    """Take the answer to "do you mean ...?". None: another answer was typed instead."""
    waiting = turn.account.waiting
    if waiting.get("q") != desk.question_id:
        return None
    match classify_reply(text):
        case "yes":
            said = Value(waiting["v"])
            return accept(turn, desk, said, Typed.load(waiting))
        case "no":
            return asking.ask(desk)
    return asking.ask(desk) if text == words.KEEP_TYPING else None


def is_overtaken(turn: Turn, desk: Draft) -> bool:
    """Whether a message was sent before another one that is answered already: before the question now asked was."""
    newest = turn.account.last_said_at
    return newest is not None and turn.incoming.at < min(newest, desk.place.updated_at)


def ask_overtaken(turn: Turn, desk: Draft, typed: Typed) -> Response:
    """A message that comes after its turn can hardly mean this question: it is asked about, not stored."""
    asked = {"for": OVERTAKEN, "s": desk.row.id, "q": desk.question_id, "can_ask": False, **typed.dump()}
    shown = cut(covered(typed.text.strip()), OVERTAKEN_SHOWN)
    response = asking.ask(desk, remark=words_correcting.overtaken(shown))
    return beside(response, *offer(turn, asked, [words.AS_ANSWER]))


def ask_zero(turn: Turn, desk: Draft, typed: Typed) -> Response:
    """ "ไม่มี" at a number may be 0 or no data: that is asked once, and 0 and [ยังไม่มีข้อมูล] stand under the question."""
    was_asked = desk.place.state.get("zero") == desk.place.state["asked"]
    if was_asked or answers.asks_year(desk.prompt) or not kinds.takes(desk, desk.prompt, "0"):
        return accept(turn, desk, NoAnswer(), typed)
    response = asking.ask(desk, remark=words_correcting.ZERO_OR_UNKNOWN)
    desk.place.state = {**desk.place.state, "zero": desk.place.state["asked"]}
    return response


def says_unknown(text: str) -> bool:
    """Whether a message says that the number is not known, as the button [ยังไม่มีข้อมูล] does."""
    said = without_particles(norm(text)).replace(" ", "")
    return said in ("ไม่ทราบ", "ยังไม่ทราบ", "ไม่รู้", "ยังไม่รู้", "ยังไม่แน่ใจ", "ไม่แน่ใจ", "รอข้อมูล", "ยังไม่ได้ข้อมูล")


def says_zero_or_nothing(text: str) -> bool:
    """Whether a short message says that there is none, and not that there is no data."""
    said = norm(text).strip()
    return said.startswith(("ไม่มี", "ไม่พบ")) and "ข้อมูล" not in said and len(said) <= ZERO_WORDS


def ask_year(turn: Turn, desk: Draft, value: str, typed: Typed) -> Response:
    """A year that can hardly be พ.ศ. where one is asked for: as which it is meant is asked; nothing is stored yet."""
    asked = {"for": "year", "s": desk.row.id, "q": desk.question_id, "v": value, **typed.dump()}
    eras = [words_correcting.buddhist(str(int(value) + BUDDHIST_ERA)), words_correcting.western(value)]
    return Response((Say(words_correcting.which_year(eras), offer(turn, asked, eras)),))


def settle_year(turn: Turn, desk: Draft, text: str) -> Response | None:
    """Take พ.ศ. or ค.ศ. of a year. None: another answer was typed instead."""
    waiting = turn.account.waiting
    said = re.sub(r"[\s.]", "", arabic(text))
    year, buddhist = waiting["v"], str(int(waiting["v"]) + BUDDHIST_ERA)
    meant = {f"พศ{buddhist}": buddhist, buddhist: buddhist, "พศ": buddhist, f"คศ{year}": year, year: year, "คศ": year}
    if waiting.get("q") != desk.question_id or said not in meant:
        return None
    return accept(turn, desk, Value(meant[said]), replace(Typed.load(waiting), text=meant[said]))


def settle_shrinking(turn: Turn, desk: Draft, agreed: bool) -> Response:
    """Take the answer to "may filled rows be hidden?"."""
    waiting, turn.account.waiting = turn.account.waiting, {}
    if not agreed or waiting["q"] != desk.question_id:
        return asking.ask(desk)
    return accept(turn, desk, Value(waiting["v"]), Typed.load(waiting), sure=True)
