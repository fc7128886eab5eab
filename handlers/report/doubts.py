"""Numbers and days that look wrong though the form takes them: they are asked about once, never refused.

Ten times the number before, a total that is not the sum of its rows, what the form's author doubts (rg:doubt); a day or
year well ahead of today, the month of a report years away.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from forms import answers, doubt
from forms.facts import Index, Leaf
from forms.prompt import Prompt
from handlers import words_again as say
from handlers.report import asking, before, pointing, reading
from handlers.report.draft import Draft
from thai.calendar import BUDDHIST_ERA
from thai.text import norm

JUMP = 10  # times as many as before, or as few
YEARS_AHEAD = 2  # a day further ahead is asked about
LEAST = 10  # a smaller difference is no jump


def about(desk: Draft, prompt: Prompt, value: str, today: date) -> str:
    """Return the question to ask about a number, a day, or a text that is the one before or names none; "" for none."""
    if prompt.type == "text":
        old = before.offered(desk, prompt)
        is_same = old is not None and norm(old.value).strip() == norm(value).strip()
        return say.UNCHANGED if is_same else pointing.about(desk, prompt, value)
    if prompt.type == "date" or answers.asks_year(prompt):
        return _away(prompt, value, today)
    typed = _number(value)
    if prompt.type not in reading.NUMBERS or typed is None:
        return ""
    return _jump(desk, prompt, typed) or _total(desk, prompt, typed) or _doubted(desk, prompt, value)


def _away(prompt: Prompt, value: str, today: date) -> str:
    """A day, month or year that is hardly meant: further ahead than reports look, or not the month that is reported."""
    year = int(value[:4]) - (BUDDHIST_ERA if prompt.type != "date" else 0)
    years = year - today.year
    if years <= YEARS_AHEAD and not (reading.wants_month(prompt) and years < -YEARS_AHEAD):
        return ""
    return say.far_away(reading.shown(prompt, Leaf(value)), years)


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _shown(number: Decimal) -> str:
    return reading.grouped(format(number, "f"))


def _jump(desk: Draft, prompt: Prompt, typed: Decimal) -> str:
    old = before.leaf(desk, prompt.ref, prompt.pos)
    was = _number(old.value) if old is not None else None
    if was is None or was <= 0 or typed <= 0 or abs(typed - was) < LEAST:
        return ""
    if was * JUMP > typed and typed * JUMP > was:
        return ""
    return say.jumped(asking.name_of(desk, prompt), _shown(was), _shown(typed))


def _total(desk: Draft, prompt: Prompt, typed: Decimal) -> str:
    """A total typed under rows of numbers: of the same name, in the groups beside its own."""
    nodes = desk.interview.form.nodes
    node = nodes[prompt.ref]
    around = nodes.get(node.parent or "")
    if around is None or around.role != "total" or around.parent is None:
        return ""
    rows = (f"{ref}/{node.name}" for ref in nodes[around.parent].children if ref != around.ref)
    leaves = (desk.interview.answers.get((ref, prompt.pos)) for ref in rows if ref in nodes)
    numbers = [number for leaf in leaves if leaf is not None and (number := _number(leaf.value)) is not None]
    if not numbers or sum(numbers) == typed:
        return ""
    return say.not_the_sum(prompt.short or asking.name_of(desk, prompt), _shown(Decimal(sum(numbers))), _shown(typed))


def _doubted(desk: Draft, prompt: Prompt, value: str) -> str:
    """What the form's author doubts, with the numbers it is compared with."""
    compared = doubt.compared(desk.interview, Index("question", prompt.ref, prompt.pos), value)
    parts = []
    for index in compared:
        other = desk.prompt_at(index)
        leaf = desk.interview.answers[(index.ref, index.pos)]
        parts.append(f"{asking.name_of(desk, other)} {reading.shown(other, leaf)}")
    return say.in_doubt(asking.name_of(desk, prompt), reading.grouped(value), " ".join(parts)) if parts else ""
