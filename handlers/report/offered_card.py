"""What the card of a filled form says: which items are new, the same, different, unclear, or lacking."""

from __future__ import annotations

from collections.abc import Sequence

from handlers import words
from handlers import words_files as say
from handlers.naming import item_labels
from handlers.replies import Row
from handlers.report.draft import Draft
from handlers.report.proposals import Proposal, Standing

LABELS_SHOWN = 8
MISSING_NAMED = 12  # a file that lacks more of the form has its own reason


def _missing(desk: Draft, items: Sequence[Proposal]) -> list[str]:
    """Return the labels of the items that the file lacks and nobody has answered."""
    read = {each.item for each in items}
    labels = item_labels(desk.interview.form)
    open_ones = {state.item.ref for state in desk.outline() if state.done not in ("done", "none")}
    return [labels[item.ref] for item in desk.interview.form.items if item.ref not in read and item.ref in open_ones]


def rows(desk: Draft, items: Sequence[Proposal], stands: Sequence[Standing]) -> list[Row]:
    """Return the lines that count what was read, and name what will be asked about."""
    labels = item_labels(desk.interview.form)
    of: dict[str, list[str]] = {"new": [], "same": [], "differs": [], "unread": [], "unsure": []}
    drawn = {labels[each.item]: len(each.pictures) for each in items if each.pictures}
    for each, stand in ((each, stand) for each, stand in zip(items, stands, strict=True) if not each.pictures):
        of["unsure" if stand == "new" and not each.is_sure else stand].append(labels[each.item])
    lacks = _missing(desk, items)
    lines = [Row(say.counts(len({each.item for each in items}), len(lacks)), mark="done")]
    lines += [Row(say.new_items(len(of["new"])))] if of["new"] else []
    lines += [Row(say.same_items(len(of["same"])))] if of["same"] else []
    if drawn:
        lines += [
            Row(say.pictures_offered(sum(drawn.values()), _few(list(drawn)))),
            Row(words.PHOTO_NOTICE, small=True),
        ]
    told = {"differs": say.differing, "unsure": say.unsure, "unread": say.unread}
    lines += [Row(line(_few(of[kind])), mark="warning", small=True) for kind, line in told.items() if of[kind]]
    is_short = 0 < len(lacks) <= MISSING_NAMED
    return [*lines, Row(say.not_found(", ".join(lacks)), mark="todo", small=True)] if is_short else lines


def _few(labels: Sequence[str]) -> str:
    return say.few(labels[:LABELS_SHOWN], max(0, len(labels) - LABELS_SHOWN))
