"""What a parser made of a person's text: one result type for numbers, dates, months, times and rounds.

Parsers never raise on a person's text and never guess silently; what to say about a reading is left to the caller.
"""

from dataclasses import dataclass
from typing import Generic, Literal, Never, TypeVar

T_co = TypeVar("T_co", covariant=True)

Status = Literal["ok", "none", "ask", "bad"]


@dataclass(frozen=True, slots=True)
class Reading(Generic[T_co]):
    """One text, read.

    `ok`: value is certain. `none`: the person says there is nothing ("-", ไม่มี, blank); this is never zero.
    `ask`: show `value` and let the person confirm, or ask again when it is None. `bad`: cannot be read.
    `why` is a short machine word for `ask` and `bad`, such as "range", "grouping" or "no_such_day".
    """

    status: Status
    value: T_co | None = None
    why: str = ""


NONE: Reading[Never] = Reading("none")


def bad(why: str) -> Reading[Never]:
    """Return a reading for text that cannot be read."""
    return Reading("bad", None, why)


def unclear(why: str) -> Reading[Never]:
    """Return an `ask` without a candidate: the text has several meanings and none is preferred."""
    return Reading("ask", None, why)
