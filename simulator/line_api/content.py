"""What users sent, by message id; on LINE's own machines this part answers at api-data.line.me."""

from __future__ import annotations

import io

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from simulator.line_api.errors import LineError
from simulator.state.contents import Availability, Content
from simulator.state.world import World

MOVING = frozenset({"video", "audio"})


def _look(world: World, message_id: str) -> tuple[Availability, Content]:
    """Return the content and whether it is ready yet; answer 404 or 410 when there is none."""
    with world.lock:
        found = world.contents.availability(message_id, world.clock(), world.faults.content_retention_s)
        if found is Availability.UNKNOWN:
            raise LineError(404, "not found")
        if found is Availability.GONE:
            raise LineError(410, "The content is gone")
        return found, world.contents.held[message_id]


def add_to(api: Blueprint, world: World) -> None:
    @api.get("/v2/bot/message/<message_id>/content")
    def content(message_id: str) -> ResponseReturnValue:
        found, held = _look(world, message_id)
        if found is Availability.PREPARING:
            return {}, 202
        if world.faults.image_reencode and held.kind == "image":
            return Response(reencoded(held.body), content_type="image/jpeg")
        return Response(held.body, content_type=held.media_type)

    @api.get("/v2/bot/message/<message_id>/content/preview")
    def preview(message_id: str) -> ResponseReturnValue:
        found, held = _look(world, message_id)
        if held.kind not in ("image", "video"):
            raise LineError(400, "The content can not be previewed")
        if found is Availability.PREPARING:
            return {}, 202
        return Response(held.body, content_type=held.media_type)

    @api.get("/v2/bot/message/<message_id>/content/transcoding")
    def transcoding(message_id: str) -> ResponseReturnValue:
        found, held = _look(world, message_id)
        if held.kind not in MOVING:
            raise LineError(400, "Transcoding status doesn't support this type of content")
        return {"status": "processing" if found is Availability.PREPARING else "succeeded"}


def reencoded(body: bytes) -> bytes:
    """Return the picture as a new JPEG, other bytes for the same sight; anything unreadable stays as it is."""
    from PIL import Image, UnidentifiedImageError

    try:
        picture = Image.open(io.BytesIO(body)).convert("RGB")
    except (UnidentifiedImageError, OSError):
        return body
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()
