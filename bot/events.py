"""LINE's JSON -> what was said to us. Tolerant on purpose: LINE adds kinds, fields and values without notice, and one
event nobody understands must not stop the others. Whatever does not fit becomes Unknown; nothing here raises.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.signing import Buttons
from handlers import incoming
from handlers.incoming import Incoming, Said
from thai.text import clean

Json = Mapping[str, Any]


def storable(value: Any) -> Any:
    """Return JSON without what a database refuses: NUL and lone surrogates in texts, NaN and infinities."""
    match value:
        case str():
            return clean(value)
        case float() if not math.isfinite(value):
            return str(value)
        case Mapping():
            return {clean(str(key)): storable(each) for key, each in value.items()}
        case list():
            return [storable(each) for each in value]
    return value


def is_for_us(raw: Json) -> bool:
    """Return whether we may act on an event: not while a module channel is in control (mode standby)."""
    return raw.get("mode") != "standby"


def event_id(raw: Json) -> str:
    """Return LINE's id of the event; for one without, a digest of all that a second delivery would repeat."""
    given = _text(raw, "webhookEventId")
    if 0 < len(given) <= 64:
        return given
    same = {key: value for key, value in raw.items() if key != "deliveryContext"}
    return "sha256:" + hashlib.sha256(json.dumps(same, sort_keys=True).encode()).hexdigest()[:48]


def line_user_id(raw: Json) -> str:
    """Return whose event this is; empty when LINE does not say."""
    return _text(_object(raw, "source"), "userId")[:64]


def parse(raw: Json, received_at: datetime, buttons: Buttons) -> Incoming:
    """Return what `raw`, one cleaned event, says."""
    source = _object(raw, "source")
    user, group = line_user_id(raw), (_text(source, "groupId") or _text(source, "roomId"))[:64]
    return Incoming(
        event_id=event_id(raw),
        line_user_id=user,
        said=_said(raw, buttons, group or user),
        at=_moment(raw.get("timestamp")) or received_at,
        group_id=group,
        mentioned=bool(_own_mentions(_object(raw, "message"))),
        reply_token=_text(raw, "replyToken")[:64] or None,
        redelivered=_object(raw, "deliveryContext").get("isRedelivery") is True,
    )


def _said(raw: Json, buttons: Buttons, chat: str) -> Said:
    kind = _text(raw, "type")
    match kind:
        case "message":
            return _message(_object(raw, "message"))
        case "postback":
            return _tapped(_object(raw, "postback"), buttons, chat)
        case "unsend" if message_id := _text(_object(raw, "unsend"), "messageId"):
            return incoming.TookBack(message_id)
    plain: dict[str, Callable[[], Said]] = {
        "follow": incoming.Followed,
        "unfollow": incoming.Unfollowed,
        "join": incoming.GroupJoined,
    }
    return plain[kind]() if kind in plain else incoming.Unknown(kind or "nothing")


def _message(message: Json) -> Said:
    kind, message_id = _text(message, "type"), _text(message, "id")[:64]
    match kind:
        case "text" if isinstance(message.get("text"), str) and message_id:
            return incoming.Text(_without_own_mentions(message), message_id)
        case "image" | "video" | "audio" | "file" if message_id and not _is_elsewhere(message):
            one_of = _object(message, "imageSet")
            return incoming.Media(
                kind,
                message_id,
                file_name=_text(message, "fileName"),
                set_id=_text(one_of, "id"),
                set_index=_count(one_of, "index"),
                set_total=_count(one_of, "total"),
            )
        case "sticker" if message_id:
            return incoming.Sticker(message_id)
        case "location" if message_id and _is_on_earth(message):
            latitude, longitude = float(message["latitude"]), float(message["longitude"])
            return incoming.Place(latitude, longitude, _text(message, "address"), message_id)
    return incoming.Unknown(kind or "message", spoken=True)


def _tapped(postback: Json, buttons: Buttons, chat: str) -> Said:
    params = {key: value for key, value in _object(postback, "params").items() if isinstance(value, str)}
    if "status" in params and "data" in postback and not {"date", "time", "datetime"} & params.keys():
        return incoming.Unknown("richmenuswitch")
    known = buttons.unpack(_text(postback, "data"), chat)
    return incoming.Unknown("postback", spoken=True) if known is None else incoming.Tapped(known[0], known[1], params)


def _own_mentions(message: Json) -> list[tuple[int, int]]:
    """Return (index, length), in UTF-16 units, of each place that names the bot."""
    named = _object(message, "mention").get("mentionees")
    return [
        (_count(each, "index"), _count(each, "length"))
        for each in (named if isinstance(named, list) else [])
        if isinstance(each, Mapping) and each.get("isSelf") is True
    ]


def _without_own_mentions(message: Json) -> str:
    text: str = message["text"]
    places = _own_mentions(message)
    if not places:
        return text
    units = text.encode("utf-16-le", "replace")
    for index, length in sorted(places, reverse=True):
        units = units[: 2 * index] + units[2 * (index + length) :]
    return clean(units.decode("utf-16-le", "replace")).strip()


def _is_elsewhere(message: Json) -> bool:
    """Return whether the bytes lie on somebody's own server, which we never fetch from."""
    return _object(message, "contentProvider").get("type") == "external"


def _is_on_earth(message: Json) -> bool:
    return _is_within(message.get("latitude"), 90) and _is_within(message.get("longitude"), 180)


def _is_within(degrees: Any, most: int) -> bool:
    return isinstance(degrees, int | float) and abs(degrees) <= most


def _moment(milliseconds: Any) -> datetime | None:
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def _object(of: Json, name: str) -> Json:
    value = of.get(name)
    return value if isinstance(value, Mapping) else {}


def _text(of: Json, name: str) -> str:
    value = of.get(name)
    return value if isinstance(value, str) else ""


def _count(of: Json, name: str) -> int:
    value = of.get(name)
    return value if isinstance(value, int) and 0 <= value < 1_000_000 else 0
