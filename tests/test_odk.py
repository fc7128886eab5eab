"""Sent reports as other ODK tools take them: instance id, version, files, and which report one takes the place of."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime, timedelta
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import Engine, select

from exports.odk_files import Archive
from handlers.volume import odk
from models import Session, rounds, sent_reports, transaction
from models.sent_reports import SubmissionXml
from models.submissions import Attachment
from scheduler.deadlines import Once
from tests import world
from tests.talk import Talk

NOW = datetime(2026, 11, 17, 2, tzinfo=UTC)


@pytest.fixture
def talk(engine: Engine) -> Talk:
    with transaction(engine) as session:
        world.settle(session, NOW)
        world.open_round(session, "visits", Once(NOW + timedelta(days=20)), NOW)
    return Talk(engine, NOW)


def send(talk: Talk) -> None:
    talk.say("ส่ง")
    talk.say("ผ่านแล้ว")


def filled(talk: Talk) -> None:
    talk.say("เริ่มกรอก")
    talk.say("บ้านหนึ่ง")
    talk.photo()
    talk.say("ครบแล้ว")


def sent(engine: Engine) -> list[SubmissionXml]:
    with Session(engine) as session:
        return list(session.scalars(select(SubmissionXml).order_by(SubmissionXml.n)))


def test_what_is_sent_is_kept_as_an_instance(talk: Talk, engine: Engine) -> None:
    filled(talk)
    send(talk)
    (one,) = sent(engine)
    root = ET.fromstring(one.xml)
    assert (root.get("id"), root.get("version")) == ("visits", "1")
    assert root.findtext("meta/instanceID") == one.instance_id
    assert root.findtext("visit/place") == "บ้านหนึ่ง"
    assert root.findtext("visit/picture") == f"{talk.message_ids[2]}.jpg"
    assert root.find("meta/deprecatedID") is None


def test_sent_again_it_names_the_report_it_takes_the_place_of(talk: Talk, engine: Engine) -> None:
    filled(talk)
    send(talk)
    talk.say("งานของฉัน")
    talk.tap("แก้ไข")
    talk.say("ชื่อรายการผิด")
    talk.say("แก้แถว 1")
    talk.say("บ้านสอง")
    send(talk)
    first, second = sent(engine)
    root = ET.fromstring(second.xml)
    assert root.findtext("meta/deprecatedID") == first.instance_id
    assert root.findtext("meta/instanceID") == second.instance_id != first.instance_id
    assert "บ้านหนึ่ง" in first.xml
    assert "บ้านหนึ่ง" not in second.xml


def test_a_message_taken_back_leaves_what_was_sent(talk: Talk, engine: Engine) -> None:
    filled(talk)
    send(talk)
    message_ids = talk.message_ids
    talk.message_ids = message_ids[:2]
    talk.do("(ยกเลิกการส่ง)", "Somchai")
    assert [each.xml for each in sent(engine)] == [""]
    with Session(engine) as session:
        round_ = rounds.open_rounds(session, NOW)[0]
        assert odk.sent_of_round(session, round_) == []


def test_the_archive_holds_forms_instances_and_their_files(talk: Talk, engine: Engine) -> None:
    filled(talk)
    send(talk)
    with transaction(engine) as session:
        photo = session.scalars(select(Attachment)).one()
        photo.state, photo.blob = "kept", "abc.jpg"
    with Session(engine) as session:
        round_ = rounds.open_rounds(session, NOW)[0]
        (report,) = odk.sent_of_round(session, round_)
        (form,) = odk.definitions(session, round_)
        assert sent_reports.sent_of_round(session, round_.id)[0][0].instance_id == report.instance_id
    assert list(report.files.values()) == ["abc.jpg"]
    archive = Archive()
    archive.add_form(form.form_id, form.version, form.xform, {"../schools.csv": b"name,label\n"})
    archive.add_instance(report.instance_id, report.xml, [(name, b"photo") for name in report.files])
    with zipfile.ZipFile(BytesIO(archive.close())) as made:
        folder = f"instances/{report.instance_id.removeprefix('uuid:')}"
        assert made.namelist() == [
            "forms/visits-1.xml",
            "forms/visits-1-media/_schools.csv",
            f"{folder}/submission.xml",
            f"{folder}/{next(iter(report.files))}",
        ]
        assert made.read(f"{folder}/submission.xml").startswith(b'<?xml version="1.0"')
