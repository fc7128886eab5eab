"""What comes after an answer: the next question, at the end the summary; and why the form took none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from forms.facts import Fact, Rejected
from forms.prompt import Prompt
from forms.said import Next
from handlers import words, words_correcting
from handlers.replies import Question
from handlers.report import asking, draft, reading, submitting, unkept
from handlers.report.draft import Draft
from handlers.review import fixing
from handlers.turn import Response, Turn

AWAY = timedelta(hours=12)  # after this long a person is told where they are


def pass_by(turn: Turn, desk: Draft, remark: str) -> Response:
    """Leave the question as it is answered and go on."""
    draft.hear(desk, Next(), turn.now)
    return go_on(turn, desk, remark=remark)


def go_on(turn: Turn, desk: Draft, understood: Sequence[str] = (), remark: str = "") -> Response:
    """Ask what comes next; at the end, show the summary. Of a report sent back, only what is to be mended is asked."""
    remark = fixing.lead(turn, desk) or remark
    if desk.interview.index.event == "end":
        return submitting.summary(turn, desk, (*understood, *filter(None, [remark])))
    return asking.ask(desk, understood, remark)


def after(first: Response, second: Response) -> Response:
    """Return the second of two answers given in one turn, with what was understood of the first on top."""
    *_, shown = first.replies
    *before, last = second.replies
    if not isinstance(shown, Question) or not isinstance(last, Question):
        return second
    return replace(second, replies=(*before, replace(last, understood=(*shown.understood, *last.understood))))


def refusal(desk: Draft, prompt: Prompt, facts: Sequence[Fact]) -> str:
    """Return the sentence for an answer the form refuses: the author's own, else ours."""
    fact = next((fact for fact in facts if isinstance(fact, Rejected)), None)
    if fact is None:
        return ""
    if fact.why == "constraint":
        return unkept.sentence(desk.interview, prompt, fact)
    return fact.message or words_correcting.does_not_fit(reading.kind(prompt), fact.why)


def where_we_are(turn: Turn, desk: Draft) -> str:
    """Return the line for somebody who was away long; nothing for the others."""
    if turn.now - desk.place.updated_at < AWAY:
        return ""
    label = asking.label_of(desk, desk.prompt) or asking.name_of(desk, desk.prompt)
    since = submitting.day_words(desk.place.updated_at)
    return words.still_there(label, since, desk.row.answered, submitting.due_words(turn, desk))
