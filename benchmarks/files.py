"""Files made of answers: a volume with long items and photos, one of many sections, a large workbook.

Each is made in a process of its own, so that its peak of memory is its own: `python -m benchmarks.files WHAT WHOSE
FOLDER`. The baseline is the bare library on the same rows: python-docx, XlsxWriter.
"""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.figures import Figure
from benchmarks.plan import Plan
from benchmarks.processes import ROOT
from exports.volume import Block, Paragraph, Photo, Photos, Volume

OFFICES, ITEMS, PHOTOS = 100, 60, 300
SECTIONS = 3_000
ROWS, COLUMNS = 50_000, 12
WHATS = {
    "photos": (f"{OFFICES} offices x {ITEMS} long items, {PHOTOS} photos, to Word", "python-docx", 20.0),
    "sections": (f"{SECTIONS:,} sections to Word", "python-docx", 3.0),
    "excel": (f"{ROWS:,} rows x {COLUMNS} to Excel", "XlsxWriter", 3.0),
}
_LONG = (
    "สำนักงานสมมติได้ดำเนินการขับเคลื่อนนโยบายร่วมกับสถานศึกษาในสังกัด จำนวน ๔๔ แห่ง โดยจัดประชุมชี้แจง สร้างความรู้ ความเข้าใจ "
    "แก่ผู้บริหาร ครู และบุคลากรทางการศึกษา นิเทศ ติดตาม และสะท้อนผลอย่างต่อเนื่อง ทั้งนี้ ผู้เรียนสามารถนำความรู้ไปประยุกต์ใช้ได้จริง "
) * 4


def measure(plan: Plan) -> Iterator[Figure]:
    """Yield seconds and megabytes of each file beside the bare library's."""
    if not plan.files:
        return
    folder = ROOT / "build" / "photos"
    folder.mkdir(parents=True, exist_ok=True)
    for what, (name, library, aim) in WHATS.items():
        runs = [(_run(what, "ours", folder), _run(what, "bare", folder)) for _ in range(plan.files)]
        seconds = [[each["seconds"] for each in side] for side in zip(*runs, strict=True)]
        mb = [[each["mb"] for each in side] for side in zip(*runs, strict=True)]
        details = {"times": plan.files, "aim_s": aim, "file_kb": runs[0][0]["kb"]}
        ours, bare = map(median, seconds)
        yield Figure("", name, "rows", ours, "s", bare, f"s, {library}", details=details)
        yield Figure("", "the same, at its peak", "rows", max(mb[0]), "MB", max(mb[1]), f"MB, {library}")


def _run(what: str, whose: str, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.files", what, whose, str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


# --- in the child --------------------------------------------------------------------------------------------------


def photos(folder: Path) -> list[Path]:
    """Return as many photos as are printed, made once: as large as a phone's, none equal to another."""
    from PIL import Image, ImageDraw, ImageFilter

    files = [folder / f"{number}.jpg" for number in range(PHOTOS)]
    if not files[-1].exists():
        scene = Image.effect_noise((1600, 1200), 120).filter(ImageFilter.GaussianBlur(2)).convert("RGB")
        for number, file in enumerate(files):
            picture = scene.copy()
            ImageDraw.Draw(picture).rectangle((number, number, number + 200, number + 300), fill=(number % 255, 90, 60))
            picture.save(file, "JPEG", quality=90)
    return files


def blocks(what: str, folder: Path) -> list[Block]:
    """Return what is printed, item by item, office by office."""
    if what == "sections":
        return [
            block
            for number in range(SECTIONS)
            for block in (Paragraph("item", "ผลการดำเนินงาน", f"{number}."), Paragraph("para", _LONG[:300]))
        ]
    files = iter(photos(folder))
    found: list[Block] = []
    for item in range(ITEMS):
        found.append(Paragraph("item", "ผลการดำเนินงานตามจุดเน้น", f"{item + 1})"))
        for office in range(OFFICES):
            found += [Paragraph("agency", f"สำนักงานสมมติที่ {office}"), Paragraph("para", _LONG)]
            if office % (OFFICES * ITEMS // PHOTOS) == 0:
                found.append(Photos((Photo(next(files), f"ภาพที่ {item}-{office}", "การประชุม"),)))
    return found


def ours(what: str, folder: Path) -> bytes:
    """Make a file as the product does."""
    if what == "excel":
        from exports.table import Column, table

        return table("คำตอบ", [Column(f"ข้อ {number}", 20) for number in range(COLUMNS)], list(rows()))
    from exports import built_in
    from exports.word import word

    volume = Volume("รายงาน", "รายงาน", "สำนักงาน", "สำนักงาน", "๑", "๑", "๑", blocks(what, folder))
    return word(volume, built_in.template("any", "by-item"))


def bare(what: str, folder: Path) -> bytes:
    """Make the same with the library alone: no template, no styles of ours, photos as they are."""
    file = io.BytesIO()
    if what == "excel":
        import xlsxwriter

        with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows()):
                sheet.write_row(number, 0, row)
        return file.getvalue()
    from docx import Document
    from docx.shared import Cm

    document = Document()
    for block in blocks(what, folder):
        match block:
            case Paragraph(style, text):
                document.add_paragraph(text, "Heading 1" if style == "item" else None)
            case Photos(found):
                for photo in found:
                    document.add_picture(str(photo.file), width=Cm(12))
                    document.add_paragraph(photo.label)
    document.save(file)
    return file.getvalue()


def rows() -> Iterator[list[str | int]]:
    """Yield rows of texts and numbers, no two texts alike."""
    for number in range(ROWS):
        yield [number if column % 3 == 0 else f"คำตอบที่ {number} ข้อ {column}" for column in range(COLUMNS)]


def main() -> None:
    what, whose, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    if what == "photos":
        photos(folder)
    started = perf_counter()
    made = {"ours": ours, "bare": bare}[whose](what, folder)
    seconds = perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    json.dump({"seconds": seconds, "mb": peak, "kb": len(made) / 1e3}, sys.stdout)


if __name__ == "__main__":
    main()
