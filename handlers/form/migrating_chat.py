"""Telling a coordinator what a new version changes for reports already begun, and moving those that fit when agreed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from handlers import moments, words
from handlers import words_authoring as says
from handlers.asking_back import ask_back
from handlers.form import amending, migrating
from handlers.form.migrating import Change
from handlers.people import mandate
from handlers.replies import Button, Card, Reply, Row
from handlers.replies import Text as Say
from handlers.turn import Response, Turn
from models import Session, catalogue
from models.catalogue import FormVersion
from thai.replies import classify_reply

_BY = re.compile(r"ย้าย\s*ภายใน\s*(?P<day>\S.*)")
SHOWN = 30  # reports in one card


def show(turn: Turn, form_id: str) -> Response:
    """`ย้ายร่าง`: what the newest version changes for each report begun on an older one."""
    if not mandate.may_publish(turn, form_id.strip()):
        return _refused(turn, form_id.strip())
    shown = offer(turn, form_id.strip())
    return Response(tuple(shown) or (Say(says.NOTHING_TO_MOVE),))


def offer(turn: Turn, form_id: str) -> list[Reply]:
    """Return the card that asks whether to move; nothing when no report stands on an older version."""
    found = migrating.changes(turn.session, form_id, turn.now)
    newest = catalogue.newest_version(turn.session, form_id)
    sent = amending.foresee(turn.session, newest, turn.now) if newest is not None else amending.Foreseen(0, ())
    if not found and not sent.items:
        return []
    until = amending.until_by_default(turn.session, turn.now)
    fitting = sum(change.fits for change in found)
    rows = [row for change in found[:SHOWN] for row in _rows(change)] + sent_rows(sent)
    if sent.items:
        rows.append(Row(says.stay_sent_until(moments.in_words(until)), small=True))
    title = says.begun_on_older(len(found)) if found else says.sent_on_older(sent.sent)
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
    begun = migrating.changes(session, version.form_id, now, version)
    rows = [Row(says.would_change(len(begun), sum(each.fits for each in begun)), mark="warning")] if begun else []
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
    if not mandate.may_publish(turn, waiting["form"]):
        return _refused(turn, waiting["form"])
    moved = migrating.move(turn.session, waiting["form"], turn.now, turn.person.id)
    asked = amending.ask(turn.session, waiting["form"], until, turn.now, turn.person)
    return Response((Say(says.moved(len(moved), len(asked)), (Button(words.STATUS, "status", says=words.STATUS),)),))


def _refused(turn: Turn, form_id: str) -> Response:
    mandate.refuse(turn, "move_drafts", form_id)
    version = catalogue.newest_version(turn.session, form_id)
    return Response((Say(says.form_of_others(version.title if version else form_id)),))
