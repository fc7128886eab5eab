"""The words around a deadline, as coordinators type them: made plain, or taken off as terms, before its days are read.

"ขอเป็นเดือนละครั้ง วันที่ยี่สิบ ก่อนเที่ยง ถ้าตรงวันหยุดให้ส่งวันทำการถัดไป" is ทุกเดือน วันที่ 20 เที่ยง, shifted. Nothing here knows
dates; whatever it does not know stays as it was typed, and the reader refuses it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from thai.calendar import Shift
from thai.deadline_parts import COUNT, EACH, WEEK, number, spelled
from thai.months import MONTH, WEEKDAY

Said = dict[str, Shift | int]
"""What clauses say: fields of a rule."""

_DAYS = {spelled(day): str(day) for day in range(1, 32)}
_DAY_WORD = "|".join(sorted(_DAYS, key=len, reverse=True))
_CLOCK = r"(?:เวลา|เที่ยง|บ่าย|\d{1,2}\s?[.:]\s?\d{2}|\S{1,6}\s?โมง)"
_TIME_FIRST = r"(?:ก่อน|ไม่เกิน|ภายใน)?\s?(?:เวลา\s?)?(?P<at>เที่ยง(?:ตรง|วัน|คืน)?|\d{1,2}[.:]\d{2}(?:\s?น\.?)?)"
_TIMES = "|".join(("1", "หนึ่ง", "เดียว", "2", "สอง", "3", "สาม", "4", "สี่"))

_ASKING = (
    "ขอ|โปรด|กรุณา|รบกวน|กำหนด|ให้|ความร่วมมือ|ความอนุเคราะห์|ทุกหน่วยงาน|หน่วยงาน|ทุกแห่ง|ทุกท่าน|ทุกโรงเรียน|"
    "รายงาน|ข้อมูล|จัดส่ง|นำส่ง|ส่ง|เป็น"
)
_OFFICE_HOURS = (
    "(?:(?:ภายใน|ใน|ก่อน)?(?:หมด)?(?:สิ้น)?(?:เวลาราชการ|เวลาทำการ|เวลาทำงาน)|"
    "ก่อน(?:เวลา)?(?:เลิกงาน|ปิดทำการ)|(?:ภายใน|ก่อน)(?:สิ้น|หมด)วัน)"
)


def _numeric(found: re.Match[str]) -> str:
    return f"{found['day']}/{found['month']}" + (f"/{found['year']}" if found["year"] else "")


_SHORT_DAY = r"(?:จ|อา|อ|พฤ|พ|ศ|ส)(?:\.(?![ก-๙])|(?![ก-๙.]))"


def _in_full(found: re.Match[str]) -> str:
    """Return ทุก จ. พ. ศ. with the names of the weekdays."""
    return "ทุกวัน" + re.sub(_SHORT_DAY, lambda each: _SHORT_DAYS[each[0].rstrip(".")], found["short"])


_SHORT_DAYS = {"จ": "จันทร์", "อ": "อังคาร", "พ": "พุธ", "พฤ": "พฤหัสบดี", "ศ": "ศุกร์", "ส": "เสาร์", "อา": "อาทิตย์"}
_PLAIN: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"[()]", " "),
    (rf"^ทุก(?:วัน)?\s?(?P<short>{_SHORT_DAY}(?:\s?(?:,|และ|กับ|-|–|ถึง|\s)\s?{_SHORT_DAY})*)(?=\s|$)", _in_full),
    (r"ว(?:ั|้)นท(?:ี่|ื่|ี้|ี)(?=\s?\d)", "วันที่"),  # ทื่ and ที are slips of the thumb
    (r"พฤหัส(?:บดี)?ฯ|พฤ(?:\.|$|(?=\s))", "พฤหัสบดี"),
    (rf"^(?:วัน\s?)?(?P<short>จ|อ|พ|ศ|ส|อา)\.\s?(?=\d{{1,2}}\s?{MONTH})", lambda f: f"วัน{_SHORT_DAYS[f['short']]}ที่ "),
    (rf"^(?P<weekday>{WEEKDAY})\s?(?=ที่\s?\d{{1,2}}\s?(?:เดือน)?{MONTH})", r"วัน\g<weekday>"),
    (r"\s?(?:ค่ะ|คะ|ครับ)?\s?/\s?$", ""),
    (r"^(?:ด่วนที่สุด|ด่วนมาก|ด่วน)\s?", ""),
    (r"^(?:เดดไลน์|หมดเขต|ปิดรับ|อย่างช้า(?:ที่สุด)?|ช้า(?:ที่)?สุด|ไม่ช้ากว่า)\s?(?=วัน|\d|สิ้น)|\s?เป็นอย่างช้า$", ""),
    (rf"^(?:ส่ง)?รายงาน(?:ของ|ประจำ)?เดือน\s?{MONTH}(?:\s?\d{{2,4}})?\s+(?=ภายใน|ไม่เกิน|ก่อน)", ""),
    (rf"^(?:{_ASKING}|\s)+(?=ภายใน|ไม่เกิน|ก่อน|ทุก|วัน|\d|สิ้น|ราย|ตั้งแต่|เริ่ม|แต่ละ)", ""),
    (rf"\s?{_OFFICE_HOURS}$", ""),
    (r"(?<!\d)(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?=\s?(?:น|นาฬิกา)$)", r"\g<hour>.\g<minute>"),  # 1630 น.
    (r"(?<=\s)(?P<hour>0[6-9]|1\d)(?P<minute>[0-5]\d)$", r"\g<hour>.\g<minute>"),
    (r"^(?:ตั้งแต่\s?)?(?:บัดนี้|วันนี้)\s?(?:เป็นต้นไป)?\s?(?:จน)?ถึง\s?|^(?:จน)?ถึง\s?(?=วันที่|\d|สิ้น)", "ภายใน"),
    (r"(?P<day>(?<![\d/])\d{1,2})\s?เดือน\s?(?P<month>0?[1-9]|1[0-2])(?!\d)\s?(?:ปี\s?(?P<year>\d{2,4}))?", _numeric),
    (rf"^(?:ทุก\s?)?{COUNT}\s?เดือน\s?(?:ต่อ)?\s?(?:1\s?|หนึ่ง)?ครั้ง\s?", r"ทุก \g<count> เดือน "),
    (rf"{WEEK}เว้น{WEEK}", "ทุก 2 สัปดาห์"),
    (r"^ทุกวัน\s?(?=(?:ยกเว้น|เว้น|ไม่รวม|ไม่นับ)\s?วันหยุด)", "ทุกวันทำการ "),
    (r"^ทุกวัน\s?(?:ยกเว้น|เว้น)\s?(?:วัน)?เสาร์\s?(?:และ|กับ|-|–)?\s?(?:วัน)?อาทิตย์", "ทุกวันจันทร์ถึงวันศุกร์"),
    (r"^ปีละ\s?\S{1,4}\s?ครั้ง\s?(?=ทุก)", ""),
    (r"^ปีละ\s?\S{1,4}\s?ครั้ง\s?(?=สิ้น(?:ปีงบ|ไตรมาส))", "ทุก"),
    (r"^(?:ขอ|เอา|ให้|กำหนด|เปลี่ยน|แก้|ตั้ง)+เป็น\s?", ""),
    (rf"^(?P<weekday>{WEEKDAY})(?=นี้|หน้า)", r"วัน\g<weekday>"),
    (rf"(?<=(?:วันที่\s))(?P<word>{_DAY_WORD})(?![ก-๙])", lambda found: _DAYS[found["word"]]),
    (rf"(?<=(?:วันที่))(?P<word>{_DAY_WORD})(?![ก-๙])", lambda found: _DAYS[found["word"]]),
    (rf"(?<=[ก-๙])ที่\s?(?P<word>{_DAY_WORD})(?=\s?(?:ของ)?\s?(?:ทุก|แต่ละ)?เดือน)", lambda f: f"ที่ {_DAYS[f['word']]} "),
    (rf"(?:เดือน|รายเดือน)ละ\s?(?:{_TIMES})?\s?ครั้ง(?:เดียว)?\s?(?:คือ|ใน|ทุก)?\s?", "ทุกเดือน "),
    (rf"(?:ปี|รายปี)ละ\s?(?:{_TIMES})?\s?ครั้ง(?:เดียว)?\s?(?:คือ|ใน|ทุก)?\s?", "ทุกปี "),
    (rf"(?:สัปดาห์|อาทิตย์)ละ\s?(?:{_TIMES})?\s?ครั้ง(?:เดียว)?\s?(?:คือ|ใน|ทุก)?\s?", "ทุกสัปดาห์ "),
    (r"^(?:รายไตรมาส|ทุกไตรมาส|ไตรมาสละ\s?(?:1\s?|หนึ่ง)?ครั้ง)\s?(?=.*หลัง.*ไตรมาส)", ""),
    (rf"รอบ\s?(?:3|6|9|12)\s?เดือน\s?(?:คือ|ภายใน|ไม่เกิน)?\s?(?=(?:วันที่)?\s?\d{{1,2}}\s?{MONTH})", ""),
    (r"^ทุก(?P<day>วันที่\s?\d{1,2})\s?(?:ของ)?เดือนเว้นเดือน", r"ทุก 2 เดือน \g<day>"),
    (r"เดือนเว้นเดือน", "2 เดือน"),
    (r"^2 เดือน", "ทุก 2 เดือน"),
    (r"เดือนถัดจาก(?:เดือน)?ที่รายงาน", "เดือนถัดไป"),
    (r"ของเดือนหน้า\s?(?=(?:ของ)?ทุกเดือน)", "ของเดือนถัดไป "),
    (r"(?<=เดือนถัดไป)\s?(?:ของ)?ทุกเดือน", ""),
    (rf"(?<=[\s\dก-๙.])(?:ก่อน|ไม่เกิน|ภายใน)\s?(?={_CLOCK})", " "),
    (rf"^{_TIME_FIRST}\s?(?:ของ)?(?P<rest>(?:ทุก)?วัน.+)", r"\g<rest> \g<at>"),
    (r"(?<=[^\s])(?=เที่ยง(?:ตรง|วัน|ครึ่ง)?$)", " "),
)
_RULES = tuple((re.compile(pattern), said) for pattern, said in _PLAIN)
_THIS_YEAR = re.compile(rf"(?P<day>\d{{1,2}}\s?(?:{MONTH})|วันที่\s?\d{{1,2}})\s?นี้|^(?P<alone>\d{{1,2}})\s?นี้(?=$|\s)")
_COUNTED = "เดือน|ครั้ง|ปี|สัปดาห์|วัน|ไตรมาส|โมง|ทุ่ม|น\\."
_LISTED = re.compile(rf"(?<=\d)\s?(?:,|\s(?!\d{{1,2}}$)|กับ)\s?(?=\d{{1,2}}(?!\d|[.:/]|\s?(?:{_COUNTED})))")
_NAMED = f"(?:วัน{WEEKDAY}|{WEEKDAY.replace('|อาทิตย์', '')})"  # ทุกอาทิตย์ is every week
_WEEKDAYS = re.compile(rf"(?P<first>{_NAMED})\s?(?:,|กับ|และ|\s)\s?(?=(?:และ)?\s?{_NAMED}(?!นี้|หน้า|ละ|เว้น))")


def _this(found: re.Match[str]) -> str:
    return str(found["day"] or f"วันที่ {found['alone']}")


def plain(said: str) -> str:
    """Return a deadline in fewer and more usual words."""
    for pattern, plainer in _RULES:
        said = pattern.sub(plainer, said)
    return re.sub(r"\s+", " ", _THIS_YEAR.sub(_this, said)).strip()


def joined(said: str) -> str:
    """Return days that were listed with commas or spaces, joined by และ: 10, 20 และ 30; จันทร์ พุธ ศุกร์."""
    return _WEEKDAYS.sub(r"\g<first>และ", _LISTED.sub("และ", said)).replace("และและ", "และ")


# Clauses at the end. Each is taken off as often as it stands there.

_IF = r"(?:ถ้า|หาก|กรณี|แต่ถ้า|แต่หาก|โดย)?\s?(?:วันดังกล่าว)?\s?"
_OFF = r"(?:วันหยุด(?:ราชการ)?|(?:วัน)?เสาร์\s?[-–]?\s?(?:หรือ)?(?:วัน)?อาทิตย์)"
_NOT_ON = r"(?:ยกเว้น|เว้น|ไม่รวม|ไม่นับ)\s?"
_HOLIDAY = rf"(?:{_IF}(?:ตรงกับ|ตรง|เป็น|ติด)\s?{_OFF}\s?)"
_MOVED = r"(?:ให้)?\s?เลื่อน\s?(?:กำหนด)?(?:ออก|ขึ้น|เข้า)?\s?(?:ไป|มา|เป็น|ส่ง)*\s?(?:ใน)?(?:วันทำการ|วันทำงาน|วัน)?\s?"
_SENT = r"(?:ให้)?\s?(?:ส่ง|ใช้|นับ|ถือ|เป็น)+(?:ใน|เป็น|ภายใน)?\s?(?:วันทำการ|วัน)?\s?"
_NEXT = r"(?:ถัดไป|ต่อไป|แรกหลังวันหยุด|จันทร์)\s?(?:(?:แทน|เป็น)(?:วันสุดท้าย|วันครบกำหนด)?)?$"
_BEFORE = r"(?:ก่อนหน้า|ก่อนวันหยุด|ก่อน|ศุกร์)\s?(?:(?:แทน|เป็น)(?:วันสุดท้าย|วันครบกำหนด)?)?$"
_REPORT = "(?:รายงาน|ข้อมูล)(?:ผล)?(?:การดำเนินงาน)?"
_NOT_OF_A_DAY = r"(?<!\d)(?<!\d\s)"  # วันที่ 25 ของเดือนก่อน: a day of that month, and nothing of a report
_PREVIOUS_PERIOD = (
    rf"(?:เป็น|ใช้)?(?:{_REPORT}(?:ของ)?|{_NOT_OF_A_DAY}ของ)(?:เดือน|ไตรมาส|สัปดาห์|รอบ|ปี)(?:ก่อน|ที่แล้ว|ที่ผ่านมา)$"
)
_CLAUSES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Said]], ...] = (
    (re.compile(rf"{_HOLIDAY}?{_MOVED}{_NEXT}"), lambda _: {"shift": "next"}),
    (re.compile(rf"{_HOLIDAY}?{_MOVED}{_BEFORE}"), lambda _: {"shift": "previous"}),
    (re.compile(rf"{_HOLIDAY}{_SENT}{_NEXT}|หรือวันทำการถัดไป$"), lambda _: {"shift": "next"}),
    (re.compile(rf"{_HOLIDAY}{_SENT}{_BEFORE}|หรือวันทำการก่อนหน้า$"), lambda _: {"shift": "previous"}),
    (re.compile(rf"เลื่อนออก(?:ไป)?\s?{_HOLIDAY}$|{_HOLIDAY}(?:ให้)?เลื่อนออก(?:ไป)?$"), lambda _: {"shift": "next"}),
    (re.compile(rf"เลื่อนขึ้น(?:มา)?\s?{_HOLIDAY}$|{_HOLIDAY}(?:ให้)?เลื่อนขึ้น(?:มา)?$"), lambda _: {"shift": "previous"}),
    (re.compile(rf"{_HOLIDAY}?ไม่(?:ต้อง)?เลื่อน$"), lambda _: {"shift": "none"}),
    (re.compile(rf"(?:{_HOLIDAY}|{_OFF}\s?)(?:ไม่ต้อง|งด|ให้งด|เว้น)(?:ส่ง|รายงาน)?$"), lambda _: {"shift": "omit"}),
    (re.compile(rf"{_NOT_ON}วันหยุด(?:ราชการ|นักขัตฤกษ์)?$"), lambda _: {"shift": "omit"}),
    (
        re.compile(rf"(?:ผ่อนผัน|อนุโลม|ช้าได้|ล่าช้าได้)\s?(?:ให้)?(?:ได้)?\s?(?:อีก)?\s?(?:ไม่เกิน)?\s?{COUNT}\s?วัน(?:ทำการ)?$"),
        lambda match: {"grace_workdays": number(match["count"])},
    ),
    (re.compile(_PREVIOUS_PERIOD), lambda _: {"periods_back": 1}),
)


def take_clauses(said: str) -> tuple[str, Said]:
    """Return a deadline without what is said at its end of days off, patience and periods, and that."""
    terms: Said = {}
    for _ in _CLAUSES:
        for pattern, clause in _CLAUSES:
            if (match := pattern.search(said)) and match.start():
                terms |= clause(match)
                said = said[: match.start()].rstrip()
    return said, terms


# What a coordinator has left open, by the words that were used; asked for by name instead of refused in general.

_LACKING: tuple[tuple[str, str], ...] = (
    (r"เปิดเทอม|ปิดเทอม|ภาคเรียน|ปีการศึกษา|ภาคการศึกษา", "school_term"),
    (r"(?:ยกเว้น|เว้น|ไม่นับ|ไม่รวม)\s?วันหยุด|เลื่อน\s?(?:ถ้า|หาก|กรณี)\s?(?:ตรง|เป็น)", "which_shift"),
    (r"วันหยุด(?:ราชการ)?\s?(?:ให้)?เลื่อน(?:ได้)?$", "which_shift"),
    (r"(?:เช้า|บ่าย|เย็น|ค่ำ|ดึก)(?:วัน.*|นี้)?$", "which_time"),
    (r"วันเว้นวัน|^ทุกวัน(?:\s|$|เวลา)|^(?:รายวัน|ประจำวัน)", "daily"),
    (r"(?:ต้น|กลาง|ปลาย)(?:เดือน|ปี|สัปดาห์|ไตรมาส)", "vague_day"),
    (rf"\d{{1,2}}\s?(?:-|–|ถึง)\s?\d{{1,2}}.*เดือน|^ทุก.*\d\s?(?:-|–|ถึง)\s?\d|{MONTH}.*(?:-|–|ถึง).*{MONTH}", "range"),
    (rf"\d{{1,2}}\s?(?:หรือ|และ|,|กับ)\s?\d{{1,2}}\s?{MONTH}|{MONTH}\s?\d{{2,4}}\s?(?:,|และ|กับ)\s?\d", "two_dates"),
    (rf"{EACH}\s?(?:ไตรมาส|รอบ|ครึ่งปี).*วันที่\s?\d|วันที่\s?\d+\s?ของ{EACH}\s?(?:ไตรมาส|รอบ|ครึ่งปี)", "no_month"),
    (r"ยกเว้น|เว้น|งดส่ง|\sงด|ไม่ต้องส่ง", "except_once"),
    (rf"{EACH}\s?(?:{COUNT}\s?)?(?:เดือน|ไตรมาส|สัปดาห์|อาทิตย์|รอบ|ปี|ครึ่งปี|วัน$)", "no_day"),
)
_LACKS = tuple((re.compile(pattern), why) for pattern, why in _LACKING)


def what_lacks(said: str) -> str:
    """Return what a text that is no deadline yet leaves open, as a machine word; "" when nothing is known of it."""
    return next((why for pattern, why in _LACKS if pattern.search(said)), "")
