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

_MAY_HAVE_HEARD = ("accepted", "unknown", "waiting")  # fates: the others have certainly not heard it
NAMES = 30  # in the list of those who have not noted it


def report(turn: Turn, broadcast_id: int | None = None) -> Response:
    """`ผลประกาศ`: how the announcement, or the last one, went: what LINE took, what it did not, what nobody knows."""
    draft = _own(turn, broadcast_id)
    if draft is None:
        return Response((Say(news.NO_BROADCAST),), must_arrive=False)
    fates = broadcasts.fates(turn.session, draft.id)
    counted = Counter(_fate(state, blocked) for _, state, blocked, _ in fates)
    untold = _not_told(draft)
    rows = (
        [Row(untold)] if untold else [Row(news.FATES[name], str(counted[name])) for name in news.FATES if counted[name]]
    )
    args = {"b": draft.id}
    buttons: list[Button] = []
    if draft.acknowledged and fates and not untold:
        heard = [has_noted for _, state, blocked, has_noted in fates if _fate(state, blocked) in _MAY_HAVE_HEARD]
        rows.append(Row(news.HAVE_NOTED, f"{sum(heard)}/{len(heard)}", mark="done"))
        label = f"{news.NOT_NOTED} {len(heard) - sum(heard)}"
        buttons += [] if all(heard) else [Button(label, "broadcast_missing", args, says=label)]
    if draft.cancelled_at is None and (counted["waiting"] or not fates):
        buttons.append(Button(news.UNDO, "broadcast_undo", args, says=news.UNDO))
    card = Card(news.REPORT, subtitle=cut(draft.text, 60), rows=rows, inside=tuple(buttons), note=news.WHAT_LINE_TELLS)
    return Response((card,), must_arrive=False)


def missing(turn: Turn, broadcast_id: int | None = None) -> Response:
    """The names of those who have not noted an announcement, or the last one, of all who may have heard it."""
    draft = _own(turn, broadcast_id)
    if draft is None:
        return Response((Say(news.NO_BROADCAST),), must_arrive=False)
    if untold := _not_told(draft) or ("" if draft.acknowledged else news.NOT_TO_BE_NOTED):
        return Response((Say(untold),), must_arrive=False)
    people = [
        person
        for person, state, blocked, has_noted in broadcasts.fates(turn.session, draft.id)
        if person and not has_noted and _fate(state, blocked) in _MAY_HAVE_HEARD
    ]
    rows = [Row(_named(person), small=True) for person in people[:NAMES]]
    return Response((Card(f"{news.NOT_NOTED} {len(people)}", rows=rows),), must_arrive=False)


def _own(turn: Turn, broadcast_id: int | None) -> Broadcast | None:
    """Return the person's own announcement, the last one if none is named."""
    if broadcast_id is None:
        return broadcasts.newest_of(turn.session, turn.person.id)
    found = turn.session.get(Broadcast, broadcast_id)
    return found if found is not None and found.person_id == turn.person.id else None


def _not_told(draft: Broadcast) -> str:
    """Return why nobody can have heard an announcement: taken back, or its hour is to come; "" when it went out."""
    if draft.cancelled_at is not None:
        return news.UNSENT
    return news.at(moments.in_words(draft.send_at)) if draft.send_at is not None and draft.sent_at is None else ""


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
