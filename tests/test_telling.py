"""Notices ride on replies, are pushed when their patience is over, and the month's messages are kept for deadlines."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from bot.app import COMPOSERS
from handlers.news import announced, budget, telling
from handlers.people import acting
from handlers.replies import Card, Text, dump
from handlers.status import overviews
from models import Session, database_now, notices, outbox, quota, transaction
from models.broadcasts import Broadcast
from models.notices import Notice
from models.outbox import Outbox
from models.people import Account, Duty
from models.rounds import Assignment
from scheduler.deadlines import Monthly
from tests import offices, world
from tests.offices import bangkok
from tests.talk import Talk
from tests.world import line_id
from thai.spans import Span

TUESDAY = bangkok("2026-11-17T09:00")
FRIDAY = bangkok("2026-11-20T09:00")


@pytest.fixture
def talk(engine: Engine) -> Talk:
    with transaction(engine) as session:
        world.settle(session, TUESDAY)
        world.open_round(session, "pnglb_monthly", Monthly(20), TUESDAY)
    return Talk(engine, TUESDAY)


def leave(talk: Talk, key: str, push_at: datetime | None = None) -> None:
    with transaction(talk.engine) as session:
        malee = session.get_one(Account, line_id("Malee")).person_id
        assert malee is not None
        notices.leave(session, key, [malee], dump([Text(f"ข่าว {key}")]), talk.now, push_at)


def kinds(session: Session) -> list[str]:
    return list(session.scalars(select(Outbox.kind).order_by(Outbox.id)))


def test_a_notice_rides_once_and_only_with_its_person(talk: Talk) -> None:
    leave(talk, "a")
    leave(talk, "a")
    assert "ข่าว a" not in talk.say("งานของฉัน", "Somchai")
    assert talk.say("สถานะ", "Malee")[0] == "ข่าว a"
    assert "ข่าว a" not in talk.say("สถานะ", "Malee")


def test_a_notice_whose_reply_never_left_rides_again(talk: Talk) -> None:
    leave(talk, "a")
    talk.say("สถานะ", "Malee")
    with transaction(talk.engine) as session:
        session.get_one(Outbox, session.scalars(select(Notice.outbox_id)).one()).state = "cancelled"
    assert talk.say("สถานะ", "Malee")[0] == "ข่าว a"


def test_patience_over_it_is_pushed_in_office_hours_once(talk: Talk) -> None:
    leave(talk, "a", push_at=TUESDAY + timedelta(hours=1))
    leave(talk, "b")
    with transaction(talk.engine) as session:
        assert telling.push_what_waited(session, TUESDAY) == 0
        assert telling.push_what_waited(session, bangkok("2026-11-17T22:00")) == 0
        assert telling.push_what_waited(session, bangkok("2026-11-18T09:00")) == 1
        assert telling.push_what_waited(session, bangkok("2026-11-18T09:01")) == 0
        (row,) = outbox.claim(session, database_now(session), timedelta(seconds=60), 5)
        assert COMPOSERS[row.kind](session, [row], TUESDAY) == [[Text("ข่าว a")]]


def test_a_complete_round_is_thanked_for_once_and_free(talk: Talk) -> None:
    with transaction(talk.engine) as session:
        assert telling.thank(session, talk.now) == 0
        for task in session.scalars(select(Assignment)):
            offices.submit(session, task, talk.now)
        assert telling.thank(session, talk.now) == 1
        assert telling.thank(session, talk.now) == 0
        assert kinds(session) == []
    assert talk.say("สถานะ", "Malee")[0].startswith("พาน้องกลับมาเรียน พ.ย. 2569 ส่งครบทั้ง 2 หน่วยงานแล้ว")


@pytest.mark.parametrize(("used", "warned"), [(254, 0), (255, 1), (300, 1)])
def test_coordinators_are_warned_at_85_percent_once_a_month(talk: Talk, used: int, warned: int) -> None:
    with transaction(talk.engine) as session:
        quota.note(session, 300, used, database_now(session))
        assert telling.warn_of_quota(session, TUESDAY) == warned
        assert telling.warn_of_quota(session, FRIDAY) == 0


def test_what_line_told_last_month_warns_nobody(talk: Talk) -> None:
    """So that the warning of the new month, of which there is one, is not spent on the old one's figure."""
    with transaction(talk.engine) as session:
        quota.note(session, 300, 299, database_now(session) - timedelta(days=32))
        assert telling.warn_of_quota(session, TUESDAY) == 0
        quota.note(session, 300, 299, database_now(session))
        assert telling.warn_of_quota(session, TUESDAY) == 1


def test_news_leaves_what_reminders_will_need(talk: Talk) -> None:
    """Two officers, and this month the mornings of the 17th have gone: 19, 20 and 23 November are still to come."""
    with transaction(talk.engine) as session:
        quota.note(session, 300, 293, database_now(session))
        purse = budget.budget(session, TUESDAY)
    assert (purse.left, purse.reserved) == (7, 6)
    assert (purse.spares(1), purse.spares(2), purse.allows(7), purse.allows(8)) == (True, False, True, False)
    talk.say("ประกาศ ส่งรายงานด้วยนะคะ", "Malee")
    assert "ใช้ส่วนที่กันไว้ ส่งเลย" in [button.label for button in talk.buttons("Malee")]


def test_a_scheduled_announcement_leaves_at_its_hour_without_who_has_submitted(talk: Talk) -> None:
    talk.say("ประกาศ ส่งรายงานด้วยนะคะ", "Malee")
    talk.say("ตั้งเวลา พรุ่งนี้ 10 โมง", "Malee")
    talk.say("ส่งตามเวลา", "Malee")
    ten = bangkok("2026-11-18T10:00")
    with transaction(talk.engine) as session:
        assert announced.send_due(session, ten - timedelta(minutes=1)) == 0
        assert announced.send_due(session, ten) == 1
        assert announced.send_due(session, ten) == 0
        offices.submit(session, session.scalars(select(Assignment).order_by(Assignment.id)).all()[0], ten)
        claimed = outbox.claim(session, database_now(session), timedelta(seconds=60), 5)
        said = {row.line_user_id: announced.compose(session, row, ten) for row in claimed}
    assert {user for user, words in said.items() if words} == {line_id("Suda")}


def test_an_announcement_is_undone_before_it_leaves_and_not_after(talk: Talk) -> None:
    for is_late, answer in ((False, "ยกเลิกแล้วค่ะ ยังไม่ได้ส่งถึงใคร"), (True, "ส่งออกไปแล้วค่ะ เรียกคืนไม่ได้")):
        talk.say("ประกาศ ส่งรายงานด้วยนะคะ", "Malee")
        talk.say("ส่งเลย", "Malee")
        with transaction(talk.engine) as session:
            soon = database_now(session) + announced.UNDO + timedelta(seconds=1 if is_late else -2)
            assert len(outbox.claim(session, soon, timedelta(seconds=60), 5)) == (2 if is_late else 0)
        assert talk.say("ยกเลิกการส่ง", "Malee") == [answer]


def test_an_announcement_can_be_taken_back_for_a_minute() -> None:
    assert timedelta(minutes=1) == announced.UNDO


def test_noted_is_counted_however_it_was_said(talk: Talk) -> None:
    talk.say("ประกาศ ประชุมวันจันทร์", "Malee")
    talk.say("ให้กดรับทราบ", "Malee")
    talk.say("ส่งเลย", "Malee")
    with transaction(talk.engine) as session:
        for row in session.scalars(select(Outbox).where(Outbox.kind == "broadcast")):
            row.state = "sent"
        assert session.scalars(select(Broadcast.acknowledged)).one()
    assert talk.say("รับทราบค่ะ", "Suda") == ["รับทราบแล้ว ขอบคุณค่ะ"]
    lines = talk.say("ผลประกาศ", "Malee")
    assert "ไลน์รับไว้ส่งแล้ว 2" in lines
    assert "● กดรับทราบแล้ว 1/2" in lines


@pytest.mark.parametrize(
    ("often", "day", "queued"),
    [("", FRIDAY, 0), ("daily", FRIDAY, 1), ("weekly", FRIDAY, 0), ("weekly", bangkok("2026-11-23T09:00"), 1)],
)
def test_overviews_go_only_to_who_asked(talk: Talk, often: str, day: datetime, queued: int) -> None:
    talk.say({"": "ปิดสรุป", "daily": "เปิดสรุปรายวัน", "weekly": "เปิดสรุปรายสัปดาห์"}[often], "Wichai")
    with transaction(talk.engine) as session:
        assert overviews.queue_due(session, day) == queued
        assert overviews.queue_due(session, day) == 0
        for row in outbox.claim(session, database_now(session), timedelta(seconds=60), 5):
            (card,) = overviews.compose(session, row, day) or ()
            assert isinstance(card, Card)
            assert (card.rows[0].text, card.rows[0].value) == ("พาน้องกลับมาเรียน พ.ย. 2569", "0/2")


def test_a_head_who_asks_is_told_of_the_own_office_and_of_no_other(talk: Talk) -> None:
    """Off by default; on leave, nothing comes."""
    with transaction(talk.engine) as session:
        somchai = session.get_one(Account, line_id("Somchai")).person
        assert somchai is not None
        somchai.roles[0].duty = Duty.HEAD
    talk.say("เปิดสรุปรายวัน", "Somchai")
    with transaction(talk.engine) as session:
        assert overviews.queue_due(session, FRIDAY) == 1
        (row,) = outbox.claim(session, database_now(session), timedelta(seconds=60), 5)
        (card,) = overviews.compose(session, row, FRIDAY) or ()
        assert isinstance(card, Card)
        assert card.rows[0].value == "0/1"
        assert card.rows[0].tap is not None
        assert card.rows[0].tap.deed == "tasks"
        monday = bangkok("2026-11-23T09:00")
        somchai = session.get_one(Account, line_id("Somchai")).person
        assert somchai is not None
        acting.note(session, somchai, Span(monday.date(), monday.date()), None, FRIDAY, None)
        assert overviews.queue_due(session, monday) == 0


def test_an_overview_of_yesterday_gives_way_to_todays(talk: Talk) -> None:
    talk.say("เปิดสรุปรายวัน", "Wichai")
    with transaction(talk.engine) as session:
        assert overviews.queue_due(session, bangkok("2026-11-19T09:00")) == 1
        (row,) = outbox.claim(session, database_now(session), timedelta(seconds=60), 5)
        assert overviews.compose(session, row, talk.now) is not None
        row.business_at = bangkok("2026-11-20T08:30")  # it was held up, and put off until offices open
        assert overviews.compose(session, row, talk.now) is None


def test_an_overview_that_was_switched_off_meanwhile_is_not_sent(talk: Talk) -> None:
    talk.say("เปิดสรุปรายวัน", "Wichai")
    with transaction(talk.engine) as session:
        assert overviews.queue_due(session, FRIDAY) == 1
    talk.say("ปิดสรุป", "Wichai")
    with transaction(talk.engine) as session:
        (row,) = outbox.claim(session, database_now(session), timedelta(seconds=60), 5)
        assert overviews.compose(session, row, FRIDAY) is None


def test_a_weekly_overview_is_caught_up_with_once_in_its_week(talk: Talk) -> None:
    """Switched on on a Tuesday, for Mondays; nothing ran on Monday 23 November."""
    talk.say("เปิดสรุปรายสัปดาห์", "Wichai")
    with transaction(talk.engine) as session:
        assert overviews.queue_due(session, FRIDAY) == 0, "its Monday was before it was asked for"
        assert overviews.queue_due(session, bangkok("2026-11-24T08:45")) == 0
        assert overviews.queue_due(session, bangkok("2026-11-24T09:00")) == 1
        assert overviews.queue_due(session, bangkok("2026-11-25T09:00")) == 0
        assert overviews.queue_due(session, bangkok("2026-11-30T09:00")) == 1
