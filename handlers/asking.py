"""How the engine's question becomes what a person sees: where we are, number and title, hint, stored answer, buttons.

One step, one bubble: what was understood of the answer before stands at the top of the next question.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from forms import walk
from forms.node import Item
from forms.prompt import PathStep, Prompt
from forms.review import ItemState
from forms.xpath.nodes import Context
from handlers import choosing, reading, words
from handlers import words_forms as says
from handlers.buttons import button
from handlers.choosing import LABEL, QUICK_REPLIES
from handlers.draft import Draft, short_id
from handlers.naming import ARROW, item_labels, round_title
from handlers.replies import Button, Question, Reply
from handlers.turn import Response
from thai.text import graphemes

STORED_SHOWN = 120  # graphemes of a stored answer shown with its question
STEPS_SHOWN = 9  # values of a range that are quick replies


def ask(draft: Draft, understood: Sequence[str] = (), remark: str = "", before: Sequence[Reply] = ()) -> Response:
    """Show the question the draft stands at, under a remark and what was understood of the answer before."""
    place = draft.place
    place.state = {**place.state, "asked": place.state["asked"] + 1}
    prompt = draft.prompt
    question = replace(_question(draft, prompt), understood=tuple(understood), remark=remark)
    return Response((*before, question), asks=place)


def _question(draft: Draft, prompt: Prompt) -> Question:
    if prompt.index.event == "add_repeat":
        return _another(draft, prompt)
    standing = _standing(draft, prompt)
    offer = choosing.offer(draft, prompt, QUICK_REPLIES - len(standing))
    return Question(
        title=_title(draft, prompt),
        number=label_of(draft, prompt),
        where=where(draft, prompt),
        progress=(draft.row.answered, draft.row.items),
        notes=(*headings(draft, prompt), *prompt.notes, *offer.notes),
        hint=_hint(draft, prompt),
        stored=_stored(prompt),
        stored_as=says.PRESUMED if is_presumed(draft, prompt) else "",
        choices=offer.listed,  # LINE for PC shows no quick replies
        first=offer.first,
        inside=offer.inside,
        buttons=tuple(_fit([*_keep(draft, prompt), *offer.quick, *_own_buttons(draft, prompt)], standing)),
    )


def is_presumed(draft: Draft, prompt: Prompt) -> bool:
    """Whether what stands at the question is the form's default, which nobody has accepted yet."""
    return (prompt.ref, prompt.pos) in draft.interview.presumed


def _keep(draft: Draft, prompt: Prompt) -> list[Button]:
    """Return the button that accepts the form's default with one tap."""
    if prompt.current is None or not is_presumed(draft, prompt):
        return []
    label = says.keep_value(reading.shown(prompt, prompt.current))
    return [button(draft, label if graphemes(label) <= LABEL else says.KEEP_IT, "keep")]


def headings(draft: Draft, prompt: Prompt) -> list[str]:
    """Return the titles of the groups this question is the first of; numbered ones stand in the line above."""
    unnumbered = [
        step for step in prompt.path if not step.number and not step.short and step.ref != _own_heading(prompt)
    ]
    if not unnumbered or prompt.index.event != "question":
        return []
    before = walk.previous(draft.interview.instance(), draft.interview.closed, prompt.index)
    passed = () if before == prompt.index else {step.ref for step in draft.prompt_at(before).path}
    return [step.title for step in unnumbered if step.ref not in passed]


def _another(draft: Draft, prompt: Prompt) -> Question:
    """Ask whether the list, table or series of photos goes on."""
    count = prompt.repeat.count if prompt.repeat else 0
    kind = prompt.role or "list"
    how = {"photos": words.ADD_BY_PHOTO, "table": words.ADD_BY_BUTTON}.get(kind, words.ADD_BY_TYPING)
    enough = button(draft, words.ENOUGH, "enough")
    if kind == "photos":
        own = [Button(words.CAMERA, action="camera"), Button(words.ALBUM, action="album"), enough]
    else:
        own = [button(draft, words.ADD_ROW if kind == "table" else words.ADD, "add"), enough]
        own += [Button(says.ROWS_BUTTON, "rows", {"s": draft.row.id}, says=says.ROWS_BUTTON)] if count else []
    return Question(
        title=words.another(kind, count),
        number=label_of(draft, prompt),
        where=where(draft, prompt),
        progress=(draft.row.answered, draft.row.items),
        hint=how,
        buttons=tuple(_fit(own, _standing(draft, prompt))),
    )


def _title(draft: Draft, prompt: Prompt) -> str:
    """Return the item's printed title; inside a list or table, the row's number with it."""
    if prompt.role == "caption" and prompt.repeat:
        return words.caption_for(prompt.repeat.number)
    repeat = prompt.repeat
    if repeat is None or prompt.role == "photo":
        return prompt.title or prompt.name
    kind = draft.interview.form.nodes[repeat.ref].role
    title = repeat.label if kind == "list" else "\n".join(dict.fromkeys(filter(None, [repeat.label, prompt.title])))
    title = title or prompt.name
    if repeat.ref not in draft.interview.form.open_repeats:
        return says.of_rows(title, repeat.number, repeat.count)
    return words.repeat_number(title, kind, repeat.number) if repeat.number > 1 else title


def title_of(draft: Draft, ref: str) -> str:
    """Return the printed title of a group or repeat."""
    instance = draft.interview.instance()
    return instance.form.logic[ref].label.plain(Context(instance, ""), instance.languages)


def heading_of(draft: Draft) -> str:
    """Return the form and month, and the office; of a trial, that it is one."""
    if draft.is_trial:
        return says.trying(draft.row.form_version.short)
    return f"{round_title(draft.assignment.round)} · {draft.assignment.office.called}"


def where(draft: Draft, prompt: Prompt) -> str:
    """Return the small line: form and month, office, then the sections down to the item."""
    head = heading_of(draft)
    sections = [f"{step.number} {step.short or step.title}".strip() for step in _around(prompt)]
    return f"{head}\n{ARROW.join(sections[-2:])}" if sections else head


def _around(prompt: Prompt) -> list[PathStep]:
    """Return the sections around an item; the item's own heading is its title."""
    own = _own_heading(prompt)
    return [step for step in prompt.path if step.ref != own and (step.number or step.short)]


def _own_heading(prompt: Prompt) -> str:
    return prompt.item.ref if prompt.item and prompt.item.kind != "matrix" else ""


def item_of(draft: Draft, prompt: Prompt) -> Item | None:
    """Return the printed item a question belongs to; photos belong to the text they stand beside."""
    if prompt.item is not None or prompt.repeat is None:
        return prompt.item
    form = draft.interview.form
    repeat = form.nodes[prompt.repeat.ref]
    siblings = form.nodes[repeat.parent].children if repeat.parent else ()
    before = siblings.index(repeat.ref) - 1
    return form.item_of.get(siblings[before]) if repeat.role == "photos" and before >= 0 else None


def label_of(draft: Draft, prompt: Prompt) -> str:
    """Return the unambiguous name of the item a question belongs to; empty where nothing is printed."""
    item = item_of(draft, prompt)
    return item_labels(draft.interview.form)[item.ref] if item is not None and item.number else prompt.number


def name_of(draft: Draft, prompt: Prompt) -> str:
    """Return how an answer is echoed: short name, else number, else the title's beginning."""
    item = item_of(draft, prompt)
    return prompt.short or (item.short if item else "") or label_of(draft, prompt) or prompt.title[:40]


def _hint(draft: Draft, prompt: Prompt) -> str:
    """Return how the question is answered; rows with the same choices may be answered all at once."""
    rows = len(choosing.grid_rows(draft.interview))
    return says.type_grid(rows) if rows > 1 and not prompt.hint else hint(prompt)


def hint(prompt: Prompt) -> str:
    """Return the author's hint, else how this kind of question is answered."""
    if prompt.role == "caption":
        return words.TYPE_CAPTION
    how = _how(prompt)
    if prompt.type == "image" and prompt.role == "photo":
        how = f"{how}\n{words.PHOTO_NOTICE}"
    return f"{prompt.hint}\n{how}".strip() if prompt.hint else how


def _how(prompt: Prompt) -> str:
    """Return how this kind of question is answered."""
    match prompt.type:
        case "date":
            return _how_date(prompt)
        case "integer" | "decimal" | "range" if prompt.minimum and prompt.maximum:
            return says.type_range(reading.grouped(prompt.minimum), reading.grouped(prompt.maximum))
        case "select_one" | "select_multiple" | "rank" if choosing.is_searched(prompt):
            return says.TYPE_SEARCH
        case "select_one" if len(prompt.choices) > choosing.PAGE:
            return says.TYPE_PAGED
        case "audio" | "video" | "file":
            return words.TYPE_FILE
    return _HOW.get(prompt.type, "")


def _how_date(prompt: Prompt) -> str:
    if reading.wants_year(prompt):
        return says.TYPE_YEAR
    return words.TYPE_MONTH if reading.wants_month(prompt) else words.TYPE_DATE


_HOW: Mapping[str, str] = {
    "text": words.TYPE_FREELY,
    "barcode": says.TYPE_BARCODE,
    "integer": words.TYPE_NUMBER,
    "decimal": words.TYPE_DECIMAL,
    "range": words.TYPE_DECIMAL,
    "time": words.TYPE_TIME,
    "dateTime": says.TYPE_DATE_TIME,
    "select_one": words.TYPE_ONE,
    "select_multiple": says.TYPE_TICKS,
    "rank": says.TYPE_ORDER,
    "image": words.TYPE_PHOTO,
    "geopoint": words.TYPE_PLACE,
}


def _stored(prompt: Prompt) -> str:
    leaf = prompt.current
    if leaf is None or leaf.state == "put_off":
        return ""
    return reading.shown(prompt, leaf, STORED_SHOWN)


def _own_buttons(draft: Draft, prompt: Prompt) -> list[Button]:
    """Return the buttons that the kind of question brings with it."""
    if prompt.role == "caption":
        return [button(draft, words.NO_CAPTION, "none")]
    own = _OWN.get(prompt.type)
    return own(draft, prompt) if own else [button(draft, words.NONE, "none")]


def _number(draft: Draft, prompt: Prompt) -> list[Button]:
    steps = reading.steps(prompt, STEPS_SHOWN) or (("0",) if reading.allows_zero(prompt) else ())
    return [*(button(draft, step, "type", v=step) for step in steps), button(draft, words.NO_DATA, "none")]


def _day(draft: Draft, prompt: Prompt) -> list[Button]:
    if reading.wants_year(prompt):
        return []
    if not reading.wants_month(prompt):
        return [_picker(draft, prompt, words.PICK_DATE, "date")]
    months = reading.likely_months(draft.row.started_at if draft.is_trial else draft.assignment.round.due_at)
    return [button(draft, label, "type", v=label) for label in months]


def _pictures(draft: Draft, prompt: Prompt) -> list[Button]:
    nothing = words.NO_PHOTO if prompt.role == "photo" else words.NONE
    return [
        Button(words.CAMERA, action="camera"),
        Button(words.ALBUM, action="album"),
        button(draft, nothing, "none"),
    ]


def _place(draft: Draft, _prompt: Prompt) -> list[Button]:
    return [Button(words.SEND_PLACE, action="location"), button(draft, words.NONE, "none")]


_OWN: Mapping[str, Callable[[Draft, Prompt], list[Button]]] = {
    "integer": _number,
    "decimal": _number,
    "range": _number,
    "date": _day,
    "time": lambda draft, prompt: [_picker(draft, prompt, words.PICK_TIME, "time")],
    "dateTime": lambda draft, prompt: [_picker(draft, prompt, words.PICK_DATE, "datetime")],
    "image": _pictures,
    "geopoint": _place,
    "acknowledge": lambda draft, _prompt: [button(draft, words.ACKNOWLEDGE, "type", v=words.ACKNOWLEDGE)],
    "select_one": lambda _draft, _prompt: [],
    "select_multiple": lambda draft, prompt: [] if prompt.required else [button(draft, words.NONE, "none")],
    "rank": lambda _draft, _prompt: [],
}


def _picker(draft: Draft, prompt: Prompt, label: str, action: Any) -> Button:
    own = button(draft, label, "picked")
    least, most = (reading.for_picker(action, bound) for bound in (prompt.minimum, prompt.maximum))
    return Button(label, own.deed, own.args, action=action, minimum=least, maximum=most)


def _standing(draft: Draft, prompt: Prompt) -> list[Button]:
    """Return the standing buttons, always in the same order, the last in the row."""
    more = [button(draft, words.MORE, "more")] if draft.last_text is not None else []
    skip = [] if prompt.role in ("caption",) or prompt.index.event == "add_repeat" else [_skip(draft)]
    guide = [button(draft, says.GUIDANCE, "guide")] if prompt.guidance else []
    rest = [
        *guide,
        button(draft, words.BACK, "back"),
        button(draft, words.PAUSE, "pause"),
        button(draft, words.HELP, "help"),
    ]
    return [*more, *skip, *rest]


def _skip(draft: Draft) -> Button:
    return button(draft, words.SKIP, "skip")


def _fit(own: list[Button], standing: list[Button]) -> list[Button]:
    """Keep the standing buttons; of the others as many as LINE shows."""
    return [*own[: QUICK_REPLIES - len(standing)], *standing]


def item_buttons(draft: Draft, states: Sequence[ItemState]) -> list[Button]:
    """Return a button to each of the items, named unambiguously."""
    labels = item_labels(draft.interview.form)
    return [
        Button(
            words.answer_for(labels[state.item.ref] or state.item.short),
            "jump",
            {"s": draft.row.id, "i": short_id(state.index)},
            says=words.answer_for(labels[state.item.ref] or state.item.short),
        )
        for state in states
    ]
