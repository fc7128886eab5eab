"""Duties that hold for one form, or for one round of it: how people name these, and how they are said back."""

from __future__ import annotations

from datetime import datetime

from handlers import words
from handlers import words_joining as say
from handlers.naming import round_title
from handlers.report.officer import squeezed
from models import Session, catalogue, rounds
from models.people import Role


def names(session: Session, now: datetime) -> dict[str, str]:
    """Return what a duty may be bound to, by every name of it: forms -> their id, open rounds -> their key.

    A name that two things bear names neither.
    """
    found: dict[str, set[str]] = {}
    for round_ in rounds.open_rounds(session, now):
        for name in (round_title(round_), round_.key):
            found.setdefault(name, set()).add(round_.key)
    for form in catalogue.newest_versions(session):
        for name in (form.short, form.title, form.form_id):
            found[name] = {form.form_id} | {key for key in found.get(name, ()) if "/" not in key}
    return {name: key for name, keys in found.items() if len(keys) == 1 for key in keys}


def meant(session: Session, typed: str, now: datetime) -> list[str]:
    """Return the forms or rounds somebody may mean: by the whole name, else by a part of it."""
    wanted = squeezed(typed)
    known = {squeezed(name): key for name, key in names(session, now).items()}
    if wanted in known:
        return [known[wanted]]
    parts = (key for name, key in known.items() if len(wanted) >= 4 and wanted in name)
    found = list(dict.fromkeys(parts))
    return [key for key in found if "/" not in key] or found


def label(session: Session, only: str) -> str:
    """Return what a form or round is called; its id where it is known no more."""
    round_ = rounds.round_by_key(session, only) if "/" in only else None
    if round_ is not None:
        return round_title(round_)
    form = catalogue.newest_version(session, only)
    return form.short if form is not None else only


def duty_of(session: Session, duty: str, only: str) -> str:
    """Return a duty in words, with what it is bound to."""
    called = words.DUTIES.get(duty, duty)
    return say.bound(called, label(session, only)) if only else called


def said(session: Session, role: Role) -> str:
    return duty_of(session, role.duty, role.only)
