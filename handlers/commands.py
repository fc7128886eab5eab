"""Doing what was commanded: each route of handlers/routes.py has its deed here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from handlers import helping
from handlers.form import authoring, migrating_chat
from handlers.news import announced, enclosing, outcome
from handlers.people import entrusting, leaving, own_data, roster_chat, slip_files, staffing
from handlers.refusing import refuse
from handlers.report import (
    annex_files,
    asides,
    asking,
    continuing,
    editing,
    feeding,
    going_on,
    heading,
    loading,
    moving,
    offering,
    officer,
    photo_changes,
    reporter,
    rereading,
    rows,
    stuck,
    submitting,
)
from handlers.report.desk import change_sent, enter, open_draft, open_task
from handlers.report.draft import Draft
from handlers.review import fixing, holding, reviewing
from handlers.rounds import (
    calendar_link,
    deferring,
    head_rule,
    laddering,
    petitions,
    receiving,
    scheduling,
    steering,
    typed_days_off,
)
from handlers.routes import BY_NAME, Route, allowed
from handlers.status import asking as asking_status
from handlers.status import history, overviews, supervisor
from handlers.turn import Response, Turn
from handlers.volume import blanks, volumes, word_templates
from models import people
from models.people import OVERSEEING

_FROM_THE_ITEM = frozenset({"skip", "back", "empty"})  # of a report just taken up the item is shown first
_ABOUT_AN_ITEM = frozenset({"edit", "undo", "history", "photo_remove", "photo_replace", "edit_row", "remove_row"})


def run(turn: Turn, route: Route, rest: str) -> Response:
    """Do a command; one that needs an open report says so when there is none."""
    if route.with_draft:
        opened = open_draft(turn)
        desk = opened or _reopen_last(turn, route)
        if desk is None:
            sent = change_sent(turn, rest) if route.name == "edit" else None
            return sent or officer.home(turn)
        if opened is None and route.name in _FROM_THE_ITEM:
            return going_on.go_on(turn, desk)
        return _ON_DRAFT[route.name](turn, desk, rest)
    return _COMMANDS[route.name](turn, rest)


def _reopen_last(turn: Turn, route: Route) -> Draft | None:
    """A command for the report when none is open: take up the only one that has been begun.

    แก้ 2 and its like may as well mean a report that was just sent: that one is opened by asking first.
    """
    owed = officer.owed(turn)
    if route.name == "pause" or (
        route.name in _ABOUT_AN_ITEM and any(loading.is_submitted(turn.session, task.id) for task in owed)
    ):
        return None
    begun = [task for task in owed if loading.is_begun(turn.session, task.id)]
    return enter(turn, begun[0]) if len(begun) == 1 else None


def show_help(turn: Turn, _rest: str = "") -> Response:
    desk = open_draft(turn)
    card = helping.card(turn, desk)
    if desk is None or desk.interview.index.event == "end":
        return Response((card,), must_arrive=False)
    return asking.ask(desk, remark=desk.prompt.guidance, before=(card,))


def tapped(turn: Turn, args: Mapping[str, Any]) -> Response:
    """A command tapped on a card of `ช่วย`: what is not this person's to give any more is not done."""
    route = BY_NAME.get(str(args["c"]))
    if route is None:  # an old card: the command is called something else now
        return show_help(turn)
    return run(turn, route, "") if allowed(turn.person, route) else refuse(turn, route.name)


def status(turn: Turn, _rest: str = "") -> Response:
    return supervisor.status(turn) if people.has_duty(turn.person, OVERSEEING) else officer.tasks(turn)


def web_page(turn: Turn) -> Response:
    return asking_status.web_page(turn) if people.has_duty(turn.person, OVERSEEING) else officer.home(turn)


def _resume(turn: Turn, rest: str = "") -> Response:
    """`กรอกต่อ`: the report named after it, else the open one, else the only task, else the list."""
    if rest:
        named = officer.find_task(turn, rest)
        return open_task(turn, named) if named else officer.tasks(turn)
    desk = open_draft(turn)
    if desk is not None:
        at_end = desk.interview.index.event == "end"
        return going_on.go_on(turn, desk, remark="" if at_end else going_on.where_we_are(turn, desk))
    unsent = [task for task in officer.owed(turn) if not loading.is_submitted(turn.session, task.id)]
    return open_task(turn, unsent[0]) if len(unsent) == 1 else officer.tasks(turn)


_COMMANDS: Mapping[str, Callable[[Turn, str], Response]] = {
    "tasks": lambda turn, _rest: officer.tasks(turn),
    "resume": _resume,
    "status": status,
    "missing": lambda turn, _rest: supervisor.missing(turn),
    "announce": lambda turn, rest: announced.begin(turn, rest) if rest.strip() else enclosing.ask_what(turn),
    "ask": asking_status.ask,
    "web_page": lambda turn, _rest: web_page(turn),
    "overview_daily": lambda turn, rest: overviews.switch(turn, "daily", rest),
    "overview_weekly": lambda turn, rest: overviews.switch(turn, "weekly", rest),
    "overview_off": lambda turn, _rest: overviews.switch(turn, ""),
    "letter": lambda turn, _rest: overviews.letter(turn),
    "undo_broadcast": lambda turn, _rest: announced.undo_last(turn),
    "broadcast_missing": lambda turn, _rest: outcome.missing(turn),
    "broadcast_report": lambda turn, _rest: outcome.report(turn),
    "again": lambda turn, rest: deferring.snooze(turn, {}, rest),
    "promise": lambda turn, rest: deferring.promise(turn, {}, rest),
    "extend": lambda turn, rest: deferring.extend(turn, {}, rest),
    "elsewhere": lambda turn, rest: deferring.elsewhere(turn, {}, rest),
    "head_waits": heading.waiting,
    "head_agrees": lambda turn, _rest: heading.typed(turn, agrees=True),
    "head_returns": lambda turn, rest: heading.typed(turn, agrees=False, note=rest),
    "head_rule": head_rule.show,
    "answer_question": stuck.answer_typed,
    "petition": petitions.settle_typed,
    "petitions": lambda turn, _rest: petitions.waiting(turn),
    "open_round": scheduling.begin,
    "rounds": lambda turn, _rest: steering.list_rounds(turn),
    "change_round": steering.change,
    "move_round": steering.move,
    "ladder": laddering.change,
    "grant": steering.grant,
    "add_office": steering.add_office,
    "days": typed_days_off.days,
    "volume": volumes.compile_volume,
    "excel": volumes.export_excel,
    "template": word_templates.begin,
    "chart": volumes.draw_chart,
    "copy": volumes.copy,
    "annexes": annex_files.typed,
    "blank_form": blanks.blank,
    "review_list": reviewing.waiting,
    "check_many": reviewing.check_many,
    "uncheck": reviewing.uncheck,
    "hold": holding.hold,
    "returned": lambda turn, _rest: fixing.cards(turn),
    "receive": receiving.receive,
    "fill_for": receiving.fill_for,
    "round_letter": receiving.letter,
    "audit": history.show,
    "roster": roster_chat.how,
    "roster_take": lambda turn, _rest: roster_chat.settle_typed(turn, agreed=True),
    "roster_cancel": lambda turn, _rest: roster_chat.settle_typed(turn, agreed=False),
    "roster_undo": roster_chat.undo,
    "slips": slip_files.ask,
    "people": staffing.list_people,
    "revoke": staffing.revoke,
    "entrust": entrusting.entrust,
    "transfer": staffing.transfer,
    "calendar": lambda turn, _rest: calendar_link.show(turn),
    "form_templates": lambda turn, _rest: authoring.templates(turn),
    "preview_form": lambda turn, _rest: authoring.of_newest(turn, authoring.preview),
    "try_form": lambda turn, _rest: authoring.of_newest(turn, authoring.try_out),
    "publish_form": lambda turn, _rest: authoring.of_newest(turn, authoring.publish),
    "cancel_form": lambda turn, _rest: authoring.of_newest(turn, authoring.cancel),
    "migrate": migrating_chat.show,
    "end_trial": lambda turn, _rest: authoring.end_trial(turn, turn.account.submission_id or 0),
    "leave": leaving.begin,
    "leave_of": leaving.begin_for,
    "leave_end": leaving.end,
    "own_data": lambda turn, _rest: own_data.show(turn),
    "remove_own_data": lambda turn, _rest: own_data.ask_removal(turn),
    "share": lambda turn, _rest: reporter.share(turn, shared=True),
    "unshare": lambda turn, _rest: reporter.share(turn, shared=False),
    "help": show_help,
    "commands": helping.every_command,
    "explain": asides.explain,
    "wait": asides.wait,
    "cancel": asides.cancel,
    "question": asides.question,
    "due": asides.due,
    "left": asides.left,
    "sent": asides.sent,
    "contact": asides.contact,
}
_ON_DRAFT: Mapping[str, Callable[[Turn, Draft, str], Response]] = {
    "skip": lambda turn, desk, _rest: moving.skip(turn, desk),
    "back": lambda turn, desk, _rest: moving.back(turn, desk),
    "pause": lambda turn, desk, _rest: moving.pause(turn, desk),
    "more": lambda turn, desk, _rest: continuing.more(turn, desk),
    "edit": moving.jump_by_number,
    "go_to": moving.jump_by_number,
    "ask_coordinator": stuck.ask,
    "photo_remove": photo_changes.remove,
    "photo_replace": photo_changes.replace,
    "undo": lambda turn, desk, _rest: editing.undo(turn, desk),
    "empty": lambda turn, desk, _rest: editing.ask_emptying(turn, desk),
    "history": editing.history,
    "rows": lambda _turn, desk, _rest: rows.show(desk),
    "edit_row": lambda turn, desk, rest: rows.by_number(turn, desk, rest, remove=False),
    "remove_row": lambda turn, desk, rest: rows.by_number(turn, desk, rest, remove=True),
    "feed": feeding.feed,
    "from_file": lambda turn, desk, _rest: offering.resume(turn, desk),
    "language": lambda turn, desk, rest: moving.choose_language(turn, desk, rest),
    "review": lambda turn, desk, _rest: submitting.summary(turn, desk),
    "read": lambda _turn, desk, _rest: rereading.read(desk, 1),
    "submit": lambda turn, desk, _rest: submitting.submit(turn, desk),
    "submit_agreed": lambda turn, desk, _rest: submitting.submit_agreed(turn, desk),
}
