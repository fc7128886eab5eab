"""The entity sets of the feed: their properties, types and keys. One table; description and rows are made from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Type = Literal["String", "Int32", "Boolean", "DateTimeOffset", "Decimal", "Date"]


@dataclass(frozen=True)
class Property:
    """One column. What the form tells (`in_form`) is not in the tables: it is shown, and cannot be filtered by."""

    name: str
    type: Type = "String"
    in_form: bool = False


@dataclass(frozen=True)
class EntitySet:
    """A table of the feed. `key` orders it too, so that a page begins where the last one ended."""

    name: str
    entity: str
    key: tuple[str, ...]
    properties: tuple[Property, ...]

    def property(self, name: str) -> Property | None:
        return next((each for each in self.properties if each.name == name), None)


_OFFICE = (Property("OfficeCode"), Property("Office"), Property("Area"))

SETS: Mapping[str, EntitySet] = {
    each.name: each
    for each in (
        EntitySet(
            "Rounds",
            "Round",
            ("RoundId",),
            (
                Property("RoundId", "Int32"),
                Property("Round"),
                Property("Form"),
                Property("Period"),
                Property("FormTitle"),
                Property("OpensAt", "DateTimeOffset"),
                Property("DueAt", "DateTimeOffset"),
                Property("ClosesAt", "DateTimeOffset"),
                Property("IsCancelled", "Boolean"),
            ),
        ),
        EntitySet(
            "Offices",
            "Office",
            ("OfficeCode",),
            (*_OFFICE, Property("ShortName"), Property("Kind"), Property("Province")),
        ),
        EntitySet(
            "Reports",
            "Report",
            ("ReportId",),
            (
                Property("ReportId", "Int32"),
                Property("Round"),
                Property("Form"),
                Property("Period"),
                *_OFFICE,
                Property("IsExpected", "Boolean"),
                Property("IsSubmitted", "Boolean"),
                Property("ItemsAnswered", "Int32"),
                Property("Items", "Int32"),
                Property("DueAt", "DateTimeOffset"),
                Property("StartedAt", "DateTimeOffset"),
                Property("SubmittedAt", "DateTimeOffset"),
            ),
        ),
        EntitySet(
            "Answers",
            "Answer",
            ("ReportId", "Ref", "Position"),
            (
                Property("ReportId", "Int32"),
                Property("Ref"),
                Property("Position"),
                Property("Round"),
                Property("Form"),
                Property("Period"),
                *_OFFICE,
                Property("ItemNumber", in_form=True),
                Property("Item", in_form=True),
                Property("Question", in_form=True),
                Property("Value"),
                Property("Number", "Decimal", in_form=True),
                Property("Date", "Date", in_form=True),
                Property("State"),
                Property("AnsweredAt", "DateTimeOffset"),
                Property("IsSubmitted", "Boolean"),
                Property("SubmittedAt", "DateTimeOffset"),
            ),
        ),
    )
}
