"""Where a person is in a conversation, for support staff and scripts (`flask interview show`)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from handlers.report import asking, draft, loading, photo_notice
from models import Session
from models.people import Account
from models.submissions import Interview as Place


def where(session: Session, line_user_id: str, now: datetime) -> dict[str, Any]:
    """Return where the person of a LINE account is.

    event: join | none | question | caption | add_repeat | confirm | review. The rest describes the item now asked:
    form, round, office, ref, item, position, type, role, number, label, hint, required, choices, stored. Reads only.
    """
    account = session.get(Account, line_user_id)
    if account is None or account.person is None:
        return {"event": "join", "waiting": account.waiting.get("for", "") if account else ""}
    if account.submission_id is None or session.get(Place, (account.person_id, account.submission_id)) is None:
        return {"event": "confirm" if account.waiting else "none", "waiting": account.waiting.get("for", "")}
    desk = loading.load(session, account.person, account.submission_id, now)
    return {**_place(desk), **_asked(desk), "waiting": account.waiting.get("for", ""), **_settling(account)}


_PASSING = frozenset({None, "", "more", photo_notice.WAITS})  # whatever is said next, the item can be answered


def _settling(account: Account) -> dict[str, str]:
    return {} if account.waiting.get("for") in _PASSING else {"event": "confirm"}


def _place(desk: draft.Draft) -> dict[str, Any]:
    assignment = desk.row.assignment
    return {
        "form": desk.interview.form.id,
        "round": assignment.round.key if assignment else None,
        "office": assignment.office.code if assignment else None,
        "answered": desk.row.answered,
        "items": desk.row.items,
        "rev": desk.row.rev,
    }


def _asked(desk: draft.Draft) -> dict[str, Any]:
    index = desk.interview.index
    if index.event == "end":
        return {"event": "review"}
    prompt = desk.prompt
    event = "caption" if prompt.role == "caption" and index.event == "question" else index.event
    return {
        "event": event,
        "ref": prompt.ref,
        "name": prompt.name,
        "item": prompt.item.id if prompt.item else "",
        "position": prompt.pos,
        "type": prompt.type,
        "role": prompt.role,
        "number": prompt.number,
        "path": asking.label_of(desk, prompt),
        "label": prompt.title,
        "hint": prompt.hint,
        "required": prompt.required,
        "choices": [{"name": choice.name, "label": choice.label} for choice in prompt.choices],
        "stored": prompt.current.value if prompt.current else None,
        "state": prompt.current.state if prompt.current else None,
    }
