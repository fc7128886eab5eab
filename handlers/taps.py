"""Buttons: what a tap does. Our own earlier words come back signed; an old button never changes today's answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from handlers import asking_back, commands, helping, waiting, words, words_rounds
from handlers.form import authoring
from handlers.incoming import Tapped
from handlers.news import aiming, announced, announcing, enclosing, outcome
from handlers.people import asking_in, joining, leaving, own_data, roster_chat, slip_files, staffing
from handlers.refusing import refuse
from handlers.replies import Text as Say
from handlers.report import (
    annex_files,
    asking,
    continuing,
    editing,
    feeding,
    filling,
    going_on,
    heading,
    moving,
    officer,
    photo_changes,
    rereading,
    rows,
    selecting,
    stuck,
    submitting,
    tapping,
)
from handlers.report.buttons import is_live
from handlers.report.desk import open_draft, open_first, open_returned, open_round, open_task
from handlers.report.draft import Draft
from handlers.report.same_again import rewrite, same
from handlers.review import reviewing, sending_back
from handlers.rounds import calendar_link, deferring, petitions, scheduling, steering
from handlers.routes import ANNOUNCERS
from handlers.status import asking as asking_status
from handlers.status import history, nudging
from handlers.turn import SILENCE, Response, Turn
from handlers.volume import blanks, volumes, word_templates
from models import people
from models.people import OVERSEEING
from models.rounds import Assignment


def tap(turn: Turn, tapped: Tapped) -> Response:
    """Do what a button says: an answer to what we asked back, a deed on the open report, or one of its own."""
    if tapped.deed in ("yes", "no", asking_back.OPTION):
        return _settle(turn, tapped)
    if tapped.deed in _PICKED:
        return _PICKED[tapped.deed](turn, tapped)
    if tapped.deed in _TAPS:
        return _TAPS[tapped.deed](turn, tapped.args)
    if tapped.deed in _ANSWER_TAPS or tapped.deed in _REPORT_TAPS:
        return _tapped_on_draft(turn, tapped)
    return _old_button(turn)


def _settle(turn: Turn, tapped: Tapped) -> Response:
    """Take a yes or no as the answer to the question it stood under, and to no other."""
    if asking_back.answers(turn, tapped):
        return waiting.settle(turn, asking_back.spoken(tapped)) or _old_button(turn)
    if asking_back.is_waiting(turn):
        return Response((Say(words.OLD_ANSWER),), must_arrive=False)
    return _old_button(turn)


def _tapped_on_draft(turn: Turn, tapped: Tapped) -> Response:
    desk = open_draft(turn)
    if desk is None or desk.row.id != tapped.args.get("s"):
        return _old_button(turn)
    turn.account.waiting = {}
    if tapped.deed in _REPORT_TAPS:
        return _REPORT_TAPS[tapped.deed](turn, desk, tapped.args)
    if not is_live(desk, tapped.args):
        return _old_button(turn)
    return _ANSWER_TAPS[tapped.deed](turn, desk, tapped)


def _old_button(turn: Turn) -> Response:
    """An old button never changes today's answer: say so and show where the person is."""
    desk = open_draft(turn)
    if desk is None:
        home = officer.home(turn)
        return Response((Say(words.OLD_BUTTON_IDLE), *home.replies), must_arrive=False)
    if desk.interview.index.event == "end":
        return submitting.summary(turn, desk, [words.OLD_BUTTON_IDLE])
    return asking.ask(desk, remark=words.OLD_BUTTON)


_ANSWER_TAPS: Mapping[str, Callable[[Turn, Draft, Tapped], Response]] = {
    "pick": lambda turn, desk, tapped: tapping.pick(turn, desk, str(tapped.args["v"])),
    "type": lambda turn, desk, tapped: tapping.type_for(turn, desk, str(tapped.args["v"])),
    "picked": lambda turn, desk, tapped: tapping.picked(turn, desk, tapped.params),
    "tick": lambda turn, desk, tapped: selecting.tick(turn, desk, str(tapped.args["v"])),
    "done": lambda turn, desk, _tapped: selecting.done(turn, desk),
    "page": lambda _turn, desk, tapped: selecting.leaf_to(desk, int(tapped.args["v"])),
    "order_again": lambda _turn, desk, _tapped: selecting.order_again(desk),
    "keep": lambda turn, desk, _tapped: selecting.keep(turn, desk),
    "guide": lambda _turn, desk, _tapped: asking.ask(desk, remark=desk.prompt.guidance),
    "none": lambda turn, desk, _tapped: tapping.none(turn, desk),
    "skip": lambda turn, desk, _tapped: moving.skip(turn, desk),
    "back": lambda turn, desk, _tapped: moving.back(turn, desk),
    "add": lambda turn, desk, _tapped: filling.add(turn, desk),
    "enough": lambda turn, desk, _tapped: filling.enough(turn, desk),
    "more": lambda turn, desk, _tapped: continuing.more(turn, desk),
    "add_to": lambda turn, desk, _tapped: editing.add_to(turn, desk),
    "photo_replace": lambda turn, desk, _tapped: photo_changes.replace(turn, desk),
    "same": lambda turn, desk, _tapped: same(turn, desk),
    "rewrite": lambda _turn, desk, _tapped: rewrite(desk),
    "fill": lambda _turn, _desk, _tapped: SILENCE,  # the words are on the keyboard
}
_REPORT_TAPS: Mapping[str, Callable[[Turn, Draft, Mapping[str, Any]], Response]] = {
    "pause": lambda turn, desk, _args: moving.pause(turn, desk),
    "language": lambda turn, desk, args: moving.speak(turn, desk, str(args["v"])),
    "rows": lambda _turn, desk, _args: rows.show(desk),
    "row": lambda turn, desk, args: rows.tapped(turn, desk, "row", str(args["i"]), int(args["v"])),
    "row_edit": lambda turn, desk, args: rows.tapped(turn, desk, "row_edit", str(args["i"]), int(args["v"])),
    "row_remove": lambda turn, desk, args: rows.tapped(turn, desk, "row_remove", str(args["i"]), int(args["v"])),
    "ask_coordinator": lambda turn, desk, _args: stuck.ask(turn, desk),
    "undo": lambda turn, desk, args: editing.tapped_undo(turn, desk, int(args["v"])),
    "go_on": lambda turn, desk, _args: going_on.go_on(turn, desk),
    "jump": lambda turn, desk, args: moving.jump_by_id(turn, desk, str(args["i"])),
    "back_in": lambda turn, desk, _args: moving.back(turn, desk),
    "review": lambda turn, desk, _args: submitting.summary(turn, desk),
    "read": lambda _turn, desk, args: rereading.read(desk, int(args.get("page", 1))),
    "submit": lambda turn, desk, _args: submitting.submit(turn, desk),
    "submit_agreed": lambda turn, desk, args: submitting.submit_agreed(turn, desk, int(args["v"])),
    "feed": lambda turn, desk, args: feeding.tapped(turn, desk, int(args["r"])),
}


def _for_coordinators(
    wanted: str, deed: Callable[[Turn, Mapping[str, Any]], Response]
) -> Callable[[Turn, Mapping[str, Any]], Response]:
    """A button only those who coordinate may tap."""

    def tapped(turn: Turn, args: Mapping[str, Any]) -> Response:
        return deed(turn, args) if people.has_duty(turn.person, ANNOUNCERS) else refuse(turn, wanted)

    return tapped


def _overseeing(deed: Callable[[Turn, Mapping[str, Any]], Response]) -> Callable[[Turn, Mapping[str, Any]], Response]:
    """A button about progress: only for those who oversee offices; the scope is looked up besides."""

    def tapped(turn: Turn, args: Mapping[str, Any]) -> Response:
        if not people.has_duty(turn.person, OVERSEEING):
            return refuse(turn, "status", f"round {args.get('r', '')}".strip())
        return deed(turn, args)

    return tapped


def _petition(*, grant: bool) -> Callable[[Turn, Mapping[str, Any]], Response]:
    """A coordinator's answer to a petition."""

    def tapped(turn: Turn, args: Mapping[str, Any]) -> Response:
        if not people.has_duty(turn.person, ANNOUNCERS):
            return refuse(turn, "petition", f"petition {args['p']}")
        return petitions.settle(turn, int(args["p"]), str(args.get("d", "")), grant=grant)

    return tapped


def _of_broadcast(deed: Callable[[Turn, int], Response]) -> Callable[[Turn, Mapping[str, Any]], Response]:
    def tapped(turn: Turn, args: Mapping[str, Any]) -> Response:
        if not people.has_duty(turn.person, ANNOUNCERS):
            return refuse(turn, "broadcast", f"broadcast {args['b']}")
        return deed(turn, int(args["b"]))

    return tapped


_PICKED: Mapping[str, Callable[[Turn, Tapped], Response]] = {
    "round_move": lambda turn, tapped: steering.tap_move(turn, tapped.args, tapped.params),
    "day_picked": lambda turn, tapped: deferring.picked(turn, tapped.args, tapped.params),
    "broadcast_later": lambda turn, tapped: _of_broadcast(
        lambda turn_, broadcast_id: announcing.later(turn_, broadcast_id, str(tapped.params.get("datetime", "")))
    )(turn, tapped.args),
}


def _of_form(deed: Callable[[Turn, int], Response]) -> Callable[[Turn, Mapping[str, Any]], Response]:
    """A button about a workbook that was sent: only for those who may publish."""

    def tapped(turn: Turn, args: Mapping[str, Any]) -> Response:
        if not people.has_duty(turn.person, ANNOUNCERS):
            return refuse(turn, "form", f"form file {args['f']}")
        return deed(turn, int(args["f"]))

    return tapped


_TAPS: Mapping[str, Callable[[Turn, Mapping[str, Any]], Response]] = {
    "tasks": lambda turn, _args: officer.tasks(turn),
    "help": lambda turn, _args: commands.show_help(turn),
    "command": commands.tapped,
    "commands": lambda turn, args: helping.page(turn, int(args["p"])),
    "status": lambda turn, _args: commands.status(turn),
    "open_task": lambda turn, args: open_task(turn, turn.session.get(Assignment, int(args["a"]))),
    "open_round": lambda turn, args: open_round(turn, int(args["r"])),
    "open_first": lambda turn, args: open_first(turn, turn.session.get(Assignment, int(args["a"]))),
    "snooze": deferring.snooze,
    "promise": deferring.promise,
    "extend": deferring.extend,
    "elsewhere": deferring.elsewhere,
    "head_read": heading.read,
    "head_agree": heading.agree,
    "head_return": heading.send_back,
    "answer_question": stuck.answer,
    "petition_grant": _petition(grant=True),
    "petition_refuse": _petition(grant=False),
    "opening_confirm": lambda turn, args: scheduling.tapped(turn, "confirm", args),
    "opening_shift": lambda turn, args: scheduling.tapped(turn, "shift", args),
    "opening_ladder": lambda turn, args: scheduling.tapped(turn, "ladder", args),
    "opening_cancel": lambda turn, args: scheduling.tapped(turn, "cancel", args),
    "round_announce": scheduling.announce,
    "round_silent": lambda _turn, _args: Response((Say(words_rounds.NOT_ANNOUNCED),), must_arrive=False),
    "round": steering.tap_round,
    "round_do": steering.tap_deed,
    "which_round": steering.tap_choice,
    "review_open": _for_coordinators("review_open", reviewing.tapped),
    "review_check": _for_coordinators("review_check", reviewing.tap_check),
    "review_return": _for_coordinators("review_return", sending_back.tap_return),
    "fix": open_returned,
    "join_grant": _for_coordinators("join_grant", partial(asking_in.tapped, grant=True)),
    "join_refuse": _for_coordinators("join_refuse", partial(asking_in.tapped, grant=False)),
    "audit_older": history.tapped,
    "roster_take": _for_coordinators("roster_take", lambda turn, args: roster_chat.take(turn, int(args["f"]))),
    "roster_cancel": _for_coordinators("roster_cancel", lambda turn, args: roster_chat.cancel(turn, int(args["f"]))),
    "roster_undo": _for_coordinators("roster_undo", lambda turn, _args: roster_chat.undo(turn)),
    "slips": _for_coordinators("slips", lambda turn, _args: slip_files.ask(turn)),
    "staff_revoke": _for_coordinators("staff_revoke", staffing.tap_revoke),
    "volume_of": volumes.tapped,
    "template_of": _for_coordinators("template_of", word_templates.tapped),
    "template_try": _for_coordinators("template_try", word_templates.try_out),
    "template_use": _for_coordinators("template_use", word_templates.use),
    "template_drop": _for_coordinators("template_drop", word_templates.drop),
    "template_end": _for_coordinators("template_end", word_templates.end),
    "copy_of": volumes.tapped_copy,
    "blank_of": blanks.tapped,
    "to_head": volumes.tapped_for_head,
    "new_calendar": lambda turn, _args: calendar_link.renew(turn),
    "own_data_remove": lambda turn, _args: own_data.ask_removal(turn),
    "name_later": lambda turn, _args: joining.name_later(turn),
    "see": _overseeing(asking_status.see),
    "ask": _overseeing(asking_status.tapped_question),
    "status_of": lambda turn, args: asking_status.see(turn, {**args, "k": "status"}),
    "missing_of": lambda turn, args: asking_status.see(turn, {**args, "k": "missing"}),
    "offices": lambda turn, args: asking_status.see(turn, {**args, "k": "status", "list": 1}),
    "web_page": lambda turn, _args: commands.web_page(turn),
    "annexes": annex_files.tapped,
    "read_report": _overseeing(asking_status.read_report),
    "report_photos": _overseeing(asking_status.report_photos),
    "copy_text": _overseeing(asking_status.copy_text),
    "item_answers": _overseeing(asking_status.item_answers),
    "nudge": nudging.nudge,
    "thank": nudging.thank,
    "broadcast_send": _of_broadcast(announced.confirm),
    "broadcast_change": _of_broadcast(aiming.change),
    "broadcast_for": lambda turn, args: _of_broadcast(
        lambda turn_, broadcast_id: aiming.aim(turn_, broadcast_id, str(args["k"]), args["v"])
    )(turn, args),
    "broadcast_ack": _of_broadcast(announcing.ask_acknowledging),
    "broadcast_bare": _of_broadcast(enclosing.take_off),
    "broadcast_cancel": _of_broadcast(announcing.cancel),
    "broadcast_undo": _of_broadcast(announced.undo),
    "broadcast_missing": _of_broadcast(outcome.missing),
    "broadcast_noted": lambda turn, args: announced.noted(turn, int(args["b"])),
    "leave_end": lambda turn, args: leaving.tap_end(turn, int(args["l"])),
    "form_try": _of_form(authoring.try_out),
    "form_preview": _of_form(authoring.preview),
    "form_publish": _of_form(authoring.publish),
    "form_cancel": _of_form(authoring.cancel),
    "try_on": lambda turn, args: authoring.try_on(turn, int(args["s"])),
    "try_again": lambda turn, args: authoring.try_again(turn, int(args["s"])),
    "try_end": lambda turn, args: authoring.end_trial(turn, int(args["s"])),
}
