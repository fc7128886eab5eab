"""What each answer of LINE means for a row: the whole table, without threads, database or network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.line import Accepted, Line, QuotaSpent, Refused, TryLater
from bot.sending import Ended, Outcome, Speech, Waits, send

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
WORDS = [{"type": "text", "text": "ค่ะ"}]

PUSH = Speech(1, "Usomchai", "key", WORDS, 1, NOW, NOW + timedelta(seconds=30))
REPLY = replace(PUSH, reply_token="token", reply_until=NOW + timedelta(seconds=50))
LATER = NOW + timedelta(seconds=60)
TOO_LATE = NOW + timedelta(hours=23, seconds=1)

ACCEPTED = Accepted("request-1")
AGAIN = Accepted("request-0", again=True)
DOWN = TryLater("500 ", 1, certain_unsent=False)
UNREACHED = TryLater("NewConnectionError", 1, certain_unsent=True)
BUSY = TryLater("429 rate", 2, certain_unsent=True)
BAD_TOKEN = Refused("400 Invalid reply token", 400)
BAD_BODY = Refused("400 The request body has 1 error(s)", 400)
NO_ACCESS = Refused("401 Authentication failed", 401)
SPENT = QuotaSpent("429 You have reached your monthly limit.", 429)


@dataclass
class Answering:
    """A LINE that gives the same answer to everything, and remembers by which way it was asked."""

    answer: Accepted | Exception
    ways: list[str] = field(default_factory=list)

    def reply(self, _token: str, _messages: Sequence[Any]) -> Accepted:
        return self._say("reply")

    def push(self, _to: str, _messages: Sequence[Any], _retry_key: str) -> Accepted:
        return self._say("push")

    def _say(self, way: str) -> Accepted:
        self.ways.append(way)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def attempt(speech: Speech, answer: Accepted | Exception, now: datetime = NOW) -> tuple[list[str], Outcome]:
    line = Answering(answer)
    outcome = send(speech, cast(Line, line), now, lambda: 0.5)
    return line.ways, outcome


def told(outcome: Outcome) -> str:
    """Return an outcome in words: its state or how long it waits, and what matters of its columns."""
    state = outcome.state if isinstance(outcome, Ended) else f"waits {outcome.seconds:g}"
    marks = [name for name in ("in_doubt", "pushed") if outcome.columns.get(name)]
    return " ".join([state, *marks, *(["alert"] if outcome.alert else [])])


second = {"attempts": 2}
doubtful = {"attempts": 2, "in_doubt": True}
no_push = {"may_push": False}
COLUMNS = ("speech", "now", "answer", "ways", "meant")
TABLE: list[tuple[str, Speech, datetime, Accepted | Exception, list[str], str]] = [
    ("a reply arrives", REPLY, NOW, ACCEPTED, ["reply"], "sent"),
    ("token refused at once: a push, next", REPLY, NOW, BAD_TOKEN, ["reply"], "waits 0 pushed"),
    ("not worth a push", replace(REPLY, **no_push), NOW, BAD_TOKEN, ["reply"], "cancelled"),
    ("LINE fails: perhaps it went out", REPLY, NOW, DOWN, ["reply"], "waits 1 in_doubt"),
    ("LINE not reached: it did not", REPLY, NOW, UNREACHED, ["reply"], "waits 1"),
    ("too many at once", REPLY, NOW, BUSY, ["reply"], "waits 2"),
    ("in doubt, the same token again", replace(REPLY, **doubtful), NOW, ACCEPTED, ["reply"], "sent"),
    ("in doubt, token used: perhaps by us", replace(REPLY, **doubtful), NOW, BAD_TOKEN, ["reply"], "doubt"),
    ("second try, token used", replace(REPLY, **second), NOW, BAD_TOKEN, ["reply"], "doubt"),
    ("in doubt and too late: never a push", replace(REPLY, **doubtful), LATER, ACCEPTED, [], "doubt"),
    ("certainly unsent and too late: a push", replace(REPLY, **second), LATER, ACCEPTED, ["push"], "sent pushed"),
    ("too late and not worth a push", replace(REPLY, **no_push), LATER, ACCEPTED, [], "cancelled"),
    ("a reply LINE never takes", REPLY, NOW, BAD_BODY, ["reply"], "failed alert"),
    ("our access token is wrong", REPLY, NOW, NO_ACCESS, ["reply"], "waits 60 alert"),
    ("a push arrives", PUSH, NOW, ACCEPTED, ["push"], "sent pushed"),
    ("it had arrived before", PUSH, NOW, AGAIN, ["push"], "sent pushed"),
    ("a push in doubt repeats its key", replace(PUSH, **doubtful), LATER, ACCEPTED, ["push"], "sent pushed"),
    ("a push fails", PUSH, NOW, DOWN, ["push"], "waits 1 in_doubt pushed"),
    ("each time it waits longer", replace(PUSH, attempts=4), NOW, DOWN, ["push"], "waits 8 in_doubt pushed"),
    ("but not for ever", replace(PUSH, attempts=50), NOW, DOWN, ["push"], "waits 300 in_doubt pushed"),
    ("the month is used up", PUSH, NOW, SPENT, ["push"], "blocked_quota pushed alert"),
    ("a push LINE never takes", PUSH, NOW, BAD_BODY, ["push"], "failed pushed alert"),
    ("after 23 hours nobody knows", replace(PUSH, **doubtful), TOO_LATE, ACCEPTED, [], "unknown alert"),
    ("a reply turned push stays one", replace(REPLY, pushed=True, attempts=2), NOW, ACCEPTED, ["push"], "sent pushed"),
]


@pytest.mark.parametrize(
    ("speech", "now", "answer", "ways", "meant"), [each[1:] for each in TABLE], ids=[each[0] for each in TABLE]
)
def test_meaning(speech: Speech, now: datetime, answer: Accepted | Exception, ways: list[str], meant: str) -> None:
    asked, outcome = attempt(speech, answer, now)
    assert (asked, told(outcome)) == (ways, meant)


def test_the_request_id_is_kept_for_lines_support() -> None:
    assert attempt(PUSH, ACCEPTED)[1].columns["request_id"] == "request-1"
    refused = Refused("400 no", 400, "request-2")
    assert attempt(PUSH, refused)[1].columns == {"last_error": "400 no", "request_id": "request-2", "pushed": True}


@given(st.floats(0, 1), st.integers(1, 60))
def test_retries_are_spread_out_but_never_at_once(dice: float, attempts: int) -> None:
    outcome = send(replace(PUSH, attempts=attempts), cast(Line, Answering(DOWN)), NOW, lambda: dice)
    assert isinstance(outcome, Waits)
    assert 0.5 <= outcome.seconds <= 450


ANSWERS = st.sampled_from([ACCEPTED, AGAIN, DOWN, UNREACHED, BUSY, BAD_TOKEN, BAD_BODY, NO_ACCESS, SPENT])


@given(st.lists(st.tuples(ANSWERS, st.integers(1, 40)), max_size=12), st.booleans())
def test_a_reply_in_doubt_is_never_pushed(story: list[tuple[Any, int]], may_push: bool) -> None:
    speech, now, doubt = replace(REPLY, may_push=may_push), NOW, False
    for answer, seconds in story:
        ways, outcome = attempt(speech, answer, now)
        assert not (doubt and "push" in ways)
        assert may_push or "push" not in ways
        if isinstance(outcome, Ended):
            return
        columns = {name: outcome.columns[name] for name in ("in_doubt", "pushed") if name in outcome.columns}
        speech, now = replace(speech, attempts=speech.attempts + 1, **columns), now + timedelta(seconds=seconds)
        doubt = doubt or (speech.in_doubt and not speech.pushed)
