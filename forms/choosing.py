"""Typed words to choices: by label, by number in the list, by a part only one label has."""

import re
from collections.abc import Iterable, Sequence

from forms.itemsets import Choice
from thai.numerals import arabic
from thai.reading import Reading, bad, unclear
from thai.replies import without_particles
from thai.text import norm

MIN_PART = 3  # characters of a label that may stand for it
_NUMBER = re.compile(r"(?:ข้อ|ตัวเลือก|ลำดับ)?(?:ที่)?\s*(\d{1,4})[.)]?")
_ALL = frozenset({"ทั้งหมด", "ทุกข้อ", "ทุกอย่าง", "all"})
_SAID = (
    (re.compile("(?:ได้)?(?:ทำ|ดำเนินการ)(?:ไป)?แล้ว|ได้ทำ|ทำ|มี(?:การ)?(?:ดำเนินการ|ทำ)?(?:แล้ว)?|ใช่"), "ได้ดำเนินการ"),
    (re.compile("ยัง(?:ไม่)?(?:ได้)?(?:ทำ|ดำเนินการ|เริ่ม)?|ไม่ได้(?:ทำ|ดำเนินการ)"), "ยังไม่ได้ดำเนินการ"),
    (re.compile("ไม่(?:เกี่ยว(?:ข้อง)?|ใช่ภารกิจ|มีภารกิจ|อยู่ในภารกิจ)(?:นี้)?"), "ไม่อยู่ในภารกิจ"),
)
_DIVIDERS = re.compile(r"\s*(?:[,;、\n]|และ)\s*")


def read_choice(choices: Sequence[Choice], typed: str) -> Reading[str | tuple[str, ...]]:
    """Return the one choice `typed` names, as a tuple of its name.

    `ask` "several" when a part fits several labels; `bad` "not_a_choice" when nothing fits.
    """
    found = _found(choices, typed)
    if len(found) == 1:
        return Reading("ok", (found[0].name,))
    return unclear("several") if found else bad("not_a_choice")


def read_choices(choices: Sequence[Choice], typed: str) -> Reading[str | tuple[str, ...]]:
    """Return the choices `typed` names, in the order typed: "1 3 5", labels divided by commas, "ทั้งหมด"."""
    whole = _by_label(choices, typed)
    if whole:
        return Reading("ok", (whole[0].name,))
    if _plain(typed) in _ALL:
        return Reading("ok", tuple(choice.name for choice in choices))
    names: dict[str, None] = {}
    for part in _parts(typed):
        found = _found(choices, part)
        if len(found) != 1:
            return unclear("several") if found else bad("not_a_choice")
        names[found[0].name] = None
    return Reading("ok", tuple(names)) if names else bad("not_a_choice")


def _found(choices: Sequence[Choice], typed: str) -> list[Choice]:
    by_word = _by_label(choices, typed) or _by_number(choices, typed) or _in_other_words(choices, typed)
    return by_word or _by_part(choices, typed)


def _in_other_words(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """The choice that is meant by what people say of it: ทำแล้ว at ได้ดำเนินการ."""
    said = _plain(typed)
    return next((_by_label(choices, label) for words, label in _SAID if words.fullmatch(said)), [])


def _parts(typed: str) -> Iterable[str]:
    numbers = re.sub(r"[,;/、]|และ", " ", arabic(typed)).split()
    if all(number.isdecimal() for number in numbers):
        return numbers
    return [part for part in _DIVIDERS.split(typed.strip()) if part]


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", without_particles(arabic(norm(text)).strip().lower()))


def _by_label(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """The choices whose label is typed to the letter, else but for spaces, digits and particles."""
    exact = [choice for choice in choices if choice.label == typed.strip()]
    if exact:
        return exact[:1]
    said = _plain(typed)
    return [choice for choice in choices if said and _plain(choice.label) == said][:1]


def _by_number(choices: Sequence[Choice], typed: str) -> list[Choice]:
    match = _NUMBER.fullmatch(without_particles(arabic(typed).strip()))
    number = int(match[1]) if match else 0
    return [choices[number - 1]] if 1 <= number <= len(choices) else []


def _by_part(choices: Sequence[Choice], typed: str) -> list[Choice]:
    said = _plain(typed)
    if len(said) < MIN_PART:
        return []
    return [choice for choice in choices if said in _plain(choice.label)]
