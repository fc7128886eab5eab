"""Taking an answer: stored before anything is said, echoed above the next question.

Asked about first where a colleague's words or filled rows would go.
"""

from __future__ import annotations

from typing import Any

from forms.facts import Leaf
from forms.prompt import Prompt
from forms.said import NoAnswer, Value
from handlers import words, words_editing
from handlers.report import asking, conflicts, draft, personal, reading, shrinking, stuck
from handlers.report.buttons import beside, undo_button
from handlers.report.draft import Draft, Typed
from handlers.report.going_on import go_on, refusal, where_we_are
from handlers.turn import Response, Turn
from thai.private import covered
from thai.text import cut, graphemes

CHANGE_SHOWN = 60  # graphemes of an answer before and after it was changed


def accept(turn: Turn, desk: Draft, said: Any, typed: Typed, *, sure: bool = False, seen: bool = False) -> Response:
    """Store an answer and ask the next question, with what was understood on top.

    `sure`: rows may be hidden by it. `seen`: what a colleague answered here meanwhile was shown.
    """
    prompt = desk.prompt
    away = where_we_are(turn, desk)
    was_hidden = desk.is_hidden and bool(typed.message_id)
    before = desk.interview.answers.get((prompt.ref, prompt.pos))
    was_presumed = asking.is_presumed(desk, prompt)
    theirs = None if seen or before is None else conflicts.rival(desk, prompt, said)
    if theirs is not None:
        return conflicts.ask(turn, desk, said, typed, theirs)
    hidden = 0 if sure else shrinking.hidden_rows(desk.interview, said, turn.now)
    if hidden:
        return shrinking.ask(turn, desk, said, typed, hidden)
    facts = draft.hear(desk, said, turn.now, typed)
    refused = refusal(desk, prompt, facts)
    if refused:
        return stuck.again(desk, refused)
    _remember_narrative(desk, prompt, said)
    if before is not None and before.state != "put_off" and not was_presumed:
        changed = _changed(desk, prompt, before)
        if changed:
            changed_now = beside(go_on(turn, desk, [changed]), undo_button(desk))
            return personal.warn(turn, desk, (prompt.ref, prompt.pos), changed_now)
    if was_hidden:  # typed at a summary or a list: say where it went
        kept = go_on(turn, desk, [_kept_as(desk, prompt, said, typed)], away)
        kept = beside(kept, undo_button(desk, label=words_editing.NOT_THE_ANSWER))
        return personal.warn(turn, desk, (prompt.ref, prompt.pos), kept)
    response = go_on(turn, desk, [_understood(desk, prompt, said, typed)], away)
    return personal.warn(turn, desk, (prompt.ref, prompt.pos), response)


def _changed(desk: Draft, prompt: Prompt, before: Leaf) -> str:
    """Return what stood there and what stands there now; nothing where it is the same."""
    after = desk.interview.answers.get((prompt.ref, prompt.pos))
    if after is None or (after.value, after.state) == (before.value, before.state):
        return ""
    old, new = (cut(covered(reading.shown(prompt, leaf)), CHANGE_SHOWN) for leaf in (before, after))
    return words_editing.changed(asking.name_of(desk, prompt), old, new)


def _remember_narrative(desk: Draft, prompt: Prompt, said: Any) -> None:
    """Keep which text was answered last, so that a message that was already on its way can join it."""
    is_text = prompt.type == "text" and prompt.role != "caption" and isinstance(said, Value)
    last = {"ref": prompt.ref, "pos": prompt.pos} if is_text else None
    desk.place.state = {**desk.place.state, "last": last}


def _kept_as(desk: Draft, prompt: Prompt, said: Any, typed: Typed) -> str:
    if prompt.type != "text" or not isinstance(said, Value):
        return _understood(desk, prompt, said, typed)
    label = asking.label_of(desk, prompt) or asking.name_of(desk, prompt)
    return words_editing.kept_as(label, graphemes(typed.text))


def _understood(desk: Draft, prompt: Prompt, said: Any, typed: Typed) -> str:
    name = asking.name_of(desk, prompt)
    match said:
        case NoAnswer():
            return words.understood(name, words.NO_DATA if prompt.type in reading.NUMBERS else words.NONE)
        case Value() if prompt.type == "text":
            return words.understood_text(graphemes(typed.text))
    leaf = desk.interview.answers.get((prompt.ref, prompt.pos))
    return words.understood(name, reading.shown(prompt, leaf, 60)) if leaf else words.understood(name, typed.text)
