"""Take the pictures of the forms' guide: `python -m docs.pictures.take_forms` from the root; needs what the tests need.

A survey of places and one of camps are filled on two phones: choices that follow each other, a limit's own words, rows
that are counted. On the third a coordinator sends a plain Thai table, and a form whose questions show pictures.
"""

from __future__ import annotations

import io
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from PIL import Image, ImageDraw
from playwright.sync_api import Page, sync_playwright

from docs.pictures.take import WINDOW, _phone, photo, take
from exports.make_simple_template import FILE as PLAIN_TABLE
from tests.browser.conftest import ARGUMENTS
from tests.browser.person import Person, phones
from tests.browser.settled import settle, write_roster
from tests.chat_forms import FOLDER
from tests.chromium import find_chromium
from tests.processes import running
from tests.test_forms_xlsform import workbook
from thai.dates import BANGKOK

SIGNS = ("red", "แดง", "#C0392B"), ("blue", "น้ำเงิน", "#2E6DA4"), ("green", "เขียว", "#2E8B57")


def main() -> None:
    """Take every picture anew."""
    with TemporaryDirectory() as folder, ExitStack() as running_things:
        page, codes = _open(Path(folder), running_things)
        officer, other, coordinator = (Person(page, number) for number in range(3))
        officer.joins(codes["officer", "sesao"], "ผู้รายงาน")
        other.joins(codes["officer", "dole"], "ผู้รายงาน")
        coordinator.joins(codes["coordinator", "peo"], "ผู้ประสานงาน")
        _places(officer)
        _camps(other)
        _plain_table(coordinator)
        _pictured(coordinator)


def _open(folder: Path, things: ExitStack) -> tuple[Page, dict[tuple[str, str], str]]:
    files = []
    for name in ("places", "camps"):
        files.append(folder / f"{name}.xlsx")
        files[-1].write_bytes(workbook((FOLDER / f"{name}.md").read_text(encoding="utf-8")))
    due = (datetime.now(BANGKOK) + timedelta(days=20)).strftime("%Y-%m-%dT16:30")
    rounds = [("places", "--due", due, "--office", "sesao"), ("camps", "--due", due, "--office", "dole")]
    settled = settle(folder, write_roster(folder / "offices.xlsx"), files, rounds)
    system = things.enter_context(running(settled.url, folder))
    system.start_clock()  # it reads what is sent
    for name in ("สมชาย", "สุดา", "มาลี"):
        system.control.user(name)
    playwright = things.enter_context(sync_playwright())
    browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
    things.callback(browser.close)
    page = things.enter_context(phones(browser, system.trial.simulator_url, **WINDOW))
    return page, dict(settled.codes)


def _places(officer: Person) -> None:
    officer.presses("เริ่มกรอก")
    officer.hears("อำเภอ")
    officer.taps("ท่าสองยาง")
    officer.hears("✓ อำเภอ ท่าสองยาง", "ตำบล")
    take("cascade", lambda: _phone(officer))
    officer.taps("แม่หละ")
    officer.answers(("900", "หมู่บ้านหนึ่งมีไม่เกิน 500 ครัวเรือนค่ะ"))
    take("constraint", lambda: _phone(officer))


def _camps(officer: Person) -> None:
    officer.presses("เริ่มกรอก")
    officer.hears("จำนวนค่ายที่จัด")
    officer.answers(("2", "ชื่อค่าย 1/2"), ("ค่ายธรรมะ", "จำนวนเด็ก (คน) 1/2"), ("30", "ชื่อค่าย 2/2"))
    officer.answers(("ค่ายจิตอาสา", "จำนวนเด็ก (คน) 2/2"), ("25", "รวมเด็ก 55 คน"))
    take("counted-rows", lambda: _phone(officer))


def _plain_table(coordinator: Person) -> None:
    coordinator.sends_file("รายงานผลการอบรมครู.xlsx", PLAIN_TABLE.read_bytes())
    coordinator.hears("ตรวจแล้ว", "ลองกรอก")
    take("plain-table", lambda: _phone(coordinator))


def _pictured(coordinator: Person) -> None:
    survey = [
        ("type", "name", "label", "media::image"),
        ("text", "place", "ภาพนี้ถ่ายที่ใดในโรงเรียน", "yard.jpg"),
        ("select_one sign", "sign", "ป้ายใดติดอยู่หน้าโรงเรียน", ""),
    ]
    choices = [("list_name", "name", "label", "media::image")]
    choices += [("sign", name, f"ป้ายสี{label}", f"{name}.png") for name, label, _colour in SIGNS]
    table = _table(
        {
            "survey": survey,
            "choices": choices,
            "settings": [("form_id", "form_title", "version"), ("signs", "สำรวจป้าย", "1")],
        }
    )
    coordinator.sends_file("สำรวจป้าย.xlsx", workbook(table))
    coordinator.hears("ยังไม่มีภาพ yard.jpg")
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("yard.jpg", photo("#cfe6f2", "#86ab7a"))
        for name, _label, colour in SIGNS:
            archive.writestr(f"{name}.png", _sign(colour))
    coordinator.sends_file("ภาพ.zip", packed.getvalue())
    coordinator.hears("ไม่พบจุดที่ต้องแก้")
    coordinator.last.get_by_role("button", name="ลองกรอก").click()
    coordinator.hears("ภาพนี้ถ่ายที่ใด")
    _see_pictures(coordinator, 1)
    take("picture", lambda: _phone(coordinator))
    coordinator.answers(("สนามหญ้าหน้าอาคาร", "ป้ายใดติดอยู่"))
    _see_pictures(coordinator, 3)
    take("picture-choices", lambda: _phone(coordinator))


def _table(sheets: dict[str, list[tuple[str, ...]]]) -> str:
    """Return sheets as the Markdown table that makes the workbook."""
    lines = []
    for name, rows in sheets.items():
        lines.append(f"| {name} |")
        lines += [f"|  | {' | '.join(row)} |" for row in rows]
    return "\n".join(lines)


def _see_pictures(person: Person, count: int) -> None:
    """Wait until the pictures of the last bubble are loaded."""
    person.page.wait_for_function(
        "([number, count]) => { const bubbles = document.querySelectorAll("
        "`[data-testid=phone-${number}] [data-testid=bubble][data-from=bot]`);"
        " const seen = [...bubbles[bubbles.length - 1].querySelectorAll('img')];"
        " return seen.length >= count && seen.every(each => each.complete && each.naturalWidth > 0); }",
        arg=[person.number, count],
    )


def _sign(colour: str) -> bytes:
    """Return a sign board as a picture."""
    picture = Image.new("RGB", (400, 300), "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((190, 190, 210, 290), fill="#7F8C8D")
    draw.rounded_rectangle((60, 40, 340, 200), 20, fill=colour)
    for line in range(3):
        draw.rounded_rectangle((100, 75 + line * 35, 300 - line * 40, 90 + line * 35), 7, fill="white")
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


if __name__ == "__main__":
    main()
