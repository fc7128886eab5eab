"""Nobody is woken by what was held up: a push that has slept too long waits until offices open.

What leaves when it was decided is its decider's business: a coordinator may announce at seven in the evening, and who
asks for a file at night gets it. But after an outage, or hours in which LINE took nothing, the moment that was chosen
is gone, and it is nobody's wish to be told at two in the morning. Answers are awaited and leave at any hour; reminders
have a rule of their own (handlers/rounds/digests.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from handlers.rounds import reminding
from models import Session, calendars, outbox
from models.outbox import Outbox
from scheduler.deadlines import in_office_hours, offices_open

LEFT_ALONE = frozenset({"reply", reminding.KIND, reminding.MULTICAST})  # kinds of rows
SLEPT = timedelta(minutes=30)  # longer than a crowd's turn takes, shorter than an evening


def wait(session: Session, rows: Sequence[Outbox]) -> None:
    """Let claimed rows that have overslept into the night, a weekend or a holiday wait for the morning.

    An attempt in doubt goes on under its key: LINE has it already, most likely, and forgets the key within a day.
    """
    slept = [row for row in rows if row.kind not in LEFT_ALONE and not row.in_doubt and _has_slept(session, row)]
    if not slept:
        return
    overrides = calendars.overrides(session)
    for row in slept:
        now = outbox.business_now(session, row)
        opens = offices_open(now, overrides)
        if opens > now:
            outbox.put_off(session, row, opens, opens - now)


def has_overslept(session: Session, chosen: datetime, now: datetime) -> bool:
    """Whether the moment chosen for something is gone, and offices are closed by now."""
    return now - chosen > SLEPT and not in_office_hours(now, calendars.overrides(session))


def _has_slept(session: Session, row: Outbox) -> bool:
    return outbox.business_now(session, row) - row.business_at > SLEPT
