"""Forms and printed items inside a question: ข้อ 2.4, ข้อ 2.3 ▸ 1.1), ข้อที่ 3, เด็กตกหล่น, แบบ รต. 67, พาน้อง."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from handlers.naming import squeeze
from handlers.status.asked import FormWords, ItemSaid
from handlers.status.provinces import PROVINCES
from handlers.status.spelling import GONE, name_of

SHORTEST_FORM = 5  # characters of the beginning of a form's name
SHORTEST_PART = 8  # characters of a part of a form's title
SHORTEST_ITEM = 4
_WORD = r"(?:ข้อ|จุดเน้น|ประเด็น|คำถาม|หัวข้อ|ตัวชี้วัด|นโยบาย)"
_NUMBERED = re.compile(rf"{_WORD}(?:คำถาม|ย่อย|ใหญ่)?(?:ที่|เลข|ที)?(\d+(?:\.\d+)*(?:>\d+(?:\.\d+)*)*)")
_AND_NUMBER = re.compile(rf"(?<={GONE})(?:กับ|และ|{GONE})+(?:{_WORD}(?:ที่)?)?(\d+(?:\.\d+)+)(?![\d.])")
_CHILDREN = re.compile(r"(?:นักเรียน|ผู้เรียน|น้อง|เด็ก)ๆ?(?:ที่)?(?=นอกระบบ|ตกหล่น|ออกกลางคัน)")
_BARE_NUMBER = re.compile(r"(?<![\d.])(\d+\.\d+(?:\.\d+)*(?:>\d+(?:\.\d+)*)*)(?![\d.])")
_COMMON = re.compile(r"^(?:แบบ)?รายงาน|ผลการ|กระทรวง|ประจำ|ศึกษาธิการ|การศึกษา|ปีงบ")
_OF_ALL = re.compile(r"^(?:แบบ(?:รายงาน)?|รายงาน(?:ผล)?|การรายงาน)")


def take_item(said: str, forms: Sequence[FormWords]) -> tuple[ItemSaid | None, str, str]:
    """Return the item named, the words that are left, and a number of an item no form has."""
    match = _NUMBERED.search(said) or _BARE_NUMBER.search(said)
    if not match:
        return _named(said, forms)
    found: ItemSaid | None = None
    while match:
        number, rest = squeeze(match[1]), said[: match.start()] + GONE + said[match.end() :]
        refs = {form.form_id: form.numbers[number] for form in forms if number in form.numbers}
        if not refs:
            return None, rest, number
        item = ItemSaid(_label(forms, refs, number), refs)
        found, said = _with(found, item) if found else item, rest
        match = _AND_NUMBER.search(said)
    return found, said, ""


def _with(first: ItemSaid, other: ItemSaid) -> ItemSaid:
    """Return two items as one, of the forms that have both: "ข้อ 1.4 กับ 2.4"."""
    both = {form: (*first.refs[form], *other.refs[form]) for form in first.refs if form in other.refs}
    return ItemSaid(f"{first.label} + {other.label}", both)


def _label(forms: Sequence[FormWords], refs: dict[str, tuple[str, ...]], number: str) -> str:
    """Return what to call the item: its label where it is one, the number where it is several."""
    labels = {form.labels[ref] for form in forms for ref in refs.get(form.form_id, ())}
    return labels.pop() if len(labels) == 1 else number


def _named(said: str, forms: Sequence[FormWords]) -> tuple[ItemSaid | None, str, str]:
    said = _CHILDREN.sub("เด็ก", said)
    names = sorted({name for form in forms for name in form.names if name in said}, key=len, reverse=True)
    if not names or len(names[0]) < SHORTEST_ITEM:
        return None, said, ""
    name = names[0]
    refs = {form.form_id: form.names[name] for form in forms if name in form.names}
    label = _label(forms, refs, name)
    return ItemSaid(label, refs), re.sub(rf"{_WORD}?{re.escape(name)}", GONE, said, count=1), ""


def take_forms(said: str, forms: Sequence[FormWords], *, whole: bool) -> tuple[tuple[str, ...], str]:
    """Return the forms named, by a whole name or by a part of it, and the words that are left."""
    best: dict[str, list[str]] = {}
    for form in forms:
        typed = _whole(said, form) if whole else _part(said, form)
        if typed:
            best.setdefault(typed, []).append(form.form_id)
    if not best:
        return (), said
    typed = max(best, key=len)
    rest = re.sub(rf"(?:แบบ|รายงาน|เรื่อง|โครงการ|ฟอร์ม)*{re.escape(typed)}", GONE, said, count=1)
    return tuple(dict.fromkeys(best[typed])), rest


def _whole(said: str, form: FormWords) -> str:
    names = (_OF_ALL.sub("", name_of(form.short)), name_of(form.short), form.form_id.lower())
    return max((name for name in names if len(name) >= 3 and name in said), key=len, default="")


def _part(said: str, form: FormWords) -> str:
    """Return the beginning of a form's short name (พาน้อง), or a long enough part of its title (ตรวจราชการ)."""
    short = _OF_ALL.sub("", name_of(form.short))
    for length in range(len(short) - 1, SHORTEST_FORM - 1, -1):
        if short[:length] in said and short[:length] not in PROVINCES:
            return short[:length]
    title = name_of(form.title)
    match = SequenceMatcher(None, said, title, autojunk=False).find_longest_match()
    found = said[match.a : match.a + match.size]
    return found if match.size >= SHORTEST_PART and not _COMMON.search(found) else ""
