"""One officer fills one form through the product's own entrance, a turn at a time, without HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import perf_counter

from forms.prompt import Prompt
from handlers.incoming import Incoming, Text
from handlers.report import loading
from handlers.respond import respond
from models import Engine, Session, desks, transaction
from models.people import Account

BEGIN = "เริ่มกรอก"
ENOUGH, ADD, NONE = "ครบ", "เพิ่ม", "ไม่มี"
NARRATIVE = "โรงเรียนในสังกัดดำเนินการครบทุกแห่ง มีการนิเทศติดตามเดือนละหนึ่งครั้ง และรายงานผลต่อที่ประชุมผู้บริหาร"
TYPED = {
    "text": NARRATIVE,
    "integer": "12",
    "decimal": "12.5",
    "date": "20 พ.ย. 2569",
    "select_one": "1",
    "select_multiple": "1",
    "acknowledge": "รับทราบ",
}
BETWEEN = timedelta(seconds=30)  # two answers of a person
MOST_TURNS = 5_000


@dataclass(frozen=True)
class Heard:
    """One turn: what was typed, and the seconds from BEGIN to after COMMIT."""

    text: str
    seconds: float


def fill(engine: Engine, line_user_id: str, now: datetime) -> Iterator[Heard]:
    """Yield the turns of an officer with one report to give, from opening it to its last question."""
    text: str | None = BEGIN
    for number in range(MOST_TURNS):
        if text is None:
            return
        now += BETWEEN
        incoming = Incoming(f"{line_user_id}-{number}", line_user_id, Text(text, f"{line_user_id}-{number}"), now)
        started = perf_counter()
        with transaction(engine) as session:
            desks.lay_out(session, [line_user_id], now)
            respond(session, incoming, now)
        yield Heard(text, perf_counter() - started)
        text = next_words(engine, line_user_id, now)
    raise RuntimeError(f"{line_user_id} did not reach the end of the form in {MOST_TURNS} turns")


def script(engine: Engine, line_user_id: str, now: datetime) -> list[str]:
    """Return what an officer types from the first word to the last question of the form."""
    return [heard.text for heard in fill(engine, line_user_id, now)]


def next_words(engine: Engine, line_user_id: str, now: datetime) -> str | None:
    """Return what is typed at the question now asked; None at the end."""
    with Session(engine) as session:
        account = session.get_one(Account, line_user_id)
        if account.person is None or account.submission_id is None:
            raise RuntimeError(f"{line_user_id} has no report open")
        desk = loading.load(session, account.person, account.submission_id, now)
        return answer_to(desk.prompt)


def answer_to(prompt: Prompt) -> str | None:
    """Return what an officer types at a question: as little as the question takes, but of its kind."""
    if prompt.index.event == "end":
        return None
    if prompt.index.event == "add_repeat":
        return ENOUGH if prompt.repeat and prompt.repeat.count else ADD
    return TYPED.get(prompt.type, NONE)
