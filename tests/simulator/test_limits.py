"""The forty rules, and what holds for all messages: counting, junk, where a refusal points."""

from __future__ import annotations

import copy
from typing import Any

import hypothesis
import pytest
from hypothesis import strategies as st

from simulator.limits.messages import check_messages
from simulator.limits.requests import check_loading, check_rich_menu, check_send
from simulator.limits.rules import RULES, Context, Refusal
from simulator.limits.units import graphemes, utf16
from tests.simulator.limit_tables import (
    EMOJI,
    LOADINGS,
    MESSAGES,
    RICH_MENUS,
    SENDS,
    SHAPES,
    URL,
    Json,
    bubble,
    carousel,
    column,
    emoji_v2,
    flex,
    flex_text,
    image,
    ok,
    quick,
    text,
    v2,
)


def held_against(refusals: list[Refusal], rule: int | None, accepted: bool) -> None:
    if accepted:
        assert refusals == []
    else:
        assert [refusal.rule for refusal in refusals] == [rule]


@pytest.mark.parametrize(("rule", "message", "accepted"), MESSAGES)
def test_a_message_is_refused_exactly_beyond_the_rule(rule: int, message: Json, accepted: bool) -> None:
    held_against(check_messages([message], Context()), rule, accepted)


@pytest.mark.parametrize(("rule", "kind", "body", "accepted"), SENDS)
def test_a_request_is_refused_exactly_beyond_the_rule(rule: int, kind: str, body: Json, accepted: bool) -> None:
    held_against(check_send(kind, body, Context()), rule, accepted)


@pytest.mark.parametrize(("rule", "body", "accepted"), LOADINGS)
def test_a_loading_animation_is_refused_exactly_beyond_the_rule(rule: int, body: Json, accepted: bool) -> None:
    held_against(check_loading(body), rule, accepted)


@pytest.mark.parametrize(("rule", "body", "accepted"), RICH_MENUS)
def test_a_rich_menu_is_refused_exactly_beyond_the_rule(rule: int | None, body: Json, accepted: bool) -> None:
    held_against(check_rich_menu(body), rule, accepted)


def test_every_rule_is_tried_on_the_side_where_line_refuses() -> None:
    tried = {row[0] for table in (MESSAGES, SENDS, LOADINGS, RICH_MENUS) for row in table if not row[-1]}
    assert tried >= set(RULES)


@pytest.mark.parametrize("message", SHAPES)
def test_what_the_published_schema_says_is_refused_too(message: Json) -> None:
    assert check_messages([message], Context())


@pytest.mark.parametrize("messages", [None, [], "x", [text("x")] * 6, ["x"], [None]])
def test_a_send_has_one_to_five_messages(messages: Any) -> None:
    assert check_messages(messages, Context())


def test_a_rich_card_of_all_components_passes() -> None:
    baseline = {
        "type": "box",
        "layout": "baseline",
        "spacing": "sm",
        "contents": [
            {"type": "icon", "url": URL, "size": "sm"},
            {"type": "text", "text": "ส่งแล้ว", "size": "15px", "flex": 3},
        ],
    }
    gradient = {"type": "linearGradient", "angle": "0deg", "startColor": "#ffffff", "endColor": "#000000"}
    panel = {
        "type": "box",
        "layout": "vertical",
        "height": "6px",
        "width": "70%",
        "cornerRadius": "2px",
        "background": gradient,
        "contents": [{"type": "filler"}],
    }
    picture = {"type": "image", "url": URL, "size": "full", "aspectRatio": "20:13", "aspectMode": "cover"}
    words = {"type": "text", "contents": [{"type": "span", "text": "12", "size": "xl"}], "wrap": True, "margin": "md"}
    button = {"type": "button", "action": ok(), "height": "sm", "style": "primary", "color": "#06C755"}
    card = bubble(baseline, panel, words, {"type": "separator", "margin": "lg"}, button, hero=picture, size="giga")
    assert check_messages([flex(card)], Context()) == []


def test_a_hundred_substitutions_of_two_kinds_pass() -> None:
    keys = [f"k{n}" for n in range(40)]
    everyone = {"type": "mention", "mentionee": {"type": "all"}}
    substitution = {key: emoji_v2() if at < 20 else everyone for at, key in enumerate(keys)}
    assert check_messages([v2("x", **substitution)], Context()) == []


@pytest.mark.parametrize(
    ("words", "code_points", "clusters"),
    [("ยืนยันการส่งรายงานประจำเดือน", 28, 23), ("ที่อยู่สำนักงานเขต", 18, 12), (EMOJI, 2, 1), ("abc", 3, 3)],
)
def test_thai_counts_in_both_units_as_line_counts(words: str, code_points: int, clusters: int) -> None:
    assert (utf16(words), graphemes(words)) == (code_points, clusters)


def test_strict_mode_refuses_http_on_the_loopback_address_too() -> None:
    local = image("http://127.0.0.1:8080/a.jpg")
    assert [refusal.rule for refusal in check_messages([local], Context(strict_media=True))] == [32]


def test_a_flex_that_is_too_large_only_when_escaped_passes_with_a_warning() -> None:
    thai = flex(bubble({"type": "text", "text": "ก" * 6000}))  # 18 KB in UTF-8, 36 KB as \\u0e01
    context = Context(escaped=True)
    assert check_messages([thai], context) == []
    assert len(context.warnings) == 1
    assert check_messages([thai], plain := Context(escaped=False)) == []
    assert plain.warnings == []


JUNK = [None, "", "x", 0, -1, 1.5, True, [], ["x"], [None], {}, {"type": None}, {"type": "text"}, "\ud83d", "http://["]


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to every part of `value`."""
    parts = value.items() if isinstance(value, dict) else enumerate(value[:3]) if isinstance(value, list) else ()
    return [way for key, part in parts for way in ((*at, key), *places(part, (*at, key)))]


@hypothesis.given(
    message=st.sampled_from([row[1] for row in MESSAGES if len(str(row[1])) < 3000]),
    junk=st.sampled_from(JUNK),
    draw=st.data(),
)
@hypothesis.settings(max_examples=250, deadline=None)
def test_no_junk_in_any_place_makes_the_rules_stumble(message: Json, junk: Any, draw: st.DataObject) -> None:
    spoilt = copy.deepcopy(message)
    *way, last = draw.draw(st.sampled_from(places(spoilt)))
    holder: Any = spoilt
    for key in way:
        holder = holder[key]
    holder[last] = junk
    assert all(isinstance(refusal, Refusal) for refusal in check_messages([spoilt], Context()))


def test_a_refusal_names_the_place_as_line_does() -> None:
    def place(message: Json) -> str:
        return check_messages([text("x"), message], Context())[0].at.text

    assert place(text("")) == "messages[1].text"
    assert place(quick({"type": "postback", "data": "x"})) == "messages[1].quickReply.items[0].action"
    assert place(carousel(column(title="x" * 41))) == "template/columns/0/title"
    assert place(flex_text(text="x", color="red")) == "/body/contents/0/color"
