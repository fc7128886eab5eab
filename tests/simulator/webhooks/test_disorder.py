"""What happens to events on the way: doubled, lost, late, redelivered, overtaken, together."""

from __future__ import annotations

import json
import threading

import pytest

from simulator.webhooks import delivery
from tests.patience import WITHIN_SECONDS
from tests.phones import BEARER, Line, ListeningBot, Person, together, wait_until

# --- disorder


def test_a_duplicate_is_the_same_event_twice(bot: ListeningBot, line: Line, somchai: Person) -> None:
    line.faults(duplicate_rate=1)
    said = somchai.says("x")
    assert [heard.body for heard in bot.heard] == [bot.heard[0].body] * 2
    assert said["webhookEventIds"] == [bot.events[0]["webhookEventId"]]
    assert [event["deliveryContext"]["isRedelivery"] for event in bot.events] == [False, False]


def test_without_redelivery_a_failed_webhook_is_lost(bot: ListeningBot, somchai: Person) -> None:
    bot.statuses = [500]
    somchai.says("x")
    assert len(bot.heard) == 1


def test_a_failed_webhook_is_redelivered_until_taken(bot: ListeningBot, line: Line, somchai: Person) -> None:
    line.faults(redelivery=True, redeliver_after_ms=5)
    bot.statuses = [500, 503, 200]
    assert somchai.says("x")["webhookStatus"] == 500
    wait_until(lambda: len(bot.heard) == 3 and not line.ledger()["redeliveriesPending"])
    first, *again = bot.events
    assert again == [{**first, "deliveryContext": {"isRedelivery": True}}] * 2
    assert line.ledger()["webhooks"]["redeliveries"] == 2
    assert line.reply(first["replyToken"]).status_code == 200


def test_redelivery_gives_up(bot: ListeningBot, line: Line, somchai: Person) -> None:
    line.faults(redelivery=True, redeliver_after_ms=1, redelivery_max=2)
    bot.statuses = [500]
    somchai.says("x")
    wait_until(lambda: len(bot.heard) == 3 and not line.ledger()["redeliveriesPending"])


def test_a_webhook_that_timed_out_is_redelivered(bot: ListeningBot, line: Line, somchai: Person) -> None:
    line.faults(redelivery=True, redeliver_after_ms=1, redelivery_max=1, webhook_timeout_ms=200)
    answers = threading.Event()
    bot.waits_for = answers.wait
    assert somchai.says("x")["outcomes"] == ["request_timeout"]
    bot.wait_for(2)
    answers.set()


def test_a_dropped_event_never_arrives(bot: ListeningBot, line: Line, somchai: Person) -> None:
    line.faults(drop_rate=1, redelivery=True)
    assert somchai.says("x")["webhookStatus"] is None
    assert bot.heard == []


def test_a_held_event_is_overtaken_by_the_next(
    bot: ListeningBot, line: Line, somchai: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "REORDER_HOLD_S", WITHIN_SECONDS)
    line.faults(reorder_rate=1)
    first = threading.Thread(target=somchai.says, args=("หนึ่ง",))
    first.start()
    wait_until(lambda: line.ledger()["webhooks"].get("held") == 1)
    line.faults(reorder_rate=0)
    somchai.says("สอง")
    first.join()
    assert [event["message"]["text"] for event in bot.events] == ["สอง", "หนึ่ง"]


def test_a_batch_carries_events_of_several_people(
    bot: ListeningBot, line: Line, somchai: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "BATCH_HOLD_S", WITHIN_SECONDS)
    malee = line.person("มาลี")
    line.faults(batch=2)
    together(lambda: somchai.says("หนึ่ง"), lambda: malee.says("สอง"))
    assert [len(heard.events) for heard in bot.heard] == [2]
    assert {event["source"]["userId"] for event in bot.events} == {somchai.user_id, malee.user_id}


def test_a_batch_not_filled_leaves_all_the_same(bot: ListeningBot, line: Line, somchai: Person) -> None:
    line.faults(batch=9)
    assert somchai.says("x")["webhookStatus"] == 200
    assert len(bot.heard) == 1


def test_a_delayed_event_keeps_its_time(bot: ListeningBot, line: Line, somchai: Person) -> None:
    line.faults(delay_ms=30)
    somchai.says("x")
    assert bot.events[0]["timestamp"] == int(line.clock.now * 1000)


def test_what_one_person_says_at_once_arrives_at_once(bot: ListeningBot, line: Line, somchai: Person) -> None:
    line.faults(webhook_timeout_ms=WITHIN_SECONDS * 1000)
    all_there = threading.Barrier(4, timeout=WITHIN_SECONDS)
    bot.waits_for = all_there.wait  # the first is answered when the last has come
    together(*[lambda: somchai.says("x")] * 4)
    assert not all_there.broken


def test_the_same_seed_throws_the_same_dice(line: Line, somchai: Person) -> None:
    def outcomes() -> list[str]:
        line.faults(seed=7, drop_rate=0.5)
        return [somchai.says("x")["outcomes"][0] for _ in range(12)]

    first = outcomes()
    assert outcomes() == first
    assert set(first) == {"dropped", "ok"}


def test_the_rich_menu_switch_returns_a_postback(bot: ListeningBot, somchai: Person) -> None:
    somchai.does("richmenuswitch", data="d", richMenuAliasId="nobody")
    params = {"newRichMenuAliasId": "nobody", "status": "RICHMENU_ALIAS_ID_NOTFOUND"}
    assert bot.events[0]["postback"] == {"data": "d", "params": params}


def test_the_whole_envelope_names_the_bot(bot: ListeningBot, line: Line, somchai: Person) -> None:
    somchai.says("x")
    info = line.client.get("/v2/bot/info", headers=BEARER).get_json()
    assert json.loads(bot.heard[0].body)["destination"] == info["userId"]
