"""Invented reports in the shapes real ones have: long narratives, lists with their own numbers, Thai digits, cells
with "-" and blank ones, photos with captions. `Filler` is a script for tests/driver.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import cycle

from PIL import Image

from tests.driver import Act, Another, Photos, Place, Skip, Words, typed

LONGEST_MESSAGE = 5000  # UTF-16 units; what a phone sends in one piece
_SENTENCES = (
    "สำนักงานสมมติได้ดำเนินการขับเคลื่อนนโยบายฯ ร่วมกับสถานศึกษาในสังกัด จำนวน ๔๔ แห่ง ปีงบประมาณ พ.ศ. ๒๕๖๗ – ๒๕๖๘",
    "โดยจัดประชุมชี้แจง สร้างความรู้ ความเข้าใจ (Re ๕ Steps) แก่ผู้บริหาร ครู และบุคลากรทางการศึกษา ร้อยละ ๙๘.๗๕",
    'นิเทศ ติดตาม และ "สะท้อนผล" ผ่านระบบออนไลน์ https://example.ac.th/report?id=๑๒&x=1 อย่างต่อเนื่อง ฯลฯ',
    "ทั้งนี้ ผู้เรียนสามารถนำความรู้ไปประยุกต์ใช้ในชีวิตประจำวัน และต่อยอดเป็นอาชีพระหว่างเรียนได้จริง ๆ",
)


def paragraphs(characters: int, first: int = 0) -> str:
    """Return a narrative of about so many characters, in paragraphs that begin with a tab, as pasted ones do."""
    sentences = cycle(_SENTENCES[first:] + _SENTENCES[:first])
    lines: list[str] = []
    while sum(map(len, lines)) + len(lines) < characters:
        lines.append("\t" + "  ".join(next(sentences) for _ in range(3)))
    return "\n".join(lines)


def numbered(count: int) -> str:
    """Return a list with its own Thai numbers, sub-items, blank lines and a remark at its end."""
    items = [
        f"{_thai(number)}. {_SENTENCES[number % 4]}\n   {_thai(number)}.๑ ขั้นเตรียมการ\n   {_thai(number)}.๒ ขั้นดำเนินการ"
        for number in range(1, count + 1)
    ]
    return "\n\n".join([*items, "**หมายเหตุ** ข้อมูล ณ วันที่ ๓๐ ก.ย. ๖๗ ### อยู่ระหว่างตรวจทาน"])


def _thai(number: int) -> str:
    return "".join("๐๑๒๓๔๕๖๗๘๙"[int(digit)] for digit in str(number))


def in_messages(text: str) -> Words:
    """Return a text as it is sent: in one message, or broken between lines when it is longer than one may be."""
    messages = [""]
    for line in text.split("\n"):
        longer = f"{messages[-1]}\n{line}" if messages[-1] else line
        if len(longer) > LONGEST_MESSAGE:
            messages.append(line)
        else:
            messages[-1] = longer
    return Words(tuple(messages))


def picture(shade: int) -> bytes:
    """Return a small JPEG of one colour."""
    held = BytesIO()
    Image.new("RGB", (64, 48), (shade % 256, 120, 80)).save(held, "JPEG")
    return held.getvalue()


TEXTS = (
    paragraphs(1200),
    "-",
    numbered(6),
    paragraphs(9000, 1),
    "ไม่มี",
    "- ทดสอบมาตรฐานฝีมือแรงงาน ก่อนจบการศึกษา",
    paragraphs(3600, 2),
    "สถานะของผู้เรียนกลุ่มนี้ยังไม่ชัดเจน",
    numbered(14),
    "ส่งแล้ว ๓ ครั้ง\n\n\nยังไม่ส่ง ๑ ครั้ง  ",
)
CELLS = ("ผู้เรียนบางส่วนยังขาดทักษะ", "-", "จัดอบรม ๓ รุ่น\n๑) ครู\n๒) ผู้เรียน", "สถานประกอบการมีน้อย", "", "เพิ่มความร่วมมือ (MOU)")
NUMBERS = ("๙,๕๒๖", "200", "-", "๙๖๕ คน", "0", "", "1668", "๓")
GATES = ("ได้ดำเนินการ", "ได้ดำเนินการ", "ยังไม่ได้ดำเนินการ", "ไม่อยู่ในภารกิจ")
REQUIRED_BLANK = "ยังไม่มีข้อมูล"


class Filler:
    """Answers whatever is asked with the next invented text of its kind; remembers how many rows a list has."""

    def __init__(self, rows: int = 3, photos: int = 2) -> None:
        self._rows = rows
        self._photos = photos
        self._next: Mapping[str, Iterator[str]] = {
            "text": cycle(TEXTS),
            "cell": cycle(CELLS),
            "caption": cycle(("ภาพที่ ๑ การประชุมชี้แจง", "ไม่ใส่คำบรรยาย", "ภาพกิจกรรม (๑๒ มิ.ย. ๖๗)")),
            "number": cycle(NUMBERS),
            "gate": cycle(GATES),
        }

    def __call__(self, place: Place) -> Act:
        match place["event"], place["type"]:
            case "add_repeat", _:
                return Another(wanted=_rows_so_far(place) < self._rows and place["role"] != "photos")
            case "caption", _:
                return typed(next(self._next["caption"]))
            case "question", "image":
                return Photos([picture(40 * number) for number in range(1, self._photos + 1)])
            case "question", "integer":
                return self._cell(place, "number")
            case "question", "date":
                return typed("พฤศจิกายน ๒๕๖๙")
            case "question", "select_one":
                return typed(next(self._next["gate"]))
            case "question", "text" if place["position"]:
                return self._cell(place, "cell")
        return in_messages(next(self._next["text"]))

    def _cell(self, place: Place, kind: str) -> Act:
        text = next(self._next[kind])
        if not text:
            return typed(REQUIRED_BLANK) if place["required"] else Skip()
        return in_messages(text)


def _rows_so_far(place: Place) -> int:
    return int(place["position"].rpartition(".")[2] or 1) - 1
