"""Who lives in the worlds that are died in: a clock on a morning, an announcement, a submission, an acting person.

A tale is what one process does in its life, what happens beside it after the first death, and what must hold when
nothing is left to do: nothing lost, nothing twice, nothing to who has submitted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from time import monotonic
from typing import Any, cast

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
from tests.crash_worlds import Worlds
from tests.crashes import Death, FakeLine, Killed
from tests.joined import said
from tests.offices import LONG_AGO, bangkok
from tests.talk import Talk
from tests.world import line_id
from thai.spans import Span

MORNING = bangkok("2026-11-19T09:00")  # the day before the deadline
NAMES = ("Somchai", "Suda", "Wichai", "Prasert")
USERS = {name: f"U{name}" for name in NAMES}
SUBMITS = "Wichai"  # in the first process's lifetime or right after its death
RENDERER = Renderer(Buttons(b"a key for tests"), "https://bot.example.org")
LIVES = 8


@dataclass
class Outside:
    """What a death leaves behind beside the database: what LINE took, what time it is, and who has submitted when."""

    line: FakeLine = field(default_factory=lambda: FakeLine(MORNING))
    lives: int = 0
    submitted_at: datetime | None = None
    under_way: frozenset[str] = frozenset()  # recipients of multicasts that were frozen when somebody submitted

    def copied(self) -> Outside:
        line = copy(self.line)
        line.taken, line.answers = list(line.taken), list(line.answers)
        line.keys, line.tokens = set(line.keys), set(line.tokens)
        return Outside(line, self.lives, self.submitted_at, self.under_way)

    def told(self) -> tuple[Any, ...]:
        """Return all of it as something that can be compared."""
        line = self.line
        heard = sorted((each.to, each.at) for each in line.taken)
        return (heard, sorted(line.keys), sorted(line.tokens), line.now, self.lives, self.submitted_at, self.under_way)


class Story:
    """A world, lived in by one process after the other, until nothing is left to do."""

    def __init__(self, worlds: Worlds, tale: Tale, outside: Outside, composers: Any = COMPOSERS) -> None:
        self.worlds, self.tale, self.outside, self._composers = worlds, tale, outside, composers
        self.engine, self.line = worlds.engine, outside.line
        self.clock: Callable[[], datetime] = lambda: self.line.now
        self.seed_bug: Callable[[Story], None] = lambda _: None

    def live(self, dies_at: int | None = None) -> Death:
        """Live one life, to its end or until it dies; then some minutes pass."""
        self._start()
        death = self.line.death = Death(dies_at)
        self.worlds.watch(death)
        with suppress(Killed), same_from(self.tale.same_from):
            self.tale.life(self)
        self._rest()
        return death

    def live_on(self) -> Death:
        """Live until nothing waits; return the first of these lives."""
        first = self.live()
        for _ in range(LIVES):
            if not self.pending():
                return first
            self.live()
        raise AssertionError("it never ends")

    def _start(self) -> None:
        """A new process: of the one before it nothing is left but what it wrote."""
        writer = Writer(self.engine)
        self.delivery = Delivery(writer, cast(Line, self.line), RENDERER, self._composers, self.clock, dice=lambda: 0.0)
        self.intake = Intake(writer, conversation.respond, RENDERER, self.clock)
        self.seed_bug(self)

    def _rest(self) -> None:
        """Minutes pass: leases end, what waited is due, and after the first life something else happens."""
        self.line.death = Death()
        self.line.now += timedelta(minutes=5)
        with self.worlds.unwatched():
            if self.outside.lives == 0:
                self.tale.meanwhile(self)
            with transaction(self.engine) as session:
                for row in session.scalars(select(Outbox).where(Outbox.state == "pending")):
                    row.next_at = min(row.next_at, database_now(session))
                    row.lease_until = LONG_AGO if row.lease_until else None
        self.line.now += timedelta(minutes=5)
        self.outside.lives += 1

    def pending(self) -> bool:
        with self.worlds.unwatched(), transaction(self.engine) as session:
            return session.scalar(select(Outbox.id).where(Outbox.state == "pending").limit(1)) is not None

    def problems(self) -> list[str]:
        with self.worlds.unwatched():
            return list(self.tale.problems(self))


@dataclass(frozen=True)
class Tale:
    prepare: Callable[[Engine], None]
    life: Callable[[Story], None]
    problems: Callable[[Story], Iterator[str]]
    meanwhile: Callable[[Story], None] = lambda _: None
    same_from: int = 40  # so many equal messages are worth a multicast


@contextmanager
def same_from(number: int) -> Iterator[None]:
    """Let so many equal messages go out as one."""
    before = reminding.SAME_FROM, announced.SAME_FROM
    reminding.SAME_FROM = announced.SAME_FROM = number
    try:
        yield
    finally:
        reminding.SAME_FROM, announced.SAME_FROM = before


def submitting(code: str) -> Callable[[Story], None]:
    """An office submits between two lives, in whatever way."""

    def submit(story: Story) -> None:
        with transaction(story.engine) as session:
            office = session.scalars(select(Office).where(Office.code == code)).one()
            task = session.scalars(select(Assignment).where(Assignment.office_id == office.id)).one()
            offices.submit(session, task, story.line.now)
            frozen = session.scalars(select(Outbox).where(Outbox.recipients.is_not(None), Outbox.attempts > 0))
            story.outside.under_way = frozenset(each for row in frozen for each in row.recipients or ())
        story.outside.submitted_at = story.line.now

    return submit


def hearing(story: Story, users: Mapping[str, str]) -> Iterator[str]:
    """Yield what went wrong with a message that everybody hears once, but for who had submitted."""
    times, outside = story.line.times(), story.outside
    for name, user in users.items():
        if times[user] > 1:
            yield f"{name} heard it {times[user]} times"
        if name != SUBMITS and not times[user]:
            yield f"{name} never heard it"
    user = users.get(SUBMITS)
    # What was on its way to many when somebody submitted cannot be changed.
    after = [each for each in story.line.taken if outside.submitted_at is not None and each.at > outside.submitted_at]
    if user not in outside.under_way and any(each.to == user for each in after):
        yield f"{SUBMITS} had submitted"


# --- a morning of reminders -----------------------------------------------------------------------------------------


def _settle_morning(engine: Engine) -> None:
    with transaction(engine) as session:
        offices.form(session)
        for name in NAMES:
            offices.person(session, name, offices.office(session, name))
        offices.open_round(session, bangkok("2026-11-02T09:00"))


def remind(story: Story, now: datetime = MORNING + timedelta(minutes=1)) -> None:
    """A clock looks, and sends."""
    tick(story.engine, now)
    story.delivery.send_due(now, senders=1)


MORNING_OF_REMINDERS = Tale(_settle_morning, remind, lambda story: hearing(story, USERS), submitting(SUBMITS))


# --- the morning after a day on which nothing was sent ----------------------------------------------------------------


def _settle_overslept(engine: Engine) -> None:
    """The reminders of yesterday were decided, and nothing has run since."""
    _settle_morning(engine)
    tick(engine, MORNING)
    with transaction(engine) as session:
        for row in session.scalars(select(Outbox)):
            row.next_at -= timedelta(days=1, minutes=20)


def _remind_next_day(story: Story) -> None:
    remind(story, MORNING + timedelta(days=1, minutes=20))


OVERSLEPT = replace(MORNING_OF_REMINDERS, prepare=_settle_overslept, life=_remind_next_day)


# --- duties change hands --------------------------------------------------------------------------------------------


def _settle_leave(engine: Engine) -> None:
    """Prasert is away and Suda acts for him: she hears of two offices in one message, he of none."""
    _settle_morning(engine)
    with transaction(engine) as session:
        people = {person.name: person for person in session.scalars(select(Person))}
        away = Span(MORNING.date(), MORNING.date())
        acting.note(session, people["Prasert"], away, people["Suda"], MORNING - timedelta(days=1), None)


def _heard_by_the_acting(story: Story) -> Iterator[str]:
    notices = [each for each in story.line.taken if "รักษาการ" in str(each.messages)]
    story.line.taken = [each for each in story.line.taken if each not in notices]
    yield from hearing(story, {name: user for name, user in USERS.items() if name != "Prasert"})
    if [each.to for each in notices] != [USERS["Suda"]]:
        yield f"Suda was told {len(notices)} times that she acts"
    if story.line.times()[USERS["Prasert"]]:
        yield "Prasert heard it"


ACTING_PERSON = Tale(_settle_leave, remind, _heard_by_the_acting, submitting(SUBMITS))


# --- what is said in chat: an announcement, a submission --------------------------------------------------------------


def saying(words: str, name: str) -> Callable[[Story], None]:
    """LINE delivers what somebody says until we have taken it; then a clock sends what is due."""

    def life(story: Story) -> None:
        said_at = int(MORNING.timestamp() * 1000)
        raw = said(words, line_id(name), webhookEventId="01EVENT", replyToken="token", timestamp=said_at)
        outcome = story.intake.take(raw, story.line.now)
        if outcome.speech is not None:
            story.delivery._deliver(outcome.speech, monotonic())
        story.delivery.send_due(story.line.now, senders=1)

    return life


def done_once(story: Story, deed: str, answers: int = 1) -> Iterator[str]:
    """Yield what is wrong with a deed that is done once and answered once at most."""
    with transaction(story.engine) as session:
        count = len(list(session.scalars(select(Deed).where(Deed.deed == deed))))
    if count != 1:
        yield f"{deed} was done {count} times"
    if story.line.times()["token"] > answers:
        yield "two receipts"


def _settle_announcement(engine: Engine) -> None:
    with transaction(engine) as session:
        world.settle(session, MORNING)
        offices.form(session)
        offices.open_round(session, bangkok("2026-11-02T09:00"))
    Talk(engine, MORNING).say("ประกาศ ส่งรายงานด้วยนะคะ", "Malee")


def _heard_announcement(story: Story) -> Iterator[str]:
    yield from hearing(story, {"Somchai": line_id("Somchai"), SUBMITS: line_id("Suda")})
    yield from done_once(story, "broadcast")


ANNOUNCEMENT = Tale(_settle_announcement, saying("ส่งเลย", "Malee"), _heard_announcement, submitting("dole"))


def _settle_submission(engine: Engine) -> None:
    with transaction(engine) as session:
        world.settle(session, MORNING)
        world.open_round(session, "pnglb_monthly", Monthly(20), MORNING)
    talk = Talk(engine, MORNING)
    for words in ("เริ่มกรอก", "พ.ย. 2569", "ลงพื้นที่ติดตามร่วมกับเครือข่าย", "12", "3", "1", "ส่ง"):
        lines = talk.say(words)
    assert "ผ่านความเห็นชอบ" in lines[0], lines


def _submitted_once(story: Story) -> Iterator[str]:
    yield from done_once(story, "submit")
    heard = story.line.times()
    if heard["token"] + heard[line_id("Somchai")] > 1:
        yield "two receipts"
    with transaction(story.engine) as session:
        sent = session.scalars(select(Submission).where(Submission.submitted_at.is_not(None))).all()
        if len(sent) != 1 or not sent[0].receipt:
            yield "not submitted"


SUBMISSION = Tale(_settle_submission, saying("ผ่านแล้ว ส่งเลย", "Somchai"), _submitted_once)

TALES = {
    "reminders": MORNING_OF_REMINDERS,
    "reminders to many": replace(MORNING_OF_REMINDERS, same_from=2),
    "reminders overslept": OVERSLEPT,
    "acting": ACTING_PERSON,
    "acting to many": replace(ACTING_PERSON, same_from=2),
    "announcement": ANNOUNCEMENT,
    "announcement to many": replace(ANNOUNCEMENT, same_from=2),
    "submission": SUBMISSION,
}
