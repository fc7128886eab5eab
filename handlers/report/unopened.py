"""What is typed while no report is open: the item that waits is named, and the words are offered to it, never taken.

Only where one report is begun and not sent: of several, none is guessed.
"""

from __future__ import annotations

from forms import answers
from handlers import words, words_editing
from handlers.asking_back import ask_back
from handlers.incoming import Text
from handlers.naming import round_title
from handlers.replies import Button
from handlers.replies import Text as Say
from handlers.report import asking, desk, loading, officer, sent_report
from handlers.report.draft import Draft, Typed
from handlers.turn import Response, Turn
from models import submissions
from models.rounds import Assignment
from thai.private import covered
from thai.replies import classify_reply, has_words
from thai.text import cut

WAITS = "unopened"  # for whether it is the answer
_QUOTED = 40  # graphemes of what was typed, said back


def offer(turn: Turn, said: Text) -> Response | None:
    """Ask whether a message answers the item that waits; None where nothing tells which, or it cannot be its answer."""
    task = _only_begun(turn)
    row = submissions.of_assignment(turn.session, task.id) if task is not None else None
    if task is None or row is None:
        return None
    draft = loading.load(turn.session, turn.person, row.id, turn.now)
    typed = Typed(said.text, said.message_id, turn.incoming.at)
    if not _may_answer(turn, draft, said.text):
        return None
    prompt = draft.prompt
    label = asking.label_of(draft, prompt) or asking.name_of(draft, prompt)
    question = {"for": WAITS, "a": task.id, "q": draft.question_id, **typed.dump()}
    yes = Button(words.AS_ANSWER, says=words.AS_ANSWER)
    buttons = ask_back(turn, question, yes, Button(words.CONTINUE, says=words.CONTINUE))
    asked = words_editing.answers_the_waiting(cut(covered(said.text.strip()), _QUOTED), label, round_title(task.round))
    return Response((Say(asked, buttons),))


def settle(turn: Turn, text: str) -> Response | None:
    """Open the report: with the words as its answer, or only opened. None: something else was typed."""
    waiting = turn.account.waiting
    task = turn.session.get(Assignment, waiting["a"])
    answer = "yes" if text.strip() == words.AS_ANSWER else classify_reply(text)
    if answer not in ("yes", "no") or task not in officer.unsent(turn):
        return None
    if answer == "no":
        return desk.open_task(turn, task)
    draft = desk.enter(turn, task)
    if draft.question_id != waiting["q"]:  # a colleague has answered it meanwhile
        return asking.ask(draft)
    typed = Typed.load(waiting)
    return sent_report.hear_text(turn, draft, Text(typed.text, typed.message_id))


def _only_begun(turn: Turn) -> Assignment | None:
    begun = [task for task in officer.unsent(turn) if loading.is_begun(turn.session, task.id)]
    return begun[0] if len(begun) == 1 else None


def _may_answer(turn: Turn, draft: Draft, text: str) -> bool:
    """Whether a message can be what the open question asks for, as far as its kind tells."""
    prompt = draft.prompt
    if prompt.index.event != "question" or classify_reply(text) != "text":
        return False
    if prompt.type == "text":
        return prompt.role != "caption" and has_words(text)
    read = answers.read(prompt, text, today=turn.today)
    return read is not None and read.status in ("ok", "ask")
