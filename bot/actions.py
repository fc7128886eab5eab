"""Buttons of ours -> LINE's action objects. Where they are drawn, and how, is left to render.py and flex.py."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from bot import limits
from bot.signing import Buttons
from handlers.replies import Button
from thai.text import graphemes, utf16_units

log = logging.getLogger(__name__)
Action = dict[str, Any]

_CALENDAR = re.compile(r"calendar:(\d+)")
_FILE = re.compile(r"file:(\d+):(\d+)(:pdf)?")
_PICTURE = re.compile(r"picture:\w+/(\w+\.(?:jpg|png))")
_RECEIVED = re.compile(r"received:(\d+):(\d+)")
_ENCLOSED = re.compile(r"enclosed:(\d+)")
_DRAWN = re.compile(r"(chart|photo):(\d+)")
_PAGE = re.compile(r"page:(\d+)")
_WORKBOOK = re.compile(r"workbook:(\d+):(\d+)")
_ANNEX = re.compile(r"annex:(\d+):(\d+)")
_SHOWN = re.compile(r"shown:(\d+)")
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
_OUTSIDE = "?openExternalBrowser=1"  # LINE's own browser cannot save files
ONLY_QUICK = frozenset({"camera", "album", "location"})  # LINE takes these nowhere else
_PLAIN = {"camera": "camera", "album": "cameraRoll", "location": "location"}
_URI_SAFE = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True)
class Actions:
    """Makes the actions of one chat: what they carry is signed for it."""

    buttons: Buttons
    public_url: str
    chat: str

    def of(self, button: Button, label_graphemes: int = limits.QUICK_LABEL) -> Action | None:
        """Return the action of a button; None when LINE could not carry it, such as a text too long to copy."""
        label = limits.label(button.label, label_graphemes)
        match button.action:
            case "camera" | "album" | "location":
                return {"type": _PLAIN[button.action], "label": label}
            case "date" | "time" | "datetime":
                return self._picker(button, label)
            case "link":
                return self._link(button, label)
            case "copy":
                return self._copy(button, label)
        data = self.buttons.pack(button.deed, button.args, self.chat)
        says = limits.display((button.says or button.label).strip() or label)
        action: Action = {"type": "postback", "label": label, "data": data, "displayText": says}
        if button.fill:
            if graphemes(button.fill) > limits.FILL_IN:
                return None  # half a text on the keyboard would be sent as the whole
            action |= {"inputOption": "openKeyboard", "fillInText": button.fill}
        return action

    def picture(self, address: str) -> str:
        """Return where a picture is. One of ours is one person's: "" in a group or room.

        Ours are `picture:NAME`, `chart:7` (models/drawings.py) and `photo:9` (an attachment of a report);
        `enclosed:12` is what goes with an announcement: for everybody it is sent to.
        """
        if _ENCLOSED.fullmatch(address):
            return self._address(address)
        if drawn := _DRAWN.fullmatch(address):
            token = self.buttons.links.sign(drawn[1], int(drawn[2]))
            return f"{self.public_url}/media/{drawn[1]}/{token}" if self.chat.startswith("U") else ""
        ours = _PICTURE.fullmatch(address)
        if ours is None:
            return address
        return f"{self.public_url}/pictures/{ours[1]}" if self.chat.startswith("U") else ""

    def shown(self, address: str, *, preview: bool = False) -> str:
        """Return where LINE fetches a file beside a question: anybody with the address may, and nobody guesses it.

        "" where LINE would not: it fetches by https alone, but for a trial on this very machine.
        """
        named = _SHOWN.fullmatch(address)
        parts = urlsplit(self.public_url)
        if named is None or not (parts.scheme == "https" or parts.hostname in _THIS_MACHINE):
            return ""
        token = self.buttons.links.sign("shown", int(named[1]))
        return f"{self.public_url}/shown/{token}{'/preview' if preview else ''}"

    def _picker(self, button: Button, label: str) -> Action:
        data = self.buttons.pack(button.deed, button.args, self.chat)
        action: Action = {"type": "datetimepicker", "label": label, "data": data, "mode": button.action}
        if button.minimum and button.maximum and button.minimum >= button.maximum:
            return action  # LINE refuses an empty span; a wrong day is answered in chat
        if button.minimum:
            action["min"] = button.minimum
        if button.maximum:
            action["max"] = button.maximum
        return action

    def _link(self, button: Button, label: str) -> Action | None:
        where = quote(self._address(button.value), safe=_URI_SAFE)
        if not where:
            return None
        if where.startswith("/"):
            where = self.public_url + where
        if utf16_units(where) > limits.URI:
            log.error("link_too_long", extra={"length": utf16_units(where)})
            return None
        return {"type": "uri", "label": label, "uri": where}

    def _copy(self, button: Button, label: str) -> Action | None:
        text = self._address(button.value)
        if not 0 < utf16_units(text) <= limits.CLIPBOARD:
            return None  # half a text in the clipboard would be stored as the whole
        return {"type": "clipboard", "label": label, "clipboardText": text}

    def _address(self, value: str) -> str:
        """Return a value as it is, or the signed address it names: `calendar:12`, `file:7:3:pdf` (of person 3).

        The address of a file, annex or workbook is one person's: "" in a group or room.
        """
        if named := _CALENDAR.fullmatch(value):
            return f"{self.public_url}/calendar/{self.buttons.links.sign('calendar', int(named[1]))}.ics"
        if named := _ENCLOSED.fullmatch(value):
            return f"{self.public_url}/enclosed/{self.buttons.links.sign('enclosed', int(named[1]))}"
        if named := _FILE.fullmatch(value):
            token = self.buttons.files.sign(int(named[1]), int(named[2]))
            place = f"{token}/pdf" if named[3] else token
            return f"{self.public_url}/files/{place}{_OUTSIDE}" if self.chat.startswith("U") else ""
        if named := _ANNEX.fullmatch(value):
            token = self.buttons.annexes.sign(int(named[1]), int(named[2]))
            return f"{self.public_url}/annexes/{token}{_OUTSIDE}" if self.chat.startswith("U") else ""
        if _SHOWN.fullmatch(value):
            return self.shown(value)
        if named := _PAGE.fullmatch(value):
            token = self.buttons.pages.address(int(named[1]))
            return f"{self.public_url}/overview/enter/{token}" if self.chat.startswith("U") else ""
        if named := _RECEIVED.fullmatch(value):
            token = self.buttons.received.sign(int(named[1]), int(named[2]))
            return f"{self.public_url}/received/{token}{_OUTSIDE}" if self.chat.startswith("U") else ""
        if named := _WORKBOOK.fullmatch(value):
            token = self.buttons.workbooks.sign(int(named[1]), int(named[2]))
            return f"{self.public_url}/forms/{token}{_OUTSIDE}" if self.chat.startswith("U") else ""
        if value.startswith("static:"):
            return f"{self.public_url}/static/{value.removeprefix('static:')}{_OUTSIDE}"
        return value
