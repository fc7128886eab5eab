"""Rows of the feed for programs: what a person may see, and beside each answer what its form says of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from exports.odata.asking import Asked
from exports.odata.sets import EntitySet
from forms.form import Form
from forms.instance import Instance
from handlers import naming
from handlers.form import publishing
from handlers.volume import printed_form
from models import Session, feeds
from models.scopes import Scope

PAGE = 500  # rows
_NUMBERS = ("integer", "decimal", "range")


@dataclass(frozen=True)
class Page:
    """Some rows. `last` is where the next page goes on, if there is one: a key, or how many rows were before it."""

    rows: Sequence[Mapping[str, Any]]
    last: tuple[Any, ...] | None
    count: int | None


def page(session: Session, entity_set: EntitySet, asked: Asked, scope: Scope, most: int) -> Page:
    """Return the rows that are asked for, at most a page of them."""
    wanted = min(most, asked.top) if asked.top is not None else most
    skip = 0 if asked.after is not None else asked.start or asked.skip  # skipped once, on the first page
    name, key = entity_set.name, entity_set.key
    pages = feeds.Pages(key, asked.order, asked.after, skip, wanted + 1)
    found = feeds.rows(session, name, scope, asked.where, pages) if wanted else []
    has_more = len(found) > wanted and (asked.top is None or asked.top > wanted)
    rows = [dict(row._mapping) for row in found[:wanted]]
    if name == "Answers":
        rows = list(_told_by_forms(session, rows))
    here = (skip + wanted,) if asked.order else tuple(rows[-1][part] for part in key) if rows else None
    last = here if rows and has_more else None
    count = feeds.count(session, name, scope, asked.where) if asked.counts else None
    return Page(rows, last, count)


class _Told:
    """What a form says of its questions, read once a page."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.labels = naming.item_labels(form)
        self._blank: Instance = printed_form.blank(form)

    def of(self, row: Mapping[str, Any]) -> dict[str, Any]:
        node = self.form.nodes.get(row["Ref"])
        if node is None:
            return {"ItemNumber": None, "Item": None, "Question": None, "Number": None, "Date": None}
        item = self.form.item_of.get(node.ref)
        has_value = row["State"] == "value"
        return {
            "ItemNumber": self.labels[item.ref] if item else None,
            "Item": printed_form.heading(self._blank, item.ref) if item else None,
            "Question": printed_form.heading(self._blank, node.ref),
            "Number": _number(row["canonical"]) if has_value and node.type in _NUMBERS else None,
            "Date": _day(row["canonical"]) if has_value and node.type == "date" else None,
        }


def _told_by_forms(session: Session, rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    told: dict[int, _Told] = {}
    form_of = partial(publishing.form_of, session)
    for row in rows:
        version = row["form_version_id"]
        if version not in told:
            told[version] = _Told(form_of(version))
        yield {**row, **told[version].of(row)}


def _number(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
