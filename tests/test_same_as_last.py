"""The report before is offered where the same is asked again; what looks wrong beside it is asked, never refused."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from handlers.form import publishing
from models import transaction
from scheduler.deadlines import Once
from tests import chat_forms, world
from tests.talk import Talk
from tests.test_last_report import fill, follow, open_round
from tests.test_sent_report import NOW

MONTHLY = """
| survey |
|  | type | name | label | bind::rg:role | bind::rg:doubt |
|  | integer | trained | ผู้ผ่านการอบรม |  |  |
|  | integer | earning | ผู้มีรายได้ |  | . <= ${trained} |
|  | text | result | ผลการดำเนินงาน |  |  |
|  | begin_repeat | plan | แผนเดือนหน้า | table |  |
|  | text | what | กิจกรรม |  |  |
|  | integer | people | จำนวนคน |  |  |
|  | end_repeat |  |  |  |  |
| settings |
|  | form_id | form_title | version | namespaces |
|  | villages | รายงานประจำเดือน | 1 | rg="https://raingan.dev/xforms" |
"""


@pytest.fixture
def talk(engine: Engine) -> Talk:
    """Somchai has sent the report of the first round; the second is open."""
    with transaction(engine) as session:
        world.settle(session, NOW)
        publishing.publish(session, chat_forms.made(MONTHLY), NOW)
        first = open_round(session, 20)
    talk = Talk(engine, NOW)
    fill(talk, "Somchai", "30", "12", "อบรมครูสองรุ่น", "อบรมรุ่นที่สาม", "15", "เพิ่มแถว", "นิเทศ", "4", "ครบแล้ว")
    talk.say("ส่ง")
    talk.say("ผ่านแล้ว")
    follow(talk, first)
    return talk


def test_numbers_and_tables_are_taken_in_one_tap_and_a_text_is_changed(talk: Talk) -> None:
    assert "ครั้งก่อน 30" in talk.say("เริ่มกรอก")
    assert "ครั้งก่อน 12" in talk.tap("เหมือนเดิม")
    asked = talk.say("เหมือนเดิม")
    assert "✓ ผู้มีรายได้ 12" in asked
    assert "ครั้งก่อน อบรมครูสองรุ่น" in asked
    assert talk.say("เหมือนเดิมค่ะ")[:2] == ["อบรมครูสองรุ่น", "ข้อนี้ขอเป็นผลของรอบนี้ค่ะ พิมพ์ใหม่ หรือแก้จากข้อความเดิมด้านล่าง"]
    button = next(each for each in talk.buttons() if each.label == "แก้จากเดิม")
    assert button.fill == "อบรมครูสองรุ่น"
    table = talk.say("อบรมครูสามรุ่น")
    assert {"ครั้งก่อน 2 แถว", "1. อบรมรุ่นที่สาม · 15", "2. นิเทศ · 4"} <= set("\n".join(table).splitlines())
    assert "✓ บันทึก 2 แถวเหมือนเดิม" in "\n".join(talk.tap("เหมือนเดิม"))
    assert talk.stored() == [
        "trained 30",
        "earning 12",
        "result อบรมครูสามรุ่น",
        "plan/people[1] 15",
        "plan/people[2] 4",
        "plan/what[1] อบรมรุ่นที่สาม",
        "plan/what[2] นิเทศ",
    ]


def test_an_unchanged_text_is_pointed_out(talk: Talk) -> None:
    for said in ("เริ่มกรอก", "30", "12"):
        talk.say(said)
    assert talk.say("อบรมครูสองรุ่น")[0] == "ข้อความนี้เหมือนครั้งก่อนทุกตัวอักษร ใช้ตามนี้ใช่ไหมคะ"
    assert "result อบรมครูสองรุ่น" not in talk.stored()
    talk.say("ใช่")
    assert "result อบรมครูสองรุ่น" in talk.stored()


def test_ten_times_the_number_before_is_asked_and_taken(talk: Talk) -> None:
    talk.say("เริ่มกรอก")
    assert talk.say("3000")[0] == "ผู้ผ่านการอบรม ครั้งก่อน 30 ครั้งนี้ 3,000 ตัวเลขถูกต้องไหมคะ"
    talk.say("ถูกต้อง")
    assert "trained 3000" in talk.stored()


def test_what_the_author_doubts_is_asked_with_the_numbers_it_is_compared_with(talk: Talk) -> None:
    talk.say("เริ่มกรอก")
    talk.say("20")
    assert talk.say("25")[0] == "ผู้ผ่านการอบรม 20 แต่ผู้มีรายได้ 25 ตัวเลขถูกต้องไหมคะ"
    talk.tap("พิมพ์ใหม่")
    talk.say("15")
    assert "earning 15" in talk.stored()


def test_another_office_is_offered_nothing(talk: Talk) -> None:
    assert not any("ครั้งก่อน" in line for line in talk.say("เริ่มกรอก", "Suda"))


def test_a_matrix_doubts_more_earning_than_trained_and_a_total_that_is_not_the_sum(engine: Engine) -> None:
    with transaction(engine) as session:
        world.settle(session, NOW)
        world.open_round(session, "lpn67r2", Once(NOW.replace(month=12)), NOW)
    talk = Talk(engine, NOW)
    for said in ("เริ่มกรอก", "แก้ ๓)", "3"):
        talk.say(said)
    assert talk.say("1,668")[0] == "สพป. ได้พัฒนาทักษะอาชีพ 3 แต่สพป. มีรายได้ระหว่างเรียน 1,668 ตัวเลขถูกต้องไหมคะ"
    talk.say("ใช่")
    while "รวม" not in "\n".join(talk.say("0")):
        pass
    assert talk.say("4")[0] == "ได้พัฒนาทักษะอาชีพ รวมทุกแถวได้ 3 แต่ที่พิมพ์คือ 4 ตัวเลขถูกต้องไหมคะ"
    talk.say("พิมพ์ใหม่")
    assert "r_total/skill_trained 3" in [talk.say("3"), talk.stored()][1]


CHOICES = """
| survey |
|  | type | name | label | appearance |
|  | select_one ways | way | วิธีดำเนินการ |  |
|  | select_multiple ways | ways | ช่องทาง |  |
|  | date | began | วันที่เริ่มโครงการ |  |
|  | date | month | เดือนที่รายงาน | month-year |
|  | select_one same | same | เทียบกับเดือนก่อน |  |
| choices |
|  | list_name | name | label |
|  | ways | visit | เยี่ยมบ้าน |
|  | ways | phone | โทรศัพท์ |
|  | ways | group | ประชุมกลุ่ม |
|  | same | same | เหมือนเดิม |
|  | same | more | เพิ่มขึ้น |
| settings |
|  | form_id | form_title | version |
|  | villages | รายงานประจำเดือน | 1 |
"""


def test_choices_and_dates_are_taken_in_one_tap_and_a_month_is_not(engine: Engine) -> None:
    with transaction(engine) as session:
        world.settle(session, NOW)
        publishing.publish(session, chat_forms.made(CHOICES), NOW)
        first = open_round(session, 20)
    talk = Talk(engine, NOW)
    fill(talk, "Somchai", "โทรศัพท์", "1 3", "5 ต.ค. 2569", "พ.ย. 2569", "เพิ่มขึ้น")
    talk.say("ส่ง")
    talk.say("ผ่านแล้ว")
    follow(talk, first)
    asked = talk.say("เริ่มกรอก")
    assert "ครั้งก่อน โทรศัพท์" in asked
    assert asked[-1].startswith("[เหมือนเดิม] [เยี่ยมบ้าน] [โทรศัพท์] [ประชุมกลุ่ม]")
    asked = talk.tap("เหมือนเดิม")
    assert {"✓ วิธีดำเนินการ โทรศัพท์", "ครั้งก่อน เยี่ยมบ้าน, ประชุมกลุ่ม"} <= set(asked)
    assert "ครั้งก่อน วันจันทร์ที่ 5 ตุลาคม 2569" in talk.say("เหมือนเดิมค่ะ")
    asked = talk.tap("เหมือนเดิม")
    assert "ครั้งก่อน" not in "\n".join(asked)  # the month is the period itself
    asked = talk.say("ธ.ค. 2569")
    assert "ครั้งก่อน" not in "\n".join(asked)  # here "the same" is an answer of the form's own
    talk.say("เหมือนเดิม")
    assert [line.partition(" ")[2] for line in talk.stored()][:2] == ["โทรศัพท์", "เยี่ยมบ้าน, ประชุมกลุ่ม"]
    assert talk.stored()[-1] == "same เหมือนเดิม"
