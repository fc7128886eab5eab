"""`flask ask`: a question about how far everyone is, answered as a person would get it in chat."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click
from flask.cli import with_appcontext

from bot.cli.rounds import AT
from bot.cli.saying import Trouble, as_json, parts, say, table, told
from handlers.status import answer_data, reading_reports, vocabulary
from handlers.status.answering import answer
from handlers.status.asked import Asked, Unclear
from handlers.status.understanding import understand
from models import Session, database_now, transaction
from models.people import Account, Person


@click.command("ask", help='Answer a question in Thai, such as "เดือนนี้ใครยังไม่ส่ง", as LINE_USER_ID would get it.')
@click.argument("question")
@click.option("--as", "line_user_id", metavar="LINE_USER_ID", required=True, help="Whose question it is.")
@click.option("--after", metavar="QUESTION", help="The question before, for one that goes on with it.")
@AT
@as_json
@with_appcontext
@told
def ask(question: str, line_user_id: str, after: str | None, at: datetime | None, as_json: bool) -> None:
    with transaction(parts().engine) as session:
        person = _person(session, line_user_id)
        now = at or database_now(session)
        found = _answered(session, person, question, after, now)
        session.rollback()
    say(found, as_json, lambda: _lines(found))


def _person(session: Session, line_user_id: str) -> Person:
    account = session.get(Account, line_user_id)
    if account is None or account.person is None:
        raise Trouble(f"Nobody has joined as {line_user_id}.")
    return account.person


def _answered(session: Session, person: Person, question: str, after: str | None, now: datetime) -> dict[str, Any]:
    asker = vocabulary.asker_of(session, person)
    words = vocabulary.words_of(session, asker, now)
    before = understand(after, words) if after else None
    asked = understand(question, words, before if isinstance(before, Asked) else None)
    if isinstance(asked, Unclear):
        return {"question": question, **answer_data.of_unclear(asked, answer_data.offered(asked), asker.roster)}
    found = answer(session, asker, asked, now)
    data = {"question": question, **answer_data.of_answer(found, asker.roster)}
    if asked.kind == "read" and not found.why:
        data["rows"] = reading_reports.rows(session, person, found, now)
    return data


def _lines(found: dict[str, Any]) -> list[str]:
    slots = ("kind", "round", "area", "office", "item", "period", "group", "why")
    head = "  ".join(f"{name}: {found[name]}" for name in slots if found.get(name))
    counts = "  ".join(f"{name} {number}" for name, number in (found.get("counts") or {}).items())
    rows = [[str(value) for value in row.values() if value not in (None, False)] for row in found["rows"]]
    widest = max((len(row) for row in rows), default=0)
    padded = [[*row, *[""] * (widest - len(row))] for row in rows]
    offered = [f"? {question}" for question in found.get("offered", ())]
    return [head or "not understood", *([counts] if counts else []), *table([""] * widest, padded)[1:], *offered]
