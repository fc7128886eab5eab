"""What LINE remembers between sends: reply tokens, retry keys, quota, who can be reached."""

from __future__ import annotations

import uuid

import pytest

from tests.phones import Line, Person

KEY = "123e4567-e89b-12d3-a456-426614174000"
DAY_S = 24 * 3600


def reply_token(person: Person) -> str:
    """Let a reply token exist that was delivered just now."""
    world = person.line.world
    token = uuid.uuid4().hex
    world.reply_tokens.issue(token, person.user_id, world.clock())
    world.reply_tokens.delivered(token, world.clock())
    return token


# --- reply tokens


def test_a_reply_token_works_once(line: Line, somchai: Person) -> None:
    token = reply_token(somchai)
    assert [sent.keys() for sent in line.reply(token).get_json()["sentMessages"]] == [{"id", "quoteToken"}]
    again = line.reply(token)
    assert (again.status_code, again.get_json()) == (400, {"message": "Invalid reply token"})
    assert somchai.sees() == ["รับทราบค่ะ"]


@pytest.mark.parametrize(("after_s", "status"), [(59, 200), (61, 400)])
def test_a_reply_token_lives_a_minute(line: Line, somchai: Person, after_s: int, status: int) -> None:
    token = reply_token(somchai)
    line.clock.pass_s(after_s)
    assert line.reply(token).status_code == status


def test_the_life_of_reply_tokens_is_a_knob(line: Line, somchai: Person) -> None:
    line.faults(reply_token_life_s=2)
    token = reply_token(somchai)
    line.clock.pass_s(3)
    assert line.reply(token).status_code == 400


@pytest.mark.parametrize(("event_age_s", "status"), [(19 * 60, 200), (21 * 60, 400)])
def test_a_redelivered_token_lives_again_for_events_up_to_twenty_minutes_old(
    line: Line, somchai: Person, event_age_s: int, status: int
) -> None:
    token = reply_token(somchai)
    line.clock.pass_s(event_age_s)
    line.world.reply_tokens.delivered(token, line.clock())
    assert line.reply(token).status_code == status


def test_redelivery_does_not_revive_a_used_token(line: Line, somchai: Person) -> None:
    token = reply_token(somchai)
    line.reply(token)
    line.world.reply_tokens.delivered(token, line.clock())
    assert line.reply(token).status_code == 400


@pytest.mark.parametrize(("burns", "status"), [(False, 200), (True, 400)])
def test_a_refused_reply_keeps_its_token_unless_the_knob_says_otherwise(
    line: Line, somchai: Person, burns: bool, status: int
) -> None:
    line.faults(failed_reply_burns_token=burns)
    token = reply_token(somchai)
    assert line.reply(token, "").status_code == 400
    assert line.reply(token).status_code == status


def test_replies_are_free(line: Line, somchai: Person) -> None:
    line.faults(quota=0)
    assert line.reply(reply_token(somchai)).status_code == 200
    assert (line.ledger()["quotaUsed"], line.ledger()["replies"]) == (0, 1)


# --- retry keys


def test_a_repeated_push_meets_409_with_what_was_sent(line: Line, somchai: Person) -> None:
    first = line.push(somchai.user_id, key=KEY)
    second = line.push(somchai.user_id, key=KEY)
    assert second.status_code == 409
    assert second.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    assert second.get_json() == {"message": "The retry key is already accepted", **first.get_json()}
    assert somchai.sees() == ["สวัสดีค่ะ"]
    assert (line.ledger()["conflicts409"], line.ledger()["quotaUsed"]) == (1, 1)


def test_a_retry_key_is_forgotten_after_a_day(line: Line, somchai: Person) -> None:
    line.push(somchai.user_id, key=KEY)
    line.clock.pass_s(DAY_S + 1)
    assert line.push(somchai.user_id, key=KEY).status_code == 200


def test_a_refused_push_does_not_use_its_retry_key(line: Line, somchai: Person) -> None:
    assert line.push(somchai.user_id, "", key=KEY).status_code == 400
    line.faults(error_rate_before_accept=1)
    assert line.push(somchai.user_id, key=KEY).status_code == 500
    line.faults(error_rate_before_accept=0)
    assert line.push(somchai.user_id, key=KEY).status_code == 200


def test_a_push_accepted_but_answered_500_was_sent(line: Line, somchai: Person) -> None:
    line.faults(error_rate_after_accept=1)
    assert line.push(somchai.user_id, key=KEY).status_code == 500
    assert somchai.sees() == ["สวัสดีค่ะ"]
    assert line.push(somchai.user_id, key=KEY).status_code == 409


def test_a_push_accepted_but_answered_too_late_was_sent(line: Line, somchai: Person) -> None:
    line.faults(timeout_rate_after_accept=1, timeout_hold_ms=30)
    line.push(somchai.user_id, key=KEY)
    assert line.push(somchai.user_id, key=KEY).status_code == 409


def test_retry_keys_belong_to_pushes_and_are_uuids(line: Line, somchai: Person) -> None:
    body = {"replyToken": reply_token(somchai), "messages": [{"type": "text", "text": "x"}]}
    assert line.call("POST", "/message/reply", body, key=KEY).status_code == 400
    assert line.call("GET", "/info", key=KEY).status_code == 400
    assert line.push(somchai.user_id, key="not a uuid").status_code == 400


def test_multicast_and_broadcast_know_retry_keys_too(line: Line, somchai: Person) -> None:
    message = {"messages": [{"type": "text", "text": "x"}]}
    assert line.call("POST", "/message/multicast", message | {"to": [somchai.user_id]}, key=KEY).get_json() == {}
    again = line.call("POST", "/message/multicast", message | {"to": [somchai.user_id]}, key=KEY)
    assert (again.status_code, again.get_json()) == (409, {"message": "The retry key is already accepted"})
    other = str(uuid.uuid4())
    assert [line.call("POST", "/message/broadcast", message, key=other).status_code for _ in range(2)] == [200, 409]


# --- quota


def test_the_quota_counts_recipients_and_then_answers_429(line: Line, somchai: Person) -> None:
    malee = line.person("มาลี")
    line.faults(quota=3)
    two = {"to": [somchai.user_id, malee.user_id], "messages": [{"type": "text", "text": "x"}] * 5}
    assert line.call("POST", "/message/multicast", two).status_code == 200
    beyond = line.call("POST", "/message/multicast", two)
    assert (beyond.status_code, beyond.get_json()) == (429, {"message": "You have reached your monthly limit."})
    assert line.push(malee.user_id).status_code == 200
    assert line.call("GET", "/message/quota").get_json() == {"type": "limited", "value": 3}
    assert line.call("GET", "/message/quota/consumption").get_json() == {"totalUsage": 3}


def test_a_plan_without_quota_says_so(line: Line) -> None:
    assert line.call("GET", "/message/quota").get_json() == {"type": "none"}


def test_the_quota_begins_anew_with_japans_month(line: Line, somchai: Person) -> None:
    line.faults(quota=1)
    line.push(somchai.user_id)
    line.clock.now = 1_796_050_799.0  # 23:59:59 on 30 November 2026 in UTC+9
    assert line.push(somchai.user_id).status_code == 429
    line.clock.pass_s(1)
    assert line.push(somchai.user_id).status_code == 200


def test_a_running_delivery_may_reserve_quota(line: Line, somchai: Person) -> None:
    line.faults(quota=10, quota_reserved=10)
    assert line.push(somchai.user_id).status_code == 429


def test_a_group_push_counts_each_member(line: Line, somchai: Person) -> None:
    group = line.group(somchai, line.person("มาลี"), line.person("วิชัย"))
    assert line.push(group).status_code == 200
    assert line.ledger()["quotaUsed"] == 3


def test_the_rate_limit_has_other_words_than_the_quota(line: Line, somchai: Person) -> None:
    line.faults(rate_429=1)
    answer = line.push(somchai.user_id)
    assert (answer.status_code, answer.get_json()["message"]) == (
        429,
        "The API rate limit has been exceeded. Try again later.",
    )


def test_a_rate_limit_empties_and_fills_again(line: Line) -> None:
    line.faults(rate_limit_scale=0.1)  # richmenu/list: 10 a second, here 1

    def ask() -> int:
        return int(line.call("GET", "/richmenu/list").status_code)

    assert [ask(), ask()] == [200, 429]
    line.clock.pass_s(1)
    assert ask() == 200


# --- who is reached


def test_a_push_to_someone_who_blocked_us_is_200_unseen_and_uncounted(line: Line, somchai: Person) -> None:
    somchai.changes(blocked=True)
    assert line.push(somchai.user_id).status_code == 200
    assert (somchai.sees(), line.ledger()["quotaUsed"]) == ([], 0)


def test_a_push_to_a_deleted_account_is_200_and_unseen(line: Line, somchai: Person) -> None:
    somchai.changes(deleted=True)
    assert line.push(somchai.user_id).status_code == 200
    assert somchai.sees() == []


@pytest.mark.parametrize(("days", "seen"), [(6, True), (8, False)])
def test_someone_never_befriended_is_reached_for_seven_days_after_writing(line: Line, days: int, seen: bool) -> None:
    malee = line.person("มาลี", friend=False)
    assert line.push(malee.user_id, "ก่อน").status_code == 200
    malee.says("สวัสดี")
    line.clock.pass_s(days * DAY_S)
    line.push(malee.user_id, "หลัง")
    assert malee.sees() == (["สวัสดี", "หลัง"] if seen else ["สวัสดี"])


def test_an_id_of_another_provider_is_400(line: Line) -> None:
    answer = line.push("U" + "1" * 32)
    assert (answer.status_code, answer.get_json()) == (400, {"message": "Failed to send messages"})
    assert line.push("C" + "1" * 32).status_code == 400


def test_a_multicast_with_a_malformed_id_sends_to_nobody(line: Line, somchai: Person) -> None:
    body = {"to": [somchai.user_id, "U123"], "messages": [{"type": "text", "text": "x"}]}
    answer = line.call("POST", "/message/multicast", body)
    assert answer.status_code == 400
    assert answer.get_json()["message"] == "The property, to[1], in the request body is invalid (line: -, column: -)"
    assert somchai.sees() == []


def test_profiles_are_of_those_who_met_us_and_did_not_block(line: Line, somchai: Person) -> None:
    def status(user_id: str) -> int:
        return int(line.call("GET", f"/profile/{user_id}").status_code)

    stranger = line.person("มาลี", friend=False)
    assert line.call("GET", f"/profile/{somchai.user_id}").get_json()["displayName"] == "สมชาย"
    assert [status(stranger.user_id), status("U" + "1" * 32), status("somchai")] == [404, 404, 400]
    stranger.says("สวัสดี")
    somchai.changes(blocked=True)
    assert [status(stranger.user_id), status(somchai.user_id)] == [200, 404]


def test_someone_without_consent_has_no_profile(line: Line, somchai: Person) -> None:
    somchai.changes(consents=False)
    assert line.call("GET", f"/profile/{somchai.user_id}").status_code == 404


def test_a_group_can_be_read_until_the_bot_leaves(line: Line, somchai: Person) -> None:
    group = line.group(somchai, line.person("มาลี"))
    assert line.call("GET", f"/group/{group}/members/count").get_json() == {"count": 2}
    assert line.call("GET", f"/group/{group}/member/{somchai.user_id}").get_json()["displayName"] == "สมชาย"
    assert line.call("GET", f"/group/{group}/summary").get_json()["groupId"] == group
    assert line.call("GET", f"/group/{group}/members/ids").status_code == 403
    assert line.call("POST", f"/group/{group}/leave").status_code == 200
    assert line.call("GET", f"/group/{group}/summary").status_code == 404
    assert line.push(group).status_code == 400
