"""`ข้อมูลของฉัน` and `ลบข้อมูลของฉัน`: a copy of what we keep of a person, and removing it (PDPA sections 30 and 33).

Removing takes the link to the LINE account, the profile and the drafts. Reports that were sent are official records of
their offices: they stay, with the name of who sent them.
"""

from __future__ import annotations

from handlers import words_private
from handlers.asking_back import ask_back
from handlers.form import trying
from handlers.naming import round_title
from handlers.people import bounds
from handlers.replies import Button
from handlers.replies import Text as Say
from handlers.turn import Response, Turn
from models import audit, calendars, jobs, journal, own_data, submissions
from models.submissions import Submission
from thai.dates import format_date, format_time, in_bangkok
from thai.replies import classify_reply

REPORTS_TOLD = 20


def show(turn: Turn) -> Response:
    """Tell a person everything that is kept of them."""
    person, account = turn.person, turn.account
    heard, said = own_data.counted(turn.session, account.line_user_id)
    duties = [f"{bounds.said(turn.session, role)} {role.office.name}" for role in person.roles]
    drafts = [_title(row) for row in own_data.drafts_of(turn.session, person.id)]
    sent = [f"{_title(row)} {row.receipt or ''}".strip() for row in own_data.sent_by(turn.session, person.id)]
    accepted = account.privacy_accepted_at
    when = format_date(in_bangkok(accepted).date(), style="short") if accepted else ""
    reports = (drafts[:REPORTS_TOLD], sent[:REPORTS_TOLD])
    text = words_private.own_data(person.name, person.position, person.phone, duties, when, *reports, heard, said)
    remove = Button(words_private.REMOVE_MINE, "own_data_remove", says=words_private.REMOVE_MINE)
    return Response((Say(text, (remove,)),), must_arrive=False)


def ask_removal(turn: Turn) -> Response:
    """Say what goes and what stays, and ask."""
    sent = len(own_data.sent_by(turn.session, turn.person.id))
    drafts = [_title(row) for row in own_data.drafts_of(turn.session, turn.person.id)]
    yes = Button(words_private.REMOVE_ALL, says=words_private.REMOVE_ALL)
    no = Button(words_private.KEEP, says=words_private.KEEP)
    return Response((Say(words_private.ask_removal(drafts, sent), ask_back(turn, {"for": "own_data"}, yes, no)),))


def settle(turn: Turn, text: str) -> Response | None:
    bare = text.strip()
    if bare == words_private.REMOVE_ALL or classify_reply(text) == "yes":
        return _remove(turn)
    if bare == words_private.KEEP or classify_reply(text) == "no":
        return Response((Say(words_private.KEPT),))
    return None


def _remove(turn: Turn) -> Response:
    person, account = turn.person, turn.account
    has_sent = bool(own_data.sent_by(turn.session, person.id))
    account.submission_id, account.waiting = None, {}
    for trial in submissions.trials_of(turn.session, person.id):
        trying.erase(turn.session, trial, turn.now)
    for row in own_data.drafts_of(turn.session, person.id):
        _remove_draft(turn, row)
    own_data.forget_talk(turn.session, account.line_user_id, person.id)
    calendars.revoke_links(turn.session, person.id, turn.now)
    own_data.end_duties(turn.session, person.id)
    journal.record(turn.session, turn.now, person.id, "remove_own_data", str(person.id))
    account.person = None
    account.privacy_version, account.privacy_accepted_at = "", None
    person.position = person.phone = ""
    person.name = person.name if has_sent else ""
    turn.session.flush()
    turn.session.expire(person)
    return Response((Say(words_private.removed(has_sent)),))


def _remove_draft(turn: Turn, row: Submission) -> None:
    """Remove what the person wrote in a report that is not sent; all of it, unless a colleague wrote there too."""
    person_id = turn.person.id
    if own_data.is_shared(turn.session, row.id, person_id):
        keys = own_data.remove_own_answers(turn.session, row.id, person_id)
        audit.erase_answers(turn.session, row.id, keys, turn.now, "removed")
        row.rev += 1
        return
    audit.erase_answers(turn.session, row.id, None, turn.now, "removed")
    files = own_data.files_of(turn.session, row.id)
    for file in files:
        file.state, file.file_name = "gone", ""
        jobs.want(turn.session, "forget", str(file.id), turn.now)
    if files:
        own_data.empty(turn.session, row)
    else:
        own_data.erase(turn.session, row)


def _title(row: Submission) -> str:
    if row.assignment is None:
        return row.form_version.short
    title = f"{round_title(row.assignment.round)} · {row.assignment.office.called}"
    if row.submitted_at is None:
        return title
    local = in_bangkok(row.submitted_at)
    return f"{title} {format_date(local.date(), style='short')} {format_time(local.time())}"
