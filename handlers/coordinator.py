"""Announcing: a coordinator's message to the offices in scope; recipients and cost shown, confirmed, sent once."""

from __future__ import annotations

from handlers import replies, words
from handlers.naming import round_title
from handlers.replies import Button, Card, Row
from handlers.replies import Text as Say
from handlers.turn import Response, Turn
from models import journal, outbox, people, rounds, submissions
from models.broadcasts import Broadcast
from models.people import Duty
from models.rounds import Round
from thai.text import cut

SHOWN = 600  # graphemes of the announcement in its preview


def announce(turn: Turn, text: str) -> Response:
    """`ประกาศ ...`: prepare an announcement to those who still owe the nearest report, and show what it costs."""
    if not text.strip():
        return Response((Say(words.BROADCAST_HOW),))
    return _prepare(turn, text.strip(), owing_only=True)


def widen(turn: Turn, broadcast_id: int) -> Response:
    """[ส่งถึงทุกหน่วยงาน]: the same announcement to every officer in scope."""
    draft = _own_draft(turn, broadcast_id)
    if draft is None:
        return Response((Say(words.BROADCAST_GONE),))
    text = draft.text
    turn.session.delete(draft)
    return _prepare(turn, text, owing_only=False)


def _prepare(turn: Turn, text: str, *, owing_only: bool) -> Response:
    round_ = _nearest(turn) if owing_only else None
    offices = _offices(turn, round_)
    recipients = _recipients(turn, offices)
    broadcast = Broadcast(
        person_id=turn.person.id,
        round_id=round_.id if round_ else None,
        text=text,
        recipients=recipients,
        created_at=turn.now,
    )
    turn.session.add(broadcast)
    turn.session.flush()
    unreachable = len(offices - people.reachable_offices(turn.session, offices))
    return Response((_preview(turn, broadcast, round_, unreachable),))


def _nearest(turn: Turn) -> Round | None:
    scope = people.scope(turn.session, turn.person)
    found = (r for r in rounds.open_rounds(turn.session, turn.now) if rounds.owes_any(turn.session, r.id, scope))
    return next(found, None)


def _offices(turn: Turn, round_: Round | None) -> set[int]:
    """Return the offices in scope: all that report, or those that owe the round."""
    scope = people.scope(turn.session, turn.person)
    if round_ is None:
        return scope & {office.id for office in people.reporting_offices(turn.session, turn.now)}
    owed = rounds.assignments_of_round(turn.session, round_.id, scope)
    begun = submissions.of_assignments(turn.session, [assignment.id for assignment in owed])
    return {a.office_id for a in owed if a.id not in begun or begun[a.id].submitted_at is None}


def _recipients(turn: Turn, offices: set[int]) -> list[str]:
    """Return the LINE ids of the officers who can be reached, each once."""
    found = people.reporters(turn.session, offices)
    return sorted({acc.line_user_id for _office, _person, acc in found if acc is not None and acc.blocked_at is None})


def _preview(turn: Turn, broadcast: Broadcast, round_: Round | None, unreachable: int) -> Card:
    cost = len(broadcast.recipients)
    left = outbox.quota_left(turn.session)
    who = f"{words.RECIPIENTS['owing']} {round_title(round_)}" if round_ else words.RECIPIENTS["all"]
    rows = [Row(cut(_full(turn, broadcast.text), SHOWN)), Row(words.quota_line(cost, left), small=True)]
    if unreachable:
        rows.append(Row(words.unreachable_line(unreachable), mark="unreachable", small=True))
    short = left is not None and left < cost
    if short:
        rows.append(Row(words.not_enough_quota(left or 0), mark="warning", small=True))
    args = {"b": broadcast.id}
    buttons = (
        [Button(words.SEND_NOW, "broadcast_send", args, says=words.SEND_NOW, strong=True)] if cost and not short else []
    )
    if round_ is not None:
        buttons.append(Button(words.TO_ALL, "broadcast_widen", args, says=words.TO_ALL))
    buttons.append(Button(words.CANCEL, "broadcast_cancel", args, says=words.CANCEL))
    turn.account.waiting = {"for": "broadcast", "b": broadcast.id}
    return Card(
        words.preview_title(cost), subtitle=who, rows=rows, inside=tuple(buttons), note="" if cost else words.NOBODY
    )


def _full(turn: Turn, text: str) -> str:
    """Return the announcement as it is received: the text, signed with the coordinator's office."""
    office = next((role.office for role in turn.person.roles if role.duty in (Duty.COORDINATOR, Duty.ADMIN)), None)
    return words.announcement(text, office.name) if office else text


def send(turn: Turn, broadcast_id: int) -> Response:
    """[ส่งเลย]: one outbox row a person; a second tap finds it sent."""
    turn.account.waiting = {}
    broadcast = _own_draft(turn, broadcast_id)
    if broadcast is None:
        return Response((Say(words.BROADCAST_GONE),))
    broadcast.sent_at = turn.now
    message = replies.dump([Say(_full(turn, broadcast.text))])
    for line_user_id in broadcast.recipients:
        outbox.queue(
            turn.session,
            dedupe_key=f"bc:{broadcast.id}:{line_user_id}",
            kind="broadcast",
            to=line_user_id,
            replies=message,
            business_at=turn.now,
            now=turn.now,
        )
    count = len(broadcast.recipients)
    journal.record(turn.session, turn.now, turn.person.id, "broadcast", str(broadcast.id), recipients=count)
    return Response((Say(words.broadcast_sent(count)),))


def cancel(turn: Turn, broadcast_id: int) -> Response:
    turn.account.waiting = {}
    broadcast = _own_draft(turn, broadcast_id)
    if broadcast is None:
        return Response((Say(words.BROADCAST_GONE),))
    turn.session.delete(broadcast)
    return Response((Say(words.BROADCAST_CANCELLED),))


def _own_draft(turn: Turn, broadcast_id: int) -> Broadcast | None:
    """Return the person's own unsent announcement, its row locked."""
    found = turn.session.get(Broadcast, broadcast_id, with_for_update=True)
    return found if found is not None and found.person_id == turn.person.id and found.sent_at is None else None


def settle(turn: Turn, text: str) -> Response | None:
    """Take a typed answer to the preview. None: it was something else."""
    broadcast_id = turn.account.waiting["b"]
    match text.strip():
        case words.SEND_NOW | "ส่ง" | "ยืนยัน" | "ใช่":
            return send(turn, broadcast_id)
        case words.TO_ALL:
            return widen(turn, broadcast_id)
        case words.CANCEL | "ไม่" | "ไม่ส่ง":
            return cancel(turn, broadcast_id)
    return None
