"""Announcing: a coordinator's message to an audience; recipients and cost shown, confirmed, sent once, undone in time.

Nothing leaves unasked. What was confirmed waits a minute, or until its hour; how it went is handlers/news/announced.py.
"""

from __future__ import annotations

from handlers import moments, round_named, words
from handlers import words_news as news
from handlers.naming import round_title
from handlers.news import audience
from handlers.news.audience import Audience, Chosen
from handlers.news.budget import Budget, budget
from handlers.replies import Button, Card, Picture, Row
from handlers.replies import Text as Say
from handlers.turn import Response, Turn
from models import broadcasts, calendars
from models.broadcasts import Broadcast
from models.people import Duty, Person
from models.rounds import Round
from scheduler.deadlines import in_office_hours
from thai.text import cut

SHOWN = 600  # graphemes of the announcement in its preview
MOST_PICTURES = 3  # of the five messages of a call; the words and the buttons take one each
KEPT = "checked"  # the state of a sent file that was fetched


def announce(turn: Turn, text: str) -> Response:
    """`ประกาศ ...`: prepare an announcement to those who still owe the nearest report, and show what it costs."""
    return preview(turn, new_draft(turn, text.strip()))


def new_draft(turn: Turn, text: str) -> Broadcast:
    """Begin an announcement to those who still owe the nearest report."""
    nearest = _nearest(turn)
    meant = Audience(nearest.id, "owing") if nearest else Audience()
    draft = Broadcast(
        person_id=turn.person.id,
        round_id=meant.round_id,
        text=text,
        link=news.link_in(text),
        audience=meant.dump(),
        recipients=[],
        created_at=turn.now,
    )
    turn.session.add(draft)
    turn.session.flush()
    return draft


def _nearest(turn: Turn) -> Round | None:
    return next(iter(round_named.open_ones(turn)), None)


def preview(turn: Turn, draft: Broadcast) -> Response:
    """Show an announcement as it will be read, to whom it goes and what it costs."""
    meant = Audience.load(draft.audience)
    chosen = audience.choose(turn.session, turn.person, meant, turn.now)
    draft.recipients = chosen.recipients
    turn.account.waiting = {"for": "broadcast", "b": draft.id}
    purse, cost = budget(turn.session, turn.now), len(chosen.recipients)
    card = Card(
        news.preview(cost),
        subtitle=who(turn, meant),
        rows=_preview_rows(turn, draft, chosen, purse),
        inside=_preview_buttons(draft, cost, purse),
        note="" if cost else news.NOBODY,
    )
    return Response((*pictures(draft), card))


def pictures(draft: Broadcast) -> list[Picture]:
    """Return the pictures of an announcement that have been fetched, and one that its text links to."""
    shown = [Picture(f"enclosed:{each.id}") for each in draft.enclosed if each.state == KEPT and not each.file_name]
    linked = [Picture(draft.link)] if news.is_picture(draft.link) else []
    return (shown + linked)[:MOST_PICTURES]


def _preview_rows(turn: Turn, draft: Broadcast, chosen: Chosen, purse: Budget) -> list[Row]:
    cost = len(chosen.recipients)
    rows = [Row(cut(full(turn.person, draft.text), SHOWN)), Row(news.cost(cost, purse.left), small=True)]
    for number, each in enumerate(draft.enclosed, 1):
        rows.append(Row(news.enclosed(number, each.file_name, each.state), small=True))
    if not draft.text:
        rows.append(Row(news.NO_TEXT, small=True))
    if chosen.unreachable:
        rows.append(Row(news.unreachable_line(chosen.unreachable), mark="unreachable", small=True))
    if not purse.allows(cost):
        rows.append(Row(news.not_enough_quota(purse.left or 0), mark="warning", small=True))
    elif not purse.spares(cost):
        rows.append(Row(news.eats_into(purse.reserved), mark="warning", small=True))
    leaves_at = draft.send_at or turn.now
    if not in_office_hours(leaves_at, calendars.overrides(turn.session)):
        rows.append(Row(news.OUT_OF_HOURS, mark="warning", small=True))
    if draft.send_at is not None:
        rows.append(Row(news.at(moments.in_words(draft.send_at)), small=True))
    if draft.acknowledged:
        rows.append(Row(news.WITH_ACKNOWLEDGING, small=True))
    return rows


def _preview_buttons(draft: Broadcast, cost: int, purse: Budget) -> tuple[Button, ...]:
    args = {"b": draft.id}
    send = words.SEND_NOW if draft.send_at is None else news.SCHEDULE_IT
    label = send if purse.spares(cost) else news.SEND_ALL_THE_SAME
    buttons = [Button(label, "broadcast_send", args, says=label, strong=True)] if cost and purse.allows(cost) else []
    ack = news.NO_ACKNOWLEDGING if draft.acknowledged else news.ASK_ACKNOWLEDGING
    later = Button(news.LATER, "broadcast_later", args, action="datetime")
    buttons += [later, Button(news.CHANGE, "broadcast_change", args, says=news.CHANGE)]
    buttons.append(Button(ack, "broadcast_ack", args, says=ack))
    if draft.enclosed:
        buttons.append(Button(news.TAKE_OFF, "broadcast_bare", args, says=news.TAKE_OFF))
    buttons.append(cancel_button(draft))
    return tuple(buttons)


def cancel_button(draft: Broadcast) -> Button:
    return Button(words.CANCEL, "broadcast_cancel", {"b": draft.id}, says=words.CANCEL)


def show_again(turn: Turn, broadcast_id: int) -> Response:
    draft = own_draft(turn, broadcast_id)
    return preview(turn, draft) if draft is not None else Response((Say(news.BROADCAST_GONE),))


def word(turn: Turn, broadcast_id: int, text: str) -> Response:
    """The text of an announcement that began as a picture, or another text."""
    draft = own_draft(turn, broadcast_id)
    if draft is None:
        return Response((Say(news.BROADCAST_GONE),))
    draft.text, draft.link = text.strip(), news.link_in(text)
    return preview(turn, draft)


def ask_acknowledging(turn: Turn, broadcast_id: int) -> Response:
    """[ให้กดรับทราบ]: the announcement carries a button; again takes it off."""
    draft = own_draft(turn, broadcast_id)
    if draft is None:
        return Response((Say(news.BROADCAST_GONE),))
    draft.acknowledged = not draft.acknowledged
    return preview(turn, draft)


def later(turn: Turn, broadcast_id: int, typed: str) -> Response:
    """[ตั้งเวลา]: send at a moment picked or typed; asks again for one that is past."""
    draft = own_draft(turn, broadcast_id)
    if draft is None:
        return Response((Say(news.BROADCAST_GONE),))
    moment = moments.read_moment(turn, typed)
    if moment is None or moment <= turn.now:
        turn.account.waiting = {"for": "broadcast", "b": draft.id}  # a new one: the question stands
        return Response((Say(news.WHEN, (cancel_button(draft),)),))
    draft.send_at = moment
    return preview(turn, draft)


def cancel(turn: Turn, broadcast_id: int) -> Response:
    turn.account.waiting = {}
    draft = own_draft(turn, broadcast_id)
    if draft is None:
        return Response((Say(news.BROADCAST_GONE),))
    turn.session.delete(draft)
    return Response((Say(news.BROADCAST_CANCELLED),))


def full(person: Person, text: str) -> str:
    """Return the announcement as it is received: the text, signed with the coordinator's office."""
    office = next((role.office for role in person.roles if role.duty in (Duty.COORDINATOR, Duty.ADMIN)), None)
    return news.announcement(text, office.name) if office else text or news.ANNOUNCEMENT


def own_draft(turn: Turn, broadcast_id: int) -> Broadcast | None:
    """Return the person's own announcement that was not confirmed, its row locked."""
    found = broadcasts.lock(turn.session, broadcast_id)
    is_mine = found is not None and found.person_id == turn.person.id
    return found if is_mine and found is not None and found.confirmed_at is None else None


def who(turn: Turn, meant: Audience) -> str:
    """Return an audience in words."""
    round_ = turn.session.get(Round, meant.round_id) if meant.round_id else None
    parts = [news.STATUSES[meant.status], round_title(round_)] if round_ else [news.RECIPIENTS["all"]]
    parts += [news.area(meant.area)] if meant.area else []
    return " · ".join([*parts, *([news.DUTIES[meant.duty]] if meant.duty != "officer" else [])])
