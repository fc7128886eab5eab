"""Photos, files, films and sounds a person sends. Photos sent together are an album: one event each, one imageSet."""

from __future__ import annotations

import mimetypes
import secrets
from typing import Any

from flask import request
from werkzeug.datastructures import FileStorage

from simulator.control.asking import Refused
from simulator.control.saying import Outbound, write
from simulator.state.contents import Content
from simulator.state.keeping import content_json
from simulator.state.world import World
from simulator.webhooks.events import Speaker

KINDS = ("image", "file", "audio", "video")
TIMED = frozenset({"audio", "video"})
ANY_TYPE = "application/octet-stream"


def send_media(world: World, speaker: Speaker) -> Outbound:
    """Send every `file` part of the multipart request as a message of its `type`. Called with the lock held."""
    kind = request.form.get("type", "")
    if kind not in KINDS:
        raise Refused(f"type must be one of {', '.join(KINDS)}, not {kind!r}.")
    files = request.files.getlist("file")
    if not files:
        raise Refused("Send at least one part named file.")
    album = secrets.token_hex(16).upper()
    sent = Outbound()
    for index, file in enumerate(files, start=1):
        body = file.read()
        content = _content(kind, file, body)
        if kind == "image" and len(files) > 1:
            content["imageSet"] = {"id": album, "index": index, "total": len(files)}
        one = write(world, speaker, content)
        _hold(world, one.message_ids[0], Content(kind, _media_type(file), body, world.clock()))
        sent.events.extend(one.events)
        sent.message_ids.extend(one.message_ids)
    return sent


def _content(kind: str, file: FileStorage, body: bytes) -> dict[str, Any]:
    if kind == "file":
        return {"type": "file", "fileName": file.filename or "file", "fileSize": len(body)}
    content: dict[str, Any] = {"type": kind, "contentProvider": {"type": "line"}}
    if kind in TIMED:
        duration = request.form.get("duration", "1000")
        if not duration.isdecimal():
            raise Refused(f"duration must be a whole number of milliseconds, not {duration!r}.")
        content["duration"] = int(duration)
    return content


def _hold(world: World, message_id: str, content: Content) -> None:
    if content.kind in TIMED:
        content.preparing = world.faults.video_preparing
    world.contents.held[message_id] = content
    world.keeper.keep("contents", message_id, content_json(content))


def _media_type(file: FileStorage) -> str:
    if file.mimetype and file.mimetype != ANY_TYPE:
        return file.mimetype
    return mimetypes.guess_type(file.filename or "")[0] or ANY_TYPE
