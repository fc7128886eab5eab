"""Answering: what an officer types at a question, read as the kind of answer it asks for.

Which message is an answer at all is decided in handlers/respond.py; storing is in accepting.py, an answer in several
messages in continuing.py, doubts in making_sure.py; photos are in photos.py, the end of the report in submitting.py.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from forms import answers
from forms.prompt import Prompt
from forms.said import AddRepeat, Chosen, EndRepeat, NoAnswer, Value
from handlers import words, words_correcting
from handlers.incoming import Text
from handlers.report import (
    asking,
    choosing,
    continuing,
    doubts,
    draft,
    filling_column,
    filling_rows,
    grid,
    making_sure,
    misplaced,
    reading,
    several_numbers,
    stuck,
    submitting,
)
from handlers.report.accepting import accept
from handlers.report.draft import Draft, Typed
from handlers.report.going_on import go_on, where_we_are
from handlers.turn import Response, Turn
from thai.keyboard import guess_keyboard
from thai.reading import Reading
from thai.replies import classify_reply, has_words, without_particles
from thai.text import norm

_ADD = frozenset({"เพิ่ม", "เพิ่มรายการ", "เพิ่มแถว", "อีก", "มี", "มีอีก", "ต่อ", "เพิ่มอีก"})
_NOTHING_IN_WORDS = {"photo": {words.NO_PHOTO}, "caption": {words.NO_CAPTION, "ไม่ใส่", "ไม่"}}  # typed on a PC
_MUST_BE_CHOSEN = frozenset({"select_one", "select_multiple", "rank", "acknowledge"})  # where they are required
_ENOUGH = frozenset(
    {"ครบ", "ครบแล้ว", "พอ", "พอแล้ว", "จบ", "จบข้อ", "จบข้อนี้", "หมด", "หมดแล้ว", "ไม่มีแล้ว", "ไม่เพิ่ม", "เสร็จ", "เสร็จแล้ว"}
)


def hear_text(turn: Turn, desk: Draft, said: Text) -> Response:
    """Take a typed message as the answer to the question the draft stands at."""
    typed = Typed(said.text, said.message_id, turn.incoming.at)
    if continuing.belongs_to_previous(turn, desk):
        return continuing.append(turn, desk, typed)
    if desk.interview.index.event == "end":
        return submitting.at_the_end(turn, desk, is_answer=classify_reply(said.text) == "text")
    if making_sure.is_overtaken(turn, desk):
        return making_sure.ask_overtaken(turn, desk, typed)
    if classify_reply(said.text) == "courtesy" and desk.prompt.type != "acknowledge":
        return asking.ask(desk, remark=where_we_are(turn, desk) or words.COURTESY)
    if without_particles(norm(said.text)).strip() == words.FINISHED and desk.interview.index.event == "question":
        return continuing.finish(turn, desk)  # said once more than needed: never an answer
    takes_words = desk.prompt.type == "text" or desk.interview.index.event == "add_repeat"
    if takes_words and not has_words(said.text) and classify_reply(said.text) != "none":
        return stuck.again(desk, words_correcting.does_not_fit("text"))
    table = filling_rows.read_pasted(turn, desk, typed) or filling_column.offer(turn, desk, typed)
    if table is not None:
        return table
    if desk.interview.index.event == "add_repeat":
        return _hear_another(turn, desk, typed)
    return read_answer(turn, desk, typed)


def read_answer(turn: Turn, desk: Draft, typed: Typed) -> Response:
    """Read what was typed as this question's kind of answer: accept, ask back, or explain."""
    prompt = desk.prompt
    if without_particles(norm(typed.text)).strip() in _NOTHING_IN_WORDS.get(prompt.role, ()):
        return accept(turn, desk, NoAnswer(), typed)
    whole_grid = grid.answer(turn, desk, typed)
    if whole_grid:
        return go_on(turn, desk, whole_grid)
    several = several_numbers.answer(turn, desk, typed) if prompt.type in reading.NUMBERS else None
    if several is not None:
        return several
    if prompt.type in choosing.SELECTS:
        read = choosing.read(desk, prompt, typed.text, turn.today)
    else:
        read = answers.read(prompt, typed.text, today=turn.today)
    if read is None:
        return asking.ask(desk)
    if read.status == "ok":
        return _take(turn, desk, prompt, read.value, typed)
    return _ask_or_explain(turn, desk, prompt, read, typed)


def _ask_or_explain(turn: Turn, desk: Draft, prompt: Prompt, read: Reading[answers.Answer], typed: Typed) -> Response:
    """Take "none" where it may stand, ask about what is in doubt, explain what does not fit."""
    match read.status:
        case "none" if prompt.type in _MUST_BE_CHOSEN and prompt.required:
            return asking.ask(desk, remark=words.NEEDS_ANSWER)
        case "bad" if prompt.type in reading.NUMBERS and making_sure.says_unknown(typed.text):
            return accept(turn, desk, NoAnswer(), typed)
        case "none" | "bad" if prompt.type in reading.NUMBERS and making_sure.says_zero_or_nothing(typed.text):
            return making_sure.ask_zero(turn, desk, typed)
        case "none":
            return accept(turn, desk, NoAnswer(), typed)
        case "ask" if read.why == "western_year":
            return making_sure.ask_year(turn, desk, str(read.value), typed)
        case "ask" if read.value is not None:
            return making_sure.confirm(turn, desk, prompt, str(read.value), typed)
    return _explain(turn, desk, prompt, typed, read.why)


def _take(turn: Turn, desk: Draft, prompt: Prompt, value: Any, typed: Typed) -> Response:
    """Store what was read; a number that looks wrong, or last time's very words, are asked about once."""
    if isinstance(value, tuple):
        typed = replace(typed, text=choosing.in_words(prompt, value, typed.text))
        return accept(turn, desk, Chosen(value), typed)
    doubtful = doubts.about(desk, prompt, str(value), turn.today)
    if doubtful:
        return making_sure.confirm(turn, desk, prompt, str(value), typed, lambda _shown: doubtful)
    return accept(turn, desk, Value(str(value)), typed)


def _explain(turn: Turn, desk: Draft, prompt: Prompt, typed: Typed, why: str) -> Response:
    """Say what does not fit; where the same keys on the other keyboard give a number (/จ is 20), suggest that."""
    guess = guess_keyboard(typed.text, number=True) if prompt.type in reading.NUMBERS else None
    read = answers.read(prompt, guess, today=turn.today) if guess else None
    if read is not None and read.status == "ok":
        return making_sure.confirm(turn, desk, prompt, str(read.value), typed, words.other_keyboard)
    fitting = choosing.matching(prompt, typed.text) if why == "several" else []
    if len(fitting) > 1:
        return stuck.again(desk, words_correcting.several_fit(typed.text.strip(), fitting))
    return misplaced.offer(turn, desk, typed, words_correcting.does_not_fit(reading.kind(prompt), why))


# --- lists and tables -----------------------------------------------------------------------------------------------


def _hear_another(turn: Turn, desk: Draft, typed: Typed) -> Response:
    """Take a typed message after a row: yes, no, or the next row's first cell itself."""
    bare = without_particles(norm(typed.text)).strip()
    if bare in _ENOUGH or classify_reply(typed.text) in ("no", "none"):
        return enough(turn, desk)
    if bare in _ADD or classify_reply(typed.text) == "yes":
        return add(turn, desk)
    if desk.prompt.role == "photos":
        return misplaced.offer(turn, desk, typed, words_correcting.does_not_fit("image"))
    draft.hear(desk, AddRepeat(), turn.now)
    return read_answer(turn, desk, typed)


def add(turn: Turn, desk: Draft) -> Response:
    draft.hear(desk, AddRepeat(), turn.now)
    return asking.ask(desk)


def enough(turn: Turn, desk: Draft) -> Response:
    draft.hear(desk, EndRepeat(), turn.now)
    return go_on(turn, desk)


def keep_whole(turn: Turn, desk: Draft, typed: Typed) -> Response:
    """Numbered lines that were offered as rows are one answer."""
    if desk.interview.index.event == "add_repeat":
        draft.hear(desk, AddRepeat(), turn.now)
    return read_answer(turn, desk, typed)
