"""Notices that can wait: they ride free on the person's next reply; who stays silent is told by a push when it is time.

Also what the clock notices by itself: a round that is complete, a month's messages that run low.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from handlers import words_clock as words
from handlers.naming import round_title
from handlers.replies import Reply, Text, dump, load
from handlers.turn import Response, Turn
from models import Session, calendars, database_now, deferrals, desks, notices, outbox, people, quota, standings
from models.outbox import Outbox
from models.people import Duty
from scheduler.deadlines import in_office_hours
from thai.dates import in_bangkok

KIND = "notice"  # of outbox rows
RIDERS = 2  # notices in one reply
MESSAGES = 5  # LINE's limit of one reply
WARN_SHARE = 0.85  # of the month's messages


def ride_along(turn: Turn, response: Response) -> Response:
    """Put waiting notices before what is answered; a reply costs nothing, whatever it says."""
    person = turn.account.person
    room = min(RIDERS, MESSAGES - len(response.replies))
    if person is None or not response.replies or room <= 0:
        return response
    found = notices.waiting(turn.session, person.id, room) if desks.may_have_news(turn.session, person.id) else []
    if not found:
        return response
    told = [reply for notice in found for reply in load(notice.replies)]
    return replace(response, replies=(*told, *response.replies), carries=tuple(notice.id for notice in found))


def push_what_waited(session: Session, now: datetime) -> int:
    """Queue a push for notices whose patience is over, in office hours. Return how many."""
    if not in_office_hours(now, calendars.overrides(session)):
        return 0
    found = notices.worth_a_push(session, now)
    for notice, line_user_id in found:
        key = f"notice:{notice.id}"
        rows = outbox.queue_once(session, KIND, {key: line_user_id}, now, database_now(session))
        notices.carry(session, [notice.id], rows[key])
    return len(found)


def compose(session: Session, row: Outbox, _now: datetime) -> Sequence[Reply] | None:
    """Return what a pushed notice says: what was queued with the row, or the notices it carries."""
    if row.replies:
        return load(row.replies)
    return [reply for notice in notices.carried_by(session, row.id) for reply in load(notice.replies)] or None


def thank(session: Session, now: datetime) -> int:
    """Tell the coordinators of rounds in which every report is in, once, whenever they next speak to us."""
    told = 0
    for round_ in standings.complete_rounds(session, now):
        key = f"complete:{round_.id}"
        if notices.is_left(session, key):
            continue
        expected = [each for each in standings.of_round(session, round_.id) if each.is_expected]
        offices, day = {each.office.id for each in expected}, in_bangkok(now).date()
        who = {person.id for office in offices for person in deferrals.coordinators(session, office, round_.key, day)}
        text = Text(words.complete(round_title(round_), len(expected)))
        told += notices.leave(session, key, who, dump([text]), now)
    return told


def warn_of_quota(session: Session, now: datetime) -> int:
    """Warn coordinators once a month when most of its messages are used."""
    spent = quota.used(session)
    key = f"quota:{in_bangkok(now):%Y-%m}"
    if spent is None or spent[1] == 0 or spent[0] < WARN_SHARE * spent[1] or notices.is_left(session, key):
        return 0
    text = Text(words.quota_low(*spent))
    who = people.with_duties(session, (Duty.COORDINATOR, Duty.ADMIN))
    return notices.leave(session, key, who, dump([text]), now, push_at=now + timedelta(hours=24))
