"""The door LINE knocks at: who is let in, what is answered, and that 200 means it is written down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from bot.app import create_app, parts_of
from models import Session
from models.journal import Event
from tests.joined import MALEE, SECRET, Joined, delivered, echo, joined, said, settings_for, sign


@pytest.fixture
def pair(database_url: str, tmp_path: Path) -> Iterator[Joined]:
    with joined(database_url, tmp_path) as both:
        yield both


def test_what_somchai_says_is_answered_by_reply(pair: Joined) -> None:
    somchai = pair.user("Somchai")

    sent = pair.say(somchai, "สวัสดีค่ะ")

    assert sent["webhookStatus"] == 200
    (heard,) = pair.heard(somchai)
    assert heard["via"] == "reply"
    assert heard["message"]["text"] == "ได้รับ สวัสดีค่ะ"
