"""The smallest of each kind of message and action LINE takes, to be made too large."""

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
