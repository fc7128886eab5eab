"""The chart of the last periods, as a picture in chat: what it shows is kept, it is drawn when it is fetched."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from exports.charts import Bar, Bars, chart
from handlers import words_status as says
from handlers.naming import period_title, round_title
from handlers.replies import Picture
from handlers.status.answers import Answer, RoundLine
from models import Session, drawings
from thai.dates import format_date, in_bangkok


def trend(session: Session, found: Answer, now: datetime) -> Picture:
    """Keep what the chart of some rounds shows; return the picture's place."""
    lines = [line for line in found.lines if isinstance(line, RoundLine)]
    title = " · ".join(filter(None, [_form(lines), found.asked.place.name if found.asked.place else ""]))
    spec = {
        "title": title,
        "note": says.chart_note(format_date(in_bangkok(now).date(), style="long")),
        "bars": [
            [period_title(line.round) or round_title(line.round), line.counts.submitted, line.counts.expected]
            for line in lines
        ],
    }
    return Picture(f"chart:{drawings.keep(session, spec, now)}")


def _form(lines: list[RoundLine]) -> str:
    return lines[-1].round.form_version.short if lines else ""


def drawn(spec: dict[str, Any]) -> bytes:
    """Return the picture of what was kept."""
    bars = [
        Bar(
            label,
            submitted,
            f"{submitted}/{expected} {says.percent(submitted / expected if expected else 0.0)}",
            expected,
        )
        for label, submitted, expected in spec["bars"]
    ]
    return chart(spec["title"], spec["note"], [Bars(says.CHART_TREND, bars)])
