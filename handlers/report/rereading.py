"""Reading a report back: all of it, page by page, nothing cut, photos and their captions included."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from forms.facts import Index, Key
from forms.review import ItemState
from handlers import words, words_editing, words_sending
from handlers.naming import cut_title, item_labels, item_titles
from handlers.replies import Button
from handlers.replies import Text as Say
from handlers.report import annex_files, annexes, asking, reading
from handlers.report.draft import Draft
from handlers.turn import Response
from models import past_answers
from thai.text import utf16_units

PAGE_UNITS = 4000  # UTF-16 units of answers on one page; LINE allows 5000 a message
PAGE_ITEMS = 10  # items on one page: each has a button


def read(desk: Draft, page: int) -> Response:
    """Show the whole report, page by page, nothing cut."""
    found = _paged(desk)
    shown = [text for text, _states in found]
    page = min(max(page, 1), len(shown))
    buttons = [Button(words.REVIEW, "review", {"s": desk.row.id}, says=words.REVIEW)]
    buttons += annex_files.button(desk.session, desk.row)
    if page < len(shown):
        args = {"s": desk.row.id, "page": page + 1}
        buttons.insert(0, Button(words.NEXT_PAGE, "read", args, says=words.NEXT_PAGE))
    if desk.row.submitted_at is None:
        buttons = [*asking.item_buttons(desk, found[page - 1][1]), *buttons]
    text = f"{words.page_of(page, len(shown))}\n\n{shown[page - 1]}" if len(shown) > 1 else shown[0]
    return Response((Say(text, tuple(buttons)),), must_arrive=False)


def items(desk: Draft) -> list[ItemState]:
    """Return the items there are to read."""
    return [state for state in desk.outline() if state.relevant]


def pages(desk: Draft, refs: Collection[str] | None = None) -> list[str]:
    """Return the report, or some items of it, as pages of at most PAGE_UNITS, broken between items.

    A longer item is a page of its own.
    """
    return [text for text, _states in _paged(desk, refs)]


def _paged(desk: Draft, refs: Collection[str] | None = None) -> list[tuple[str, list[ItemState]]]:
    """Return each page with the items on it: no more than have room for a button each."""
    done: list[tuple[str, list[ItemState]]] = []
    current, shown = "", list[ItemState]()
    writers = past_answers.writers(desk.session, desk.row.id)
    for state in items(desk):
        if refs is not None and state.item.ref not in refs:
            continue
        block = _block(desk, state, writers)
        if shown and (utf16_units(current) + utf16_units(block) > PAGE_UNITS or len(shown) == PAGE_ITEMS):
            done.append((current, shown))
            current, shown = "", []
        current = f"{current}\n\n{block}" if current else block
        shown.append(state)
    return [*done, (current, shown)]


def _block(desk: Draft, state: ItemState, writers: Mapping[Key, str]) -> str:
    """Return one item as read in chat: its name, its answers as they were typed, whose, then its photos."""
    item = state.item
    form = desk.interview.form
    title = item.short or cut_title(item_titles(form)[item.ref])
    head = f"{item_labels(form)[item.ref]} {title}" if item.number else title
    return "\n".join([head, *said(desk, state, writers)])


def said(desk: Draft, state: ItemState, writers: Mapping[Key, str] | None = None) -> list[str]:
    """Return what is answered to an item, a line each, then its photos."""
    item = state.item
    lines = _lines(desk, item.ref, writers or {}, named=item.kind in ("table", "matrix")) or [words_sending.BLANK]
    return [*lines, *_photos(desk, item.ref), *annexes.lines(desk, item.ref)]


def _lines(desk: Draft, ref: str, writers: Mapping[Key, str], *, named: bool) -> list[str]:
    lines, before = list[str](), ""
    instance = desk.interview.instance()
    for each, pos, leaf in desk.values(ref):
        if desk.interview.form.nodes[each].kind != "question":
            continue  # what the form computes by itself
        if not (instance.stands(each, pos) and instance.relevant(each, pos)):
            continue  # a row that a smaller number hides, a question that is not asked any more
        prompt = desk.prompt_at(Index("question", each, pos))
        row, before = f"{pos}) " if named and pos != before else "", pos
        name = f"{row}{prompt.title}: " if named and each != ref else ""
        shown = f"{name}{reading.shown(prompt, leaf)}" if leaf.state != "put_off" else words.LATER_SENTENCE
        writer = writers.get((each, pos))
        lines.append(f"{shown}\n{words_editing.by(writer)}" if writer else shown)
    return lines


def _photos(desk: Draft, ref: str) -> list[str]:
    """Return a line for every photo beside an item: its number and what is written about it."""
    nodes = desk.interview.form.nodes
    parent = nodes[ref].parent
    siblings = nodes[parent].children if parent else ()
    series = next((each for each in siblings[siblings.index(ref) + 1 :][:1] if nodes[each].role == "photos"), None)
    if series is None:
        return []
    found = {(each.rpartition("/")[2], pos): leaf for each, pos, leaf in desk.values(series)}
    taken = [pos for (name, pos), leaf in found.items() if name == "photo" and leaf.state == "value"]
    captions = (found.get(("caption", pos)) for pos in taken)
    return [
        words_sending.photo_line(pos, leaf.value if leaf else "") for pos, leaf in zip(taken, captions, strict=True)
    ]
