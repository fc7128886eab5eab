"""Deadlines as coordinators type them. Today is Tuesday 17 November 2026."""

from __future__ import annotations

from datetime import date, time

import pytest

from thai.printed_rules import say_rule
from thai.reading import bad
from thai.recurrence import parse_recurrence
from thai.rule import Recurring, Single

TODAY = date(2026, 11, 17)
NOON = time(12)

DAY_20 = Recurring("FREQ=MONTHLY;BYMONTHDAY=20")
LAST = Recurring("FREQ=MONTHLY;BYMONTHDAY=-1")
DAY_31 = Recurring("FREQ=MONTHLY;BYMONTHDAY=31;SKIP=BACKWARD")
FRIDAYS = Recurring("FREQ=WEEKLY;BYDAY=FR", unit="week")
QUARTER_END = "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"
ROUND_END = "FREQ=MONTHLY;BYMONTH=3,9;BYMONTHDAY=-1"
YEAR_END = "FREQ=MONTHLY;BYMONTH=9;BYMONTHDAY=-1"

AFTER_QUARTER = Recurring("FREQ=MONTHLY;BYMONTH=1,4,7,10;BYMONTHDAY=10", unit="quarter", periods_back=1)

PHRASINGS: dict[str, Recurring | Single] = {
    # a day of every month
    "ภายในวันที่ ๒๐ ของทุกเดือน": DAY_20,
    "ทุกวันที่ 20": DAY_20,
    "ทุกวันที่ 20 ของเดือน": DAY_20,
    "วันที่ 20 ทุกเดือน": DAY_20,
    "วันที่ 20 ของทุก ๆ เดือน": DAY_20,
    "ไม่เกินวันที่ 20 ของแต่ละเดือนค่ะ": DAY_20,
    "ทุกเดือน ภายในวันที่ 20": DAY_20,
    "ส่งรายงานทุกเดือน ไม่เกินวันที่ ๒๐": DAY_20,
    "20 ของทุกเดือน": DAY_20,
    "รายเดือน วันที่ 20": DAY_20,
    "ทุกวันที่ ๓๑": DAY_31,
    "ภายในวันที่ 31 ของทุกเดือน": DAY_31,
    "ทุกวันที่ 20 เวลา 12.00 น.": Recurring(DAY_20.rrule, NOON),
    "ทุกวันที่ 20 เที่ยง": Recurring(DAY_20.rrule, NOON),
    "ทุกวันที่ 20 ก่อนเวลา 15:30": Recurring(DAY_20.rrule, time(15, 30)),
    "ทุกวันที่ 20 บ่ายสามโมง": Recurring(DAY_20.rrule, time(15)),
    "ทุกวันที่ 1 และ 15": Recurring("FREQ=MONTHLY;BYMONTHDAY=1,15", unit="day"),
    "ภายในวันที่ 10 ของเดือนถัดไป": Recurring("FREQ=MONTHLY;BYMONTHDAY=10", periods_back=1),
    "ทุกวันที่ 5 รายงานของเดือนก่อน": Recurring("FREQ=MONTHLY;BYMONTHDAY=5", periods_back=1),
    "ทุก 3 เดือน วันที่ 10": Recurring("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=10", starts_on=date(2026, 12, 1)),
    "ทุกสองเดือน วันที่ 20": Recurring("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=20", starts_on=date(2026, 11, 1)),
    # the end of a month
    "ทุกสิ้นเดือน": LAST,
    "ทุกวันสิ้นเดือน": LAST,
    "สิ้นเดือนของทุกเดือน": LAST,
    "ภายในสิ้นทุกเดือน": LAST,
    "วันสุดท้ายของเดือน": LAST,
    "ทุกเดือน วันสุดท้าย": LAST,
    # working days
    "วันทำการสุดท้ายของทุกเดือน": Recurring(LAST.rrule, shift="previous"),
    "ทุกเดือน วันทำการสุดท้าย เวลา 15.00 น.": Recurring(LAST.rrule, time(15), shift="previous"),
    "ทุกวันทำการสุดท้ายของไตรมาส": Recurring(QUARTER_END, unit="quarter", shift="previous"),
    "วันทำการสุดท้ายของปีงบประมาณ": Recurring(YEAR_END, unit="year", shift="previous"),
    "วันทำการแรกของทุกเดือน": Recurring("FREQ=MONTHLY;BYMONTHDAY=1", after_days=-1, after_workdays=1),
    "ภายในวันทำการที่ ๓ ของทุกเดือน": Recurring("FREQ=MONTHLY;BYMONTHDAY=1", after_days=-1, after_workdays=3),
    "วันทำการแรกของไตรมาส": Recurring(
        "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYMONTHDAY=1", unit="quarter", after_days=-1, after_workdays=1
    ),
    "วันทำการสุดท้ายของสัปดาห์": Recurring("FREQ=WEEKLY;BYDAY=FR", unit="week", shift="previous"),
    # days after an end
    "ภายใน 5 วันทำการหลังสิ้นเดือน": Recurring(LAST.rrule, after_workdays=5),
    "ภายในห้าวันทำการนับจากวันสิ้นเดือน": Recurring(LAST.rrule, after_workdays=5),
    "หลังสิ้นเดือนไม่เกิน 5 วันทำการ": Recurring(LAST.rrule, after_workdays=5),
    "ภายใน 7 วันหลังสิ้นสุดทุกเดือน": Recurring(LAST.rrule, after_days=7),
    "ภายใน 15 วันหลังสิ้นไตรมาส": Recurring(QUARTER_END, unit="quarter", after_days=15),
    "ภายใน 30 วัน หลังสิ้นปีงบประมาณ": Recurring(YEAR_END, unit="year", after_days=30),
    "10 วันทำการหลังสิ้นรอบ": Recurring(ROUND_END, unit="round", after_workdays=10),
    # quarters, rounds, fiscal years
    "ทุกสิ้นไตรมาส": Recurring(QUARTER_END, unit="quarter"),
    "วันสุดท้ายของทุกไตรมาส": Recurring(QUARTER_END, unit="quarter"),
    "วันที่ 15 ของเดือนสุดท้ายของไตรมาส": Recurring("FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=15", unit="quarter"),
    "วันที่ 10 ของเดือนแรกของทุกไตรมาส": Recurring("FREQ=MONTHLY;BYMONTH=1,4,7,10;BYMONTHDAY=10", unit="quarter"),
    "ทุกสิ้นรอบ": Recurring(ROUND_END, unit="round"),
    "ทุกสิ้นรอบ 6 เดือน": Recurring(ROUND_END, unit="round"),
    "ทุกวันที่ 31 มีนาคม และ 30 กันยายน": Recurring(ROUND_END, unit="round"),
    "ทุกปี 15 มี.ค. และ 15 ก.ย.": Recurring("FREQ=MONTHLY;BYMONTH=3,9;BYMONTHDAY=15", unit="round"),
    "ทุกปี 10 เม.ย. และ 5 ต.ค.": Recurring("FREQ=YEARLY;BYYEARDAY=-266,-88", unit="round"),
    "ทุกวันที่ 15 มกราคม และ 1 มีนาคม": Recurring("FREQ=YEARLY;BYYEARDAY=-306,15"),
    "ทุกสิ้นปีงบประมาณ": Recurring(YEAR_END, unit="year"),
    "ทุกวันที่ 30 กันยายน": Recurring(YEAR_END, unit="year"),
    "วันที่ 15 ตุลาคม ของทุกปี": Recurring("FREQ=MONTHLY;BYMONTH=10;BYMONTHDAY=15", unit="year"),
    "ทุกสิ้นปี": Recurring("FREQ=MONTHLY;BYMONTH=12;BYMONTHDAY=-1", unit="day"),
    "ทุกไตรมาส ภายในวันที่ 10 ของเดือนถัดไป": AFTER_QUARTER,
    "ภายในวันที่ 10 หลังสิ้นไตรมาส": AFTER_QUARTER,
    "3 วันก่อนสิ้นเดือน": Recurring("FREQ=MONTHLY;BYMONTHDAY=-4"),
    "ก่อนสิ้นเดือน 3 วัน": Recurring("FREQ=MONTHLY;BYMONTHDAY=-4"),
    "3 วันทำการก่อนสิ้นเดือน": Recurring(LAST.rrule, after_workdays=-3),
    "ก่อนสิ้นไตรมาส 5 วันทำการ": Recurring(QUARTER_END, unit="quarter", after_workdays=-5),
    "ทุก 3 เดือน สิ้นเดือน": Recurring("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", starts_on=date(2026, 11, 1)),
    "วันที่ 15 และสิ้นเดือน": Recurring("FREQ=MONTHLY;BYMONTHDAY=15,-1", unit="day"),
    "ทุกวันที่ 10, 20 และ 30": Recurring("FREQ=MONTHLY;BYMONTHDAY=10,20,30;SKIP=BACKWARD", unit="day"),
    "ทุกวันที่ 1 และ 31": Recurring("FREQ=MONTHLY;BYMONTHDAY=1,31;SKIP=BACKWARD", unit="day"),
    # from when, until when, in which months
    "ทุกวันที่ 20 จนถึง ก.ย. 70": Recurring("FREQ=MONTHLY;BYMONTHDAY=20;UNTIL=20270930"),
    "ทุกวันที่ 20 ตั้งแต่ ม.ค. 70 เป็นต้นไป": Recurring(DAY_20.rrule, starts_on=date(2027, 1, 1)),
    "ทุกวันที่ 20 ตั้งแต่ ม.ค. ถึง ก.ย. 70 ยกเว้นเดือนเมษายน": Recurring(
        "FREQ=MONTHLY;BYMONTH=1,2,3,5,6,7,8,9,10,11,12;BYMONTHDAY=20;UNTIL=20270930", starts_on=date(2027, 1, 1)
    ),
    "ทุกวันที่ 20 ยกเว้น เม.ย.": Recurring("FREQ=MONTHLY;BYMONTH=1,2,3,5,6,7,8,9,10,11,12;BYMONTHDAY=20"),
    "ทุกวันศุกร์ 10 ครั้ง": Recurring("FREQ=WEEKLY;BYDAY=FR;COUNT=10", unit="week", starts_on=TODAY),
    "ทุกสิ้นไตรมาส ยกเว้นเดือนกันยายน": Recurring("FREQ=MONTHLY;BYMONTH=3,6,12;BYMONTHDAY=-1", unit="quarter"),
    "ทุกวันที่ 10, 20 และสิ้นเดือน": Recurring("FREQ=MONTHLY;BYMONTHDAY=10,20,-1", unit="day"),
    # weeks
    "ทุกวันจันทร์และวันพฤหัสบดี": Recurring("FREQ=WEEKLY;BYDAY=MO,TH", unit="day"),
    "ทุกวันจันทร์ พุธ ศุกร์": Recurring("FREQ=WEEKLY;BYDAY=MO,WE,FR", unit="day"),
    "ทุกวันศุกร์": FRIDAYS,
    "ทุกศุกร์": FRIDAYS,
    "วันศุกร์ของทุกสัปดาห์": FRIDAYS,
    "ทุกสัปดาห์ ภายในวันศุกร์": FRIDAYS,
    "ทุกอาทิตย์ วันศุกร์": FRIDAYS,
    "ทุกวันพฤหัส 10 โมง": Recurring("FREQ=WEEKLY;BYDAY=TH", time(10), unit="week"),
    "ทุกวันอาทิตย์": Recurring("FREQ=WEEKLY;BYDAY=SU", unit="week"),
    "ทุก 2 สัปดาห์ วันศุกร์": Recurring("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", unit="week", starts_on=date(2026, 11, 20)),
    "ทุกวันศุกร์เว้นสัปดาห์": Recurring("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", unit="week", starts_on=date(2026, 11, 20)),
    "วันศุกร์แรกของเดือน": Recurring("FREQ=MONTHLY;BYDAY=1FR"),
    "วันศุกร์สุดท้ายของทุกเดือน": Recurring("FREQ=MONTHLY;BYDAY=-1FR"),
    "ทุกวันจันทร์ที่ 2 ของเดือน": Recurring("FREQ=MONTHLY;BYDAY=2MO"),
    "วันพุธสัปดาห์ที่ ๓ ของทุกเดือน": Recurring("FREQ=MONTHLY;BYDAY=3WE"),
    # what to do on days off, and how long to be patient
    "ทุกวันที่ 20 ถ้าตรงวันหยุดเลื่อนเป็นวันทำการถัดไป": Recurring(DAY_20.rrule, shift="next"),
    "ทุกวันที่ 20 หากตรงกับวันหยุดราชการ ให้เลื่อนไปวันทำการถัดไป": Recurring(DAY_20.rrule, shift="next"),
    "ทุกวันที่ 20 เที่ยง ถ้าตรงวันหยุดเลื่อนขึ้นมาวันทำการก่อนหน้า": Recurring(DAY_20.rrule, NOON, shift="previous"),
    "ทุกวันที่ 20 ผ่อนผันได้ 2 วันทำการ": Recurring(DAY_20.rrule, grace_workdays=2),
    "ทุกวันที่ 20 เลื่อนเป็นวันทำการก่อนหน้า ผ่อนผัน 1 วันทำการ": Recurring(DAY_20.rrule, shift="previous", grace_workdays=1),
    # once
    "15 มี.ค. 67 เที่ยง": Single(date(2024, 3, 15), NOON),
    "15 มี.ค. 2570": Single(date(2027, 3, 15)),
    "ภายในวันที่ ๑๕ ธันวาคม ๒๕๖๙ เวลา ๑๒.๐๐ น.": Single(date(2026, 12, 15), NOON),
    "วันศุกร์ที่ 18 ธันวาคม พ.ศ. 2569": Single(date(2026, 12, 18)),
    "วันศุกร์นี้": Single(date(2026, 11, 20)),
    "วันที่ 20 เดือนหน้า": Single(date(2026, 12, 20)),
    "สิ้นเดือน": Single(date(2026, 11, 30)),
    "สิ้นปีงบประมาณ": Single(date(2027, 9, 30)),
    "ภายใน 5 วันทำการ": Single(date(2026, 11, 24)),
    "พรุ่งนี้ 9 โมง": Single(date(2026, 11, 18), time(9)),
    "2026-12-15 16:30": Single(date(2026, 12, 15)),
    "20 ธ.ค. 2569 ถ้าตรงวันหยุดเลื่อนเป็นวันทำการถัดไป": Single(date(2026, 12, 20), shift="next"),
    "15 ธ.ค. 2569 เที่ยง ผ่อนผัน 3 วันทำการ": Single(date(2026, 12, 15), NOON, grace_workdays=3),
}


SAME = {  # typed: what it means, in words of the table above
    "ทุกวันที่ 20 ของเดือน ก่อนเที่ยง": "ทุกวันที่ 20 เที่ยง",
    "ทุกวันที่ 20 ไม่เกินเที่ยง": "ทุกวันที่ 20 เที่ยง",
    "ทุกวันที่ 20 ก่อน 15.30 น.": "ทุกวันที่ 20 ก่อนเวลา 15:30",
    "ทุกวันที่20ของเดือน เวลา12.00น.": "ทุกวันที่ 20 เที่ยง",
    "วันที่ 20 ของเดือน": "ทุกวันที่ 20",
    "ทุก 20": "ทุกวันที่ 20",
    "ทุกวันที่ยี่สิบ": "ทุกวันที่ 20",
    "ขอเป็นทุกวันที่ 20 ค่ะ": "ทุกวันที่ 20",
    "เอาเป็นวันที่ 20 ของทุกเดือน": "ทุกวันที่ 20",
    "เดือนละครั้ง วันที่ 20": "ทุกวันที่ 20",
    "เดือนเว้นเดือน วันที่ 20": "ทุกสองเดือน วันที่ 20",
    "ภายใน 20 วันแรกของเดือน": "ทุกวันที่ 20",
    "ภายใน 3 วันทำการแรกของเดือน": "ภายในวันทำการที่ ๓ ของทุกเดือน",
    "ภายในวันที่ 10 ของเดือนหน้า ทุกเดือน": "ภายในวันที่ 10 ของเดือนถัดไป",
    "ภายในวันที่ 10 ของเดือนถัดจากเดือนที่รายงาน": "ภายในวันที่ 10 ของเดือนถัดไป",
    "รายไตรมาส ภายใน 15 วันหลังสิ้นไตรมาส": "ภายใน 15 วันหลังสิ้นไตรมาส",
    "ปีละ 2 ครั้ง 31 มี.ค. และ 30 ก.ย.": "ทุกสิ้นรอบ",
    "รอบ 6 เดือน 31 มี.ค. และรอบ 12 เดือน 30 ก.ย.": "ทุกสิ้นรอบ",
    "ปีละครั้ง 30 ก.ย.": "ทุกสิ้นปีงบประมาณ",
    "ทุกวันพฤหัส ก่อน 10.00 น.": "ทุกวันพฤหัส 10 โมง",
    "สัปดาห์ละครั้ง วันศุกร์": "ทุกวันศุกร์",
    "วันพุธที่สามของทุกเดือน": "วันพุธสัปดาห์ที่ ๓ ของทุกเดือน",
    "เดือนละ 2 ครั้ง วันที่ 1 และ 15": "ทุกวันที่ 1 และ 15",
    "ทุกวันที่ 20 (ถ้าตรงวันหยุดเลื่อนเป็นวันทำการถัดไป)": "ทุกวันที่ 20 ถ้าตรงวันหยุดเลื่อนเป็นวันทำการถัดไป",
    "ทุกวันที่ 20 หากเป็นวันหยุดให้ส่งวันทำการถัดไป": "ทุกวันที่ 20 ถ้าตรงวันหยุดเลื่อนเป็นวันทำการถัดไป",
    "ทุกวันที่ 20 ถ้าตรงเสาร์อาทิตย์ให้เลื่อนไปวันจันทร์": "ทุกวันที่ 20 ถ้าตรงวันหยุดเลื่อนเป็นวันทำการถัดไป",
    "ทุกวันที่ 20 หรือวันทำการถัดไป": "ทุกวันที่ 20 ถ้าตรงวันหยุดเลื่อนเป็นวันทำการถัดไป",
    "ทุกวันที่ 20 เที่ยง ถ้าตรงวันหยุดให้ส่งวันทำการก่อนหน้า": "ทุกวันที่ 20 เที่ยง ถ้าตรงวันหยุดเลื่อนขึ้นมาวันทำการก่อนหน้า",
    "ทุกวันที่ 20 เที่ยง เลื่อนขึ้นถ้าตรงวันหยุด": "ทุกวันที่ 20 เที่ยง ถ้าตรงวันหยุดเลื่อนขึ้นมาวันทำการก่อนหน้า",
    "ทุกวันที่ 20 อนุโลมได้ไม่เกิน 2 วัน": "ทุกวันที่ 20 ผ่อนผันได้ 2 วันทำการ",
    "ศุกร์นี้": "วันศุกร์นี้",
    "ภายในสัปดาห์นี้": "วันศุกร์นี้",
    "วันที่ 20 นี้": "วันศุกร์นี้",
    "ภายในเดือนนี้": "สิ้นเดือน",
    "สิ้นเดือน พ.ย.": "สิ้นเดือน",
    "ก่อนสิ้นเดือน": "สิ้นเดือน",
    "พรุ่งนี้ ก่อน 9.00 น.": "พรุ่งนี้ 9 โมง",
    "15 ธันวาคมนี้": "2026-12-15 16:30",
    "16.30 น. วันที่ 15 ธ.ค. 69": "2026-12-15 16:30",
    "เที่ยงวันที่ 15 ธ.ค.": "ภายในวันที่ ๑๕ ธันวาคม ๒๕๖๙ เวลา ๑๒.๐๐ น.",
    "ก่อนเที่ยงวันที่ 15 ธ.ค. 69": "ภายในวันที่ ๑๕ ธันวาคม ๒๕๖๙ เวลา ๑๒.๐๐ น.",
}


@pytest.mark.parametrize("typed", SAME)
def test_other_words_for_the_same(typed: str) -> None:
    reading = parse_recurrence(typed, today=TODAY)
    assert (reading.status, reading.value) == ("ok", PHRASINGS[SAME[typed]])


@pytest.mark.parametrize("typed", PHRASINGS)
def test_what_coordinators_type(typed: str) -> None:
    reading = parse_recurrence(typed, today=TODAY)
    assert (reading.status, reading.value) == ("ok", PHRASINGS[typed])


@pytest.mark.parametrize("rule", list(dict.fromkeys(PHRASINGS.values())), ids=say_rule)
def test_a_rule_said_back_is_read_as_the_same_rule(rule: Recurring | Single) -> None:
    assert parse_recurrence(say_rule(rule), today=TODAY).value == rule


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (DAY_20, "ทุกวันที่ 20 เวลา 16.30 น."),
        (Recurring("FREQ=MONTHLY;BYDAY=2MO"), "วันจันทร์ที่ 2 ของทุกเดือน เวลา 16.30 น."),
        (Recurring(LAST.rrule, NOON, after_workdays=5), "5 วันทำการหลังสิ้นเดือน เวลา 12.00 น."),
        (Recurring(QUARTER_END, unit="quarter", shift="previous"), "วันทำการสุดท้ายของทุกไตรมาส เวลา 16.30 น."),
        (Recurring("FREQ=WEEKLY;BYDAY=MO,FR", unit="day"), "ทุกวันจันทร์และวันศุกร์ เวลา 16.30 น."),
        (Single(date(2026, 12, 20)), "วันอาทิตย์ที่ 20 ธันวาคม 2569 เวลา 16.30 น."),
    ],
)
def test_how_a_rule_is_said(rule: Recurring | Single, said: str) -> None:
    assert say_rule(rule) == said


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("ทุกเดือน", "no_day"),
        ("ทุกไตรมาส", "no_day"),
        ("ทุกอาทิตย์", "no_day"),
        ("ทุก 3 เดือน", "no_day"),
        ("ทุกต้นเดือน", "vague_day"),
        ("ทุกวันที่ 32", "no_such_day"),
        ("ทุกวันที่ 30 กุมภาพันธ์", "no_such_day"),
        ("วันจันทร์ที่ 5 ของทุกเดือน", "no_such_day"),
        ("ทุกวันที่ 29 กุมภาพันธ์ และ 5 ตุลาคม", "two_days"),
        ("ทุกวันที่ 10 เมษายน และ 5 ตุลาคม ยกเว้นเดือนเมษายน", "two_days"),
        ("ทุกคนส่งด้วยนะคะ", "not_a_deadline"),
        ("เร็ว ๆ นี้", "not_a_deadline"),
        ("31 เม.ย. 2570", "no_such_day"),
        ("ทุกวันที่ 20 เวลา 25.00 น.", "no_such_time"),
        ("15-20 มีนาคม 2567", "range"),
        ("", "not_a_deadline"),
        ("ทุก" * 500, "not_a_deadline"),
    ],
)
def test_what_cannot_be_a_deadline(typed: str, why: str) -> None:
    assert parse_recurrence(typed, today=TODAY) == bad(why)


def test_what_may_be_meant_otherwise_is_asked_about() -> None:
    spoken = parse_recurrence("ทุกวันที่ 20 สามโมง", today=TODAY)
    assert (spoken.status, spoken.value, spoken.why) == ("ask", Recurring(DAY_20.rrule, time(15)), "spoken")
    before = parse_recurrence("ก่อนวันที่ 21 ของทุกเดือน", today=TODAY)
    assert (before.status, before.value, before.why) == ("ask", DAY_20, "before")
    before = parse_recurrence("ก่อนวันที่ 16 ธ.ค. 69", today=TODAY)
    assert (before.status, before.value, before.why) == ("ask", Single(date(2026, 12, 15)), "before")
    wrong_weekday = parse_recurrence("วันจันทร์ที่ 18 ธันวาคม 2569", today=TODAY)
    assert (wrong_weekday.status, wrong_weekday.why) == ("ask", "weekday")


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(PHRASINGS) >= 60
