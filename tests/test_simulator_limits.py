"""The forty rules LINE enforces and its published schema does not carry: each on both sides of its limit."""

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

Json = dict[str, Any]

USER = "U" + "0" * 32
GROUP = "C" + "0" * 32
EMOJI = "😀"  # one code point, two UTF-16 units, one grapheme
THII = "ที่"  # three code points, one grapheme
URL = "https://example.org/"


def text(value: str, **more: Any) -> Json:
    return {"type": "text", "text": value, **more}


def quick(action: Json) -> Json:
    return text("x", quickReply={"items": [{"type": "action", "action": action}]})


def template(**fields: Any) -> Json:
    return {"type": "template", "altText": "x", "template": fields}


def buttons(*actions: Json, words: str = "x", **fields: Any) -> Json:
    return template(type="buttons", text=words, actions=list(actions) or [ok()], **fields)


def confirm(*actions: Json, words: str = "x") -> Json:
    return template(type="confirm", text=words, actions=list(actions) or [ok(), ok()])


def carousel(*columns: Json) -> Json:
    return template(type="carousel", columns=list(columns))


def image_carousel(action: Json) -> Json:
    return template(type="image_carousel", columns=[{"imageUrl": URL, "action": action}])


def column(actions: int = 1, words: str = "x", **fields: Any) -> Json:
    return {"text": words, "actions": [ok()] * actions, **fields}


def flex(contents: Json, alt: str = "x") -> Json:
    return {"type": "flex", "altText": alt, "contents": contents}


def bubble(*parts: Json, **fields: Any) -> Json:
    return {"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": list(parts)}, **fields}


def bubbles(*contents: Json) -> Json:
    return flex({"type": "carousel", "contents": list(contents)})


def flex_text(**fields: Any) -> Json:
    return flex(bubble({"type": "text", **fields}))


def flex_button(action: Json) -> Json:
    return flex(bubble({"type": "button", "action": action}))


def flex_tap(action: Json) -> Json:
    return flex(bubble({"type": "text", "text": "x", "action": action}))


def of_size(size: int) -> Json:
    """Return a bubble of exactly `size` bytes of compact JSON."""
    import json

    empty = len(json.dumps(bubble({"type": "text", "text": ""}), separators=(",", ":")))
    return bubble({"type": "text", "text": "x" * (size - empty)})


def ok(**fields: Any) -> Json:
    return {"type": "postback", "label": "x", "data": "x", **fields}


def link(uri: str) -> Json:
    return {"type": "uri", "label": "x", "uri": uri}


def speak(words: str) -> Json:
    return {"type": "message", "label": "x", "text": words}


def picker(mode: str, **moments: str) -> Json:
    return {"type": "datetimepicker", "label": "x", "data": "x", "mode": mode, **moments}


def v2(words: str, **substitution: Json) -> Json:
    return {"type": "textV2", "text": words, "substitution": substitution}


def emoji_v2() -> Json:
    return {"type": "emoji", "productId": "p", "emojiId": "1"}


def sign(index: int) -> Json:
    return {"index": index, "productId": "p", "emojiId": "1"}


def image(url: str) -> Json:
    return {"type": "image", "originalContentUrl": url, "previewImageUrl": URL}


def imagemap(actions: int) -> Json:
    area = {"x": 0, "y": 0, "width": 1, "height": 1}
    return {
        "type": "imagemap",
        "baseUrl": URL,
        "altText": "x",
        "baseSize": {"width": 1040, "height": 1040},
        "actions": [{"type": "message", "text": "x", "area": area}] * actions,
    }


SWITCH = {"type": "richmenuswitch", "label": "x", "richMenuAliasId": "a", "data": "x"}

# (rule, message, accepted?)
MESSAGES: list[tuple[int, Json, bool]] = [
    (1, text("x"), True),
    (1, text(""), False),
    (2, text("x" * 5000), True),
    (2, text("x" * 5001), False),
    (2, text(EMOJI * 2500), True),
    (2, text(EMOJI * 2500 + "x"), False),
    (3, text("a$", emojis=[sign(1)]), True),
    (3, text("a$", emojis=[sign(0)]), False),
    (3, text(EMOJI + "$", emojis=[sign(2)]), True),
    (3, text(EMOJI + "$", emojis=[sign(1)]), False),
    (4, v2("{a}", a=emoji_v2()), True),
    (4, v2("{{a}}"), True),
    (4, v2("{a}{b}", a=emoji_v2()), False),
    (5, v2("x", **{f"k{n}": {"type": "mention", "mentionee": {"type": "all"}} for n in range(101)}), False),
    (6, quick(ok(label="x" * 20)), True),
    (6, quick(ok(label="x" * 21)), False),
    (6, quick(ok(label=THII * 20)), True),
    (6, quick(ok(label=THII * 21)), False),
    (6, buttons(ok(label="x" * 20)), True),
    (6, buttons(ok(label="x" * 21)), False),
    (6, image_carousel(ok(label="x" * 12)), True),
    (6, image_carousel(ok(label="x" * 13)), False),
    (6, flex_button(ok(label="x" * 40)), True),
    (6, flex_button(ok(label="x" * 41)), False),
    (7, quick({"type": "postback", "data": "x"}), False),
    (7, buttons({"type": "postback", "data": "x"}), False),
    (7, flex_button({"type": "postback", "data": "x"}), False),
    (7, flex_tap({"type": "postback", "data": "x"}), True),
    (7, image_carousel({"type": "postback", "data": "x"}), True),
    (8, quick(SWITCH), False),
    (9, quick({"type": "camera", "label": "x"}), True),
    (9, buttons({"type": "camera", "label": "x"}), False),
    (9, flex_button({"type": "cameraRoll", "label": "x"}), False),
    (9, flex_button({"type": "location", "label": "x"}), False),
    (10, quick(speak("x" * 300)), True),
    (10, quick(speak("x" * 301)), False),
    (10, quick(speak(THII * 300)), True),
    (11, quick(ok()), True),
    (11, quick({"type": "postback", "label": "x"}), False),
    (12, quick(ok(displayText=THII * 300)), True),
    (12, quick(ok(displayText=THII * 301)), False),
    (12, quick(ok(inputOption="openKeyboard", fillInText="x" * 300)), True),
    (12, quick(ok(inputOption="openKeyboard", fillInText="x" * 301)), False),
    (13, flex_button(ok(text="x")), True),
    (13, flex_button(ok(text="x", displayText="x")), False),
    (13, quick(ok(text="x")), False),
    (14, quick(ok(fillInText="x")), False),
    (14, quick(ok(inputOption="openVoice", fillInText="x")), False),
    (15, quick(picker("date", initial="2026-11-20", min="2026-11-01", max="2026-11-02")), True),
    (15, quick(picker("date", min="2026-11-01", max="2026-11-01")), False),
    (15, quick(picker("date", initial="2026-11-31")), False),
    (15, quick(picker("date", initial="2026-11-20T09:00")), False),
    (15, quick(picker("date", initial="1899-12-31")), False),
    (15, quick(picker("time", initial="09:30")), True),
    (15, quick(picker("time", initial="24:00")), False),
    (15, quick(picker("datetime", initial="2026-11-20t09:30")), True),
    (15, quick(picker("datetime", initial="2026-11-20 09:30")), False),
    (16, quick(link("https://example.org")), True),
    (16, quick(link("tel:021234567")), True),
    (16, quick(link("line://ti/p/x")), True),
    (16, quick(link("mailto:a@example.org")), False),
    (16, quick(link("example.org")), False),
    (16, quick(link("https://example.org/%E0%B8%81")), True),
    (16, quick(link("https://example.org/ก")), False),
    (16, quick(link("https://example.org/a b")), False),
    (17, quick(link(URL + "x" * (1000 - len(URL)))), True),
    (17, quick(link(URL + "x" * (1001 - len(URL)))), False),
    (18, confirm(ok(), ok()), True),
    (18, confirm(ok()), False),
    (18, confirm(ok(), ok(), ok()), False),
    (19, confirm(words=THII * 240), True),
    (19, confirm(words=THII * 241), False),
    (20, buttons(*[ok()] * 4), True),
    (20, buttons(*[ok()] * 5), False),
    (21, buttons(words=THII * 160), True),
    (21, buttons(words=THII * 161), False),
    (22, buttons(words=THII * 60, title="x"), True),
    (22, buttons(words=THII * 61, title="x"), False),
    (22, buttons(words="x" * 61, thumbnailImageUrl=URL), False),
    (23, carousel(*[column()] * 10), True),
    (23, carousel(*[column()] * 11), False),
    (24, carousel(column(2), column(2)), True),
    (24, carousel(column(2), column(1)), False),
    (25, flex(bubble(), alt="x" * 1500), True),
    (25, flex(bubble(), alt="x" * 1501), False),
    (26, bubbles(*[bubble()] * 12), True),
    (26, bubbles(*[bubble()] * 13), False),
    (27, bubbles(bubble(size="kilo"), bubble(size="kilo")), True),
    (27, bubbles(bubble(size="mega"), bubble()), True),
    (27, bubbles(bubble(size="kilo"), bubble()), False),
    (28, flex(of_size(30_000)), True),
    (28, flex(of_size(30_001)), False),
    (28, bubbles(of_size(24_900), of_size(24_900)), True),
    (28, bubbles(of_size(25_000), of_size(25_000)), False),
    (29, flex_text(text="x", wrap=True), True),
    (29, flex_text(text="x", warp=True), False),
    (29, flex(bubble(bodies={})), False),
    (29, flex(bubble(styles={"body": {"colour": "#000000"}})), False),
    (30, flex_text(contents=[{"type": "span", "text": "x"}]), True),
    (30, flex_text(wrap=True), False),
    (31, flex_text(text="x", color="#00a0FF"), True),
    (31, flex_text(text="x", color="#00a0FF80"), True),
    (31, flex_text(text="x", color="red"), False),
    (31, flex(bubble(styles={"body": {"backgroundColor": "#fff"}})), False),
    (32, image("https://example.org/a.jpg"), True),
    (32, image("http://example.org/a.jpg"), False),
    (32, image("http://127.0.0.1:8080/a.jpg"), True),
    (32, flex(bubble({"type": "image", "url": "http://example.org/a.png"})), False),
    (33, imagemap(50), True),
    (33, imagemap(51), False),
]


def send(**fields: Any) -> Json:
    return {"messages": [text("x")], **fields}


# (rule, kind of request, body, accepted?)
SENDS: list[tuple[int, str, Json, bool]] = [
    (34, "push", send(to=USER, customAggregationUnits=["november"]), True),
    (34, "push", send(to=USER, customAggregationUnits=["november", "december"]), False),
    (35, "multicast", send(to=[USER]), True),
    (35, "multicast", send(to=[USER, GROUP]), False),
]
LOADINGS: list[tuple[int, Json, bool]] = [
    (36, {"chatId": USER, "loadingSeconds": 60}, True),
    (36, {"chatId": USER, "loadingSeconds": 12}, False),
    (37, {"chatId": USER}, True),
    (37, {"chatId": GROUP}, False),
]


def menu(**fields: Any) -> Json:
    area = {"bounds": {"x": 0, "y": 0, "width": 10, "height": 10}, "action": {"type": "postback", "data": "x"}}
    whole = {
        "size": {"width": 2500, "height": 1686},
        "selected": True,
        "name": "x",
        "chatBarText": "x",
        "areas": [area],
    }
    return {name: value for name, value in (whole | fields).items() if value is not None}


RICH_MENUS: list[tuple[int | None, Json, bool]] = [
    (38, menu(areas=menu()["areas"] * 20), True),
    (38, menu(areas=menu()["areas"] * 21), False),
    (39, menu(size={"width": 1450, "height": 1000}), True),
    (39, menu(size={"width": 1449, "height": 1000}), False),
    (40, menu(name=THII * 300), True),
    (40, menu(name=None), False),
    (40, menu(name=""), False),
    (None, menu(chatBarText=THII * 14), True),
    (None, menu(chatBarText=THII * 15), False),
    (8, menu(areas=[{"bounds": menu()["areas"][0]["bounds"], "action": SWITCH}]), True),
]

# What the published schema, and with it the SDK's models, already says. None is not one of the forty.
SHAPES: list[Json] = [
    {"type": "text"},
    {"text": "x"},
    {"type": "song", "text": "x"},
    text("x", quickReply={"items": [{"type": "action", "action": ok()}] * 14}),
    text(5),  # type: ignore[arg-type]
    {"type": "flex", "contents": bubble()},
    flex(bubble({"type": "box", "contents": []})),
    flex(bubble(size="huge")),
    quick(ok(inputOption="openDoor")),
    quick(picker("week")),
    quick(ok(data="x" * 301)),
    text("x", sender={"name": "x" * 21}),
    {"type": "sticker", "packageId": "1"},
    {"type": "file", "fileName": "x.xlsx"},
    carousel(column(4)),
    carousel(column(words="x" * 121)),
    carousel(column(title="x"), column()),
    buttons(title="x" * 41),
    v2("{a b}", **{"a b": emoji_v2()}),
    v2("x", **{f"k{n}": emoji_v2() for n in range(21)}),
    {"type": "location", "title": "x" * 101, "address": "x", "latitude": 1, "longitude": 1},
    image(URL + "x" * 2000),
    flex_text(text="x", size="huge"),
    flex_text(text="x", margin="5"),
    flex(bubble({"type": "image", "url": URL, "aspectRatio": "wide"})),
    flex(bubble({"type": "icon", "url": URL})),
    flex(bubble({"type": "box", "layout": "baseline", "contents": [{"type": "separator"}]})),
    flex(bubble({"type": "span", "text": "x"})),
    bubbles(bubble(hero={"type": "video", "url": URL, "previewUrl": URL, "altContent": {"type": "filler"}})),
]


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
