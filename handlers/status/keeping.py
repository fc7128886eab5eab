"""Keeping the counts of large rounds: by the clock, a round a transaction, and by whoever doubts them."""

from __future__ import annotations

from datetime import datetime

from models import Engine, Session, journal, keeping_counts, reading, transaction
from models.rounds import Round
from thai.dates import in_bangkok


def count_anew(engine: Engine, now: datetime) -> int:
    """Count what changed since the last look; once a day everything, told where it was kept wrongly."""
    day = in_bangkok(now).date()
    with Session(reading(engine)) as session:
        if keeping_counts.is_settled(session, now, day):
            return 0
    with transaction(engine) as session:
        rounds = keeping_counts.begin(session, now, day)
    for round_id in rounds:
        with transaction(engine) as session:
            journal.comes_by(session, "clock")
            wrong = keeping_counts.count(session, round_id, now, day)
            _note(session, session.get_one(Round, round_id).key, wrong, now)
    return len(rounds)


def check(session: Session, now: datetime) -> dict[str, int]:
    """Compare what is kept with the rows, round by round: how many cells differ. The clock counts those anew."""
    found = keeping_counts.repair(session)
    for key, wrong in found.items():
        _note(session, key, wrong, now)
    return found


def _note(session: Session, key: str, wrong: int, now: datetime) -> None:
    if wrong:
        journal.record(session, now, None, "recounted", key, cells=wrong)
