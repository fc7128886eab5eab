"""Beginning a report: an office has one, however many of its officers begin it at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Engine, func, select

from handlers.report import loading
from models import Session, transaction
from models.people import Person
from models.rounds import Assignment
from models.submissions import Interview, Submission
from scheduler.deadlines import Monthly
from tests import world

NOW = datetime(2026, 11, 17, 2, tzinfo=UTC)
A_WHILE = 0.5  # seconds: long enough for the second to come to where it has to wait


def begin(engine: Engine, person_id: int, then: Callable[[], object]) -> None:
    """Let somebody begin the report of Somchai's office; `then` happens before it is committed."""
    with transaction(engine) as session:
        theirs = select(Assignment).where(Assignment.office.has(code="sesao"))
        loading.open_for(session, session.get_one(Person, person_id), session.scalars(theirs).one(), NOW)
        then()


def test_two_officers_begin_one_report_at_once(engine: Engine) -> None:
    with transaction(engine) as session:
        people = world.settle(session, NOW).people
        world.open_round(session, "pnglb_monthly", Monthly(20), NOW)
    begun, failed = threading.Event(), list[BaseException]()

    def second() -> None:
        begun.wait()
        try:
            begin(engine, people["Suda"], lambda: None)
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=second)
    thread.start()

    def let_the_second_come() -> None:
        begun.set()
        thread.join(A_WHILE)

    begin(engine, people["Somchai"], let_the_second_come)
    thread.join()
    assert failed == []
    with Session(engine) as session:
        assert session.scalar(select(func.count()).select_from(Submission)) == 1
        assert session.scalar(select(func.count()).select_from(Interview)) == 2
