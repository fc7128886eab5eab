"""The feed's questions to the tables: rows of what a person may see, filtered and in pages, never all at once."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, Row, Select, and_, func, literal, not_, or_, select, tuple_
from sqlalchemy.orm import Session

from models.catalogue import FormVersion
from models.people import Office
from models.rounds import DUE_AT, Assignment, Round
from models.scopes import Scope, round_is
from models.submissions import Answer, Submission

Columns = Mapping[str, ColumnElement[Any]]
_Compare = Callable[[ColumnElement[Any], Any], ColumnElement[bool]]

_ROUND: Columns = {
    "Round": Round.form_id + literal("/") + Round.period,
    "Form": Round.form_id.expression,
    "Period": Round.period.expression,
}
_OFFICE: Columns = {
    "OfficeCode": Office.code.expression,
    "Office": Office.name.expression,
    "Area": Office.area.expression,
}
COLUMNS: Mapping[str, Columns] = {
    "Rounds": {
        "RoundId": Round.id.expression,
        **_ROUND,
        "FormTitle": FormVersion.title.expression,
        "OpensAt": Round.opens_at.expression,
        "DueAt": Round.due_at.expression,
        "ClosesAt": Round.closes_at.expression,
        "IsCancelled": Round.cancelled_at.is_not(None),
    },
    "Offices": {
        **_OFFICE,
        "ShortName": Office.short.expression,
        "Kind": Office.kind.expression,
        "Province": Office.province.expression,
    },
    "Reports": {
        "ReportId": Assignment.id.expression,
        **_ROUND,
        **_OFFICE,
        "IsExpected": Assignment.exempt_at.is_(None),
        "IsSubmitted": Submission.submitted_at.is_not(None),
        "ItemsAnswered": func.coalesce(Submission.answered, 0),
        "Items": func.coalesce(Submission.items, 0),
        "DueAt": DUE_AT,
        "StartedAt": Submission.started_at.expression,
        "SubmittedAt": Submission.submitted_at.expression,
    },
    "Answers": {
        "ReportId": Assignment.id.expression,
        "Ref": Answer.ref.expression,
        "Position": Answer.pos.expression,
        **_ROUND,
        **_OFFICE,
        "Value": func.coalesce(func.nullif(Answer.typed, ""), Answer.value),
        "State": Answer.state.expression,
        "AnsweredAt": Answer.answered_at.expression,
        "IsSubmitted": Submission.submitted_at.is_not(None),
        "SubmittedAt": Submission.submitted_at.expression,
    },
}
"""What can be filtered by, by set and property."""

_BESIDE: Mapping[str, Columns] = {  # what the form needs to tell the rest
    "Answers": {"form_version_id": Submission.form_version_id.expression, "canonical": Answer.value.expression}
}


@dataclass(frozen=True)
class Pages:
    """Which rows: up to `most`, after the row with the key `after` where one is given, and after `skip` more.

    They come in the order of properties, each with whether it goes down, then of the key.
    """

    key: Sequence[str]
    order: Sequence[tuple[str, bool]]
    after: Sequence[Any] | None
    skip: int
    most: int


def rows(session: Session, name: str, scope: Scope, where: tuple[Any, ...] | None, pages: Pages) -> list[Row[Any]]:
    """Return rows of a set within the scope. `where` is a filter as exports.odata.asking reads it."""
    columns = COLUMNS[name]
    query = _in_scope(name, scope)
    if where is not None:
        query = query.where(_condition(columns, where))
    key = [columns[part] for part in pages.key]
    if pages.after is not None:
        query = query.where(tuple_(*key) > tuple_(*map(literal, pages.after)))
    query = query.order_by(*(_sorted(columns[part], goes_down) for part, goes_down in pages.order), *key)
    return list(session.execute(query.offset(pages.skip or None).limit(pages.most)))


def _sorted(column: ColumnElement[Any], goes_down: bool) -> ColumnElement[Any]:
    """What is null comes first going up, and last going down (OData 4.0, 11.2.5.2)."""
    return column.desc().nulls_last() if goes_down else column.asc().nulls_first()


def count(session: Session, name: str, scope: Scope, where: tuple[Any, ...] | None) -> int:
    """Return how many rows of a set fit a filter."""
    query = _in_scope(name, scope)
    if where is not None:
        query = query.where(_condition(COLUMNS[name], where))
    return session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0


def _in_scope(name: str, scope: Scope) -> Select[Any]:
    columns = {**COLUMNS[name], **_BESIDE.get(name, {})}
    query = select(*(column.label(label) for label, column in columns.items()))
    theirs = scope.holds(Assignment.office_id, round_is)
    match name:
        case "Rounds":
            asked = select(Assignment.id).where(Assignment.round_id == Round.id, theirs)
            return query.join(FormVersion, FormVersion.id == Round.form_version_id).where(asked.exists())
        case "Offices":
            return query.where(Office.id.in_(scope.anywhere))
    query = query.select_from(Assignment).join(Round, Round.id == Assignment.round_id)
    query = query.join(Office, Office.id == Assignment.office_id).where(theirs)
    if name == "Reports":
        return query.outerjoin(Submission, Submission.assignment_id == Assignment.id)
    query = query.join(Submission, Submission.assignment_id == Assignment.id)
    return query.join(Answer, Answer.submission_id == Submission.id)


def _condition(columns: Columns, where: tuple[Any, ...]) -> ColumnElement[bool]:
    match where:
        case ("and", left, right):
            return and_(_condition(columns, left), _condition(columns, right))
        case ("or", left, right):
            return or_(_condition(columns, left), _condition(columns, right))
        case ("not", inner):
            return not_(_condition(columns, inner))
        case (compare, name, value):
            return _COMPARED[compare](columns[name], value)
    raise ValueError(f"not a condition: {where!r}")


def _equals(column: ColumnElement[Any], value: Any) -> ColumnElement[bool]:
    return column.is_(None) if value is None else column == value


def _differs(column: ColumnElement[Any], value: Any) -> ColumnElement[bool]:
    """What is unknown equals nothing."""
    return column.is_not(None) if value is None else or_(column != value, column.is_(None))


def _contains(column: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    """Letter case counts, in SQLite too: LIKE would not tell A from a."""
    return func.replace(column, text, "") != column if text else literal(value=True)


def _starts(column: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    return func.substr(column, 1, len(text)) == text


def _ends(column: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    return func.substr(column, func.length(column) - len(text) + 1) == text


def _stands(compare: Callable[[Any, Any], Any]) -> _Compare:
    """Return a comparison by order; nothing stands before or after null."""

    def compared(column: ColumnElement[Any], value: Any) -> ColumnElement[bool]:
        return literal(value=False) if value is None else cast(ColumnElement[bool], compare(column, value))

    return compared


_COMPARED: Mapping[str, _Compare] = {
    "eq": _equals,
    "ne": _differs,
    "gt": _stands(operator.gt),
    "ge": _stands(operator.ge),
    "lt": _stands(operator.lt),
    "le": _stands(operator.le),
    "in": lambda column, values: column.in_([value for value in values if value is not None]),
    "contains": _contains,
    "startswith": _starts,
    "endswith": _ends,
}
