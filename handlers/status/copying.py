"""Texts of answers to paste elsewhere, in the order of the roster."""

from __future__ import annotations

from handlers import words
from handlers import words_status as says
from handlers.replies import Button
from handlers.status import seeing
from handlers.status.answers import Answer, AreaLine, OfficeLine
from handlers.status.asked import Asked
from handlers.status.card_rows import count_rows, head, with_head_row
from models.rounds import Round

COPIED = 1000  # UTF-16 units LINE puts on the clipboard; a longer text is sent to be copied by hand


def copy_button(text: str, asked: Asked, round_: Round) -> Button:
    """Return the button that puts a text on the clipboard; what is too long for it is sent to be copied by hand."""
    if len(text.encode("utf-16-le")) // 2 <= COPIED:
        return Button(says.COPY_TEXT, action="copy", value=text)
    return Button(says.COPY_TEXT, "copy_text", seeing.args_of(asked, round_), says=says.COPY_TEXT)


def summary_text(answer: Answer) -> str:
    """Return the status as a few lines to paste elsewhere."""
    counts = answer.counts
    if counts is None:
        return head(answer)
    lines = [
        head(answer),
        f"{words.submitted_of(counts.submitted, counts.expected)} ({says.percent(counts.reporting_rate)})",
    ]
    lines += [f"{row.text} {row.value}" for row in count_rows(counts) if row.value != "0"]
    lines += [f"{row.text} {row.value}" for row in with_head_row(answer)]
    lines += [
        f"- {each.area.name} {each.area.submitted}/{each.area.expected}"
        for each in answer.lines
        if isinstance(each, AreaLine)
    ]
    return "\n".join(lines)


def list_text(answer: Answer) -> str:
    """Return a list of offices as lines to paste elsewhere, in the order of the roster."""
    lines = [line for line in answer.lines if isinstance(line, OfficeLine)]
    title = f"{says.list_title(answer.asked.kind, answer.asked.item.label if answer.asked.item else '')} {len(lines)}"
    names = [f"{number}. {line.office.office.name}" for number, line in enumerate(lines, 1)]
    return "\n".join([head(answer), title, *names])
