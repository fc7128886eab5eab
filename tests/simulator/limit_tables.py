"""The forty rules LINE enforces beyond its schema, as tables: each rule on both sides of its limit."""

from __future__ import annotations

from typing import Any

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
