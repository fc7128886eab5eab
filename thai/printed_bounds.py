"""From when, until when and in which months a rule goes on, said back: ตั้งแต่เดือนมกราคม 2570 ยกเว้นเดือนเมษายน."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from thai.calendar import fiscal_year
from thai.months import FULL
from thai.printed_dates import format_date, format_month
from thai.relative_dates import last_of_month
from thai.rule import MONTHS, Recurring, Unit, rrule_fields, rrule_of
from thai.spans import Span

_ALL = frozenset(range(1, 13))
_RUN = 3  # months in a row that are said as from .. to


def apart(rule: Recurring) -> tuple[Recurring, str]:
    """Return a rule without its bounds, and its bounds in words; "" when it goes on for ever, in all its months."""
    fields = rrule_fields(rule.rrule)
    words = [_since(rule.starts_on)] if rule.starts_on else []
    until, count = fields.pop("UNTIL", ""), fields.pop("COUNT", "")
    words += [_until(date.fromisoformat(until[:8]))] if until else []
    words += [f"รวม {count} ครั้ง"] if count else []
    months = frozenset(int(month) for month in fields.get("BYMONTH", "").split(",") if month)
    whole = _whole(rule.unit, months) if months and not _is_year_end(rule.unit, fields) else months
    if months != whole:
        words.append(_within(months, whole))
        fields["BYMONTH"] = ",".join(str(month) for month in sorted(whole))
        if whole == _ALL:
            del fields["BYMONTH"]
    words += [f"ยกเว้น{_once(span)}" for span in rule.except_for]
    return replace(rule, rrule=rrule_of(fields), except_for=()), " ".join(words)


def _is_year_end(unit: Unit, fields: dict[str, str]) -> bool:
    return unit == "day" and fields.get("BYMONTH") == "12" and fields.get("BYMONTHDAY") == "-1"


def _whole(unit: Unit, months: frozenset[int]) -> frozenset[int]:
    """Return the months a rule of a unit names when none is left out: every third one for a quarter, and so on."""
    step = MONTHS.get(unit, 1)
    whole = frozenset((min(months) - 1 + step * turn) % 12 + 1 for turn in range(12 // step))
    return whole if months <= whole else months


def _since(day: date) -> str:
    return f"ตั้งแต่เดือน{format_month(day)}" if day.day == 1 else f"ตั้งแต่วันที่ {format_date(day, style='long')}"


def _until(day: date) -> str:
    is_last = day == last_of_month(day)
    return f"จนถึงเดือน{format_month(day)}" if is_last else f"จนถึงวันที่ {format_date(day, style='long')}"


def _within(months: frozenset[int], whole: frozenset[int]) -> str:
    left_out = whole - months
    return f"ยกเว้น{_listed(left_out)}" if len(left_out) < len(months) else f"เฉพาะ{_listed(months)}"


def _once(span: Span) -> str:
    """Return one day, one month or one quarter of one year: what a rule leaves out once."""
    if span.first == span.last:
        return f"วันที่ {format_date(span.first, style='long')}"
    if span.last > last_of_month(span.first):
        return f"ไตรมาส {(span.first.month - 10) % 12 // 3 + 1}/{fiscal_year(span.first)}"
    return f"เดือน{format_month(span.first)}"


def _listed(months: frozenset[int]) -> str:
    """Return เดือนเมษายน และเดือนตุลาคม; เดือนพฤษภาคมถึงเดือนกันยายน."""
    ordered = sorted(months)
    if len(ordered) >= _RUN and ordered[-1] - ordered[0] == len(ordered) - 1:
        return f"เดือน{FULL[ordered[0] - 1]}ถึงเดือน{FULL[ordered[-1] - 1]}"
    *first, last = [f"เดือน{FULL[month - 1]}" for month in ordered]
    return f"{' '.join(first)} และ{last}" if first else last
