"""A long text where none is asked: what was seen is said, and it is offered to the text item before or after.

It is never taken unasked. At a gate that is open to all its answers, the text may say that something was done.
"""

from __future__ import annotations

from itertools import islice

from forms import interview, walk
from forms.facts import Index
from forms.said import Chosen, Jump, Value
from handlers import asking_back, words, words_editing
from handlers.report import asking, continuing, draft, personal, stuck
from handlers.report.buttons import beside
from handlers.report.draft import Draft, Typed
from handlers.report.going_on import go_on, refusal
from handlers.turn import Response, Turn
from thai.text import graphemes

WAITS = "misplaced"  # for where the text belongs
LONG = 40  # graphemes; a shorter text is a slip, and is only explained
_NEAR = 8  # questions before the one asked among which its text may be sought


def offer(turn: Turn, desk: Draft, typed: Typed, remark: str) -> Response:
    """Say that a message does not fit; a long one is offered to the text items beside this question."""
    if graphemes(typed.text) < LONG or not typed.message_id:
        return stuck.again(desk, remark)
    before, after = _before(desk), _after(turn, desk)
    if before is None and after is None:
        return stuck.again(desk, remark)
    ways: dict[str, str] = {}
    lines = [words_editing.NOT_KEPT_YET]
    if before is not None:
        label = _name(desk, before)
        ways[say_to := words_editing.to_item_before(label)] = "before"
        lines.append(words_editing.part_of(label, say_to))
    if after is not None:
        label = _name(desk, after)
        ways[say_to := words_editing.to_item_after(label)] = "after"
        lines.append(words_editing.answer_of(label, say_to, desk.prompt.choices[0].label if _is_gate(desk) else ""))
    response = stuck.again(desk, "\n".join([remark, *lines]))
    asked = {"for": WAITS, "s": desk.row.id, "q": desk.question_id, "ways": ways, **typed.dump()}
    return beside(response, *asking_back.offer(turn, asked, list(ways)))


def settle(turn: Turn, desk: Draft, text: str) -> Response | None:
    """Put the text where it was said to belong. None: something else was typed, such as the answer asked for."""
    waiting = turn.account.waiting
    if waiting["q"] != desk.question_id:
        return None
    typed, way, before = Typed.load(waiting), waiting["ways"].get(text.strip()), _before(desk)
    if way == "before" and before is not None:
        _remember(desk, before)
        return continuing.append(turn, desk, typed)
    return _put_after(turn, desk, typed) if way == "after" else None


def _put_after(turn: Turn, desk: Draft, typed: Typed) -> Response | None:
    """Answer the item that comes next with the text, and ask again what was asked; a gate is opened by it."""
    here, after = desk.interview.index, _after(turn, desk)
    if after is None:
        return None
    understood = []
    if _is_gate(desk):
        opened = desk.prompt.choices[0]
        understood.append(words.understood(asking.name_of(desk, desk.prompt), opened.label))
        draft.hear(desk, Chosen((opened.name,)), turn.now, Typed(opened.label))
    draft.hear(desk, Jump(after.ref, after.pos), turn.now)
    prompt = desk.prompt
    refused = refusal(desk, prompt, draft.hear(desk, Value(typed.text), turn.now, typed))
    if refused:
        return asking.ask(desk, understood, refused)
    _remember(desk, after)
    if walk.is_open(desk.interview.instance(), here):
        draft.hear(desk, Jump(here.ref, here.pos), turn.now)
    understood.append(words_editing.kept_at(_name(desk, after), graphemes(typed.text)))
    return personal.warn(turn, desk, (after.ref, after.pos), go_on(turn, desk, understood))


def _remember(desk: Draft, text: Index) -> None:
    """Let what is typed on join this text."""
    desk.place.state = {**desk.place.state, "last": {"ref": text.ref, "pos": text.pos}}


def _before(desk: Draft) -> Index | None:
    """Return the nearest text before that is answered; not of the row a table is asked of."""
    held, here = desk.interview, desk.interview.index
    own = held.form.nodes[here.ref].repeat
    near = islice(walk.backward(held.instance(), held.closed, here), _NEAR)
    texts = (place for place in near if _is_text(desk, place) and (not own or held.form.nodes[place.ref].repeat != own))
    return next((place for place in texts if _says(desk, place)), None)


def _says(desk: Draft, place: Index) -> bool:
    leaf = desk.interview.answers.get((place.ref, place.pos))
    return leaf is not None and leaf.state == "value"


def _after(turn: Turn, desk: Draft) -> Index | None:
    """Return the question that comes next, where it is a text that waits; of a gate, the first behind it."""
    held = desk.interview
    if _is_gate(desk):
        held = interview.hear(held, Chosen((desk.prompt.choices[0].name,)), turn.now)[0]
    found = walk.following(held.instance(), held.closed, desk.interview.index)
    waits = found.event == "question" and walk.is_open(held.instance(), found)
    return found if waits and _is_text(desk, found) else None


def _is_gate(desk: Draft) -> bool:
    prompt = desk.prompt
    return prompt.role == "gate" and prompt.type == "select_one" and bool(prompt.choices)


def _is_text(desk: Draft, place: Index) -> bool:
    node = desk.interview.form.nodes[place.ref]
    return place.event == "question" and node.type == "text" and node.role != "caption"


def _name(desk: Draft, place: Index) -> str:
    prompt = desk.prompt_at(place)
    return asking.label_of(desk, prompt) or asking.name_of(desk, prompt)
