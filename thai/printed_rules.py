"""Rules as they are said back: ทุกวันที่ 20 เวลา 16.30 น. What is printed here is read again by `thai.recurrence`."""

from __future__ import annotations

from thai.calendar import Shift
from thai.months import FULL, WEEKDAYS
from thai.printed_bounds import apart
from thai.printed_dates import format_date, format_time
from thai.rule import (
    MONTHS,
    WEEKDAY_CODES,
    Recurring,
    Single,
    Unit,
    days_of_year,
    first_months,
    is_every_workday,
    last_months,
    rrule_fields,
)

_SHIFTS: dict[Shift, str] = {
    "none": "",
    "next": " ถ้าตรงวันหยุดเลื่อนเป็นวันทำการถัดไป",
    "previous": " ถ้าตรงวันหยุดเลื่อนเป็นวันทำการก่อนหน้า",
    "omit": " ถ้าตรงวันหยุดไม่ต้องส่ง",
}
_RUN = 3  # weekdays in a row; more are said as from .. to
_UNITS: dict[Unit, str] = {"month": "เดือน", "quarter": "ไตรมาส", "round": "รอบ", "year": "ปีงบประมาณ"}


def say_rule(rule: Recurring | Single) -> str:
    """Return a rule in words, with its time of day. A rule nobody types in words keeps its RRULE."""
    if isinstance(rule, Single):
        return f"{format_date(rule.day, style='full')} เวลา {format_time(rule.at)}{_SHIFTS[rule.shift]}{_grace(rule)}"
    rule, bounds = apart(rule)
    fields = rrule_fields(rule.rrule)
    by = {"WEEKLY": _weekly, "YEARLY": _yearly if "BYYEARDAY" in fields else _monthly}
    day = by.get(fields["FREQ"], _monthly)(rule, fields)
    day = f"{day} {bounds}".strip()
    previous = f" รายงานของ{_UNITS.get(rule.unit, 'เดือน')}ก่อน" if rule.periods_back == 1 and "ถัดไป" not in day else ""
    shift = "" if "วันทำการสุดท้าย" in day or day.startswith("ทุกวันทำการ") else _SHIFTS[rule.shift]
    return f"{day} เวลา {format_time(rule.at)}{shift}{previous}{_grace(rule)}"


def _grace(rule: Recurring | Single) -> str:
    return f" ผ่อนผัน {rule.grace_workdays} วันทำการ" if rule.grace_workdays else ""


def _weekly(rule: Recurring, fields: dict[str, str]) -> str:
    days = [WEEKDAYS[WEEKDAY_CODES.index(code)] for code in fields.get("BYDAY", "").split(",") if code in WEEKDAY_CODES]
    if is_every_workday(rule):
        return "ทุกวันทำการ"
    if len(days) > _RUN and "".join(days) in "".join(WEEKDAYS) and "INTERVAL" not in fields:
        return f"ทุกวัน{days[0]}ถึงวัน{days[-1]}"
    if len(days) > 1 and len(days) == len(fields["BYDAY"].split(",")) and "INTERVAL" not in fields:
        return "ทุก" + "และ".join(f"วัน{day}" for day in days)
    if len(days) != 1:
        return rule.rrule
    every = fields.get("INTERVAL", "1")
    return f"ทุกวัน{days[0]}" if every == "1" else f"ทุก {every} สัปดาห์ วัน{days[0]}"


def _yearly(rule: Recurring, fields: dict[str, str]) -> str:
    if set(fields) != {"FREQ", "BYYEARDAY"}:
        return rule.rrule
    days = " และ ".join(f"{day} {FULL[month - 1]}" for month, day in days_of_year(fields))
    return f"ทุกวันที่ {days} ของทุกปี"


def _monthly(rule: Recurring, fields: dict[str, str]) -> str:
    if set(fields) - {"FREQ", "BYMONTH", "BYMONTHDAY", "BYDAY", "INTERVAL", "SKIP", "RSCALE"}:
        return rule.rrule
    months = tuple(int(month) for month in fields.get("BYMONTH", "").split(",") if month)
    if "BYDAY" in fields:
        return _weekday_of_month(fields["BYDAY"], _month_of_unit(rule.unit, months)) or rule.rrule
    day = fields["BYMONTHDAY"]
    if "INTERVAL" in fields:
        if months or not (day.isdigit() or day == "-1"):
            return rule.rrule
        return f"ทุก {fields['INTERVAL']} เดือน " + ("สิ้นเดือน" if day == "-1" else f"วันที่ {day}")
    counted = rule.rrule if rule.after_days or rule.after_workdays else ""
    return _in_unit(rule, day, months) or counted or _on_day(rule, day, months)


def _in_unit(rule: Recurring, day: str, months: tuple[int, ...]) -> str:
    """Return a day counted from the beginning or the end of a month, quarter, round or year; "" for others."""
    unit = _UNITS.get(rule.unit, "")
    if unit and months == last_months(rule.unit) and day.startswith("-"):
        return _at_end(rule, unit) if day == "-1" else f"{-int(day) - 1} วันก่อนสิ้น{unit}"
    month = "" if _has_name(rule.unit, months) else _month_of_unit(rule.unit, months)
    if month and day == "-1" and months and not (rule.after_days or rule.after_workdays):
        return f"วันทำการสุดท้ายของ{month}" if rule.shift == "previous" else f"สิ้น{month}"
    if unit and day == "1" and rule.after_days == -1 and rule.after_workdays:
        if months == first_months(rule.unit):
            return f"วันทำการที่ {rule.after_workdays} ของทุก{unit}"
        return f"วันทำการที่ {rule.after_workdays} ของ{month}" if month else ""
    return ""


def _has_name(unit: Unit, months: tuple[int, ...]) -> bool:
    """Whether a month of the year is called by its name: all are, but the fiscal year's first and last."""
    return unit == "year" and months not in (first_months(unit), last_months(unit))


def _month_of_unit(unit: Unit, months: tuple[int, ...]) -> str:
    """Return ทุกเดือน, เดือนแรกของทุกไตรมาส, เดือนที่ 2 ของทุกไตรมาส; "" for other months."""
    if not months:
        return "ทุกเดือน"
    first = first_months(unit)
    for later in range(MONTHS[unit] if unit in _UNITS and first else 0):
        if sorted(months) == sorted((month - 1 + later) % 12 + 1 for month in first):
            last = later == MONTHS[unit] - 1
            return f"เดือน{'แรก' if not later else 'สุดท้าย' if last else f'ที่ {later + 1} '}ของทุก{_UNITS[unit]}"
    return ""


def _weekday_of_month(code: str, month: str) -> str:
    codes = code.split(",")
    numbers = [each[:-2].lstrip("+") for each in codes]
    if len({each[-2:] for each in codes}) > 1 or codes[0][-2:] not in WEEKDAY_CODES or not all(numbers) or not month:
        return ""
    if "-1" in numbers[1:] or (len(numbers) > 1 and numbers[0] == "-1"):
        return ""
    weekday = WEEKDAYS[WEEKDAY_CODES.index(codes[0][-2:])]
    which = "สุดท้าย" if numbers == ["-1"] else f"ที่ {' และ '.join(numbers)} "
    return f"วัน{weekday}{which}ของ{month}"


def _at_end(rule: Recurring, unit: str) -> str:
    match rule.after_days, rule.after_workdays:
        case 1, -2:
            return f"วันทำการรองสุดท้ายของทุก{unit}"
        case 0, 0:
            return f"วันทำการสุดท้ายของทุก{unit}" if rule.shift == "previous" else f"ทุกสิ้น{unit}"
        case 0, workdays:
            return f"{abs(workdays)} วันทำการ{'หลัง' if workdays > 0 else 'ก่อน'}สิ้น{unit}"
        case days, 0:
            return f"{abs(days)} วัน{'หลัง' if days > 0 else 'ก่อน'}สิ้น{unit}"
    return rule.rrule


def _on_day(rule: Recurring, day: str, months: tuple[int, ...]) -> str:
    *first, last = ["สิ้นเดือน" if each == "-1" else each for each in day.split(",")] if "," in day else [day]
    days = f"{', '.join(first)} และ{'' if last == 'สิ้นเดือน' else ' '}{last}" if first else last
    if not months:
        return f"วันที่ {days} ของเดือนถัดไป" if rule.periods_back == 1 else f"ทุกวันที่ {days}"
    if day == "-1" and months == (12,):
        return "ทุกสิ้นปี" if rule.unit == "day" else "ทุกวันที่ 31 ธันวาคม"
    if day == "-1":
        return f"วันสิ้นเดือน{' และ '.join(FULL[month - 1] for month in months)} ของทุกปี"
    month = "" if _has_name(rule.unit, months) else _month_of_unit(rule.unit, months)
    return f"วันที่ {days} ของ{month}" if month else f"ทุกวันที่ {' และ '.join(f'{days} {FULL[each - 1]}' for each in months)}"
