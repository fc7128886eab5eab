"""GET /calendar/<token>.ics: a person's deadlines for Google Calendar and Outlook. The signed address is the key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, abort

from bot.signing import Links
from handlers.rounds import feed
from models import Engine, Session, reading

PURPOSE = "calendar"


def calendars(engine: Engine, links: Links, clock: Callable[[], datetime]) -> Blueprint:
    """Return the feed. A wrong, revoked or foreign address is answered like one that never was."""
    blueprint = Blueprint("calendars", __name__)

    @blueprint.get("/calendar/<token>.ics")
    def calendar(token: str) -> Response:
        link_id = links.read(PURPOSE, token)
        if link_id is None:
            abort(404)
        with Session(reading(engine)) as session:
            found = feed.of_link(session, link_id, clock())
            session.rollback()
        if found is None:
            abort(404)
        headers = {"Cache-Control": "private, max-age=900", "Content-Disposition": "inline; filename=raingan.ics"}
        return Response(found, content_type="text/calendar; charset=utf-8", headers=headers)

    return blueprint
