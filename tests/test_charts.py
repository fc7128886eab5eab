"""Charts of a round: what they count, and that their pictures hold any text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PIL import Image, features

from exports.charts import WIDTH, Bar, Bars, Steps, chart
from handlers.status.progress import progress
from handlers.volume import answered, charting
from models import Session, transaction
from scheduler.deadlines import Once
from tests import world
from tests.filled import fill

if TYPE_CHECKING:
    from sqlalchemy import Engine

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with transaction(engine) as opened:
        world.settle(opened, NOW)
        yield opened


def shown(panel: Bars | Steps) -> list[tuple[str, str]]:
    return [(bar.label, bar.shown) for bar in (panel.bars if isinstance(panel, Bars) else panel.steps)]


def test_reports_are_counted_day_by_day_and_by_area(session: Session) -> None:
    round_ = world.open_round(session, "pnglb_monthly", Once(NOW + timedelta(days=9)), NOW)
    fill(session, round_, "sesao", {"pnglb_out": "12"}, NOW + timedelta(days=1))
    found = progress(session, round_, None, NOW + timedelta(days=2))
    days = charting.over_time(found, round_, NOW + timedelta(days=2), "arabic")
    assert shown(days) == [("20 พ.ย.", "0"), ("21 พ.ย.", "1"), ("22 พ.ย.", "1")]
    assert days.most == 2
    assert shown(charting.by_area(found, "thai")) == [("สพม.ทดสอบ", "๑/๑"), ("สกร.ทดสอบ", "๐/๑")]


def test_numbers_add_up_and_what_nobody_gave_is_a_dash(session: Session) -> None:
    round_ = world.open_round(session, "lpn67r2", Once(NOW + timedelta(days=9)), NOW)
    fill(session, round_, "sesao", {"r_dole/skill_trained": "๙,๕๒๖", "r_opec/skill_trained": "0"}, NOW)
    fill(session, round_, "dole", {"r_dole/skill_trained": "๔", "r_sec/skill_trained": "-"}, NOW)
    form = answered.form_of_round(session, round_)
    reports, _ = answered.reports(session, round_, form, "thai")
    (panel,) = charting.numbers(form, reports, "thai")
    assert dict(shown(panel))["สกร."] == "๙,๕๓๐"
    assert dict(shown(panel))["สช."] == "๐"
    assert dict(shown(panel))["ศกศ."] == "-"
    assert "รวม" not in dict(shown(panel))


@pytest.mark.parametrize("text", ["ก้ำกี่" * 200, "", "\x00\ud800", "👩‍👩‍👧‍👦" * 90, "a" * 5000, "\u0e48" * 300])
def test_a_chart_holds_any_text(text: str) -> None:
    panels = [
        Bars(text, [Bar(text, 3, text), Bar(text, 0, text, of=0)]),
        Steps(text, [Bar(text, 1, text)] * 40, 1, text),
    ]
    drawn = chart(text, text, panels)
    with Image.open(io.BytesIO(drawn)) as picture:
        assert picture.width == WIDTH
    assert drawn == chart(text, text, panels)


def test_thai_is_shaped() -> None:
    assert features.check("raqm"), "Pillow draws Thai marks over each other without libfribidi0"


def test_all_charts_of_a_round_are_one_picture_or_one_each(session: Session) -> None:
    round_ = world.open_round(session, "pnglb_monthly", Once(NOW + timedelta(days=9)), NOW)
    assert charting.picture(session, round_, NOW).startswith(b"\x89PNG")
    assert len(charting.pictures(session, round_, NOW)) == 2
