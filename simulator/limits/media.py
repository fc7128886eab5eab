"""Pictures, films, sounds and imagemaps the bot points at. The bytes behind a URL are not fetched.

Source: Messaging API reference, "Image message", "Video message", "Audio message", "Imagemap message".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from simulator.limits.rules import MUST_BE_SPECIFIED, At, Context, Refusal, too_long
from simulator.limits.units import is_percent_encoded, utf16

URL_MAX = 2000
IMAGEMAP_ACTIONS_MAX = 50
IMAGEMAP_WIDTH = 1040
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

URLS = {
    "image": ("originalContentUrl", "previewImageUrl"),
    "video": ("originalContentUrl", "previewImageUrl"),
    "audio": ("originalContentUrl",),
}


def check_media(message: dict[str, Any], at: At, context: Context) -> Iterator[Refusal]:
    """Check an image, video or audio message."""
    for name in URLS[message["type"]]:
        yield from check_media_url(message.get(name), at / name, context)
    if message["type"] == "audio" and not isinstance(message.get("duration"), int):
        yield Refusal(at / "duration", MUST_BE_SPECIFIED)
    if utf16(message.get("trackingId") or "") > 100:
        yield Refusal(at / "trackingId", too_long(100))


def check_media_url(url: Any, at: At, context: Context) -> Iterator[Refusal]:
    """LINE fetches media by https alone; while developing, the loopback address may do without."""
    if not isinstance(url, str) or not url:
        yield Refusal(at, MUST_BE_SPECIFIED)
        return
    if utf16(url) > URL_MAX:
        yield Refusal(at, too_long(URL_MAX))
    try:
        parts = urlsplit(url)
    except ValueError:  # as http://[
        parts = urlsplit("")
    local = parts.scheme == "http" and parts.hostname in LOOPBACK and not context.strict_media
    if not is_percent_encoded(url) or not parts.hostname or (parts.scheme != "https" and not local):
        yield Refusal(at, "invalid uri", 32)


def check_imagemap(message: dict[str, Any], at: At, context: Context) -> Iterator[Refusal]:
    yield from check_media_url(message["baseUrl"], at / "baseUrl", context)
    if message["baseSize"].get("width") != IMAGEMAP_WIDTH:
        yield Refusal(at / "baseSize" / "width", f"must be {IMAGEMAP_WIDTH}")
    if len(message["actions"]) > IMAGEMAP_ACTIONS_MAX:
        yield Refusal(at / "actions", f"Size must be between 0 and {IMAGEMAP_ACTIONS_MAX}", 33)
    for index, action in enumerate(message["actions"]):
        for name, limit in (("text", 400), ("label", 100), ("linkUri", 1000)):
            if utf16(action.get(name) or "") > limit:
                yield Refusal(at / "actions" / index / name, too_long(limit))
