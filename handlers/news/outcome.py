"""`ผลประกาศ`, `ใครยังไม่รับทราบ`: how a confirmed announcement went, by what LINE tells and who has noted it."""

from __future__ import annotations

from collections import Counter

from handlers import moments
from handlers import words_news as news
from handlers.replies import Button, Card, Row
from handlers.replies import Text as Say
from handlers.turn import Response, Turn
from models import broadcasts
from models.broadcasts import Broadcast
from models.people import Person
from thai.text import cut

NAMES = 30  # in the list of those who have not noted it


def report(turn: Turn, broadcast_id: int | None = None) -> Response:
    """`ผลประกาศ`: how the announcement, or the last one, went: what LINE took, what it did not, what nobody knows."""
    draft = (
        turn.session.get(Broadcast, broadcast_id)
        if broadcast_id
        else broadcasts.newest_of(turn.session, turn.person.id)
    )
    if draft is None or draft.person_id != turn.person.id:
        return Response((Say(news.NO_BROADCAST),), must_arrive=False)
    fates = broadcasts.fates(turn.session, draft.id)
    counted = Counter(_fate(state, blocked) for _, state, blocked, _ in fates)
    rows = [Row(news.FATES[name], str(counted[name])) for name in news.FATES if counted[name]]
    if draft.cancelled_at is not None:
        rows = [Row(news.UNSENT)]
    elif draft.send_at is not None and draft.sent_at is None:
        rows = [Row(news.at(moments.in_words(draft.send_at)))]
    missing = sum(not has_noted for *_, has_noted in fates)
    args = {"b": draft.id}
    buttons: list[Button] = []
    if draft.acknowledged and fates:
        rows.append(Row(news.HAVE_NOTED, f"{len(fates) - missing}/{len(fates)}", mark="done"))
        label = f"{news.NOT_NOTED} {missing}"
        buttons += [Button(label, "broadcast_missing", args, says=label)] if missing else []
    if draft.cancelled_at is None and (counted["waiting"] or not fates):
        buttons.append(Button(news.UNDO, "broadcast_undo", args, says=news.UNDO))
    card = Card(news.REPORT, subtitle=cut(draft.text, 60), rows=rows, inside=tuple(buttons), note=news.WHAT_LINE_TELLS)
    return Response((card,), must_arrive=False)


def missing(turn: Turn, broadcast_id: int | None = None) -> Response:
    """The names of those who have not noted an announcement, or the last one."""
    draft = (
        turn.session.get(Broadcast, broadcast_id)
        if broadcast_id
        else broadcasts.newest_of(turn.session, turn.person.id)
    )
    if draft is None or draft.person_id != turn.person.id:
        return Response((Say(news.NO_BROADCAST),), must_arrive=False)
    people = [person for person, *_, has_noted in broadcasts.fates(turn.session, draft.id) if not has_noted and person]
    rows = [Row(_named(person), small=True) for person in people[:NAMES]]
    return Response((Card(f"{news.NOT_NOTED} {len(people)}", rows=rows),), must_arrive=False)


def _named(person: Person) -> str:
    offices = " ".join(dict.fromkeys(role.office.called for role in person.roles))
    return f"{offices} · {person.name}" if person.name else offices


def _fate(state: str, blocked: bool) -> str:
    """Return the word of news.FATES for an outbox state. LINE says "accepted" even for who has blocked us."""
    match state:
        case "sent":
            return "blocked" if blocked else "accepted"
        case "pending" | "split":
            return "waiting"
        case "cancelled":
            return "blocked" if blocked else "dropped"
        case "dropped" | "unknown":
            return state
    return "failed"
