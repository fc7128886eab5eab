"""What is said on the cards of `ช่วย`; what each command does stands in handlers/routes.py. For a Thai editor."""

from __future__ import annotations

EVERY_COMMAND = "คำสั่งทั้งหมด"
PAGE_BEFORE = "◀ หน้าก่อน"
PAGE_AFTER = "หน้าถัดไป ▶"


def page_typed(number: int) -> str:
    return f"{EVERY_COMMAND} {number}"


def how_to_turn(number: int) -> str:
    return f"หน้าถัดไปพิมพ์ {page_typed(number)}"
