"""The end of a report: summary, what is missing, the head's agreement, the receipt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from forms.facts import Index, Problem
from handlers import words, words_files, words_head, words_sending, words_volumes
from handlers import words_authoring as says
from handlers.asking_back import ask_back
from handlers.form import trying
from handlers.naming import due_words as round_due
from handlers.naming import item_labels, round_title
from handlers.people import hooks
from handlers.replies import Button, Card, Row
from handlers.replies import Text as Say
from handlers.report import annexes, asking, heading, personal, reopening, reporter, shrinking, unkept, unmended
from handlers.report.draft import Draft, short_id
from handlers.review import deciding, fixing
from handlers.rounds import deferring
from handlers.turn import Response, Turn
from handlers.volume import odk
from models import journal, reviews
from models.people import Person
from thai.dates import format_date, format_time, in_bangkok

MISSING_SHOWN = 8


def summary(turn: Turn, desk: Draft, understood: Sequence[str] = (), remark: str = "") -> Response:
    """Show how far the report is and what is missing, with a button to each gap. `remark` stands on top."""
    problems = desk.problems()
    asked = [state for state in desk.outline() if state.relevant]
    answered = sum(state.done in ("done", "none") for state in asked)
    later = sum(state.done == "put_off" for state in asked)
    missing = {problem.item_ref for problem in problems}
    blank = sum(state.done in ("blank", "partial") and state.item.ref not in missing for state in asked)
    rows = [*([Row(remark, mark="warning")] if remark else [])]
    rows += [Row(f"✓ {line}", small=True) for line in understood]
    if desk.interview.index.event == "end":
        rows += [Row(note) for note in desk.prompt.notes]
    rows.append(Row(words_sending.counted(answered, len(problems), later, blank)))
    attached = len(annexes.of_report(desk))
    rows.extend([Row(words_files.annexes(attached), small=True)] if attached else [])
    rows.extend(Row(_broken(desk, each), mark="warning", small=True) for each in problems if each.why == "constraint")
    buttons = _gap_buttons(desk, problems)
    if blank and not problems:
        buttons.append(Button(words.CONTINUE, "go_on", {"s": desk.row.id}, says=words.CONTINUE))
    for key, found in list(personal.unsettled(desk))[:MISSING_SHOWN]:
        index = Index("question", *key)
        name = asking.name_of(desk, desk.prompt_at(index))
        rows.append(Row(f"{name} {found}", mark="warning", small=True))
        buttons.append(_jump_button(desk, words_sending.look_at(name), index))
    in_one_step = not problems and _is_sent_in_one_step(turn, desk)
    if in_one_step:
        buttons += [_own(desk, words.HEAD_AGREED, "submit_agreed", strong=True, v=desk.row.rev), _to_head(desk)]
    elif not problems:
        buttons.append(_own(desk, words.SUBMIT, "submit", strong=True))
    buttons.append(_own(desk, words.READ_ALL, "read", page=1))
    card = Card(
        words_sending.before_sending(
            desk.row.form_version.short if desk.is_trial else round_title(desk.assignment.round)
        ),
        subtitle=says.TRIAL if desk.is_trial else f"{desk.assignment.office.called} · {due_words(turn, desk)}",
        rows=rows,
        inside=tuple(buttons),
        note=words_sending.NOT_READY if problems else words_sending.ready(_an_item(desk), blank, asks_head=in_one_step),
        buttons=(_own(desk, words.BACK, "back_in"), Button(words.TASKS, "tasks", says=words.TASKS)),
    )
    return Response((card,), asks=desk.place)


def _is_sent_in_one_step(turn: Turn, desk: Draft) -> bool:
    """Whether all that is asked before sending is the officer's word that the head agreed: the summary asks it too."""
    if desk.is_trial or reporter.is_asked(turn):
        return False
    schedule = desk.assignment.round.schedule
    return schedule.asks_head and not schedule.head_presses


def _to_head(desk: Draft) -> Button:
    label = words_volumes.TAKE_TO_HEAD
    return Button(label, "to_head", {"a": desk.assignment.id}, says=label)


def _own(desk: Draft, label: str, deed: str, *, strong: bool = False, **args: int) -> Button:
    return Button(label, deed, {"s": desk.row.id, **args}, says=label, strong=strong)


def _broken(desk: Draft, problem: Problem) -> str:
    """Return why an answer must be changed: the author's sentence, else ours behind the question's name."""
    asked = desk.prompt_at(problem.index)
    told = unkept.sentence(desk.interview, asked, problem)
    return told if problem.message else f"{asking.name_of(desk, asked)} · {told}"


def _gap_buttons(desk: Draft, problems: Sequence[Problem]) -> list[Button]:
    labels = item_labels(desk.interview.form)
    buttons = []
    for problem in problems[:MISSING_SHOWN]:
        label = words_sending.answer_for(labels.get(problem.item_ref, "") or _short(desk, problem.index))
        buttons.append(_jump_button(desk, label, problem.index))
    return buttons


def _short(desk: Draft, index: Index) -> str:
    prompt = desk.prompt_at(index)
    return prompt.short or prompt.title


def _jump_button(desk: Draft, label: str, index: Index) -> Button:
    return Button(label, "jump", {"s": desk.row.id, "i": short_id(index)}, says=label)


def _an_item(desk: Draft) -> str:
    """Return the name of some item, for showing how one is edited; nothing where the form prints no numbers."""
    labels = item_labels(desk.interview.form)
    asked = (state.item for state in desk.outline() if state.relevant and state.item.number)
    return next((labels[item.ref] for item in asked), "")


def at_the_end(turn: Turn, desk: Draft, *, is_answer: bool) -> Response:
    """Something was said though nothing is asked any more: show the summary again, and whether an answer was lost."""
    return summary(turn, desk, remark=words_sending.not_kept(_an_item(desk)) if is_answer else "")


def submit(turn: Turn, desk: Draft, *, named: bool = False, as_is: bool = False) -> Response:
    """`ส่ง`: refuse while something required is missing, else ask for the head's agreement where the round asks it.

    `named`: who reports was said just now; `as_is`: items that were sent back may stand as they are.
    """
    if desk.is_trial:
        return trying.end(desk)
    if _is_in(turn, desk):
        return Response((Say(words_sending.ALREADY_SENT),))
    if is_over(turn, desk):
        return Response((Say(words_sending.CLOSED),))
    if desk.problems():
        return summary(turn, desk)
    if reporter.is_asked(turn) and not named:
        return reporter.ask(turn, desk)
    if not as_is and (unsure := unmended.ask(turn, desk, agreed=False)) is not None:
        return unsure
    schedule = desk.assignment.round.schedule
    if not schedule.asks_head:
        return _submit(turn, desk)
    if (
        schedule.head_presses
        and desk.row.submitted_at is None
        and (before_head := heading.put_before(turn, desk)) is not None
    ):
        return before_head
    agreed = Button(words.HEAD_AGREED, says=words.HEAD_AGREED, strong=True)
    not_yet = Button(words.HEAD_NOT_YET, says=words.HEAD_NOT_YET)
    yes, no = ask_back(turn, {"for": "head", "s": desk.row.id}, agreed, not_yet)
    sentences = [words_head.NO_HEAD] if schedule.head_presses else []
    return Response((Say("\n".join([*sentences, words_sending.ASK_HEAD]), (yes, _to_head(desk), no)),))


def submit_agreed(turn: Turn, desk: Draft, rev: int | None = None) -> Response:
    """[ผ่านแล้ว ส่งเลย] of the summary: send the report, if it is the one that was shown; `rev` None: it was typed."""
    if desk.is_trial or not _is_sent_in_one_step(turn, desk) or rev not in (None, desk.row.rev):
        return submit(turn, desk)
    return unmended.ask(turn, desk, agreed=True) or settle_head(turn, desk, True)


def settle_unmended(turn: Turn, desk: Draft, as_is: bool) -> Response:
    """Take the answer to "these items stand as they stood: send them so?"."""
    agreed, turn.account.waiting = turn.account.waiting["agreed"], {}
    if not as_is:
        return Response((fixing.card(turn.session, desk.row),))
    return settle_head(turn, desk, True) if agreed else submit(turn, desk, named=True, as_is=True)


def _is_in(turn: Turn, desk: Draft) -> bool:
    """Whether the report is sent and nothing more is asked of it."""
    return desk.row.submitted_at is not None and not reviews.is_amending(turn.session, desk.row.id)


def is_over(turn: Turn, desk: Draft) -> bool:
    """Whether no report is taken any more; asked again when a question is answered, for the round may end meanwhile."""
    return desk.assignment.due_state(turn.now) in ("closed", "exempt")


def settle_head(turn: Turn, desk: Draft, agreed: bool) -> Response:
    """Take the answer to "has your superior agreed?"."""
    turn.account.waiting = {}
    if not agreed:
        deferring.with_head(turn, desk.assignment)
        return Response((Say(words_sending.NOT_SENT),))
    if _is_in(turn, desk):
        return Response((Say(words_sending.ALREADY_SENT),))
    if is_over(turn, desk):
        return Response((Say(words_sending.CLOSED),))
    return summary(turn, desk) if desk.problems() else _submit(turn, desk)


def send(turn: Turn, desk: Draft, by: Person) -> None:
    """Send a report in the name of an officer."""
    shrinking.forget_hidden(desk)
    odk.freeze(turn, desk)
    row = desk.row
    local = in_bangkok(turn.now)
    row.submitted_at = turn.now
    row.submitted_by = by.id
    was_sent = row.receipt is not None
    row.receipt = row.receipt or f"{(local.year + 543) % 100:02d}{local.month:02d}-{row.id:04d}"
    row.rev += 1
    if by.account is not None and by.account.submission_id == row.id:
        by.account.submission_id = None
    reopening.tell_what_changed(turn, desk)
    hooks.tell(turn.session, row, "report.changed" if was_sent else "report.submitted", turn.now)
    desk.place.state = {**desk.place.state, "fix": None}
    deciding.came_in(turn.session, row, worth_a_look=_worth_a_look(turn, desk), now=turn.now)
    of = {"office_id": desk.assignment.office_id, "submission_id": row.id}
    journal.record(
        turn.session, turn.now, turn.person.id, "submit", desk.assignment.round.key, **of, receipt=row.receipt
    )


def _submit(turn: Turn, desk: Draft) -> Response:
    send(turn, desk, turn.person)
    row, round_, local = desk.row, desk.assignment.round, in_bangkok(turn.now)
    due_at = desk.assignment.due_at
    days = (in_bangkok(due_at).date() - local.date()).days
    early = words_sending.early_or_late(days if days or turn.now <= due_at else -1)
    when = f"{format_date(local.date(), style='full')} {format_time(local.time())}"
    copy = Button(words_volumes.WORD_COPY, "copy_of", {"a": row.assignment_id}, says=words_volumes.WORD_COPY)
    edit = Button(words.EDIT, "open_task", {"a": row.assignment_id}, says=words.EDIT)
    card = Card(
        words_sending.receipt(row.receipt or "", when, early),
        subtitle=f"{round_title(round_)} · {desk.assignment.office.called}",
        rows=[Row(words_head.reported_by(row.reported_by), small=True)] if row.reported_by else (),
        note=words_sending.RECEIPT_NOTE,
        buttons=(copy, edit, Button(words.TASKS, "tasks", says=words.TASKS)),
    )
    return Response((card,))


def _worth_a_look(turn: Turn, desk: Draft) -> bool:
    """Whether a report deserves a second look: late, or with items left out, put off or without anything to report."""
    left = (state.done in ("none", "put_off", "blank") for state in desk.outline() if state.relevant)
    return turn.now > desk.assignment.late_at or any(left)


def day_words(moment: datetime) -> str:
    return f"วันที่ {format_date(in_bangkok(moment).date(), style='short')}"


def due_words(turn: Turn, desk: Draft) -> str:
    if desk.is_trial:
        return says.TRIAL
    assignment = desk.assignment
    days = (in_bangkok(assignment.due_at).date() - turn.today).days
    return f"ครบกำหนด {round_due(assignment)} {words.days_left(days)}"
