"""Looking a workbook over before anything parses it: bombs, macros, files that are no workbook.

Streams every part and believes no header: what a zip says about its sizes is only its word.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Literal

Kind = Literal["xlsx", "xls"]

OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"  # what every .xls begins with

MAX_BYTES = 20_000_000
MAX_XLS_BYTES = 5_000_000  # an .xls has no parts to inspect; the child's own limits hold the rest
MAX_ENTRIES = 64  # honest workbooks have at most 50
MAX_UNPACKED = 25_000_000  # the largest honest one unpacks to 21.7 MB
MAX_RATIO = 100  # honest ones stay below 35
MAX_CELLS = 1_500_000
MAX_ROWS = 100_000  # of all sheets, blank ones too; a form has at most 12,000
_CHUNK = 1 << 16
_DOCTYPE_LENGTH = 10  # bytes that may lie on both sides of a chunk's end
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_ROW = re.compile(rb"<(?:\w+:)?row[ >/]")
_CELL = re.compile(rb"<(?:\w+:)?c[ >/]")


class Refused(ValueError):
    """A file that is not opened. `what` and `remedy` are Thai sentences."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


def kind_of(workbook: bytes) -> Kind:
    """Return what sort of workbook the bytes are, once they are safe to open. Raises Refused."""
    if workbook.startswith(OLD_WORKBOOK):
        if len(workbook) > MAX_XLS_BYTES:
            raise Refused("ไฟล์ .xls ใหญ่เกิน 5 เมกะไบต์", "บันทึกเป็น .xlsx แล้วส่งใหม่")
        return "xls"
    if not workbook.startswith(b"PK"):
        raise Refused("ไฟล์นี้ไม่ใช่สมุดงาน Excel", "ส่งไฟล์ .xlsx ที่เขียนตามแบบ XLSForm")
    if len(workbook) > MAX_BYTES:
        raise Refused("ไฟล์ใหญ่เกิน 20 เมกะไบต์", "ลบรูปภาพและแผ่นงานที่ไม่ใช้ออก")
    try:
        with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
            _check(archive, len(workbook))
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused("ไฟล์เสียหาย เปิดไม่ได้", "บันทึกไฟล์ใหม่ใน Excel แล้วส่งอีกครั้ง") from error
    except Exception as error:  # zlib.error and what else a broken archive brings
        raise Refused("ไฟล์เสียหาย เปิดไม่ได้", "บันทึกไฟล์ใหม่ใน Excel แล้วส่งอีกครั้ง") from error
    return "xlsx"


def _check(archive: zipfile.ZipFile, packed: int) -> None:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise Refused("ไฟล์มีส่วนประกอบมากผิดปกติ", "คัดลอกแผ่นงาน survey choices settings ไปไว้ในไฟล์ใหม่")
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise Refused("ไฟล์มีแมโคร ซึ่งไม่รับ", "บันทึกเป็น .xlsx (ไม่มีแมโคร)")
    if not any(entry.filename.startswith("xl/") for entry in entries):
        raise Refused("ไฟล์นี้ไม่ใช่สมุดงาน Excel", "ส่งไฟล์ .xlsx ที่เขียนตามแบบ XLSForm")
    most = min(MAX_UNPACKED, max(packed, 10_000) * MAX_RATIO)
    unpacked = cells = rows = 0
    for entry in entries:
        for chunk in _chunks(archive, entry):
            unpacked += len(chunk)
            cells += len(_CELL.findall(chunk))
            rows += len(_ROW.findall(chunk))
            if unpacked > most or cells > MAX_CELLS or rows > MAX_ROWS:
                raise Refused("ไฟล์ขยายแล้วใหญ่ผิดปกติ", "ลบแถวและคอลัมน์ว่างที่จัดรูปแบบไว้ แล้วบันทึกใหม่")


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Read a part piece by piece. Raises Refused at a document type: no office program writes one."""
    before = b""
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            if entry.filename.endswith((".xml", ".rels")) and _DOCTYPE.search(before + chunk):
                raise Refused("ไฟล์มีส่วน DOCTYPE ซึ่งไม่รับ", "บันทึกไฟล์ใหม่ใน Excel แล้วส่งอีกครั้ง")
            before = chunk[-_DOCTYPE_LENGTH:]
            yield chunk
