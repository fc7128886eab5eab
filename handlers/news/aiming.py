"""To whom an announcement goes: how far, which report, which area, which duty; tapped, or typed as it is called."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers import round_named
from handlers import words_news as news
from handlers.naming import round_title
from handlers.news import announcing, audience
from handlers.news.audience import Audience
from handlers.replies import Button, Card, Row
from handlers.replies import Text as Say
from handlers.report.officer import squeezed
from handlers.turn import Response, Turn
from thai.replies import without_particles

SHOWN = 11  # choices at once
Option = tuple[str, str, str | int]
"""What a choice is called, which part of the audience it sets, and to what."""

_LEADING = re.compile(
    r"^(?:ขอ)?(?:เปลี่ยน)?(?:ผู้รับ)?(?:เป็น)?(?:ส่ง|แจ้ง|ประกาศ)?(?:ถึง|ให้|เฉพาะ|ไปที่)*(?:หน่วยงาน|คน|ผู้)?(?:ที่)?(?=\S)"
)


def change(turn: Turn, broadcast_id: int) -> Response:
    """[เปลี่ยนผู้รับ]: offer the audiences there are, but the one that is meant now."""
    draft = announcing.own_draft(turn, broadcast_id)
    if draft is None:
        return Response((Say(news.BROADCAST_GONE),))
    turn.account.waiting = {"for": "broadcast", "b": draft.id}  # a new one: what is typed next is a choice
    meant = Audience.load(draft.audience)
    others = [each for each in _options(turn, meant) if each[2] != getattr(meant, each[1])]
    buttons = [
        Button(label, "broadcast_for", {"b": draft.id, "k": key, "v": value}, says=label)
        for label, key, value in others[:SHOWN]
    ]
    rows = [Row(button.label, tap=button) for button in buttons]
    cancel = announcing.cancel_button(draft)
    return Response((Card(news.CHANGE, subtitle=announcing.who(turn, meant), rows=rows, buttons=(cancel,)),))


def _options(turn: Turn, meant: Audience) -> list[Option]:
    chosen = audience.choose(turn.session, turn.person, replace(meant, area=""), turn.now)
    options: list[Option] = []
    if meant.round_id is not None:
        options += [(label, "status", status) for status, label in news.STATUSES.items()]
    options += [(round_title(each), "round_id", each.id) for each in round_named.open_ones(turn)]
    options += [(label, "duty", duty) for duty, label in news.DUTIES.items()]
    return options + [(news.area(area or news.EVERYWHERE), "area", area) for area in ("", *chosen.areas)]


def aim(turn: Turn, broadcast_id: int, key: str, value: str | int) -> Response:
    """A choice of another audience: show the preview for it."""
    draft = announcing.own_draft(turn, broadcast_id)
    if draft is None:
        return Response((Say(news.BROADCAST_GONE),))
    if key in ("status", "round_id", "area", "duty"):
        meant = Audience.load({**draft.audience, key: value})
        if not meant.round_id:
            meant = replace(meant, round_id=None, status="all", area="")
        draft.audience, draft.round_id = meant.dump(), meant.round_id
    return announcing.preview(turn, draft)


def typed(turn: Turn, broadcast_id: int, text: str) -> Response | None:
    """Take `เฉพาะที่ยังไม่เริ่ม`, `ส่งถึงผู้บริหาร`, `พื้นที่ เมืองตาก` as it is called. None: no such audience."""
    draft = announcing.own_draft(turn, broadcast_id)
    if draft is None:
        return None
    said = squeezed(without_particles(text))
    if said.removeprefix("ส่งถึง").removeprefix("ถึง") == squeezed(news.EVERYBODY):
        return aim(turn, broadcast_id, "round_id", 0)
    for label, key, value in _options(turn, Audience.load(draft.audience)):
        if _bare(said) == _bare(squeezed(label)) or said == squeezed(label):
            return aim(turn, broadcast_id, key, value)
    return None


def _bare(said: str) -> str:
    """Return a choice without the words that lead to it: ส่งถึงหน่วยงานที่ยังไม่ส่ง and เฉพาะที่ยังไม่ส่ง are one."""
    return _LEADING.sub("", said).removeprefix("พื้นที่")
