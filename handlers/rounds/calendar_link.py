"""`ปฏิทิน`: the address of a person's own calendar, and a new one when the old should no longer work.

The address itself is signed where messages are made (bot/actions.py); here it is only named: `calendar:<id>`.
"""

from __future__ import annotations

from handlers import words_rounds as say
from handlers.replies import Button, Card
from handlers.turn import Response, Turn
from models import calendars, journal


def show(turn: Turn) -> Response:
    link = calendars.live_link(turn.session, turn.person.id)
    link = link or calendars.new_link(turn.session, turn.person.id, turn.now)
    return Response((_card(link.id),), must_arrive=False)


def renew(turn: Turn) -> Response:
    """[เปลี่ยนลิงก์ใหม่]: whoever has the old address sees nothing more."""
    link = calendars.new_link(turn.session, turn.person.id, turn.now)
    journal.record(turn.session, turn.now, turn.person.id, "renew_calendar", str(link.id))
    return Response((_card(link.id, say.CALENDAR_CHANGED),))


def _card(link_id: int, note: str = "") -> Card:
    address = f"calendar:{link_id}"
    buttons = (
        Button(say.COPY_LINK, action="copy", value=address, strong=True),
        Button(say.GET_LINK, action="link", value=address),
        Button(say.NEW_LINK, "new_calendar", says=say.NEW_LINK),
    )
    return Card(say.FEED_NAME, subtitle=say.CALENDAR, inside=buttons, note=note)
