"""Somebody with a phone on the simulator's page: what their fingers do and what their eyes wait for.

Every deed ends when its result is on the screen; nothing here sleeps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

PATIENCE_MS = 15_000  # the bot is a real process and shares its machine with other tests
ACCEPT = "ใช่ รับทราบและเริ่ม"


@dataclass(frozen=True)
class Person:
    """The one whose phone has this number on the page."""

    page: Page
    number: int

    @property
    def phone(self) -> Locator:
        return self.page.get_by_test_id(f"phone-{self.number}")

    @property
    def bubbles(self) -> Locator:
        return self.phone.get_by_test_id("bubble")

    @property
    def last(self) -> Locator:
        """What the bot said last."""
        return self.phone.locator("[data-testid=bubble][data-from=bot]").last

    @property
    def choices(self) -> Locator:
        return self.phone.get_by_test_id("quick-reply")

    def add_friend(self) -> None:
        self.phone.get_by_test_id("add-friend").click()
        self.hears("พิมพ์รหัสเชิญ")

    def joins(self, code: str, duty: str) -> None:
        """Add the bot, type an invite code and accept."""
        self.add_friend()
        self.says(code)
        self.hears(f"บทบาท{duty}")
        self.taps(ACCEPT)
        expect(self.phone.get_by_text(f"ในบทบาท{duty}เรียบร้อยค่ะ")).to_be_visible()

    def says(self, text: str) -> None:
        """Type a message and send it with Enter."""
        composer = self.phone.get_by_test_id("composer")
        composer.fill(text)
        composer.press("Enter")

    def taps(self, label: str) -> None:
        """Tap the quick reply with this label."""
        self.choices.filter(has_text=re.compile(rf"^{re.escape(label)}$")).click()

    def presses(self, label: str) -> None:
        """Press a button or row inside the bot's last bubble."""
        self.last.get_by_text(label).click()

    def sends_photos(self, pictures: Sequence[bytes]) -> None:
        """Choose pictures (JPEG) from the album."""
        files = [FilePayload(name=f"{n}.jpg", mimeType="image/jpeg", buffer=each) for n, each in enumerate(pictures, 1)]
        self.phone.get_by_test_id("attach-image").set_input_files(files)

    def sends_file(self, name: str, content: bytes) -> None:
        """Choose a file to send."""
        file = FilePayload(name=name, mimeType="application/octet-stream", buffer=content)
        self.phone.get_by_test_id("attach-file").set_input_files([file])

    def hears(self, *texts: str) -> None:
        """Wait until each of the texts stands in what the bot said last."""
        for text in texts:
            expect(self.last).to_contain_text(text)

    def answers(self, *talk: tuple[str, str]) -> None:
        """Type answers one after the other, each followed by what the bot must say before the next."""
        for said, heard in talk:
            self.says(said)
            self.hears(heard)


@contextmanager
def phones(browser: Browser, address: str, **window: Any) -> Iterator[Page]:
    """Open the page; fail at its end when the browser's console has complained."""
    shape = {"viewport": {"width": 1280, "height": 800}, "locale": "th-TH", "timezone_id": "Asia/Bangkok"}
    context = browser.new_context(**{**shape, **window})
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.goto(address)
    page.get_by_test_id("phone-2").wait_for()
    yield page
    context.close()
    assert not complaints
