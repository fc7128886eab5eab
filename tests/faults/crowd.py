"""Many officers at once for fault tests: offices with one officer each, and what there is of them afterwards."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Engine, select
from sqlalchemy.exc import OperationalError

from handlers.rounds.opening import open_schedule
from models import Session, database_now, transaction
from models.leases import Lease
from models.outbox import Outbox
from models.rounds import Round
from scheduler.deadlines import Rule
from tests import offices, world
from tests.control import Control
from tests.offices import LONG_AGO
from tests.patience import WITHIN_SECONDS

Found = TypeVar("Found")


def name_of(number: int) -> str:
    return f"officer{number:02d}"


def settle(engine: Engine, control: Control, people: int, form_id: str, rule: Rule, now: datetime) -> Round:
    """Build offices with one officer each, publish a form, open a round of it; all have joined and are friends."""
    with transaction(engine) as session:
        for number in range(people):
            place = offices.office(session, f"office{number:02d}")
            person = offices.person(session, f"สมมติ ทดสอบ{number:02d}", place)
            assert person.account is not None
            person.account.line_user_id = world.line_id(name_of(number))
        world.publish(session, form_id, now)
        round_ = open_schedule(session, form_id, rule, None, now).round
    for number in range(people):
        control.user(name_of(number), world.line_id(name_of(number)), friend=True)
    return round_


def let_go(engine: Engine) -> None:
    """Free what dead processes held, as a minute does."""
    with transaction(engine) as session:
        for row in _pending(session):
            row.lease_until = LONG_AGO if row.lease_until else None
        for lease in session.scalars(select(Lease).with_for_update(skip_locked=True)):
            lease.until = LONG_AGO


def end_patience(engine: Engine) -> None:
    """Let what waits to be tried again be tried now, as a few minutes do."""
    with transaction(engine) as session:
        for row in _pending(session):
            row.next_at = min(row.next_at, database_now(session))


def _pending(session: Session) -> list[Outbox]:
    """Return the waiting rows nobody is working on at this moment, in the order in which claims lock them."""
    query = select(Outbox).where(Outbox.state == "pending").order_by(Outbox.id)
    return list(session.scalars(query.with_for_update(skip_locked=True)))


def rows(engine: Engine, kind: str) -> list[Outbox]:
    """Return the rows of the outbox of a kind, in the order they were written."""
    with Session(engine) as session:
        return list(session.scalars(select(Outbox).where(Outbox.kind == kind).order_by(Outbox.id)))


def again(ask: Callable[[], Found]) -> Found:
    """Ask once more, for a while, where the database was busy or the connection was of a server that fell."""
    until = time.monotonic() + WITHIN_SECONDS
    while True:
        try:
            return ask()
        except OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def pushed_to(control: Control, user: str) -> list[Any]:
    """Return what reached a phone as a push, in order."""
    return [message["message"] for message in control.chat(user)["messages"] if message["via"] == "push"]
