"""The phones of the simulator in a real browser: what LINE shows, and what vanishes when."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import FilePayload, expect

from tests.browser.conftest import Desk

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def text(words: str, *quick_replies: dict[str, Any]) -> dict[str, Any]:
    items = [{"type": "action", "action": action} for action in quick_replies]
    return {"type": "text", "text": words, **({"quickReply": {"items": items}} if items else {})}


def message(label: str) -> dict[str, Any]:
    return {"type": "message", "label": label, "text": label}


def test_three_phones_fit_side_by_side_on_a_small_screen(desk: Desk) -> None:
    for number, name in enumerate(["ผู้รายงาน", "ผู้ประสานงาน", "ผู้ติดตาม"]):
        expect(desk.phone(number)).to_be_in_viewport(ratio=1)
        expect(desk.phone(number).locator(".owner")).to_have_value(name)
    assert not desk.complaints


def test_what_a_person_types_stands_in_the_chat_as_typed(desk: Desk) -> None:
    phone = desk.befriend(0)
    words = "บรรทัดแรก\n<img src=x onerror=alert(1)> <b>ไม่หนา</b>"
    phone.get_by_test_id("composer").fill(words)
    phone.get_by_test_id("send").click()

    bubble = phone.get_by_test_id("bubble")
    expect(bubble).to_have_text(words)
    expect(bubble).to_have_attribute("data-from", "user")
    expect(bubble.locator("img, b")).to_have_count(0)
    expect(phone.get_by_test_id("composer")).to_have_value("")
    assert not desk.complaints


def test_enter_sends_and_shift_enter_breaks_the_line(desk: Desk) -> None:
    composer = desk.befriend(0).get_by_test_id("composer")
    composer.press_sequentially("หนึ่ง")
    composer.press("Shift+Enter")
    composer.press_sequentially("สอง")
    composer.press("Enter")
    expect(desk.phone(0).get_by_test_id("bubble")).to_have_text("หนึ่ง\nสอง")


def test_a_quick_reply_says_its_text_and_vanishes(desk: Desk) -> None:
    phone = desk.befriend(0)
    desk.bot_says(0, text("มีเด็กกี่คนคะ", message("0"), message("ไม่มี")))
    phone.get_by_test_id("quick-reply").filter(has_text="ไม่มี").click()
    expect(phone.get_by_test_id("bubble")).to_have_text(["มีเด็กกี่คนคะ", "ไม่มี"])
    expect(phone.get_by_test_id("quick-reply")).to_have_count(0)


def test_unsending_the_answer_brings_the_quick_replies_back(desk: Desk) -> None:
    phone = desk.befriend(0)
    desk.bot_says(0, text("มีเด็กกี่คนคะ", message("0")))
    phone.get_by_test_id("quick-reply").click()
    answer = phone.locator("[data-testid=bubble][data-from=user]")
    answer.click(button="right")
    phone.get_by_role("button", name="ยกเลิกข้อความ").click()
    expect(phone.get_by_text("คุณยกเลิกข้อความ")).to_be_visible()
    expect(answer).to_have_count(0)
    expect(phone.get_by_test_id("quick-reply")).to_have_count(1)


def test_a_computer_shows_neither_quick_replies_nor_rich_menu(desk: Desk) -> None:
    phone = desk.befriend(0)
    desk.bot_says(0, text("มีเด็กกี่คนคะ", message("0")))
    expect(phone.get_by_test_id("quick-reply")).to_have_count(1)
    phone.get_by_test_id("pc-mode").click()
    expect(phone.get_by_test_id("quick-reply")).to_have_count(0)
    phone.get_by_test_id("pc-mode").click()
    expect(phone.get_by_test_id("quick-reply")).to_have_count(1)


def test_open_keyboard_puts_the_stored_answer_into_the_composer(desk: Desk) -> None:
    phone = desk.befriend(0)
    edit = {"type": "postback", "label": "แก้", "data": "edit", "inputOption": "openKeyboard", "fillInText": "ประชุมชี้แจง"}
    desk.bot_says(0, text("ตอนนี้ตอบว่า ประชุมชี้แจง", edit))
    phone.get_by_test_id("quick-reply").click()
    expect(phone.get_by_test_id("composer")).to_have_value("ประชุมชี้แจง")
    expect(phone.get_by_test_id("composer")).to_be_focused()


def test_a_date_is_picked_within_its_bounds(desk: Desk) -> None:
    phone = desk.befriend(0)
    pick = {
        "type": "datetimepicker",
        "label": "เลือกวันที่",
        "data": "due",
        "mode": "date",
        "initial": "2026-11-20",
        "min": "2026-11-01",
        "max": "2026-11-30",
    }
    desk.bot_says(0, text("ครบกำหนดวันใดคะ", pick))
    phone.get_by_test_id("quick-reply").click()
    sheet = phone.get_by_test_id("picker")
    expect(sheet).to_contain_text("20 พฤศจิกายน")
    sheet.get_by_label("วัน", exact=True).press("ArrowDown")
    expect(sheet.get_by_test_id("picker-input")).to_have_value("2026-11-21")
    sheet.get_by_test_id("picker-input").fill("2026-12-25")
    sheet.get_by_test_id("picker-input").blur()
    expect(sheet.get_by_test_id("picker-input")).to_have_value("2026-11-30")
    with desk.page.expect_request("**/say") as said:
        phone.get_by_test_id("sheet-done").click()
    assert said.value.post_data_json == {"type": "postback", "data": "due", "params": {"date": "2026-11-30"}}
    expect(phone.get_by_test_id("quick-reply")).to_have_count(0)


def test_the_loading_dots_end_with_the_bots_message(desk: Desk) -> None:
    phone = desk.befriend(0)
    who = phone.get_attribute("data-user")
    desk.bot_calls("POST", "/chat/loading/start", {"chatId": who, "loadingSeconds": 60})
    expect(phone.get_by_role("status", name="กำลังพิมพ์")).to_be_visible()
    desk.bot_says(0, text("มาแล้วค่ะ"))
    expect(phone.get_by_role("status", name="กำลังพิมพ์")).to_have_count(0)


def test_photos_chosen_together_arrive_in_the_chat(desk: Desk) -> None:
    phone = desk.befriend(0)
    dot = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000")
    photos = [FilePayload(name=f"{number}.png", mimeType="image/png", buffer=dot) for number in (1, 2)]
    phone.get_by_test_id("attach-image").set_input_files(photos)
    expect(phone.locator("[data-testid=bubble][data-type=image]")).to_have_count(2)


def test_blocking_hides_the_keyboard_until_unblocked(desk: Desk) -> None:
    phone = desk.befriend(0)
    phone.get_by_test_id("menu").click()
    phone.get_by_role("button", name="บล็อก", exact=True).click()
    expect(phone.get_by_test_id("composer")).to_be_hidden()
    phone.get_by_test_id("unblock").click()
    expect(phone.get_by_test_id("composer")).to_be_visible()


def test_a_group_shows_who_spoke_and_an_edit_reaches_every_phone(desk: Desk) -> None:
    desk.page.get_by_test_id("new-group").click()
    desk.page.get_by_test_id("sheet-done").click()
    for number in range(3):
        expect(desk.phone(number).locator(".title")).to_contain_text("(4)")
    composer = desk.phone(1).get_by_test_id("composer")
    composer.fill("@บอท สถานะ")
    composer.press("Enter")
    expect(desk.phone(0).locator(".row.left .name")).to_have_text("ผู้ประสานงาน")
    expect(desk.phone(0).locator(".mention")).to_have_text("@บอท")
    desk.phone(1).get_by_test_id("bubble").click(button="right")
    desk.phone(1).get_by_role("button", name="แก้ไข").click()
    desk.phone(1).get_by_label("ข้อความใหม่").fill("@บอท ใครยังไม่ส่ง")
    desk.phone(1).get_by_test_id("sheet-done").click()
    expect(desk.phone(2).get_by_test_id("bubble")).to_have_text("@บอท ใครยังไม่ส่ง")


def test_a_card_acts_when_tapped_and_the_chat_list_reads_its_alt_text(desk: Desk) -> None:
    phone = desk.befriend(0)
    start = {"type": "button", "style": "primary", "action": message("เริ่มกรอก")}
    bar = {"type": "box", "layout": "vertical", "contents": [], "width": "40%", "height": "8px"}
    body = {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": "งานที่ต้องส่ง 1 เรื่อง"}, bar]}
    footer = {"type": "box", "layout": "vertical", "contents": [start]}
    card = {"type": "bubble", "size": "kilo", "body": body, "footer": footer}
    desk.bot_says(0, {"type": "flex", "altText": "มีงานที่ต้องส่ง 1 เรื่องค่ะ", "contents": card})
    phone.get_by_test_id("back").click()
    expect(phone.locator(".chat-row")).to_contain_text("มีงานที่ต้องส่ง 1 เรื่องค่ะ")
    phone.locator(".chat-row").click()
    phone.get_by_role("button", name="เริ่มกรอก").click()
    expect(phone.locator("[data-testid=bubble][data-from=user]")).to_have_text("เริ่มกรอก")


def test_the_rich_menu_opens_acts_folds_and_gives_way_to_the_keyboard(desk: Desk) -> None:
    phone = desk.befriend(0)
    desk.link_rich_menu(0, "เมนูรายงาน", message("งานของฉัน"))
    phone.get_by_test_id("composer").fill("สวัสดีค่ะ")
    phone.get_by_test_id("composer").press("Enter")
    expect(phone.get_by_test_id("chat-bar")).to_have_text("เมนูรายงาน")

    phone.get_by_test_id("rich-menu").get_by_role("button", name="งานของฉัน").click()
    expect(phone.get_by_test_id("bubble")).to_have_text(["สวัสดีค่ะ", "งานของฉัน"])
    phone.get_by_test_id("chat-bar").click()
    expect(phone.get_by_test_id("rich-menu")).to_be_hidden()
    phone.get_by_test_id("composer").focus()
    expect(phone.get_by_test_id("chat-bar")).to_be_hidden()
    phone.get_by_test_id("pc-mode").click()
    expect(phone.get_by_role("button", name="เปิดเมนู")).to_be_hidden()
