"""Two officers of one office at one item: both texts are shown, and the one who came second says which stands.

Whoever answers later may not have seen what a colleague wrote meanwhile. Nothing is overwritten unseen, and neither
text is lost: the one that is not used stays in the item's past.
"""

from __future__ import annotations

from typing import Any

from forms.facts import Leaf
from forms.prompt import Prompt
from forms.said import Chosen, NoAnswer, Said, Value
from handlers import words
from handlers import words_editing as say
from handlers.asking_back import offer
from handlers.replies import Text as Say
from handlers.report import accepting, asking, continuing, going_on, reading
from handlers.report.draft import Draft, Typed
from handlers.turn import Response, Turn
from models import past_answers
from models.people import Person
from models.submissions import Answer
from thai.replies import classify_reply, without_particles
from thai.text import norm


def rival(desk: Draft, prompt: Prompt, said: Said) -> Answer | None:
    """Return what a colleague answered here since the question was shown, if it is not what is said now."""
    if (prompt.ref, prompt.pos) not in desk.interview.answers:
        return None
    answer = desk.session.get(Answer, (desk.row.id, prompt.ref, prompt.pos))
    if answer is None or answer.source != "user" or answer.person_id in (None, desk.person.id):
        return None
    unseen = answer.rev > desk.place.state.get("rev", answer.rev)
    return answer if unseen and (answer.value, answer.state) != _lexical(said) else None


def _lexical(said: Said) -> tuple[str, str]:
    match said:
        case Value(text):
            return text, "value"
        case Chosen(names):
            return " ".join(names), "value"
    return "", "none"


def ask(turn: Turn, desk: Draft, said: Said, typed: Typed, theirs: Answer) -> Response:
    """Show both answers; nothing is changed yet, and the new words are in the item's past already."""
    prompt = desk.prompt
    value, state = _lexical(said)
    mine = reading.shown(prompt, Leaf(value, state))  # type: ignore[arg-type]
    past_answers.keep_unused(
        turn.session, desk.row.id, prompt.ref, prompt.pos, typed.text, typed.message_id, desk.person.id, turn.now
    )
    waits = {"for": "conflict", "s": desk.row.id, "q": desk.question_id, "v": value, "state": state, **typed.dump()}
    can_join = prompt.type == "text" and state == "value" and theirs.state == "value"
    buttons = offer(turn, waits, [say.MINE, say.THEIRS, *([say.BOTH] if can_join else [])])
    shown = reading.shown(prompt, Leaf(theirs.value, theirs.state))  # type: ignore[arg-type]
    item = asking.name_of(desk, prompt)
    return Response((Say(say.both_texts(item, _colleague(desk, theirs), shown, mine, can_join), buttons),))


def _colleague(desk: Draft, answer: Answer) -> str:
    person = desk.session.get(Person, answer.person_id)
    return person.name if person is not None and person.name else words.COLLEAGUE


def settle(turn: Turn, desk: Draft, text: str) -> Response | None:
    """Take the answer to "which of the two?". None: it was something else, and the colleague's stands."""
    waiting = turn.account.waiting
    answer = turn.session.get(Answer, (desk.row.id, desk.prompt.ref, desk.prompt.pos))
    if waiting.get("q") != desk.question_id or answer is None:
        return None
    typed = Typed.load(waiting)
    match _choice(text):
        case "mine":
            return _take(turn, desk, waiting, typed)
        case "theirs":
            label = asking.name_of(desk, desk.prompt)
            return going_on.pass_by(turn, desk, say.kept_theirs(label, _colleague(desk, answer)))
        case "both" if desk.prompt.type == "text":
            return continuing.append_here(turn, desk, typed)
    return None


def _choice(text: str) -> str:
    bare = without_particles(norm(text)).strip()
    named = {say.MINE: "mine", say.THEIRS: "theirs", say.BOTH: "both", "ของฉัน": "mine", "รวม": "both"}
    return named.get(bare) or {"yes": "mine", "no": "theirs"}.get(classify_reply(text), "")


def _take(turn: Turn, desk: Draft, waiting: dict[str, Any], typed: Typed) -> Response:
    turn.account.waiting = {}
    if waiting["state"] == "none":
        return accepting.accept(turn, desk, NoAnswer(), typed, seen=True)
    names = tuple(desk.interview.form.nodes[desk.prompt.ref].names(str(waiting["v"])))
    is_select = desk.prompt.type in ("select_one", "select_multiple", "rank")
    said: Said = Chosen(names) if is_select else Value(waiting["v"])
    return accepting.accept(turn, desk, said, typed, seen=True)
