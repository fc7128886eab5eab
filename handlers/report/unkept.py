"""Which condition of its form an answer does not keep, in words, where the form's author left none."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

from forms.facts import Index, Leaf, Problem, Rejected, Unkept
from forms.interview import Interview
from forms.prompt import Prompt, prompt
from handlers import naming, words_correcting
from handlers import words_forms as says
from handlers.report import reading

_WHOLE = frozenset({"length", "chosen"})
_DATES = frozenset({"date", "dateTime"})


def sentence(held: Interview, asked: Prompt, found: Rejected | Problem) -> str:
    """Return the author's own sentence for a refused answer, else ours."""
    if found.message:
        return found.message
    if asked.type == "range" and not found.unkept:
        return says.out_of_range(*reading.bounds(asked), asked.step)
    bounds = [_nearest(asked, each) for each in found.unkept if each.of == "value" and each.other is None]
    if bounds:
        return _fixed(asked, bounds)
    return _one(held, asked, _nearest(asked, found.unkept[0])) if found.unkept else says.NOT_ALLOWED


def _fixed(asked: Prompt, bounds: Sequence[Unkept]) -> str:
    """Return the sentence for the least and the greatest answer, both if there are two."""
    told = {each.sign: _shown(asked, each.limit) for each in bounds}
    if told.keys() <= {">=", "<="}:
        return says.out_of_range(told.get(">=", ""), told.get("<=", ""))
    kind = "date" if asked.type in _DATES else "number"
    return words_correcting.must_be([words_correcting.relation(sign, kind, limit) for sign, limit in told.items()])


def _one(held: Interview, asked: Prompt, broken: Unkept) -> str:
    match broken.of:
        case "digits":
            return words_correcting.digits(broken.limit)
        case "pattern":
            return words_correcting.pattern(asked.hint, only_digits="numbers" in asked.appearance)
        case "length":
            return words_correcting.length(broken.sign, broken.limit)
        case "chosen":
            return words_correcting.chosen(broken.sign, broken.limit)
    assert broken.other is not None
    name = _name(held, broken.other)
    if not broken.limit:
        return words_correcting.compared_with_blank(name)
    kind = "date" if asked.type in _DATES else "number"
    return words_correcting.beside(words_correcting.relation(broken.sign, kind, _shown(asked, broken.limit)), name)


def _name(held: Interview, place: Index) -> str:
    """Return what the question is called whose answer is the limit."""
    other = prompt(held, place)
    return " ".join(filter(None, [other.number, other.short or naming.cut_title(other.title)]))


def _shown(asked: Prompt, limit: str) -> str:
    try:
        return reading.shown(asked, Leaf(limit)) if limit else ""
    except ValueError:  # authors compare days with anything
        return limit


def _nearest(asked: Prompt, found: Unkept) -> Unkept:
    """Return a strict comparison of whole numbers as one with the nearest number that holds: over 0 is from 1."""
    if found.sign not in ("<", ">") or (found.of not in _WHOLE and (asked.type != "integer" or found.other)):
        return found
    try:
        limit = float(found.limit)
        nearest = floor(limit) + 1 if found.sign == ">" else ceil(limit) - 1
    except (ValueError, OverflowError):
        return found
    return Unkept(found.of, f"{found.sign}=", str(nearest))
