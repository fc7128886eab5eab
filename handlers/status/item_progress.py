"""How far offices are with each printed item: where it is answered, where it is still open, where people stop.

A submission keeps which of its items wait for an answer (handlers/report/counting.py); an office that has not begun
has answered none. What a gate rules out is dealt with.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from forms.form import Form
from handlers.naming import item_labels
from models import Session, item_standings
from models.item_standings import ItemStanding


@dataclass(frozen=True)
class ItemProgress:
    """One item over some offices. `stopped`: it is the first open item of that many reports that were begun."""

    ref: str
    label: str
    title: str
    expected: int
    begun: int
    answered: int
    stopped: int

    @property
    def waiting(self) -> int:
        """Reports that were begun and have not answered it."""
        return self.begun - self.answered


def of_round(session: Session, round_id: int, form: Form, office_ids: Collection[int] | None) -> list[ItemProgress]:
    """Return every printed item of a round's form, in its order."""
    standings = item_standings.of_round(session, round_id, office_ids)
    return [_count(ref, label, title, standings) for ref, label, title in _named(form)]


def _named(form: Form) -> list[tuple[str, str, str]]:
    labels = item_labels(form)
    return [(item.ref, labels[item.ref], item.short) for item in form.items]


def _count(ref: str, label: str, title: str, standings: Sequence[ItemStanding]) -> ItemProgress:
    begun = [each for each in standings if each.open_refs is not None]
    return ItemProgress(
        ref,
        label,
        title,
        expected=len(standings),
        begun=len(begun),
        answered=sum(ref not in (each.open_refs or ()) for each in begun),
        stopped=sum(not each.is_submitted and (each.open_refs or ("",))[0] == ref for each in begun),
    )


def without(session: Session, round_id: int, refs: Collection[str], office_ids: Collection[int] | None) -> set[int]:
    """Return the offices of a round that have not answered all of some items."""
    return {
        each.office_id
        for each in item_standings.of_round(session, round_id, office_ids)
        if each.open_refs is None or not set(refs).isdisjoint(each.open_refs)
    }
