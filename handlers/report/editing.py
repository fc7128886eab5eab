"""Changing an answer: the old words offered for reuse, before and after shown, the last change undone, the past."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from forms.facts import Index, Key, Leaf
from forms.prompt import Prompt
from forms.said import Chosen, Confirm, Jump, Next, NoAnswer, Said, Skip, Value
from handlers import words
from handlers import words_editing as say
from handlers.asking_back import ask_back
from handlers.naming import find_items, item_labels
from handlers.replies import Button
from handlers.replies import Text as Say
from handlers.report import asking, choosing, draft, reading, undoable
from handlers.report.buttons import beside, undo_button
from handlers.report.continuing import finished
from handlers.report.draft import Draft, Typed
from handlers.report.going_on import go_on
from handlers.turn import Response, Turn
from models import past_answers
from models.past_answers import PastAnswer
from models.people import Person
from models.submissions import Answer
from thai.dates import format_date, format_time, in_bangkok
from thai.private import covered
from thai.text import cut, utf16_units

EMPTYING = "emptying"  # waits for whether an answer is taken out
VERSIONS_SHOWN = 10
COPIED = 1000  # UTF-16 units a copy button carries


def undo(turn: Turn, desk: Draft) -> Response:
    """`คืนคำตอบเดิม`: what this person changed last stands as it was before, its messages too. Again: the one before."""
    changed = undoable.steps(desk.place.state)
    if not changed:
        return go_on(turn, desk, remark=say.NOTHING_TO_UNDO)
    last = changed[0]
    key = (last["ref"], last["pos"])
    answer = turn.session.get(Answer, (desk.row.id, *key))
    if answer is None or answer.rev != last["rev"] or answer.person_id != desk.person.id:
        return go_on(turn, desk, remark=say.CHANGED_BY_OTHER if answer is not None else say.NOTHING_TO_UNDO)
    past = _replaced_by(turn, desk, last)
    restored = _restore(turn, desk, key, past)
    if restored is None:
        return go_on(turn, desk, remark=say.NOTHING_TO_UNDO)
    after = turn.session.get(Answer, (desk.row.id, *key))
    left = undoable.undone(changed, after.rev if after is not None else None)
    desk.place.state = {**desk.place.state, "changed": left}
    if past is None:  # what was answered first is taken out again: its question stands open
        draft.hear(desk, Jump(*key), turn.now)
        return asking.ask(desk, remark=restored)
    response = go_on(turn, desk, [restored])
    is_change = bool(left) and _replaced_by(turn, desk, left[0]) is not None  # a first answer is not taken by a tap
    return beside(response, undo_button(desk, left[0]["rev"])) if is_change else response


def ask_emptying(turn: Turn, desk: Draft) -> Response:
    """`ลบคำตอบนี้`: ask before the item is blank again; where it is, say how the answer before is taken out."""
    prompt = desk.prompt
    if prompt.index.event != "question" or prompt.current is None or prompt.type in ("image", "video", "audio", "file"):
        return asking.ask(desk, remark=say.NOTHING_TO_EMPTY)
    shown = cut(covered(reading.shown(prompt, prompt.current)), asking.STORED_SHOWN)
    buttons = ask_back(turn, {"for": EMPTYING, "s": desk.row.id, "q": desk.question_id, "rev": desk.row.rev})
    return Response((Say(say.empty(asking.name_of(desk, prompt), shown), buttons),))


def settle_emptying(turn: Turn, desk: Draft, agreed: bool) -> Response:
    waiting, turn.account.waiting = turn.account.waiting, {}
    prompt = desk.prompt
    if not agreed or (desk.question_id, desk.row.rev) != (waiting["q"], waiting["rev"]):
        return asking.ask(desk)
    draft.hear(desk, Value(""), turn.now, Typed(""))
    draft.hear(desk, Jump(prompt.ref, prompt.pos), turn.now)
    return asking.ask(desk, remark=say.taken_out(asking.name_of(desk, prompt)))


def _replaced_by(turn: Turn, desk: Draft, change: Mapping[str, Any]) -> PastAnswer | None:
    """Return what a change has replaced; None where it was the first answer."""
    past = past_answers.of_answer(turn.session, desk.row.id, change["ref"], change["pos"])
    at = datetime.fromisoformat(change["at"])
    return next((each for each in past if each.replaced_at == at and each.replaced_by), None)


def _restore(turn: Turn, desk: Draft, key: Key, past: PastAnswer | None) -> str | None:
    """Put a past answer, or nothing, where it stood. Return what to say of it; None: its question is asked no more."""
    index = Index("question", *key)
    draft.hear(desk, Jump(*key), turn.now)
    if desk.interview.index != index:
        return None
    prompt = desk.prompt
    typed = Typed(past.typed) if past is not None else Typed("")
    draft.hear(desk, _as_said(prompt, past), turn.now, typed)
    answer = turn.session.get(Answer, (desk.row.id, *key))
    if past is not None and answer is not None:
        past_answers.bring_back_pieces(turn.session, past, answer)
    name, leaf = asking.name_of(desk, prompt), desk.interview.answers.get(key)
    return (
        say.undone(name, reading.shown(prompt, leaf, asking.STORED_SHOWN)) if leaf is not None else say.taken_out(name)
    )


def _as_said(prompt: Prompt, past: PastAnswer | None) -> Said:
    if past is None:
        return Value("")
    if past.state == "none":
        return NoAnswer()
    if past.state == "put_off":
        return Skip()
    if prompt.type == "acknowledge":
        return Confirm()
    if prompt.type == "select_one":
        return Chosen((past.value,))
    return Chosen(tuple(past.value.split())) if prompt.type in choosing.SELECTS else Value(past.value)


def tapped_undo(turn: Turn, desk: Draft, rev: int) -> Response:
    """[คืนคำตอบเดิม] undoes the change it stood under, and no later one."""
    changed = undoable.steps(desk.place.state)
    return undo(turn, desk) if changed and changed[0]["rev"] == rev else go_on(turn, desk, remark=words.OLD_BUTTON)


def add_to(turn: Turn, desk: Draft) -> Response:
    """[พิมพ์ต่อท้าย]: the next message joins the text that stands at the question asked."""
    prompt = desk.prompt
    if prompt.current is None or prompt.type != "text":
        return asking.ask(desk)
    desk.place.state = {**desk.place.state, "last": {"ref": prompt.ref, "pos": prompt.pos}}
    draft.hear(desk, Next(), turn.now)
    turn.account.waiting = {"for": "more", "s": desk.row.id}
    return Response((Say(words.MORE_PROMPT, (finished(desk),)),))


def history(turn: Turn, desk: Draft, typed: str) -> Response:
    """`ประวัติ 1.1`: every version of an item's answers, the newest first, with whose it was and when."""
    form = desk.interview.form
    found = find_items(form, typed)[:1]
    if not found:
        return Response((Say(words.NOT_FOUND_ITEM),))
    item = found[0]
    parts = [part for ref, pos, leaf in desk.values(item.ref) for part in _versions(turn, desk, (ref, pos), leaf)]
    title = say.history_of(item_labels(form)[item.ref] or item.short)
    back = Button(words.CONTINUE, "go_on", {"s": desk.row.id}, says=words.CONTINUE)
    return Response((Say("\n\n".join([title, *(parts or [say.NO_HISTORY])]), (back,)),), must_arrive=False)


def _versions(turn: Turn, desk: Draft, key: Key, leaf: Leaf) -> list[str]:
    past = past_answers.of_answer(turn.session, desk.row.id, *key)
    now = turn.session.get(Answer, (desk.row.id, *key))
    if not past or now is None:
        return []
    prompt = desk.prompt_at(Index("question", *key))
    lines = [say.version(say.STANDS_NOW, _called(turn, now.person_id), reading.shown(prompt, leaf))]
    for each in past[:VERSIONS_SHOWN]:
        when = _when(each.answered_at) if each.replaced_by else f"{_when(each.answered_at)} {say.NOT_USED}"
        shown = reading.shown(prompt, Leaf(each.value, each.state))  # type: ignore[arg-type]
        lines.append(say.version(when, _called(turn, each.person_id), shown))
    return [*lines, say.MORE_PAST] if len(past) > VERSIONS_SHOWN else lines


def _called(turn: Turn, person_id: int | None) -> str:
    person = turn.session.get(Person, person_id) if person_id is not None else None
    return person.name if person is not None else ""


def _when(moment: datetime) -> str:
    local = in_bangkok(moment)
    return f"{format_date(local.date(), style='short')} {format_time(local.time())}"


def whole_text(desk: Draft) -> tuple[Say, ...]:
    """Return the stored text as bubbles of its own, where it is too long for a button to carry."""
    leaf = desk.prompt.current
    is_long = leaf is not None and leaf.state == "value" and utf16_units(leaf.value) > COPIED
    return (Say(leaf.value),) if leaf is not None and is_long and desk.prompt.type == "text" else ()
