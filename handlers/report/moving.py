"""Moving about in a report: leaving an item for later, going back, jumping, pausing, another language."""

from __future__ import annotations

from forms.facts import Index
from forms.said import Back, Jump, Next, Skip
from handlers import words
from handlers import words_forms as says
from handlers.naming import find_items
from handlers.replies import Button
from handlers.replies import Text as Say
from handlers.report import asking, draft, editing, personal, rows, submitting
from handlers.report.draft import Draft
from handlers.report.filling import enough
from handlers.report.going_on import go_on
from handlers.turn import Response, Turn

_ENDS = {"แรก": 0, "สุดท้าย": -1}


def skip(turn: Turn, desk: Draft) -> Response:
    """[ข้าม]: put the item off, or leave it as it is answered."""
    prompt = desk.prompt
    if prompt.index.event != "question":
        return enough(turn, desk)
    if prompt.current is not None and prompt.current.state != "put_off":
        if not rows.go_to_next_cell(turn, desk):
            draft.hear(desk, Next(), turn.now)
        return go_on(turn, desk, remark=words.NOT_EMPTY_SKIP)
    draft.hear(desk, Skip(), turn.now)
    return go_on(turn, desk, remark=words.put_off(asking.name_of(desk, prompt)))


def back(turn: Turn, desk: Draft) -> Response:
    before = desk.interview.index
    draft.hear(desk, Back(), turn.now)
    return asking.ask(desk, remark=words.FIRST_ITEM if desk.interview.index == before else "")


def pause(turn: Turn, desk: Draft) -> Response:
    turn.account.submission_id = None
    if desk.is_trial:
        resume = Button(words.CONTINUE, "try_on", {"s": desk.row.id}, says=words.CONTINUE)
    else:
        resume = Button(words.CONTINUE, "open_task", {"a": desk.row.assignment_id}, says=words.CONTINUE)
    return Response((Say(words.PAUSED, (resume,)),))


def jump_by_number(turn: Turn, desk: Draft, typed: str, remark: str = "") -> Response:
    """`แก้ 1.1`, `ไป 2.6`: go to the item meant; ask when it could be two. `remark`: said when we are there."""
    if typed in _ENDS:
        asked = [state.index for state in desk.outline() if state.relevant]
        return jump(turn, desk, asked[_ENDS[typed]], remark)
    found = find_items(desk.interview.form, typed)
    states = {state.item.ref: state for state in desk.outline()}
    here = [states[item.ref] for item in found if item.ref in states]
    relevant = [state for state in here if state.relevant]
    if not here:
        return _stay(turn, desk, words.NOT_FOUND_ITEM)
    if not relevant:
        gate = _gate(desk, here[0].item.ref)
        if gate is not None:
            draft.hear(desk, Jump(gate, ""), turn.now)
        return _stay(turn, desk, words.NOT_RELEVANT_ITEM)
    if len(relevant) > 1:
        buttons = tuple(asking.item_buttons(desk, relevant[:10]))
        return Response((Say(words.which_item([button.label for button in buttons]), buttons),))
    return jump(turn, desk, relevant[0].index, remark)


def _gate(desk: Draft, ref: str) -> str | None:
    """Return the question that opens an item which is not asked: the nearest that stands beside a group around it."""
    nodes, instance = desk.interview.form.nodes, desk.interview.instance()
    around = nodes[ref].parent
    while around is not None and around in nodes:
        for child in nodes[around].children:
            if nodes[child].kind == "question" and nodes[child].type == "select_one" and instance.stands(child, ""):
                return child
        around = nodes[around].parent
    return None


def _stay(turn: Turn, desk: Draft, remark: str) -> Response:
    """Say why there is nowhere to go, and show again where the person is."""
    at_end = desk.interview.index.event == "end"
    return submitting.summary(turn, desk, remark=remark) if at_end else asking.ask(desk, remark=remark)


def jump(turn: Turn, desk: Draft, index: Index, remark: str = "") -> Response:
    """Go to a question to answer or change it: what stands there is shown whole."""
    draft.hear(desk, Jump(index.ref, index.pos), turn.now)
    shown = asking.ask(desk, remark=remark, before=editing.whole_text(desk), limit=editing.COPIED)
    return personal.warn(turn, desk, (desk.interview.index.ref, desk.interview.index.pos), shown)


def jump_by_id(turn: Turn, desk: Draft, item_id: str) -> Response:
    """A button to an item, or to a question of it that needs an answer: by the short id of handlers/report/draft.py."""
    places = [state.index for state in desk.outline() if state.relevant]
    places += [problem.index for problem in desk.problems()]
    for index in places:
        if draft.short_id(index) == item_id:
            return jump(turn, desk, index)
    return asking.ask(desk, remark=words.NOT_RELEVANT_ITEM)


def choose_language(turn: Turn, desk: Draft, typed: str) -> Response:
    """`ภาษา`: show the form's languages; with one named, go on in it."""
    languages = desk.interview.form.languages
    named = language_named(desk, typed)
    if named is not None:
        return speak(turn, desk, named)
    if len(languages) < 2:
        return asking.ask(desk, remark=says.ONE_LANGUAGE)
    turn.account.waiting = {"for": "language", "s": desk.row.id}
    buttons = [Button(each, "language", {"s": desk.row.id, "v": each}, says=f"ภาษา {each}") for each in languages]
    return Response((Say("\n".join([says.WHICH_LANGUAGE, *(f"• {each}" for each in languages)]), tuple(buttons[:13])),))


def language_named(desk: Draft, typed: str) -> str | None:
    """Return the only language of the form somebody may mean: อังกฤษ, English, en."""
    wanted = typed.strip().lower()
    codes = {wanted, says.LANGUAGE_CODES.get(wanted, wanted)} - {""}
    named = [each for each in desk.interview.form.languages if any(code in each.lower() for code in codes)]
    return named[0] if len(named) == 1 else None


def speak(turn: Turn, desk: Draft, language: str) -> Response:
    if language in desk.interview.form.languages:
        draft.speak(desk, language)
    return go_on(turn, desk)
