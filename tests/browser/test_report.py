"""A report from the invite code to the receipt, on phones in a real browser, with the bot as it runs in production."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from models import open_engine
from tests.browser.person import Person, phones
from tests.browser.settled import Settled, settle, write_roster
from tests.faults import crowd
from tests.processes import System, running
from thai.dates import BANGKOK

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAMES = ("สมชาย", "มาลี", "วิชัย")
OTHER_FOCUS_POINTS = ("1.2", "1.3", "1.4", "2.1", "2.3", "2.4", "2.5", "2.6")  # of แบบ รต. 67, after 1.1


@dataclass(frozen=True)
class Desk:
    """Three phones and the processes behind them."""

    page: Page
    system: System
    codes: dict[tuple[str, str], str]

    def officer(self, office: str) -> Person:
        return self._joined(0, "officer", office, "ผู้รายงาน")

    def malee(self) -> Person:
        return self._joined(1, "coordinator", "peo", "ผู้ประสานงาน")

    def wichai(self) -> Person:
        return self._joined(2, "supervisor", "peo", "ผู้ติดตาม")

    def let_a_minute_pass(self) -> None:
        """Let what waits leave now."""
        engine = open_engine(self.system.database_url)
        crowd.end_patience(engine)
        engine.dispose()

    def _joined(self, number: int, role: str, office: str, duty: str) -> Person:
        person = Person(self.page, number)
        person.joins(self.codes[role, office], duty)
        return person


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Settled:
    """สพม.ทดสอบ owes the monthly report in three days, สกร.ทดสอบ owes แบบ รต. 67 later."""
    folder = tmp_path_factory.mktemp("settled")
    today = datetime.now(BANGKOK)
    soon, later = ((today + timedelta(days=days)).strftime("%Y-%m-%dT16:30") for days in (3, 30))
    rounds = [("pnglb_monthly", "--due", soon, "--office", "sesao"), ("rt67", "--due", later, "--office", "dole")]
    return settle(folder, write_roster(folder / "offices.xlsx"), ("pnglb_monthly", "rt67"), rounds)


@pytest.fixture
def desk(browser: Browser, settled: Settled, tmp_path: Path) -> Iterator[Desk]:
    database = shutil.copyfile(settled.database, tmp_path / "raingan.db")
    with running(f"sqlite:///{database}", tmp_path) as system:
        for name in NAMES:
            system.control.user(name)
        with phones(browser, system.trial.simulator_url) as page:
            yield Desk(page, system, dict(settled.codes))


def photo(colour: str) -> bytes:
    """Return a photo as a phone sends it."""
    file = BytesIO()
    Image.new("RGB", (64, 48), colour).save(file, "JPEG")
    return file.getvalue()


def test_a_monthly_report_goes_from_the_invite_code_to_the_supervisors_card(desk: Desk) -> None:
    somchai = desk.officer("sesao")
    somchai.hears("งานที่ต้องส่ง 1 เรื่อง", "พาน้องกลับมาเรียน", "อีก 3 วัน")
    somchai.presses("เริ่มกรอก")
    somchai.hears("รายงานประจำเดือน")
    somchai.answers(
        ("พ.ย. 2569", "✓ เดือนที่รายงาน พฤศจิกายน 2569"),
        ("ลงพื้นที่ติดตามร่วมกับคณะกรรมการ 3 ครั้ง", "จำนวนเด็กที่อยู่นอกระบบการศึกษา"),
        ("๑๒ คนค่ะ", "✓ เด็กนอกระบบ 12"),
        ("หลายคน", "ข้อนี้ตอบเป็นจำนวนค่ะ เช่น 12"),
    )
    somchai.taps("0")
    somchai.hears("✓ เด็กตกหล่น 0", "จำนวนเด็กออกกลางคัน")
    somchai.taps("ยังไม่มีข้อมูล")
    somchai.hears("ก่อนส่ง", "ตอบแล้ว 5 ข้อ", "ครบแล้วค่ะ")
    somchai.phone.get_by_role("button", name="ผ่านแล้ว ส่งเลย").click()
    somchai.hears("แก้ไขได้จนกว่าจะปิดรอบ")
    expect(somchai.phone.get_by_text("รหัสอ้างอิงการส่ง")).to_be_visible()

    wichai = desk.wichai()
    wichai.says("สถานะ")
    wichai.hears("ต้องการดูรายงานเรื่องไหนคะ")
    wichai.presses("พาน้องกลับมาเรียน")
    wichai.hears("ส่งแล้ว 1/1", "ส่งครบทุกหน่วยงานแล้วค่ะ")
    wichai.says("สถานะ")
    wichai.hears("ต้องการดูรายงานเรื่องไหนคะ")
    wichai.taps("แบบ รต. 67")
    wichai.hears("ส่งแล้ว 0/1")
    wichai.presses("รายชื่อที่ยังไม่ส่ง 1")
    wichai.hears("สกร.ทดสอบ", "ยังไม่เข้าร่วม")


def test_a_report_with_photos_is_edited_reviewed_and_sent(desk: Desk) -> None:
    suda = desk.officer("dole")
    suda.presses("เริ่มกรอก")
    suda.hears("1.1 ในปีงบประมาณ", "หน่วยงานได้ดำเนินการตามจุดเน้นนี้หรือไม่คะ")
    suda.taps("ได้ดำเนินการ")
    suda.hears("1.1 ▸ 1.1) การสร้างการรับรู้")
    suda.answers(
        ("จัดประชุมชี้แจงครู", "1.1 ▸ 1.2) การส่งเสริมสนับสนุน"),
        ("จัดอบรมระบบ", "ปัญหา-อุปสรรค"),
        ("ครูยังไม่คุ้นเคย", "ข้อคิดเห็นและข้อเสนอแนะ"),
        ("จัดพี่เลี้ยง", "มีแถวถัดไปอีกไหมคะ"),
    )
    suda.taps("ครบแล้ว")
    suda.hears("(Best Practice)")
    suda.taps("ไม่มี")
    suda.hears("✓ แบบอย่างที่ดี ไม่มี", "หากภาพเห็นใบหน้า")

    suda.sends_photos([photo("teal"), photo("orange")])
    suda.hears("✓ รับ 2 ภาพแล้ว", "ใส่คำบรรยายภาพที่ 1 ไหมคะ")
    expect(suda.phone.locator("[data-from=user][data-type=image] img")).to_have_count(2)
    suda.answers(("การประชุมชี้แจง", "ใส่คำบรรยายภาพที่ 2 ไหมคะ"))
    suda.taps("◀ ข้อก่อน")
    suda.hears("หากภาพเห็นใบหน้า", "ภาพที่ 2")
    suda.taps("◀ ข้อก่อน")
    suda.hears("ใส่คำบรรยายภาพที่ 1 ไหมคะ", "การประชุมชี้แจง")
    suda.answers(("ประชุมชี้แจงที่หอประชุม", "ใส่คำบรรยายภาพที่ 2 ไหมคะ"))
    suda.taps("ไม่ใส่คำบรรยาย")
    suda.hears("รับ 2 ภาพแล้ว มีภาพอีกไหมคะ")
    suda.taps("ครบแล้ว")

    for number, after in pairwise(OTHER_FOCUS_POINTS):
        suda.hears(f"{number} ในปีงบประมาณ")
        suda.taps("ไม่อยู่ในภารกิจ")
        suda.hears(f"{after} ในปีงบประมาณ")
    suda.answers(("แก้ 1.1", "จัดประชุมชี้แจงครู"))
    suda.answers(("จัดประชุมชี้แจงครูและผู้ปกครอง", f"{OTHER_FOCUS_POINTS[-1]} ในปีงบประมาณ"))  # back where she was
    suda.taps("ไม่อยู่ในภารกิจ")
    suda.hears("ก่อนส่ง", "ครบแล้วค่ะ")
    suda.presses("อ่านทั้งหมด")
    suda.hears("จัดประชุมชี้แจงครูและผู้ปกครอง", "ข้อคิดเห็นและข้อเสนอแนะ: จัดพี่เลี้ยง")
    suda.answers(("ส่ง", "ผ่านความเห็นชอบ"), ("ผ่านแล้ว", "แก้ไขได้จนกว่าจะปิดรอบ"))


def test_an_announcement_is_shown_confirmed_and_arrives(desk: Desk) -> None:
    somchai, malee = desk.officer("sesao"), desk.malee()
    malee.says("ประกาศ ส่งรายงานภายในวันศุกร์นี้ด้วยนะคะ")
    malee.hears("ตัวอย่าง · ผู้รับ 1 คน", "ส่งรายงานภายในวันศุกร์นี้ด้วยนะคะ", "ใช้ 1 ข้อความไลน์")
    somchai.hears("งานที่ต้องส่ง 1 เรื่อง")
    malee.presses("ส่งเลย")
    malee.hears("จะส่งถึง 1 คนในอีก 1 นาทีค่ะ")
    desk.let_a_minute_pass()
    somchai.hears("ส่งรายงานภายในวันศุกร์นี้ด้วยนะคะ", "สำนักงานศึกษาธิการจังหวัดทดสอบ")
    expect(somchai.last).to_have_attribute("data-via", "push")


def test_a_report_can_be_filled_on_a_computer_by_typing_alone(desk: Desk) -> None:
    somchai = desk.officer("sesao")
    somchai.phone.get_by_test_id("pc-mode").click()
    somchai.answers(("เริ่มกรอก", "รายงานประจำเดือน"))
    expect(somchai.choices).to_have_count(0)
    somchai.answers(
        ("ต.ค. 2569", "ผลการขับเคลื่อน"),
        ("ไม่มี", "จำนวนเด็กที่อยู่นอกระบบการศึกษา"),
        ("5", "จำนวนเด็กตกหล่น"),
        ("ข้าม", "จำนวนเด็กออกกลางคัน"),
        ("ย้อน", "จำนวนเด็กตกหล่น"),
        ("0", "จำนวนเด็กออกกลางคัน"),
        ("ยังไม่มีข้อมูล", "ก่อนส่ง"),
        ("ส่ง", "ผ่านความเห็นชอบ"),
        ("ผ่านแล้ว", "แก้ไขได้จนกว่าจะปิดรอบ"),
    )
    expect(somchai.choices).to_have_count(0)


def test_a_group_hears_counts_and_no_names(desk: Desk) -> None:
    wichai = desk.wichai()
    desk.page.get_by_test_id("new-group").click()
    desk.page.get_by_test_id("sheet-done").click()
    wichai.hears("ในกลุ่มนี้พิมพ์")
    wichai.says("@บอท สถานะ")
    for number in range(len(NAMES)):
        member = Person(desk.page, number)
        member.hears("ส่งแล้ว 0 จาก 1 หน่วยงาน")
        expect(member.last).not_to_contain_text("สพม.ทดสอบ")
