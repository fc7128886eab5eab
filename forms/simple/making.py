"""From the lines of a plain table to the rows of an XLSForm, and everything that is wrong with them at once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from forms.simple import kinds
from forms.simple.conditions import Asked, Unread, bare, bare_number, formula
from forms.simple.kinds import HEADING, TABLE, Kind
from forms.simple.lists import Column, columns, is_other, parts
from forms.simple.sheet import Line, Sheet
from thai.numbers import parse_number
from thai.text import graphemes, norm

XLSForm = dict[str, list[dict[str, str]]]
MOST_LINES = 1_000
SHORT = 20  # graphemes of a name that fits a button
_YES = frozenset({"จำเป็น", "ใช่", "ต้องตอบ", "ต้อง", "บังคับ", "yes", "y", "true", "1", "x", "✓", "✔", "/", "*", "☑"})
_NO = frozenset({"", "ไม่", "ไม่จำเป็น", "ไม่ใช่", "ไม่ต้อง", "ไม่บังคับ", "no", "n", "false", "0", "-", "–", "☐"})
_CODES = {"ใช่": "yes", "ไม่ใช่": "no"}
_REFERENCE = re.compile(r"\$\{")
_NAMED_ID = re.compile(r"[A-Za-z_][\w.-]{0,63}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong with a row of the table, and what to do."""

    row: int | None
    what: str
    remedy: str


@dataclass
class Made:
    """An XLSForm in the making: its rows, and for each row of its survey the row of the table it came of."""

    sheets: XLSForm = field(default_factory=lambda: {"survey": [], "choices": [], "settings": []})
    origin: list[int] = field(default_factory=list)
    slips: list[Slip] = field(default_factory=list)
    warnings: list[Slip] = field(default_factory=list)


def make(sheet: Sheet) -> Made:
    """Return the XLSForm of a table; with slips in it, it is not to be used."""
    return _Maker(sheet).make()


class _Maker:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.made = Made()
        self.above: dict[str, Asked] = {}
        self.names: set[str] = set()
        self.numbers: dict[str, int] = {}
        self.heading = ""
        self.heading_row = 0  # of the heading whose questions now come; 0 before the first

    def make(self) -> Made:
        self.settings()
        if not self.sheet.lines:
            self.slip(self.sheet.heading_row, "ใต้หัวตารางยังไม่มีข้อคำถาม", "เติมคำถามแถวละหนึ่งข้อ")
        if len(self.sheet.lines) > MOST_LINES:
            self.slip(None, f"มีข้อเกิน {MOST_LINES:,} แถว", "แบ่งเป็นหลายแบบ")
            return self.made
        for heading in self.sheet.unknown:
            what = f"ไม่รู้จักหัวคอลัมน์ “{heading}” จึงไม่ได้อ่านคอลัมน์นี้"
            self.made.warnings.append(Slip(self.sheet.heading_row, what, "ลบคอลัมน์ หรือใช้หัวตามไฟล์ตัวอย่าง"))
        for line in self.sheet.lines:
            self.line(line)
        self.end_group(self.sheet.lines[-1].row if self.sheet.lines else 0)
        return self.made

    def settings(self) -> None:
        said = self.sheet.settings
        title = said.get("title", "")
        if not title:
            self.slip(None, "ยังไม่มีชื่อแบบ", "เหนือหัวตาราง พิมพ์ ชื่อแบบ ในช่องหนึ่ง และชื่อในช่องถัดไป")
        given = said.get("id", "")
        if given and not _NAMED_ID.fullmatch(given):
            self.slip(None, f"รหัสแบบ “{given}” ใช้ไม่ได้", "ใช้อักษรอังกฤษ ตัวเลข และขีดล่าง หรือเว้นว่างไว้ให้ระบบตั้งให้")
        found = {
            "form_title": title,
            "form_id": given or f"form_{_digest(title)}",
            "version": said.get("version", "") or _digest(repr((dict(said), self.sheet.lines))),
            "namespaces": 'rg="https://raingan.dev/xforms"',
        }
        short = said.get("short", "") or (title if graphemes(title) <= SHORT else "")
        self.made.sheets["settings"].append({**found, **({"attribute::rg:short": short} if short else {})})

    def slip(self, row: int | None, what: str, remedy: str) -> None:
        self.made.slips.append(Slip(row, what, remedy))

    def put(self, line_row: int, **cells: str) -> None:
        self.made.sheets["survey"].append({name.replace("__", "::", 1): text for name, text in cells.items() if text})
        self.made.origin.append(line_row)

    # --- one line ---------------------------------------------------------------------------------------------------

    def line(self, line: Line) -> None:
        required = self.required(line)
        if not line["text"]:
            self.slip(line.row, "ยังไม่มีข้อความของข้อ", "เติมในคอลัมน์ ข้อความ หรือลบแถวนี้")
        if _REFERENCE.search(line["text"] + line["hint"]):
            self.slip(line.row, "ในข้อความมี ${ ซึ่งใช้ในตารางอย่างง่ายไม่ได้", "ลบออก")
        kind = self.kind(line)
        if kind is None:
            return
        if kind.type == HEADING:
            self.end_group(line.row)
            self.heading_row, self.heading = line.row, line["text"]
            shown = {"type": HEADING, "name": self.name(line, "part"), "label": line["text"]}
            self.put(line.row, **shown, **self.number(line), relevant=self.relevant(line))
        elif kind.type == TABLE:
            if required:
                self.made.warnings.append(Slip(line.row, "ตารางตั้งให้จำเป็นไม่ได้ จะถามแต่ข้ามได้", "เว้นคอลัมน์จำเป็นว่างไว้"))
            self.table(line)
        else:
            self.question(line, kind, required if kind.is_asked else "")

    def kind(self, line: Line) -> Kind | None:
        words = line["kind"]
        if not words and line["columns"]:
            return Kind(TABLE)
        if not words and line["choices"]:
            return Kind("select_one")
        found = kinds.kind_of(words)
        if found is None:
            near = kinds.nearest(words)
            what = f"ไม่รู้จักชนิดคำตอบ “{words}”" if words else "ยังไม่มีชนิดคำตอบ"
            self.slip(line.row, what, f"หมายถึง {near} หรือไม่" if near else f"ใช้คำเหล่านี้: {kinds.LISTED}")
            self.remember(line, Kind("text"), "", {})
        return found

    def question(self, line: Line, kind: Kind, required: str) -> None:
        name = self.name(line, "q")
        choices = self.choices(line, kind, line["choices"] if kind.takes_choices else "", name)
        if line["choices"] and not kind.takes_choices:
            self.slip(line.row, f"ชนิดคำตอบ “{line['kind']}” ไม่มีตัวเลือก", "เปลี่ยนเป็น เลือกหนึ่ง หรือ เลือกหลายข้อ หรือลบตัวเลือก")
        if line["columns"]:
            self.slip(line.row, "มีคอลัมน์ตาราง แต่ชนิดคำตอบไม่ใช่ ตาราง", "เปลี่ยนชนิดคำตอบเป็น ตาราง หรือลบคอลัมน์ตาราง")
        cells = {**kind.cells, **self.bounds(line, kind)}
        self.put(
            line.row,
            type=f"{kind.type} {name}" if kind.takes_choices else kind.type,
            name=name,
            label=line["text"],
            hint=line["hint"],
            required=required,
            relevant=self.relevant(line),
            **cells,
            **self.number(line),
        )
        self.other(line, name, choices)
        self.remember(line, kind, name, {bare(label): each for each, label in choices.items()})

    def other(self, line: Line, name: str, choices: Mapping[str, str]) -> None:
        """อื่น ๆ (ระบุ): ask what, when it is chosen."""
        for choice, label in choices.items():
            if is_other(label):
                told = f"{name}_other"
                self.names.add(told)
                self.put(line.row, type="text", name=told, label=label, relevant=f"selected(${{{name}}}, '{choice}')")

    def table(self, line: Line) -> None:
        found = columns(line["columns"])
        name = self.name(line, "table")
        if not found:
            self.slip(line.row, "ตารางยังไม่มีคอลัมน์", "เติมในคอลัมน์ตาราง เช่น ชื่อโรงเรียน; นักเรียน (ตัวเลข)")
        shown = {"type": TABLE, "name": name, "label": line["text"], "bind__rg:role": "table"}
        self.put(line.row, **shown, **self.number(line), relevant=self.relevant(line))
        for column in found:
            if isinstance(column, str):
                what = f"อ่านคอลัมน์ตาราง “{column}” ไม่ได้"
                self.slip(line.row, what, "เขียนเช่น นักเรียน (ตัวเลข) หรือ ขนาด (เลือกหนึ่ง: เล็ก/กลาง/ใหญ่)")
            else:
                self.column(line, column)
        self.put(line.row, type="end_repeat", name=name)

    def column(self, line: Line, column: Column) -> None:
        name = self.unused("col", line["text"] + column.title)
        self.list_of(name, column.choices)
        kind = column.kind
        listed = f"{kind.type} {name}" if kind.takes_choices else kind.type
        self.put(line.row, type=listed, name=name, label=column.title, **kind.cells)

    def end_group(self, row: int) -> None:
        if not self.heading_row:
            return
        if self.made.sheets["survey"][-1]["type"] == HEADING:
            self.slip(self.heading_row, "ใต้หัวข้อนี้ยังไม่มีข้อคำถาม", "เติมคำถามใต้หัวข้อ หรือลบแถวนี้")
        self.put(row, type="end_group")
        self.heading_row = 0

    # --- its cells --------------------------------------------------------------------------------------------------

    def name(self, line: Line, word: str) -> str:
        """Return a name made of the question's words: it stays when lines are added, moved or numbered anew.

        A name of its number would put the answers of one question under another as soon as one is put before it.
        """
        is_twice = f"{word}_{_digest(line['text'])}" in self.names
        return self.unused(word, self.heading + line["text"] if is_twice else line["text"])

    def unused(self, word: str, text: str) -> str:
        base = name = f"{word}_{_digest(text)}"
        again = 2
        while name in self.names:
            name, again = f"{base}_{again}", again + 1
        self.names.add(name)
        return name

    def number(self, line: Line) -> dict[str, str]:
        return {"bind__rg:number": line["number"]} if line["number"] else {}

    def required(self, line: Line) -> str:
        said = norm(line["required"]).lower().replace(" ", "")
        if said not in _YES and said not in _NO:
            self.slip(line.row, f"อ่านคอลัมน์จำเป็น “{line['required']}” ไม่ได้", "ใส่ ใช่ หรือเว้นว่าง")
        return "yes" if said in _YES else ""

    def relevant(self, line: Line) -> str:
        if not line["when"]:
            return ""
        try:
            return formula(line["when"], self.above)
        except Unread as unread:
            self.slip(line.row, unread.what, unread.remedy)
            return ""

    def bounds(self, line: Line, kind: Kind) -> dict[str, str]:
        """Return the constraint that keeps a number between the least and the most of the table."""
        counted = kind.cells.get("constraint", "")
        rules, told = ([counted], ["ตั้งแต่ 0"]) if counted and not line["least"] else ([], [])
        for column, sign, word in (("least", ">=", "ตั้งแต่"), ("most", "<=", "ไม่เกิน")):
            if not line[column]:
                continue
            read = parse_number(line[column], decimal=True)
            if kind.type not in ("integer", "decimal") or read.status != "ok":
                self.slip(line.row, f"อ่าน “{line[column]}” ในคอลัมน์ค่าต่ำสุดสูงสุดไม่ได้", "ใส่ตัวเลข ใช้ได้กับคำตอบที่เป็นตัวเลขเท่านั้น")
            else:
                rules.append(f". {sign} {read.value}")
                told.append(f"{word} {read.value:,}")
        if not (line["least"] or line["most"]):
            return {}
        return {"constraint": " and ".join(rules), "constraint_message": f"ข้อนี้รับ{' '.join(told)} ค่ะ"}

    def choices(self, line: Line, kind: Kind, cell: str, name: str) -> dict[str, str]:
        """Return the choices of a question, their labels by their names; they go to a list of the question's own."""
        if not kind.takes_choices:
            return {}
        labels = parts(cell) or list(kind.choices)
        doubled = sorted({label for label in labels if labels.count(label) > 1})
        if len(labels) < 2:
            self.slip(line.row, "ข้อนี้ต้องมีตัวเลือกอย่างน้อย 2 ข้อ", "เติมในคอลัมน์ ตัวเลือก บรรทัดละข้อ หรือคั่นด้วย ;")
        if doubled:
            self.slip(line.row, f"ตัวเลือก “{doubled[0]}” ซ้ำกัน", "ลบตัวที่ซ้ำ")
        return self.list_of(name, labels)

    def list_of(self, name: str, labels: Sequence[str]) -> dict[str, str]:
        found = {_CODES.get(norm(label), f"c_{_digest(label)}"): label for label in labels}
        for choice, label in found.items():
            self.made.sheets["choices"].append({"list_name": name, "name": choice, "label": label})
        return found

    def remember(self, line: Line, kind: Kind, name: str, choices: Mapping[str, str]) -> None:
        """Let conditions further down look at a question, by its number, where only one has it."""
        number = bare_number(line["number"])
        if not number:
            return
        if number in self.numbers:
            self.above.pop(number, None)
        else:
            self.numbers[number] = line.row
            self.above[number] = Asked(name, kind.type, choices)


def _digest(text: str) -> str:
    """Return eight letters and digits that stand for a text, however its blanks are typed."""
    return hashlib.sha256(" ".join(norm(text).split()).encode()).hexdigest()[:8]


def in_order(slips: Sequence[Slip]) -> Iterator[Slip]:
    """Yield slips as the rows stand, those of no row first."""
    yield from sorted(slips, key=lambda slip: slip.row or 0)
