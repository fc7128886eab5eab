"""LINE's JSON becomes what was said; whatever LINE or chance sends, nothing is raised and nothing is guessed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import events
from bot.signing import Buttons
from handlers.incoming import (
    Followed,
    GroupJoined,
    Media,
    Place,
    Sticker,
    Tapped,
    Text,
    TookBack,
    Unfollowed,
    Unknown,
)
from tests.joined import SOMCHAI, said

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
BUTTONS = Buttons(b"a key for tests")
GROUP = "C" + "9" * 32


def heard(**changes: Any) -> Any:
    return events.parse(said("", **changes), NOW, BUTTONS).said


MESSAGES = [
    ({"type": "text", "id": "1", "text": "12 คนค่ะ"}, Text("12 คนค่ะ", "1")),
    ({"type": "text", "id": "1", "text": ""}, Text("", "1")),
    ({"type": "image", "id": "2", "contentProvider": {"type": "line"}}, Media("image", "2")),
    (
        {"type": "image", "id": "2", "imageSet": {"id": "S", "index": 1, "total": 3}},
        Media("image", "2", set_id="S", set_index=1, set_total=3),
    ),
    ({"type": "file", "id": "3", "fileName": "ผลงาน.docx", "fileSize": 9}, Media("file", "3", "ผลงาน.docx")),
    ({"type": "video", "id": "4", "duration": 9}, Media("video", "4")),
    ({"type": "audio", "id": "5"}, Media("audio", "5")),
    ({"type": "sticker", "id": "6", "stickerResourceType": "NOT_KNOWN_YET"}, Sticker("6")),
    (
        {"type": "location", "id": "7", "latitude": 16.8, "longitude": 99, "address": "ตาก"},
        Place(16.8, 99.0, "ตาก", "7"),
    ),
    ({"type": "location", "id": "7", "latitude": "north"}, Unknown("location", spoken=True)),
    ({"type": "image", "id": "8", "contentProvider": {"type": "external"}}, Unknown("image", spoken=True)),
    ({"type": "hologram", "id": "9"}, Unknown("hologram", spoken=True)),
    ({"type": "text", "id": "9", "text": 12}, Unknown("text", spoken=True)),
    ({"type": "text", "text": "no id"}, Unknown("text", spoken=True)),
    ({}, Unknown("message", spoken=True)),
]


@pytest.mark.parametrize(("message", "meant"), MESSAGES, ids=[str(message)[:40] for message, _ in MESSAGES])
def test_a_message_is_what_it_says(message: dict[str, Any], meant: Any) -> None:
    assert heard(message=message) == meant


EVENTS = [
    ({"type": "follow"}, Followed()),
    ({"type": "unfollow"}, Unfollowed()),
    ({"type": "join"}, GroupJoined()),
    ({"type": "unsend", "unsend": {"messageId": "77"}}, TookBack("77")),
    ({"type": "unsend"}, Unknown("unsend")),
    ({"type": "messageEdited"}, Unknown("messageEdited")),
    ({"type": "beacon"}, Unknown("beacon")),
    ({"type": None}, Unknown("nothing")),
    ({"type": "postback", "postback": {"data": "not ours"}}, Unknown("postback", spoken=True)),
    ({"type": "postback", "postback": "broken"}, Unknown("postback", spoken=True)),
    ({"type": "postback", "postback": {"data": "", "params": {"status": "SUCCESS"}}}, Unknown("richmenuswitch")),
]


@pytest.mark.parametrize(("event", "meant"), EVENTS, ids=[str(event)[:40] for event, _ in EVENTS])
def test_an_event_is_what_it_says(event: dict[str, Any], meant: Any) -> None:
    assert heard(**event) == meant


def test_a_tap_brings_back_what_we_put_in_and_what_was_picked() -> None:
    tap = {"data": BUTTONS.pack("due", {"round": 3}, SOMCHAI), "params": {"date": "2026-11-20"}}
    assert heard(type="postback", postback=tap) == Tapped("due", {"round": 3}, {"date": "2026-11-20"})


def test_a_button_of_a_group_belongs_to_the_group() -> None:
    source = {"type": "group", "groupId": GROUP, "userId": SOMCHAI}
    tap = {"data": BUTTONS.pack("status", {}, GROUP)}
    incoming = events.parse(said("", type="postback", postback=tap, source=source), NOW, BUTTONS)
    assert (incoming.said, incoming.group_id, incoming.line_user_id) == (Tapped("status"), GROUP, SOMCHAI)


def test_the_bots_own_mention_is_noticed_and_taken_out_of_the_text() -> None:
    text = "😀 @รายงาน สถานะ @Malee"
    mentionees = [
        {"index": 3, "length": 7, "type": "user", "isSelf": True},
        {"index": 16, "length": 6, "isSelf": False},
    ]
    message = {"type": "text", "id": "1", "text": text, "mention": {"mentionees": mentionees}}
    incoming = events.parse(said("", message=message), NOW, BUTTONS)
    assert incoming.mentioned
    assert incoming.said == Text("😀  สถานะ @Malee", "1")


def test_the_common_fields() -> None:
    raw = said("ก", timestamp=1_763_600_000_123, deliveryContext={"isRedelivery": True})
    incoming = events.parse(raw, NOW, BUTTONS)
    assert incoming.at == datetime(2025, 11, 20, 0, 53, 20, 123_000, tzinfo=UTC)
    assert incoming.redelivered
    assert incoming.reply_token == raw["replyToken"]
    assert incoming.event_id == raw["webhookEventId"]


@pytest.mark.parametrize("timestamp", [None, "soon", 10**30, float("inf"), []])
def test_a_time_nobody_can_read_is_the_time_of_receiving(timestamp: Any) -> None:
    assert events.parse(said("ก", timestamp=timestamp), NOW, BUTTONS).at == NOW


def test_an_event_without_id_keeps_its_identity_when_delivered_again() -> None:
    first, again = said("ก", webhookEventId=None), {}
    again = {**first, "deliveryContext": {"isRedelivery": True}}
    assert events.event_id(first) == events.event_id(again) != events.event_id(said("ก", webhookEventId=None))


def test_standby_is_not_for_us() -> None:
    assert not events.is_for_us(said("ก", mode="standby"))
    assert events.is_for_us(said("ก", mode="a mode of the future"))


def test_what_no_database_takes_is_taken_out() -> None:
    wild = {"text": "ก\x00ข\ud800ค\n", "number": float("nan"), "list": ["\x00", {"in\x00side": "\udfff"}]}
    kept = events.storable(wild)
    assert kept == {"text": "กขค\n", "number": "nan", "list": ["", {"inside": ""}]}
    json.dumps(kept, allow_nan=False).encode()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
FIELDS = [
    "type",
    "mode",
    "timestamp",
    "source",
    "webhookEventId",
    "deliveryContext",
    "replyToken",
    "message",
    "postback",
]
KINDS = ["message", "postback", "unsend"]


@given(broken=st.dictionaries(st.sampled_from(FIELDS), json_values), kind=st.sampled_from(KINDS))
def test_nothing_is_ever_raised(broken: dict[str, Any], kind: str) -> None:
    raw = events.storable({**said("ก"), "type": kind, **broken})
    incoming = events.parse(raw, NOW, BUTTONS)
    assert incoming.event_id
    assert len(incoming.event_id) <= 64


@given(inside=st.dictionaries(st.sampled_from(["type", "id", "text", "mention", "imageSet", "latitude"]), json_values))
def test_no_message_is_too_odd(inside: dict[str, Any]) -> None:
    incoming = events.parse(events.storable(said("", message={"type": "text", "id": "1", **inside})), NOW, BUTTONS)
    assert incoming.said is not None
