"""Selects in chat: a tap, a list with pages, typing to search, ticking several, putting things in order.

Up to nine short choices are quick replies; longer lists stand in the bubble, ten a page, numbered; very long ones are
searched by typing. What is ticked so far waits in the interview row (`pending`) until เสร็จ; typing "1 3 5" or "3 1 2"
says it all at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from forms import answers
from forms.interview import Interview
from forms.itemsets import Choice
from forms.prompt import Prompt
from handlers import words
from handlers import words_authoring as authored
from handlers import words_forms as says
from handlers.form import illustrating
from handlers.replies import Button
from handlers.report.buttons import button
from handlers.report.draft import Draft
from handlers.report.finding_choices import find
from thai.reading import Reading, unclear
from thai.replies import without_particles
from thai.text import graphemes, norm

QUICK_REPLIES = 13  # LINE's limit for one message
LABEL = 20  # graphemes on a quick reply
INSIDE_LABEL = 40  # graphemes on a button inside a bubble
PAGE = 10  # choices in one bubble
FOUND = 12  # matches of a search shown at once
SEARCHED = 50  # longer lists are not leafed through but searched
SEARCH_LOOKS = frozenset({"autocomplete", "search", "minimal"})
GRID_ROW = "list-nolabel"  # the appearance of rows with the same choices
SELECTS = frozenset({"select_one", "select_multiple", "rank"})
_SEVERAL_NUMBERS = re.compile(r"[\d๐-๙]{1,3}(?:[\s,.และ]+[\d๐-๙]{1,3})+")
_TICKED, _BLANK = "☑", "☐"


@dataclass(frozen=True)
class Offer:
    """How choices stand before a person: a numbered list from `first` on, buttons in the bubble, quick replies."""

    listed: tuple[str, ...] = ()
    first: int = 1
    inside: tuple[Button, ...] = ()
    quick: tuple[Button, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pending:
    """What a person has done at a select before answering it: ticked, leafed, searched."""

    names: tuple[str, ...] = ()
    page: int = 1
    search: tuple[str, ...] = ()  # names of the matches

    @staticmethod
    def of(draft: Draft, prompt: Prompt) -> Pending:
        """Return what is pending at the question asked; what was answered before stands ticked at first."""
        kept = draft.place.state.get("pending") or {}
        if kept.get("q") == draft.question_id:
            return Pending(tuple(kept["names"]), kept["page"], tuple(kept["search"]))
        stored = prompt.current.value.split() if prompt.current is not None else []
        return Pending(tuple(stored) if prompt.type == "select_multiple" else ())

    def keep(self, draft: Draft) -> None:
        """Store it with the person's place until the question is answered or left."""
        own = {"q": draft.question_id, "names": list(self.names), "page": self.page, "search": list(self.search)}
        draft.place.state = {**draft.place.state, "pending": own}


def offer(draft: Draft, prompt: Prompt, room: int) -> Offer:
    """Return how the choices of a select are shown; `room` is the number of quick replies left for it."""
    if prompt.type not in SELECTS:
        return Offer()
    pending = Pending.of(draft, prompt)
    shown = _shown(prompt, pending)
    is_plain = not any(choice.shown for choice in prompt.choices)
    if prompt.type == "select_one" and is_plain and len(prompt.choices) <= room and _are_short(prompt.choices):
        quick = tuple(button(draft, choice.label, "pick", v=choice.name) for choice in prompt.choices)
        return Offer(tuple(choice.label for choice in prompt.choices), quick=quick)
    if not shown:
        return Offer(notes=(says.type_to_search(len(prompt.choices)),), quick=_ends(draft, prompt, pending))
    first = (pending.page - 1) * (FOUND if pending.search else PAGE) + 1
    inside = _inside(draft, prompt, pending, shown, first)
    listed = () if inside else tuple(choice.label for choice in shown)
    quick = (*_leafing(draft, prompt, pending), *_ends(draft, prompt, pending))
    return Offer(listed, first, inside, quick, _notes(prompt, pending))


def is_searched(prompt: Prompt) -> bool:
    """Whether a list is too long to be leafed through, or its author wants it searched."""
    if len(prompt.choices) > SEARCHED:
        return True
    return len(prompt.choices) > QUICK_REPLIES and bool(SEARCH_LOOKS.intersection(prompt.appearance.split()))


def _shown(prompt: Prompt, pending: Pending) -> list[Choice]:
    """Return the choices of the page a person is at: of the matches of a search, or of the whole list."""
    size, source = PAGE, list(prompt.choices)
    if pending.search:
        by_name = {choice.name: choice for choice in prompt.choices}
        size, source = FOUND, [by_name[name] for name in pending.search if name in by_name]
    elif is_searched(prompt):
        return [choice for choice in prompt.choices if choice.name in pending.names]
    start = (pending.page - 1) * size
    return source[start : start + size]


def pages(prompt: Prompt, pending: Pending) -> int:
    """Return how many pages there are to leaf through."""
    size, count = (FOUND, len(pending.search)) if pending.search else (PAGE, len(prompt.choices))
    return max(1, -(-count // size))


def _are_short(choices: Sequence[Choice]) -> bool:
    return max((graphemes(choice.label) for choice in choices), default=0) <= LABEL


def _inside(draft: Draft, prompt: Prompt, pending: Pending, shown: Sequence[Choice], first: int) -> tuple[Button, ...]:
    """Return a button for each choice shown; none where a label is too long for one: there the number is typed."""
    version = draft.row.form_version
    files = {choice.name: illustrating.shown_of(version, choice.shown) for choice in shown}
    numbered = prompt.type != "select_one" or len(prompt.choices) > PAGE or any(files.values())
    made, played = [], []
    for number, choice in enumerate(shown, first):
        label = f"{_mark(prompt, pending, choice)}{f'{number}. ' if numbered else ''}{choice.label}"
        if graphemes(label) > INSIDE_LABEL and prompt.type == "select_one":
            return ()
        deed = "pick" if prompt.type == "select_one" else "tick"
        pictures = [each.address for each in files[choice.name] if each.file_kind == "image"]
        own = button(draft, label, deed, choice.label, v=choice.name)
        made.append(replace(own, picture=pictures[0]) if pictures else own)
        played += [
            Button(authored.play(each.file_kind, number), action="link", value=each.address)
            for each in files[choice.name]
            if each.file_kind != "image"
        ]
    return (*made, *played)


def _mark(prompt: Prompt, pending: Pending, choice: Choice) -> str:
    match prompt.type:
        case "select_multiple":
            return f"{_TICKED if choice.name in pending.names else _BLANK} "
        case "rank" if choice.name in pending.names:
            return f"{says.place_in_order(pending.names.index(choice.name) + 1)} "
    return ""


def _leafing(draft: Draft, prompt: Prompt, pending: Pending) -> list[Button]:
    last = pages(prompt, pending)
    if is_searched(prompt) and not pending.search:
        return []
    before = [button(draft, says.PAGE_BEFORE, "page", v=pending.page - 1)] if pending.page > 1 else []
    after = [button(draft, says.PAGE_AFTER, "page", v=pending.page + 1)] if pending.page < last else []
    return [*before, *after]


def _ends(draft: Draft, prompt: Prompt, pending: Pending) -> tuple[Button, ...]:
    """Return the buttons that end ticking or begin an order again."""
    done = button(draft, says.DONE, "done")
    match prompt.type:
        case "select_multiple" if pending.names:
            return (done,)
        case "select_multiple" if not is_searched(prompt):
            return (button(draft, says.ALL_OF_THEM, "type", v=says.ALL_OF_THEM),)
        case "rank" if pending.names:
            return (button(draft, says.ORDER_AGAIN, "order_again"),)
    return ()


def _notes(prompt: Prompt, pending: Pending) -> tuple[str, ...]:
    last = pages(prompt, pending)
    found = says.found_choices(len(pending.search)) if pending.search else ""
    leafed = last > 1 and (bool(pending.search) or not is_searched(prompt))
    hidden = _ticked_elsewhere(prompt, pending)
    return tuple(filter(None, [found, words.page_of(pending.page, last) if leafed else "", hidden]))


def _ticked_elsewhere(prompt: Prompt, pending: Pending) -> str:
    """Return what is ticked, where some of it stands on another page."""
    seen = {choice.name for choice in _shown(prompt, pending)}
    if prompt.type != "select_multiple" or seen.issuperset(pending.names):
        return ""
    labels = [choice.label for choice in prompt.choices if choice.name in pending.names]
    return says.ticked_so_far(labels)


# --- what a tap or a typed word does before the answer stands ---------------------------------------------------------


def ticked(draft: Draft, prompt: Prompt, name: str) -> Pending:
    """Tick a choice, or untick it. The order of ticking is the order of a ranking."""
    pending = Pending.of(draft, prompt)
    others = tuple(each for each in pending.names if each != name)
    names = others if name in pending.names else (*pending.names, name)
    now = replace(pending, names=names)
    now.keep(draft)
    return now


def turn_page(draft: Draft, prompt: Prompt, page: int) -> None:
    pending = Pending.of(draft, prompt)
    replace(pending, page=min(max(page, 1), pages(prompt, pending))).keep(draft)


def show_found(draft: Draft, prompt: Prompt, found: Sequence[Choice]) -> None:
    """Show the matches of a search instead of the whole list."""
    replace(Pending.of(draft, prompt), page=1, search=tuple(choice.name for choice in found)).keep(draft)


def order_again(draft: Draft) -> None:
    Pending().keep(draft)


def read(draft: Draft, prompt: Prompt, typed: str, today: date) -> Reading[answers.Answer] | None:
    """Read typed words at a select. None: they were a search or a tick, and the question stands as they left it."""
    pending = Pending.of(draft, prompt)
    if prompt.type == "select_multiple" and pending.names and typed.strip() in says.DONE_WORDS:
        return Reading("ok", pending.names)
    turned = says.TURNING.get(without_particles(norm(typed)).strip())
    if turned is not None and pages(prompt, pending) > 1:
        turn_page(draft, prompt, pending.page + turned)
        return None
    if prompt.type == "rank" and typed.strip() == says.ORDER_AGAIN:
        order_again(draft)
        return None
    found = answers.read(_narrowed(prompt, pending), typed, today=today)
    if found.status == "ok" and prompt.type == "select_multiple" and (is_searched(prompt) or pending.search):
        names = (*pending.names, *(name for name in found.value or () if name not in pending.names))
        Pending(names).keep(draft)
        return None
    if found.status in ("ok", "none"):
        return found
    if prompt.type == "rank" or _SEVERAL_NUMBERS.fullmatch(typed.strip()):
        return found  # 1 3 at a list of which one is chosen is no search for 13
    matches = find(prompt.choices, typed)
    if not matches:
        return found
    if len(matches) == 1 and prompt.type == "select_one":
        return Reading("ok", (matches[0].name,))
    if len(prompt.choices) <= PAGE:  # all of them are in sight: which ones fit is said
        return unclear("several")
    show_found(draft, prompt, matches)
    return None


def matching(prompt: Prompt, typed: str) -> list[str]:
    """Return the choices that words fit, each with its number in the list."""
    found = {choice.name for choice in find(prompt.choices, typed)}
    return [f"{number}. {choice.label}" for number, choice in enumerate(prompt.choices, 1) if choice.name in found]


def _narrowed(prompt: Prompt, pending: Pending) -> Prompt:
    """Return the prompt with only what is shown of a searched list: a typed number means one of these."""
    found = _shown(prompt, pending) if is_searched(prompt) else []
    if pending.search:
        by_name = {choice.name: choice for choice in prompt.choices}
        found = [by_name[name] for name in pending.search if name in by_name]
    return replace(prompt, choices=tuple(found)) if found else prompt


def in_words(prompt: Prompt, names: Sequence[str], typed: str) -> str:
    """Return the words behind an answer: what was typed, but for เสร็จ, which stands for what is ticked."""
    if typed.strip() not in says.DONE_WORDS:
        return typed
    labels = {choice.name: choice.label for choice in prompt.choices}
    return ", ".join(labels.get(name, name) for name in names)


def grid_rows(held: Interview) -> list[str]:
    """Return the rows from the question at hand to the end of its grid; none when it stands in no grid."""
    nodes, ref = held.form.nodes, held.index.ref
    if held.index.event != "question" or GRID_ROW not in nodes[ref].appearance.split():
        return []
    parent = nodes[ref].parent
    siblings = nodes[parent].children if parent else ()
    following = siblings[siblings.index(ref) :]
    end = next((at for at, each in enumerate(following) if not _is_row(held, each)), len(following))
    return list(following[:end])


def _is_row(held: Interview, ref: str) -> bool:
    node = held.form.nodes[ref]
    return node.type == "select_one" and GRID_ROW in node.appearance.split()
