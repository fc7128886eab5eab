"""The crash harness is worth its name: known mistakes of schedulers and senders are caught by it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot import sending
from bot.app import COMPOSERS
from bot.composing import one_by_one
from bot.delivery import Attempt
from handlers.replies import Text as Saying
from handlers.rounds import reminding
from models import Session, database_now, outbox, transaction
from models.outbox import Outbox
from scheduler.tick import tick
from tests.crashes import Death, FakeLine
from tests.test_crashes import MORNING, SUBMITS, USERS, Story, die_all_morning, morning


@pytest.mark.slow
def test_a_sender_without_retry_keys_is_caught() -> None:
    def forget_keys(story: Story) -> None:
        story.line.knows_keys = False

    assert any("heard it 2 times" in each for each in die_all_morning(pairs=0, seed_bug=forget_keys))


@pytest.mark.slow
def test_a_sender_that_marks_first_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def mark_first(story: Story) -> None:
        honest = story.delivery._attempt

        def attempt(speech: Any, claimed_at: float) -> Attempt:
            with transaction(story.engine) as session:
                session.get_one(Outbox, speech.row_id).state = "sent"
            return honest(speech, claimed_at)

        monkeypatch.setattr(story.delivery, "_attempt", attempt)

    assert any("never heard it" in each for each in die_all_morning(pairs=0, seed_bug=mark_first))


@pytest.mark.slow
def test_a_sender_that_sends_and_then_marks_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key, and a new decision each time: what was sent but not yet marked goes out again."""
    honest = sending.send

    def with_new_key(speech: Any, line: Any, now: datetime, dice: Any) -> sending.Outcome:
        return honest(replace(speech, retry_key=str(uuid.uuid4())), line, now, dice)

    monkeypatch.setattr("bot.delivery.sending.send", with_new_key)
    assert any("heard it 2 times" in each for each in die_all_morning(pairs=0))


def test_a_sender_that_does_not_look_again_is_caught() -> None:
    careless = dict.fromkeys(COMPOSERS, one_by_one(lambda *_: [Saying("ครบกำหนดพรุ่งนี้ค่ะ")]))
    assert any(f"{SUBMITS} had submitted" in each for each in die_all_morning(pairs=0, composers=careless))


def two_clocks(story: Story) -> None:
    """Two clocks look before either has sent anything."""
    tick(story.engine, MORNING + timedelta(minutes=1))
    tick(story.engine, MORNING + timedelta(minutes=1))
    story.delivery.send_due(MORNING + timedelta(minutes=1), senders=1)


def live_with_two_clocks(composers: Any = COMPOSERS) -> list[str]:
    death = Death()
    with morning().fresh(death) as engine:
        story = Story(engine, death, FakeLine(death, MORNING), composers)
        story.live(two_clocks, lambda each: each.submit(SUBMITS))
        return list(story.problems(USERS))


def test_two_schedulers_that_keep_books_of_their_own_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each decides for itself, under a key of its own: nothing that both write stops the second."""
    assert live_with_two_clocks() == []

    def in_own_books(session: Session, found: Sequence[reminding.Digest], now: datetime) -> reminding.Planned:
        rows = {f"{uuid.uuid4()}": digest.line_user_id for digest in found if digest.told}
        outbox.queue_once(session, reminding.KIND, rows, now, database_now(session))
        return reminding.Planned(len(rows))

    monkeypatch.setattr(reminding, "store", in_own_books)
    said: Any = dict.fromkeys(COMPOSERS, one_by_one(lambda *_: [Saying("ครบกำหนดพรุ่งนี้ค่ะ")]))
    assert any("heard it 2 times" in each for each in live_with_two_clocks(said))
