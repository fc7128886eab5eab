"""Who somebody says they are: title, name and surname, position, office phone, in one message. Pure."""

from __future__ import annotations

import re

PRIVACY_VERSION = "2026-11-20"
"""Of the notice that is accepted on joining."""
_PHONE = re.compile(r"0[\d\- ]{7,13}\d")
_TITLES = ("นาย", "นาง", "นางสาว", "น.ส.", "ว่าที่", "ดร.")


def read_introduction(text: str) -> tuple[str, str, str]:
    """Return name, position and phone: the name is the first two words, or three after a lone title."""
    found = _PHONE.search(text)
    phone = found.group(0) if found else ""
    text = text.replace(phone, " ") if phone else text
    parts = [part for part in re.split(r"[\s,]+", re.sub(r"โทร\S*", " ", text)) if part]
    count = 3 if parts and parts[0] in _TITLES else 2
    return " ".join(parts[:count]), " ".join(parts[count:]).removeprefix("ตำแหน่ง").strip(), phone
