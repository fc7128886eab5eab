"""Files asked for in chat: made in a child process, told with a link, opened only by whom they are for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from bot import signing
from bot.files import disposition
from bot.signing import FileLinks
from handlers import words
from handlers import words_volumes as say
from handlers.incoming import Tapped
from handlers.volume import volume_files
from models import Session, submissions, transaction
from models.compiled_files import CompiledFile
from models.jobs import Job
from models.journal import Deed
from models.outbox import Outbox
from models.people import Duty, Office, Person, Role
from models.rounds import Assignment
from models.submissions import Submission
from simulator.limits.messages import check_messages
from simulator.limits.rules import Context
from tests import world
from tests.file_desk import NOW, Desk, open_desk
from tests.talk import lines_of
from tests.word_text import paragraphs

LATER = timedelta(hours=25)


@pytest.fixture
def clock() -> list[datetime]:
    return [datetime.now(UTC)]


@pytest.fixture
def desk(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: list[datetime]) -> Iterator[Desk]:
    monkeypatch.setenv("PATH", str(tmp_path))  # no LibreOffice: Word counts the pages
    yield from open_desk(database_url, tmp_path, lambda: clock[0])


def test_a_volume_is_made_told_and_opened(desk: Desk) -> None:
    assert desk.talk.say("รวมเล่ม เรียงตามข้อ", "Malee")[0].startswith("กำลังรวมเล่มเรียงตามข้อ · พาน้องกลับมาเรียน")
    told = desk.made()
    assert told[0] == "รวมเล่มเสร็จแล้วค่ะ"
    assert told[2:9] == [
        "● ส่งแล้ว 1 จาก 2 หน่วยงาน",
        "! ยังไม่ส่ง 1 หน่วยงาน",
        "สกร.ทดสอบ",
        "! มีข้อว่าง 1 หน่วยงาน",
        "สพม.ทดสอบ: เดือนที่รายงาน, เด็กตกหล่น, เด็กออกกลางคัน",
        say.NO_PAGES,
        desk.talk.answers["Malee"][0].note,  # type: ignore[union-attr]
    ]
    for _ in range(2):  # the link is good several times
        with desk.open(desk.address()) as answer:
            assert answer.status_code == 200
            assert "ลงพื้นที่ 3 ครั้ง" in paragraphs(answer.data)
            assert "ยังร่างอยู่" not in paragraphs(answer.data)
    with Session(desk.parts.engine) as session:
        deeds = [(deed.deed, deed.person_id) for deed in session.scalars(select(Deed).order_by(Deed.id))]
    malee = desk.person_id("Malee")
    assert deeds[-3:] == [("compile", malee), ("open_file", malee), ("open_file", malee)]


def test_a_file_is_saved_under_its_thai_name_and_kept_nowhere_on_the_way(desk: Desk) -> None:
    with desk.open(desk.give()) as answer:
        assert (answer.status_code, answer.data) == (200, b"a volume")
        assert answer.mimetype == volume_files.WORD
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        saved = answer.headers["Content-Disposition"]
    assert saved.startswith("attachment; filename=\"raingan.docx\"; filename*=UTF-8''%E0%B8%9E")
    assert unquote(saved).endswith("''พาน้องกลับมาเรียน ฉบับร่าง.docx")


def test_excel_holds_the_offices_of_the_scope(desk: Desk) -> None:
    desk.talk.say("ส่งออก excel", "Wichai")
    assert desk.made("Wichai")[0] == "ไฟล์ Excel พร้อมแล้วค่ะ"
    with desk.open(desk.address("Wichai")) as answer:
        sheet = load_workbook(BytesIO(answer.data)).worksheets[0]
    assert [sheet["A2"].value, sheet["A3"].value, sheet["A4"].value] == ["sesao", "dole", None]


def test_an_officers_copy_is_a_draft_until_the_report_is_sent(desk: Desk) -> None:
    desk.talk.say("สำเนา Word")
    desk.talk.say("สำเนา Word", "Suda")
    assert desk.made()[:1] == []
    for who, text, mark in (("Somchai", "ลงพื้นที่ 3 ครั้ง", False), ("Suda", "ยังร่างอยู่", True)):
        assert desk.made(who)[0] == "สำเนา Word พร้อมแล้วค่ะ"
        with desk.open(desk.address(who)) as answer:
            assert any(text in line for line in paragraphs(answer.data))
            assert (b"\xe0\xb8\x89\xe0\xb8\x9a\xe0\xb8\xb1\xe0\xb8\x9a" in document(answer.data)) is mark


def document(file: bytes) -> bytes:
    """Return everything a Word file says, headers too."""
    from exports.packing import unpacked

    return b"".join(body for name, body in unpacked(file).items() if name.endswith(".xml"))


def test_who_oversees_one_office_gets_nothing_of_others(desk: Desk) -> None:
    with transaction(desk.parts.engine) as session:
        role = session.scalars(select(Role).where(Role.person_id == desk.person_id("Wichai"))).one()
        role.office_id = session.scalars(select(Office.id).where(Office.code == "dole")).one()
    desk.talk.say("รวมเล่ม ฉบับร่าง", "Wichai")
    assert not any("สพม" in line for line in desk.made("Wichai"))
    with desk.open(desk.address("Wichai")) as answer:
        assert "ยังร่างอยู่" in paragraphs(answer.data)
        assert "ลงพื้นที่ 3 ครั้ง" not in paragraphs(answer.data)


@pytest.mark.parametrize(
    ("who", "deed", "args"),
    [
        ("Somchai", "volume_of", {"r": 1, "k": "by-item"}),
        ("Somchai", "volume_of", {"r": 1, "k": "excel"}),
        ("Malee", "volume_of", {"r": 99, "k": "by-item"}),
        ("Somchai", "copy_of", {"a": "dole"}),
        ("Malee", "copy_of", {"a": "dole"}),
        ("Somchai", "to_head", {"a": "dole"}),
        ("Somchai", "copy_of", {"a": "none"}),
    ],
)
def test_nobody_asks_for_what_is_not_theirs(desk: Desk, who: str, deed: str, args: dict[str, object]) -> None:
    if "a" in args:
        with Session(desk.parts.engine) as session:
            query = select(Assignment.id).join(Office).where(Office.code == args["a"])
            args = {"a": session.scalars(query).one_or_none() or 99}
    assert desk.talk.hear(Tapped(deed, args), who) == [words.NOT_YOURS]
    with Session(desk.parts.engine) as session:
        assert session.scalars(select(Job)).all() == []


def test_a_link_is_one_persons(desk: Desk) -> None:
    with desk.open(desk.give()) as answer:
        assert answer.status_code == 200
    links = FileLinks(desk.parts.settings.app_secret)
    file = desk.file()
    for person in (desk.person_id("Wichai"), desk.person_id("Somchai"), 99):
        assert desk.open(f"/files/{links.sign(file.id, person)}").status_code == 404
    assert desk.open(f"/files/{links.sign(99, file.person_id)}").status_code == 404
    assert desk.open(f"/files/{FileLinks(b'another secret').sign(file.id, file.person_id)}").status_code == 404


def test_no_character_of_a_link_can_be_changed() -> None:
    links = FileLinks(b"a key for tests")
    token = links.sign(7, 3)
    assert links.read(token) == (7, 3)
    last = len(token) - 1  # its lowest bits are no part of the signature
    for at in range(last):
        changed = token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]
        assert links.read(changed) is None


def test_an_expired_link_is_told_kindly(desk: Desk, clock: list[datetime], monkeypatch: pytest.MonkeyPatch) -> None:
    address = desk.give()
    clock[0] += LATER
    answer = desk.open(address)
    assert answer.status_code == 410
    assert "ขอลิงก์ใหม่ได้ในแชต" in answer.get_data(as_text=True)
    clock[0] -= LATER
    monkeypatch.setattr(signing, "FILE_SECONDS", -1)
    assert desk.open(address).status_code == 410


def _moves_away(session: Session, person: Person) -> None:
    for role in person.roles:
        session.delete(role)


def _becomes_an_officer(_session: Session, person: Person) -> None:
    person.roles[0].duty = Duty.OFFICER


def _leaves(_session: Session, person: Person) -> None:
    assert person.account is not None
    person.account.person_id = None


@pytest.mark.parametrize("change", [_moves_away, _becomes_an_officer, _leaves], ids=lambda change: change.__name__)
def test_who_has_lost_the_scope_opens_nothing(desk: Desk, change: object) -> None:
    address = desk.give()
    with transaction(desk.parts.engine) as session:
        change(session, session.get_one(Person, desk.file().person_id))  # type: ignore[operator]
    assert desk.open(address).status_code == 404


def test_a_file_is_not_even_made_for_who_lost_the_scope_meanwhile(desk: Desk) -> None:
    desk.talk.say("รวมเล่ม ฉบับร่าง", "Malee")
    with transaction(desk.parts.engine) as session:
        _moves_away(session, session.get_one(Person, desk.file().person_id))
    assert desk.made() == []
    assert desk.file().state == "gone"


def test_a_group_never_gets_a_link(desk: Desk) -> None:
    assert desk.talk.hear(Tapped("volume_of", {"r": 1, "k": "working"}), "Malee", group="C1") == []
    desk.give()
    for chat in ("C" + "1" * 32, "R" + "1" * 32):
        assert "/files/" not in str(desk.parts.renderer.calls(desk.talk.answers["Malee"], chat))


def test_asked_twice_it_is_made_once(desk: Desk) -> None:
    desk.talk.say("ส่งออก excel", "Malee")
    assert desk.talk.say("ส่งออก excel", "Malee")[0].startswith("กำลังทำไฟล์ พาน้องกลับมาเรียน")
    desk.made()
    with Session(desk.parts.engine) as session:
        assert [job.state for job in session.scalars(select(Job))] == ["done"]
        assert len(session.scalars(select(Outbox).where(Outbox.kind == "notice")).all()) == 1


def test_a_stopped_clock_leaves_the_job_to_the_next(desk: Desk) -> None:
    desk.talk.say("ส่งออก excel", "Malee")
    assert desk.parts.compiler.beat()
    desk.parts.compiler.stop()
    with transaction(desk.parts.engine) as session:
        job = session.scalars(select(Job)).one()
        assert (job.state, job.lease_until is None) == ("pending", False)
        job.lease_until = NOW
    assert desk.made()[0] == "ไฟล์ Excel พร้อมแล้วค่ะ"


def test_an_expired_file_is_deleted(desk: Desk) -> None:
    address = desk.give()
    place = desk.parts.settings.media_dir / str(desk.file().blob)
    desk.parts.compiler.forget_expired(datetime.now(UTC))
    assert place.exists()
    desk.parts.compiler.forget_expired(datetime.now(UTC) + LATER)
    assert not place.exists()
    assert (desk.file().state, desk.file().blob) == ("gone", None)
    assert desk.open(address).status_code == 410


def test_line_takes_the_card_of_a_large_round_and_its_link(desk: Desk) -> None:
    desk.give()
    offices = [[f"สำนักงานสมมติที่ {number}", [f"{item}.1)" for item in range(60)]] for number in range(300)]
    found = {"blanks": offices, "not_acted": offices, "warnings": ["รวม ยอดไม่ตรง"] * 100}
    with transaction(desk.parts.engine) as session:
        file = session.get_one(CompiledFile, desk.file().id)
        replies = volume_files.settle(session, file, found, "1.docx", NOW)
    (messages,) = desk.parts.renderer.calls(replies, world.line_id("Malee"))
    assert check_messages(messages, Context()) == []
    assert len(lines_of(replies[0])) < 40
    assert "openExternalBrowser=1" in str(messages)


def test_a_message_taken_back_closes_the_files_it_may_be_in(desk: Desk, clock: list[datetime]) -> None:
    with transaction(desk.parts.engine) as session:
        begun = session.scalars(select(Submission).where(Submission.submitted_at.is_(None))).one()
        (answer,) = submissions.answers_of(session, begun.id)
        begun.repeats = {**begun.repeats, "start": f"question {answer.ref} "}
    desk.talk.say("เริ่มกรอก", "Suda")
    desk.talk.say("12", "Suda")
    volume, copy = desk.give(), desk.give("Wichai", "excel")
    desk.talk.now = clock[0]
    clock[0] += timedelta(minutes=1)
    desk.talk.do("(ยกเลิกการส่ง)", "Suda")
    for address in (volume, copy):
        with desk.open(address) as answer:
            assert answer.status_code == 410


def test_a_lost_file_is_told_like_an_expired_one(desk: Desk) -> None:
    address = desk.give()
    (desk.parts.settings.media_dir / str(desk.file().blob)).unlink()
    assert desk.open(address).status_code == 410


@pytest.mark.parametrize("name", ['ก" ; x=1.docx', "ก\r\nSet-Cookie: a=1.docx", "../../ก.docx", "ก'%.docx"])
def test_no_name_breaks_out_of_the_header(name: str) -> None:
    header = disposition(name)
    assert header.isascii()
    assert header.startswith("attachment; filename=\"raingan.docx\"; filename*=UTF-8''")
    assert not set("\r\n;\"'/ ") & set(header.rpartition("''")[2])
