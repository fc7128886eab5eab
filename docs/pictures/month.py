"""A month in a province of 60 offices, played through the simulator: `python -m docs.pictures.month` from the root.

Everything is said and tapped as people would: the office list is sent in chat, newcomers come with printed slips, a
round is opened, 60 officers answer on different days, the clock reminds, a supervisor asks, a coordinator sends back
and agrees, files are made, the record is verified. Time is the story's own (December 2569); the people are invented.
It writes docs/story.md and its pictures anew, and fails when a number differs from what was done. Needs what the tests
need.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypdfium2
from openpyxl import Workbook
from playwright.sync_api import Page, sync_playwright

from bot.app import COMPOSERS, Parts, create_app, parts_of
from bot.menu_setup import keep, set_menus
from bot.sealing import audit_key, seal_waiting
from bot.slips import slip_key
from docs.pictures.take import take
from handlers import respond
from handlers.people.invitations import invite
from handlers.people.slips import code_of
from handlers.status.progress import progress
from models import Base, Session, audit, database_now, reviews, transaction
from models.outbox import Job
from models.people import Account, Duty, Office, Person, Role
from models.rounds import Round
from models.submissions import Submission
from scheduler.tick import tick
from simulator.app import create_app as create_line
from simulator.settings import Settings as LineSettings
from tests import world
from tests.browser.conftest import ARGUMENTS
from tests.chromium import find_chromium
from tests.control import Control
from tests.joined import SECRET, served, settings_for
from thai.dates import BANGKOK

HERE = Path(__file__).parent
STORY = HERE.parent / "story.md"
OFFICES = 60
DISTRICTS = ("เมือง", "ริมน้ำ", "บนดอย", "ชายแดน", "ทุ่งกว้าง", "ป่าสัก")
KINDS = ("รร.", "สกร.อำเภอ", "วิทยาลัย")
WINDOW = {"viewport": {"width": 1240, "height": 900}, "device_scale_factor": 2}
ROUND = "พาน้องกลับมาเรียน"
WITH_MENU = ("7-approval", "8-joined")
LATE = 6  # offices that send nothing by the deadline
OTHER_WAY = 2  # offices that sent by AMS
BEGUN = 3  # offices that have begun only


@dataclass
class Month:
    """The running story: its time, who speaks, and what is told."""

    parts: Parts
    control: Control
    page: Page
    now: datetime
    told: list[str] = field(default_factory=list)
    officers: list[str] = field(default_factory=list)  # LINE ids, by office

    def at(self, day: int, hour: int = 9, minute: int = 0) -> None:
        """Move on to a moment of December; the clock ticks on every working morning that lies between."""
        wanted = datetime(2026, 12, day, hour, minute, tzinfo=BANGKOK)
        while self.now.date() < wanted.date():
            self.now = (self.now + timedelta(days=1)).replace(hour=9, minute=0, second=0)
            self.tick()
        self.now = max(self.now, wanted)

    def tick(self) -> None:
        """What the clock does: decide what is due, do the jobs, send."""
        tick(self.parts.engine, self.now)
        self.work()

    def work(self) -> None:
        """Do the jobs and send. Leases are the database's own clock's, which the story's is ahead of."""
        with transaction(self.parts.engine) as session:
            for job in session.query(Job).filter_by(state="pending"):
                job.next_at = min(job.next_at, database_now(session))
        for jobs in (self.parts.workbooks, self.parts.slips, self.parts.compiler, self.parts.media):
            jobs.work_jobs(20)
        self.parts.menu_links.beat()
        self.parts.delivery.send_due(self.now)
        seal_waiting(self.parts.engine, self.parts.settings.app_secret)

    def says(self, user: str, text: str) -> str:
        """Let somebody type; return all that the bot answers."""
        self.now += timedelta(seconds=2)
        before = self.control.newest(user)
        self.control.say(user, text)
        return str(self.control.answer_after(user, before))

    def taps(self, user: str, label: str) -> str:
        """Let somebody tap the newest button of this label."""
        self.now += timedelta(seconds=2)
        before = self.control.newest(user)
        found = [each for each in actions(self.control.chat(user)) if each.get("label", "").startswith(label)]
        if not found:
            raise LookupError(f"no button {label!r}")
        self.control.do(user, "postback", data=found[-1]["data"])
        return str(self.control.answer_after(user, before))

    def sends(self, user: str, name: str, body: bytes) -> None:
        """Let somebody send a file, and the clock read it."""
        before = self.control.newest(user)
        self.control.send_file(user, name, body)
        self.control.answer_after(user, before)
        self.work()

    def befriend(self, phone: int) -> None:
        """Let somebody with a phone on the page add the bot."""
        place = self.page.get_by_test_id(f"phone-{phone}")
        with self.page.expect_response("**/say"):
            place.get_by_test_id("add-friend").click()
        place.get_by_test_id("composer").wait_for()

    def shot(self, name: str, phone: int, text: str) -> None:
        """Photograph a phone once this text stands on it, for the story; its menu only where that is told of."""
        place = self.page.get_by_test_id(f"phone-{phone}")
        place.get_by_text(text).last.wait_for()
        menu = place.get_by_test_id("rich-menu")
        if menu.is_visible() != (name in WITH_MENU):
            place.get_by_test_id("chat-bar").click()
        place.get_by_text(text).last.scroll_into_view_if_needed()
        place.page.mouse.move(0, 0)
        take(f"story-{name}", lambda: place.locator(".edge").screenshot(animations="disabled"))
        self.told.append(f'<img src="pictures/story-{name}.png" width="320" alt="{text}">')

    def tell(self, text: str) -> None:
        self.told.append(text)

    def counts(self) -> tuple[int, int, int]:
        """Return reports in, expected, late: as the status says."""
        with Session(self.parts.engine) as session:
            found = progress(session, session.query(Round).one(), None, self.now)
        return found.submitted, found.expected, found.late


def actions(said: Any) -> Iterator[dict[str, Any]]:
    """Yield every postback action of what stands on a screen, the oldest first."""
    if isinstance(said, dict):
        if said.get("type") == "postback" and "data" in said:
            yield said
        for each in said.values():
            yield from actions(each)
    elif isinstance(said, list):
        for each in said:
            yield from actions(each)


# --- the story --------------------------------------------------------------------------------------------------------


def main() -> None:
    with started() as (month, coordinator, supervisor, code):
        month.tell(HEAD)
        first = first_day(month, coordinator, code)
        joining(month, coordinator, first)
        answering(month)
        asking(month, supervisor, coordinator)
        looking_over(month, coordinator)
        files(month, coordinator)
        the_record(month, coordinator)
    STORY.write_text("\n\n".join(month.told) + "\n", encoding="utf-8")


def first_day(month: Month, coordinator: str, code: str) -> str:
    """1 December: the coordinator joins, sends the list, opens the round."""
    month.at(1)
    month.befriend(0)
    month.says(coordinator, code)
    month.says(coordinator, "ใช่")
    month.tell("## 1 ธันวาคม: รายชื่อหน่วยงาน\n\nผู้ประสานงานพิมพ์รหัสเชิญ แล้วส่งไฟล์ Excel ของ 60 หน่วยงานเข้ามาในแชต")
    wrong = roster(mistakes=True)
    month.sends(coordinator, "รายชื่อ.xlsx", wrong)
    month.shot("1-mistakes", 0, "จุดที่ต้องแก้")
    month.tell("ไฟล์แรกมีที่ผิด ระบบบอกทุกจุดพร้อมแผ่นงานและแถว แก้แล้วส่งใหม่ ดูสิ่งที่จะเปลี่ยน แล้วกดนำเข้า")
    month.sends(coordinator, "รายชื่อ.xlsx", roster())
    month.shot("2-preview", 0, "สิ่งที่จะเปลี่ยน")
    month.says(coordinator, "นำเข้า")
    with Session(month.parts.engine) as session:
        assert session.query(Office).count() == OFFICES + 1
    month.tell("## เปิดรอบประจำ\n\nพิมพ์กำหนดส่งเป็นภาษาคน ระบบทวนให้ดูก่อนยืนยัน บันทึกหนังสือที่ขอ และให้ทุกฉบับรอตรวจ")
    month.says(coordinator, f"เปิดรอบ {ROUND} ภายในวันที่ ๒๑ ของทุกเดือน")
    month.shot("3-opening", 0, "ครั้งต่อไป")
    month.says(coordinator, "ยืนยัน")
    month.says(coordinator, "บันทึกหนังสือ ที่ ศธ 02000/ว 99 ลงวันที่ 1 ธ.ค. 2569 เรื่อง ขอให้รายงานผลรายเดือน")
    month.says(coordinator, "วิธีตรวจ ทุกฉบับ")
    month.says(coordinator, "ใบเชิญ")
    month.work()
    month.shot("4-slips", 0, "ดาวน์โหลด PDF")
    sheet = next((month.parts.settings.media_dir / "compiled").glob("*.pdf")).read_bytes()
    page = pypdfium2.PdfDocument(sheet)[0].render(scale=1.4).to_pil()
    file = BytesIO()
    page.crop((0, 0, page.width, page.height // 2)).save(file, "PNG")
    take("story-5-sheet", file.getvalue)
    month.tell('<img src="pictures/story-5-sheet.png" width="480" alt="ใบเชิญพร้อมคิวอาร์">')
    return str(slip_codes(month)[0])


def slip_codes(month: Month) -> list[str]:
    """Return the code on each office's slip, in the order of the list."""
    with Session(month.parts.engine) as session:
        key = session.query(Round).one().key
    return [
        code_of(slip_key(month.parts.settings.app_secret), f"o{number:02}", key) for number in range(1, OFFICES + 1)
    ]


def joining(month: Month, coordinator: str, first: str) -> None:
    """2 to 4 December: everybody scans a slip; the coordinator lets them in."""
    month.tell(
        "## 2–4 ธันวาคม: เจ้าหน้าที่เข้าร่วม\n\nสแกนใบเชิญ พิมพ์ชื่อ แล้วรอ ผู้ประสานงานอนุมัติด้วยการแตะครั้งเดียว เมนูใต้แชตเปลี่ยนตามหน้าที่"
    )
    month.at(2)
    for number, code in enumerate(slip_codes(month)):
        user = month.officers[number]
        if number:
            month.control.do(user, "follow")
        else:
            month.befriend(1)
        month.says(user, code)
        month.says(user, "ใช่")
        month.says(user, f"{officer_name(number)} นักวิชาการศึกษา")
        if number == 0:
            assert code == first
            month.shot("6-waiting", 1, "ส่งคำขอเข้าร่วม")
            month.work()
            month.shot("7-approval", 0, "ชื่อตรงกับรายชื่อ")
        month.work()
        month.taps(coordinator, "อนุมัติ")
    month.at(4)
    month.work()
    month.shot("8-joined", 1, "เข้าร่วม")
    with Session(month.parts.engine) as session:
        assert session.query(Role).filter_by(duty="officer").count() == OFFICES
        assert session.query(Person).filter(Person.account.has()).count() == OFFICES + 2


def answering(month: Month) -> None:
    """7 to 20 December: most send in time, some begin only, some do nothing; the clock reminds."""
    month.tell("## 7–20 ธันวาคม: กรอกและเตือน\n\nแต่ละหน่วยงานกรอกในวันของตน ระบบเตือนเฉพาะผู้ที่ยังไม่ส่ง")
    sending = OFFICES - LATE - OTHER_WAY - BEGUN
    for number in range(1, sending):
        month.at(7 + number * 11 // sending, 10)
        fill(month, number)
    month.at(18, 9)
    month.shot("9-reminder", 1, "ครบกำหนด")
    month.at(18, 11)
    fill(month, 0, picture=True)
    for number in range(sending, sending + BEGUN):
        month.says(month.officers[number], "เริ่มกรอก")
        month.says(month.officers[number], "ธ.ค. 2569")
        month.says(month.officers[number], "ลงพื้นที่ติดตามเด็กในตำบล")
    assert month.counts()[0] == sending


def fill(month: Month, number: int, *, picture: bool = False) -> None:
    user = month.officers[number]
    month.says(user, "เริ่มกรอก")
    month.says(user, "ธ.ค. 2569")
    month.says(user, f"ลงพื้นที่ติดตามเด็กร่วมกับผู้นำชุมชน {number % 5 + 1} ครั้ง พบเด็กและครอบครัวครบทุกหลัง")
    for answer in (number % 9, number % 4, number % 3):
        month.says(user, str(answer))
    if picture:
        month.shot("10-summary", 1, "ครบแล้วค่ะ")
    month.says(user, "ส่ง")
    said = month.says(user, "ผ่านแล้ว")
    assert "รหัสอ้างอิงการส่ง" in said, said
    if picture:
        month.shot("11-receipt", 1, "รหัสอ้างอิงการส่ง")


def asking(month: Month, supervisor: str, coordinator: str) -> None:
    """21 December: the deadline; who has not sent, what came another way."""
    month.at(21, 14)
    month.tell("## 21 ธันวาคม: วันครบกำหนด\n\nผู้ติดตามถามว่าถึงไหนแล้ว ตัวเลขนับจากรายงานจริงทุกครั้ง")
    month.says(supervisor, "สถานะ")
    month.shot("12-status", 2, "ส่งแล้ว")
    month.says(supervisor, "ใครยังไม่ส่ง")
    month.shot("13-missing", 2, "ยังไม่")
    month.tell("สองหน่วยงานส่งทาง AMS ผู้ประสานงานบันทึกว่ารับแล้ว พร้อมเลขที่หนังสือ")
    for number in range(OFFICES - OTHER_WAY, OFFICES):
        month.says(coordinator, f"รับทางอื่น o{number + 1:02} ทาง AMS ที่ ศธ 04000/{number} ลงวันที่ 18 ธ.ค.")
    month.shot("14-received", 0, "นับเป็นส่งแล้ว")


def looking_over(month: Month, coordinator: str) -> None:
    """22 and 23 December: one report is sent back for one item, mended, and all are agreed to."""
    month.at(22, 10)
    month.tell("## 22–23 ธันวาคม: ตรวจ ส่งคืน แก้ ตรวจทานแล้ว")
    office = office_name(0)
    month.says(coordinator, f"ตรวจ {office}")
    month.taps(coordinator, "ส่งคืนเพื่อแก้ไข")
    month.says(coordinator, "เด็กตกหล่น ขอตัวเลขจากทะเบียนราษฎร์")
    month.shot("15-return", 0, "จะส่งคืน 1 ข้อ")
    month.says(coordinator, "ส่งคืนเลย")
    month.work()
    month.shot("16-please-mend", 1, "ขอให้ปรับแก้ 1 ข้อ")
    month.tell("เจ้าหน้าที่ได้เฉพาะข้อที่ขอให้แก้ เห็นคำตอบเดิม แก้แล้วส่ง โดยยังนับว่าส่งทันกำหนดเดิม")
    month.at(23, 9, 30)
    officer = month.officers[0]
    month.taps(officer, "แก้ เด็กตกหล่น")
    month.says(officer, "7")
    month.says(officer, "ส่ง")
    month.says(officer, "ผ่านแล้ว")
    month.says(coordinator, f"ตรวจ {office}")
    month.shot("17-difference", 0, "แก้แล้ว 1 จาก 1 ข้อ")
    month.taps(coordinator, "ตรวจทานแล้ว")
    month.says(coordinator, "ตรวจทานแล้ว ทั้งหมด")
    month.says(coordinator, "ใช่")
    submitted, expected, late = month.counts()
    assert (submitted, expected) == (OFFICES - LATE - BEGUN, OFFICES)
    with Session(month.parts.engine) as session:
        ids = [row.id for row in session.query(Submission).filter(Submission.submitted_at.is_not(None))]
        assert {row.state for row in reviews.states(session, ids).values()} == {"checked"}
    month.tell(f"ส่งแล้ว {submitted} จาก {expected} หน่วยงาน เลยกำหนด {late} หน่วยงาน ทุกฉบับที่ส่งตรวจทานแล้ว")


def files(month: Month, coordinator: str) -> None:
    """24 December: the workbook and the volume."""
    month.at(24, 10)
    month.tell("## 24 ธันวาคม: ส่งออกและรวมเล่ม")
    month.says(coordinator, f"ส่งออก excel {ROUND}")
    month.work()
    month.says(coordinator, f"รวมเล่ม {ROUND} เรียงตามหน่วยงาน")
    month.work()
    month.shot("18-files", 0, "เปิดไฟล์ Word")
    made = list((month.parts.settings.media_dir / "compiled").iterdir())
    assert {".xlsx", ".docx", ".pdf"} <= {file.suffix for file in made}


def the_record(month: Month, coordinator: str) -> None:
    """31 December: who did what, and that nobody changed the record."""
    month.at(30, 10)
    month.tell("## 30 ธันวาคม: ประวัติ\n\nทุกการเปลี่ยนแปลงอยู่ในประวัติ ใครทำ เมื่อไร ค่าเดิมและค่าใหม่ และตรวจได้ว่าไม่มีใครแก้ย้อนหลัง")
    month.says(coordinator, f"ดูประวัติ {office_name(0)}")
    month.shot("19-record", 0, "ประวัติการเปลี่ยนแปลง")
    month.work()
    with Session(month.parts.engine) as session:
        verdict = audit.verify(session, audit_key(month.parts.settings.app_secret))
    assert verdict.ok
    month.tell(f"`flask audit verify`: ครบ {verdict.sealed:,} รายการ ต่อกันเป็นลูกโซ่ ไม่มีรายการใดถูกแก้")


# --- the stage --------------------------------------------------------------------------------------------------------

HEAD = f"""# หนึ่งเดือนในจังหวัดที่มี {OFFICES} หน่วยงาน

A month in a province of {OFFICES} offices, played through the local LINE by `python -m docs.pictures.month`, which
writes this page and its pictures anew. Offices and people are invented; nothing was sent to anybody."""


def officer_name(number: int) -> str:
    return f"นางสาวสมมติ ทดสอบที่{number + 1}"


def office_name(number: int) -> str:
    return f"{KINDS[number % len(KINDS)]}สมมติ {number + 1}"


def roster(*, mistakes: bool = False) -> bytes:
    """Return the workbook the coordinator sends: 60 offices below the province's, an officer each."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "หน่วยงาน"
    sheet.append(["รหัส", "ชื่อหน่วยงาน", "ชื่อย่อ", "ประเภท", "จังหวัด", "อำเภอ", "ต้นสังกัด"])
    people = book.create_sheet("บุคลากร")
    people.append(["ชื่อ-สกุล", "หน่วยงาน", "บทบาท", "ตำแหน่ง"])
    for number in range(OFFICES):
        code, name = f"o{number + 1:02}", office_name(number)
        above = "poe" if mistakes and number == 6 else "peo"
        sheet.append([code, f"หน่วยงาน{name}", name, KINDS[number % 3], "สมมติ", DISTRICTS[number % 6], above])
        role = "ครูใหญ่" if mistakes and number == 11 else "ผู้รายงาน"
        people.append([officer_name(number), code, role, "นักวิชาการศึกษา"])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@contextmanager
def started() -> Iterator[tuple[Month, str, str, str]]:
    """Run simulator and bot on the story's time, with the province office, its coordinator and a supervisor."""
    with TemporaryDirectory() as folder, ExitStack() as things:
        story: list[datetime] = [datetime(2026, 11, 30, 9, tzinfo=BANGKOK)]
        line = create_line(
            LineSettings(channel_secret=SECRET, channel_access_token="simulator"),  # noqa: S106
            lambda: story[0].timestamp(),
        )
        line_url = things.enter_context(served(line))
        settings = settings_for(f"sqlite:///{folder}/month.db", Path(folder), line_url)
        app = create_app(settings, respond.respond, COMPOSERS, lambda: story[0])
        bot_url = things.enter_context(served(app))
        parts = parts_of(app)
        things.callback(parts.stop)
        Base.metadata.create_all(parts.engine)
        parts.line.call("PUT", "/v2/bot/channel/webhook/endpoint", {"endpoint": f"{bot_url}/line/webhook"})
        control = things.enter_context(_control(line_url))
        users = [control.user(name) for name in ("ผู้ประสานงาน", "เจ้าหน้าที่", "ผู้ติดตาม")]
        _done, menus = set_menus(parts.settings)
        with transaction(parts.engine) as session:
            keep(session, menus, database_now(session))
        code = _settle(parts, users[2], story[0])
        page = things.enter_context(_page(line_url))
        parts.delivery._clock = lambda: datetime.now(UTC)  # how old an attempt is, is not the story's to say
        month = StoryTime(parts, control, page, story[0], clock=story)
        month.officers = [users[1], *(control.user(officer_name(number)) for number in range(1, OFFICES))]
        month.befriend(2)
        yield month, users[0], users[2], code


@dataclass
class StoryTime(Month):
    """A month whose time is also the clock of bot and LINE."""

    clock: list[datetime] = field(default_factory=list)

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        if name == "now" and getattr(self, "clock", None):
            self.clock[0] = value


def _settle(parts: Parts, supervisor: str, now: datetime) -> str:
    """What an administrator does on the command line: the form, the province office, a code for its coordinator."""
    with transaction(parts.engine) as session:
        world.publish(session, "pnglb_monthly", now)
        office = Office(code="peo", name="สำนักงานศึกษาธิการจังหวัดสมมติ", short="ศธจ.สมมติ", province="สมมติ")
        session.add(office)
        session.flush()
        boss, watcher = Person(name="นางมาลี สมมติ", created_at=now), Person(name="นายวิชัย สาธิต", created_at=now)
        boss.roles.append(Role(office_id=office.id, duty=Duty.COORDINATOR))
        watcher.roles.append(Role(office_id=office.id, duty=Duty.SUPERVISOR))
        session.add_all([boss, watcher])
        session.flush()
        session.add(Account(line_user_id=supervisor, person_id=watcher.id, created_at=now, waiting={}, menu_due=True))
        return invite(session, office, Duty.COORDINATOR, boss, now).code


@contextmanager
def _control(line_url: str) -> Iterator[Control]:
    control = Control(line_url)
    yield control
    control.close()


@contextmanager
def _page(line_url: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        page = browser.new_context(locale="th-TH", timezone_id="Asia/Bangkok", **WINDOW).new_page()
        page.goto(line_url)
        page.get_by_test_id("phone-2").wait_for()
        yield page
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
