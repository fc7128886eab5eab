"""What is said when an answer does not fit its question: what is wrong with it, and an example that fits."""

from __future__ import annotations

from collections.abc import Sequence

_WRONG = {
    "integer": 'ข้อนี้ตอบเป็นจำนวนค่ะ เช่น 12 ถ้าไม่มีให้ตอบ 0 ถ้ายังไม่ทราบให้กด "ยังไม่มีข้อมูล"',
    "decimal": 'ข้อนี้ตอบเป็นตัวเลขค่ะ เช่น 85.5 ถ้าไม่มีให้ตอบ 0 ถ้ายังไม่ทราบให้กด "ยังไม่มีข้อมูล"',
    "date": "ข้อนี้ตอบเป็นวันที่ค่ะ เช่น 20 พ.ย. 2569",
    "month": "ข้อนี้ตอบเป็นเดือนและปีค่ะ เช่น พ.ย. 2569",
    "time": "ข้อนี้ตอบเป็นเวลาค่ะ เช่น 16.30 น.",
    "dateTime": "ข้อนี้ตอบเป็นวันและเวลาค่ะ เช่น 20 พ.ย. 2569 16.30 น.",
    "select_one": "ข้อนี้เลือกจากรายการค่ะ แตะปุ่ม หรือพิมพ์หมายเลข เช่น 1",
    "select_multiple": "ข้อนี้เลือกจากรายการค่ะ พิมพ์หมายเลขที่เลือก เช่น 1 3",
    "rank": "ข้อนี้เรียงลำดับค่ะ พิมพ์หมายเลขเรียงกันให้ครบ เช่น 3 1 2",
    "range": "ข้อนี้ตอบเป็นตัวเลขค่ะ เช่น 5",
    "year": "ข้อนี้ตอบเป็นปีค่ะ เช่น 2569",
    "image": "ข้อนี้รับเป็นภาพค่ะ กดถ่ายภาพหรือเลือกภาพ ถ้าไม่มีให้กดไม่มี",
    "video": "ข้อนี้รับเป็นวิดีโอค่ะ ส่งเข้ามาในแชตได้เลย",
    "audio": "ข้อนี้รับเป็นเสียงค่ะ กดไมโครโฟนแล้วส่งเข้ามาได้เลย",
    "file": "ข้อนี้รับเป็นไฟล์ค่ะ ส่งเข้ามาในแชตได้เลย",
    "geopoint": "ข้อนี้รับเป็นตำแหน่งค่ะ กดส่งตำแหน่ง หรือพิมพ์พิกัด เช่น 16.884 99.129",
    "acknowledge": "ข้อนี้กดรับทราบ หรือพิมพ์ว่า รับทราบ ค่ะ",
    "text": "ข้อนี้ตอบเป็นข้อความค่ะ พิมพ์คำตอบได้เลย เช่น จัดประชุมชี้แจงครูทุกโรงเรียน",
}
_WHY = {
    "no_such_day": "วันที่นี้ไม่มีในปฏิทินค่ะ",
    "range": "ขอเป็นจำนวนเดียวที่แน่นอนค่ะ",
    "grouping": "ตำแหน่งจุลภาคไม่ตรงหลักพันค่ะ",
    "negative": "ขอเป็นจำนวนตั้งแต่ 0 ขึ้นไปค่ะ",
    "fraction": "ขอเป็นจำนวนเต็มค่ะ",
    "approximate": "ขอเป็นจำนวนที่แน่นอนค่ะ",
    "incomplete": "ยังเรียงไม่ครบทุกข้อค่ะ",
    "too_long": "ข้อความยาวเกินกว่าที่ข้อนี้รับค่ะ",
}


_WHY_NUMBER = {"too_long": "ตัวเลขยาวเกินกว่าที่ข้อนี้รับค่ะ", "percent": "ข้อนี้ไม่ใช่ร้อยละค่ะ"}
_WHY_DAY = {"range": "ขอเป็นวันเดียวค่ะ", "no_day": "ขอวันที่ด้วยค่ะ"}


def does_not_fit(kind: str, why: str = "") -> str:
    """Say what is wrong and show an example. `kind` is the question's type, `why` a reading's machine word."""
    expected = _WRONG.get(kind, _WRONG["text"])
    own = {"date": _WHY_DAY, "dateTime": _WHY_DAY, "integer": _WHY_NUMBER, "decimal": _WHY_NUMBER}.get(kind, {})
    seen = own.get(why) or _WHY.get(why)
    return f"{seen} {expected}" if seen else expected


AS_TYPED = "เก็บตามที่พิมพ์"
ZERO_OR_UNKNOWN = "“ไม่มี” ของข้อนี้หมายถึง 0 หรือยังไม่มีข้อมูลคะ ตอบ 0 หรือ ยังไม่มีข้อมูล"


def overtaken(typed: str) -> str:
    """Say of a message that came late that it is not kept: other messages were answered before it."""
    return f"“{typed}” มาถึงช้า ท่านส่งไว้ก่อนเห็นข้อนี้ จึงยังไม่ได้เก็บค่ะ\nถ้าเป็นคำตอบของข้อนี้ พิมพ์ เป็นคำตอบ"


def other_count(typed: int, waiting: int) -> str:
    """Say that more or fewer numbers came in one message than stand side by side."""
    return f"ได้รับ {typed} จำนวนค่ะ แต่ตรงนี้ถามเรียงกัน {waiting} จำนวน พิมพ์ทีละจำนวน หรือพิมพ์ให้ครบทั้ง {waiting} จำนวน"


def several_fit(typed: str, choices: Sequence[str]) -> str:
    """Say which choices a part of a name fits."""
    return f"“{typed}” ตรงกับหลายตัวเลือกค่ะ {' · '.join(choices)}\nพิมพ์หมายเลขที่ต้องการ"


def buddhist(year: str) -> str:
    return f"พ.ศ. {year}"


def western(year: str) -> str:
    return f"ค.ศ. {year}"


def which_year(answers: Sequence[str]) -> str:
    return f"หมายถึงปี {' หรือ '.join(answers)} คะ"


# --- an answer that breaks a condition whose author left no message ------------------------------------------------
_RELATIONS = {
    "number": {
        ">=": "ไม่น้อยกว่า",
        ">": "มากกว่า",
        "<=": "ไม่เกิน",
        "<": "น้อยกว่า",
        "=": "เท่ากับ",
        "!=": "ไม่ใช่",
    },
    "date": {">=": "ไม่ก่อน", ">": "อยู่หลัง", "<=": "ไม่เกิน", "<": "อยู่ก่อน", "=": "ตรงกับ", "!=": "ไม่ใช่"},
}


def relation(sign: str, kind: str, limit: str) -> str:
    """Say how an answer stands to a limit; `kind` is number or date."""
    return f"{_RELATIONS[kind][sign]}{limit if limit.startswith('วัน') else f' {limit}'}"


def must_be(relations: Sequence[str]) -> str:
    return f"คำตอบข้อนี้ต้อง{' และ'.join(relations)} ค่ะ"


def beside(related: str, name: str) -> str:
    return f"คำตอบข้อนี้ต้อง{related} ตามที่ตอบไว้ใน “{name}” ค่ะ"


def compared_with_blank(name: str) -> str:
    return f"ข้อนี้เทียบกับ “{name}” ซึ่งยังไม่มีคำตอบค่ะ ตอบข้อนั้นก่อน แล้วกลับมาตอบข้อนี้"


def digits(count: str) -> str:
    return f"ข้อนี้ตอบเป็นตัวเลข {count} หลักค่ะ"


def pattern(hint: str, *, only_digits: bool) -> str:
    if hint:
        return f"รูปแบบคำตอบยังไม่ตรงค่ะ {hint}"
    return "ข้อนี้ตอบเป็นตัวเลขเท่านั้นค่ะ" if only_digits else "รูปแบบคำตอบยังไม่ตรงกับที่ข้อนี้ต้องการค่ะ ตรวจอีกครั้ง"


def length(sign: str, count: str) -> str:
    return f"ข้อนี้ตอบ{_as_many(sign, count)} ตัวอักษรค่ะ นับสระและวรรณยุกต์ด้วย"


def chosen(sign: str, count: str) -> str:
    return f"ข้อนี้เลือก{_as_many(sign, count)} ตัวเลือกค่ะ"


def _as_many(sign: str, count: str) -> str:
    return {">=": f"อย่างน้อย {count}", "<=": f"ได้ไม่เกิน {count}", "=": f"ให้ครบ {count}"}.get(sign, f"ต่างจาก {count}")
