"""The page beside the chat in a real browser: opened from its link, walked by keyboard, read by a screen reader."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from bot.app import create_app, parts_of
from bot.signing import PageLinks
from models import Session, transaction
from models.people import Account, Duty
from models.rounds import Assignment
from tests.joined import echo, settings_for
from tests.offices import bangkok, begin, office, open_round, person, submit
from tests.world import publish

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NOW = bangkok("2026-11-10T09:00")
TITLE = "พาน้องกลับมาเรียน พ.ย. 2569"


@pytest.fixture
def page(browser: Browser, database_url: str, tmp_path: Path) -> Iterator[Page]:
    """Malee's phone at the door of her page: two areas of three offices, of which two have sent."""
    app = create_app(settings_for(database_url, tmp_path), echo, {}, clock=lambda: NOW)
    with transaction(parts_of(app).engine) as session:
        publish(session, "pnglb_monthly", NOW)
        peo = office(session, "peo")
        places = [office(session, f"o{n}", peo, area="เขต 1" if n < 3 else "เขต 2") for n in range(6)]
        for place in places:
            person(session, f"p{place.code}", place)
        person(session, "Malee", peo, duty=Duty.COORDINATOR)
        open_round(session, bangkok("2026-11-02T09:00"), places)
        owed = {each.office_id: each for each in session.query(Assignment)}
        for place in places[:2]:
            submit(session, owed[place.id], bangkok("2026-11-05T10:00"))
        begin(session, owed[places[2].id], bangkok("2026-11-05T10:00"), 2)
    with Session(parts_of(app).engine) as session:
        malee = session.get_one(Account, "UMalee").person_id or 0
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="th-TH", java_script_enabled=False)
    opened = context.new_page()
    token = PageLinks(parts_of(app).settings.app_secret).address(malee)
    opened.goto(f"http://127.0.0.1:{server.server_port}/overview/enter/{token}")
    yield opened
    context.close()
    server.shutdown()
    server.server_close()
    parts_of(app).stop()


def test_it_opens_by_one_button_and_leads_from_round_to_area_to_office(page: Page) -> None:
    page.get_by_role("button", name="เปิดหน้าเว็บ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("รายงานที่เปิดอยู่")
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.get_by_text("ส่งแล้ว 2/6")).to_be_visible()
    page.get_by_role("link", name="เขต 1").click()
    expect(page.get_by_text("ส่งแล้ว 2/3")).to_be_visible()
    page.get_by_role("link", name="สำนักงาน o2").click()
    expect(page.get_by_text("กำลังกรอก")).to_be_visible()


def test_a_keyboard_is_enough(page: Page) -> None:
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the button, after the way past the navigation
    expect(page.get_by_role("heading", level=1)).to_have_text("รายงานที่เปิดอยู่")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("ข้ามไปเนื้อหา")
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_contain_text(TITLE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


def test_a_screen_reader_is_told_what_signs_and_bars_mean(page: Page) -> None:
    page.get_by_role("button", name="เปิดหน้าเว็บ").click()
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("navigation", name="หน้า")).to_be_visible()
    expect(page.get_by_role("link", name="ความคืบหน้า")).to_have_attribute("aria-current", "page")
    bar = page.get_by_role("progressbar", name="เขต 1")
    expect(bar).to_have_attribute("value", "67")
    assert "กำลังดำเนินการ" in page.get_by_role("link", name="เขต 1").inner_text()
    page.get_by_role("link", name="บันทึกการเปลี่ยนแปลง").click()
    expect(page.get_by_role("table", name="บันทึกการเปลี่ยนแปลง")).to_be_visible()


def test_nothing_is_wider_than_the_phone(page: Page) -> None:
    page.get_by_role("button", name="เปิดหน้าเว็บ").click()
    page.get_by_role("link", name=TITLE).click()
    for name in ("ดูรายหน่วยงาน", None, "บันทึกการเปลี่ยนแปลง"):
        if name:
            page.get_by_role("link", name=name).click()
        box = page.locator("main").bounding_box()
        assert box is not None
        assert box["width"] <= 390
