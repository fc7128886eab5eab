"""One filling of one form, a step at a time: state in, state and facts out.

`hear` never changes the interview it is given. What an interview needs to be taken up again are its
answers and repeats, which are rows of their own, and `state()`, a small JSON.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from forms import actions, recall, walk
from forms.facts import Fact, Index, Key, Leaf, Problem
from forms.form import Form
from forms.instance import Instance
from forms.renumber import Move
from forms.review import ItemState, item_states, problems
from forms.said import Said
from forms.turn import Turn
from forms.xpath.refs import repeats_around

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, eq=False)
class Interview:
    """Where one filling is. `answers` and `repeats` are keyed by (ref, pos); do not change them.

    `closed` are the open repeats declared complete, as (ref, pos around); `presumed` the questions that
    hold the form's default and were not seen yet: they are still asked. `moves` are the renumberings of
    instances since the interview was begun or restored. `recalled` is what the form reads of the report
    before (`${last-saved#x}`).
    """

    form: Form
    answers: dict[Key, Leaf]
    repeats: dict[Key, int]
    index: Index
    language: str
    seed: int
    closed: frozenset[Key] = frozenset()
    presumed: frozenset[Key] = frozenset()
    now: datetime = _NEVER
    properties: Mapping[str, str] = field(default_factory=dict)
    moves: tuple[Move, ...] = ()
    recalled: Mapping[Key, str] = field(default_factory=dict)

    def state(self) -> dict[str, Any]:
        """Return what `restore` needs beside answers and repeats, ready for JSON."""
        return {
            "index": str(self.index),
            "language": self.language,
            "seed": self.seed,
            "closed_repeats": sorted([list(key) for key in self.closed]),
            "presumed": sorted([list(key) for key in self.presumed]),
            "now": self.now.isoformat(),
            "last_saved": [[*key, text] for key, text in sorted(self.recalled.items())],
        }

    def instance(self) -> Instance:
        """Return its values as expressions see them. For reading only."""
        return Instance(
            self.form,
            self.answers,
            self.repeats,
            seed=self.seed,
            language=self.language,
            now=self.now,
            properties=self.properties,
            presumed=set(self.presumed),
            recalled=self.recalled,
        )


def begin(
    form: Form,
    *,
    seed: int,
    now: datetime,
    properties: Mapping[str, str],
    language: str = "",
    last_saved: Mapping[Key, str] = MappingProxyType({}),
) -> tuple[Interview, list[Fact]]:
    """Return a new interview at its first question. Chance comes from `seed`, identity from `properties`.

    `last_saved` are the values of the report before, by (ref, pos), for forms that read `${last-saved#x}`.
    """
    blank = Interview(
        form,
        {},
        {},
        walk.END,
        language or form.default_language,
        seed,
        now=now,
        properties=properties,
        recalled=recall.kept(form.recalled, last_saved),
    )
    turn = _turn(blank, now)
    turn.start()
    return _outcome(blank, turn)


def restore(
    form: Form,
    *,
    answers: Mapping[Key, Leaf],
    repeats: Mapping[Key, int],
    index: Index | str,
    language: str,
    seed: int,
    closed_repeats: Iterable[Iterable[str]] = (),
    presumed: Iterable[Iterable[str]] = (),
    now: datetime | str = _NEVER,
    properties: Mapping[str, str] | None = None,
    last_saved: Iterable[Iterable[str]] = (),
) -> Interview:
    """Return an interview from what was stored; nothing is calculated. `restore(form, …, **state())`.

    `closed_repeats` and `presumed` are pairs (ref, pos); `now` is the moment of the last turn, for texts
    that show dates; `last_saved` are triples (ref, pos, text).
    """
    return Interview(
        form=form,
        answers=dict(answers),
        repeats=dict(repeats),
        index=Index.parse(index) if not isinstance(index, Index) else index,
        language=language,
        seed=seed,
        closed=frozenset((ref, pos) for ref, pos in closed_repeats),
        presumed=frozenset((ref, pos) for ref, pos in presumed),
        now=datetime.fromisoformat(now) if isinstance(now, str) else now,
        properties=properties or {},
        recalled={(ref, pos): text for ref, pos, text in last_saved},
    )


def hear(interview: Interview, said: Said, now: datetime) -> tuple[Interview, list[Fact]]:
    """Take one thing said: return the interview after it, and what came of it.

    Something that makes no sense where the interview stands changes nothing.
    """
    turn = _turn(interview, now)
    turn.hear(said)
    return _outcome(interview, turn)


def forget(interview: Interview, stale: Collection[Key], now: datetime) -> Interview:
    """Return the interview without what it recalls of the report before at `stale`.

    Defaults made of the report before that nobody has accepted go; everything calculated is calculated anew.
    """
    recalled = {key: text for key, text in interview.recalled.items() if key not in stale}
    turn = _turn(replace(interview, recalled=recalled), now)
    events = interview.form.settings.values()
    made = {
        one.ref for settings in events for one in settings if one.rule is not None and recall.reads(one.rule.source)
    }
    for key in [key for key in turn.instance.presumed if key[0] in made]:
        turn.instance.answers.pop(key, None)
        turn.instance.presumed.discard(key)
    actions.recompute(turn.instance)
    return _outcome(replace(interview, recalled=recalled), turn)[0]


def _turn(interview: Interview, now: datetime) -> Turn:
    """A turn with its own copies of what may change."""
    own = replace(interview, answers=dict(interview.answers), repeats=dict(interview.repeats), now=now)
    return Turn(own.instance(), interview.index, interview.closed, interview.moves)


def _outcome(before: Interview, turn: Turn) -> tuple[Interview, list[Fact]]:
    after = replace(
        before,
        answers=turn.instance.answers,
        repeats=turn.instance.repeats,
        index=turn.index,
        closed=turn.closed,
        presumed=frozenset(turn.instance.presumed),
        now=turn.instance.now,
        moves=turn.moves,
    )
    return after, turn.facts


def review(interview: Interview, now: datetime) -> list[Problem]:
    """Return everything that keeps the report from being whole, at the moment `now`."""
    # Checking a constraint stores the value it checks for a moment: on a copy.
    at_now = replace(interview, now=now, answers=dict(interview.answers)).instance()
    return list(problems(at_now, interview.closed))


def outline(interview: Interview) -> list[ItemState]:
    """Return how far every printed item is, in order."""
    return item_states(interview.instance(), interview.closed)


def values(interview: Interview, ref: str) -> list[tuple[str, str, Leaf]]:
    """Return what is kept at and below a node and relevant, as (ref, pos, leaf), instance by instance."""
    instance = interview.instance()
    wanted = {ref, *actions.below(instance, ref)}
    order = {one: at for at, one in enumerate(interview.form.nodes)}
    found = [
        (*key, leaf)
        for key, leaf in interview.answers.items()
        if key[0] in wanted and instance.stands(*key) and instance.relevant(*key)
    ]
    return sorted(found, key=lambda one: _reading_order(interview.form, order, one[0], one[1]))


def _reading_order(form: Form, order: Mapping[str, int], ref: str, pos: str) -> list[int]:
    """A key that sorts places as a person reads them: each repeat instance as a whole."""
    repeats = repeats_around(form.nodes, form.nodes[ref])
    numbers = [int(number) for number in pos.split(".")] if pos else []
    key: list[int] = []
    for repeat, number in zip(repeats, numbers, strict=True):
        key += [order[repeat], number]
    return [*key, order[ref]]
