"""The clock, the sender, an announcement and a submission die at every step: nothing is lost, nothing is said twice,
nothing is said to who has submitted. That the harness catches mistakes is held by test_seeded_bugs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import cache
from time import monotonic
from typing import Any, cast

import pytest
from sqlalchemy import Engine, select

from bot.app import COMPOSERS
from bot.delivery import Delivery
from bot.intake import Intake
from bot.line import Line
from bot.render import Renderer
from bot.signing import Buttons
from bot.writer import Writer
from handlers import respond as conversation
from handlers.news import announced
from handlers.people import acting
from handlers.rounds import reminding
from models import database_now, transaction
from models.journal import Deed
from models.outbox import Outbox
from models.people import Office, Person
from models.rounds import Assignment
from models.submissions import Submission
from scheduler.deadlines import Monthly
from scheduler.tick import tick
from tests import offices, world
from tests.crashes import Death, FakeLine, Killed, Worlds, deaths
from tests.joined import said
from tests.offices import LONG_AGO, bangkok
from tests.talk import Talk
from tests.world import line_id
from thai.spans import Span

MORNING = bangkok("2026-11-19T09:00")  # the day before the deadline
NAMES = ("Somchai", "Suda", "Wichai", "Prasert")
SUBMITS = "Wichai"  # in the first process's lifetime or right after its death
RENDERER = Renderer(Buttons(b"a key for tests"), "https://bot.example.org")
LIVES = 8
SHORT = 9  # the fast suite dies at every ninth step, the slow one at each and in pairs


class Story:
    """One world, lived in by processes that die, until nothing is left to do."""

    def __init__(self, engine: Engine, death: Death, line: FakeLine, composers: Any = COMPOSERS) -> None:
        self.engine, self.death, self.line = engine, death, line
        writer = Writer(engine)
        clock = lambda: line.now  # noqa: E731
        self.delivery = Delivery(writer, cast(Line, line), RENDERER, composers, clock, dice=lambda: 0.0)
        self.intake = Intake(writer, conversation.respond, RENDERER, clock)
        self.submitted_at: datetime | None = None
        self.under_way: set[str] = set()  # recipients of multicasts that were frozen when somebody submitted

    def live(self, life: Callable[[Story], None], meanwhile: Callable[[Story], None]) -> None:
        for number in range(LIVES):
            self.death.revive()
            try:
                life(self)
            except Killed:
                self._between(number, meanwhile)
                continue
            self._between(number, meanwhile)
            if not self.pending():
                return
        raise AssertionError("it never ends")

    def _between(self, number: int, meanwhile: Callable[[Story], None]) -> None:
        """A minute passes: leases end, what waited is due, and after the first life something else happens."""
        planned, self.death.at = self.death.at, []
        self.death.revive()
        self.line.now += timedelta(minutes=5)
        if number == 0:
            meanwhile(self)
        with transaction(self.engine) as session:
            for row in session.scalars(select(Outbox).where(Outbox.state == "pending")):
                row.next_at = min(row.next_at, database_now(session))
                row.lease_until = LONG_AGO if row.lease_until else None
        self.line.now += timedelta(minutes=5)
        self.death.at = planned

    def pending(self) -> bool:
        with transaction(self.engine) as session:
            return session.scalar(select(Outbox.id).where(Outbox.state == "pending").limit(1)) is not None

    def submit(self, user: str) -> None:
        with transaction(self.engine) as session:
            office = session.scalars(select(Office).where(Office.code == user)).one()
            task = session.scalars(select(Assignment).where(Assignment.office_id == office.id)).one()
            offices.submit(session, task, self.line.now)
            frozen = session.scalars(select(Outbox).where(Outbox.recipients.is_not(None), Outbox.attempts > 0))
            self.under_way = {each for row in frozen for each in row.recipients or ()}
        self.submitted_at = self.line.now

    def problems(self, users: dict[str, str]) -> Iterator[str]:
        """Yield what went wrong, of reminders or announcements that push: LINE user id by name."""
        times = self.line.times()
        for name, user in users.items():
            if times[user] > 1:
                yield f"{name} heard it {times[user]} times"
            if name != SUBMITS and not times[user]:
                yield f"{name} never heard it"
        late = [each for each in self.line.taken if each.to == users.get(SUBMITS) and self._is_late(each.to, each.at)]
        if late:
            yield f"{SUBMITS} had submitted"

    def _is_late(self, user: str, at: datetime) -> bool:
        """Whether something was said to who had submitted; what was on its way to many by then cannot be changed."""
        return self.submitted_at is not None and at > self.submitted_at and user not in self.under_way


# --- a morning of reminders -----------------------------------------------------------------------------------------


def prepare_morning(engine: Engine) -> None:
    with transaction(engine) as session:
        offices.form(session)
        for name in NAMES:
            offices.person(session, name, offices.office(session, name))
        offices.open_round(session, bangkok("2026-11-02T09:00"))


def remind(story: Story) -> None:
    tick(story.engine, MORNING + timedelta(minutes=1))
    story.delivery.send_due(MORNING + timedelta(minutes=1), senders=1)


@cache
def morning() -> Worlds:
    return Worlds(prepare_morning)


USERS = {name: f"U{name}" for name in NAMES}


def die_all_morning(
    pairs: int, every_nth: int = 1, composers: Any = COMPOSERS, seed_bug: Callable[[Story], None] | None = None
) -> Iterator[str]:
    """Let the morning's processes die everywhere; yield what went wrong."""
    for at in [[], *deaths(steps_of(morning(), remind), pairs, every_nth)]:
        death = Death(list(at))
        with morning().fresh(death) as engine:
            story = Story(engine, death, FakeLine(death, MORNING), composers)
            if seed_bug:
                seed_bug(story)
            story.live(remind, lambda each: each.submit(SUBMITS))
            yield from [f"killed at {at}: {each}" for each in story.problems(USERS)]


def steps_of(worlds: Worlds, life: Callable[[Story], None]) -> int:
    """Return how many steps a life has that nobody ends."""
    death = Death()
    with worlds.fresh(death) as engine:
        life(Story(engine, death, FakeLine(death, MORNING)))
    assert death.steps > 20
    return death.steps


def test_a_clock_dies_at_every_step_of_a_morning() -> None:
    assert list(die_all_morning(pairs=4, every_nth=SHORT)) == []


def test_a_clock_dies_while_it_speaks_to_many_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminding, "SAME_FROM", 2)
    assert list(die_all_morning(pairs=4, every_nth=SHORT)) == []


@pytest.mark.slow
@pytest.mark.parametrize("same_from", [2, 40])
def test_clocks_die_twice_in_a_morning(monkeypatch: pytest.MonkeyPatch, same_from: int) -> None:
    monkeypatch.setattr(reminding, "SAME_FROM", same_from)
    assert list(die_all_morning(pairs=500)) == []


# --- LINE fails in every way ----------------------------------------------------------------------------------------

ANSWERS = ("ok", "down", "down_after", "busy")


@pytest.mark.parametrize("same_from", [2, 40])
@pytest.mark.parametrize("first", ANSWERS)
@pytest.mark.parametrize("second", ANSWERS)
def test_whatever_line_answers_everybody_hears_once(
    monkeypatch: pytest.MonkeyPatch, first: str, second: str, same_from: int
) -> None:
    monkeypatch.setattr(reminding, "SAME_FROM", same_from)
    death = Death()
    with morning().fresh(death) as engine:
        story = Story(engine, death, FakeLine(death, MORNING, answers=[first, second, first, second, second]))
        story.live(remind, lambda each: each.submit(SUBMITS))
        assert list(story.problems(USERS)) == []


def test_a_multicast_refused_for_one_goes_out_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminding, "SAME_FROM", 2)
    death = Death()
    with morning().fresh(death) as engine:
        story = Story(engine, death, FakeLine(death, MORNING, answers=["bad"]))
        story.live(remind, lambda each: each.submit(SUBMITS))
        assert list(story.problems(USERS)) == []
        with transaction(engine) as session:
            states = {(row.state, row.cost) for row in session.scalars(select(Outbox))}
        assert ("split", 4) in states


# --- an announcement ------------------------------------------------------------------------------------------------


def prepare_announcement(engine: Engine) -> None:
    with transaction(engine) as session:
        world.settle(session, MORNING)
        offices.form(session)
        offices.open_round(session, bangkok("2026-11-02T09:00"))
    talk = Talk(engine, MORNING)
    talk.say("ประกาศ ส่งรายงานด้วยนะคะ", "Malee")


@cache
def announcement() -> Worlds:
    return Worlds(prepare_announcement)


def announce(story: Story) -> None:
    """LINE delivers the coordinator's word until we have taken it; then a clock sends what is due."""
    raw = said("ส่งเลย", line_id("Malee"), webhookEventId="01ANNOUNCE", replyToken="token", timestamp=_ms(MORNING))
    outcome = story.intake.take(raw, story.line.now)
    if outcome.speech is not None:
        story.delivery._deliver(outcome.speech, monotonic())
    story.delivery.send_due(story.line.now, senders=1)


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def die_while_announcing(pairs: int, every_nth: int = 1) -> list[str]:
    users = {"Somchai": line_id("Somchai"), SUBMITS: line_id("Suda")}
    found: list[str] = []
    for at in [[], *deaths(steps_of(announcement(), announce), pairs, every_nth)]:
        death = Death(list(at))
        with announcement().fresh(death) as engine:
            story = Story(engine, death, FakeLine(death, MORNING))
            story.live(announce, lambda each: each.submit("dole"))
            found += [f"killed at {at}: {each}" for each in story.problems(users)]
            found += [f"killed at {at}: two receipts"] if story.line.times()["token"] > 1 else []
            found += [f"killed at {at}: {each}" for each in deeds(engine, "broadcast")]
    return found


def deeds(engine: Engine, deed: str) -> Iterator[str]:
    with transaction(engine) as session:
        count = len(list(session.scalars(select(Deed).where(Deed.deed == deed))))
    if count != 1:
        yield f"{deed} was done {count} times"


def test_an_announcement_dies_at_every_step() -> None:
    assert die_while_announcing(pairs=4, every_nth=SHORT) == []


@pytest.mark.slow
@pytest.mark.parametrize("same_from", [2, 40])
def test_an_announcement_dies_twice(monkeypatch: pytest.MonkeyPatch, same_from: int) -> None:
    monkeypatch.setattr(announced, "SAME_FROM", same_from)
    monkeypatch.setattr(reminding, "SAME_FROM", same_from)
    assert die_while_announcing(pairs=300) == []


# --- a submission ---------------------------------------------------------------------------------------------------


def prepare_submission(engine: Engine) -> None:
    with transaction(engine) as session:
        world.settle(session, MORNING)
        world.open_round(session, "pnglb_monthly", Monthly(20), MORNING)
    talk = Talk(engine, MORNING)
    for words in ("เริ่มกรอก", "พ.ย. 2569", "ลงพื้นที่ติดตามร่วมกับเครือข่าย", "12", "3", "1", "ส่ง"):
        lines = talk.say(words)
    assert "ผ่านความเห็นชอบ" in lines[0], lines


@cache
def submission() -> Worlds:
    return Worlds(prepare_submission)


def submit(story: Story) -> None:
    raw = said(
        "ผ่านแล้ว ส่งเลย", line_id("Somchai"), webhookEventId="01SUBMIT", replyToken="token", timestamp=_ms(MORNING)
    )
    outcome = story.intake.take(raw, story.line.now)
    if outcome.speech is not None:
        story.delivery._deliver(outcome.speech, monotonic())
    story.delivery.send_due(story.line.now, senders=1)


def die_while_submitting(pairs: int, every_nth: int = 1) -> list[str]:
    found: list[str] = []
    for at in [[], *deaths(steps_of(submission(), submit), pairs, every_nth)]:
        death = Death(list(at))
        with submission().fresh(death) as engine:
            story = Story(engine, death, FakeLine(death, MORNING))
            story.live(submit, lambda _: None)
            heard = story.line.times()
            if heard["token"] + heard[line_id("Somchai")] > 1:
                found.append(f"killed at {at}: two receipts")
            found += [f"killed at {at}: {each}" for each in deeds(engine, "submit")]
            with transaction(engine) as session:
                sent = session.scalars(select(Submission).where(Submission.submitted_at.is_not(None))).all()
            found += [] if len(sent) == 1 and sent[0].receipt else [f"killed at {at}: not submitted"]
    return found


def test_a_submission_dies_at_every_step() -> None:
    assert die_while_submitting(pairs=4, every_nth=SHORT) == []


@pytest.mark.slow
def test_a_submission_dies_twice() -> None:
    assert die_while_submitting(pairs=300) == []


# --- duties change hands --------------------------------------------------------------------------------------------


def prepare_leave(engine: Engine) -> None:
    """Prasert is away and Suda acts for him: she hears of two offices in one message, he of none."""
    prepare_morning(engine)
    with transaction(engine) as session:
        people = {person.name: person for person in session.scalars(select(Person))}
        away = Span(MORNING.date(), MORNING.date())
        acting.note(session, people["Prasert"], away, people["Suda"], MORNING - timedelta(days=1), None)


@cache
def with_leave() -> Worlds:
    return Worlds(prepare_leave)


def test_a_clock_dies_while_duties_change_hands() -> None:
    found: list[str] = []
    others = {name: user for name, user in USERS.items() if name != "Prasert"}
    for at in [[], *deaths(steps_of(with_leave(), remind), 4, SHORT)]:
        death = Death(list(at))
        with with_leave().fresh(death) as engine:
            story = Story(engine, death, FakeLine(death, MORNING))
            story.live(remind, lambda each: each.submit(SUBMITS))
            reminded = [each for each in story.line.taken if "รักษาการ" not in str(each.messages)]
            story.line.taken = reminded
            found += [f"killed at {at}: {each}" for each in story.problems(others)]
            found += [f"killed at {at}: Prasert heard it"] if story.line.times()[USERS["Prasert"]] else []
    assert found == []


def test_a_life_without_death_ends_well() -> None:
    """The harness itself: the same life has the same steps."""
    assert steps_of(morning(), remind) == steps_of(morning(), remind)
