"""`ช่วย`: what somebody can do now, on one card that fits a phone; every command stands behind it, page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from handlers import words, words_help
from handlers.people.menus import menu_of
from handlers.replies import Button, Card, Row
from handlers.report import asides
from handlers.report.draft import Draft
from handlers.routes import BY_NAME, ROUTES, Route, allowed
from handlers.turn import Response, Turn
from models import people
from models.people import Duty
from thai.numerals import arabic

PAGE = 8  # commands on a card: with what they do, a phone's screen
Situation = Literal["answering", "ending", "officer", "head", "coordinator", "supervisor", "both", "guest", "pending"]

_NOW: Mapping[Situation, tuple[str, ...]] = {
    "answering": ("explain", "skip", "back", "edit", "left", "review", "pause", "ask_coordinator"),
    "ending": ("read", "edit", "undo", "submit", "copy", "tasks", "due", "ask_coordinator"),
    "officer": ("tasks", "resume", "due", "extend", "copy", "blank_form", "calendar", "leave"),
    "head": ("head_waits", "head_agrees", "head_returns", "tasks", "resume", "status", "copy", "leave"),
    "coordinator": ("status", "missing", "open_round", "rounds", "petitions", "review_list", "announce", "volume"),
    "supervisor": ("status", "missing", "ask", "web_page", "volume", "excel", "chart", "overview_weekly"),
    "both": ("tasks", "resume", "status", "missing", "rounds", "petitions", "review_list", "announce"),
    "guest": ("help",),
    "pending": ("help",),
}
"""Situation -> the names of its commands, what is wanted most often first."""


def card(turn: Turn, desk: Draft | None) -> Card:
    """Show what can be done now; for those who report, whom they can ask."""
    named = [BY_NAME[name] for name in _NOW[_situation(turn, desk)]]
    every = Button(words_help.EVERY_COMMAND, "commands", {"p": 1}, says=words_help.EVERY_COMMAND)
    offices = people.own_offices(turn.person) if turn.account.person is not None else []
    office = desk.assignment.office if desk is not None and not desk.is_trial else offices[0] if offices else None
    key = desk.assignment.round.key if desk is not None and not desk.is_trial else ""
    note = asides.contacts_of(turn, office, key) if office is not None else ""
    return Card(words.HELP_TITLE, rows=_rows(named), inside=(every,), note=note, buttons=_standing(turn))


def _situation(turn: Turn, desk: Draft | None) -> Situation:
    if desk is not None:
        return "ending" if desk.interview.index.event == "end" else "answering"
    menu = menu_of(turn.account.person)
    is_head = menu == "officer" and people.has_duty(turn.account.person, {Duty.HEAD})
    return "head" if is_head else menu


def every_command(turn: Turn, typed: str = "") -> Response:
    """`คำสั่งทั้งหมด`: all this person may give, a page at a time."""
    number = arabic(typed.strip())
    return page(turn, int(number) if number.isdecimal() else 1)


def page(turn: Turn, number: int) -> Response:
    """Show one page of all commands."""
    mine = [route for route in ROUTES if allowed(turn.account.person, route)]
    pages = -(-len(mine) // PAGE)
    number = min(max(number, 1), pages)
    turning = [
        Button(label, "commands", {"p": to}, says=words_help.page_typed(to))
        for label, to in ((words_help.PAGE_BEFORE, number - 1), (words_help.PAGE_AFTER, number + 1))
        if 1 <= to <= pages
    ]
    shown = Card(
        words_help.EVERY_COMMAND,
        subtitle=words.page_of(number, pages),
        rows=_rows(mine[(number - 1) * PAGE : number * PAGE]),
        inside=tuple(turning),
        note=words_help.how_to_turn(number + 1) if number < pages else "",
        buttons=_standing(turn),
    )
    return Response((shown,), must_arrive=False)


def _rows(routes: Sequence[Route]) -> list[Row]:
    """Return a line for each command, its words drawn strong; tapped where nothing has to be typed after them."""
    return [Row(route.help, route.typed, small=True, tap=_tap(route)) for route in routes]


def _tap(route: Route) -> Button | None:
    if route.typed not in route.words and route.during != "beside":
        return None
    return Button(route.typed, "command", {"c": route.name}, says=route.typed)


def _standing(turn: Turn) -> tuple[Button, ...]:
    tasks, status = Button(words.TASKS, "tasks", says=words.TASKS), Button(words.STATUS, "status", says=words.STATUS)
    if not people.has_duty(turn.account.person, people.OVERSEEING):
        return (tasks,)
    return (tasks, status) if people.own_offices(turn.person) else (status,)
