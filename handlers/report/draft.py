"""A report being filled: handed to the engine, saved as rows again. Making one of its rows is left to loading.py.

The rows are the truth; the engine's interview lives for one turn. Only what a turn changed is written. `rev` rises with
every change. Where this person stands is kept in the interview row; which repeats are complete belongs to the report.

Rows come laid out for the whole batch (models/desks.py) and are written when the session flushes, which every query
through it does first: nothing flushes without need. How answers become rows is handlers/report/keeping.py.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, Self

from forms import changes, interview, prompt, review
from forms.changes import Changes
from forms.facts import Answered, Cleared, Fact, Index, Key, Leaf, Problem, Rejected
from forms.interview import Interview
from forms.prompt import Prompt
from forms.review import ItemState
from forms.said import Jump, Said, Value
from handlers.report import counting, keeping, noting, renumbering, undoable
from models import Session
from models.desks import Report
from models.people import Person
from models.rounds import Assignment
from models.submissions import Answer, Submission
from models.submissions import Interview as Place


@dataclass
class Draft:
    """One report open on the desk: its rows, where the person is, and the engine's interview."""

    session: Session
    person: Person
    report: Report
    place: Place
    interview: Interview
    keeps_past: bool = True  # whether what is replaced is remembered
    _asked: tuple[Interview, Prompt] | None = field(default=None, repr=False)

    @property
    def is_trial(self) -> bool:
        """Whether a form is only being tried: nothing is sent, nothing is counted."""
        return self.row.assignment is None

    @property
    def assignment(self) -> Assignment:
        """Return what the report is for. A trial is for nothing: what needs this is not reached on one."""
        if self.row.assignment is None:
            raise LookupError("a trial has no assignment")
        return self.row.assignment

    @property
    def row(self) -> Submission:
        return self.report.row

    @property
    def prompt(self) -> Prompt:
        """Return the question now asked; made once for each state of the interview, however often it is looked at."""
        if self._asked is None or self._asked[0] is not self.interview:
            self._asked = (self.interview, prompt.prompt(self.interview))
        return self._asked[1]

    def prompt_at(self, index: Index) -> Prompt:
        """Return the question of another place."""
        return prompt.prompt(self.interview, index)

    def outline(self) -> list[ItemState]:
        """Return how far every printed item is, in order."""
        return review.item_states(self.interview.instance(), self.interview.closed)

    def problems(self) -> list[Problem]:
        """Return what keeps the report from being sent."""
        return list(review.problems(self.interview.instance(), self.interview.closed))

    def values(self, ref: str) -> list[tuple[str, str, Leaf]]:
        """Return what is stored at a question, or at all questions of a list, table or group, in the form's order."""
        order = {each: place for place, each in enumerate(self.interview.form.nodes)}
        found = [
            (each, pos, leaf)
            for (each, pos), leaf in self.interview.answers.items()
            if each == ref or each.startswith(f"{ref}/")
        ]
        return sorted(found, key=lambda row: ([int(part) for part in row[1].split(".") if part], order[row[0]]))

    @property
    def last_text(self) -> Key | None:
        """Return where the text stands that this person answered last, if it does: a row may be removed."""
        last = self.place.state.get("last")
        key = (last["ref"], last["pos"]) if last else None
        return key if key in self.interview.answers else None

    @property
    def is_hidden(self) -> bool:
        """Whether something else was shown since the question was asked (handlers/report/seeing.py)."""
        return self.interview.index.event == "question" and bool(self.place.state.get("hidden"))

    @property
    def question_id(self) -> str:
        """Return a short name of the question now asked, for buttons."""
        return short_id(self.interview.index)


@dataclass(frozen=True)
class Typed:
    """The words behind an answer: what was typed or tapped, and the messages it came in."""

    text: str
    message_id: str = ""
    said_at: datetime | None = None

    def dump(self) -> dict[str, str]:
        """Return them as JSON, for as long as we ask back what was meant."""
        return {"typed": self.text, "message": self.message_id, "at": self.said_at.isoformat() if self.said_at else ""}

    @classmethod
    def load(cls, row: Mapping[str, Any]) -> Self:
        at = row.get("at")
        return cls(row["typed"], row.get("message", ""), datetime.fromisoformat(at) if at else None)


@lru_cache(maxsize=4096)
def short_id(index: Index) -> str:
    """Return 10 characters that stand for an index in a button's data, which LINE limits to 300."""
    return hashlib.sha256(str(index).encode()).hexdigest()[:10]


def hear(draft: Draft, said: Said, now: datetime, typed: Typed | None = None) -> list[Fact]:
    """Let the engine hear one thing and write what changed. `typed` are the words of an answer to the current question.

    The draft's interview is the one after; facts tell what happened.
    """
    before = draft.interview
    after, facts = interview.hear(before, said, now)
    changed = changes.changes(before, after)
    draft.interview = after
    draft.report.answers = after.answers
    if before.index != after.index:
        moved = {"index": str(after.index), "since": draft.place.state["asked"] + 1, "pending": None}
        draft.place.state = {**draft.place.state, **moved}
        draft.place.updated_at = now
    taken = typed if any(isinstance(fact, Answered | Cleared) for fact in facts) else None
    if _is_more(before, after, changed) or taken is not None:
        write(draft, before, changed, taken, now)
    return facts


def _is_more(before: Interview, after: Interview, changed: Changes) -> bool:
    """Whether something has to be written beside where the person is."""
    if changed.set or changed.removed or changed.repeats or changed.moved:
        return True
    return before.closed != after.closed or before.presumed != after.presumed


def speak(draft: Draft, language: str) -> None:
    """Show this person the form in another of its languages."""
    draft.place.state = {**draft.place.state, "language": language}
    draft.interview = replace(draft.interview, language=language)


def rewrite(draft: Draft, key: Key, text: str, now: datetime) -> Rejected | None:
    """Give an answer other words, wherever the person stands; an empty text removes it.

    Returns why the form does not take them: then the answer stays as it was. An answer whose question is no longer
    asked (its gate was closed) is changed in its row alone.
    """
    hear(draft, Jump(*key), now)
    if draft.interview.index == Index("question", *key):
        facts = hear(draft, Value(text), now, Typed(text))
        return next((fact for fact in facts if isinstance(fact, Rejected)), None)
    kept = draft.session.get(Answer, (draft.row.id, *key))
    if kept is not None:
        noting.rewritten(draft, key, kept.value, text, now)
    others = {each: leaf for each, leaf in draft.report.answers.items() if each != key}
    if kept is not None and text:
        kept.value = kept.typed = text
        draft.report.answers = {**others, key: Leaf(text, kept.state)}  # type: ignore[arg-type]
    elif kept is not None:
        draft.session.delete(kept)
        draft.report.answers = others
    draft.row.rev += 1
    return None


def write(draft: Draft, before: Interview, changed: Changes, typed: Typed | None, now: datetime) -> None:
    """Write the rows that a turn changed. `typed` are the words of an answer to the question it began at."""
    row, session = draft.row, draft.session
    row.rev += 1
    for key in changed.removed:
        keeping.remove(draft, key, now)
    if changed.removed or changed.moved:
        session.flush()
        renumbering.apply(session, draft.place, changed, now)
    asked = (before.index.ref, before.index.pos)
    if typed is not None:
        draft.place.state = {**draft.place.state, "changed": undoable.pushed(draft.place.state, asked, row.rev, now)}
    put = dict(changed.set)
    if typed is not None and asked in draft.interview.answers:
        put[asked] = draft.interview.answers[asked]  # perhaps the same value, said again in other words
    for key, leaf in put.items():
        known = bool(changed.moved) or key in before.answers
        keeping.put(draft, key, leaf, typed if key == asked else None, now, known)
    noting.note(draft, before, changed, put, now)
    row.repeats = repeats_of(draft.interview, row.repeats["start"])
    counting.recount(draft, before, changed)


def repeats_of(held: Interview, start: str) -> dict[str, Any]:
    """Return what is stored with the report beside its answers."""
    counts = {f"{ref}|{pos}": count for (ref, pos), count in held.repeats.items()}
    return {
        "counts": counts,
        "closed": _names(held.closed),
        "presumed": _names(held.presumed),
        "start": start,
        "last_saved": [[*key, text] for key, text in sorted(held.recalled.items())],
    }


def _names(keys: Iterable[Key]) -> list[str]:
    return sorted(f"{ref}|{pos}" for ref, pos in keys)


def instances(counts: Mapping[Key, int], ref: str, pos: str = "") -> int:
    """Return how many instances of a repeat there are."""
    return counts.get((ref, pos), 0)
