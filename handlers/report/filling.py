"""Answering: what an officer types or taps at a question, and what the next question says of it.

Never lost, never cut, never twice: an answer is stored before anything is said. Which message is an answer at all is
decided in handlers/routes.py; photos are in photos.py; the end of the report in submitting.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from forms import answers
from forms.facts import Fact, Index, Key, Leaf, Rejected
from forms.prompt import Prompt
from forms.said import AddRepeat, Chosen, EndRepeat, Jump, Next, NoAnswer, Value
from handlers import words, words_editing
from handlers import words_forms as says
from handlers.asking_back import ask_back
from handlers.incoming import Text
from handlers.replies import Button
from handlers.replies import Text as Say
from handlers.report import (
    asking,
    choosing,
    conflicts,
    doubts,
    draft,
    filling_rows,
    grid,
    keeping,
    personal,
    reading,
    shrinking,
    stuck,
    submitting,
)
from handlers.report.buttons import beside, undo_button
from handlers.report.draft import Draft, Typed
from handlers.review import fixing
from handlers.turn import Response, Turn
from models import submissions
from thai.private import covered
from thai.replies import classify_reply, without_particles
from thai.text import cut, graphemes, guess_keyboard, norm

AWAY = timedelta(hours=12)  # after this long a person is told where they are
CHANGE_SHOWN = 60  # graphemes of an answer before and after it was changed
SEEN_MARGIN = timedelta(milliseconds=200)  # LINE's clock against ours
ON_ITS_WAY = (timedelta(milliseconds=700), timedelta(seconds=2))  # a question sent this long ago may not be seen yet
_ADD = frozenset({"เพิ่ม", "เพิ่มรายการ", "เพิ่มแถว", "อีก", "มี", "มีอีก", "ต่อ", "เพิ่มอีก"})
_NOTHING_IN_WORDS = {"photo": {words.NO_PHOTO}, "caption": {words.NO_CAPTION, "ไม่ใส่", "ไม่"}}  # typed on a PC
_MUST_BE_CHOSEN = frozenset({"select_one", "select_multiple", "rank", "acknowledge"})  # where they are required
_ENOUGH = frozenset(
    {"ครบ", "ครบแล้ว", "พอ", "พอแล้ว", "จบ", "จบข้อ", "จบข้อนี้", "หมด", "หมดแล้ว", "ไม่มีแล้ว", "ไม่เพิ่ม", "เสร็จ", "เสร็จแล้ว"}
)


def hear_text(turn: Turn, desk: Draft, said: Text) -> Response:
    """Take a typed message as the answer to the question the draft stands at."""
    typed = Typed(said.text, said.message_id, turn.incoming.at)
    if belongs_to_previous(turn, desk):
        return append(turn, desk, typed)
    if desk.interview.index.event == "end":
        return submitting.at_the_end(turn, desk, is_answer=classify_reply(said.text) == "text")
    if classify_reply(said.text) == "courtesy" and desk.prompt.type != "acknowledge":
        return asking.ask(desk, remark=where_we_are(turn, desk) or words.COURTESY)
    if without_particles(norm(said.text)).strip() == words.FINISHED and desk.interview.index.event == "question":
        return finish(turn, desk)  # said once more than needed: never an answer
    table = filling_rows.read_pasted(turn, desk, typed)
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
    if prompt.type in choosing.SELECTS:
        read = choosing.read(desk, prompt, typed.text, turn.today)
    else:
        read = answers.read(prompt, typed.text, today=turn.today)
    if read is None:
        return asking.ask(desk)
    match read.status:
        case "ok":
            return _take(turn, desk, prompt, read.value, typed)
        case "none" if prompt.type in _MUST_BE_CHOSEN and prompt.required:
            return asking.ask(desk, remark=words.NEEDS_ANSWER)
        case "none":
            return accept(turn, desk, NoAnswer(), typed)
        case "ask" if read.value is not None:
            return _confirm(turn, desk, prompt, str(read.value), typed)
    return _explain(turn, desk, prompt, typed, read.why)


def _take(turn: Turn, desk: Draft, prompt: Prompt, value: Any, typed: Typed) -> Response:
    """Store what was read; a number that looks wrong, or last time's very words, are asked about once."""
    if isinstance(value, tuple):
        typed = replace(typed, text=choosing.in_words(prompt, value, typed.text))
        return accept(turn, desk, Chosen(value), typed)
    doubtful = doubts.about(desk, prompt, str(value))
    if doubtful:
        return _confirm(turn, desk, prompt, str(value), typed, lambda _shown: doubtful)
    return accept(turn, desk, Value(str(value)), typed)


def _explain(turn: Turn, desk: Draft, prompt: Prompt, typed: Typed, why: str) -> Response:
    """Say what does not fit; where the same keys on the other keyboard give a number (/จ is 20), suggest that."""
    guess = guess_keyboard(typed.text, number=True) if prompt.type in reading.NUMBERS else None
    read = answers.read(prompt, guess, today=turn.today) if guess else None
    if read is not None and read.status == "ok":
        return _confirm(turn, desk, prompt, str(read.value), typed, words.other_keyboard)
    return stuck.again(desk, words.does_not_fit(reading.kind(prompt), why))


def accept(turn: Turn, desk: Draft, said: Any, typed: Typed, *, sure: bool = False, seen: bool = False) -> Response:
    """Store an answer and ask the next question, with what was understood on top.

    `sure`: rows may be hidden by it. `seen`: what a colleague answered here meanwhile was shown.
    """
    prompt = desk.prompt
    away = where_we_are(turn, desk)
    before = desk.interview.answers.get((prompt.ref, prompt.pos))
    was_presumed = asking.is_presumed(desk, prompt)
    theirs = None if seen or before is None else conflicts.rival(desk, prompt, said)
    if theirs is not None:
        return conflicts.ask(turn, desk, said, typed, theirs)
    hidden = 0 if sure else shrinking.hidden_rows(desk.interview, said, turn.now)
    if hidden:
        return shrinking.ask(turn, desk, said, typed, hidden)
    facts = draft.hear(desk, said, turn.now, typed)
    refused = _refusal(prompt, facts)
    if refused:
        return stuck.again(desk, refused)
    _remember_narrative(desk, prompt, said)
    if before is not None and before.state != "put_off" and not was_presumed:
        changed = _changed(desk, prompt, before)
        if changed:
            changed_now = beside(go_on(turn, desk, [changed]), undo_button(desk))
            return personal.warn(turn, desk, (prompt.ref, prompt.pos), changed_now)
    response = go_on(turn, desk, [_understood(desk, prompt, said, typed)], away)
    return personal.warn(turn, desk, (prompt.ref, prompt.pos), response)


def _changed(desk: Draft, prompt: Prompt, before: Leaf) -> str:
    """Return what stood there and what stands there now; nothing where it is the same."""
    after = desk.interview.answers.get((prompt.ref, prompt.pos))
    if after is None or (after.value, after.state) == (before.value, before.state):
        return ""
    old, new = (cut(covered(reading.shown(prompt, leaf)), CHANGE_SHOWN) for leaf in (before, after))
    return words_editing.changed(asking.name_of(desk, prompt), old, new)


def pass_by(turn: Turn, desk: Draft, remark: str) -> Response:
    """Leave the question as it is answered and go on."""
    draft.hear(desk, Next(), turn.now)
    return go_on(turn, desk, remark=remark)


def go_on(turn: Turn, desk: Draft, understood: Sequence[str] = (), remark: str = "") -> Response:
    """Ask what comes next; at the end, show the summary. Of a report sent back, only what is to be mended is asked."""
    remark = fixing.lead(turn, desk) or remark
    if desk.interview.index.event == "end":
        return submitting.summary(turn, desk, (*understood, *filter(None, [remark])))
    return asking.ask(desk, understood, remark)


def _refusal(prompt: Prompt, facts: list[Fact]) -> str:
    """Return the sentence for an answer the form refuses: the author's own, else ours."""
    for fact in facts:
        if isinstance(fact, Rejected):
            if fact.why == "constraint" and not fact.message:
                least, most = reading.bounds(prompt)
                return says.out_of_range(least, most, prompt.step) if least or most else says.NOT_ALLOWED
            return fact.message or words.does_not_fit(reading.kind(prompt), fact.why)
    return ""


def _remember_narrative(desk: Draft, prompt: Prompt, said: Any) -> None:
    """Keep which text was answered last, so that a message that was already on its way can join it."""
    is_text = prompt.type == "text" and prompt.role != "caption" and isinstance(said, Value)
    last = {"ref": prompt.ref, "pos": prompt.pos} if is_text else None
    desk.place.state = {**desk.place.state, "last": last}


def _understood(desk: Draft, prompt: Prompt, said: Any, typed: Typed) -> str:
    name = asking.name_of(desk, prompt)
    match said:
        case NoAnswer():
            return words.understood(name, words.NO_DATA if prompt.type in reading.NUMBERS else words.NONE)
        case Value() if prompt.type == "text":
            return words.understood_text(graphemes(typed.text))
    leaf = desk.interview.answers.get((prompt.ref, prompt.pos))
    return words.understood(name, reading.shown(prompt, leaf, 60)) if leaf else words.understood(name, typed.text)


def where_we_are(turn: Turn, desk: Draft) -> str:
    """Return the line for somebody who was away long; nothing for the others."""
    if turn.now - desk.place.updated_at < AWAY:
        return ""
    label = asking.label_of(desk, desk.prompt) or asking.name_of(desk, desk.prompt)
    since = submitting.day_words(desk.place.updated_at)
    return words.still_there(label, since, desk.row.answered, submitting.due_words(turn, desk))


# --- an answer in several messages ----------------------------------------------------------------------------------


def belongs_to_previous(turn: Turn, desk: Draft) -> bool:
    """Whether this message was sent before the person can have seen the question now asked."""
    asked = desk.place.asked
    if desk.last_text is None or asked is None:
        return False
    if asked.first_at is None:
        return True
    at = turn.incoming.at
    if at < asked.first_at:  # several messages forwarded together are milliseconds apart
        return True
    if asked.finished_at is not None:
        return at < asked.finished_at - SEEN_MARGIN and at < asked.first_at + ON_ITS_WAY[1]
    shortest, longest = ON_ITS_WAY
    return shortest < at - asked.first_at < longest


def append(turn: Turn, desk: Draft, typed: Typed, *, collecting: bool = False) -> Response:
    """Add a message to the text answered last, in the order LINE says the messages were sent.

    `collecting`: more may come, so nothing else is asked yet.
    """
    key = desk.last_text
    if key is None:  # it was taken back or removed while we waited for the rest
        return go_on(turn, desk)
    whole = _join(turn, desk, key, typed)
    here = desk.interview.index
    refused = draft.rewrite(desk, key, whole, turn.now)
    if refused is not None:
        sentence = _refusal(desk.prompt_at(Index("question", *key)), [refused])
        _return_to(turn, desk, here)
        return asking.ask(desk, remark=sentence)
    _keep_pieces(turn, desk, key, typed)
    _return_to(turn, desk, here)
    if collecting:
        return Response((Say(words.so_far(graphemes(whole)), (finished(desk),)),))
    joined = desk.prompt_at(Index("question", *key))
    label = asking.label_of(desk, joined) or asking.name_of(desk, joined)
    return personal.warn(turn, desk, key, go_on(turn, desk, [words.joined_to_previous(label, graphemes(whole))]))


def append_here(turn: Turn, desk: Draft, typed: Typed) -> Response:
    """Add words to the text that stands at the question asked, and go on."""
    desk.place.state = {**desk.place.state, "last": {"ref": desk.prompt.ref, "pos": desk.prompt.pos}}
    draft.hear(desk, Next(), turn.now)
    return append(turn, desk, typed)


def finished(desk: Draft) -> Button:
    """[จบข้อนี้]: no more is coming; what is asked next is asked."""
    return Button(words.FINISHED, "go_on", {"s": desk.row.id}, says=words.FINISHED)


def hear_more(turn: Turn, desk: Draft, typed: Typed) -> Response:
    """One of several messages of an answer: it is added, until จบข้อนี้."""
    if is_finished(typed.text):
        return finish(turn, desk)
    response = append(turn, desk, typed, collecting=True)
    turn.account.waiting = {} if response.asks is not None else {"for": "more", "s": desk.row.id}
    return response  # asked again: the form takes no more


def is_finished(text: str) -> bool:
    """Whether somebody says that the text they write in several messages is complete."""
    return without_particles(norm(text)).strip() in (words.FINISHED, "จบ", "จบข้อ", "ไม่มีแล้ว")


def finish(turn: Turn, desk: Draft) -> Response:
    """จบข้อนี้: the text is complete; what is asked next is asked."""
    turn.account.waiting = {}
    key = desk.last_text
    return go_on(turn, desk) if key is None else personal.warn(turn, desk, key, go_on(turn, desk))


def _join(turn: Turn, desk: Draft, key: Key, typed: Typed) -> str:
    pieces = [(piece.said_at, piece.text) for piece in submissions.pieces_of(turn.session, desk.row.id, *key)]
    if not pieces:
        pieces = [(desk.row.started_at, keeping.typed_of(desk, key))]
    pieces.append((typed.said_at or turn.now, typed.text))
    return "\n".join(text for _at, text in sorted(pieces, key=lambda piece: piece[0]))


def _keep_pieces(turn: Turn, desk: Draft, key: Key, typed: Typed) -> None:
    keeping.add_piece(desk, key, typed.text, typed.message_id, typed.said_at or turn.now)


def _return_to(turn: Turn, desk: Draft, index: Index) -> None:
    if desk.interview.index != index:
        draft.hear(desk, Jump(index.ref, index.pos), turn.now)


def more(turn: Turn, desk: Draft) -> Response:
    """[พิมพ์ต่อข้อก่อน]: the next message joins the text before."""
    if desk.last_text is None:
        return asking.ask(desk)
    turn.account.waiting = {"for": "more", "s": desk.row.id}
    return Response((Say(words.MORE_PROMPT, (finished(desk),)),))


# --- lists and tables -----------------------------------------------------------------------------------------------


def _hear_another(turn: Turn, desk: Draft, typed: Typed) -> Response:
    """Take a typed message after a row: yes, no, or the next row's first cell itself."""
    bare = without_particles(norm(typed.text)).strip()
    if bare in _ENOUGH or classify_reply(typed.text) in ("no", "none"):
        return enough(turn, desk)
    if bare in _ADD or classify_reply(typed.text) == "yes":
        return add(turn, desk)
    if desk.prompt.role == "photos":
        return asking.ask(desk, remark=words.does_not_fit("image"))
    draft.hear(desk, AddRepeat(), turn.now)
    return read_answer(turn, desk, typed)


def add(turn: Turn, desk: Draft) -> Response:
    draft.hear(desk, AddRepeat(), turn.now)
    return asking.ask(desk)


def enough(turn: Turn, desk: Draft) -> Response:
    draft.hear(desk, EndRepeat(), turn.now)
    return go_on(turn, desk)


# --- doubt ----------------------------------------------------------------------------------------------------------


def _confirm(
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


def keep_whole(turn: Turn, desk: Draft, typed: Typed) -> Response:
    """Numbered lines that were offered as rows are one answer."""
    if desk.interview.index.event == "add_repeat":
        draft.hear(desk, AddRepeat(), turn.now)
    return read_answer(turn, desk, typed)


def settle_shrinking(turn: Turn, desk: Draft, agreed: bool) -> Response:
    """Take the answer to "may filled rows be hidden?"."""
    waiting, turn.account.waiting = turn.account.waiting, {}
    if not agreed or waiting["q"] != desk.question_id:
        return asking.ask(desk)
    return accept(turn, desk, Value(waiting["v"]), Typed.load(waiting), sure=True)
