"""A real browser on the simulator's page, with no bot behind it: the test itself speaks as the bot."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from simulator.app import create_app
from simulator.settings import Settings
from tests.phones import serve_in_background

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
BEARER = {"Authorization": "Bearer simulator"}
PATIENCE_MS = 8_000


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for all tests; each test gets its own page."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield opened
        opened.close()


@dataclass
class Desk:
    """The page with its phones, and the LINE behind it. `complaints` are what the browser's console complained of."""

    app: Flask
    page: Page
    complaints: list[str]

    def phone(self, number: int) -> Locator:
        return self.page.get_by_test_id(f"phone-{number}")

    def befriend(self, number: int) -> Locator:
        """Add the bot as a friend on this phone and return it."""
        phone = self.phone(number)
        with self.page.expect_response("**/say"):  # LINE drops what is said to somebody who is not yet a friend
            phone.get_by_test_id("add-friend").click()
        phone.get_by_test_id("composer").wait_for()
        return phone

    def bot_says(self, number: int, *messages: dict[str, Any]) -> None:
        """Push to the person of this phone, as a bot does."""
        to = self.phone(number).get_attribute("data-user")
        self.bot_calls("POST", "/message/push", {"to": to, "messages": list(messages)})

    def link_rich_menu(self, number: int, bar_text: str, action: dict[str, Any]) -> None:
        """Give this phone's person a rich menu whose whole picture does `action`."""
        size = {"width": 800, "height": 270}
        area = {"bounds": {"x": 0, "y": 0, **size}, "action": action}
        menu = {"size": size, "selected": True, "name": "menu", "chatBarText": bar_text, "areas": [area]}
        menu_id = self.bot_calls("POST", "/richmenu", menu)["richMenuId"]
        picture = io.BytesIO()
        Image.new("RGB", (800, 270), "white").save(picture, "PNG")
        headers = {**BEARER, "Content-Type": "image/png"}
        path = f"/v2/bot/richmenu/{menu_id}/content"
        assert self.app.test_client().post(path, data=picture.getvalue(), headers=headers).status_code == 200
        self.bot_calls("POST", f"/user/{self.phone(number).get_attribute('data-user')}/richmenu/{menu_id}", {})

    def bot_calls(self, method: str, path: str, body: Any) -> Any:
        answer = self.app.test_client().open(f"/v2/bot{path}", method=method, json=body, headers=BEARER)
        assert answer.status_code in (200, 202), answer.get_data(as_text=True)
        return answer.get_json()


@pytest.fixture
def desk(browser: Browser) -> Iterator[Desk]:
    app = create_app(Settings())
    server, address = serve_in_background(app)
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="th-TH")
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.goto(address)
    page.get_by_test_id("phone-2").wait_for()
    yield Desk(app, page, complaints)
    context.close()
    server.shutdown()
    server.server_close()
