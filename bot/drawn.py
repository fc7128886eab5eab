"""GET /media/chart/<token>, /media/photo/<token>: pictures of an answer in chat, fetched by LINE, which has no login.

The address cannot be guessed: it is signed for one picture. A chart is drawn of what was kept when it was asked for; a
photo is one of a report that its reader was entitled to open.
"""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, abort, send_file

from bot.files import private
from bot.signing import Links
from handlers.status import charts
from models import Engine, Session, drawings, reading, submissions


def drawn(engine: Engine, folder: Path, links: Links) -> Blueprint:
    """Return the door to pictures; `folder` is where photos are kept."""
    blueprint = Blueprint("drawn", __name__)

    @blueprint.get("/media/chart/<token>")
    def chart(token: str) -> Response:
        drawing_id = links.read("chart", token)
        spec = _spec(engine, drawing_id) if drawing_id is not None else None
        if spec is None:
            abort(404)
        return private(Response(charts.drawn(spec), content_type="image/png"))

    @blueprint.get("/media/photo/<token>")
    def photo(token: str) -> Response:
        attachment_id = links.read("photo", token)
        found = _photo(engine, attachment_id) if attachment_id is not None else None
        place = (folder / found[0]).absolute() if found else None
        if found is None or place is None or not place.is_file():
            abort(404)
        return private(send_file(place, mimetype=found[1], conditional=False, etag=False))

    return blueprint


def _spec(engine: Engine, drawing_id: int) -> dict[str, object] | None:
    with Session(reading(engine)) as session:
        return drawings.of(session, drawing_id)


def _photo(engine: Engine, attachment_id: int) -> tuple[str, str] | None:
    """Return (file, type) of a photo we still have."""
    with Session(reading(engine)) as session:
        return submissions.kept_photo(session, attachment_id)
