"""The words questions are read by, taken from the roster and from the forms of rounds."""

from __future__ import annotations

import threading
from collections import defaultdict
from datetime import datetime
from functools import lru_cache

from forms.form import Form
from handlers.form import publishing
from handlers.naming import item_labels, squeeze
from handlers.status import rounds_meant
from handlers.status.answers import Asker
from handlers.status.asked import FormWords, OfficeWords
from handlers.status.heard import Words
from handlers.status.roster import Directory, Roster
from handlers.status.spelling import name_of, spelled
from models import Session, people, scopes, watching
from models.people import OVERSEEING, Person
from models.scopes import Scope
from thai.dates import in_bangkok


def asker_of(session: Session, person: Person) -> Asker:
    """Return what a person may ask about: the offices overseen, else the own ones."""
    overseen = {role.office_id for role in person.roles if role.duty in OVERSEEING}
    bounded = any(role.only for role in person.roles if role.duty in OVERSEEING)
    directory = directory_of(session)
    under = min(overseen) if len(overseen) == 1 else None
    if under is not None and not bounded:
        scope = Scope(directory.below(under))
    else:
        scope = scopes.scope(session, person) if overseen else scopes.reporting(person)
    return Asker(scope, under, Roster(directory, scope.anywhere))


def directory_of(session: Session) -> Directory:
    """Return the roster as it is named, read anew when it has changed."""
    return _directories.get(session)


def words_of(session: Session, asker: Asker, now: datetime) -> Words:
    """Return what this asker's questions are read by: the whole roster, and the forms of the rounds in scope."""
    begun = rounds_meant.known(session, asker.scope, now)
    versions = dict.fromkeys(each.form_version_id for each in sorted(begun, key=lambda each: each.due_at, reverse=True))
    forms: dict[str, FormWords] = {}
    for version in versions:
        form = publishing.form_of(session, version)
        forms.setdefault(form.id, form_words(form))
    return Words(asker.roster, tuple(forms.values()), in_bangkok(now).date())


NUMBERS = frozenset({"integer", "decimal"})  # types of questions whose answers can be added up


class _Directories:
    """The roster read last, shared by all threads until it changes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: tuple[object, Directory] | None = None

    def get(self, session: Session) -> Directory:
        stamp = watching.roster_stamp(session)
        of = (str(session.get_bind()), stamp)
        with self._lock:
            if self._kept is None or self._kept[0] != of:
                self._kept = (of, _read(session, stamp))
            return self._kept[1]


_directories = _Directories()


def _read(session: Session, stamp: str = "") -> Directory:
    offices = {row[0]: OfficeWords(*row) for row in people.office_names(session)}
    children: defaultdict[int, list[int]] = defaultdict(list)
    for parent_id, office_id in people.tree(session):
        children[parent_id].append(office_id)
    return Directory(offices, dict(children), stamp if stamp == watching.roster_stamp(session) else "")


@lru_cache(maxsize=64)
def form_words(form: Form) -> FormWords:
    """Return how a form and its items are named. A focus point's number stands for all items below it."""
    labels = item_labels(form)
    numbers: defaultdict[str, list[str]] = defaultdict(list)
    names: defaultdict[str, list[str]] = defaultdict(list)
    has_numbers = any(item.number for item in form.items)
    for place, item in enumerate(form.items, 1):
        said = {squeeze(labels[item.ref])} if item.number else {str(place)} if not has_numbers else set()
        for number in said | _above(form, item.ref) | ({squeeze(item.number)} if item.number else set()):
            numbers[number].append(item.ref)
        if item.short:
            names[spelled(name_of(item.short))].append(item.ref)
    _prefer_groups(form, numbers)
    called = {item.ref: labels[item.ref] for item in form.items}
    return FormWords(
        form.id,
        form.title,
        form.short,
        {number: tuple(dict.fromkeys(refs)) for number, refs in numbers.items()},
        {name: tuple(refs) for name, refs in names.items()},
        called,
        tuple(called[item.ref] for item in form.items if form.nodes[item.ref].type in NUMBERS),
    )


def _above(form: Form, ref: str) -> set[str]:
    """Return the printed numbers of the groups around an item."""
    found, parent = set(), form.nodes[ref].parent
    while parent is not None and parent in form.nodes:
        if form.nodes[parent].number:
            found.add(squeeze(form.nodes[parent].number))
        parent = form.nodes[parent].parent
    return found


def _prefer_groups(form: Form, numbers: defaultdict[str, list[str]]) -> None:
    """Let a number that is a focus point's mean the items below it, not the items elsewhere that repeat it."""
    for ref, node in form.nodes.items():
        if node.kind == "group" and node.number:
            number = squeeze(node.number)
            below = [item.ref for item in form.items if item.ref.startswith(f"{ref}/")]
            if below and any(each not in below for each in numbers[number]) and _is_focus(form, ref):
                numbers[number] = below


def _is_focus(form: Form, ref: str) -> bool:
    """Whether a group is the only one with its number."""
    number = squeeze(form.nodes[ref].number)
    return sum(1 for node in form.nodes.values() if node.kind == "group" and squeeze(node.number) == number) == 1
