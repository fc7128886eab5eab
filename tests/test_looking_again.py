"""The clock looks for changed counts only where something may have changed; a tick in a quiet hour writes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Engine

from models import Session, keeping_counts
from tests.kept import LATE_AT, OPENED, assigned, look, settle
from tests.offices import open_round, submit
from thai.dates import in_bangkok

SOON = OPENED + timedelta(hours=1)


def settled(session: Session, now: datetime) -> bool:
    session.flush()
    return keeping_counts.is_settled(session, now, in_bangkok(now).date())


def test_it_looks_until_it_finds_nothing_and_again_the_next_day(engine: Engine) -> None:
    with Session(engine) as session:
        _, places = settle(session)
        open_round(session, OPENED, places)
        assert not settled(session, OPENED)
        look(session, OPENED)
        assert not settled(session, OPENED)  # a look that counted is not the last
        look(session, OPENED)
        assert settled(session, SOON)
        assert not settled(session, OPENED + timedelta(days=1))


def test_it_looks_again_after_each_kind_of_change(engine: Engine) -> None:
    with Session(engine) as session:
        _, places = settle(session)
        round_ = open_round(session, OPENED, places)
        for change in (
            lambda: submit(session, assigned(session, 0), OPENED),
            lambda: setattr(round_, "late_at", LATE_AT + timedelta(days=1)),
            lambda: setattr(places[0], "area", "อื่น"),
            lambda: setattr(round_, "opens_at", SOON),
        ):
            look(session, OPENED)
            look(session, OPENED)
            assert settled(session, SOON)
            change()
            assert not settled(session, SOON)
