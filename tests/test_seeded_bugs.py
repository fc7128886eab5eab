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
from tests.crash_search import Search
from tests.crash_tales import MORNING, MORNING_OF_REMINDERS, SUBMITS, Story
from tests.test_crashes import Give, worlds  # noqa: F401  the fixture


@pytest.fixture
def morning(worlds: Give) -> Search:  # noqa: F811
    return Search(worlds(MORNING_OF_REMINDERS), MORNING_OF_REMINDERS)


def caught(search: Search) -> list[str]:
    """Return what goes wrong when processes die beside what cannot be undone: commits, and calls of LINE."""
    return search.search(beside_deeds).problems


def beside_deeds(steps: Sequence[str]) -> Sequence[int]:
    return [number for number, step in enumerate(steps, 1) if step.endswith(("commit", "call"))]


def test_a_sender_without_retry_keys_is_caught(morning: Search) -> None:
    def forget_keys(story: Story) -> None:
        story.line.knows_keys = False

    morning.seed_bug = forget_keys
    assert any("heard it 2 times" in each for each in caught(morning))


def test_a_sender_that_marks_first_is_caught(morning: Search) -> None:
    def mark_first(story: Story) -> None:
        honest = story.delivery._attempt

        def attempt(speech: Any, claimed_at: float) -> Attempt:
            with transaction(story.engine) as session:
                session.get_one(Outbox, speech.row_id).state = "sent"
            return honest(speech, claimed_at)

        story.delivery._attempt = attempt  # type: ignore[method-assign]

    morning.seed_bug = mark_first
    assert any("never heard it" in each for each in caught(morning))


def test_a_sender_that_sends_and_then_marks_is_caught(morning: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    """No key, and a new decision each time: what was sent but not yet marked goes out again."""
    honest = sending.send

    def with_new_key(speech: Any, line: Any, now: datetime, dice: Any) -> sending.Outcome:
        return honest(replace(speech, retry_key=str(uuid.uuid4())), line, now, dice)

    monkeypatch.setattr("bot.delivery.sending.send", with_new_key)
    assert any("heard it 2 times" in each for each in caught(morning))


def test_a_sender_that_does_not_look_again_is_caught(morning: Search) -> None:
    morning.composers = careless()
    assert any(f"{SUBMITS} had submitted" in each for each in caught(morning))


def careless() -> Any:
    """Composers that say something whatever has happened since it was decided."""
    return dict.fromkeys(COMPOSERS, one_by_one(lambda *_: [Saying("ครบกำหนดพรุ่งนี้ค่ะ")]))


def two_clocks(story: Story) -> None:
    """Two clocks look before either has sent anything."""
    tick(story.engine, MORNING + timedelta(minutes=1))
    tick(story.engine, MORNING + timedelta(minutes=1))
    story.delivery.send_due(MORNING + timedelta(minutes=1), senders=1)


def test_two_schedulers_that_keep_books_of_their_own_are_caught(
    worlds: Give,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each decides for itself, under a key of its own: nothing that both write stops the second."""
    tale = replace(MORNING_OF_REMINDERS, life=two_clocks)
    both = Search(worlds(tale), tale)
    assert both.search().problems == []

    def in_own_books(session: Session, found: Sequence[reminding.Digest], now: datetime) -> reminding.Planned:
        rows = {f"{uuid.uuid4()}": digest.line_user_id for digest in found if digest.told}
        outbox.queue_once(session, reminding.KIND, rows, now, database_now(session))
        return reminding.Planned(len(rows))

    monkeypatch.setattr(reminding, "store", in_own_books)
    both.composers = careless()
    assert any("heard it 2 times" in each for each in both.search().problems)
