"""Words taken back leave the later reports too that recall them (`${last-saved#x}`): what was proposed or computed of
them goes. What an officer has accepted in a later report was said again there, and stays.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from forms import changes, interview
from forms.facts import Key
from handlers.report import draft, loading
from handlers.report.draft import Draft
from handlers.turn import Turn
from handlers.volume import odk
from models import audit, compiled_files, last_reports
from models.submissions import Submission


def forget(turn: Turn, source: Draft, old: Mapping[Key, str], words: Collection[str]) -> None:
    """Let the office's later reports of the form forget what they recall of `source`.

    `old` is what stood there before, `words` the messages taken back.
    """
    round_ = source.assignment.round
    for row in last_reports.begun_after(turn.session, source.row, source.assignment.office_id, round_.form_id):
        stale = [
            (ref, pos)
            for ref, pos, text in row.repeats.get("last_saved", ())
            if (ref, pos) in old and (text == old[ref, pos] or any(said and said in text for said in words))
        ]
        if stale:
            _forget_in(turn, source, row, stale)


def _forget_in(turn: Turn, source: Draft, row: Submission, stale: Collection[Key]) -> None:
    later = loading.load(turn.session, source.person, row.id, turn.now)
    later.keeps_past = False
    before = later.interview
    after = interview.forget(before, stale, turn.now)
    changed = changes.changes(before, after)
    later.interview, later.report.answers = after, after.answers
    draft.write(later, before, changed, None, turn.now)
    keys = [*changed.removed, *changed.set]
    if not keys:
        return
    audit.erase_answers(turn.session, row.id, keys, turn.now, "unsent")
    if row.submitted_at is not None:
        odk.blank(turn.session, row.id)
    if row.assignment is not None:
        compiled_files.expire(turn.session, row.assignment.round_id, row.assignment.office_id, turn.now)
