"""How long a recurring deadline goes on, as it is typed: ตั้งแต่ ม.ค. 70, จนถึงสิ้นปีงบประมาณ, ยกเว้นเดือนเมษายน, 6 ครั้ง.

The words are taken out of the text wherever they stand; what is left is read as days. In a rule they are what RFC 5545
has for them: DTSTART, UNTIL, COUNT, BYMONTH.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from thai.calendar import BUDDHIST_ERA, fiscal_year
from thai.dates import parse_date
from thai.deadline_parts import COUNT, number
from thai.months import MONTH, month_number
from thai.reading import Reading, bad
from thai.relative_dates import Expect, add_months, last_of_month
from thai.rule import Recurring, rrule_fields, rrule_of

_NOT_TIME = r"(?!\d|[.:]\d|\s?(?:โมง|ทุ่ม|น\.|นาฬิกา|ครั้ง|วัน|เดือน))"
_YEAR = rf"(?:\s?(?:พ\.?\s?ศ\.?|ปี)?\s?(?:25\d\d|20\d\d|\d\d){_NOT_TIME})"
_A_MONTH = rf"(?:(?:ต้น|สิ้น|ปลาย)?เดือน|สิ้น)?\s?{MONTH}{_YEAR}?(?:นี้|หน้า)?"
_A_DAY = rf"(?:วันที่\s?|วัน)?\d{{1,2}}\s?(?:เดือน)?\s?{MONTH}{_YEAR}?|(?:วันที่\s?)?\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d{{2}})"
_FISCAL = rf"ปี\s?งบ(?:ประมาณ)?(?:{_YEAR}|นี้|หน้า)?"
_A_YEAR = rf"(?:สิ้น)?(?:{_FISCAL}|ปี(?:{_YEAR}|นี้|หน้า))|สิ้นปี"
_TOLD = "เดือนนี้|เดือนหน้า|สัปดาห์หน้า|วันนี้|บัดนี้|พรุ่งนี้"
_POINT = rf"(?:{_A_DAY}|{_A_MONTH}|{_A_YEAR}|{_TOLD}|สิ้นเดือนนี้|สิ้นเดือนหน้า)"
_TOLD_DAYS = ("สัปดาห์หน้า", "วันนี้", "บัดนี้", "พรุ่งนี้")
_TO = r"(?:ไป)?(?:จนกระทั่งถึง|จนกว่าจะถึง|จนถึง|จน|ถึง)"
_FROM = r"(?:โดย)?(?:เริ่ม(?:ต้น)?(?:ส่ง)?(?:(?:รอบ|ครั้ง)แรก)?\s?(?:ตั้งแต่|จาก|ใน|เมื่อ)?|(?:รอบ|ครั้ง)แรก|ตั้งแต่|นับตั้งแต่)"
_LISTED = rf"(?:เดือน)?\s?{MONTH}(?:(?:\s?(?:,|และ|กับ|หรือ|-|–|ถึง)\s?|\s)(?:เดือน)?\s?{MONTH})*"

_RANGE = re.compile(
    rf"(?P<word>{_FROM}|ระหว่าง|เฉพาะ(?:ช่วง)?|(?:ใน)?ช่วง)\s?"
    rf"(?P<since>{_POINT})\s?(?:-|–|{_TO})\s?(?P<until>{_POINT})(?:\s?(?P<yearly>(?:ของ)?ทุกปี))?"
)
_BARE_RANGE = re.compile(
    rf"(?P<word>(?:ของ)?)\s?(?P<since>{_A_MONTH})\s?(?:-|–|{_TO})\s?(?P<until>{_A_MONTH})(?:\s?(?P<yearly>(?:ของ)?ทุกปี))?"
)
_UNTIL = re.compile(rf"(?:{_TO}|สิ้นสุด(?:ใน)?)\s?(?P<until>{_POINT})")
_SINCE = re.compile(rf"{_FROM}\s?(?!สิ้น)(?P<since>{_POINT})(?:\s?เป็นต้นไป)?")
_WHOLE = re.compile(
    rf"(?:ตลอด(?:ทั้ง)?|ภายใน|ใน|ประจำ|ของ)?\s?(?<!สิ้น)(?P<whole>ปี\s?งบ(?:ประมาณ)?{_YEAR})|ตลอด(?:ทั้ง)?(?P<this>{_FISCAL}|ปี(?:{_YEAR}|นี้))"
)
_EXCEPT = re.compile(rf"(?:โดย)?(?:ยกเว้น|เว้น|ไม่รวม|งดส่ง|งด|ไม่ต้องส่ง)\s?(?:ใน)?(?P<months>{_LISTED})(?P<year>{_YEAR})?")
_ONLY = re.compile(rf"เฉพาะ\s?(?:ใน|ช่วง)?(?P<months>{_LISTED})(?P<year>{_YEAR})?(?:\s?(?:ของ)?ทุกปี)?")
_TIMES = re.compile(rf"(?<!ละ)(?<!ละ )(?:เพียง|จำนวน|รวม|ทั้งหมด|แค่)?\s?{COUNT}\s?ครั้ง(?:เท่านั้น)?")
_FOR = re.compile(rf"(?:เป็น(?:ระยะ)?เวลา|ติดต่อกัน|ต่อเนื่อง|นาน|รวม|จำนวน)\s?{COUNT}\s?(?P<unit>เดือน|ปี)")


@dataclass(frozen=True, slots=True)
class Bounds:
    """From when, until when, how often and in which months a rule names days; as little as was said.

    by_month: they name months or years, so that วันที่ 20 beside them comes again. unsure: what was said has more than
    one meaning. why: what was said cannot be kept to.
    """

    since: date | None = None
    until: date | None = None
    count: int | None = None
    months: frozenset[int] = field(default_factory=lambda: frozenset(range(1, 13)))
    by_month: bool = False
    unsure: bool = False
    why: str = ""


UNBOUNDED = Bounds()


def take_bounds(said: str, today: date) -> tuple[str, Bounds]:
    """Return a deadline without what it says of its bounds, and that."""
    bounds = UNBOUNDED
    for pattern, read in _BOUNDS:
        for match in list(pattern.finditer(said)):
            said = said.replace(match[0], " ", 1)
            bounds = read(match, bounds, today)
    return re.sub(r"\s+", " ", said).strip(), bounds


def bounded(rule: Recurring, bounds: Bounds, today: date) -> Reading[Recurring]:
    """Return a rule within bounds; `ask` "bounds" where the month of the report and that of its deadline differ."""
    if bounds.why:
        return bad(bounds.why)
    fields = rrule_fields(rule.rrule)
    own = frozenset(int(month) for month in fields.get("BYMONTH", "").split(",") if month) or UNBOUNDED.months
    months = own & bounds.months
    if not months or (bounds.until and bounds.until < (bounds.since or today)):
        return bad("never")
    if rule.unit == "year" and bounds.until and not bounds.by_month:
        return bad("range")  # ทุกวันที่ 20 พ.ย. ถึง 20 ธ.ค.
    if months != UNBOUNDED.months:
        fields["BYMONTH"] = ",".join(str(month) for month in sorted(months))
    if bounds.until:
        fields["UNTIL"] = f"{bounds.until:%Y%m%d}"
    elif bounds.count:
        fields["COUNT"] = str(bounds.count)
    starts_on = bounds.since or rule.starts_on or (today if bounds.count else None)
    found = replace(rule, rrule=rrule_of(fields), starts_on=starts_on)
    is_dated = bounds.since is not None or bounds.until is not None or months != own
    asks = bounds.unsure or (is_dated and rule.periods_back > 0)
    return Reading("ask", found, "bounds") if asks else Reading("ok", found)


def _range(match: re.Match[str], bounds: Bounds, today: date) -> Bounds:
    """Read ตั้งแต่ ม.ค. ถึง ก.ย. 70; without a year these are months of every year, where nothing says from when."""
    since, until = match["since"], match["until"]
    named = [re.fullmatch(rf"(?:เดือน)?\s?({MONTH})", each) for each in (since, until)]
    if named[0] and named[1]:
        months = frozenset(_from_to(month_number(named[0][1]), month_number(named[1][1])))
        is_every_year = bool(match["yearly"]) or not re.match(_FROM, match["word"])
        if is_every_year:
            return replace(bounds, months=bounds.months & months, by_month=True)
    last = _last(until, today)
    first = _first(since, today, last) if last else None
    if last is None or first is None:
        return replace(bounds, why="no_such_day")
    unsure = bounds.unsure or bool(named[0] and named[1])
    return replace(bounds, since=first, until=last, by_month=not _names_day(until), unsure=unsure)


def _until(match: re.Match[str], bounds: Bounds, today: date) -> Bounds:
    last = _last(match["until"], bounds.since or today)
    by_month = bounds.by_month or not _names_day(match["until"])
    return replace(bounds, until=last, by_month=by_month, why=bounds.why if last else "no_such_day")


def _since(match: re.Match[str], bounds: Bounds, today: date) -> Bounds:
    first = _first(match["since"], today, None)
    return replace(bounds, since=first, by_month=True, why=bounds.why if first else "no_such_day")


def _whole(match: re.Match[str], bounds: Bounds, today: date) -> Bounds:
    """Read ตลอดปีงบประมาณ 2570: from its first day to its last."""
    last = _last(match["whole"] or match["this"], today)
    if last is None:
        return replace(bounds, why="no_such_day")
    return replace(bounds, since=add_months(last.replace(day=1), -11), until=last, by_month=True)


def _except(match: re.Match[str], bounds: Bounds, _today: date) -> Bounds:
    if match["year"]:
        return replace(bounds, why="except_once")
    return replace(bounds, months=bounds.months - _listed(match["months"]), by_month=True)


def _only(match: re.Match[str], bounds: Bounds, _today: date) -> Bounds:
    if match["year"]:
        return replace(bounds, why="not_a_deadline")
    return replace(bounds, months=bounds.months & _listed(match["months"]), by_month=True)


def _times(match: re.Match[str], bounds: Bounds, _today: date) -> Bounds:
    count = number(match["count"])
    return replace(bounds, count=count, why=bounds.why if count else "not_a_deadline")


def _for(match: re.Match[str], bounds: Bounds, today: date) -> Bounds:
    """Read เป็นเวลา 6 เดือน: from the day it starts."""
    months = number(match["count"]) * (12 if match["unit"] == "ปี" else 1)
    start = bounds.since or today
    last = last_of_month(add_months(start, months - 1)) if start.day == 1 else add_months(start, months)
    return replace(bounds, until=last)


_BOUNDS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Bounds, date], Bounds]], ...] = (
    (_EXCEPT, _except),
    (_RANGE, _range),
    (_BARE_RANGE, _range),
    (_ONLY, _only),
    (_SINCE, _since),
    (_UNTIL, _until),
    (_WHOLE, _whole),
    (_FOR, _for),
    (_TIMES, _times),
)


def _names_day(point: str) -> bool:
    return re.fullmatch(_A_DAY, point.strip()) is not None


def _from_to(first: int, last: int) -> list[int]:
    return [(first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1)]


def _listed(typed: str) -> frozenset[int]:
    """Return the months of a list: เม.ย. และ ต.ค., มี.ค.-พ.ค."""
    found: set[int] = set()
    for part in re.finditer(rf"(?P<first>{MONTH})(?:\s?(?:-|–|ถึง)\s?(?:เดือน)?\s?(?P<last>{MONTH}))?", typed):
        first = month_number(part["first"])
        found.update(_from_to(first, month_number(part["last"]) if part["last"] else first))
    return frozenset(found)


def _first(typed: str, today: date, before: date | None) -> date | None:
    """Return the first day of what was typed; a month without a year is the last one up to `before`, else the next."""
    span = _span(typed, before or today, expect_past=before is not None)
    return span[0] if span else None


def _last(typed: str, today: date) -> date | None:
    """Return the last day of what was typed; a month without a year is the next one."""
    span = _span(typed, today, expect_past=False)
    return span[1] if span else None


def _span(typed: str, today: date, *, expect_past: bool) -> tuple[date, date] | None:
    """Return the first and the last day of a day, month or year."""
    said = re.sub(r"^(?:สิ้น|ต้น|ปลาย)", "", typed.strip())
    if said in ("เดือนนี้", "เดือนหน้า"):
        first = add_months(today.replace(day=1), int(said == "เดือนหน้า"))
        return first, last_of_month(first)
    if said in _TOLD_DAYS:
        told = today + timedelta(days=7 - today.weekday() if said == "สัปดาห์หน้า" else int(said == "พรุ่งนี้"))
        return told, told
    if said.startswith("ปี"):
        return _year_span(said, today)
    expect: Expect = "event" if expect_past else "deadline"
    said = re.sub(r"(?:นี้|หน้า)$", "", said)
    if re.match(r"(?:วันที่|วัน)?\s?\d", said):
        day = parse_date(said, today=today, expect=expect).value
        return (day, day) if day else None
    bare = re.sub(r"^เดือน\s?", "", said)
    month = re.match(MONTH, bare)
    if month is None:
        return None
    if not re.search(r"\d", bare) and month_number(month[0]) == today.month:
        return today.replace(day=1), last_of_month(today)
    found = parse_date(f"1 {bare}", today=today, expect=expect).value
    return (found, last_of_month(found)) if found else None


def _year_span(typed: str, today: date) -> tuple[date, date]:
    """Return the first and the last day of a fiscal year, or of the calendar's where it is not called fiscal."""
    digits = re.search(r"\d+", typed)
    is_fiscal = "งบ" in typed
    year = int(digits[0]) if digits else (fiscal_year(today) if is_fiscal else today.year + BUDDHIST_ERA)
    year += (2500 if year < 100 else 0) + ("หน้า" in typed)
    year -= BUDDHIST_ERA if year >= 2400 else 0
    return (date(year - 1, 10, 1), date(year, 9, 30)) if is_fiscal else (date(year, 1, 1), date(year, 12, 31))
