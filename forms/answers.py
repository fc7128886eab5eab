"""What a person typed, read as an answer to the question at hand.

The reading's value is the lexical XForms text, or the names of choices. What to say about a doubtful
or unreadable text is left to the caller; `why` is a machine word.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from forms.choosing import read_choice, read_choices
from forms.prompt import Prompt
from forms.said import Chosen, NoAnswer, Said, Value
from thai.clock_times import parse_time
from thai.dates import parse_date, parse_month
from thai.numbers import parse_number
from thai.numerals import arabic
from thai.reading import NONE, Reading, bad
from thai.replies import classify_reply, without_particles
from thai.text import clean

Answer = str | tuple[str, ...]
Reader = Callable[[Prompt, str, date], Reading[Answer]]

_DASHES = re.compile(r"^[-–—\s]+|[-–—\s]+$")
_POINT = re.compile(r"(-?\d{1,2}(?:\.\d+)?)\s*[,\s]\s*(-?\d{1,3}(?:\.\d+)?)")
_BUDDHIST = 543
_FIRST_BUDDHIST_YEAR = 2400  # a year from here on is พ.ศ.
_WESTERN_YEARS = range(1900, 2101)
_SHORT_YEARS, _CENTURY = range(40, 100), 2500  # 67 is 2567
_YEAR_ASKED = re.compile(r"พ\.?\s?ศ\.?(?!\s*[\d๐-๙])|^\s*(?:ระบุ|ประจำ)?ปี(?:การศึกษา|งบประมาณ|ที่|\s|$)")
_COUNT_ASKED = re.compile(r"จำนวน|กี่|คน|ราย|บาท|ร้อยละ|อายุ|ค\.?\s?ศ")


def read(prompt: Prompt, typed: str, *, today: date) -> Reading[Answer]:
    """Return what `typed` means as an answer to `prompt`. Never raises, and never refuses a text.

    A text is kept character for character; "-" or "ไม่มี" as the whole message is `none`.
    """
    return _READERS.get(prompt.type, _text)(prompt, typed, today)


def certain(reading: Reading[Answer]) -> Said | None:
    """Return what a reading says to its question; None where it is in doubt or could not be read."""
    match reading.status:
        case "ok":
            return Chosen(reading.value) if isinstance(reading.value, tuple) else Value(str(reading.value))
        case "none":
            return NoAnswer()
    return None


def says_none(typed: str) -> bool:
    """Return whether the whole message says there is nothing: -, ไม่มี, "- ไม่มี -"."""
    return classify_reply(typed) == "none" or classify_reply(_DASHES.sub("", typed)) == "none"


def _text(_prompt: Prompt, typed: str, _today: date) -> Reading[Answer]:
    kept = clean(typed)
    return NONE if not kept.strip() or says_none(kept) else Reading("ok", kept)


def _whole(prompt: Prompt, typed: str, _today: date) -> Reading[Answer]:
    read = parse_number(typed)
    if read.status == "ok" and read.value in _WESTERN_YEARS and asks_year(prompt):
        return Reading("ask", str(read.value), "western_year")
    if read.status == "ok" and read.value in _SHORT_YEARS and asks_year(prompt):
        return Reading("ask", str(_CENTURY + int(str(read.value))), "short_year")
    return _lexical(read, str)


def asks_year(prompt: Prompt) -> bool:
    """Return whether a whole number is asked for that is a year of the Buddhist era, by the words of its title."""
    return bool(_YEAR_ASKED.search(prompt.title)) and not _COUNT_ASKED.search(prompt.title)


def _decimal(prompt: Prompt, typed: str, _today: date) -> Reading[Answer]:
    percent = "ร้อยละ" in prompt.title or "%" in prompt.title
    return _lexical(parse_number(typed, percent=percent, decimal=True), lambda number: format(Decimal(number), "f"))


def _date(prompt: Prompt, typed: str, today: date) -> Reading[Answer]:
    looks = prompt.appearance.split()
    if "year" in looks:
        return _year(typed)
    if "month-year" in looks:
        return _lexical(parse_month(typed, today=today), date.isoformat)
    return _lexical(parse_date(typed, today=today), date.isoformat)


def _year(typed: str) -> Reading[Answer]:
    if says_none(typed):
        return NONE
    match = re.fullmatch(r"(?:ปี|พ\.?\s?ศ\.?|ค\.?\s?ศ\.?|\s)*(\d{4}|\d{2})", without_particles(arabic(typed).strip()))
    if match is None:
        return bad("not_a_year")
    year = int(match[1])
    if len(match[1]) == 2:
        return Reading("ask", f"{_CENTURY + year - _BUDDHIST}-01-01", "short_year")
    return Reading("ok", f"{year - _BUDDHIST if year >= _FIRST_BUDDHIST_YEAR else year:04}-01-01")


def _time(_prompt: Prompt, typed: str, _today: date) -> Reading[Answer]:
    return _lexical(parse_time(typed), lambda at: f"{at:%H:%M:%S}.000+07:00")


def _moment(_prompt: Prompt, typed: str, today: date) -> Reading[Answer]:
    """A date and a time of day, in this order, divided by space, เวลา or T."""
    if says_none(typed):
        return NONE
    for gap in re.finditer(r"\s*เวลา\s*|\s+|(?<=\d)T(?=\d)", typed.strip()):
        day = parse_date(typed.strip()[: gap.start()], today=today)
        at = parse_time(typed.strip()[gap.end() :])
        if day.value is not None and at.value is not None:
            moment = datetime.combine(day.value, at.value).isoformat(timespec="milliseconds") + "+07:00"
            sure = day.status == at.status == "ok"
            return Reading("ok" if sure else "ask", moment, "" if sure else day.why or at.why)
    return bad("not_a_date_time")


def _lexical(reading: Reading, write: Callable[..., str]) -> Reading[Answer]:  # type: ignore[type-arg]
    value = None if reading.value is None else write(reading.value)
    return Reading(reading.status, value, reading.why)


def _one(prompt: Prompt, typed: str, _today: date) -> Reading[Answer]:
    found = read_choice(prompt.choices, typed)
    return NONE if found.status == "bad" and says_none(typed) else found


def _several(prompt: Prompt, typed: str, _today: date) -> Reading[Answer]:
    found = read_choices(prompt.choices, typed)
    return NONE if found.status == "bad" and says_none(typed) else found


def _ranking(prompt: Prompt, typed: str, today: date) -> Reading[Answer]:
    found = _several(prompt, typed, today)
    if found.status == "ok" and found.value is not None and len(found.value) < len(prompt.choices):
        return bad("incomplete")
    return found


def _acknowledgement(_prompt: Prompt, typed: str, _today: date) -> Reading[Answer]:
    return Reading("ok", "OK") if classify_reply(typed) in ("yes", "courtesy") else bad("not_acknowledged")


def _place(_prompt: Prompt, typed: str, _today: date) -> Reading[Answer]:
    if says_none(typed):
        return NONE
    match = _POINT.search(arabic(typed))
    if match is None or abs(float(match[1])) > 90 or abs(float(match[2])) > 180:
        return bad("not_a_place")
    return Reading("ok", f"{match[1]} {match[2]} 0 0")


def _file(_prompt: Prompt, typed: str, _today: date) -> Reading[Answer]:
    return NONE if says_none(typed) else bad("not_a_file")


_READERS: dict[str, Reader] = {
    "integer": _whole,
    "decimal": _decimal,
    "range": _decimal,
    "date": _date,
    "time": _time,
    "dateTime": _moment,
    "select_one": _one,
    "select_multiple": _several,
    "rank": _ranking,
    "acknowledge": _acknowledgement,
    "geopoint": _place,
    "image": _file,
    "audio": _file,
    "video": _file,
    "file": _file,
}
