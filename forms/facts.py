"""What came of something said, as data. No sentences: those are spoken elsewhere."""

from dataclasses import dataclass
from typing import Literal, NamedTuple, cast, get_args

Event = Literal["question", "add_repeat", "end"]
State = Literal["value", "none", "put_off"]
Key = tuple[str, str]
"""Where an answer stands: (ref, pos)."""


class Index(NamedTuple):
    """Where an interview is: at a question, at the offer to add to a repeat, or at the end.

    For "add_repeat" the ref is the repeat's and the pos that of the instance to come. Its text,
    `question /data/r/age 2`, can be stored and parsed back.
    """

    event: Event
    ref: str = ""
    pos: str = ""

    def __str__(self) -> str:
        return f"{self.event} {self.ref} {self.pos}"

    @classmethod
    def parse(cls, text: str) -> "Index":
        """Return the index a text stands for. Raises ValueError."""
        event, ref, pos = text.split(" ")
        if event not in get_args(Event):
            raise ValueError(f"{text!r} is no index")
        return cls(cast(Event, event), ref, pos)


class Leaf(NamedTuple):
    """What is kept at a place: a value, or that there is none to give, or that it was put off."""

    value: str
    state: State = "value"


@dataclass(frozen=True, slots=True)
class Unkept:
    """A part of a constraint an answer does not keep: what `of` it stands wrongly to the limit.

    `of` and `sign` are those of forms/demands.py; `limit` is lexical; `other`: where it was answered, if it was.
    """

    of: str
    sign: str
    limit: str
    other: Index | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps a report from being whole: an answer missing or refused. `unkept` where the author says nothing."""

    index: Index
    why: Literal["required", "constraint"]
    message: str
    item_ref: str
    unkept: tuple[Unkept, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    index: Index
    leaf: Leaf


@dataclass(frozen=True, slots=True)
class Cleared:
    """An answer was taken away: by the person, or because its choice is no longer offered."""

    index: Index


@dataclass(frozen=True, slots=True)
class Rejected:
    """The answer was not taken; what was there before stays. `message` is the author's, or '': then see `unkept`."""

    index: Index
    why: Literal["constraint", "type", "choice", "readonly"]
    message: str = ""
    unkept: tuple[Unkept, ...] = ()


@dataclass(frozen=True, slots=True)
class RepeatAdded:
    ref: str
    pos: str


@dataclass(frozen=True, slots=True)
class RepeatDeleted:
    ref: str
    pos: str


@dataclass(frozen=True, slots=True)
class Noted:
    """An expression of the form failed while filling: the coordinator's to mend, not the officer's."""

    text: str


@dataclass(frozen=True, slots=True)
class Moved:
    index: Index


@dataclass(frozen=True, slots=True)
class Finished:
    """The walk has reached its end; these problems are left."""

    problems: tuple[Problem, ...]


Fact = Answered | Cleared | Rejected | RepeatAdded | RepeatDeleted | Noted | Moved | Finished
