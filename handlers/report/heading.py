"""The head's agreement in chat: a report is put before the head, who reads it, and agrees or returns it with a note.

Only where a round asks for it (`head_presses` of its schedule). What the head agrees to is what was shown: a
report that changed since is shown again first. Agreeing sends the report, in the name of the officer who asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers import words, words_head, words_sending
from handlers.naming import round_title
from handlers.refusing import refuse
from handlers.replies import Button, Card, Reply, Row, dump
from handlers.replies import Text as Say
from handlers.report import loading, rereading, submitting
from handlers.report.draft import Draft
from handlers.rounds import deferring
from handlers.turn import Response, Turn
from handlers.volume.wanting import want_copy
from models import agreements, database_now, deferrals, journal, outbox, scopes
from models.agreements import Agreement
from models.people import Duty, Person
from models.scopes import Scope
from thai.dates import format_date, format_time, in_bangkok

KIND = "notice"  # of its outbox rows
NOTE = 1000  # characters of a note


def put_before(turn: Turn, desk: Draft) -> Response | None:
    """Put a report before the heads of its office; None when none of them can be reached."""
    task = desk.assignment
    heads = [
        head for head in agreements.heads(turn.session, task.office_id, task.round.key) if head.id != turn.person.id
    ]
    if not heads:
        return None
    asked = agreements.ask(turn.session, desk.row, turn.person.id, turn.now)
    _note(turn, desk, "ask_head")
    deferring.with_head(turn, desk.assignment)
    for head in heads:
        _push(turn, head, f"head:{asked.id}:{head.id}", [_card(asked)])
        want_copy(turn.session, desk.assignment, head, turn.now)
    names = ", ".join(head.name or words.DUTIES[Duty.HEAD] for head in heads)
    return Response((Say(words_head.put_before(_title(desk), names)),))


def _title(desk: Draft) -> str:
    return f"{round_title(desk.assignment.round)} · {desk.assignment.office.called}"


def _note(turn: Turn, desk: Draft, deed: str, **detail: Any) -> None:
    of = {"office_id": desk.assignment.office_id, "submission_id": desk.row.id}
    journal.record(turn.session, turn.now, turn.person.id, deed, desk.assignment.round.key, **of, **detail)


def _push(turn: Turn, person: Person, key: str, replies: list[Reply]) -> None:
    """Tell somebody at once: a report waits for it."""
    if person.account is None or person.account.blocked_at is not None:
        return
    outbox.queue(
        turn.session,
        dedupe_key=key,
        kind=KIND,
        to=person.account.line_user_id,
        replies=dump(replies),
        business_at=turn.now,
        now=database_now(turn.session),
    )


def _card(asked: Agreement) -> Card:
    """Show a head what waits: whose report, from whom, and the three things to do."""
    assignment = asked.submission.assignment
    assert assignment is not None  # a trial is put before nobody
    title = round_title(assignment.round)
    rows = [
        Row(title),
        Row(words_head.asked_by(asked.asker.name, _when(asked)), small=True),
        Row(words_sending.counted(asked.submission.answered, 0, 0, 0), small=True),
    ]
    args = {"g": asked.id, "v": asked.rev}
    buttons = (
        Button(words_head.READ, "head_read", args, says=words_head.READ),
        Button(words_head.AGREE, "head_agree", args, says=words_head.AGREE, strong=True),
        Button(words_head.RETURN, "head_return", args, says=words_head.RETURN),
    )
    name = words_head.asked_card(assignment.office.called)
    return Card(name, rows=rows, inside=buttons, note=words_head.how_to_answer(), alt=f"{name} {title}")


def _when(asked: Agreement) -> str:
    local = in_bangkok(asked.asked_at)
    return f"{format_date(local.date(), style='short')} {format_time(local.time())}"


# --- what the head does --------------------------------------------------------------------------------------------


def waiting(turn: Turn, _rest: str = "") -> Response:
    """`รอเห็นชอบ`: the reports that wait for this head."""
    found = agreements.waiting_for(turn.session, _headed(turn))
    if not found:
        return Response((Say(words_head.NOTHING_WAITS),), must_arrive=False)
    return Response(tuple(_card(each) for each in found[:5]), must_arrive=False)


def _headed(turn: Turn) -> Scope:
    return scopes.reporting(turn.person, {Duty.HEAD})


def typed(turn: Turn, *, agrees: bool, note: str = "") -> Response:
    """`เห็นชอบ`, `ขอแก้ …`: the only report that waits; of several they are shown."""
    found = agreements.waiting_for(turn.session, _headed(turn))
    if len(found) != 1:
        return waiting(turn)
    args = {"g": found[0].id, "v": found[0].rev}
    return agree(turn, args) if agrees else send_back(turn, args, note)


def _of(turn: Turn, args: Mapping[str, Any]) -> tuple[Agreement, Draft] | None:
    """Return a request this head may settle, locked, with its report; None for any other."""
    asked = agreements.lock(turn.session, int(args["g"]))
    assignment = asked.submission.assignment if asked is not None else None
    if asked is None or assignment is None or not _headed(turn).covers(assignment):
        return None
    return asked, loading.load(turn.session, turn.person, asked.submission_id, turn.now)


def read(turn: Turn, args: Mapping[str, Any]) -> Response:
    """[อ่านรายงาน]: the whole report, page by page, with the buttons under its last page."""
    found = _of(turn, args)
    if found is None:
        return refuse(turn, "head_read", f"agreement {args['g']}")
    asked, desk = found
    asked.rev = desk.row.rev
    pages = rereading.pages(desk)
    texts = [f"{words.page_of(n, len(pages))}\n\n{page}" if len(pages) > 1 else page for n, page in enumerate(pages, 1)]
    return Response((*(Say(text) for text in texts), _card(asked)), must_arrive=False)


def agree(turn: Turn, args: Mapping[str, Any]) -> Response:
    """[เห็นชอบ]: send the report, if it is the one that was shown."""
    found = _of(turn, args)
    if found is None:
        return refuse(turn, "head_agrees", f"agreement {args['g']}")
    asked, desk = found
    if asked.state != "asked" or desk.row.submitted_at is not None:
        return Response((Say(words_head.SETTLED),), must_arrive=False)
    if submitting.is_over(turn, desk):
        return Response((Say(words_sending.CLOSED),))
    if desk.row.rev != int(args["v"]):
        asked.rev = desk.row.rev
        return Response((Say(words_head.CHANGED), _card(asked)))
    if desk.problems():
        _settle(turn, asked, "returned")
        text = words_head.incomplete(_title(desk), turn.person.name)
        _push(turn, asked.asker, f"head:{asked.id}:gaps", [_back_to_report(desk, text)])
        return Response((Say(words_head.NOT_READY),))
    _settle(turn, asked, "agreed")
    _note(turn, desk, "head_agrees")
    submitting.send(turn, desk, asked.asker)
    row = desk.row
    local = in_bangkok(turn.now)
    when = f"{format_date(local.date(), style='full')} {format_time(local.time())}"
    text = words_head.sent_for_you(_title(desk), turn.person.name, row.receipt or "", when)
    _push(turn, asked.asker, f"head:{asked.id}:sent", [Say(text)])
    return Response((Say(words_head.agreed(_title(desk))),))


def send_back(turn: Turn, args: Mapping[str, Any], note: str = "") -> Response:
    """[ขอแก้]: ask what is to be changed, and tell the officer."""
    found = _of(turn, args)
    if found is None:
        return refuse(turn, "head_returns", f"agreement {args['g']}")
    asked, desk = found
    if asked.state != "asked":
        return Response((Say(words_head.SETTLED),), must_arrive=False)
    if not note.strip():
        turn.account.waiting = {"for": "head_note", "g": asked.id, "v": asked.rev}
        return Response((Say(words_head.ASK_NOTE),))
    turn.account.waiting = {}
    asked.note = note.strip()[:NOTE]
    _settle(turn, asked, "returned")
    _note(turn, desk, "head_returns", new=asked.note)
    deferrals.end(turn.session, desk.assignment.id, "head", turn.now)
    text = words_head.returned_to_you(_title(desk), turn.person.name, asked.note)
    _push(turn, asked.asker, f"head:{asked.id}:back", [_back_to_report(desk, text)])
    return Response((Say(words_head.returned(_title(desk))),))


def settle_note(turn: Turn, text: str) -> Response | None:
    """Take the note that was asked for."""
    return send_back(turn, turn.account.waiting, text)


def _settle(turn: Turn, asked: Agreement, state: str) -> None:
    asked.state, asked.settled_by, asked.settled_at = state, turn.person.id, turn.now


def _back_to_report(desk: Draft, text: str) -> Say:
    button = Button(words.CONTINUE, "open_task", {"a": desk.row.assignment_id}, says=words.CONTINUE)
    return Say(text, (button,))
