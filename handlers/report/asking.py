"""How the engine's question becomes what a person sees: where we are, number and title, hint, stored answer, buttons.

One step, one bubble: what was understood of the answer before stands at the top of the next question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from forms.node import Item
from forms.prompt import Prompt
from forms.review import ItemState
from forms.xpath.nodes import Context
from handlers import words, words_editing, words_sending
from handlers import words_forms as says
from handlers.form import illustrating
from handlers.naming import item_labels, without_number
from handlers.replies import Button, Question, Reply
from handlers.report import before as before_
from handlers.report import choosing, kinds, reading, side_by_side, whereabouts
from handlers.report.buttons import button
from handlers.report.choosing import LABEL, QUICK_REPLIES
from handlers.report.draft import Draft, short_id
from handlers.turn import Response
from models.people import Person
from models.submissions import Answer
from thai.text import graphemes

STORED_SHOWN = 120  # graphemes of a stored answer shown with its question
FILLED_IN = 300  # graphemes a tap may put on the keyboard


def ask(
    draft: Draft,
    understood: Sequence[str] = (),
    remark: str = "",
    before: Sequence[Reply] = (),
    limit: int = STORED_SHOWN,
) -> Response:
    """Show the question the draft stands at, under a remark and what was understood of the answer before.

    `limit`: graphemes of a stored answer shown with its question.
    """
    place = draft.place
    place.state = {**place.state, "asked": place.state["asked"] + 1, "rev": draft.row.rev}
    prompt = draft.prompt
    question = replace(_question(draft, prompt, limit), understood=tuple(understood), remark=remark)
    return Response((*before, question), asks=place)


def _question(draft: Draft, prompt: Prompt, limit: int) -> Question:
    if prompt.index.event == "add_repeat":
        return _another(draft, prompt)
    standing = _standing(draft, prompt)
    again = before_.buttons(draft, prompt)
    offer = choosing.offer(draft, prompt, QUICK_REPLIES - len(standing) - len(again))
    notes = (*whereabouts.headings(draft, prompt), *prompt.notes, *offer.notes)
    return Question(
        title=_title(draft, prompt),
        number=label_of(draft, prompt),
        where=whereabouts.where(draft, prompt),
        progress=(draft.row.answered, draft.row.items),
        notes=(*notes, *whereabouts.row_at_hand(draft, prompt)),
        shown=illustrating.shown_of(draft.row.form_version, (*prompt.shown_before, *prompt.shown)),
        hint=_hint(draft, prompt),
        stored=_stored(draft, prompt, limit),
        stored_as=_stored_as(draft, prompt),
        choices=offer.listed,  # LINE for PC shows no quick replies
        first=offer.first,
        inside=(*offer.inside, *kinds.inside(draft, prompt)),
        buttons=tuple(
            _fit(
                [
                    *_keep(draft, prompt),
                    *reuse(draft, prompt),
                    *again,
                    *offer.quick,
                    *kinds.buttons(draft, prompt),
                ],
                standing,
            )
        ),
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


def _another(draft: Draft, prompt: Prompt) -> Question:
    """Ask whether the list, table or series of photos goes on."""
    count = prompt.repeat.count if prompt.repeat else 0
    kind, number = prompt.role or "list", label_of(draft, prompt)
    how = {"photos": words.ADD_BY_PHOTO, "table": words.ADD_BY_BUTTON}.get(kind, words.ADD_BY_TYPING)
    how = how if count or kind == "photos" else words.ADD_FIRST
    enough = button(draft, words.ENOUGH if count or kind == "photos" else words.NONE, "enough")
    if kind == "photos":
        own = [Button(words.CAMERA, action="camera"), Button(words.ALBUM, action="album"), enough]
    else:
        own = [button(draft, words.ADD_ROW if kind == "table" else words.ADD, "add"), enough]
        own += [Button(says.ROWS_BUTTON, "rows", {"s": draft.row.id}, says=says.ROWS_BUTTON)] if count else []
    return Question(
        title=words.another(kind, count, "" if number or prompt.repeat is None else prompt.repeat.label),
        number=number,
        where=whereabouts.where(draft, prompt),
        progress=(draft.row.answered, draft.row.items),
        notes=prompt.notes,
        shown=illustrating.shown_of(draft.row.form_version, prompt.shown_before),
        hint=how,
        buttons=tuple(_fit(own, _standing(draft, prompt))),
    )


def _title(draft: Draft, prompt: Prompt) -> str:
    """Return the item's printed title; inside a list or table, the row's number with it."""
    if prompt.role == "caption" and prompt.repeat:
        return words.caption_for(prompt.repeat.number)
    repeat = prompt.repeat
    if repeat is None or prompt.role == "photo":
        return without_number(prompt.title, prompt.number) or prompt.name
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
    item, repeat = item_of(draft, prompt), prompt.repeat
    if item is not None and repeat is not None and draft.interview.form.nodes[repeat.ref].role == "list":
        name = item.short or label_of(draft, prompt)  # an entry of a list has no name of its own
        return words.repeat_number(name, "list", repeat.number) if repeat.number > 1 else name
    if item is not None and item.kind == "matrix" and prompt.short:
        return f"{prompt.path[-1].short or prompt.path[-1].title} {prompt.short}"  # whose number it is
    return prompt.short or (item.short if item else "") or label_of(draft, prompt) or prompt.title[:40]


def _hint(draft: Draft, prompt: Prompt) -> str:
    """Return how the question is answered; rows with the same choices may be answered all at once."""
    rows = len(choosing.grid_rows(draft.interview))
    if rows > 1 and not prompt.hint:
        return says.type_grid(rows)
    tells = prompt.type in reading.NUMBERS and prompt.index == draft.interview.index
    beside = side_by_side.numbers(draft.interview) if tells and side_by_side.begins(draft.interview) else []
    names = [draft.prompt_at(index).short for index in beside]
    return says.type_numbers(kinds.hint(prompt), names) if len(names) > 1 and all(names) else kinds.hint(prompt)


def _stored(draft: Draft, prompt: Prompt, limit: int) -> str:
    leaf = prompt.current
    if leaf is None or leaf.state == "put_off":
        return before_.shown(draft, prompt, limit)
    return reading.shown(prompt, leaf, limit)


def _stored_as(draft: Draft, prompt: Prompt) -> str:
    """Return what is said above a stored answer: that it is the form's default, or whose it is, if another's."""
    if is_presumed(draft, prompt):
        return says.PRESUMED
    if prompt.current is None or prompt.current.state == "put_off":
        return before_.called(draft) if draft.row.before_id is not None else ""
    answer = draft.session.get(Answer, (draft.row.id, prompt.ref, prompt.pos))
    if answer is None or answer.source != "user" or answer.person_id in (None, draft.person.id):
        return ""
    writer = draft.session.get(Person, answer.person_id)
    return words_editing.by_other(writer.name) if writer is not None and writer.name else ""


def reuse(draft: Draft, prompt: Prompt) -> list[Button]:
    """Return the buttons that offer a stored text for changing: more after it, itself on the keyboard, or copied."""
    leaf = prompt.current
    if prompt.type != "text" or leaf is None or leaf.state != "value" or is_presumed(draft, prompt):
        return []
    add = button(draft, words_editing.ADD_TO, "add_to")
    if graphemes(leaf.value) <= FILLED_IN:
        edit = replace(button(draft, words_editing.EDIT_OLD, "fill"), fill=leaf.value)
    else:
        edit = Button(words_editing.COPY_OLD, action="copy", value=leaf.value)
    return [add, edit]


def _standing(draft: Draft, prompt: Prompt) -> list[Button]:
    """Return the standing buttons, always in the same order, the last in the row."""
    more = [button(draft, words.MORE, "more")] if draft.last_text not in (None, (prompt.ref, prompt.pos)) else []
    skip = [] if prompt.role in ("caption",) or prompt.index.event == "add_repeat" else [_skip(draft, prompt)]
    guide = [button(draft, says.GUIDANCE, "guide")] if prompt.guidance else []
    rest = [
        *guide,
        button(draft, words.BACK, "back"),
        button(draft, words.PAUSE, "pause"),
        button(draft, words.HELP, "help"),
    ]
    return [*more, *skip, *rest]


def _skip(draft: Draft, prompt: Prompt) -> Button:
    """Return the button that leaves a question: for later, or as it is answered."""
    answered = prompt.current is not None and prompt.current.state != "put_off" and not is_presumed(draft, prompt)
    return button(draft, words_editing.LEAVE_IT if answered else words.SKIP, "skip")


def _fit(own: list[Button], standing: list[Button]) -> list[Button]:
    """Keep the standing buttons; of the others as many as LINE shows."""
    return [*own[: QUICK_REPLIES - len(standing)], *standing]


def item_buttons(draft: Draft, states: Sequence[ItemState]) -> list[Button]:
    """Return a button to each of the items, named unambiguously."""
    labels = item_labels(draft.interview.form)
    return [
        Button(
            words_sending.answer_for(labels[state.item.ref] or state.item.short),
            "jump",
            {"s": draft.row.id, "i": short_id(state.index)},
            says=words_sending.answer_for(labels[state.item.ref] or state.item.short),
        )
        for state in states
    ]
