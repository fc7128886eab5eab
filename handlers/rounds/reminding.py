"""Reminders: who is to be told of which deadline now, once each, in one digest a person and day.

Deciding is idempotent: any number of clocks may decide at the same time, a step of an assignment is a unique row.
Where many are to be told the same, they share rows of up to 500 recipients. What is said, and to whom still, is
settled by handlers/rounds/digests.py when a row is claimed.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from handlers.rounds.opening import ladder_of
from models import Session, calendars, database_now, leaves, outbox, reminders, rounds
from models.leaves import Leave
from models.reminder_rows import OWN
from models.reminders import EVERYBODY, Item, Owing, People, Track
from models.rounds import Round
from scheduler.deadlines import DIGESTS_AT, is_late, is_missed, reminder_moments, sendable
from thai.calendar import Overrides
from thai.dates import in_bangkok

KIND = "reminder"  # to one person
MULTICAST = "multicast"  # the same to many
AT_ONCE = 500  # digests in one transaction, and recipients of one multicast: LINE's limit
PORTION = 5_000  # officers looked at together: what a clock holds in memory does not grow with the country
SAME_FROM = 40  # so many equal digests are worth a multicast; below, a push each tells us more of how it went

Key = tuple[int, date, str]
"""(person id, the day in Bangkok it is decided on, slot): what makes a digest the only one."""

Same = tuple[tuple[int, datetime], ...]
"""What a digest is about, when it says to one person what it says to another: (round id, deadline) each."""


@dataclass
class Digest:
    """What one person is to be told now, and the steps that went by untold."""

    person_id: int
    line_user_id: str
    day: date  # in Bangkok
    slot: str = ""  # the latest of what is told
    told: list[Item] = field(default_factory=list)
    missed: list[Item] = field(default_factory=list)
    about: set[tuple[int, datetime]] = field(default_factory=set)
    is_plain: bool = True  # nothing in it is this person's own: nobody has begun, and there is one office

    @property
    def key(self) -> Key:
        return self.person_id, self.day, self.slot

    @property
    def same(self) -> Same | None:
        return tuple(sorted(self.about)) if self.is_plain else None


@dataclass(frozen=True)
class Planned:
    """How many digests were queued, and how many steps were noted as missed."""

    reminders: int = 0
    missed: int = 0

    def __add__(self, other: Planned) -> Planned:
        return Planned(self.reminders + other.reminders, self.missed + other.missed)


@dataclass(frozen=True)
class _Step:
    due_at: datetime
    days: int
    moment: datetime
    slot: str
    is_sendable: bool
    is_over: bool


class _Silences:
    """Until when reminders of an assignment are quiet, for its office or for one person; and on which days of leave."""

    def __init__(self, rows: Iterable[tuple[int, int | None, datetime]], away: Iterable[Leave]) -> None:
        self._away: defaultdict[int, list[Leave]] = defaultdict(list)
        for leave in away:
            self._away[leave.person_id].append(leave)
        self._until: dict[tuple[int, int | None], datetime] = {}
        for assignment_id, person_id, until in rows:
            key = (assignment_id, person_id)
            self._until[key] = max(until, self._until.get(key, until))

    def cover(self, owing: Owing, moment: datetime) -> bool:
        if self._was_away(owing.person_id, moment):
            return True
        found = (self._until.get((owing.assignment_id, who)) for who in (None, owing.person_id))
        return any(until is not None and moment < until for until in found)

    def _was_away(self, person_id: int, moment: datetime) -> bool:
        leaves_of = self._away.get(person_id)
        if not leaves_of:
            return False
        day = in_bangkok(moment).date()
        return any(leave.first_day <= day <= leave.last_day for leave in leaves_of)


def plan(session: Session, now: datetime) -> Planned:
    """Decide and store every reminder that is due, in one transaction. The clock uses `due` and `store` in portions."""
    return store(session, due(session, now), now)


def portion(session: Session, after: int) -> People:
    """Return the officers to decide about next, however many there are in all."""
    return reminders.officers_after(session, after, PORTION)


def due(session: Session, now: datetime, people: People = EVERYBODY) -> list[Digest]:
    """Return what is to be stored for some people, equal digests side by side. Only reads."""
    overrides = calendars.overrides(session)
    found: dict[int, Digest] = {}
    _note_ladders(session, now, overrides, found, people)
    for owing, until in reminders.owing_own(session, now, people):
        step = _step(until, OWN, until, f"{in_bangkok(until):%H:%M}", now, overrides)
        _note(_digest_of(found, owing, now), owing, [step], newest=step, quiet=None)
    wanted = [digest for digest in found.values() if digest.told or digest.missed]
    return sorted(wanted, key=lambda digest: (digest.same or (), digest.person_id))


def _note_ladders(
    session: Session, now: datetime, overrides: Overrides, found: dict[int, Digest], people: People
) -> None:
    steps = _steps_by_track(session, now, overrides)
    newest = {track: (each[-1].due_at, each[-1].days) for track, each in steps.items()}
    owing = reminders.owing(session, newest, now, people) if newest else []
    if not owing:
        return
    round_ids = {round_id for round_id, _ in steps}
    decided = reminders.decided(session, round_ids, people)
    away = leaves.since(session, in_bangkok(now).date() - timedelta(days=1))
    quiet = _Silences(reminders.quiet_until(session, round_ids), away)
    for each in owing:
        todo = [step for step in steps[each.track] if _concerns(step, each, now, decided)]
        if todo:
            _note(_digest_of(found, each, now), each, todo, steps[each.track][-1], quiet)


def _steps_by_track(session: Session, now: datetime, overrides: Overrides) -> dict[Track, list[_Step]]:
    """Return the steps that have come, of the rounds' deadlines and of those that offices were granted."""
    running = {round_.id: round_ for round_ in rounds.reminding_rounds(session, now)}
    tracks: dict[Track, datetime] = {(round_.id, None): round_.due_at for round_ in running.values()}
    for round_id, own in reminders.own_deadlines(session, running):
        tracks[round_id, own] = own
    steps = {track: _steps(running[track[0]], due_at, now, overrides) for track, due_at in tracks.items()}
    return {track: found for track, found in steps.items() if found}


def _steps(round_: Round, due_at: datetime, now: datetime, overrides: Overrides) -> list[_Step]:
    """Return the steps towards a deadline whose moment has come since the round was opened, the oldest first."""
    ladder = ladder_of(round_.schedule)
    return [
        _step(due_at, days, moment, f"{ladder.at:%H:%M}", now, overrides)
        for days, moment in reminder_moments(due_at, ladder, overrides)
        if round_.opens_at <= moment <= now
    ]


def _step(due_at: datetime, days: int, moment: datetime, slot: str, now: datetime, overrides: Overrides) -> _Step:
    slot = f"{DIGESTS_AT:%H:%M}" if is_late(moment, now) else slot
    return _Step(due_at, days, moment, slot, sendable(moment, now, overrides), is_missed(moment, now))


def _concerns(step: _Step, owing: Owing, now: datetime, decided: set[Item]) -> bool:
    """Whether a step is open for somebody. Who joined only after its moment has just been shown the task."""
    joined_later = step.moment < owing.known_since <= now
    return not joined_later and _item(step, owing) not in decided


def _item(step: _Step, owing: Owing) -> Item:
    return owing.assignment_id, owing.person_id, step.due_at, step.days


def _digest_of(found: dict[int, Digest], owing: Owing, now: datetime) -> Digest:
    """Return the one digest of a person, of all that is due now."""
    return found.setdefault(owing.person_id, Digest(owing.person_id, owing.line_user_id, in_bangkok(now).date()))


def _note(digest: Digest, owing: Owing, todo: list[_Step], newest: _Step, quiet: _Silences | None) -> None:
    """Tell the newest step if it may still be sent, let it wait if it will be, and note the others as missed.

    A step that the office or the person has asked to be spared, or that came while they were away, counts as gone by.
    """
    for step in todo:
        is_spared = quiet is not None and quiet.cover(owing, step.moment)
        if step is newest and step.is_sendable and not is_spared:
            digest.told.append(_item(step, owing))
            digest.slot = max(digest.slot, step.slot)
            digest.about.add((owing.track[0], owing.due_at))
            digest.is_plain = digest.is_plain and not owing.begun and owing.offices == 1
        elif step is not newest or step.is_over or is_spared:
            digest.missed.append(_item(step, owing))


def store(session: Session, digests: Sequence[Digest], now: datetime) -> Planned:
    """Queue the digests and note their steps, told or missed; what another clock has stored is left as it is."""
    told = [digest for digest in digests if digest.told]
    keys = [digest.key for digest in told]
    before = reminders.digests(session, keys)
    new = _store_digests(session, [digest for digest in told if digest.key not in before], now)
    known = reminders.digests(session, keys)
    items = [(item, known[digest.key][0]) for digest in told for item in digest.told if known[digest.key][1]]
    reminders.add_items(session, items)
    return Planned(new, reminders.add_items(session, list(_missed(digests, known))))


def _store_digests(session: Session, digests: Sequence[Digest], now: datetime) -> int:
    """Queue a row for each digest, or one for many that say the same. Return how many digests are new."""
    real_now = database_now(session)
    alike, single = _sorted_out(digests)
    shared = {_shared_key(group): group for group in alike}
    rows = outbox.queue_once(session, MULTICAST, dict.fromkeys(shared, ""), now, real_now)
    wanted = {digest.key: rows[key] for key, group in shared.items() for digest in group}
    own = {single_key(digest.key): digest for digest in single}
    rows = outbox.queue_once(session, KIND, {key: each.line_user_id for key, each in own.items()}, now, real_now)
    wanted |= {digest.key: rows[key] for key, digest in own.items()}
    return reminders.add_reminders(session, wanted)


def _sorted_out(digests: Iterable[Digest]) -> tuple[list[list[Digest]], list[Digest]]:
    """Return groups of equal digests that are worth a multicast, and the others."""
    groups: defaultdict[tuple[Same | None, date, str], list[Digest]] = defaultdict(list)
    for digest in digests:
        groups[digest.same, digest.day, digest.slot].append(digest)
    alike = [group for (same, _, _), group in groups.items() if same and len(group) >= SAME_FROM]
    chunks = [group[first : first + AT_ONCE] for group in alike for first in range(0, len(group), AT_ONCE)]
    shared = {id(digest) for group in alike for digest in group}
    return chunks, [digest for digest in digests if id(digest) not in shared]


def single_key(key: Key) -> str:
    """Return the dedupe key of a digest's own outbox row."""
    person_id, day, slot = key
    return f"rem:{person_id}:{day}:{slot}"


def _shared_key(group: Sequence[Digest]) -> str:
    """Return the dedupe key of a row for many: the same people, the same morning, the same key."""
    people = ",".join(str(digest.person_id) for digest in group)
    return f"rem:{hashlib.sha256(people.encode()).hexdigest()[:32]}:{group[0].day}:{group[0].slot}"


def _missed(digests: Sequence[Digest], known: Mapping[Key, tuple[int, bool]]) -> Iterator[tuple[Item, int | None]]:
    """Yield the steps that went by, and those whose digest of the same morning has left already."""
    for digest in digests:
        late = digest.told if digest.told and not known[digest.key][1] else []
        for item in (*digest.missed, *late):
            yield item, None
