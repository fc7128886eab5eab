"""A newer version of a form and a report begun on an older one: what would change, and moving it where it fits.

An answer is carried over when its question still stands at the same path, asks the same kind of thing and still allows
it. A report fits when none of its answers would be lost; the others stay on their version. Nothing is deleted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from forms import actions, interview, walk
from forms.checks import refusal
from forms.facts import Index, Key, Leaf
from forms.form import Form
from forms.interview import Interview
from forms.review import problems
from handlers.form import publishing
from handlers.report import adopting, loading
from models import Session, form_moves
from models.catalogue import FormVersion
from models.submissions import Submission

_WRITTEN_BY_FORM = frozenset({"calculate", "meta"})


@dataclass(frozen=True)
class Change:
    """What the newer version changes for one report: answers kept, titles of those dropped and of what it now needs."""

    submission_id: int
    office: str
    from_version: str
    kept: int
    dropped: tuple[str, ...]
    newly_required: tuple[str, ...]

    @property
    def fits(self) -> bool:
        return not self.dropped


@dataclass(frozen=True)
class Carried:
    """A report under the newer version, and the questions whose answers could not be carried over."""

    held: Interview
    kept: tuple[Key, ...]
    dropped: tuple[Key, ...]


def changes(session: Session, version: FormVersion, now: datetime, limit: int | None = None) -> list[Change]:
    """Return what a version, published or not, would change for each report begun on another; for the first `limit`."""
    rows = form_moves.begun(session, version, now, limit)
    return [_change(session, row, version, now) for row in rows]


def move(session: Session, row: Submission, version: FormVersion, now: datetime) -> bool:
    """Put a locked report that is being filled under a newer version. Return False when it would lose answers."""
    carried = carry(session, row, version, now)
    if carried.dropped:
        return False
    adopting.adopt(session, row, version.id, carried.held, now)
    return True


def _change(session: Session, row: Submission, newest: FormVersion, now: datetime) -> Change:
    before = loading.restored(session, row, now)
    carried = carry(session, row, newest, now)
    needed = {problem.index for problem in problems(before.instance(), before.closed)}
    now_needed = [each for each in problems(carried.held.instance(), carried.held.closed) if each.index not in needed]
    assert row.assignment is not None
    return Change(
        row.id,
        row.assignment.office.called,
        row.form_version.version,
        len(carried.kept),
        tuple(_title(before.form, ref) for ref, _pos in carried.dropped),
        tuple(dict.fromkeys(_title(carried.held.form, each.index.ref) for each in now_needed)),
    )


def _title(form: Form, ref: str) -> str:
    """Return what a question is called, without the values its title may show."""
    blank = interview.restore(form, answers={}, repeats={}, index=walk.END, language=form.default_language, seed=0)
    title = adopting.title_in(blank, ref)
    return title or form.nodes[ref].name


def carry(session: Session, row: Submission, newest: FormVersion, now: datetime) -> Carried:
    """Return a report as it would stand under the newest version. Nothing is written."""
    before = loading.restored(session, row, now)
    form = publishing.form_of(session, newest.id)
    last = {**loading.last_saved(session, form, row.assignment), **before.recalled} if row.assignment else {}
    begun, _facts = interview.begin(form, seed=row.seed, now=now, properties=before.properties, last_saved=last)
    given = {key: leaf for key, leaf in before.answers.items() if before.form.nodes[key[0]].kind == "question"}
    same = {key: leaf for key, leaf in given.items() if is_same(before.form, form, key[0])}
    own = {key: leaf for key, leaf in before.answers.items() if _is_written_alike(before.form, form, key[0])}
    held = replace(
        begun,
        answers={**begun.answers, **own, **same},
        repeats={**begun.repeats, **{key: count for key, count in before.repeats.items() if key[0] in form.nodes}},
        closed=frozenset(key for key in before.closed if key[0] in form.open_repeats),
        presumed=begun.presumed - set(same),
    )
    refused = _settled(held, same)
    kept = tuple(key for key in same if key in held.answers)
    lost = [key for key in given if (key not in kept and given[key].state == "value") or key in refused]
    first = walk.next_open(held.instance(), held.closed, walk.END)
    return Carried(replace(held, index=first), kept, tuple(dict.fromkeys(lost)))


def is_same(old: Form, new: Form, ref: str) -> bool:
    """Whether a question of the older version asks the same kind of thing, in the same repeats, in the newer."""
    before, after = old.nodes[ref], new.nodes.get(ref)
    if after is None or after.kind != "question":
        return False
    return (after.type, after.repeat, after.depth) == (before.type, before.repeat, before.depth)


def _is_written_alike(old: Form, new: Form, ref: str) -> bool:
    """Whether the form itself writes there in both versions, such as when the report was begun."""
    after = new.nodes.get(ref)
    return old.nodes[ref].kind in _WRITTEN_BY_FORM and after is not None and after.kind == "meta"


def _settled(held: Interview, answers: dict[Key, Leaf]) -> set[Key]:
    """Recalculate a report in place and take out the answers its version refuses; return their places."""
    instance = held.instance()
    actions.recompute(instance)
    refused = {
        key
        for key, leaf in answers.items()
        if leaf.value and instance.stands(*key) and instance.relevant(*key) and _is_refused(held, key, leaf)
    }
    for key in refused:
        held.answers.pop(key, None)
    actions.recompute(held.instance())
    return refused


def _is_refused(held: Interview, key: Key, leaf: Leaf) -> bool:
    found = refusal(held.instance(), Index("question", *key), leaf.value)
    return found is not None and found.why != "readonly"
