"""Which menu stands under somebody's chat: by what they do, or that they wait to be let in. Fields are commands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from models import people
from models.people import COORDINATING, OVERSEEING, Duty, Person

Menu = Literal["guest", "pending", "officer", "coordinator", "supervisor", "both"]
REPORTING = frozenset({Duty.OFFICER, Duty.HEAD})

MENUS: Mapping[Menu, tuple[str, ...]] = {
    "guest": ("join", "privacy", "help"),
    "pending": ("request", "privacy", "help"),
    "officer": ("resume", "tasks", "returned", "copy", "calendar", "help"),
    "coordinator": ("status", "missing", "review_list", "petitions", "rounds", "help"),
    "supervisor": ("status", "missing", "volume", "excel", "calendar", "help"),
    "both": ("resume", "tasks", "status", "missing", "review_list", "help"),
}
"""Menu -> the names of its routes, the first drawn strong; those of strangers are handlers/people/joining.py's."""


def menu_of(person: Person | None, *, is_pending: bool = False) -> Menu:
    """Return the menu of whoever is behind an account."""
    if person is None or not person.roles:
        return "pending" if is_pending else "guest"
    reports = people.has_duty(person, REPORTING)
    if people.has_duty(person, COORDINATING):
        return "both" if reports else "coordinator"
    if people.has_duty(person, OVERSEEING):
        return "both" if reports else "supervisor"
    return "officer"
