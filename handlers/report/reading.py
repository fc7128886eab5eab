"""Between what people type and what a form stores: reading through forms/answers.py, showing in Thai."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from forms import answers
from forms.facts import Leaf
from forms.prompt import Prompt
from handlers import words
from thai.dates import format_date, format_month, format_time, in_bangkok
from thai.months import SHORT
from thai.text import cut

NUMBERS = ("integer", "decimal", "range")


def wants_month(prompt: Prompt) -> bool:
    """Whether a date question asks only for month and year (XLSForm appearance month-year)."""
    return prompt.type == "date" and "month-year" in prompt.appearance


def wants_year(prompt: Prompt) -> bool:
    """Whether a date question asks only for the year (XLSForm appearance year)."""
    return prompt.type == "date" and "year" in prompt.appearance.split()


def steps(prompt: Prompt, most: int) -> tuple[str, ...]:
    """Return the values of a scale, or the whole numbers a question allows, where they are at most `most`."""
    if not prompt.minimum or not prompt.maximum or (prompt.type == "decimal" and not prompt.step):
        return ()
    try:
        least, greatest, step = Decimal(prompt.minimum), Decimal(prompt.maximum), Decimal(prompt.step or "1")
    except InvalidOperation:
        return ()
    count = int((greatest - least) / step) + 1 if step > 0 and greatest >= least else 0
    return tuple(format((least + step * place).normalize(), "f") for place in range(count)) if count <= most else ()


def bounds(prompt: Prompt) -> tuple[str, str]:
    """Return the least and greatest answer as people read them; "" where there is none."""
    least, most = (_bound(prompt, bound) for bound in (prompt.minimum, prompt.maximum))
    return least, most


def _bound(prompt: Prompt, bound: str) -> str:
    try:
        return shown(prompt, Leaf(bound)) if bound else ""
    except ValueError:  # authors write anything: a day as '2569'
        return bound


def for_picker(mode: str, bound: str) -> str:
    """Return a lexical bound as LINE's picker of that mode wants it: without seconds and zone; "" when it has none."""
    match mode:
        case "date":
            return bound[:10]
        case "time":
            return bound[:5]
    return f"{bound[:10]}T{bound[11:16] or '00:00'}" if bound else ""


def likely_months(due_at: datetime) -> Sequence[str]:
    """Return the month a report is due in and the one before, as people write them."""
    day = in_bangkok(due_at).date()
    before = date(day.year - (day.month == 1), (day.month - 2) % 12 + 1, 1)
    return tuple(f"{SHORT[month.month - 1]} {month.year + 543}" for month in (day, before))


def kind(prompt: Prompt) -> str:
    """Return the word under which handlers/words.py explains this kind of question."""
    if wants_year(prompt):
        return "year"
    return "month" if wants_month(prompt) else prompt.type


def shown(prompt: Prompt, leaf: Leaf, limit: int | None = None) -> str:
    """Return a stored answer as people read it: Thai dates, grouped numbers, labels of choices, text as typed.

    Photos and files are counted: the names they are kept under mean nothing to anybody.
    """
    if leaf.state == "none":
        return words.NO_DATA if prompt.type in NUMBERS else words.NONE
    value = leaf.value
    match prompt.type:
        case "select_one" | "select_multiple" | "rank":
            return _labels(prompt, value)
        case "acknowledge":
            return words.ACKNOWLEDGE
        case "geopoint":
            return ", ".join(value.split()[:2])
        case "integer" | "decimal" | "range":
            return value if answers.asks_year(prompt) else grouped(value)
        case "date":
            return _month_or_day(prompt, value)
        case "time":
            return format_time(datetime.fromisoformat(f"2000-01-01T{value[:8]}").time())
        case "dateTime":
            moment = in_bangkok(datetime.fromisoformat(value))
            return f"{format_date(moment.date(), style='long')} {format_time(moment.time())}"
        case "image" | "video" | "audio" | "file":
            return words.received(prompt.type, prompt.repeat.number if prompt.repeat else 0)
    return cut(value, limit) if limit else value


def _labels(prompt: Prompt, value: str) -> str:
    """Return the labels of chosen names; of a ranking, each with its place."""
    known = {choice.name: choice.label for choice in prompt.choices}
    names = [value] if prompt.type == "select_one" else value.split()
    labels = [known.get(name, name) for name in names]
    if prompt.type == "rank":
        labels = [f"{place}. {label}" for place, label in enumerate(labels, 1)]
    return ", ".join(labels)


def _month_or_day(prompt: Prompt, value: str) -> str:
    day = date.fromisoformat(value[:10])
    if wants_year(prompt):
        return str(day.year + 543)
    return format_month(day) if wants_month(prompt) else format_date(day, style="full")


def grouped(value: str) -> str:
    """Return a number's lexical form with its thousands grouped: 1668 -> 1,668."""
    whole, point, rest = value.partition(".")
    try:
        return f"{int(whole):,}{point}{rest}"
    except ValueError:
        return value
