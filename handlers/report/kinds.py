"""What each kind of question brings: how it is answered, and the buttons of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from forms import answers, checks
from forms.prompt import Prompt
from handlers import words, words_photos
from handlers import words_forms as says
from handlers.replies import Button
from handlers.report import choosing, reading
from handlers.report.buttons import button
from handlers.report.draft import Draft

STEPS_SHOWN = 8  # values of a range that are quick replies, beside ยังไม่มีข้อมูล and the four standing buttons
SCALE_SHOWN = 21  # those of longer ones stand in the bubble, several in a row: 0-10, 1-20


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
        case "integer" if answers.asks_year(prompt):
            return says.TYPE_YEAR
        case "integer" | "decimal" | "range" if prompt.minimum and prompt.maximum:
            return says.type_range(*reading.bounds(prompt), prompt.step)
        case "select_one" | "select_multiple" | "rank" if choosing.is_searched(prompt):
            return says.TYPE_SEARCH
        case "select_one" if len(prompt.choices) > choosing.PAGE:
            return says.TYPE_PAGED
        case "audio":
            return says.TYPE_SOUND
        case "video":
            return says.TYPE_FILM
        case "file":
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


def buttons(draft: Draft, prompt: Prompt) -> list[Button]:
    """Return the buttons that the kind of question brings with it."""
    if prompt.role == "caption":
        return [button(draft, words.NO_CAPTION, "none"), button(draft, words_photos.REPLACE, "photo_replace")]
    own = _OWN.get(prompt.type)
    return own(draft, prompt) if own else [button(draft, words.NONE, "none")]


def inside(draft: Draft, prompt: Prompt) -> tuple[Button, ...]:
    """Return the values of a scale that is too long for quick replies, to be tapped in the bubble."""
    if prompt.type not in reading.NUMBERS or reading.steps(prompt, STEPS_SHOWN):
        return ()
    return tuple(
        replace(button(draft, step, "type", v=step), narrow=True) for step in reading.steps(prompt, SCALE_SHOWN)
    )


def takes(draft: Draft, prompt: Prompt, value: str) -> bool:
    """Whether the form would take a value here: a button must not give an answer that is refused."""
    held = draft.interview
    if held.form.logic[prompt.ref].constraint is None:
        return True
    return checks.allowed(replace(held, answers=dict(held.answers)).instance(), prompt.index, value)


def _number(draft: Draft, prompt: Prompt) -> list[Button]:
    steps = reading.steps(prompt, STEPS_SHOWN)
    is_count = not answers.asks_year(prompt) and not reading.steps(prompt, SCALE_SHOWN)
    if not steps and is_count and takes(draft, prompt, "0"):
        steps = ("0",)
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
