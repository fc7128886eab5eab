"""The control API: what scripts and the page of phones see and turn. Its guide is docs/simulator.md."""

from __future__ import annotations

import re
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from simulator.faults import table
from simulator.settings import Settings
from tests.phones import Line, Person


def push(line: Line, to: str, *messages: dict[str, Any]) -> None:
    assert line.call("POST", "/message/push", {"to": to, "messages": list(messages)}).status_code == 200


def asking(*actions: dict[str, Any]) -> dict[str, Any]:
    items = [{"type": "action", "action": {"label": "x", **action}} for action in actions]
    return {"type": "text", "text": "ข้อ 1", "quickReply": {"items": items}}


NEXT = {"type": "postback", "data": "next"}
CAMERA = {"type": "camera"}


# --- people


def test_a_new_person_is_not_yet_a_friend(line: Line) -> None:
    made = line.control("POST", "/users", {"displayName": "มาลี"}, status=201)
    assert re.fullmatch(r"U[0-9a-f]{32}", made["userId"])
    assert (made["friend"], made["blocked"], made["client"], made["pc"]) == (False, False, "phone", False)
    assert line.control("GET", "/users") == {"users": [made]}
    assert line.control("GET", f"/users/{made['userId']}") == made


def test_a_person_can_be_made_with_an_id_of_ones_own(line: Line) -> None:
    wanted = {"displayName": "มาลี", "userId": "U" + "a" * 32}
    for _ in range(2):
        assert line.control("POST", "/users", wanted, status=201)["userId"] == "U" + "a" * 32
    assert len(line.control("GET", "/users")["users"]) == 1


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "sentence"),
    [
        ("POST", "/users", {}, 400, "displayName must be a string"),
        ("POST", "/users", {"displayName": "x", "userId": "me"}, 400, "userId must be U"),
        ("POST", "/users/U1/say", {"type": "text", "text": "x"}, 404, "There is no user"),
        ("POST", "/groups", {"members": []}, 400, "members must be"),
        ("POST", "/groups", {"members": ["U1"]}, 404, "There is no user"),
        ("GET", "/groups/C1/chat", None, 404, "There is no group"),
        ("GET", "/nothing", None, 404, "There is no GET /control/nothing"),
        ("PUT", "/faults", {"speed": 1}, 400, "There is no knob named 'speed'"),
        ("PUT", "/faults", {"drop_rate": 2}, 400, "drop_rate takes a number from 0 to 1"),
        ("PUT", "/faults", {"batch": 0}, 400, "batch takes a whole number, 1 or more"),
        ("PUT", "/faults", {"redelivery": 1}, 400, "redelivery takes true or false"),
        ("GET", "/content/1", None, 404, "There is no content"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    line: Line, method: str, path: str, body: Any, status: int, sentence: str
) -> None:
    assert sentence in line.control(method, path, body, status=status)["message"]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"type": "song"}, "There is no type 'song'"),
        ({"type": "image"}, "Send image as multipart/form-data"),
        ({"type": "text"}, "text must be a string"),
        ({"type": "join"}, "give its groupId"),
        ({"type": "edit", "messageId": "1", "text": "x"}, "Only messages in a group"),
    ],
)
def test_what_cannot_be_said_is_explained(somchai: Person, body: dict[str, Any], sentence: str) -> None:
    answer = somchai.line.control("POST", f"/users/{somchai.user_id}/say", body, status=400)
    assert sentence in answer["message"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"client": "tablet"}, "client must be"),
        ({"blocked": "yes"}, "blocked must be true or false"),
        ({"name": "x"}, "There is no property named 'name'"),
    ],
)
def test_a_wrong_change_is_explained(somchai: Person, change: dict[str, Any], sentence: str) -> None:
    path = f"/users/{somchai.user_id}"
    assert sentence in somchai.line.control("PATCH", path, change, status=400)["message"]


def test_groups_are_listed_with_their_members(line: Line, somchai: Person) -> None:
    group = line.group(somchai)
    listed = line.control("GET", "/groups")["groups"]
    assert [(one["groupId"], one["members"][0]["displayName"], one["botIn"]) for one in listed] == [
        (group, "สมชาย", True)
    ]


def test_texts_of_any_length_can_be_said(somchai: Person) -> None:
    somchai.says("")
    somchai.says("ก" * 30_000)
    assert [len(text) for text in somchai.sees()] == [0, 30_000]


# --- the screen


def test_a_chat_shows_who_said_what_by_which_way(line: Line, somchai: Person) -> None:
    somchai.says("หนึ่ง")
    line.push(somchai.user_id, "สอง")
    mine, its = somchai.chat()["messages"]
    assert (mine["n"], mine["from"], mine["via"], mine["at"]) == (1, "user", "user", int(line.clock.now * 1000))
    assert (its["n"], its["from"], its["via"], its["message"]) == (2, "bot", "push", {"type": "text", "text": "สอง"})
    assert [entry["n"] for entry in somchai.chat("?after=1")["messages"]] == [2]
    assert somchai.chat("?after=2")["messages"] == []


def test_waiting_ends_with_news(line: Line, somchai: Person) -> None:
    threading.Timer(0.05, line.push, (somchai.user_id, "ข่าว")).start()
    began = time.monotonic()
    assert [entry["message"]["text"] for entry in somchai.chat("?after=0&wait=60")["messages"]] == ["ข่าว"]
    assert time.monotonic() - began < 60


def test_waiting_ends_without_news_too(somchai: Person) -> None:
    assert somchai.chat("?after=0&wait=0.02")["messages"] == []


def test_a_page_can_wait_for_any_change_of_the_screen(line: Line, somchai: Person) -> None:
    revision = somchai.chat()["revision"]
    body = {"chatId": somchai.user_id}
    threading.Timer(0.05, line.call, ("POST", "/chat/loading/start", body)).start()
    assert somchai.chat(f"?wait=5&revision={revision}")["loadingUntil"] is not None


def test_quick_replies_are_of_the_last_message_only(line: Line, somchai: Person) -> None:
    push(line, somchai.user_id, asking(NEXT))
    assert somchai.chat()["quickReply"] == [{"type": "action", "action": {"label": "x", **NEXT}}]
    push(line, somchai.user_id, {"type": "text", "text": "ข้อ 2"})
    assert somchai.chat()["quickReply"] == []


def test_quick_replies_vanish_with_a_new_message_and_return_when_it_is_unsent(line: Line, somchai: Person) -> None:
    push(line, somchai.user_id, asking(NEXT))
    said = somchai.says("12")["messageIds"][0]
    assert somchai.chat()["quickReply"] == []
    somchai.does("unsend", messageId=said)
    assert len(somchai.chat()["quickReply"]) == 1


@pytest.mark.parametrize(("data", "left"), [("next", 0), ("of another button", 2)])
def test_quick_replies_vanish_with_a_tap_on_one_of_them(line: Line, somchai: Person, data: str, left: int) -> None:
    push(line, somchai.user_id, asking(NEXT, CAMERA))
    somchai.does("postback", data=data)
    assert len(somchai.chat()["quickReply"]) == left


def test_the_camera_leaves_the_quick_replies_until_a_photo_is_sent(line: Line, somchai: Person) -> None:
    push(line, somchai.user_id, asking(CAMERA))
    assert len(somchai.chat()["quickReply"]) == 1
    somchai.sends("image", (b"jpeg", "a.jpg", "image/jpeg"))
    assert somchai.chat()["quickReply"] == []


def test_a_pc_shows_neither_quick_replies_nor_rich_menu(line: Line, somchai: Person) -> None:
    line.world.menus.menus["richmenu-1"] = {"richMenuId": "richmenu-1", "name": "officer"}
    line.world.menus.default = "richmenu-1"
    push(line, somchai.user_id, asking(NEXT))
    assert somchai.chat()["richMenuId"] == "richmenu-1"
    menu = line.control("GET", f"/users/{somchai.user_id}/richmenu")
    assert (menu["richMenu"]["name"], menu["imageUrl"]) == ("officer", None)
    assert somchai.changes(client="pc")["pc"] is True
    assert (somchai.chat()["quickReply"], somchai.chat()["richMenuId"]) == ([], None)
    assert line.control("GET", f"/users/{somchai.user_id}/richmenu") == {"richMenu": None, "imageUrl": None}


def test_the_bytes_of_a_photo_can_be_shown(line: Line, somchai: Person) -> None:
    message_id = somchai.sends("image", (b"jpeg", "a.jpg", "image/jpeg"))["messageIds"][0]
    answer = line.client.get(f"/control/content/{message_id}")
    assert (answer.data, answer.content_type) == (b"jpeg", "image/jpeg")


# --- knobs, ledger, reset


def test_a_turned_knob_stays_until_it_is_turned_back(line: Line) -> None:
    line.faults(quota=5)
    line.faults(drop_rate=0.5)
    faults = line.control("GET", "/faults")
    assert (faults["quota"], faults["drop_rate"]) == (5, 0.5)
    line.faults(quota=None, drop_rate=None)
    assert line.control("GET", "/faults") == {knob["name"]: knob["default"] for knob in table()}


def test_a_latency_is_waited_for(line: Line) -> None:
    line.faults(api_latency_ms=40)
    began = time.monotonic()
    line.call("GET", "/info")
    assert time.monotonic() - began >= 0.04


def test_the_ledger_counts_calls_by_endpoint_and_status(line: Line, somchai: Person) -> None:
    line.push(somchai.user_id)
    line.push("U" + "1" * 32)
    line.call("GET", f"/profile/{somchai.user_id}")
    line.call("GET", "/nothing")
    ledger = line.ledger()
    assert ledger["calls"] == {
        "GET /v2/bot/nothing": {"404": 1},
        "GET /v2/bot/profile/{}": {"200": 1},
        "POST /v2/bot/message/push": {"200": 1, "400": 1},
    }
    assert (ledger["pushes"], ledger["recipients"], ledger["quotaUsed"]) == (1, 1, 1)


def test_a_reset_forgets_everything_but_the_settings(line: Line, somchai: Person) -> None:
    line.faults(quota=1)
    line.push(somchai.user_id)
    line.control("POST", "/reset")
    assert line.control("GET", "/users") == {"users": []}
    assert line.ledger()["calls"] == {}
    state = line.control("GET", "/state")
    assert (state["faults"]["quota"], state["users"]) == (None, 0)
    assert state["settings"].keys() == {"webhookUrl", "publicUrl", "port", "keeps", "botUserId"}


def test_a_second_start_finds_users_chats_photos_and_menus(tmp_path: Path) -> None:
    kept = Settings(channel_access_token="a token for tests", keep_in=tmp_path / "line" / "kept.sqlite")
    line = Line(kept)
    somchai = line.person("สมชาย")
    group = line.group(somchai)
    somchai.says("หนึ่ง")
    photo = somchai.sends("image", (b"jpeg", "a.jpg", "image/jpeg"))["messageIds"][0]
    line.push(somchai.user_id, key="123e4567-e89b-12d3-a456-426614174000")
    before = somchai.chat()
    line.world.keeper.flush()

    again = Line(kept)
    assert again.control("GET", f"/users/{somchai.user_id}/chat")["messages"] == before["messages"]
    assert again.client.get(f"/control/content/{photo}").data == b"jpeg"
    assert [one["groupId"] for one in again.control("GET", "/groups")["groups"]] == [group]
    assert again.push(somchai.user_id, key="123e4567-e89b-12d3-a456-426614174000").status_code == 409
    assert again.ledger()["quotaUsed"] == 1
    again.control("POST", "/reset")
    assert Line(kept).control("GET", "/users") == {"users": []}
