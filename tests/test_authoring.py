"""A workbook sent to the bot: fetched, checked with its tables, answered with everything at once, published once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import Workbook
from sqlalchemy import Engine, func, select

from handlers import retention
from handlers import words_authoring as says
from handlers.form import publishing
from handlers.incoming import TookBack
from handlers.rounds import opening
from models import Session, catalogue, compiled, jobs, standings, transaction
from models.catalogue import FormVersion
from models.jobs import Job
from models.people import Account
from models.sent_files import SentFile
from models.submissions import Submission
from scheduler.deadlines import Once
from tests import world
from tests.authors import GOOD, NOW, Desk, begun, workbook
from tests.talk import Talk

BROKEN = [
    ("type", "name", "label", "relevant"),
    ("text", "title", "ชื่อโครงการ", ""),
    ("integer", "people", "จำนวนคน", "${titel} != ''"),
]
SCHOOLS = [("type", "name", "label"), ("select_one_from_file schools.csv", "school", "โรงเรียน")]


@pytest.fixture
def talk(engine: Engine) -> Talk:
    return begun(engine)


def test_a_good_workbook_can_be_tried_and_published(talk: Talk, engine: Engine) -> None:
    desk = Desk(talk)
    assert "โครงการ.xlsx" in desk.send("โครงการ.xlsx", workbook(GOOD))[0]
    assert desk.read()[:2] == ["ตรวจแล้ว · โครงการเด่น", "2 ข้อ · ไม่พบจุดที่ต้องแก้"]
    assert any("ชื่อโครงการ" in line for line in talk.tap("ลองกรอก", "Malee"))
    talk.say("อบรมครู", "Malee")
    talk.say("12", "Malee")
    talk.say("จบการลอง", "Malee")
    talk.tap("เผยแพร่แบบ", "Malee")
    with Session(engine) as session:
        version = catalogue.newest_version(session, "projects")
        assert version is not None
        assert (version.state, version.version, version.questions) == ("open", "1", 2)
        assert session.scalar(select(func.count()).select_from(Submission)) == 0


def test_everything_wrong_is_told_at_once_and_nothing_is_published(talk: Talk, engine: Engine) -> None:
    desk = Desk(talk)
    desk.send("โครงการ.xlsx", workbook(BROKEN))
    told = desk.read()
    assert told[0].startswith("ยังเผยแพร่ไม่ได้")
    assert any("แถว 3" in line and "titel" in line for line in told)
    assert talk.say("เผยแพร่แบบ", "Malee") == ["แบบนี้ยังมีจุดที่ต้องแก้ค่ะ แก้ในไฟล์แล้วส่งมาใหม่"]
    with Session(engine) as session:
        assert catalogue.newest_versions(session) == []


def test_a_missing_table_is_sent_after_its_workbook(talk: Talk, engine: Engine) -> None:
    desk = Desk(talk)
    desk.send("โรงเรียน.xlsx", workbook(SCHOOLS))
    assert any("schools.csv" in line for line in desk.read())
    desk.send("schools.csv", "name,label\ns1,บ้านแม่สอด\ns2,บ้านดอย\n".encode())
    assert desk.read()[0].startswith("ตรวจแล้ว")
    talk.say("เผยแพร่แบบ", "Malee")
    with Session(engine) as session:
        version = catalogue.newest_version(session, "projects")
        assert version is not None
        assert set(catalogue.attachments(session, version.id)) == {"schools.csv"}
        assert publishing.form_of(session, version.id).nodes["/data/school"].type == "select_one"
    assert any("บ้านดอย" in line for line in _first_question(talk, engine))


def _first_question(talk: Talk, engine: Engine) -> list[str]:
    with transaction(engine) as session:
        opening.open_schedule(session, "projects", Once(datetime(2099, 1, 1, tzinfo=UTC)), None, talk.now, None)
    return talk.say("เริ่มกรอก")


def test_the_same_version_with_other_content_is_refused(talk: Talk) -> None:
    desk = Desk(talk)
    desk.send("a.xlsx", workbook(GOOD))
    desk.read()
    talk.tap("เผยแพร่แบบ", "Malee")
    desk.send("b.xlsx", workbook([*GOOD, ("text", "more", "เพิ่มเติม", "", "")]))
    desk.read()
    assert any("โปรดเปลี่ยน version" in line for line in talk.tap("เผยแพร่แบบ", "Malee"))


def test_a_file_that_is_gone_is_said_so(talk: Talk, engine: Engine) -> None:
    desk = Desk(talk)
    desk.send("a.xlsx", None)
    assert desk.read() == ["รับไฟล์ไม่ได้ค่ะ โปรดส่งใหม่อีกครั้ง"]
    with Session(engine) as session:
        assert set(session.scalars(select(Job.state))) == {"done"}


def test_an_officer_cannot_send_forms(talk: Talk, engine: Engine) -> None:
    desk = Desk(talk)
    desk.send("a.xlsx", workbook(GOOD), "Somchai")
    with Session(engine) as session:
        assert session.scalars(select(Job)).all() == []


def test_rows_sent_as_a_sheet_fill_a_repeat_after_a_look(talk: Talk, engine: Engine) -> None:
    with transaction(engine) as session:
        world.open_round(session, "rows", Once(datetime(2099, 1, 1, tzinfo=UTC)), NOW)
    desk = Desk(talk)
    talk.say("เริ่มกรอก")
    book = Workbook()
    assert book.active is not None
    for row in (("ชื่อโรงเรียน", "ขนาด", "นักเรียนชาย"), ("บ้านดอย", "เล็ก", 9), ("บ้านยาง", "ใหญ่", 120)):
        book.active.append(row)
    file = BytesIO()
    book.save(file)
    assert talk.stored() == []
    desk.send("โรงเรียน.xlsx", file.getvalue(), "Somchai")
    told = desk.read("Somchai")
    assert told[:3] == ["อ่านได้ 2 แถว ใช้ตามนี้ไหมคะ", "1. บ้านดอย · เล็ก · 9", "2. บ้านยาง · ใหญ่ · 120"]
    talk.tap("ใช้ตามนี้")
    assert talk.stored() == [
        "school/boys[1] 9", "school/boys[2] 120", "school/name[1] บ้านดอย", "school/name[2] บ้านยาง",
        "school/size[1] เล็ก", "school/size[2] ใหญ่",
    ]  # fmt: skip
    talk.hear(TookBack(message_of(engine)))  # the file is unsent: its rows go
    assert talk.stored() == []


def message_of(engine: Engine) -> str:
    with Session(engine) as session:
        return session.scalars(select(SentFile.line_message_id)).one()


def test_a_trial_is_in_no_list(talk: Talk, engine: Engine) -> None:
    desk = Desk(talk)
    desk.send("a.xlsx", workbook(GOOD))
    desk.read()
    talk.tap("ลองกรอก", "Malee")
    talk.say("อบรมครู", "Malee")
    with transaction(engine) as session:
        trial = session.scalars(select(Submission)).one()
        assert (trial.assignment_id, trial.trial_by) == (
            None,
            session.get_one(Account, world.line_id("Malee")).person_id,
        )
        round_ = world.open_round(session, "places", Once(datetime(2099, 1, 1, tzinfo=UTC)), NOW)
        assert [standing.begun for standing in standings.of_round(session, round_.id)] == [False, False]
        assert compiled.answers_by_whom(session, round_.id) == []
        assert catalogue.newest_version(session, "projects") is None
    with transaction(engine) as session:
        jobs.want(session, "form", "999", NOW)
    assert desk.read()[0].startswith("ตรวจแล้ว")  # a job about nothing is closed


def test_a_forgotten_trial_and_its_file_go_by_themselves(talk: Talk, engine: Engine) -> None:
    desk = Desk(talk)
    desk.send("a.xlsx", workbook(GOOD))
    desk.read()
    talk.tap("ลองกรอก", "Malee")
    talk.say("อบรมครู", "Malee")
    with transaction(engine) as session:
        retention.purge(session, NOW + timedelta(days=6))
        assert session.scalar(select(func.count()).select_from(Submission)) == 1
        retention.purge(session, NOW + timedelta(days=31))
        assert session.scalar(select(func.count()).select_from(Submission)) == 0
        assert session.scalars(select(SentFile)).one().content is None
    assert not any("ชื่อโครงการ" in line for line in talk.say("สวัสดีค่ะ", "Malee"))


def test_a_form_sent_again_takes_the_place_of_what_was_sent_before(talk: Talk, engine: Engine) -> None:
    desk = Desk(talk)
    desk.send("โครงการ.xlsx", workbook(GOOD))
    desk.read()
    old_card = talk.answers["Malee"]
    desk.send("โครงการ แก้แล้ว.xlsx", workbook(GOOD, title="โครงการดีเด่น"))
    assert desk.read()[0] == "ตรวจแล้ว · โครงการดีเด่น"
    new_card = talk.answers["Malee"]
    with Session(engine) as session:
        assert [version.title for version in session.scalars(select(FormVersion))] == ["โครงการดีเด่น"]
        assert [sent.state for sent in session.scalars(select(SentFile).order_by(SentFile.id))] == [
            "settled",
            "checked",
        ]
    talk.answers["Malee"] = old_card
    assert talk.tap("เผยแพร่แบบ", "Malee") == [says.FORM_SUPERSEDED]
    talk.answers["Malee"] = new_card
    assert "โครงการดีเด่น" in talk.tap("เผยแพร่แบบ", "Malee")[0]


def test_a_cancelled_form_leaves_nothing_but_one_being_tried_stays(talk: Talk, engine: Engine) -> None:
    desk = Desk(talk)
    desk.send("โครงการ.xlsx", workbook(GOOD))
    desk.read()
    talk.tap("ลองกรอก", "Malee")
    desk.send("โครงการ แก้แล้ว.xlsx", workbook(GOOD, title="โครงการดีเด่น"))
    desk.read()
    with Session(engine) as session:
        assert len(session.scalars(select(FormVersion)).all()) == 2
    talk.tap("ยกเลิกแบบ", "Malee")
    with Session(engine) as session:
        assert session.scalars(select(FormVersion)).all() == []
