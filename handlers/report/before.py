"""What the office's report before said, offered where the same question is asked again.

A number, a choice, a date or a table may be the same: one tap takes it. A narrative is of its own period: its old words
are offered for changing only; so is no month, for it is the period itself.
"""

from __future__ import annotations

from dataclasses import replace

from exports.read_word import Found
from forms.facts import Index, Leaf
from forms.node import inside
from forms.prompt import Prompt
from handlers import words_again as say
from handlers.naming import period_title
from handlers.replies import Button
from handlers.report import choosing, reading
from handlers.report.buttons import button
from handlers.report.draft import Draft
from models import last_reports
from models.submissions import Answer, Submission
from thai.text import cut, graphemes

FILLED_IN = 300  # graphemes a tap may put on the keyboard
ROWS_SHOWN = 10
DAYS = ("date", "time", "dateTime")
_CELL = 60  # graphemes of a cell in a row that is shown


def leaf(desk: Draft, ref: str, pos: str) -> Leaf | None:
    """Return what the report before said at a question; None where it said nothing, or there was none."""
    if desk.row.before_id is None:
        return None
    looked_up: dict[tuple[int, str, str], Leaf | None] = desk.session.info.setdefault("before", {})
    key = (desk.row.before_id, ref, pos)
    if key not in looked_up:  # a question is shown in parts: one statement serves all
        looked_up[key] = _said(desk.session.get(Answer, key))
    return looked_up[key]


def _said(answer: Answer | None) -> Leaf | None:
    return Leaf(answer.value) if answer is not None and answer.state == "value" and answer.source == "user" else None


def offered(desk: Draft, prompt: Prompt) -> Leaf | None:
    """Return what is offered at a blank question: a number, choices, a date, or a text to be changed."""
    is_blank = prompt.current is None or prompt.current.state == "put_off"
    if desk.row.before_id is None or not is_blank or prompt.index.event != "question" or prompt.repeat:
        return None
    return _still_there(prompt, leaf(desk, prompt.ref, prompt.pos)) if _takes(prompt) else None


def _takes(prompt: Prompt) -> bool:
    """Whether a question may be answered as before; not where "the same" is one of its own choices."""
    if prompt.type == "text":
        return prompt.role != "caption"
    if prompt.type in DAYS:
        return not reading.wants_month(prompt)
    return prompt.type in reading.NUMBERS or (prompt.type in choosing.SELECTS and not _says_same(prompt))


def _says_same(prompt: Prompt) -> bool:
    return any(choice.label.strip() == say.SAME for choice in prompt.choices)


def _still_there(prompt: Prompt, old: Leaf | None) -> Leaf | None:
    """Return what was chosen, if every choice of it is still offered."""
    if old is None or prompt.type not in choosing.SELECTS:
        return old
    return old if set(names(prompt, old)) <= {choice.name for choice in prompt.choices} else None


def names(prompt: Prompt, old: Leaf) -> tuple[str, ...]:
    """Return the names of what was chosen."""
    return (old.value,) if prompt.type == "select_one" else tuple(old.value.split())


def called(desk: Draft) -> str:
    """Return what the report before is called: by its period, where it has one."""
    row = desk.session.get(Submission, desk.row.before_id) if desk.row.before_id is not None else None
    return say.before(period_title(row.assignment.round) if row is not None and row.assignment is not None else "")


def buttons(desk: Draft, prompt: Prompt) -> list[Button]:
    """Return the buttons that take the report before as it is, or for changing."""
    if table(desk, prompt):
        return [button(desk, say.SAME, "same")]
    old = offered(desk, prompt)
    if old is None:
        return []
    if prompt.type != "text":
        return [button(desk, say.SAME, "same")]
    if graphemes(old.value) <= FILLED_IN:
        change = replace(button(desk, say.FROM_OLD, "fill"), fill=old.value)
    else:
        change = Button(say.COPY_OLD, action="copy", value=old.value)
    return [change, button(desk, say.WRITE_NEW, "rewrite")]


def table(desk: Draft, prompt: Prompt) -> list[Found]:
    """Return the rows of the table before, at the first question of one that is still empty; none elsewhere."""
    ref = prompt.repeat.ref if prompt.repeat else ""
    nodes = desk.interview.form.nodes
    if desk.row.before_id is None or not ref or nodes[ref].role == "photos" or prompt.pos != inside("", 1):
        return []
    first = next((child for child in nodes[ref].children if nodes[child].kind == "question"), "")
    if prompt.ref != first or any(key[0].startswith(f"{ref}/") for key in desk.interview.answers):
        return []
    refs = [child for child in nodes[ref].children if nodes[child].kind == "question"]
    found = last_reports.values(desk.session, desk.row.before_id, refs)
    order = {each: place for place, each in enumerate(refs)}
    keys = sorted(found, key=lambda key: (int(key[1].partition(".")[0] or 0), order[key[0]]))
    return [Found(*key, found[key], 1.0) for key in keys if "." not in key[1]]


def shown(desk: Draft, prompt: Prompt, limit: int) -> str:
    """Return what is shown of the report before under a question; nothing where nothing is offered."""
    rows: dict[str, list[str]] = {}
    for each in table(desk, prompt):
        asked = desk.prompt_at(Index("question", each.ref, prompt.pos))
        rows.setdefault(each.pos, []).append(cut(reading.shown(asked, Leaf(each.value)), _CELL))
    if rows:
        return say.rows([f"{pos}. {' · '.join(cells)}" for pos, cells in list(rows.items())[:ROWS_SHOWN]])
    old = offered(desk, prompt)
    return reading.shown(prompt, old, limit) if old is not None else ""
