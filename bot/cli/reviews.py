"""`flask review list | hold`: where sent reports stand, and which of them wait to be looked over."""

from __future__ import annotations

from datetime import datetime

import click
from flask.cli import AppGroup

from bot.cli.rounds import AT, find_round
from bot.cli.saying import Trouble, as_json, iso, parts, say, table, told
from handlers.review import deciding
from models import Session, database_now, reading, reviews, standings, submissions, transaction

review = AppGroup("review", help="Looking over what was sent.")
HEADING = ("office", "state", "items", "sent")


@review.command("list", help="Where each report of ROUND (form/period) stands.")
@click.argument("key", metavar="ROUND")
@as_json
@told
def list_(key: str, as_json: bool) -> None:
    with Session(reading(parts().engine)) as session:
        round_ = find_round(session, key)
        codes = {each.assignment.id: each.office.code for each in standings.of_round(session, round_.id)}
        begun = submissions.of_assignments(session, list(codes))
        states = reviews.states(session, [row.id for row in begun.values()])
        found = []
        for assignment_id, row in begun.items():
            known = states.get(row.id)
            state = known.state if known else "sent" if row.submitted_at else "draft"
            items = len(reviews.open_items(session, row.id))
            code = codes[assignment_id]
            found.append({"office": code, "state": state, "items": items, "sent_at": iso(row.submitted_at)})
    say(found, as_json, lambda: table(HEADING, [tuple(each.values()) for each in found]))


@review.command("hold", help="Which reports of ROUND wait to be looked over: all, sample:N, warnings or none.")
@click.argument("key", metavar="ROUND")
@click.argument("hold")
@AT
@as_json
@told
def hold_(key: str, hold: str, at: datetime | None, as_json: bool) -> None:
    with transaction(parts().engine) as session:
        round_ = find_round(session, key)
        try:
            deciding.set_hold(session, round_, "" if hold == "none" else hold, at or database_now(session), None)
        except ValueError as problem:
            raise Trouble(str(problem)) from problem
    say({"round": key, "hold": hold}, as_json, lambda: [f"{key}  {hold}"])
