"""An officer for tests: fills whole forms through the simulator, by where the product says the officer is.

Where that is comes from `flask interview show` (`by_command`), or, much faster, from the same function on the database
(`by_database`), in a transaction that is rolled back. What to answer at a place is a script's business: a function
from the place to an `Act`. What was typed is returned, to be compared with what was stored.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from handlers import words
from handlers.support import where
from models import Session, open_engine, reading
from models.outbox import Outbox
from models.people import Account
from models.submissions import Interview
from tests.control import Control
from tests.patience import WITHIN_SECONDS

Place = Mapping[str, Any]
Where = Callable[[str], Place]
MOST_STEPS = 2000


@dataclass(frozen=True)
class Words:
    """An answer typed in one message, or in several: the others after `พิมพ์ต่อ`, until `จบข้อนี้`."""

    messages: Sequence[str]

    @property
    def text(self) -> str:
        return "\n".join(self.messages)


@dataclass(frozen=True)
class Photos:
    """Pictures for a question that takes photos and the places after it."""

    pictures: Sequence[bytes]


@dataclass(frozen=True)
class Skip:
    """The question is put off; nothing is answered."""


@dataclass(frozen=True)
class Another:
    """At the end of a row: is there one more?"""

    wanted: bool


Act = Words | Photos | Skip | Another
Script = Callable[[Place], Act]


def typed(text: str) -> Words:
    """Return an answer in one message."""
    return Words((text,))


@dataclass(frozen=True)
class Typed:
    """What an officer put into one question: the words, or of a photo the name it is stored under."""

    ref: str
    position: str
    text: str


class Stuck(AssertionError):
    """The officer does not get on: where, and what the bot said last."""


class Officer:
    """One person with a LINE account."""

    def __init__(self, control: Control, user: str, where: Where) -> None:
        self.control = control
        self.user = user
        self.where = where
        self._seen = 0  # the number of the newest message on the screen
        self.said = 0  # messages and taps so far
        self.asked = 0  # questions answered or left so far: each takes a message at least

    def say(self, text: str) -> list[Any]:
        """Write a message; return what the bot answers."""
        return self._do(partial(self.control.say, self.user, text))[1]

    def tap(self, data: str) -> list[Any]:
        return self._do(partial(self.control.do, self.user, "postback", data=data))[1]

    def _do(self, deed: Callable[[], Any]) -> tuple[Any, list[Any]]:
        """Do something; return what became of it and what the bot answers."""
        self._seen = self.control.newest(self.user, self._seen)
        self.said += 1
        outcome = deed()
        assert outcome["webhookStatus"] == 200, outcome
        return outcome, self.control.answer_after(self.user, self._seen)

    def join(self, code: str) -> None:
        """Become a friend of the bot and tie this account to the office of an invite code."""
        self._do(partial(self.control.do, self.user, "follow"))
        self.say(code)
        self.say(words.ACCEPT)
        if self.where(self.user).get("waiting") == "name":
            self.say("นายสมมติ ทดสอบ นักวิชาการศึกษา")
        assert self.where(self.user)["event"] != "join", f"the code {code} was not taken"

    def open(self, round_key: str, called: str = "") -> Place:
        """Open the report of a round, by the buttons of the list of tasks; first those that say what it is `called`."""
        buttons = dict(_open_buttons(self.say(words.TASKS)))
        for data in sorted(buttons, key=lambda data: called not in buttons[data]):
            self.tap(data)
            place = self.where(self.user)
            if place.get("round") == round_key:
                return place
        raise Stuck(f"no task leads to {round_key}")

    def fill(self, script: Script) -> list[Typed]:
        """Answer until the summary stands there; return what was typed, in order."""
        done: list[Typed] = []
        place = self.where(self.user)
        for _ in range(MOST_STEPS):
            if place["event"] == "review":
                return done
            if place["event"] == "confirm":
                self._confirm(place)
            else:
                act = script(place)
                self.asked += not isinstance(act, Another)
                done += self._answer(place, act)
            place = self._next(place)
        raise Stuck(f"still not at the end after {MOST_STEPS} questions")

    def submit(self) -> list[Any]:
        """Send the report, the head having agreed; return the receipt."""
        self.say("ส่ง")
        receipt = self.say(words.HEAD_AGREED) if self.where(self.user).get("waiting") == "head" else []
        if self.where(self.user)["event"] != "none":
            raise Stuck(f"the report was not sent: {self._last_words()}")
        return receipt

    def _answer(self, place: Place, act: Act) -> list[Typed]:
        match act:
            case Words(messages):
                return self._type(place, messages)
            case Photos(pictures):
                return self._send(place, pictures)
            case Skip():
                self.say(words.SKIP)
            case Another(wanted):
                self.say(words.ADD if wanted else words.ENOUGH)
        return []

    def _type(self, place: Place, messages: Sequence[str]) -> list[Typed]:
        self.say(messages[0])
        if len(messages) > 1:
            self.say(words.MORE)
            for message in messages[1:]:
                self.say(message)
            self.say(words.FINISHED)
        return [Typed(place["ref"], place["position"], "\n".join(messages))]

    def _confirm(self, place: Place) -> None:
        """Say what was meant when the bot asks back."""
        self.say({"command": words.AS_ANSWER, "value": words.YES}[place["waiting"]])

    def _send(self, place: Place, pictures: Sequence[bytes]) -> list[Typed]:
        """Send pictures one after the other: the second arrives while the caption of the first is asked."""
        sent: list[Typed] = []
        outer, _, first = place["position"].rpartition(".")
        for number, picture in enumerate(pictures, int(first)):
            outcome, _said = self._do(partial(self.control.send_photos, self.user, [picture]))
            position = f"{outer}.{number}".lstrip(".")
            sent.append(Typed(place["ref"], position, f"{outcome['messageIds'][0]}.jpg"))
        return sent

    def _next(self, before: Place) -> Place:
        """Return where the officer is now; Stuck when that is where they were, and nothing has changed."""
        after = self.where(self.user)
        if all(after.get(name) == before.get(name) for name in ("event", "ref", "position", "rev")):
            raise Stuck(f"at {before.get('ref')} {before.get('position')}, and the bot says: {self._last_words()}")
        return after

    def _last_words(self) -> str:
        said = [message for message in self.control.chat(self.user)["messages"] if message["from"] == "bot"]
        return str(said[-1]["message"]) if said else "nothing"


def _open_buttons(messages: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """Yield (data, what it says) of the buttons that stand inside a card: each opens a task."""
    for message in messages:
        yield from _postbacks(message["message"].get("contents", {}))


def _postbacks(part: Any) -> Iterator[tuple[str, str]]:
    if isinstance(part, dict):
        if part.get("type") == "postback":
            yield part["data"], part.get("displayText", "")
        for each in part.values():
            yield from _postbacks(each)
    elif isinstance(part, list):
        for each in part:
            yield from _postbacks(each)


@contextmanager
def by_database(url: str) -> Iterator[Where]:
    """Read where people are from the database, as support staff would, and leave no trace.

    Waits until the question now asked has left the outbox: nobody answers what is still on its way.
    """
    engine = open_engine(url)

    def find(user: str) -> Place:
        until = time.monotonic() + WITHIN_SECONDS
        while True:
            with Session(reading(engine)) as session:
                place = where(session, user, datetime.now(UTC))
                if not _on_its_way(session, user) or time.monotonic() > until:
                    return place
            time.sleep(0.02)

    yield find
    engine.dispose()


def _on_its_way(session: Session, user: str) -> bool:
    account = session.get(Account, user)
    if account is None or account.submission_id is None:
        return False
    interview = session.get(Interview, (account.person_id, account.submission_id))
    asked = session.get(Outbox, interview.asked_outbox_id) if interview and interview.asked_outbox_id else None
    return asked is not None and asked.finished_at is None


def by_command(flask: Callable[..., Any]) -> Where:
    """Read where people are from `flask interview show`, as a script would."""
    return lambda user: dict(flask("interview", "show", user, "--json"))
