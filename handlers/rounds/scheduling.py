"""`เปิดรอบ`: a form and a deadline in the coordinator's words, echoed in full, changed while it waits, confirmed once.

What is being prepared waits with the person's account; nothing is stored before [ยืนยัน]. Opening itself is
handlers.rounds.opening; a round that runs already is changed in handlers.rounds.steering.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from handlers import moments, words_news
from handlers import words_rounds as say
from handlers.naming import round_title
from handlers.news import aiming, announcing
from handlers.refusing import refuse
from handlers.replies import Button
from handlers.replies import Text as Say
from handlers.report.officer import squeezed
from handlers.rounds import rules
from handlers.rounds.ladder_words import read_ladder
from handlers.rounds.opening import CannotOpen, change_rule, open_schedule, reporting_in_scope
from handlers.rounds.opening_card import Prepared, card, officers, replaced
from handlers.rounds.rules import SHIFTS, Terms
from handlers.routes import ANNOUNCERS, find_route
from handlers.status import kinds, supervisor
from handlers.turn import Response, Turn
from handlers.words_receiving import letter_line
from models import calendars, catalogue, deferrals, people, rounds, scopes
from models.catalogue import FormVersion
from models.rounds import Schedule
from scheduler.deadlines import Ladder, Rule, rule_of
from thai.calendar import Overrides, Shift
from thai.recurrence import MAX_TYPED, is_meant_as_deadline, parse_recurrence
from thai.replies import classify_reply

WAITS = "opening"


def begin(turn: Turn, text: str) -> Response:
    """`เปิดรอบ พาน้องกลับมาเรียน ภายในวันที่ ๒๐ ของทุกเดือน`: show what would be opened; ask for what is missing."""
    forms = catalogue.newest_versions(turn.session)
    if not forms:
        return Response((Say(say.NO_FORMS),))
    form, when = _find_form(forms, text)
    if form is None:
        return Response((Say(say.which_form([each.short for each in forms])),))
    if not scopes.coordinated(turn.session, turn.person).of(form.form_id):
        return _refuse_form(turn, form)
    if not when:
        turn.account.waiting = {"for": WAITS, "form": form.form_id, "n": _number(turn)}
        return Response((Say(say.WHEN_HOW),))
    return _read(turn, form, when, Ladder(), _number(turn))


def _refuse_form(turn: Turn, form: FormVersion) -> Response:
    """Say whose form it is: somebody who coordinates one form alone asks for another."""
    found = (
        person
        for office_id in dict.fromkeys(role.office_id for role in turn.person.roles)
        for person in deferrals.coordinators(turn.session, office_id, form.form_id, turn.today)
    )
    names = list(dict.fromkeys(person.name for person in found if person.name))
    return refuse(turn, "open_round", form.form_id, say.form_of(form.short, names))


def _find_form(forms: Sequence[FormVersion], text: str) -> tuple[FormVersion | None, str]:
    """Return the form named at the start of a text, the longest name that fits, and what follows it."""
    said = text.split()
    heads = [(squeezed(" ".join(said[:count])), " ".join(said[count:])) for count in range(len(said), 0, -1)]
    for fits in (_is_name, _is_part):
        for head, rest in heads:
            named = [form for form in forms if fits(form, head)]
            if len(named) == 1:
                return named[0], rest
    return (forms[0], text) if len(forms) == 1 else (None, text)


def _is_name(form: FormVersion, typed: str) -> bool:
    return typed in (squeezed(form.short), squeezed(form.form_id), squeezed(form.title))


def _is_part(form: FormVersion, typed: str) -> bool:
    return len(typed) >= 4 and typed in squeezed(f"{form.short} {form.title}")


def _read(turn: Turn, form: FormVersion, when: str, ladder: Ladder, number: int) -> Response:
    read = parse_recurrence(when, today=turn.today)
    if read.value is None:
        turn.account.waiting = {"for": WAITS, "form": form.form_id, "n": number, "said": when[:MAX_TYPED]}
        return Response((Say(say.not_a_deadline(read.why)),))
    rule = rule_of(read.value, calendars.overrides(turn.session))
    return _show(turn, Prepared(form, rule, ladder, read.status == "ask", number))


def _number(turn: Turn) -> int:
    return int(turn.now.timestamp())


def _keep(turn: Turn, prepared: Prepared) -> None:
    turn.account.waiting = {
        "for": WAITS,
        "form": prepared.form.form_id,
        "rule": rules.dump_rule(prepared.rule),
        "ladder": rules.dump_ladder(prepared.ladder),
        "n": prepared.number,
    }


def _kept(turn: Turn) -> Prepared | None:
    waiting = turn.account.waiting
    if waiting.get("for") != WAITS or "rule" not in waiting:
        return None
    form = catalogue.newest_version(turn.session, waiting["form"])
    ladder = rules.load_ladder(waiting["ladder"])
    return Prepared(form, rules.load_rule(waiting["rule"]), ladder, False, waiting["n"]) if form else None


def _show(turn: Turn, prepared: Prepared) -> Response:
    """Echo everything: rule, next three dates, days off, ladder, cost; with buttons to change and confirm."""
    if not scopes.coordinated(turn.session, turn.person).of(prepared.form.form_id):
        turn.account.waiting = {}
        return _refuse_form(turn, prepared.form)
    overrides = calendars.overrides(turn.session)
    deadlines = rules.next_deadlines(prepared.rule, turn.now, overrides)
    why = _why_not(prepared, deadlines, turn.now, overrides)
    if why:
        turn.account.waiting = {"for": WAITS, "form": prepared.form.form_id, "n": prepared.number}
        return Response((Say(say.not_a_deadline(why)),))
    if _is_of_others(turn, replaced(turn, prepared)):
        turn.account.waiting = {}
        return Response((Say(say.OF_OTHERS),))
    _keep(turn, prepared)
    offices = reporting_in_scope(turn.session, turn.person, prepared.form.form_id, turn.now)
    return Response((card(turn, prepared, deadlines, offices),))


def _why_not(prepared: Prepared, deadlines: Sequence[datetime], now: datetime, overrides: Overrides) -> str:
    """Return why a rule cannot be opened as it is: it names no day, a past one, or an exception on none of its days."""
    if not deadlines:
        return "never"
    if deadlines[0] <= now:
        return "past"
    return "" if all(rules.left_out(prepared.rule, overrides)) else "not_due_then"


def _is_of_others(turn: Turn, schedule: Schedule | None) -> bool:
    """Whether a schedule asks offices that this person does not coordinate."""
    newest = rounds.newest_round(turn.session, schedule.id) if schedule else None
    scope = scopes.coordinated(turn.session, turn.person)
    return newest is not None and rounds.asks_outside(turn.session, newest.id, scope.of(newest.form_id))


def settle(turn: Turn, text: str) -> Response | None:
    """Take what is typed while a round waits: yes, no, other days, other reminders. None: something else."""
    prepared = _kept(turn)
    if prepared is None:
        return _settle_when(turn, text)
    if text.strip() == say.CONFIRM or classify_reply(text) == "yes":
        return _confirm(turn, prepared)
    if text.strip() == say.CANCEL or classify_reply(text) == "no":
        return _drop(turn)
    if text.strip() == say.CHANGE_LADDER:
        return _ask_ladder(turn, prepared)
    for each in rules.shifts_for(prepared.rule):
        if text.strip() == say.SHIFT_LABELS[each]:
            return _shifted(turn, prepared, each)
    ladder = read_ladder(text)
    if ladder is not None:
        return _show(turn, _with(prepared, prepared.rule, ladder.instead_of(prepared.ladder)))
    if parse_recurrence(text, today=turn.today).value is not None:
        return _read(turn, prepared.form, text, prepared.ladder, prepared.number + 1)
    if lacks := _lacks(turn, text):
        _keep(turn, prepared)
        return Response((Say(say.not_a_deadline(lacks)),))
    return None


def _lacks(turn: Turn, text: str) -> str:
    """Return why a text meant as a deadline is none yet; "" for a command, a question or something else."""
    why = parse_recurrence(text, today=turn.today).why
    if find_route(text)[0] is not None or kinds.is_question(text):
        return ""
    if why == "not_a_deadline" and not is_meant_as_deadline(text):
        return ""
    return why


def _settle_when(turn: Turn, text: str) -> Response | None:
    """Take the deadline that was missing, or what one typed before lacked: ทุก 2 เดือน, then วันที่ 10."""
    form = catalogue.newest_version(turn.session, turn.account.waiting["form"])
    if form is None:
        return None
    said = turn.account.waiting.get("said", "")
    for each in (f"{said} {text}", f"{text} {said}") if said else ():
        if parse_recurrence(each, today=turn.today).value is not None:
            return _read(turn, form, each, Ladder(), _number(turn))
    if parse_recurrence(text, today=turn.today).value is None and not _lacks(turn, text):
        return None
    return _read(turn, form, text, Ladder(), _number(turn))


def _with(prepared: Prepared, rule: Rule, ladder: Ladder) -> Prepared:
    return Prepared(prepared.form, rule, ladder, False, prepared.number + 1)


def tapped(turn: Turn, deed: Literal["confirm", "shift", "ladder", "cancel"], args: Mapping[str, Any]) -> Response:
    """A button of the card. One of an earlier card changes nothing."""
    prepared = _kept(turn)
    if prepared is None or prepared.number != args.get("n"):
        return Response((Say(say.OLD_PREVIEW),), must_arrive=False)
    match deed:
        case "confirm":
            return _confirm(turn, prepared)
        case "shift":
            return _shifted(turn, prepared, next(each for each in SHIFTS if each == args["v"]))
        case "ladder":
            return _ask_ladder(turn, prepared)
    return _drop(turn)


def _shifted(turn: Turn, prepared: Prepared, shift: Shift) -> Response:
    rule = rules.with_terms(prepared.rule, Terms(shift=shift), calendars.overrides(turn.session))
    return _show(turn, _with(prepared, rule, prepared.ladder))


def _ask_ladder(turn: Turn, prepared: Prepared) -> Response:
    _keep(turn, prepared)
    return Response((Say(say.LADDER_HOW),))


def _drop(turn: Turn) -> Response:
    turn.account.waiting = {}
    return Response((Say(say.NOT_OPENED),))


def _confirm(turn: Turn, prepared: Prepared) -> Response:
    """Open the round, or put the new rule in the place of the old; then offer to announce it."""
    turn.account.waiting = {}
    old = replaced(turn, prepared)
    if _is_of_others(turn, old):
        return Response((Say(say.OF_OTHERS),))
    try:
        if old is not None:
            opened = change_rule(turn.session, old, prepared.rule, prepared.ladder, turn.now, turn.person.id)
        else:
            form_id, person_id = prepared.form.form_id, turn.person.id
            opened = open_schedule(
                turn.session, form_id, prepared.rule, None, turn.now, person_id, ladder=prepared.ladder
            )
    except CannotOpen:
        return Response((Say(words_news.NOBODY),))
    title = round_title(opened.round)
    if not opened.is_new:
        return Response((Say(say.open_already(title)),))
    if opened.round.opens_at > turn.now:
        opens_on = moments.day_of(opened.round.opens_at)
        due = moments.in_words(opened.round.due_at)
        return Response((Say(say.opens_later(title, opens_on, opened.offices, due)),))
    asked = reporting_in_scope(turn.session, turn.person, prepared.form.form_id, turn.now)
    count = len(officers(turn, asked, opened.round.key))
    announce = Button(say.announce_now(count), "round_announce", {"r": opened.round.id}, says=say.announce_now(count))
    later = Button(say.ANNOUNCE_NOT, "round_silent", says=say.ANNOUNCE_NOT)
    told = say.opened(title, opened.offices, moments.in_words(opened.round.due_at))
    return Response((Say(told, (announce, later) if count else ()),))


def announce(turn: Turn, args: Mapping[str, Any]) -> Response:
    """[แจ้งเลย]: prepare the round's announcement; it is previewed and confirmed like any other."""
    round_ = supervisor.round_in_scope(turn, int(args["r"]))
    if round_ is None or not people.has_duty(turn.person, ANNOUNCERS):
        return refuse(turn, "announce", f"round {args['r']}")
    news = say.opening_news(round_title(round_), moments.in_words(round_.due_at))
    announcing.announce(turn, f"{news}\n{letter_line(round_.letter)}" if round_.letter else news)
    return aiming.aim(turn, turn.account.waiting["b"], "round_id", round_.id)
