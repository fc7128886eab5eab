"""Telling a coordinator what a new version changes for reports already begun, and moving those that fit when agreed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from handlers import moments, words
from handlers import words_authoring as says
from handlers.asking_back import ask_back
from handlers.form import amending, migrating, moving
from handlers.form.migrating import Change
from handlers.people import mandate
from handlers.replies import Button, Card, Reply, Row
from handlers.replies import Text as Say
from handlers.turn import Response, Turn
from models import Session, catalogue, form_moves
from models.catalogue import FormVersion
from thai.replies import classify_reply

_BY = re.compile(r"ย้าย\s*ภายใน\s*(?P<day>\S.*)")
LOOKED_AT = 20  # reports compared for one card: each takes some milliseconds while others wait


@dataclass(frozen=True)
class Begun:
    """How many reports are begun on an older version, and what would change for the first of them."""

    count: int
    seen: Sequence[Change]

    @property
    def fitting(self) -> int:
        return sum(change.fits for change in self.seen)

    @property
    def is_part(self) -> bool:
        return len(self.seen) < self.count


def look(session: Session, version: FormVersion, now: datetime, most: int = LOOKED_AT) -> Begun:
    seen = migrating.changes(session, version, now, most)
    count = len(seen) if len(seen) < most else form_moves.count_begun(session, version, now)
    return Begun(count, seen)


def show(turn: Turn, form_id: str) -> Response:
    """`ย้ายร่าง`: what the newest version changes for each report begun on an older one."""
    form_id = form_id.strip()
    if not _may(turn, form_id):
        return _refused(turn, form_id)
    under_way = form_moves.under_way(turn.session, form_id)
    if under_way is not None:
        return Response((Say(moving.told(under_way)),))
    shown = offer(turn, form_id)
    return Response(tuple(shown) or (Say(says.NOTHING_TO_MOVE),))


def offer(turn: Turn, form_id: str) -> list[Reply]:
    """Return the card that asks whether to move; nothing when no report stands on an older version."""
    newest = catalogue.newest_version(turn.session, form_id)
    if newest is None:
        return []
    begun = look(turn.session, newest, turn.now)
    sent = amending.foresee(turn.session, newest, turn.now)
    if not begun.count and not sent.items:
        return []
    until = amending.until_by_default(turn.session, turn.now)
    rows = [row for change in begun.seen for row in _rows(change)] + sent_rows(sent)
    if begun.is_part:
        rows.insert(0, Row(says.looked_at_first(len(begun.seen), begun.fitting), small=True))
    if sent.items:
        rows.append(Row(says.stay_sent_until(moments.in_words(until)), small=True))
    title = says.begun_on_older(begun.count) if begun.count else says.sent_on_older(sent.sent)
    fitting = says.THAT_FIT if begun.is_part else begun.fitting
    if not fitting and not sent.items:
        return [Card(title, rows=tuple(rows), note=says.NONE_FITS)]
    yes = Button(says.move_and_ask(fitting, sent.sent if sent.items else 0), says=says.MOVE, strong=True)
    wish = {"for": "move", "form": form_id, "until": until.isoformat()}
    buttons = ask_back(turn, wish, yes, Button(says.LEAVE, says=says.LEAVE))
    note = says.MOVE_HOW if fitting else ""
    return [Card(title, rows=tuple(rows), note=note, buttons=buttons)]


def sent_rows(sent: amending.Foreseen) -> list[Row]:
    """Return what a version asks of the offices that have sent."""
    if not sent.sent:
        return []
    asks = says.asks_items(sent.items) if sent.items else says.ASKS_NOTHING
    return [Row(says.sent_on_older(sent.sent), mark="done"), Row(asks, small=True)]


def foreseen(session: Session, version: FormVersion, now: datetime) -> list[Row]:
    """Return what publishing a version would change for reports that are begun or sent, before it is done."""
    begun = look(session, version, now)
    rows = [Row(says.would_change(begun.count, len(begun.seen), begun.fitting), mark="warning")] if begun.count else []
    return [*rows, *sent_rows(amending.foresee(session, version, now))]


def _rows(change: Change) -> list[Row]:
    rows = [Row(change.office, says.answers_kept(change.kept), mark="done" if change.fits else "warning")]
    if change.dropped:
        rows.append(Row(says.answers_dropped(change.dropped), small=True))
    if change.newly_required:
        rows.append(Row(says.newly_required(change.newly_required), small=True))
    return rows


def settle(turn: Turn, text: str) -> Response | None:
    """Take the answer to "shall the reports that fit be moved?", with a day of its own where one is told."""
    waiting = turn.account.waiting
    told = _BY.fullmatch(text.strip())
    by = moments.read_day(turn, told["day"]) if told else None
    if told and by is None:
        turn.account.waiting = dict(waiting)  # a new one, so that the question goes on waiting
        return Response((Say(says.NOT_A_DAY),))
    answer = "yes" if by else {says.MOVE: "yes", says.LEAVE: "no"}.get(text.strip(), classify_reply(text))
    if answer not in ("yes", "no"):
        return None
    turn.account.waiting = {}
    until = moments.at_time(by, time(16, 30)) if by else datetime.fromisoformat(waiting["until"])
    return _settle(turn, waiting, until, agreed=answer == "yes")


def _settle(turn: Turn, waiting: Mapping[str, Any], until: datetime, *, agreed: bool) -> Response:
    if not agreed:
        return Response((Say(says.NOT_MOVED),))
    newest = catalogue.newest_version(turn.session, waiting["form"])
    if newest is None or not _may(turn, newest.form_id):
        return _refused(turn, waiting["form"])
    move = moving.begin(turn.session, newest, until, turn.now, turn.person)
    return Response((Say(moving.told(move), (Button(words.STATUS, "status", says=words.STATUS),)),))


def _may(turn: Turn, form_id: str) -> bool:
    return mandate.may_publish(turn.session, turn.person, form_id, turn.now)


def _refused(turn: Turn, form_id: str) -> Response:
    mandate.refuse(turn, "move_drafts", form_id)
    version = catalogue.newest_version(turn.session, form_id)
    return Response((Say(says.form_of_others(version.title if version else form_id)),))
