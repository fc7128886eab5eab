"""One tap under a list: remind those in it, through the outbox, its cost shown; or thank those who have finished.

A nudge is an announcement like any other (handlers/news): it goes to who still owes the report when it leaves, may be
taken back for some seconds, and spends no more messages than the month has. Thanks ride free on the next reply.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers import words_news
from handlers import words_status as says
from handlers.naming import due_words, round_title
from handlers.news import announced, audience
from handlers.news.audience import Audience
from handlers.news.budget import budget
from handlers.refusing import refuse
from handlers.replies import Button, Card, dump
from handlers.replies import Text as Say
from handlers.status import answering, card_rows, seeing, vocabulary
from handlers.status.answers import Answer, OfficeLine
from handlers.turn import Response, Turn
from models import notices, people, reaching, scopes
from models.broadcasts import Broadcast
from models.people import COORDINATING
from models.rounds import Round

KINDS = frozenset({"missing", "late", "not_started", "in_progress", "item_missing", "unreachable", "returned"})


def with_deeds(turn: Turn, found: Answer, shown: Card) -> Card:
    """Put what may be done about a list under its card, for those who coordinate."""
    if found.round is None or not people.has_duty(turn.person, COORDINATING):
        return shown
    lines = [line for line in found.lines if isinstance(line, OfficeLine)]
    args = seeing.args_of(found.asked, found.round)
    if found.asked.kind == "submitted" and lines:
        thank = Button(says.THANK, "thank", args, says=says.THANK)
        return replace(shown, inside=(*shown.inside, thank))
    if found.asked.kind not in KINDS or not _is_asked(turn, found.round):
        return shown
    meant = _audience(found)
    if not meant.offices:
        return shown
    cost = len(audience.choose(turn.session, turn.person, meant, turn.now).recipients)
    purse = budget(turn.session, turn.now)
    if not cost:
        return shown
    line = words_news.not_enough_quota(purse.left or 0) if not purse.allows(cost) else says.quota(purse.left)
    notes = "\n".join(filter(None, [shown.note, line]))
    if not purse.allows(cost):
        return replace(shown, note=notes)
    label = says.nudge_button(len(meant.offices), cost)
    return replace(shown, inside=(Button(label, "nudge", args, says=label, strong=True), *shown.inside), note=notes)


def _is_asked(turn: Turn, round_: Round) -> bool:
    return round_.cancelled_at is None and round_.opens_at <= turn.now < round_.closes_at


def _audience(found: Answer) -> Audience:
    """Return the officers of the listed offices that still owe the report."""
    assert found.round is not None
    lines = [line for line in found.lines if isinstance(line, OfficeLine)]
    return Audience(found.round.id, "owing", offices=[office.office.id for office in card_rows.owing(lines)])


def nudge(turn: Turn, args: Mapping[str, Any]) -> Response:
    """[เตือน N แห่ง]: remind those who are in the list now."""
    found = _again(turn, args)
    if found is None:
        return refuse(turn, "nudge", f"round {args.get('r')}")
    assert found.round is not None
    meant = _audience(found)
    chosen = audience.choose(turn.session, turn.person, meant, turn.now)
    if not chosen.recipients or not meant.offices:
        return Response((Say(says.NUDGED_GONE),), must_arrive=False)
    round_ = found.round
    draft = Broadcast(
        person_id=turn.person.id,
        round_id=round_.id,
        text=_words(found, turn.now),
        audience=meant.dump(),
        recipients=chosen.recipients,
        created_at=turn.now,
    )
    turn.session.add(draft)
    turn.session.flush()
    return announced.confirm(turn, draft.id)


def _words(found: Answer, now: datetime) -> str:
    round_ = found.rounds[0]
    if found.asked.kind == "returned":
        return says.nudge_to_mend(round_title(round_), due_words(round_))
    return says.nudge(round_title(round_), due_words(round_), late=now > round_.late_at)


def thank(turn: Turn, args: Mapping[str, Any]) -> Response:
    """[ขอบคุณผู้ที่ส่งแล้ว]: leave a word with the officers of a list, once a round; it costs no message."""
    found = _again(turn, args)
    if found is None:
        return refuse(turn, "thank", f"round {args.get('r')}")
    assert found.round is not None
    offices = [line.office.office.id for line in found.lines if isinstance(line, OfficeLine)]
    officers = [
        person.id
        for _, person, account in reaching.reporters(turn.session, offices, found.round.key, turn.today)
        if account is not None
    ]
    text = dump([Say(says.thanks(round_title(found.round)))])
    left = notices.leave(turn.session, f"thanks:{found.round.id}", officers, text, turn.now)
    return Response((Say(says.thanked(left) if left else says.NOBODY_TO_THANK),), must_arrive=False)


def _again(turn: Turn, args: Mapping[str, Any]) -> Answer | None:
    """Return the list a button stands under, as it is now, of the offices this person coordinates."""
    if not people.has_duty(turn.person, COORDINATING):
        return None
    asker = vocabulary.asker_of(turn.session, turn.person)
    asker = replace(asker, scope=scopes.coordinated(turn.session, turn.person))
    round_ = turn.session.get(Round, int(args["r"]))
    if round_ is None or not asker.scope.of(round_.key):
        return None
    refs = tuple(item.ref for item in answering.form_of(turn.session, round_).items) if "i" in args else ()
    found = answering.answer(turn.session, asker, seeing.asked_by(args, asker, round_, refs), turn.now, round_)
    return None if found.why else found
