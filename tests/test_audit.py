"""Every change is on record with old and new, and nobody can change the record unseen."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, delete, select, update

from bot.sealing import audit_key, seal_waiting
from models import Session, audit, journal, transaction
from models.audit import Head
from models.journal import Deed
from scheduler.deadlines import Monthly
from tests import world
from tests.talk import Talk

NOW = datetime(2026, 11, 17, 2, tzinfo=UTC)
SECRET = b"a secret of sixteen and more"
KEY = audit_key(SECRET)


@pytest.fixture
def talk(engine: Engine) -> Talk:
    with transaction(engine) as session:
        world.settle(session, NOW)
        world.open_round(session, "pnglb_monthly", Monthly(20), NOW)
    return Talk(engine, NOW)


def deeds(engine: Engine, *kinds: str) -> list[Deed]:
    with Session(engine) as session:
        return list(session.scalars(select(Deed).where(Deed.deed.in_(kinds)).order_by(Deed.id)))


def verdict(engine: Engine, known: tuple[int, str] | None = None) -> audit.Verdict:
    with Session(engine) as session:
        return audit.verify(session, KEY, known)


def note(engine: Engine, count: int) -> None:
    with transaction(engine) as session:
        for number in range(count):
            journal.record(session, NOW, None, "noted", f"subject {number}", old=None, new=number)


def answered(talk: Talk, *said: str) -> list[dict[str, object]]:
    for each in said:
        talk.say(each)
    found = deeds(talk.engine, "answer")
    return [change for deed in found for change in deed.detail["answers"]]


def test_an_answer_is_noted_with_what_stood_there_before(talk: Talk) -> None:
    changes = answered(talk, "เริ่ม", "พ.ย. 2569", "12", "ย้อน", "15")[1:]
    last = [(change["old"], change["new"]) for change in changes if change["ref"] == changes[0]["ref"]]
    assert last == [(None, "12"), ("12", "15")]
    deed = deeds(talk.engine, "answer")[-1]
    assert (deed.via, deed.subject, deed.at) == ("chat", "pnglb_monthly/2026-11", talk.now)
    assert None not in (deed.person_id, deed.office_id, deed.submission_id)


def test_a_turn_that_changes_nothing_leaves_nothing(talk: Talk) -> None:
    answered(talk, "เริ่ม", "พ.ย. 2569", "12")
    before = len(deeds(talk.engine, "answer"))
    answered(talk, "ย้อน", "12", "ช่วย", "สวัสดีค่ะ")
    assert len(deeds(talk.engine, "answer")) == before


def test_a_moved_deadline_is_noted_with_the_old_one(talk: Talk) -> None:
    talk.say("เลื่อนกำหนด เป็น 27 พ.ย.", "Malee")
    talk.say("ยืนยัน", "Malee")
    (deed,) = deeds(talk.engine, "move_round")
    assert deed.detail == {"old": "2026-11-20T16:30:00+07:00", "new": "2026-11-27T16:30:00+07:00"}


def test_a_chain_that_nobody_touched_holds(engine: Engine) -> None:
    note(engine, 7)
    assert (verdict(engine).sealed, verdict(engine).unsealed) == (0, 7)
    assert seal_waiting(engine, SECRET) == 7
    note(engine, audit.AT_ONCE + 1)
    assert seal_waiting(engine, SECRET) == 7 + audit.AT_ONCE + 1
    found = verdict(engine)
    assert found.ok
    assert (found.sealed, found.unsealed, found.erased) == (508, 0, 0)
    assert seal_waiting(engine, SECRET) == 0


CHANGES = {
    "who did it": (lambda deed: update(deed).where(deed.seq == 3).values(person_id=9), [(3, "changed")]),
    "when": (lambda deed: update(deed).where(deed.seq == 3).values(at=NOW - timedelta(days=1)), [(3, "changed")]),
    "what it was": (lambda deed: update(deed).where(deed.seq == 3).values(detail={"new": 0}), [(3, "content")]),
    "an office": (lambda deed: update(deed).where(deed.seq == 3).values(office_id=4), [(3, "changed")]),
    "taken out": (lambda deed: delete(deed).where(deed.seq == 3), [(3, "missing"), (4, "changed")]),
    "the newest": (lambda deed: delete(deed).where(deed.seq == 5), [(5, "head")]),
    "emptied": (lambda deed: update(deed).where(deed.seq == 3).values(detail={}, erased_at=NOW), [(3, "erased")]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_is_changed_is_found(engine: Engine, change: str) -> None:
    note(engine, 5)
    seal_waiting(engine, SECRET)
    statement, broken = CHANGES[change]
    with transaction(engine) as session:
        session.execute(statement(Deed))
    assert list(verdict(engine).broken) == broken


def test_a_chain_cut_short_lacks_the_link_that_was_noted(engine: Engine) -> None:
    note(engine, 5)
    seal_waiting(engine, SECRET)
    noted = verdict(engine).head
    with transaction(engine) as session:
        session.execute(delete(Deed).where(Deed.seq > 3))
        kept = session.scalars(select(Deed).where(Deed.seq == 3)).one()
        session.execute(update(Head).values(seq=3, link=kept.link))
    assert verdict(engine).ok
    assert verdict(engine, noted).broken == ((5, "cut"),)
    note(engine, 2)
    seal_waiting(engine, SECRET)
    assert verdict(engine, noted).broken == ((5, "cut"),)


def test_with_another_key_nothing_holds(engine: Engine) -> None:
    note(engine, 2)
    seal_waiting(engine, SECRET)
    with Session(engine) as session:
        assert not audit.verify(session, audit_key(b"another secret of ours")).ok


def test_a_message_taken_back_leaves_the_record_and_the_chain_holds(talk: Talk) -> None:
    answered(talk, "เริ่ม", "พ.ย. 2569", "12")
    seal_waiting(talk.engine, SECRET)
    talk.do("(ยกเลิกการส่ง)", "Somchai")
    said = [deed.detail for deed in deeds(talk.engine, "answer")]
    assert "12" not in str(said)
    seal_waiting(talk.engine, SECRET)
    found = verdict(talk.engine)
    assert found.ok
    assert found.erased >= 1


@pytest.mark.slow
def test_two_clocks_that_seal_while_others_write_make_one_chain(engine: Engine) -> None:
    def seal() -> None:
        for _ in range(15):
            seal_waiting(engine, SECRET)

    threads = [threading.Thread(target=seal) for _ in range(2)]
    threads += [threading.Thread(target=lambda: [note(engine, 3) for _ in range(15)]) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seal_waiting(engine, SECRET)
    found = verdict(engine)
    assert found.ok
    assert (found.sealed, found.unsealed) == (90, 0)
