"""How long a recurring deadline goes on, as it is typed: ตั้งแต่ ม.ค. 70, จนถึงสิ้นปีงบประมาณ, ยกเว้นเดือนเมษายน, 6 ครั้ง.

The words are taken out of the text wherever they stand; what is left is read as days. In a rule they are what RFC 5545
has for them: DTSTART, UNTIL, COUNT, BYMONTH, EXDATE.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from thai.deadline_exceptions import EXCEPTIONS, ONLY, from_to
from thai.deadline_parts import COUNT, number
from thai.deadline_points import (
    A_MONTH,
    FISCAL,
    POINT,
    UNBOUNDED,
    YEAR,
    Bounds,
    BoundsReaders,
    first_day,
    last_day,
    names_day,
    span_of,
)
from thai.months import MONTH, WEEKDAY, month_number
from thai.reading import Reading, bad
from thai.relative_dates import add_months, last_of_month, next_weekday
from thai.rule import MONTHS, WEEKDAY_CODES, Recurring, rrule_fields, rrule_of

_TO = r"(?:ไป)?(?:จนกระทั่งถึง|จนกว่าจะถึง|จนถึง|จน|ถึง)"
_FROM = r"(?:โดย)?(?:เริ่ม(?:ต้น)?(?:ส่ง)?(?:(?:รอบ|ครั้ง)แรก)?\s?(?:ตั้งแต่|จาก|ใน|เมื่อ)?|(?:รอบ|ครั้ง)แรก|ตั้งแต่|นับตั้งแต่)"

_RANGE = re.compile(
    rf"(?P<word>{_FROM}|ระหว่าง|เฉพาะ(?:ช่วง)?|(?:ใน)?ช่วง)\s?"
    rf"(?P<since>{POINT})\s?(?:-|–|{_TO})\s?(?P<until>{POINT})(?:\s?(?P<yearly>(?:ของ)?ทุกปี))?"
)
_BARE_RANGE = re.compile(
    rf"(?P<word>(?:ของ)?)\s?(?P<since>{A_MONTH})\s?(?:-|–|{_TO})\s?(?P<until>{A_MONTH})(?:\s?(?P<yearly>(?:ของ)?ทุกปี))?"
)
_UNTIL = re.compile(rf"(?:{_TO}|สิ้นสุด(?:ใน)?)\s?(?P<until>{POINT})")
_SINCE = re.compile(rf"{_FROM}\s?(?!สิ้น)(?P<since>{POINT})(?:\s?เป็นต้นไป)?")
_WHOLE = re.compile(
    rf"(?:ตลอด(?:ทั้ง)?|ภายใน|ใน|ประจำ|ของ)?\s?(?<!สิ้น)(?P<whole>ปี\s?งบ(?:ประมาณ)?{YEAR})|ตลอด(?:ทั้ง)?(?P<this>{FISCAL}|ปี(?:{YEAR}|นี้))"
)
_OFTEN = re.compile(rf"ทุก\s?(?:วัน)?\s?(?:{WEEKDAY}|ทำการ|ทำงาน)")
_IN_MONTH = re.compile(
    rf"(?:ตลอด(?:ทั้ง)?|ภายใน|ใน|ของ)\s?(?P<month>เดือน\s?{MONTH}{YEAR}?(?:นี้|หน้า)?|เดือนนี้|เดือนหน้า)"
    rf"(?!\s?(?:,|และ|กับ|-|–|ถึง|จนถึง|(?:ของ)?ทุกปี)|\s?(?:เดือน)?\s?{MONTH})"
)
_TIMES = re.compile(rf"(?<!ละ)(?<!ละ )(?:เพียง|จำนวน|รวม|ทั้งหมด|แค่)?\s?{COUNT}\s?ครั้ง(?:เท่านั้น)?")
_FOR = re.compile(rf"(?:เป็น(?:ระยะ)?เวลา|ติดต่อกัน|ต่อเนื่อง|นาน|รวม|จำนวน)\s?{COUNT}\s?(?P<unit>เดือน|ปี)")


def take_bounds(said: str, today: date) -> tuple[str, Bounds]:
    """Return a deadline without what it says of its bounds, and that."""
    bounds = UNBOUNDED
    if _OFTEN.match(said) and (month := _IN_MONTH.search(said)):
        said, bounds = said.replace(month[0], " ", 1), _in_month(month, bounds, today)
    for pattern, read in _BOUNDS:
        for match in list(pattern.finditer(said)):
            said = said.replace(match[0], " ", 1)
            bounds = read(match, bounds, today)
    return re.sub(r"\s+", " ", said).strip(), bounds


def bounded(rule: Recurring, bounds: Bounds, today: date) -> Reading[Recurring]:
    """Return a rule within bounds; `ask` "bounds" where the month of the report and that of its deadline differ."""
    if bounds.why:
        return bad(bounds.why)
    if rule.periods_back and any(add_months(span.first, 1) <= span.last for span in bounds.except_for):
        return bad("except_once")  # the quarter of the report, or that of its deadline?
    fields = rrule_fields(rule.rrule)
    own = frozenset(int(month) for month in fields.get("BYMONTH", "").split(",") if month) or UNBOUNDED.months
    months = own & bounds.months & _months_of(bounds.quarters, rule)
    if "BYYEARDAY" in fields and months != own:
        return bad("two_days")
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
    if starts_on and fields["FREQ"] == "WEEKLY" and "INTERVAL" in fields:
        starts_on = next_weekday(starts_on, WEEKDAY_CODES.index(fields["BYDAY"]))  # every second of these, from here
    found = replace(rule, rrule=rrule_of(fields), starts_on=starts_on, except_for=bounds.except_for)
    is_dated = bounds.since or bounds.until or bounds.except_for or months != own
    asks = bounds.unsure or (bool(is_dated) and rule.periods_back > 0)
    return Reading("ask", found, "bounds") if asks else Reading("ok", found)


def _months_of(quarters: frozenset[int], rule: Recurring) -> frozenset[int]:
    """Return the months in which the reports of some quarters are due, as far as the RRULE's days tell."""
    later = rule.periods_back * MONTHS.get(rule.unit, 1)
    return frozenset((month - 1 + later) % 12 + 1 for month in range(1, 13) if (month - 10) % 12 // 3 + 1 in quarters)


def _range(match: re.Match[str], bounds: Bounds, today: date) -> Bounds:
    """Read ตั้งแต่ ม.ค. ถึง ก.ย. 70; without a year these are months of every year, where nothing says from when."""
    since, until = match["since"], match["until"]
    named = [re.fullmatch(rf"(?:เดือน)?\s?({MONTH})", each) for each in (since, until)]
    if named[0] and named[1]:
        months = frozenset(from_to(month_number(named[0][1]), month_number(named[1][1])))
        is_every_year = bool(match["yearly"]) or not re.match(_FROM, match["word"])
        if is_every_year:
            return replace(bounds, months=bounds.months & months, by_month=True)
    last = last_day(until, today)
    first = first_day(since, today, last) if last else None
    if last is None or first is None:
        return replace(bounds, why="no_such_day")
    unsure = bounds.unsure or bool(named[0] and named[1])
    by_month = not names_day(until)
    return replace(bounds, since=first, since_day=names_day(since), until=last, by_month=by_month, unsure=unsure)


def _until(match: re.Match[str], bounds: Bounds, today: date) -> Bounds:
    last = last_day(match["until"], bounds.since or today)
    by_month = bounds.by_month or not names_day(match["until"])
    return replace(bounds, until=last, by_month=by_month, why=bounds.why if last else "no_such_day")


def _since(match: re.Match[str], bounds: Bounds, today: date) -> Bounds:
    first = first_day(match["since"], today)
    is_day = names_day(match["since"])
    return replace(bounds, since=first, since_day=is_day, by_month=True, why=bounds.why if first else "no_such_day")


def _whole(match: re.Match[str], bounds: Bounds, today: date) -> Bounds:
    """Read ตลอดปีงบประมาณ 2570: from its first day to its last."""
    last = last_day(match["whole"] or match["this"], today)
    if last is None:
        return replace(bounds, why="no_such_day")
    return replace(bounds, since=add_months(last.replace(day=1), -11), until=last, by_month=True)


def _in_month(match: re.Match[str], bounds: Bounds, today: date) -> Bounds:
    """Read ทุกวันศุกร์ในเดือนธันวาคม 2569; without a year it is the next one, and asked about."""
    span = span_of(match["month"], today)
    if span is None:
        return replace(bounds, why="no_such_day")
    unsure = not re.search(r"\d|นี้|หน้า", match["month"])
    return replace(bounds, since=span.first, until=span.last, by_month=True, unsure=unsure)


def _times(match: re.Match[str], bounds: Bounds, _today: date) -> Bounds:
    count = number(match["count"])
    return replace(bounds, count=count, why=bounds.why if count else "not_a_deadline")


def _for(match: re.Match[str], bounds: Bounds, today: date) -> Bounds:
    """Read เป็นเวลา 6 เดือน: from the day it starts."""
    months = number(match["count"]) * (12 if match["unit"] == "ปี" else 1)
    start = bounds.since or today
    last = last_of_month(add_months(start, months - 1)) if start.day == 1 else add_months(start, months)
    return replace(bounds, until=last)


_BOUNDS: BoundsReaders = (
    *EXCEPTIONS,
    (_RANGE, _range),
    (_BARE_RANGE, _range),
    *ONLY,  # after เฉพาะช่วง ... ถึง ...
    (_SINCE, _since),
    (_UNTIL, _until),
    (_WHOLE, _whole),
    (_FOR, _for),
    (_TIMES, _times),
)
