"""A month in a province of 60 offices, played through the simulator: `python -m docs.pictures.month` from the root.

Everything is said and tapped as people would: the office list is sent in chat, newcomers come with printed slips, a
round is opened, 60 officers answer on different days, the clock reminds, a supervisor asks, a coordinator sends back
and agrees, files are made, the record is verified. Time is the story's own (December 2569); the people are invented.
It writes docs/story.md and its pictures anew, and fails when a number differs from what was done. Needs what the tests
need.
"""

from __future__ import annotations

import sys
from io import BytesIO

import pypdfium2

from bot.sealing import audit_key
from bot.slips import slip_key
from docs.pictures.stage import (
    BEGUN,
    LATE,
    OFFICES,
    OTHER_WAY,
    ROUND,
    STORY,
    Month,
    office_name,
    officer_name,
    roster,
    started,
)
from docs.pictures.take import take
from handlers.people.slips import code_of
from models import Session, audit, reviews
from models.people import Office, Person, Role
from models.rounds import Round
from models.submissions import Submission

HEAD = f"""# หนึ่งเดือนในจังหวัดที่มี {OFFICES} หน่วยงาน

A month in a province of {OFFICES} offices, played through the local LINE by `python -m docs.pictures.month`, which
writes this page and its pictures anew. Offices and people are invented; nothing was sent to anybody."""


# --- the story --------------------------------------------------------------------------------------------------------


def main() -> None:
    with started() as (month, coordinator, supervisor, code):
        month.tell(HEAD)
        first = first_day(month, coordinator, code)
        joining(month, coordinator, first)
        answering(month)
        asking(month, supervisor, coordinator)
        looking_over(month, coordinator)
        files(month, coordinator)
        the_record(month, coordinator)
    STORY.write_text("\n\n".join(month.told) + "\n", encoding="utf-8")


def first_day(month: Month, coordinator: str, code: str) -> str:
    """1 December: the coordinator joins, sends the list, opens the round."""
    month.at(1)
    month.befriend(0)
    month.says(coordinator, code)
    month.says(coordinator, "ใช่")
    month.tell("## 1 ธันวาคม: รายชื่อหน่วยงาน\n\nผู้ประสานงานพิมพ์รหัสเชิญ แล้วส่งไฟล์ Excel ของ 60 หน่วยงานเข้ามาในแชต")
    wrong = roster(mistakes=True)
    month.sends(coordinator, "รายชื่อ.xlsx", wrong)
    month.shot("1-mistakes", 0, "จุดที่ต้องแก้")
    month.tell("ไฟล์แรกมีที่ผิด ระบบบอกทุกจุดพร้อมแผ่นงานและแถว แก้แล้วส่งใหม่ ดูสิ่งที่จะเปลี่ยน แล้วกดนำเข้า")
    month.sends(coordinator, "รายชื่อ.xlsx", roster())
    month.shot("2-preview", 0, "สิ่งที่จะเปลี่ยน")
    month.says(coordinator, "นำเข้า")
    with Session(month.parts.engine) as session:
        assert session.query(Office).count() == OFFICES + 1
    month.tell("## เปิดรอบประจำ\n\nพิมพ์กำหนดส่งเป็นภาษาคน ระบบทวนให้ดูก่อนยืนยัน บันทึกหนังสือที่ขอ และให้ทุกฉบับรอตรวจ")
    month.says(coordinator, f"เปิดรอบ {ROUND} ภายในวันที่ ๒๑ ของทุกเดือน")
    month.shot("3-opening", 0, "ครั้งต่อไป")
    month.says(coordinator, "ยืนยัน")
    month.says(coordinator, "บันทึกหนังสือ ที่ ศธ 02000/ว 99 ลงวันที่ 1 ธ.ค. 2569 เรื่อง ขอให้รายงานผลรายเดือน")
    month.says(coordinator, "วิธีตรวจ ทุกฉบับ")
    month.says(coordinator, "ใบเชิญ")
    month.work()
    month.shot("4-slips", 0, "ดาวน์โหลด PDF")
    sheet = next((month.parts.settings.media_dir / "compiled").glob("*.pdf")).read_bytes()
    page = pypdfium2.PdfDocument(sheet)[0].render(scale=1.4).to_pil()
    file = BytesIO()
    page.crop((0, 0, page.width, page.height // 2)).save(file, "PNG")
    take("story-5-sheet", file.getvalue)
    month.tell('<img src="pictures/story-5-sheet.png" width="480" alt="ใบเชิญพร้อมคิวอาร์">')
    return str(slip_codes(month)[0])


def slip_codes(month: Month) -> list[str]:
    """Return the code on each office's slip, in the order of the list."""
    with Session(month.parts.engine) as session:
        key = session.query(Round).one().key
    return [
        code_of(slip_key(month.parts.settings.app_secret), f"o{number:02}", key) for number in range(1, OFFICES + 1)
    ]


def joining(month: Month, coordinator: str, first: str) -> None:
    """2 to 4 December: everybody scans a slip; the coordinator lets them in."""
    month.tell(
        "## 2–4 ธันวาคม: เจ้าหน้าที่เข้าร่วม\n\nสแกนใบเชิญ พิมพ์ชื่อ แล้วรอ ผู้ประสานงานอนุมัติด้วยการแตะครั้งเดียว เมนูใต้แชตเปลี่ยนตามหน้าที่"
    )
    month.at(2)
    for number, code in enumerate(slip_codes(month)):
        user = month.officers[number]
        if number:
            month.control.do(user, "follow")
        else:
            month.befriend(1)
        month.says(user, code)
        month.says(user, "ใช่")
        month.says(user, f"{officer_name(number)} นักวิชาการศึกษา")
        if number == 0:
            assert code == first
            month.shot("6-waiting", 1, "ส่งคำขอเข้าร่วม")
            month.work()
            month.shot("7-approval", 0, "ชื่อตรงกับรายชื่อ")
        month.work()
        month.taps(coordinator, "อนุมัติ")
    month.at(4)
    month.work()
    month.shot("8-joined", 1, "เข้าร่วม")
    with Session(month.parts.engine) as session:
        assert session.query(Role).filter_by(duty="officer").count() == OFFICES
        assert session.query(Person).filter(Person.account.has()).count() == OFFICES + 2


def answering(month: Month) -> None:
    """7 to 20 December: most send in time, some begin only, some do nothing; the clock reminds."""
    month.tell("## 7–20 ธันวาคม: กรอกและเตือน\n\nแต่ละหน่วยงานกรอกในวันของตน ระบบเตือนเฉพาะผู้ที่ยังไม่ส่ง")
    sending = OFFICES - LATE - OTHER_WAY - BEGUN
    for number in range(1, sending):
        month.at(7 + number * 11 // sending, 10)
        fill(month, number)
    month.at(18, 9)
    month.shot("9-reminder", 1, "ครบกำหนด")
    month.at(18, 11)
    fill(month, 0, picture=True)
    for number in range(sending, sending + BEGUN):
        month.says(month.officers[number], "เริ่มกรอก")
        month.says(month.officers[number], "ธ.ค. 2569")
        month.says(month.officers[number], "ลงพื้นที่ติดตามเด็กในตำบล")
    assert month.counts()[0] == sending


def fill(month: Month, number: int, *, picture: bool = False) -> None:
    user = month.officers[number]
    month.says(user, "เริ่มกรอก")
    month.says(user, "ธ.ค. 2569")
    month.says(user, f"ลงพื้นที่ติดตามเด็กร่วมกับผู้นำชุมชน {number % 5 + 1} ครั้ง พบเด็กและครอบครัวครบทุกหลัง")
    for answer in (number % 9, number % 4, number % 3):
        month.says(user, str(answer))
    if picture:
        month.shot("10-summary", 1, "ครบแล้วค่ะ")
    month.says(user, "ส่ง")
    said = month.says(user, "ผ่านแล้ว")
    assert "รหัสอ้างอิงการส่ง" in said, said
    if picture:
        month.shot("11-receipt", 1, "รหัสอ้างอิงการส่ง")


def asking(month: Month, supervisor: str, coordinator: str) -> None:
    """21 December: the deadline; who has not sent, what came another way."""
    month.at(21, 14)
    month.tell("## 21 ธันวาคม: วันครบกำหนด\n\nผู้ติดตามถามว่าถึงไหนแล้ว ตัวเลขนับจากรายงานจริงทุกครั้ง")
    month.says(supervisor, "สถานะ")
    month.shot("12-status", 2, "ส่งแล้ว")
    month.says(supervisor, "ใครยังไม่ส่ง")
    month.shot("13-missing", 2, "ยังไม่")
    month.tell("สองหน่วยงานส่งทาง AMS ผู้ประสานงานบันทึกว่ารับแล้ว พร้อมเลขที่หนังสือ")
    for number in range(OFFICES - OTHER_WAY, OFFICES):
        month.says(coordinator, f"รับทางอื่น o{number + 1:02} ทาง AMS ที่ ศธ 04000/{number} ลงวันที่ 18 ธ.ค.")
    month.shot("14-received", 0, "นับเป็นส่งแล้ว")


def looking_over(month: Month, coordinator: str) -> None:
    """22 and 23 December: one report is sent back for one item, mended, and all are agreed to."""
    month.at(22, 10)
    month.tell("## 22–23 ธันวาคม: ตรวจ ส่งคืน แก้ ตรวจทานแล้ว")
    office = office_name(0)
    month.says(coordinator, f"ตรวจ {office}")
    month.taps(coordinator, "ส่งคืนเพื่อแก้ไข")
    month.says(coordinator, "เด็กตกหล่น ขอตัวเลขจากทะเบียนราษฎร์")
    month.shot("15-return", 0, "จะส่งคืน 1 ข้อ")
    month.says(coordinator, "ส่งคืนเลย")
    month.work()
    month.shot("16-please-mend", 1, "ขอให้ปรับแก้ 1 ข้อ")
    month.tell("เจ้าหน้าที่ได้เฉพาะข้อที่ขอให้แก้ เห็นคำตอบเดิม แก้แล้วส่ง โดยยังนับว่าส่งทันกำหนดเดิม")
    month.at(23, 9, 30)
    officer = month.officers[0]
    month.taps(officer, "แก้ เด็กตกหล่น")
    month.says(officer, "7")
    month.says(officer, "ส่ง")
    month.says(officer, "ผ่านแล้ว")
    month.says(coordinator, f"ตรวจ {office}")
    month.shot("17-difference", 0, "แก้แล้ว 1 จาก 1 ข้อ")
    month.taps(coordinator, "ตรวจทานแล้ว")
    month.says(coordinator, "ตรวจทานแล้ว ทั้งหมด")
    month.says(coordinator, "ใช่")
    submitted, expected, late = month.counts()
    assert (submitted, expected) == (OFFICES - LATE - BEGUN, OFFICES)
    with Session(month.parts.engine) as session:
        ids = [row.id for row in session.query(Submission).filter(Submission.submitted_at.is_not(None))]
        assert {row.state for row in reviews.states(session, ids).values()} == {"checked"}
    month.tell(f"ส่งแล้ว {submitted} จาก {expected} หน่วยงาน เลยกำหนด {late} หน่วยงาน ทุกฉบับที่ส่งตรวจทานแล้ว")


def files(month: Month, coordinator: str) -> None:
    """24 December: the workbook and the volume."""
    month.at(24, 10)
    month.tell("## 24 ธันวาคม: ส่งออกและรวมเล่ม")
    month.says(coordinator, f"ส่งออก excel {ROUND}")
    month.work()
    month.says(coordinator, f"รวมเล่ม {ROUND} เรียงตามหน่วยงาน")
    month.work()
    month.shot("18-files", 0, "เปิดไฟล์ Word")
    made = list((month.parts.settings.media_dir / "compiled").iterdir())
    assert {".xlsx", ".docx", ".pdf"} <= {file.suffix for file in made}


def the_record(month: Month, coordinator: str) -> None:
    """31 December: who did what, and that nobody changed the record."""
    month.at(30, 10)
    month.tell("## 30 ธันวาคม: ประวัติ\n\nทุกการเปลี่ยนแปลงอยู่ในประวัติ ใครทำ เมื่อไร ค่าเดิมและค่าใหม่ และตรวจได้ว่าไม่มีใครแก้ย้อนหลัง")
    month.says(coordinator, f"ดูประวัติ {office_name(0)}")
    month.shot("19-record", 0, "ประวัติการเปลี่ยนแปลง")
    month.work()
    with Session(month.parts.engine) as session:
        verdict = audit.verify(session, audit_key(month.parts.settings.app_secret))
    assert verdict.ok
    month.tell(f"`flask audit verify`: ครบ {verdict.sealed:,} รายการ ต่อกันเป็นลูกโซ่ ไม่มีรายการใดถูกแก้")


if __name__ == "__main__":
    sys.exit(main())
