"""Telling a coordinator what a new version changes for reports already begun, and moving those that fit when agreed."""

from __future__ import annotations

from handlers import words
from handlers import words_authoring as says
from handlers.asking_back import ask_back
from handlers.form import migrating
from handlers.form.migrating import Change
from handlers.people import mandate
from handlers.replies import Button, Card, Reply, Row
from handlers.replies import Text as Say
from handlers.turn import Response, Turn
from models import catalogue

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
    if not found:
        return []
    fitting = sum(change.fits for change in found)
    rows = [row for change in found[:SHOWN] for row in _rows(change)]
    if not fitting:
        return [Card(says.begun_on_older(len(found)), rows=tuple(rows), note=says.NONE_FITS)]
    yes = Button(says.move_reports(fitting), says=says.MOVE, strong=True)
    buttons = ask_back(turn, {"for": "move", "form": form_id}, yes, Button(says.LEAVE, says=says.LEAVE))
    return [Card(says.begun_on_older(len(found)), rows=tuple(rows), note=says.MOVE_HOW, buttons=buttons)]


def _rows(change: Change) -> list[Row]:
    rows = [Row(change.office, says.answers_kept(change.kept), mark="done" if change.fits else "warning")]
    if change.dropped:
        rows.append(Row(says.answers_dropped(change.dropped), small=True))
    if change.newly_required:
        rows.append(Row(says.newly_required(change.newly_required), small=True))
    return rows


def settle(turn: Turn, agreed: bool) -> Response:
    """Take the answer to "shall the reports that fit be moved?"."""
    waiting, turn.account.waiting = turn.account.waiting, {}
    if not agreed:
        return Response((Say(says.NOT_MOVED),))
    if not mandate.may_publish(turn, waiting["form"]):
        return _refused(turn, waiting["form"])
    moved = migrating.move(turn.session, waiting["form"], turn.now, turn.person.id)
    return Response((Say(says.moved(len(moved)), (Button(words.STATUS, "status", says=words.STATUS),)),))


def _refused(turn: Turn, form_id: str) -> Response:
    mandate.refuse(turn, "move_drafts", form_id)
    version = catalogue.newest_version(turn.session, form_id)
    return Response((Say(says.form_of_others(version.title if version else form_id)),))
