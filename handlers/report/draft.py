"""A report being filled: loaded from its rows, handed to the engine, saved as rows again.

The rows are the truth; the engine's interview lives for one turn. Only what a turn changed is written. `rev` rises with
every change. Where this person stands is kept in the interview row; which repeats are complete belongs to the report.

Rows come laid out for the whole batch (models/desks.py) and are written when the session flushes, which every query
through it does first: nothing flushes without need. How answers become rows is handlers/report/keeping.py.
"""

from __future__ import annotations

import hashlib
import random
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Self

from forms import changes, interview, prompt, review
from forms.changes import Changes
from forms.facts import Answered, Cleared, Fact, Index, Key, Leaf, Problem, Rejected
from forms.form import Form
from forms.interview import Interview
from forms.prompt import Prompt
from forms.review import ItemState
from forms.said import Jump, Next, Said, Value
from handlers.form import publishing
from handlers.report import counting, keeping, noting, renumbering
from models import Session, desks, last_reports, rounds, submissions
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


def open_for(session: Session, person: Person, assignment: Assignment, now: datetime) -> Draft:
    """Return the office's report of an assignment, begun if nobody has begun it."""
    row = submissions.of_assignment(session, assignment.id)
    if row is None:  # a colleague may begin it at this very moment
        rounds.lock_assignment(session, assignment.id)
        row = submissions.of_assignment(session, assignment.id)
    return load(session, person, row.id, now) if row else _begin(session, person, assignment, now)


def load(session: Session, person: Person, submission_id: int, now: datetime) -> Draft:
    """Return a report with its row locked, at the place where this person left it."""
    report = desks.report(session, submission_id)
    row = report.row
    place = session.get(Place, (person.id, row.id))
    form = publishing.form_of(session, row.form_version_id)
    held = _restore(form, row, report.answers, place.state if place else {"index": row.repeats["start"]}, now)
    if place is not None and not stands(held):
        held = interview.hear(held, Next(), now)[0]
    if place is None:
        held = _at_first_open(held, now)
        place = _place(session, person, row, held.index, now)
    return Draft(session, person, report, place, held)


def row_of(session: Session, submission_id: int | None) -> Submission | None:
    """Return the row of a report, if it is still there."""
    return session.get(Submission, submission_id) if submission_id is not None else None


def restored(session: Session, row: Submission, now: datetime) -> Interview:
    """Return the interview of a report, where it was begun."""
    form = publishing.form_of(session, row.form_version_id)
    return _restore(form, row, desks.answers(session, row.id), {"index": row.repeats["start"]}, now)


def _restore(
    form: Form, row: Submission, answers: Mapping[Key, Leaf], state: Mapping[str, Any], now: datetime
) -> Interview:
    return interview.restore(
        form,
        answers=answers,
        repeats={_repeat_key(name): int(count) for name, count in row.repeats["counts"].items()},
        index=Index.parse(state["index"]),
        language=state.get("language", form.default_language),
        seed=row.seed,
        closed_repeats=map(_repeat_key, row.repeats["closed"]),
        presumed=map(_repeat_key, row.repeats.get("presumed", ())),
        now=now,
        last_saved=row.repeats.get("last_saved", ()),
    )


def _at_first_open(held: Interview, now: datetime) -> Interview:
    """Take somebody who joins a report that others began to the first question still open."""
    if (held.index.ref, held.index.pos) not in held.answers:
        return held
    return interview.hear(held, Next(), now)[0]


def stands(held: Interview) -> bool:
    """Whether the place a person left is still there: another may have removed its row meanwhile."""
    index = held.index
    return index.event != "question" or held.instance().stands(index.ref, index.pos)


def _begin(session: Session, person: Person, assignment: Assignment, now: datetime) -> Draft:
    properties = {"username": assignment.office.called, "deviceid": assignment.office.code}
    version = assignment.round.form_version_id
    before = last_reports.newest_sent(session, assignment.office_id, assignment.round.form_id)
    own = {"assignment_id": assignment.id, "before_id": before}
    last = _recalled(session, publishing.form_of(session, version), before)
    return _start(session, person, version, properties, own, now, last)


def last_saved(session: Session, form: Form, assignment: Assignment) -> dict[Key, str]:
    """Return what a form reads of the report its office sent last. Most read nothing, and then nothing is looked up."""
    if not form.recalled:
        return {}
    before = last_reports.newest_sent(session, assignment.office_id, assignment.round.form_id)
    return _recalled(session, form, before)


def _recalled(session: Session, form: Form, before: int | None) -> dict[Key, str]:
    return last_reports.values(session, before, form.recalled) if before is not None and form.recalled else {}


def try_out(session: Session, person: Person, form_version_id: int, now: datetime) -> Draft:
    """Return a filling of a form that belongs to no round: never counted, exported or reminded of."""
    return _start(session, person, form_version_id, {"username": person.name}, {"trial_by": person.id}, now)


def _start(
    session: Session,
    person: Person,
    form_version_id: int,
    properties: Mapping[str, str],
    own: Mapping[str, int | None],
    now: datetime,
    last: Mapping[Key, str] = MappingProxyType({}),
) -> Draft:
    """Begin a filling; `own` says what it is for, `last` what the report before held."""
    form = publishing.form_of(session, form_version_id)
    seed = random.SystemRandom().getrandbits(40)
    begun, _facts = interview.begin(form, seed=seed, now=now, properties=properties, last_saved=last)
    row = Submission(
        form_version_id=form_version_id,
        instance_id=f"uuid:{uuid.uuid4()}",
        seed=seed,
        started_at=now,
        repeats=repeats_of(begun, str(begun.index)),
        answered=0,
        items=len(form.items),
        **own,
    )
    session.add(row)
    session.flush()
    place = _place(session, person, row, begun.index, now)
    draft = Draft(session, person, desks.begin(session, row, begun.answers), place, begun)
    for key, leaf in begun.answers.items():
        keeping.put(draft, key, leaf, None, now)
    counting.count(draft)
    session.flush()
    return draft


def _place(session: Session, person: Person, row: Submission, index: Index, now: datetime) -> Place:
    state = {"index": str(index), "asked": 0, "since": 0}
    place = Place(person_id=person.id, submission_id=row.id, state=state, updated_at=now)
    session.add(place)
    session.flush()
    return place


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
        draft.place.state = {**draft.place.state, "changed": {"ref": asked[0], "pos": asked[1], "rev": row.rev}}
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


def _repeat_key(name: str) -> Key:
    ref, _, pos = name.partition("|")
    return ref, pos


def instances(counts: Mapping[Key, int], ref: str, pos: str = "") -> int:
    """Return how many instances of a repeat there are."""
    return counts.get((ref, pos), 0)


def is_begun(session: Session, assignment_id: int) -> bool:
    """Whether somebody has begun the report and it is not sent."""
    row = submissions.of_assignment(session, assignment_id)
    return row is not None and row.submitted_at is None


def is_submitted(session: Session, assignment_id: int) -> bool:
    row = submissions.of_assignment(session, assignment_id)
    return row is not None and row.submitted_at is not None
