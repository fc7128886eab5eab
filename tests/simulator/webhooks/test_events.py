"""How events reach the bot: complete and signed, with their contents."""

from __future__ import annotations

import io
import re
import threading
from typing import Any

import pytest
from PIL import Image

from tests.phones import ULID, Line, ListeningBot, Person, signed

# --- signing and sending


def test_a_webhook_is_signed_over_its_exact_bytes(bot: ListeningBot, somchai: Person) -> None:
    somchai.says("จำนวน 12 คน")
    heard = bot.heard[0]
    assert heard.headers["x-line-signature"] == signed(heard.body)
    assert heard.headers["user-agent"] == "LineBotWebhook/2.0"
    assert heard.headers["content-type"] == "application/json; charset=utf-8"
    assert "จำนวน 12 คน".encode() in heard.body


def test_the_signature_header_may_be_written_in_title_case(bot: ListeningBot, line: Line, somchai: Person) -> None:
    line.faults(title_case_header=True)
    somchai.says("x")
    assert "X-Line-Signature" in bot.heard[0].headers


@pytest.mark.parametrize("knob", ["wrong_signature", "tampered_body"])
def test_a_forged_webhook_does_not_fit_its_signature(bot: ListeningBot, line: Line, somchai: Person, knob: str) -> None:
    line.faults(**{knob: True})
    somchai.says("x")
    assert bot.heard[0].headers["x-line-signature"] != signed(bot.heard[0].body)


def test_the_answer_tells_what_the_bot_answered(bot: ListeningBot, somchai: Person) -> None:
    said = somchai.says("x")
    assert said["webhookEventIds"] == [bot.events[0]["webhookEventId"]]
    assert said["messageIds"] == [bot.events[0]["message"]["id"]]
    assert (said["webhookStatus"], said["outcomes"]) == (200, ["ok"])
    assert said["elapsedMs"] > 0


def test_outcomes_are_recorded_in_lines_words(bot: ListeningBot, line: Line, somchai: Person) -> None:
    bot.statuses = [500]
    assert somchai.says("x")["webhookStatus"] == 500
    line.faults(webhook_timeout_ms=200)
    answers = threading.Event()
    bot.waits_for = answers.wait
    assert somchai.says("x")["webhookStatus"] is None
    answers.set()
    line.world.webhook_url = "http://127.0.0.1:9/nobody"
    somchai.says("x")
    line.faults(inactive=True)
    somchai.says("x")
    assert line.ledger()["webhooks"] == {
        "error_status_code": 1,
        "request_timeout": 1,
        "could_not_connect": 1,
        "inactive": 1,
    }


def test_the_connectivity_check_has_no_events(bot: ListeningBot, line: Line) -> None:
    answer = line.call("POST", "/channel/webhook/test").get_json()
    assert (answer["success"], answer["statusCode"], answer["reason"]) == (True, 200, "OK")
    assert bot.events == []
    bot.statuses = [403]
    assert line.call("POST", "/channel/webhook/test").get_json()["reason"] == "ERROR_STATUS_CODE"


# --- the events


def test_a_text_event_is_complete(bot: ListeningBot, line: Line, somchai: Person) -> None:
    somchai.says("สวัสดีค่ะ")
    event = bot.events[0]
    assert ULID.fullmatch(event["webhookEventId"])
    assert re.fullmatch(r"[0-9a-f]{32}", event["replyToken"])
    assert re.fullmatch(r"\d{18}", event["message"]["id"])
    assert event["message"].keys() == {"id", "type", "text", "quoteToken", "markAsReadToken"}
    assert event["timestamp"] == int(line.clock.now * 1000)
    assert (event["mode"], event["deliveryContext"]) == ("active", {"isRedelivery": False})
    assert event["source"] == {"type": "user", "userId": somchai.user_id}
    token = {"markAsReadToken": event["message"]["markAsReadToken"]}
    assert line.call("POST", "/chat/markAsRead", token).status_code == 200
    assert line.call("POST", "/chat/markAsRead", {"markAsReadToken": "x"}).status_code == 400


def test_the_reply_token_of_an_event_answers_into_its_chat(bot: ListeningBot, line: Line, somchai: Person) -> None:
    somchai.says("สวัสดีค่ะ")
    assert line.reply(bot.events[0]["replyToken"]).status_code == 200
    assert somchai.sees() == ["สวัสดีค่ะ", "รับทราบค่ะ"]


def test_someone_without_consent_has_no_user_id(bot: ListeningBot, somchai: Person) -> None:
    somchai.changes(consents=False)
    somchai.says("x")
    assert bot.events[0]["source"] == {"type": "user"}


def test_follow_and_unfollow_say_what_happened(bot: ListeningBot, line: Line) -> None:
    malee = line.person("มาลี", friend=False)
    malee.does("follow")
    malee.changes(blocked=True)
    malee.changes(blocked=False)
    follow, unfollow, again = bot.events
    assert follow["follow"] == {"isUnblocked": False}
    assert (unfollow["type"], "replyToken" in unfollow) == ("unfollow", False)
    assert (again["follow"], "replyToken" in again) == ({"isUnblocked": True}, True)


def test_who_blocked_the_bot_cannot_write_to_it(somchai: Person) -> None:
    somchai.does("unfollow")
    assert "blocked" in somchai.does("text", text="x", status=409)["message"]


def test_a_tap_is_a_postback_and_its_display_text_no_message_event(bot: ListeningBot, somchai: Person) -> None:
    somchai.does("postback", data="d", displayText="ถัดไป", params={"date": "2026-11-20"})
    assert [event["type"] for event in bot.events] == ["postback"]
    assert bot.events[0]["postback"] == {"data": "d", "params": {"date": "2026-11-20"}}
    assert somchai.sees() == ["ถัดไป"]


@pytest.mark.parametrize(
    "params", [{"date": "2026-11-31"}, {"time": "9:30"}, {"datetime": "2026-11-20"}, {"week": "1"}, {}, "x"]
)
def test_a_picker_gives_only_real_moments(somchai: Person, params: Any) -> None:
    assert "params" in somchai.does("postback", data="d", params=params, status=400)["message"]


def test_stickers_and_locations_are_events(bot: ListeningBot, somchai: Person) -> None:
    somchai.does("sticker")
    somchai.does("location", title="สำนักงานเขต", address="กรุงเทพฯ", latitude=13.75, longitude=100.5)
    sticker, location = (event["message"] for event in bot.events)
    assert {"packageId", "stickerId", "stickerResourceType", "quoteToken"} <= sticker.keys()
    assert (location["latitude"], location["title"]) == (13.75, "สำนักงานเขต")
    assert "latitude" in somchai.does("location", latitude="x", longitude=1, status=400)["message"]


def test_a_quoting_message_names_what_it_quotes(bot: ListeningBot, line: Line, somchai: Person) -> None:
    sent = line.push(somchai.user_id).get_json()["sentMessages"][0]["id"]
    somchai.says("หมายถึงข้อนี้", quotedMessageId=sent)
    assert bot.events[0]["message"]["quotedMessageId"] == sent
    somchai.does("text", text="x", quotedMessageId="1", status=404)


def test_photos_sent_together_are_one_image_set(bot: ListeningBot, somchai: Person) -> None:
    photo = (b"jpeg", "a.jpg", "image/jpeg")
    said = somchai.sends("image", photo, photo, photo)
    images = sorted((event["message"] for event in bot.events), key=lambda image: image["imageSet"]["index"])
    assert [image["imageSet"]["index"] for image in images] == [1, 2, 3]
    assert {image["imageSet"]["total"] for image in images} == {3}
    assert len({image["imageSet"]["id"] for image in images}) == 1
    assert [image["id"] for image in images] == said["messageIds"]
    assert len(bot.heard) == 3
    assert images[0]["contentProvider"] == {"type": "line"}


def test_a_file_keeps_its_thai_name(bot: ListeningBot, line: Line, somchai: Person) -> None:
    message_id = somchai.sends("file", (b"PK", "รายงาน พ.ย.xlsx", "application/octet-stream"))["messageIds"][0]
    message = bot.events[0]["message"]
    assert (message["fileName"], message["fileSize"]) == ("รายงาน พ.ย.xlsx", 2)
    assert "quoteToken" not in message
    answer = line.call("GET", f"/message/{message_id}/content")
    assert (answer.status_code, answer.data) == (200, b"PK")
    assert answer.content_type == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_unsending_takes_the_words_and_the_bytes_away(bot: ListeningBot, line: Line, somchai: Person) -> None:
    said = somchai.says("ผิด")["messageIds"][0]
    photo = somchai.sends("image", (b"jpeg", "a.jpg", "image/jpeg"))["messageIds"][0]
    somchai.does("unsend", messageId=said)
    somchai.does("unsend", messageId=photo)
    assert [event["unsend"]["messageId"] for event in bot.events[2:]] == [said, photo]
    assert "replyToken" not in bot.events[2]
    assert line.call("GET", f"/message/{photo}/content").get_json() == {"message": "The content is gone"}
    assert line.call("GET", f"/message/{photo}/content").status_code == 410
    assert all(entry["unsent"] and "text" not in entry["message"] for entry in somchai.chat()["messages"])
    somchai.does("unsend", messageId=said, status=400)


def test_only_ones_own_messages_can_be_unsent(line: Line, somchai: Person) -> None:
    sent = line.push(somchai.user_id).get_json()["sentMessages"][0]["id"]
    somchai.does("unsend", messageId=sent, status=400)


def test_a_group_mentions_the_bot_and_edits(bot: ListeningBot, line: Line, somchai: Person) -> None:
    group = line.group(somchai, line.person("มาลี"))
    said = somchai.says("😀 @บอท ถาม @มาลี", groupId=group)["messageIds"][0]
    somchai.does("edit", messageId=said, text="แก้แล้ว", groupId=group)
    told, edited = bot.events
    assert told["source"] == {"type": "group", "groupId": group, "userId": somchai.user_id}
    of_bot, of_malee = told["message"]["mention"]["mentionees"]
    assert (of_bot["index"], of_bot["length"], of_bot["isSelf"]) == (3, 4, True)
    assert (of_malee["isSelf"], of_malee["type"]) == (False, "user")
    assert (edited["type"], edited["message"]["id"], edited["message"]["text"]) == ("messageEdited", said, "แก้แล้ว")
    assert "markAsReadToken" not in edited["message"]
    assert edited["replyToken"] != told["replyToken"]
    assert line.reply(edited["replyToken"]).status_code == 200
    chat = line.control("GET", f"/groups/{group}/chat")["messages"]
    assert [entry["message"]["text"] for entry in chat] == ["แก้แล้ว", "รับทราบค่ะ"]


def test_the_bot_joins_and_leaves_groups_and_people_too(bot: ListeningBot, line: Line, somchai: Person) -> None:
    malee = line.person("มาลี")
    group = line.group(somchai)
    somchai.does("leave", groupId=group)
    assert somchai.says("ไม่มีใครฟัง", groupId=group)["webhookEventIds"] == []
    somchai.does("join", groupId=group)
    somchai.does("memberJoined", groupId=group, members=[malee.user_id])
    somchai.does("memberLeft", groupId=group, members=[malee.user_id])
    assert [event["type"] for event in bot.events] == ["leave", "join", "memberJoined", "memberLeft"]
    assert ["replyToken" in event for event in bot.events] == [False, True, True, False]
    assert bot.events[2]["joined"]["members"] == [{"type": "user", "userId": malee.user_id}]


def test_in_standby_there_is_no_reply_token(bot: ListeningBot, line: Line, somchai: Person) -> None:
    line.faults(standby=True)
    somchai.says("x")
    assert (bot.events[0]["mode"], "replyToken" in bot.events[0]) == ("standby", False)


def test_a_later_line_sends_what_nobody_knows_yet(bot: ListeningBot, line: Line, somchai: Person) -> None:
    line.faults(forward_compat=True)
    somchai.does("sticker")
    unknown, known = bot.events
    assert unknown["type"] == "somethingNew"
    assert known["message"]["stickerResourceType"] == "HOLOGRAM"
    assert "quoteToken" not in known["message"]
    assert known["source"]["somethingNew"] is True


# --- contents


def test_video_is_prepared_before_it_can_be_fetched(line: Line, somchai: Person) -> None:
    line.faults(video_preparing=2)
    message_id = somchai.sends("video", (b"mp4", "a.mp4", "video/mp4"))["messageIds"][0]
    path = f"/message/{message_id}/content"
    assert line.call("GET", f"{path}/transcoding").get_json() == {"status": "processing"}
    assert [line.call("GET", path).status_code for _ in range(2)] == [202, 200]
    assert line.call("GET", f"{path}/transcoding").get_json() == {"status": "succeeded"}
    assert line.call("GET", f"{path}/preview").status_code == 200


def test_content_is_forgotten_after_its_retention(line: Line, somchai: Person) -> None:
    message_id = somchai.sends("image", (b"jpeg", "a.jpg", "image/jpeg"))["messageIds"][0]
    line.faults(content_retention_s=60)
    assert line.call("GET", f"/message/{message_id}/content").status_code == 200
    assert line.call("GET", f"/message/{message_id}/content/transcoding").status_code == 400
    line.clock.pass_s(61)
    assert line.call("GET", f"/message/{message_id}/content").get_json() == {"message": "not found"}
    assert line.call("GET", "/message/1/content").status_code == 404


def test_images_may_come_back_encoded_anew(line: Line, somchai: Person) -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(drawn, "PNG")
    message_id = somchai.sends("image", (drawn.getvalue(), "a.png", "image/png"))["messageIds"][0]
    assert line.call("GET", f"/message/{message_id}/content").data == drawn.getvalue()
    line.faults(image_reencode=True)
    answer = line.call("GET", f"/message/{message_id}/content")
    assert answer.content_type == "image/jpeg"
    assert Image.open(io.BytesIO(answer.data)).size == (8, 6)
