"""What can be chosen for a volume beside its layout: our own name left out, charts, the other digits."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Literal

from handlers import words_volumes as say
from handlers.replies import Button, Row
from handlers.volume import answered
from models import Session, rounds
from models.people import Person
from models.rounds import Round
from thai.printed_dates import Digits

UNNAMED, CHARTS, THAI, ARABIC = "unnamed", "charts", "thai", "arabic"
_TYPED = {
    UNNAMED: re.compile(
        r"(?:ไม่(?:ใส่|พิมพ์|แสดง|ระบุ|มี)|ซ่อน)\s*ชื่อ\s*"
        r"(?:ผู้รวบรวม|ผู้รวมเล่ม|(?:หน่วยงาน(?:ของ)?)?(?:เรา|ตนเอง|ตัวเอง))"
    ),
    CHARTS: re.compile(r"(?:ใส่|พร้อม|มี|แนบ|เพิ่ม)\s*(?:แผนภูมิ|กราฟ)"),
    THAI: re.compile(r"(?:ใช้)?(?:ตัว)?เลขไทย"),
    ARABIC: re.compile(r"(?:ใช้)?(?:ตัว)?เลข(?:อาราบิก|อารบิก|อารบิค)"),
}


def typed(text: str) -> tuple[list[str], str]:
    """Return the options named in a text, and the rest of it."""
    found = []
    for option, pattern in _TYPED.items():
        if pattern.search(text):
            found.append(option)
            text = pattern.sub(" ", text)
    return found, text.strip()


def offered(session: Session, round_: Round, person: Person) -> list[str]:
    """Return what may be chosen for a round: our own name only where we report in it too, the digits it has not."""
    own = rounds.assignments_of_round(session, round_.id, own_offices(person))
    other = THAI if answered.form_of_round(session, round_).digits == "arabic" else ARABIC
    return [*([UNNAMED] if own else []), CHARTS, other]


def own_offices(person: Person) -> frozenset[int]:
    """Return the ids of the offices whose name is a compiler's own."""
    return frozenset(role.office_id for role in person.roles)


def digits(chosen: Collection[str]) -> Digits | Literal[""]:
    return "thai" if THAI in chosen else "arabic" if ARABIC in chosen else ""


def rows(offers: Sequence[str], chosen: Sequence[str], round_id: int) -> Iterator[Row]:
    """Yield a row for each option: tapped, the question comes again with it chosen, or no longer."""
    for option in offers:
        label = say.option(option, is_chosen=option in chosen)
        then = sorted({*chosen} ^ {option})
        button = Button(label, "volume_of", {"r": round_id, "k": "", "o": then}, says=label)
        yield Row(label, small=True, tap=button)


def chosen_by(text: str, before: Sequence[str]) -> tuple[list[str], str]:
    """Return what is chosen once a text is heard, and the rest of the text: a marked option named again is let go."""
    found, rest = typed(text.strip().removeprefix(say.CHOSEN))
    is_let_go = text.strip().startswith(say.CHOSEN)
    return sorted({*before} - {*found} if is_let_go else {*before, *found}), rest
