"""What a form can do, on a phone in a real browser: choices that follow, rows that are counted, a limit's own words."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from exports import make_simple_template
from tests.browser.person import Person, phones
from tests.browser.settled import Settled, settle, write_roster
from tests.chat_forms import FOLDER
from tests.processes import running
from tests.test_forms_xlsform import workbook
from thai.dates import BANGKOK

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Settled:
    """สพม.ทดสอบ owes a survey of places, สกร.ทดสอบ one of camps."""
    folder = tmp_path_factory.mktemp("settled")
    files = []
    for name in ("places", "camps"):
        files.append(folder / f"{name}.xlsx")
        files[-1].write_bytes(workbook((FOLDER / f"{name}.md").read_text(encoding="utf-8")))
    due = (datetime.now(BANGKOK) + timedelta(days=20)).strftime("%Y-%m-%dT16:30")
    rounds = [("places", "--due", due, "--office", "sesao"), ("camps", "--due", due, "--office", "dole")]
    return settle(folder, write_roster(folder / "offices.xlsx"), files, rounds)


@pytest.fixture
def malee(browser: Browser, settled: Settled, tmp_path: Path) -> Iterator[Person]:
    """Malee, who coordinates, on the first phone; the clock reads what she sends."""
    database = shutil.copyfile(settled.database, tmp_path / "raingan.db")
    with running(f"sqlite:///{database}", tmp_path) as system:
        system.start_clock()
        for name in ("มาลี", "สมชาย", "สุดา"):
            system.control.user(name)
        with phones(browser, system.trial.simulator_url) as page:
            person = Person(page, 0)
            person.joins(settled.codes["coordinator", "peo"], "ผู้ประสานงาน")
            yield person


def test_a_plain_table_is_sent_seen_and_tried_on_the_phone(malee: Person) -> None:
    malee.sends_file("ตาราง.xlsx", make_simple_template.FILE.read_bytes())
    malee.hears("ตรวจแล้ว · รายงานผลการอบรมครู", "ไม่พบจุดที่ต้องแก้")
    expect(malee.phone.get_by_text("1.3 ผลการดำเนินงาน")).to_be_visible()
    malee.last.get_by_role("button", name="ลองกรอก").click()
    malee.hears("ลองกรอก · ผลอบรมครู", "ชื่อหลักสูตร")


def test_pictures_sent_after_a_form_are_seen_with_its_question(malee: Person) -> None:
    table = """
    | survey |
    |  | type | name | label | media::image |
    |  | text | place | ภาพนี้ถ่ายที่ใด | yard.png |
    | settings |
    |  | form_id | form_title | version |
    |  | yard | สำรวจ | 1 |
    """
    malee.sends_file("สำรวจ.xlsx", workbook(table))
    malee.hears("ยังไม่มีภาพ yard.png")
    malee.sends_photos([photo()])  # LINE gives a photo no name: it is the one that is wanting
    malee.hears("ไม่พบจุดที่ต้องแก้")
    malee.last.get_by_role("button", name="ลองกรอก").click()
    malee.hears("ภาพนี้ถ่ายที่ใด")
    picture = malee.last.locator("img").last
    expect(picture).to_be_visible()
    assert picture.evaluate("async each => { await each.decode(); return each.naturalWidth; }") == 40


def photo() -> bytes:
    file = BytesIO()
    Image.new("RGB", (40, 30), "green").save(file, "JPEG")
    return file.getvalue()


@pytest.fixture
def two(browser: Browser, settled: Settled, tmp_path: Path) -> Iterator[tuple[Person, Person]]:
    """Somchai of สพม.ทดสอบ and Suda of สกร.ทดสอบ, both joined."""
    database = shutil.copyfile(settled.database, tmp_path / "raingan.db")
    with running(f"sqlite:///{database}", tmp_path) as system:
        for name in ("สมชาย", "สุดา", "วิชัย"):
            system.control.user(name)
        with phones(browser, system.trial.simulator_url) as page:
            people = Person(page, 0), Person(page, 1)
            for person, office in zip(people, ("sesao", "dole"), strict=True):
                person.joins(settled.codes["officer", office], "ผู้รายงาน")
            yield people


def test_a_form_leads_counts_and_explains_on_the_phone(two: tuple[Person, Person]) -> None:
    somchai, suda = two
    somchai.presses("เริ่มกรอก")
    somchai.hears("อำเภอ")
    somchai.taps("ท่าสองยาง")
    somchai.hears("✓ อำเภอ ท่าสองยาง", "ตำบล")
    expect(somchai.choices.filter(has_text="แม่ต้าน")).to_have_count(1)
    expect(somchai.choices.filter(has_text="แม่ปะ")).to_have_count(0)  # of the other district
    somchai.taps("แม่หละ")
    somchai.hears("จำนวนครัวเรือน")
    somchai.answers(
        ("900", "หมู่บ้านหนึ่งมีไม่เกิน 500 ครัวเรือนค่ะ ตรวจจำนวนอีกครั้ง"),
        ("๑๒๐", "✓ จำนวนครัวเรือน 120"),
    )

    suda.presses("เริ่มกรอก")
    suda.hears("จำนวนค่ายที่จัด")
    suda.answers(
        ("2", "ชื่อค่าย 1/2"),
        ("ค่ายธรรมะ", "จำนวนเด็ก (คน) 1/2"),
        ("30", "ชื่อค่าย 2/2"),
        ("ค่ายจิตอาสา", "จำนวนเด็ก (คน) 2/2"),
        ("25", "รวมเด็ก 55 คน"),
    )
    suda.taps("รับทราบ")
    suda.hears("ก่อนส่ง", "ครบแล้วค่ะ")
