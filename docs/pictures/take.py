"""Take the pictures of the README: `python -m docs.pictures.take` from the root; needs what the tests need.

It starts simulator and bot with the demonstration province (offices of a real chain, people invented), lets three
people talk in a real browser as the browser tests do, and photographs the phones at two pixels a point. What the other
offices have sent is written down without talk, so that the status card has something to tell.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageDraw
from playwright.sync_api import Locator, Page, expect, sync_playwright
from sqlalchemy import select

from demo.steps import PROVINCE
from models import open_engine, transaction
from models.people import Account, Duty, Office, Role
from models.rounds import Assignment
from tests import offices
from tests.browser.conftest import ARGUMENTS
from tests.browser.person import Person, phones
from tests.browser.settled import settle
from tests.chromium import find_chromium
from tests.processes import running
from thai.dates import BANGKOK

HERE = Path(__file__).parent
WINDOW = {"viewport": {"width": 1240, "height": 900}, "device_scale_factor": 2}
COLOURS = 256
MOST_BYTES = 400_000
NOT_JOINED = ("sesao-tak", "college-6")  # the first is the officer of the pictures, who joins while we look
SENT_OR_BEGUN = "ssbs-ssbss"  # what the offices of the province have done, in turn
DEADLINE = timedelta(days=3)
PROVINCE_OFFICE = "peo-tak"


def main() -> None:
    """Take every picture anew."""
    with TemporaryDirectory() as folder, ExitStack() as running_things:
        page, codes = _open(Path(folder), running_things)
        officer, coordinator, supervisor = (Person(page, number) for number in range(3))
        officer.joins(codes["officer", "sesao-tak"], "ผู้รายงาน")
        coordinator.joins(codes["coordinator", PROVINCE_OFFICE], "ผู้ประสานงาน")
        supervisor.joins(codes["supervisor", PROVINCE_OFFICE], "ผู้ติดตาม")
        _monthly(officer, coordinator, supervisor)
        _rt67(officer)


def _open(folder: Path, things: ExitStack) -> tuple[Page, dict[tuple[str, str], str]]:
    """Start everything; return the page with three phones and the invite codes."""
    due = datetime.now(BANGKOK) + DEADLINE
    later = (due + DEADLINE).strftime("%Y-%m-%dT16:30")
    rounds = [
        ("pnglb_monthly", "--monthly", str(due.day)),
        ("rt67", "--due", later, "--office", "sesao-tak"),
    ]
    settled = settle(folder, PROVINCE, ("pnglb_monthly", "rt67"), rounds)
    _others_report(settled.url)
    system = things.enter_context(running(settled.url, folder))
    for name in ("เจ้าหน้าที่", "ผู้ประสานงาน", "ผู้ติดตาม"):
        system.control.user(name)
    playwright = things.enter_context(sync_playwright())
    browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
    things.callback(browser.close)
    page = things.enter_context(phones(browser, system.trial.simulator_url, **WINDOW))
    return page, dict(settled.codes)


def _others_report(url: str) -> None:
    """Let other officers have joined; some have sent their monthly reports, some have begun."""
    engine = open_engine(url)
    with transaction(engine) as session:
        now = datetime.now(UTC)
        for number, role in enumerate(session.scalars(select(Role).where(Role.duty == Duty.OFFICER))):
            if role.office.code not in NOT_JOINED:
                account = Account(line_user_id=f"U{number:032x}", created_at=now, privacy_accepted_at=now)
                role.person.account = account
        owed = list(session.scalars(select(Assignment).join(Assignment.office).where(Office.province == "ตาก")))
        for number, assignment in enumerate(each for each in owed if each.office.code not in NOT_JOINED):
            match SENT_OR_BEGUN[number % len(SENT_OR_BEGUN)]:
                case "s":
                    offices.submit(session, assignment, now)
                case "b":
                    offices.begin(session, assignment, now, answered=3)
    engine.dispose()


def _monthly(officer: Person, coordinator: Person, supervisor: Person) -> None:
    """The three phones, the status card, the review."""
    officer.says("พาน้องกลับมาเรียน")
    officer.hears("รายงานประจำเดือน")
    officer.choices.first.click()
    officer.hears("ผลการขับเคลื่อน")
    officer.answers(("ลงพื้นที่ติดตามร่วมกับคณะกรรมการ 3 ครั้ง พบเด็กและครอบครัวครบทุกหลัง", "จำนวนเด็กที่อยู่นอกระบบ"))
    officer.answers(("๑๒ คนค่ะ", "✓ เด็กนอกระบบ 12"))
    coordinator.says("ประกาศ ส่งรายงานภายในวันศุกร์นี้ด้วยนะคะ ติดขัดข้อใดโทรสอบถามได้เลยค่ะ")
    coordinator.hears("ตัวอย่าง · ผู้รับ")
    supervisor.says("สถานะ")
    supervisor.hears("ต้องการดูรายงานเรื่องไหนคะ")
    supervisor.presses("พาน้องกลับมาเรียน")
    supervisor.hears("รายชื่อที่ยังไม่ส่ง")
    take("phones", lambda: _shot(officer.page.locator("#desk")))
    take("status", lambda: _phone(supervisor))
    officer.answers(("3", "✓ เด็กตกหล่น 3"), ("ยังไม่มีข้อมูล", "ก่อนส่ง"))
    take("review", lambda: _phone(officer))
    officer.answers(("แก้ ผลการขับเคลื่อน", "ตอบไว้แล้ว"))
    take("editing", lambda: _phone(officer))
    officer.answers(("ลงพื้นที่ 3 ครั้ง ติดตาม ด.ช.สมมติ ทดสอบ โทร 081-234-5678", "หมายเลขโทรศัพท์"))
    take("personal", lambda: _phone(officer))
    officer.answers(("ลบข้อมูลส่วนบุคคล", "ลบข้อมูลส่วนบุคคลออกจากคำตอบแล้ว"))


def _rt67(officer: Person) -> None:
    """A long question, photos with captions, and the same on a computer."""
    officer.says("งานของฉัน")
    officer.hears("งานที่ต้องส่ง 2 เรื่อง")
    officer.presses("แบบ รต. 67")
    officer.hears("1.1 ในปีงบประมาณ")
    officer.taps("ได้ดำเนินการ")
    officer.hears("1.1 ▸ 1.1)")
    take("question", lambda: _phone(officer))
    officer.answers(("จัดประชุมชี้แจงครูทุกโรงเรียน", "1.1 ▸ 1.2)"), ("แก้ 1.1 ▸ 3)", "(Best Practice)"))
    officer.answers(("จัดพี่เลี้ยงรายโรงเรียน เยี่ยมห้องเรียนเดือนละครั้ง", "หากภาพเห็นใบหน้า"))
    officer.sends_photos([photo("#cfe6f2", "#86ab7a"), photo("#fbe6cb", "#c48f70"), photo("#dcdcf0", "#7684a6")])
    officer.hears("รับ 3 ภาพแล้ว", "ใส่คำบรรยายภาพที่ 1")
    take("photos", lambda: _phone(officer))
    officer.phone.get_by_test_id("pc-mode").click()
    officer.answers(("ประชุมชี้แจงที่หอประชุม", "ใส่คำบรรยายภาพที่ 2"))
    expect(officer.choices).to_have_count(0)
    take("pc", lambda: _phone(officer))


def _phone(person: Person) -> bytes:
    return _shot(person.phone.locator(".edge"))


def _shot(place: Locator) -> bytes:
    place.page.mouse.move(0, 0)  # nothing looks hovered
    return place.screenshot(animations="disabled")


def photo(sky: str, ground: str) -> bytes:
    """Return a drawn landscape as a phone's photo: a picture of nobody."""
    picture = Image.new("RGB", (640, 480), sky)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((430, 60, 540, 170), fill=ground)
    draw.polygon([(0, 480), (0, 330), (220, 190), (420, 350), (640, 260), (640, 480)], fill=ground)
    file = BytesIO()
    picture.save(file, "JPEG", quality=90)
    return file.getvalue()


def take(name: str, shoot: Callable[[], bytes]) -> None:
    """Write one picture."""
    shot = Image.open(BytesIO(shoot())).convert("RGB")
    picture = shot.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE)
    file = HERE / f"{name}.png"
    picture.save(file, optimize=True)
    size = file.stat().st_size
    sys.stdout.write(f"{file.name} {picture.width}x{picture.height} {size // 1000} kB\n")
    if size > MOST_BYTES:
        raise SystemExit(f"{file.name} is too large for the README")


if __name__ == "__main__":
    main()
