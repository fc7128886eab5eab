"""Deeds on the roster, reviews and reminders said in a coordinator's own words, and questions that are none of them."""

from __future__ import annotations

import pytest

from handlers.routes import find_route

SAID = """
ขอดูบุคลากรสพม.ตาก => people สพม.ตาก
รายชื่อคนใน สพม.ตาก => people สพม.ตาก
ใครอยู่ สพม.ตาก บ้าง => people สพม.ตาก
ใครอยู่ขั้นตอน ผอ. =>
ใครอยู่ระหว่างกรอก =>
ใครอยู่ในแม่สอดบ้าง =>
คนของ สพม.ตาก ส่งหรือยัง =>
ย้ายนางสาวสุดาไปสพม.ตาก => transfer นางสาวสุดาไปสพม.ตาก
นางสาวสุดาย้ายไป สพม.ตาก แล้ว => transfer นางสาวสุดาย้ายไป สพม.ตาก
เอานายสมชายออก => revoke นายสมชาย
ลบ นายสมชาย ออกจากระบบ => revoke นายสมชาย
นายสมชายลาออกแล้ว => revoke นายสมชาย
นายสมชายลา 18 พ.ย. => leave_of นายสมชายลา 18 พ.ย.
ขอรหัสเชิญให้ สพม.ตาก => slips
ออกรหัสให้สพม.ตาก 1 คน => slips
พิมพ์ใบเชิญ => slips
ใบเชิญทุกหน่วยงาน => slips
ใบเชิญ พาน้อง => slips พาน้อง
ใครขอเข้าร่วมบ้าง => petitions
ขอไฟล์นำเข้ารายชื่อ => roster
ตรวจรายงาน สพม.ตาก หน่อย => review_list สพม.ตาก
ตีกลับ สพม.ตาก => review_list สพม.ตาก
ส่งกลับให้ สพม.ตาก แก้ => review_list สพม.ตาก
ส่งคืน สพม.ตาก => review_list สพม.ตาก
ส่งคืน กี่แห่ง =>
ส่งคืนใครไปบ้าง =>
ตรวจผ่าน สพม.ตาก => check_many สพม.ตาก
ตรวจผ่าน กี่แห่ง =>
ตรวจทุกฉบับ => hold ตรวจทุกฉบับ
สุ่มตรวจ 20% => hold สุ่มตรวจ 20%
ไม่ต้องตรวจแล้ว => hold ไม่ต้องตรวจแล้ว
ลบภาพ 2 => photo_remove 2
"""


@pytest.mark.parametrize("line", SAID.strip().splitlines())
def test_is_the_deed_that_is_meant(line: str) -> None:
    said, _, meant = line.partition(" =>")
    route, rest = find_route(said)
    assert f"{route.name if route else ''} {rest}".strip() == meant.strip()
