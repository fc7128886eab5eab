"""What a person can say to an interview, as data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Value:
    """A lexical XForms value for the current question; '' clears it."""

    text: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """Names of choices for the current select or rank."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Confirm:
    """The current notice has been read."""


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """There is nothing to report here ("ไม่มี"): it counts as answered."""


@dataclass(frozen=True, slots=True)
class Skip:
    """Later: the question is put off. An answer already there stays."""


@dataclass(frozen=True, slots=True)
class Next:
    """Move on, touching nothing."""


@dataclass(frozen=True, slots=True)
class Back:
    """Go to the question before."""


@dataclass(frozen=True, slots=True)
class Forward:
    """Go to the question after, answered or not; behind the last, to the end."""


@dataclass(frozen=True, slots=True)
class Jump:
    """Go to a question, or to the first one of a group or repeat instance.

    A repeat at the pos around it, or one past its last instance, means the offer to add one.
    """

    ref: str
    pos: str = ""


@dataclass(frozen=True, slots=True)
class AddRepeat:
    """Add an instance to the repeat at hand."""


@dataclass(frozen=True, slots=True)
class EndRepeat:
    """The repeat at hand is complete."""


@dataclass(frozen=True, slots=True)
class DeleteRepeat:
    """Remove the instance of `ref` at `pos`; later ones move up."""

    ref: str
    pos: str


Said = Value | Chosen | Confirm | NoAnswer | Skip | Next | Back | Forward | Jump | AddRepeat | EndRepeat | DeleteRepeat
