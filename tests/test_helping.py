"""`ช่วย` shows each person what they may do, on one phone's screen; leafing through shows every command there is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from handlers import helping
from handlers.replies import Card
from handlers.routes import BY_NAME, ROUTES, allowed
from models import transaction
from models.people import Account, Duty
from tests import world
from tests.talk import Talk

NOW = datetime(2026, 11, 17, 2, tzinfo=UTC)
_WHOSE = {
    "answering": Duty.OFFICER,
    "ending": Duty.OFFICER,
    "officer": Duty.OFFICER,
    "head": Duty.HEAD,
    "coordinator": Duty.COORDINATOR,
    "supervisor": Duty.SUPERVISOR,
}


@pytest.mark.parametrize("situation", _WHOSE)
def test_only_what_one_may_do_is_shown(situation: str) -> None:
    named = [BY_NAME[name] for name in helping._NOW[situation]]  # type: ignore[index]
    assert len(named) <= helping.PAGE
    assert [route.name for route in named if route.duties and _WHOSE[situation] not in route.duties] == []


@pytest.mark.parametrize("who", ["Somchai", "Malee", "Wichai"])
def test_leafing_shows_every_command_once(engine: Engine, who: str) -> None:
    with transaction(engine) as session:
        world.settle(session, NOW)
        person = session.get_one(Account, world.line_id(who)).person
        mine = [route.typed for route in ROUTES if allowed(person, route)]
    talk, shown, page = Talk(engine, NOW), [], 1
    while True:
        talk.say(f"คำสั่งทั้งหมด {page}", who)
        (card,) = talk.answers[who]
        assert isinstance(card, Card)
        assert len(card.rows) <= helping.PAGE
        if [row.value for row in card.rows] == shown[-len(card.rows) :]:
            break
        shown += [row.value for row in card.rows]
        page += 1
    assert shown == mine
