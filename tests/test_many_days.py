"""Days of reminders as Hypothesis imagines them: clocks die anywhere, sleep for hours or days, LINE fails in every way,
reports come in between. Whatever happens, in whatever order, nobody hears two digests in a day, nothing at night, and
nothing once the report is in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from handlers.rounds.opening import open_schedule
from models import transaction
from models.outbox import Outbox
from models.people import Office
from models.reminder_rows import ReminderItem
from models.rounds import Assignment
from scheduler.deadlines import Once, in_office_hours
from scheduler.tick import tick
from tests import offices
from tests.crash_search import Search
from tests.crash_tales import USERS, Outside, Story, Tale
from tests.crash_worlds import SqliteWorlds
from tests.crashes import FakeLine
from tests.offices import bangkok
from thai.dates import in_bangkok

BEGINS = bangkok("2026-11-16T08:00")  # a Monday: steps come on the 16th, 17th, 19th, 20th and 23rd
KEY_LIVES = timedelta(hours=24)  # LINE forgets a retry key, and the same would be sent again


def settle(engine: Engine) -> None:
    """Four officers who owe a report due on Friday the 20th; Somchai and Suda know of another, due on Monday."""
    with transaction(engine) as session:
        offices.form(session)
        for name in USERS:
            offices.person(session, name, offices.office(session, name))
        offices.open_round(session, bangkok("2026-11-02T09:00"))
        offices.form(session, "rt67")
        open_schedule(session, "rt67", Once(bangkok("2026-11-23T16:30")), None, bangkok("2026-11-02T09:00"))


def look(story: Story) -> None:
    tick(story.engine, story.line.now)
    story.delivery.send_due(story.line.now, senders=1)


class Days:
    """A story whose days pass, and the books of what LINE knows and who has submitted."""

    def __init__(self, story: Story) -> None:
        self.story, self.line = story, story.line
        story.clock = lambda: datetime.now(UTC)  # as the database's: what leases and retry keys go by
        self.submitted: dict[str, datetime] = {}
        self._keys: dict[str, datetime] = {}

    def do(self, deed: tuple[str, Any]) -> None:
        kind, what = deed
        if kind == "live":
            self.story.live(dies_at=what)
            self._keys = {key: self._keys.get(key, self.line.now) for key in self.line.keys}
        elif kind == "line":
            self.line.answers = list(what)
        elif kind == "sleep":
            self.sleep(what)
        elif USERS[what] not in self.submitted:
            self.submitted[USERS[what]] = self.line.now
            with self.story.worlds.unwatched(), transaction(self.story.engine) as session:
                for task in session.scalars(select(Assignment).join(Office).where(Office.code == what)):
                    offices.submit(session, task, self.line.now)

    def sleep(self, hours: float) -> None:
        """Let hours pass: what the outbox noted by the database's clock is older by so much."""
        gone = timedelta(hours=hours)
        self.line.now += gone
        with self.story.worlds.unwatched(), transaction(self.story.engine) as session:
            for row in session.scalars(select(Outbox).where(Outbox.state == "pending")):
                row.next_at -= gone
                row.first_at = row.first_at and row.first_at - gone
                row.lease_until = row.lease_until and row.lease_until - gone
        self.line.keys = {key for key in self.line.keys if self.line.now - self._keys[key] < KEY_LIVES}

    def problems(self) -> Iterator[str]:
        days = Counter((each.to, in_bangkok(each.at).date()) for each in self.line.taken)
        yield from (f"{user} heard {times} digests on {day}" for (user, day), times in days.items() if times > 1)
        for each in self.line.taken:
            if not in_office_hours(each.at):
                yield f"{each.to} was told at {in_bangkok(each.at):%a %H:%M}"
            if each.at > self.submitted.get(each.to, each.at):
                yield f"{each.to} had submitted"
        with transaction(self.story.engine) as session:
            if list(session.scalars(select(Outbox).where(Outbox.state.not_in(("sent", "cancelled"))))):
                yield "something is left over"
            items = session.scalars(select(ReminderItem))
            told = Counter((item.assignment_id, item.person_id, item.due_at, item.step) for item in items)
        yield from (f"{item} was decided twice" for item, times in told.items() if times > 1)


HOURS = st.sampled_from((0.25, 1, 3, 8, 14, 16, 24, 25, 48, 62))
DEEDS = st.one_of(
    st.tuples(st.just("live"), st.none()),
    st.tuples(st.just("live"), st.integers(1, 230)),
    st.tuples(st.just("sleep"), HOURS),
    st.tuples(st.just("line"), st.lists(st.sampled_from(("ok", "down", "down_after", "busy")), max_size=4)),
    st.tuples(st.just("submit"), st.sampled_from(sorted(USERS))),
)
TALE = Tale(settle, look, lambda _: iter(()))
SEARCH = Search(SqliteWorlds(settle), TALE, lambda: Outside(FakeLine(BEGINS)))


@settings(max_examples=25)
@given(st.lists(DEEDS, max_size=25))
def test_nobody_hears_two_digests_a_day_whatever_happens(deeds: list[tuple[str, Any]]) -> None:
    days = Days(SEARCH.story())
    for deed in deeds:
        days.do(deed)
    days.line.answers = []
    days.sleep(72)  # what was held up is over, and everything else has settled
    days.story.live_on()
    assert list(days.problems()) == []


def test_the_books_tell_what_goes_wrong() -> None:
    days = Days(SEARCH.story())
    days.do(("sleep", 1))
    days.do(("live", None))
    (first, *_), heard = days.line.taken, len(days.line.taken)
    assert (heard, list(days.problems())) == (4, [])
    days.line.taken.append(first)
    assert any("2 digests" in each for each in days.problems())
    days.line.taken[-1] = replace(first, at=first.at + timedelta(hours=60))
    assert any("was told at" in each for each in days.problems())
    days.submitted[first.to] = first.at
    assert any("had submitted" in each for each in days.problems())
