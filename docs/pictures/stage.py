"""What a month in a province is played on: simulator and bot on the story's own time, its offices and people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl import Workbook
from playwright.sync_api import Page, sync_playwright

from bot.app import COMPOSERS, Parts, create_app, parts_of
from bot.menu_setup import keep, set_menus
from bot.sealing import seal_waiting
from docs.pictures.take import take
from handlers import respond
from handlers.people.invitations import invite
from handlers.status.progress import progress
from models import Base, Session, database_now, transaction
from models.jobs import Job
from models.people import Account, Duty, Office, Person, Role
from models.rounds import Round
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


# --- the stage --------------------------------------------------------------------------------------------------------


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
