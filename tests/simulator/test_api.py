"""LINE's endpoints: errors, the chat, rich menus, the webhook address."""

from __future__ import annotations

import struct
import uuid
from typing import Any

import pytest

from tests.phones import BEARER, Line, Person

KEY = "123e4567-e89b-12d3-a456-426614174000"
DAY_S = 24 * 3600


# --- every call


def test_a_call_without_the_channel_token_is_refused(line: Line) -> None:
    answer = line.client.get("/v2/bot/info", headers={"Authorization": "Bearer other"})
    assert answer.status_code == 401
    assert answer.get_json()["message"].startswith("Authentication failed due to the following reason: ")


def test_every_answer_names_its_request(line: Line) -> None:
    for answer in (line.call("GET", "/info"), line.call("GET", "/nothing"), line.client.get("/v2/bot/info")):
        assert uuid.UUID(answer.headers["x-line-request-id"])


@pytest.mark.parametrize("path", ["/v2/bot/nothing", "//v2/bot/info", "/v2//bot/info", "/v2/bot/message/narrowcast"])
def test_what_line_does_not_have_is_not_found(line: Line, path: str) -> None:
    answer = line.client.get(path, headers=BEARER)
    assert (answer.status_code, answer.get_json()) == (404, {"message": "Not found"})


def test_a_body_must_be_json_of_json_type_and_not_too_large(line: Line) -> None:
    def push(data: bytes, kind: str = "application/json") -> Any:
        return line.client.post("/v2/bot/message/push", data=data, content_type=kind, headers=BEARER)

    broken = push(b'{"to":\n x}')
    assert broken.status_code == 400
    assert broken.get_json()["message"] == "The request body could not be parsed as JSON (line: 2, column: 2)"
    assert push(b"to=x", "text/plain").status_code == 415
    assert push(b'{"x":"' + b"x" * 2_000_000 + b'"}').status_code == 413


def test_errors_say_where_and_are_kept_in_the_ledger(line: Line, somchai: Person) -> None:
    answer = line.push(somchai.user_id, "")
    assert answer.status_code == 400
    assert answer.get_json() == {
        "message": "The request body has 1 error(s)",
        "details": [{"message": "May not be empty", "property": "messages[0].text"}],
    }
    kept = line.ledger()["refusals"][-1]
    assert (kept["rule"], kept["property"], kept["endpoint"]) == (1, "messages[0].text", "POST /v2/bot/message/push")


def test_a_wrong_flex_is_refused_in_lines_other_words(line: Line, somchai: Person) -> None:
    body = {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": "x", "color": "red"}]}
    flex = {"type": "flex", "altText": "x", "contents": {"type": "bubble", "body": body}}
    answer = line.call(
        "POST", "/message/push", {"to": somchai.user_id, "messages": [{"type": "text", "text": "x"}, flex]}
    )
    assert answer.get_json() == {
        "message": "A message (messages[1]) in the request body is invalid",
        "details": [{"message": "invalid property", "property": "/body/contents/0/color"}],
    }


def test_validating_sends_nothing_and_costs_nothing(line: Line, somchai: Person) -> None:
    good, bad = {"messages": [{"type": "text", "text": "x"}]}, {"messages": [{"type": "text", "text": ""}]}
    for kind in ("reply", "push", "multicast", "broadcast"):
        assert line.call("POST", f"/message/validate/{kind}", good).get_json() == {}
        assert line.call("POST", f"/message/validate/{kind}", bad).status_code == 400
    assert somchai.sees() == []
    assert line.ledger()["quotaUsed"] == 0


# --- the chat


def test_the_loading_animation_ends_with_the_next_message(line: Line, somchai: Person) -> None:
    answer = line.call("POST", "/chat/loading/start", {"chatId": somchai.user_id, "loadingSeconds": 10})
    assert (answer.status_code, answer.get_json()) == (202, {})
    assert somchai.chat()["loadingUntil"] == int(line.clock.now * 1000) + 10_000
    line.push(somchai.user_id)
    assert somchai.chat()["loadingUntil"] is None


def test_loading_is_202_for_the_blocked_too(line: Line, somchai: Person) -> None:
    somchai.changes(blocked=True)
    assert line.call("POST", "/chat/loading/start", {"chatId": somchai.user_id}).status_code == 202


def test_a_quote_token_quotes_in_its_own_chat_only(line: Line, somchai: Person) -> None:
    sent = line.push(somchai.user_id).get_json()["sentMessages"][0]
    quoting = {"type": "text", "text": "ข้อความนี้", "quoteToken": sent["quoteToken"]}
    assert line.call("POST", "/message/push", {"to": somchai.user_id, "messages": [quoting]}).status_code == 200
    assert somchai.chat()["messages"][-1]["quotedMessageId"] == sent["id"]
    malee = line.person("มาลี")
    assert line.call("POST", "/message/push", {"to": malee.user_id, "messages": [quoting]}).status_code == 400


def test_a_mention_needs_a_group(line: Line, somchai: Person) -> None:
    everyone = {"type": "mention", "mentionee": {"type": "all"}}
    message = {"type": "textV2", "text": "{a} ครบกำหนดวันนี้", "substitution": {"a": everyone}}

    def push(to: str) -> int:
        return int(line.call("POST", "/message/push", {"to": to, "messages": [message]}).status_code)

    assert (push(somchai.user_id), push(line.group(somchai))) == (400, 200)


# --- rich menus


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + struct.pack(">II", width, height) + b"\x08\x02\x00\x00\x00"


def jpeg(width: int, height: int) -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + b"\x00" * 10


def menu(line: Line, *, image: bytes | None = png(1200, 405)) -> str:
    area = {"bounds": {"x": 0, "y": 0, "width": 10, "height": 10}, "action": {"type": "message", "text": "สถานะ"}}
    size = {"width": 1200, "height": 405}
    body = {"size": size, "selected": True, "name": "officer", "chatBarText": "เมนู", "areas": [area]}
    menu_id = str(line.call("POST", "/richmenu", body).get_json()["richMenuId"])
    if image is not None:
        assert upload(line, menu_id, image).status_code == 200
    return menu_id


def upload(line: Line, menu_id: str, image: bytes, kind: str = "image/png") -> Any:
    path = f"/v2/bot/richmenu/{menu_id}/content"
    return line.client.post(path, data=image, content_type=kind, headers=BEARER)


def test_the_users_own_menu_comes_before_the_default(line: Line, somchai: Person) -> None:
    default, own = menu(line), menu(line)
    assert line.call("GET", "/user/all/richmenu").status_code == 404
    line.call("POST", f"/user/all/richmenu/{default}")
    assert somchai.chat()["richMenuId"] == default
    line.call("POST", f"/user/{somchai.user_id}/richmenu/{own}")
    assert somchai.chat()["richMenuId"] == own
    assert line.call("GET", f"/user/{somchai.user_id}/richmenu").get_json() == {"richMenuId": own}
    line.call("DELETE", f"/user/{somchai.user_id}/richmenu")
    assert line.call("GET", f"/user/{somchai.user_id}/richmenu").get_json() == {"message": "the user has no richmenu"}
    assert somchai.chat()["richMenuId"] == default
    line.call("DELETE", "/user/all/richmenu")
    assert line.call("GET", "/user/all/richmenu").get_json() == {"message": "no default richmenu"}


def test_a_menu_needs_an_image_of_its_size_and_only_one(line: Line, somchai: Person) -> None:
    bare = menu(line, image=None)
    no_image = line.call("POST", f"/user/{somchai.user_id}/richmenu/{bare}")
    assert no_image.get_json() == {"message": "must upload richmenu image before applying it to user"}
    assert upload(line, bare, png(800, 250)).get_json() == {"message": "The image size is not allowed for richmenu"}
    assert upload(line, bare, b"not an image").status_code == 400
    assert upload(line, bare, png(1200, 405) + b"x" * 1_000_000).status_code == 413
    assert upload(line, bare, png(1200, 405), "image/gif").status_code == 415
    assert upload(line, bare, jpeg(1200, 405), "image/jpeg").status_code == 200
    assert upload(line, bare, png(1200, 405)).status_code == 400
    downloaded = line.client.get(f"/v2/bot/richmenu/{bare}/content", headers=BEARER)
    assert (downloaded.data, downloaded.content_type) == (jpeg(1200, 405), "image/jpeg")


def test_menus_are_listed_and_deleted_with_their_links(line: Line, somchai: Person) -> None:
    menu_id = menu(line)
    line.call("POST", f"/user/{somchai.user_id}/richmenu/{menu_id}")
    assert [one["richMenuId"] for one in line.call("GET", "/richmenu/list").get_json()["richmenus"]] == [menu_id]
    assert line.call("GET", f"/richmenu/{menu_id}").get_json()["name"] == "officer"
    line.call("DELETE", f"/richmenu/{menu_id}")
    assert line.call("GET", f"/richmenu/{menu_id}").status_code == 404
    assert somchai.chat()["richMenuId"] is None


def test_a_link_to_someone_who_blocked_us_is_200_without_effect(line: Line, somchai: Person) -> None:
    menu_id = menu(line)
    somchai.changes(blocked=True)
    assert line.call("POST", f"/user/{somchai.user_id}/richmenu/{menu_id}").status_code == 200
    somchai.changes(blocked=False)
    assert somchai.chat()["richMenuId"] is None


def test_menus_are_linked_and_unlinked_in_bulk(line: Line, somchai: Person) -> None:
    menu_id = menu(line)
    body = {"richMenuId": menu_id, "userIds": [somchai.user_id]}
    assert line.call("POST", "/richmenu/bulk/link", body).status_code == 202
    assert somchai.chat()["richMenuId"] == menu_id
    assert line.call("POST", "/richmenu/bulk/unlink", {"userIds": [somchai.user_id]}).status_code == 202
    assert somchai.chat()["richMenuId"] is None
    assert line.call("POST", "/richmenu/bulk/link", body | {"userIds": []}).status_code == 400
    assert line.call("POST", "/richmenu/bulk/link", body | {"richMenuId": "richmenu-0"}).status_code == 404


def test_aliases_are_made_changed_read_and_deleted(line: Line) -> None:
    first, second = menu(line), menu(line)
    alias = {"richMenuAliasId": "main", "richMenuId": first}
    assert line.call("POST", "/richmenu/alias", alias).status_code == 200
    assert line.call("POST", "/richmenu/alias", alias).get_json() == {"message": "conflict richmenu alias id"}
    assert line.call("POST", "/richmenu/alias", alias | {"richMenuAliasId": "MAIN"}).status_code == 400
    assert line.call("POST", "/richmenu/alias/main", {"richMenuId": second}).status_code == 200
    assert line.call("GET", "/richmenu/alias/main").get_json() == alias | {"richMenuId": second}
    assert line.call("GET", "/richmenu/alias/list").get_json() == {"aliases": [alias | {"richMenuId": second}]}
    assert line.call("DELETE", "/richmenu/alias/main").status_code == 200
    assert line.call("GET", "/richmenu/alias/main").get_json() == {"message": "richmenu alias not found"}


def test_the_webhook_address_can_be_set_and_read(line: Line) -> None:
    path = "/channel/webhook/endpoint"
    assert line.call("GET", path).status_code == 404
    assert line.call("PUT", path, {"endpoint": "http://example.org/hook"}).status_code == 400
    assert line.call("PUT", path, {"endpoint": "https://example.org/" + "x" * 481}).status_code == 400
    assert line.call("PUT", path, {"endpoint": "https://example.org/hook"}).status_code == 200
    assert line.call("GET", path).get_json() == {"endpoint": "https://example.org/hook", "active": True}
