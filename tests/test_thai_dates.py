"""Dates as officers and coordinators type them. Today is Friday 8 March 2024 unless a test says otherwise."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.dates import format_date, format_month, format_time, in_bangkok, parse_date, parse_month, parse_time
from thai.reading import NONE, Reading

TODAY = date(2024, 3, 8)
DAYS_NEAR = st.dates(date(2015, 1, 1), date(2033, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        *("15 มีนาคม 2567", "๑๕ มีนาคม ๒๕๖๗", "15 มี.ค. 67", "15มีค67", "15 มีนา 67", "15/3/67", "๑๕/๓/๖๗", "15-03-2567"),
        *("2024-03-15", "2567-03-15", "15 Mar 2024", "15 มีนาคม 2024", "15 มีนาคม ค.ศ. 2024", "15.3.2567", "15 มี. ค. 67"),
        *("วันศุกร์ที่ 15 มีนาคม พ.ศ. 2567", "ภายในวันที่ 15 มีนาคม 2567", "เมื่อวันที่ ๑๕ เดือนมีนาคม พ.ศ. ๒๕๖๗ ค่ะ"),
        *("15 มีนาคม 2567 เวลา 16.30 น.", "15 มี.ค. 67 16:30"),
    ],
)
def test_one_day_in_many_spellings(typed: str) -> None:
    assert parse_date(typed, today=TODAY) == Reading("ok", date(2024, 3, 15))
    assert parse_date(typed, today=TODAY, expect="deadline") == Reading("ok", date(2024, 3, 15))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        *(("๑ เม.ย.๖๗", date(2024, 4, 1)), ("1 ต.ค. 2566", date(2023, 10, 1)), ("29 ก.พ. 67", date(2024, 2, 29))),
        *(("พรุ่งนี้ครับ", date(2024, 3, 9)), ("มะรืนนี้", date(2024, 3, 10)), ("อีกสามวัน", date(2024, 3, 11))),
        *(("ภายใน ๗ วัน", date(2024, 3, 15)), ("อีก 1 เดือน", date(2024, 4, 8)), ("อีก 2 สัปดาห์", date(2024, 3, 22))),
        *(("วันนี้", date(2024, 3, 8)), ("เมื่อวานนี้", date(2024, 3, 7)), ("3 วันที่แล้ว", date(2024, 3, 5))),
        *(("วันที่ 20 เดือนหน้า", date(2024, 4, 20)), ("สิ้นเดือน", date(2024, 3, 31)), ("สิ้นเดือนหน้า", date(2024, 4, 30))),
        *(("วันศุกร์หน้า", date(2024, 3, 15)), ("วันอาทิตย์หน้า", date(2024, 3, 17)), ("วันศุกร์ที่แล้ว", date(2024, 3, 1))),
        *(("ภายใน 5 วันทำการ", date(2024, 3, 15)), ("สิ้นปีงบประมาณ", date(2024, 9, 30)), ("สิ้นปี", date(2024, 12, 31))),
    ],
)
def test_days_that_mean_the_same_to_everyone(typed: str, day: date) -> None:
    assert parse_date(typed, today=TODAY, expect="deadline") == Reading("ok", day)
    assert parse_date(typed, today=TODAY, expect="event") == Reading("ok", day)


@pytest.mark.parametrize(
    ("typed", "deadline", "event"),
    [
        ("15 มีนาคม", Reading("ok", date(2024, 3, 15)), Reading("ok", date(2023, 3, 15))),
        ("5/3", Reading("ok", date(2025, 3, 5)), Reading("ok", date(2024, 3, 5))),
        ("29 ก.พ.", Reading("ok", date(2028, 2, 29)), Reading("ok", date(2024, 2, 29))),
        ("วันที่ 20", Reading("ok", date(2024, 3, 20)), Reading("ask", date(2024, 2, 20), "no_month")),
        ("วันที่ 5", Reading("ok", date(2024, 4, 5)), Reading("ask", date(2024, 3, 5), "no_month")),
        ("ภายในวันที่ 31", Reading("ok", date(2024, 3, 31)), Reading("ask", date(2024, 1, 31), "no_month")),
        ("วันจันทร์", Reading("ok", date(2024, 3, 11)), Reading("ask", date(2024, 3, 4), "which_week")),
        ("วันอาทิตย์", Reading("ok", date(2024, 3, 10)), Reading("ask", date(2024, 3, 3), "which_week")),
    ],
)
def test_a_deadline_lies_ahead_and_an_event_behind(typed: str, deadline: Reading[date], event: Reading[date]) -> None:
    assert parse_date(typed, today=TODAY, expect="deadline") == deadline
    assert parse_date(typed, today=TODAY, expect="event") == event


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("๓๑ มี.ค. -๑ เม.ย.๖๗", Reading("ask", None, "range")),
        ("15-20 มีนาคม 2567", Reading("ask", None, "range")),
        ("ระหว่างวันที่ 15 ถึง 20 มีนาคม 2567", Reading("ask", None, "range")),
        ("เมื่อวันที่มีนาคม ๒๕๖๗", Reading("ask", None, "no_day")),
        ("อาทิตย์หน้า", Reading("ask", date(2024, 3, 11), "week")),
        ("วันศุกร์ที่ 14 มีนาคม 2567", Reading("ask", date(2024, 3, 14), "weekday")),
        ("15/3/24", Reading("ask", date(2024, 3, 15), "era")),
        ("15 มี.ค. 26", Reading("ask", date(2026, 3, 15), "era")),
        ("15 มี.ค. 50", Reading("ask", date(2007, 3, 15), "far")),
        ("15 มีนาคม ค.ศ. 2567", Reading("ask", date(2024, 3, 15), "era")),
        ("15 มีนาคม พ.ศ. 2024", Reading("ask", date(2024, 3, 15), "era")),
        ("15 มีนาคม ค.ศ. 2024", Reading("ok", date(2024, 3, 15))),
        ("-", NONE),
        ("ไม่มีค่ะ", NONE),
        ("", NONE),
    ],
)
def test_what_is_not_one_certain_day_is_not_taken_for_it(typed: str, reading: Reading[date]) -> None:
    assert parse_date(typed, today=TODAY) == reading
    assert parse_date(typed, today=TODAY, expect="deadline") == reading


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        *(("29 ก.พ. 66", "no_such_day"), ("31 เม.ย. 67", "no_such_day"), ("3/15/67", "no_such_day")),
        *(("31 เม.ย.", "no_such_day"), ("วันที่ 32", "no_such_day"), ("วันที่ 31 เดือนหน้า", "no_such_day")),
        *(("ข้อ 2.6", "not_a_date"), ("ว 3/2567", "not_a_date"), ("ครั้งที่ ๑/๒๕๖๗", "not_a_date")),
        *(("รอบ 1/67", "not_a_date"), ("16.30 น.", "not_a_date"), ("15 มีนาคม 256", "not_a_date")),
        *(("อีก 999 วัน", "not_a_date"), ("15", "not_a_date"), ("ก" * 30_000, "not_a_date")),
        *(("ภายในวันที่ ๒๐ ของทุกเดือน", "recurring"), ("ทุกวันที่ 20", "recurring")),
        *(("ทุกสิ้นเดือน", "recurring"), ("ทุกวันศุกร์", "recurring")),
    ],
    ids=lambda value: value[:20],
)
def test_what_is_no_date_is_refused_with_the_reason(typed: str, why: str) -> None:
    assert parse_date(typed, today=TODAY, expect="deadline") == Reading("bad", None, why)


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        *(
            (typed, Reading("ok", date(2026, 11, 1)))
            for typed in ("พฤศจิกายน 2569", "พ.ย. 69", "พย69", "11/2569", "๑๑/๖๙")
        ),
        *((typed, Reading("ok", date(2026, 11, 1))) for typed in ("เดือนนี้", "20 พ.ย. 2569", "2026-11", "November 2026")),
        ("ประจำเดือนพฤศจิกายน พ.ศ. ๒๕๖๙", Reading("ok", date(2026, 11, 1))),
        ("เดือนหน้า", Reading("ok", date(2026, 12, 1))),
        ("เดือนที่แล้ว", Reading("ok", date(2026, 10, 1))),
        ("ธันวาคม", Reading("ok", date(2025, 12, 1))),
        ("เมื่อวันที่มีนาคม ๒๕๖๗", Reading("ok", date(2024, 3, 1))),
        ("พ.ย. 24", Reading("ask", date(2024, 11, 1), "era")),
        ("2566/11", Reading("ok", date(2023, 11, 1))),
        ("พ.ย. 2469", Reading("ask", date(1926, 11, 1), "far")),
        ("13/2569", Reading("bad", None, "no_such_month")),
        ("31 พ.ย. 69", Reading("bad", None, "no_such_day")),
        ("ทุกเดือน", Reading("bad", None, "recurring")),
        ("นักเรียน 20 คน", Reading("bad", None, "not_a_month")),
        ("-", NONE),
    ],
)
def test_months(typed: str, reading: Reading[date]) -> None:
    assert parse_month(typed, today=date(2026, 11, 20)) == reading


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        *((typed, Reading("ok", time(16, 30))) for typed in ("16.30 น.", "16:30", "๑๖.๓๐ น.", "เวลา 16.30 นาฬิกา")),
        *((typed, Reading("ok", time(15))) for typed in ("บ่ายสามโมง", "บ่าย 3", "15 น.", "๑๕.๐๐ น.")),
        *((typed, Reading("ok", time(9))) for typed in ("9 โมง", "เก้าโมงเช้า", "สามโมงเช้า", "๙ โมงค่ะ")),
        *(("เที่ยง", Reading("ok", time(12))), ("เที่ยงครึ่ง", Reading("ok", time(12, 30)))),
        *(("9 โมงครึ่ง", Reading("ok", time(9, 30))), ("บ่ายโมง", Reading("ok", time(13)))),
        *(("สี่โมงเย็น", Reading("ok", time(16))), ("สองทุ่ม", Reading("ok", time(20))), ("ตีสอง", Reading("ok", time(2)))),
        *(("เที่ยงคืน", Reading("ok", time(0))), ("สามโมง", Reading("ask", time(15), "spoken"))),
        *((typed, Reading("bad", None, "no_such_time")) for typed in ("24.00", "16.75 น.", "บ่ายเก้าโมง", "20 ทุ่ม")),
        *((typed, Reading("bad", None, "not_a_time")) for typed in ("16", "พรุ่งนี้", "เย็น", "โมง", "ก" * 30_000)),
        ("ไม่มี", NONE),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_times(typed: str, reading: Reading[time]) -> None:
    assert parse_time(typed) == reading


def test_dates_are_printed_as_offices_print_them() -> None:
    day = date(2026, 11, 20)
    assert format_date(day, style="full") == "วันศุกร์ที่ 20 พฤศจิกายน 2569"
    assert format_date(day, style="long") == "20 พฤศจิกายน 2569"
    assert format_date(day, style="short") == "20 พ.ย. 2569"
    assert format_date(date(2024, 3, 1), style="short", digits="thai") == "๑ มี.ค. ๒๕๖๗"
    assert format_month(day) == "พฤศจิกายน 2569"
    assert format_month(day, digits="thai") == "พฤศจิกายน ๒๕๖๙"
    assert format_time(time(8, 5)) == "08.05 น."
    assert format_time(time(16, 30), digits="thai") == "๑๖.๓๐ น."


@given(DAYS_NEAR, st.sampled_from(["full", "long", "short"]), st.sampled_from(["arabic", "thai"]))
def test_every_printed_date_reads_back(day: date, style: str, digits: str) -> None:
    printed = format_date(day, style=style, digits=digits)  # type: ignore[arg-type]
    assert parse_date(printed, today=TODAY) == Reading("ok", day)


@given(DAYS_NEAR, st.integers(1, 31), st.integers(1, 12))
def test_without_a_year_a_deadline_is_never_past_and_an_event_never_ahead(today: date, day: int, month: int) -> None:
    deadline = parse_date(f"{day}/{month}", today=today, expect="deadline").value
    event = parse_date(f"{day}/{month}", today=today, expect="event").value
    assert (deadline is None) == (event is None) == (day > 29 and (month, day) not in _LONG_DAYS)
    assert deadline is None or event is None or event <= today <= deadline


_LONG_DAYS = {(m, d) for m in range(1, 13) for d in (30, 31) if m != 2 and (d == 30 or m in (1, 3, 5, 7, 8, 10, 12))}


@given(st.text(alphabet="0123456789๑๕/.- วันที่มีนาคมพศเดือนหน้าทุกอีก", max_size=20))
def test_any_text_gets_an_answer(text: str) -> None:
    reading = parse_date(text, today=TODAY)
    assert (reading.status in ("ok", "none")) == (reading.why == "")
    assert reading.status != "ok" or abs(reading.value.year - TODAY.year) <= 10  # type: ignore[union-attr]


def test_a_moment_late_in_utc_is_the_next_day_in_bangkok() -> None:
    moment = datetime(2026, 11, 19, 17, 30, tzinfo=UTC)
    assert in_bangkok(moment).date() == date(2026, 11, 20)
    assert in_bangkok(moment).utcoffset() == timedelta(hours=7)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a zone"):
        in_bangkok(datetime(2026, 11, 20, 9, 0))
