"""Charts of a round: reports in from day to day, by area, and what the numbers of the form add up to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import accumulate

from exports.charts import Bar, Bars, Steps, chart
from forms.form import Form, Item
from forms.instance import Instance
from handlers import naming, words_compiling
from handlers.status.progress import Progress, progress
from handlers.volume import answered, printed_form
from handlers.volume.reported import Cells, Reported, Text
from models import Session
from models.rounds import Round
from thai.dates import format_date, in_bangkok
from thai.numerals import thai
from thai.printed_dates import Digits

MOST_DAYS = 400


def picture(
    session: Session, round_: Round, now: datetime, digits: Digits | None = None, only: Collection[int] | None = None
) -> bytes:
    """Return a PNG with every chart of a round; with `only`, of these offices alone."""
    return chart(naming.round_title(round_), *_drawn(session, round_, now, digits, only))


def pictures(
    session: Session,
    round_: Round,
    now: datetime,
    digits: Digits | None = None,
    only: Collection[int] | None = None,
    *,
    names_offices: bool = True,
) -> list[bytes]:
    """Return each chart of a round as a PNG of its own, as the compiled report prints them."""
    note, panels = _drawn(session, round_, now, digits, only, names_offices=names_offices)
    return [chart(naming.round_title(round_), note, [panel]) for panel in panels]


def _drawn(
    session: Session,
    round_: Round,
    now: datetime,
    digits: Digits | None,
    only: Collection[int] | None,
    *,
    names_offices: bool = True,
) -> tuple[str, list[Bars | Steps]]:
    """Return the line that says when, and the charts; without names, none whose bars are single offices."""
    form = answered.form_of_round(session, round_)
    shown: Digits = digits or ("arabic" if form.digits == "arabic" else "thai")
    reports, _absent = answered.reports(session, round_, form, shown, only)
    found = progress(session, round_, only, now)
    sent = [report for report in reports if report.is_submitted]
    panels: list[Bars | Steps] = [over_time(found, round_, now, shown)]
    if names_offices or all(area.expected > 1 for area in found.areas):
        panels.append(by_area(found, shown))
    panels += numbers(form, sent, shown)
    day = format_date(in_bangkok(now).date(), style="long", digits=shown)
    return words_compiling.chart_note(day, _in(shown, str(len(sent)))), panels


def over_time(found: Progress, round_: Round, now: datetime, digits: Digits) -> Steps:
    """Return how many reports were in at the end of each day, from the round's first day to today or its last."""
    days = [in_bangkok(one.submitted_at).date() for one in found.offices if one.submitted_at is not None]
    last = min(in_bangkok(now).date(), in_bangkok(round_.closes_at).date())
    first = min([in_bangkok(round_.opens_at).date(), *days])
    calendar = list(_days(first, max([last, *days])))
    counts = accumulate(days.count(day) for day in calendar)
    steps = [
        Bar(format_date(day, style="short", digits=digits).rsplit(" ", 1)[0], count, _in(digits, str(count)))
        for day, count in zip(calendar, counts, strict=True)
    ]
    return Steps(words_compiling.CHART_DAYS, steps, found.expected, _in(digits, str(found.expected)))


def _days(first: date, last: date) -> Iterator[date]:
    """Yield the days from first to last; of a longer time the last `MOST_DAYS`."""
    first = max(first, last - timedelta(days=MOST_DAYS))
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def by_area(found: Progress, digits: Digits) -> Bars:
    """Return reports in, of those expected, for each area."""
    bars = [
        Bar(area.name, area.submitted, _in(digits, f"{area.submitted}/{area.expected}"), area.expected)
        for area in found.areas
    ]
    return Bars(words_compiling.CHART_AREAS, bars)


def numbers(form: Form, reports: Sequence[Reported], digits: Digits) -> Iterator[Bars]:
    """Yield what offices' numbers add up to: the single numbers in one chart, each column of a matrix in its own.

    What nobody gave a number for is a dash, never zero; a chart of dashes only is left out.
    """
    instance = printed_form.blank(form)
    singles = [item for item in form.items if item.kind == "number"]
    sums = [(printed_form.heading(instance, item.ref), _singles(item, reports)) for item in singles]
    yield from _chart(words_compiling.CHART_NUMBERS, sums, digits)
    for item in form.items:
        if item.kind == "matrix":
            yield from _columns(instance, item, reports, digits)


def _singles(item: Item, reports: Sequence[Reported]) -> list[Decimal]:
    contents = (report.contents.get(item.ref) for report in reports)
    values = (content.value for content in contents if isinstance(content, Text))
    return [value for value in values if isinstance(value, Decimal)]


def _columns(instance: Instance, item: Item, reports: Sequence[Reported], digits: Digits) -> Iterator[Bars]:
    given: defaultdict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for report in reports:
        content = report.contents.get(item.ref)
        for key, value in content.values.items() if isinstance(content, Cells) else ():
            given[key] += [value] if isinstance(value, Decimal) else []
    rows = [row for row in printed_form.matrix_rows(instance.form, item) if row.role != "total"]
    for column in printed_form.matrix_columns(instance.form, item):
        sums = [(printed_form.heading(instance, row.ref), given[(row.ref, column.name)]) for row in rows]
        yield from _chart(printed_form.heading(instance, column.ref), sums, digits)


def _chart(title: str, sums: Sequence[tuple[str, Sequence[Decimal]]], digits: Digits) -> Iterator[Bars]:
    if any(values for _, values in sums):
        yield Bars(title, [_bar(label, values, digits) for label, values in sums])


def _bar(label: str, values: Sequence[Decimal], digits: Digits) -> Bar:
    total = sum(values, Decimal())
    return Bar(label, total, _in(digits, f"{total:,}") if values else words_compiling.NOTHING)


def _in(digits: Digits, text: str) -> str:
    return thai(text) if digits == "thai" else text
