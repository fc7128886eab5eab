"""What is wrong with a Word template, for the person who edits it in Word: the row, the tag, what it is, what to do.

Rows are paragraphs, counted from the top of the part, those in tables too. Checked before anything is filled.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from xml.etree import ElementTree as ET

from jinja2 import TemplateSyntaxError, meta, nodes

from exports.marks import Entry, Line, Picture, Printed
from exports.packing import unpacked
from exports.template_sandbox import sandbox

MOST_BYTES = 40_000_000  # of an unpacked template
KNOWN = (
    *("title", "short", "compiler", "office", "as_of", "month", "offices", "due", "draft", "blocks", "contents"),
    "loop",
)
_FIELDS = {
    "blocks": tuple(each.name for each in fields(Printed)),
    "contents": tuple(each.name for each in fields(Entry)),
}
_DEEPER = tuple({each.name for kind in (Line, Picture) for each in fields(kind)})
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = (("word/document.xml", "เนื้อหา"), ("word/header", "หัวกระดาษ"), ("word/footer", "ท้ายกระดาษ"))
_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}")
_HALF = re.compile(r"\{\{|\{%|%\}|\}\}")
_STATEMENT = re.compile(r"\{%-?\s*(?:(?:p|tr|tc|r)\s+)?(\w+)(.*?)-?%\}")
_CLOSING = {"endfor": "for", "endif": "if"}
_EDITORS_QUOTES = str.maketrans("“”‘’", "\"\"''")


@dataclass(frozen=True)
class Mistake:
    part: str
    row: int
    tag: str
    what: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.part} แถว {self.row} {self.tag}: " if self.row else ""
        return f"{where}{self.what} {self.remedy}"


class CannotFill(ValueError):
    """A template that cannot be filled; one sentence for each mistake."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = tuple(mistakes)


def checked(template: bytes) -> dict[str, bytes]:
    """Return the parts of a template that can be filled. Raises CannotFill."""
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            too_large = sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES
        parts = {} if too_large else unpacked(template)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError) as error:
        raise CannotFill([_not_word()]) from error
    if too_large or "word/document.xml" not in parts:
        raise CannotFill([_not_word()])
    found = [mistake for name, part in _texts(parts) for mistake in _Checker(part).mistakes(parts[name])]
    if found:
        raise CannotFill(found)
    return parts


def has_tags(parts: dict[str, bytes]) -> bool:
    """Whether any part of a document holds a tag: without one it is somebody's text, not a template."""
    for name, _ in _texts(parts):
        root = ET.fromstring(parts[name])  # noqa: S314, expat limits what entities may grow to
        text = "".join(each.text or "" for each in root.iter(f"{_W}t"))
        if _TAG.search(text):
            return True
    return False


def _not_word() -> Mistake:
    return Mistake("", 0, "", "ไฟล์นี้ไม่ใช่แม่แบบ Word (.docx) หรือมีขนาดใหญ่เกินไป", "บันทึกจาก Word เป็น .docx แล้วลองใหม่")


def _texts(parts: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    for start, called in _PARTS:
        yield from ((name, called) for name in sorted(parts) if name.startswith(start) and name.endswith(".xml"))


@dataclass
class _Open:
    """A loop or condition not closed yet."""

    row: int
    tag: str
    keyword: str
    variable: str = ""
    over: str = ""


@dataclass
class _Checker:
    """Reads one part, paragraph by paragraph."""

    part: str
    found: list[Mistake] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)

    def mistakes(self, xml: bytes) -> list[Mistake]:
        try:
            root = ET.fromstring(xml)  # noqa: S314, expat limits what entities may grow to
        except ET.ParseError:
            return [_not_word()]
        for row, paragraph in enumerate(root.iter(f"{_W}p"), 1):
            text = "".join(each.text or "" for each in paragraph.iter(f"{_W}t")).translate(_EDITORS_QUOTES)
            self.read(row, text)
        for still in self.stack:
            self.note(
                still.row, still.tag, f"เปิด {still.keyword} แล้วไม่ได้ปิด", f"เพิ่ม {{%p end{still.keyword} %}} หลังส่วนที่ทำซ้ำ"
            )
        return self.found

    def note(self, row: int, tag: str, what: str, remedy: str) -> None:
        self.found.append(Mistake(self.part, row, tag, what, remedy))

    def read(self, row: int, text: str) -> None:
        for tag in _TAG.findall(text):
            if tag.startswith("{%"):
                self.statement(row, tag)
            elif tag.startswith("{{"):
                self.expression(row, tag, tag)
        half = _HALF.search(_TAG.sub("", text))
        if half:
            self.note(row, half[0], "แท็กไม่ครบคู่", "พิมพ์ {{ ... }} หรือ {% ... %} ให้ครบในย่อหน้าเดียว")

    def statement(self, row: int, tag: str) -> None:
        match = _STATEMENT.fullmatch(tag)
        keyword, rest = (match[1], match[2].strip()) if match else ("", "")
        if keyword in ("for", "if"):
            self.expression(row, tag, f"{{% {keyword} {rest} %}}{{% end{keyword} %}}")
            variable, _, over = rest.partition(" in ") if keyword == "for" else ("", "", "")
            self.stack.append(_Open(row, tag, keyword, variable.strip(), over.strip()))
        elif keyword in _CLOSING:
            self.close(row, tag, _CLOSING[keyword])
        elif keyword == "elif":
            self.expression(row, tag, f"{{% if {rest} %}}{{% endif %}}")
        elif keyword != "else":
            self.note(row, tag, "ไม่รู้จักคำสั่งนี้", "ใช้ for, if, elif, else, endif, endfor")

    def close(self, row: int, tag: str, keyword: str) -> None:
        if self.stack and self.stack[-1].keyword == keyword:
            self.stack.pop()
            return
        self.note(row, tag, f"ปิด {keyword} ที่ไม่ได้เปิด", f"ลบแท็กนี้ หรือเพิ่ม {{%p {keyword} ... %}} ไว้ก่อนหน้า")

    def expression(self, row: int, tag: str, source: str) -> None:
        try:
            tree = sandbox().parse(source)
        except TemplateSyntaxError:
            self.note(row, tag, "เขียนแท็กไม่ถูกรูปแบบ", "เทียบกับแท็กเดียวกันในแม่แบบตัวอย่าง")
            return
        unknown = [used.name for used in tree.find_all(nodes.Filter) if used.name not in sandbox().filters]
        if unknown:
            self.note(row, tag, f"ไม่มีตัวกรองชื่อ {unknown[0]}", "ลบส่วนหลังเครื่องหมาย | ออก")
            return
        own = {each.variable for each in self.stack}
        for name in sorted(meta.find_undeclared_variables(tree) - own - set(KNOWN)):
            self.note(row, tag, f"ไม่มีข้อมูลชื่อ {name}", _instead(name, [*KNOWN[:-1], *own]))
        for asked in tree.find_all(nodes.Getattr):
            self.attribute(row, tag, asked)

    def attribute(self, row: int, tag: str, asked: nodes.Getattr) -> None:
        over = next(
            (o.over for o in self.stack if isinstance(asked.node, nodes.Name) and o.variable == asked.node.name), ""
        )
        known = _FIELDS.get(over, (*_FIELDS["blocks"], *_DEEPER, "first", "last", "index", "level", "page"))
        if asked.attr not in known:
            self.note(row, tag, f"ไม่มีข้อมูลชื่อ .{asked.attr}", _instead(asked.attr, list(known)))


def _instead(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, 1)
    return f"หมายถึง {near[0]} หรือไม่" if near else f"ใช้ชื่อใดชื่อหนึ่งใน {', '.join(known)}"
