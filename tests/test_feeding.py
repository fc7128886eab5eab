"""Answers of one report offered to another form that asks the same: which goes where; nothing is stored unasked."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from bot.app import create_app, parts_of
from handlers.form import equivalences, feeding
from handlers.volume import answered
from models import Session, transaction
from models.people import Duty, Office, Person, Role
from models.rounds import Assignment, Round
from scheduler.deadlines import Once
from tests import world
from tests.filled import fill
from tests.joined import echo, settings_for
from tests.talk import Talk

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
WRITTEN = {
    "lpn67r1_q2_1": "ประชุมเรื่องธนาคารหน่วยกิต\n๑. สองครั้ง",
    "lpn67r1_q3": "ขาดเครื่องมือ",
    "lpn67r1_q4": "ขอเครื่องมือ",
    "lpn67r1_q5": "-",
}
POINT = "/data/rt67_p2/rt67_f2_4"


def opened(session: Session, form_id: str) -> Round:
    return world.open_round(session, form_id, Once(NOW + timedelta(days=9)), NOW)


@pytest.fixture
def talk(engine: Engine) -> Talk:
    with transaction(engine) as session:
        world.settle(session, NOW)
        fill(session, opened(session, "lpn67r1"), "sesao", WRITTEN, NOW)
        opened(session, "rt67")
    return Talk(engine, NOW)


def found(session: Session, source: Round, target: str) -> list[tuple[str, str, str]]:
    form, to = answered.form_of_round(session, source), world.compiled(target)
    reports, _ = answered.reports(session, source, form, "arabic")
    given = feeding.proposals(to, equivalences.between(form, to, ""), form, reports)
    return [(each.ref.rpartition("/")[2], each.pos, each.value) for each in given]


def test_every_item_of_the_list_is_one_of_a_library_form() -> None:
    forms = map(world.compiled, ("rt67", "lpn67r1", "lpn67r2", "atg67", "tak66"))
    known = {item.id for form in forms for item in form.items}
    listed = [item for each in equivalences._listed() for item in each]
    assert set(listed) <= known
    assert len(listed) == len(set(listed))


def test_texts_go_to_texts_and_two_questions_to_the_two_columns(engine: Engine) -> None:
    with transaction(engine) as session:
        world.settle(session, NOW)
        source = opened(session, "lpn67r1")
        fill(session, source, "sesao", WRITTEN, NOW)
        assert found(session, source, "rt67") == [
            ("rt67_f2_4_done", "", "yes"),
            ("rt67_f2_4_r1", "", WRITTEN["lpn67r1_q2_1"]),
            ("problem", "1", "ขาดเครื่องมือ"),
            ("suggestion", "1", "ขอเครื่องมือ"),
            ("rt67_f2_4_bp", "", "-"),
        ]


def test_columns_go_to_their_questions_and_rows_to_lines(engine: Engine) -> None:
    rows = {"rt67_f2_4_pb[1]/problem": "ก", "rt67_f2_4_pb[1]/suggestion": "ข", "rt67_f2_4_pb[2]/problem": "ค"}
    lists = {f"rt67_f2_6_pb{key.removeprefix('rt67_f2_4_pb')}": text for key, text in rows.items()}
    gates = {"rt67_f2_4_done": "yes", "rt67_f2_6_done": "yes"}
    with transaction(engine) as session:
        world.settle(session, NOW)
        source = opened(session, "rt67")
        fill(session, source, "sesao", {**gates, **rows, **lists, "rt67_f2_4_r1": "หนึ่ง"}, NOW)
        fill(session, source, "dole", {**gates, "rt67_f2_4_r1": "สอง"}, NOW)
        given = found(session, source, "lpn67r1")
        assert given[1:] == [("lpn67r1_q3", "", "ก\nค"), ("lpn67r1_q4", "", "ข")]
        names = [office.name for office in session.scalars(select(Office).order_by(Office.position))][1:]
        assert given[0] == ("lpn67r1_q2_1", "", f"{names[0]}\nหนึ่ง\n{names[1]}\nสอง")
        listed = [each for each in found(session, source, "atg67") if each[0] == "item"]
        assert listed == [("item", "1", "ก"), ("item", "2", "ค"), ("item", "1", "ข")]


def test_in_chat_it_is_shown_and_stored_only_when_agreed(talk: Talk) -> None:
    talk.say("เริ่มกรอก รต. 67")
    said = talk.say("ดึงคำตอบ")
    assert said[0].startswith("อ่าน ")
    assert "● อ่านได้ 3 ข้อ · ไม่พบ 38 ข้อ" in said
    assert [line for line in talk.stored() if "เครื่องมือ" in line] == []
    shown = talk.say("ใช้ทั้งหมด")
    assert any("ขาดเครื่องมือ" in line for line in shown)  # its shape was changed: it is asked about
    assert any("ธนาคารหน่วยกิต" in line for line in talk.stored())
    talk.say("ใช้ตามนี้")
    assert any("ขอเครื่องมือ" in line for line in talk.stored())


def test_nobody_draws_from_what_they_may_not_see(talk: Talk) -> None:
    talk.say("เริ่มกรอก รต. 67", "Suda")
    assert talk.say("ดึงคำตอบ", "Suda")[0].startswith("ยังไม่มีรายงานที่ส่งแล้ว")


def test_a_province_puts_together_what_its_offices_sent(talk: Talk) -> None:
    with transaction(talk.engine) as session:
        fill(session, session.scalars(select(Round).where(Round.form_id == "lpn67r1")).one(), "dole", WRITTEN, NOW)
        malee = session.scalars(select(Person).where(Person.name == "นางมาลี สมมติ")).one()
        office = session.scalars(select(Office).where(Office.code == "peo")).one()
        session.add(Role(person_id=malee.id, office_id=office.id, duty=Duty.OFFICER))
        rt67 = session.scalars(select(Round).where(Round.form_id == "rt67")).one()
        session.add(Assignment(round_id=rt67.id, office_id=office.id))
    talk.say("เริ่มกรอก รต. 67", "Malee")
    talk.say("ดึงคำตอบ", "Malee")
    shown = talk.say("ดูทีละข้อ", "Malee")
    offices = [place for place, line in enumerate(shown) if line.endswith("ทดสอบ")]
    assert len(offices) == 2
    assert all(second > first for first, second in pairwise(offices))


def test_the_author_of_a_form_may_say_what_asks_the_same() -> None:
    target = world.compiled("pnglb_monthly")
    ref = next(item.ref for item in target.items if item.kind == "narrative")
    bind = f'<x xmlns:rg="https://raingan.dev/xforms"><bind nodeset="{ref}" rg:same_as="lpn67r1.q1 other.q9"/></x>'
    (same,) = equivalences.between(world.compiled("lpn67r1"), target, bind)
    assert same.there == ("lpn67r1.q1",)


def test_the_command_line_shows_the_same(database_url: str, tmp_path: Path) -> None:
    app = create_app(settings_for(database_url, tmp_path), echo, {})
    with transaction(parts_of(app).engine) as session:
        world.settle(session, NOW)
        fill(session, opened(session, "lpn67r1"), "sesao", WRITTEN, NOW)
        world.publish(session, "rt67", NOW)
    run = app.test_cli_runner().invoke
    shown = json.loads(run(args=["form", "feed", "lpn67r1/2026-11-29", "rt67", "--json"]).output)
    assert [(row["ref"].rpartition("/")[2], row["confidence"]) for row in shown][1:3] == [
        ("rt67_f2_4_r1", 0.95),
        ("problem", 0.6),
    ]
    parts_of(app).stop()


def test_what_fits_is_suggested_when_a_blank_report_is_opened(talk: Talk) -> None:
    asked = talk.say("เริ่มกรอก")
    assert asked[0] == "บางข้ออาจใช้คำตอบที่ส่งไว้ใน ลำพูน 2.4 รอบ 1/67 ได้ แตะหรือพิมพ์ ดึงคำตอบ เพื่อดูก่อนใช้"
    assert talk.tap("ดึงคำตอบ")[0] == "อ่าน ลำพูน 2.4 รอบ 1/67 แล้ว"
    talk.tap("ใช้ทั้งหมด")
    assert not talk.say("กรอกต่อ")[0].startswith("บางข้อ")  # something is answered: it was seen
    other = talk.say("เริ่มกรอก", "Suda")
    assert "ดึงคำตอบ" not in "\n".join(other)  # that office has sent nothing
