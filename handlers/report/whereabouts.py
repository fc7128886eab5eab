"""Where a question stands, said above it: form and month, office, the sections around it, the row of its table."""

from __future__ import annotations

from forms import walk
from forms.facts import Index
from forms.prompt import PathStep, Prompt
from handlers import words_authoring as authored
from handlers import words_forms as says
from handlers.naming import ARROW, round_title, without_number
from handlers.report import reading
from handlers.report.draft import Draft
from thai.text import cut

ROW_NAMED = 60  # graphemes of a row's first cell


def headings(draft: Draft, prompt: Prompt) -> list[str]:
    """Return the titles of the groups this question is the first of; numbered ones stand in the line above."""
    named = {_own_heading(prompt), *(step.ref for step in _repeats_around(draft, prompt))}
    named |= {prompt.repeat.ref} if prompt.repeat else set()  # its title stands with the question's
    unnumbered = [step for step in prompt.path if not step.number and not step.short and step.ref not in named]
    if not unnumbered or prompt.index.event != "question":
        return []
    before = walk.previous(draft.interview.instance(), draft.interview.closed, prompt.index)
    passed = () if before == prompt.index else {step.ref for step in draft.prompt_at(before).path}
    return [step.title for step in unnumbered if step.ref not in passed]


def heading_of(draft: Draft) -> str:
    """Return the form and month, and the office; of a trial, that it is one."""
    if draft.is_trial:
        return authored.trying(draft.row.form_version.short)
    return f"{round_title(draft.assignment.round)} · {draft.assignment.office.called}"


def where(draft: Draft, prompt: Prompt) -> str:
    """Return the small line: form and month, office, then the sections down to the item."""
    head = heading_of(draft)
    rows = _rows_around(draft, prompt)
    sections = [
        " ".join(filter(None, (step.number, _called(step), rows.get(step.ref, ""))))
        for step in prompt.path
        if step in _around(prompt) or step.ref in rows
    ]
    return f"{head}\n{ARROW.join(sections[-2:])}" if sections else head


def _called(step: PathStep) -> str:
    return step.short or without_number(step.title, step.number)


def row_at_hand(draft: Draft, prompt: Prompt) -> list[str]:
    """Return what names the row a later column of a table is asked of, unless it was the very answer before."""
    nodes, repeat = draft.interview.form.nodes, prompt.repeat
    if repeat is None or repeat.count < 2 or nodes[repeat.ref].role != "table":
        return []
    first = nodes[repeat.ref].children[0]
    leaf = draft.interview.answers.get((first, prompt.pos))
    if leaf is None or leaf.state != "value" or (first, prompt.pos) in (draft.last_text, (prompt.ref, prompt.pos)):
        return []
    named = cut(" ".join(reading.shown(draft.prompt_at(Index("question", first, prompt.pos)), leaf).split()), ROW_NAMED)
    return [says.row_named(repeat.number, named)]


def _repeats_around(draft: Draft, prompt: Prompt) -> list[PathStep]:
    """Return the repeats around the one at hand."""
    nodes = draft.interview.form.nodes
    repeats = [step for step in prompt.path if nodes[step.ref].kind == "repeat"]
    return [step for step in repeats if prompt.repeat is None or step.ref != prompt.repeat.ref]


def _rows_around(draft: Draft, prompt: Prompt) -> dict[str, str]:
    """Return in which row of each repeat around it a question stands: its own title says only the innermost."""
    numbers = [number for number in prompt.pos.split(".") if number]
    nodes = draft.interview.form.nodes
    return {step.ref: numbers[nodes[step.ref].depth - 1] for step in _repeats_around(draft, prompt)}


def _around(prompt: Prompt) -> list[PathStep]:
    """Return the sections around an item; the item's own heading is its title."""
    own = _own_heading(prompt)
    return [step for step in prompt.path if step.ref != own and (step.number or step.short)]


def _own_heading(prompt: Prompt) -> str:
    return prompt.item.ref if prompt.item and prompt.item.kind != "matrix" else ""
