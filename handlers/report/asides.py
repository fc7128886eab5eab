"""What an officer asks beside the answer: what an item means, when it is due, what is left, who can be asked.

It is answered and the item stands again. What was typed is never stored unasked; at a text it can be kept as answer.
"""

from __future__ import annotations

from handlers import words, words_correcting, words_stuck
from handlers import words_stuck as say
from handlers.asking_back import offer
from handlers.incoming import Text
from handlers.replies import Button
from handlers.replies import Text as Say
from handlers.report import asking, filling, officer, reading, stuck, submitting
from handlers.report.buttons import beside
from handlers.report.desk import open_draft
from handlers.report.draft import Draft, Typed
from handlers.turn import Response, Turn
from models import deferrals, people
from models.people import Office
from thai.dates import format_date, format_time, in_bangkok

WAITS = "aside"  # for "it was the answer"


def explain(turn: Turn, _rest: str = "") -> Response:
    """`ขอตัวอย่าง`, "ไม่เข้าใจ": the author's explanation, how such an item is answered, an example, and ways out."""
    desk = open_draft(turn)
    if desk is None:
        return officer.home(turn)
    prompt = desk.prompt
    is_text = prompt.type == "text" and prompt.role != "caption"
    how = say.how_to_tell(prompt.title) if is_text else words_correcting.does_not_fit(reading.kind(prompt))
    ask_somebody = Button(say.ASK_COORDINATOR, "ask_coordinator", {"s": desk.row.id}, says=say.ASK_COORDINATOR)
    parts = [prompt.guidance, how, "" if desk.is_trial else say.WAYS_OUT]
    return _beside_the_item(turn, desk, "\n".join(filter(None, parts)), *([] if desk.is_trial else [ask_somebody]))


def wait(turn: Turn, _rest: str = "") -> Response:
    """ "รอสักครู่", "กำลังหาข้อมูลค่ะ": there is time; the item waits."""
    desk = open_draft(turn)
    return officer.home(turn) if desk is None else _beside_the_item(turn, desk, say.THERE_IS_TIME)


def cancel(turn: Turn, _rest: str = "") -> Response:
    """ "ยกเลิก", "เริ่มใหม่": nothing is thrown away at a word; the ways back are shown."""
    desk = open_draft(turn)
    return officer.home(turn) if desk is None else _beside_the_item(turn, desk, say.NOTHING_CANCELLED)


def question(turn: Turn, _rest: str = "") -> Response:
    """A question we cannot answer: the coordinator can, if it is not the answer after all."""
    desk = open_draft(turn)
    if desk is None:
        return officer.home(turn)
    can_ask = not desk.is_trial and desk.interview.index.event != "end"
    return _beside_the_item(turn, desk, say.A_QUESTION if can_ask else say.WAYS_ON, can_ask=can_ask)


def due(turn: Turn, _rest: str = "") -> Response:
    """ "กำหนดส่งวันไหน": the day and hour of the open report; of all, where none is open."""
    desk = open_draft(turn)
    if desk is None:
        return officer.tasks(turn)
    if desk.is_trial:
        return _beside_the_item(turn, desk, submitting.due_words(turn, desk))
    at = in_bangkok(desk.assignment.due_at)
    when = f"{format_date(at.date(), style='full')} เวลา {format_time(at.time())}"
    return _beside_the_item(turn, desk, words.due_line(when, (at.date() - turn.today).days))


def left(turn: Turn, _rest: str = "") -> Response:
    """ "เหลือกี่ข้อ": how many items are answered and left, and about how long they take."""
    desk = open_draft(turn)
    if desk is None:
        return officer.tasks(turn)
    row = desk.row
    minutes = officer.minutes_left(desk.interview.form, row)
    far = say.how_far(row.answered, row.items, minutes) if row.answered < row.items else say.NOTHING_LEFT
    summary = Button(words.REVIEW, "review", {"s": row.id}, says=words.REVIEW)
    return _beside_the_item(turn, desk, far, summary)


def sent(turn: Turn, _rest: str = "") -> Response:
    """ "ส่งแล้วหรือยัง": an open report is not sent; of the others the list of tasks says it."""
    desk = open_draft(turn)
    if desk is None:
        return officer.tasks(turn)
    return _beside_the_item(turn, desk, say.not_sent(desk.row.answered))


def contact(turn: Turn, _rest: str = "") -> Response:
    """ "ใครเป็นผู้ประสานงาน": names and office phones of those who coordinate the office."""
    desk = open_draft(turn)
    if desk is not None and not desk.is_trial:
        return _beside_the_item(turn, desk, contacts_of(turn, desk.assignment.office, desk.assignment.round.key))
    offices = people.own_offices(turn.person)
    found = "\n\n".join(contacts_of(turn, office) for office in offices) or words_stuck.NOBODY
    return Response((Say(found),), must_arrive=False) if desk is None else _beside_the_item(turn, desk, found)


def contacts_of(turn: Turn, office: Office, key: str = "") -> str:
    """Return who coordinates an office, each with the office phone, and how a question is left here."""
    found = deferrals.coordinators(turn.session, office.id, key, turn.today)
    if not found:
        return say.NOBODY
    lines = [
        say.coordinator(person.name or words.DUTIES["coordinator"], person.position, person.phone) for person in found
    ]
    return say.contacts(office.called, [*lines, say.ASK_HERE])


def settle(turn: Turn, desk: Draft, text: str) -> Response | None:
    """ "เป็นคำตอบ": what sounded like a question is the answer after all."""
    waiting = turn.account.waiting
    if waiting["q"] != desk.question_id:
        return None
    if text.strip() == say.ASK_COORDINATOR and waiting["can_ask"]:
        return stuck.ask(turn, desk, waiting["typed"])
    if text.strip() != words.AS_ANSWER:
        return None
    return filling.read_answer(turn, desk, Typed.load(waiting))


def _beside_the_item(turn: Turn, desk: Draft, answer: str, *more: Button, can_ask: bool = False) -> Response:
    """Say the answer above the item, which stands again; at the end, above the summary.

    `can_ask`: what was typed can be put to the coordinator as it is.
    """
    if desk.interview.index.event == "end":
        return submitting.summary(turn, desk, remark=answer)
    is_text = desk.interview.index.event == "question" and desk.prompt.type == "text"
    ways = [*([say.ASK_COORDINATOR] if can_ask else []), *([words.AS_ANSWER] if is_text else [])]
    said = turn.incoming.said
    if ways and isinstance(said, Text):
        typed = Typed(said.text, said.message_id, turn.incoming.at)
        asked = {"for": WAITS, "s": desk.row.id, "q": desk.question_id, "can_ask": can_ask, **typed.dump()}
        more = (*offer(turn, asked, ways), *more)
        answer = "\n".join([answer, *([say.KEEP_AS_ANSWER] if is_text else [])])
    return beside(asking.ask(desk, remark=answer), *more)
