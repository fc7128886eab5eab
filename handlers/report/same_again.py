"""[เหมือนเดิม] and [เขียนใหม่]: taking a number, a choice, a date or a table from the report before, or writing anew."""

from __future__ import annotations

from forms.said import Chosen, Value
from handlers import words_again as say
from handlers.replies import Text as Say
from handlers.report import accepting, asking, before, choosing, going_on, proposals, reading
from handlers.report.draft import Draft, Typed
from handlers.report.proposals import Cell, OnDesk, Proposal
from handlers.turn import Response, Turn
from thai.replies import without_particles
from thai.text import norm

_SAME = frozenset({say.SAME, "เหมือนเดือนก่อน", "เหมือนครั้งก่อน", "เหมือนเดิมทุกอย่าง"})
_OLD = frozenset({say.FROM_OLD, say.COPY_OLD, "แก้จากของเดิม"})


def hear(turn: Turn, desk: Draft, text: str) -> Response | None:
    """Take เหมือนเดิม, แก้จากเดิม or เขียนใหม่ where the report before is offered; None for anything else."""
    bare = without_particles(norm(text).strip()).strip()
    if bare not in _SAME | _OLD | {say.WRITE_NEW} or not before.shown(desk, desk.prompt, 1):
        return None
    if bare == say.WRITE_NEW:
        return rewrite(desk)
    return same(turn, desk) if bare in _SAME else _show_old(desk)


def same(turn: Turn, desk: Draft) -> Response:
    """Take what the report before said; a narrative is shown for changing instead."""
    rows = before.table(desk, desk.prompt)
    if rows:
        cells = tuple(Cell(each.ref, each.pos, each.value, 1.0) for each in rows)
        item = desk.prompt.repeat.ref if desk.prompt.repeat else desk.prompt.ref
        proposals.fill(OnDesk(desk, Typed(""), turn.now), Proposal(item, cells), turn.today)
        return going_on.go_on(turn, desk, [say.took_rows(len({each.pos for each in rows}))])
    old = before.offered(desk, desk.prompt)
    if old is None:
        return asking.ask(desk, remark=say.NOTHING_BEFORE)
    if desk.prompt.type == "text":
        return _show_old(desk, say.NOT_SAME)
    chosen = desk.prompt.type in choosing.SELECTS
    said = Chosen(before.names(desk.prompt, old)) if chosen else Value(old.value)
    return accepting.accept(turn, desk, said, Typed(reading.shown(desk.prompt, old)))


def _show_old(desk: Draft, remark: str = say.WRITE) -> Response:
    """Show the words of the report before whole, to be copied and changed."""
    old = before.offered(desk, desk.prompt)
    whole = (Say(old.value),) if old is not None else ()
    return asking.ask(desk, remark=remark, before=whole)


def rewrite(desk: Draft) -> Response:
    """[เขียนใหม่]: the question again, ready for new words."""
    return asking.ask(desk, remark=say.WRITE)
