"""What is said about photos that are there already: sentences for a Thai editor. Polite (ค่ะ/คะ), calm, short."""

from __future__ import annotations

USE = "ใช้ภาพนี้"
USED = "ใช้ภาพนี้"
SEND_NEW = "ลบภาพแล้วค่ะ ส่งภาพใหม่แทนได้เลย"
REPLACE = "ลบและส่งภาพใหม่"
WHICH = "ไม่พบภาพที่พิมพ์มาค่ะ พิมพ์เลขภาพ เช่น ลบภาพ 2 หรือ เปลี่ยนภาพ 2"


def removed(number: int) -> str:
    return f"ลบภาพที่ {number} แล้ว"


def send_new(number: int) -> str:
    return f"ลบภาพที่ {number} แล้วค่ะ ส่งภาพใหม่แทนได้เลย"


def same_photo(number: int, earlier: int, same_item: bool) -> str:
    where = f"ภาพที่ {earlier}" if same_item else f"ภาพที่ {earlier} ของอีกข้อหนึ่ง"
    return f"ภาพที่ {number} เป็นภาพเดียวกับ{where} ถ้าส่งซ้ำ พิมพ์ ลบภาพ {number} ที่ข้อนั้นได้ค่ะ"
