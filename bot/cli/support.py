"""`flask interview show`: where a person is, for support staff and scripts."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from bot.cli.saying import as_json, parts, say, told
from handlers import support
from models import Session, database_now, reading

interview = AppGroup("interview", help="Conversations.")


@interview.command("show", help="Show the form, round and item that LINE_USER_ID is asked now.")
@click.argument("line_user_id", metavar="LINE_USER_ID")
@as_json
@told
def show(line_user_id: str, as_json: bool) -> None:
    with Session(reading(parts().engine)) as session:
        found = support.where(session, line_user_id, database_now(session))
        session.rollback()
    say(found, as_json, lambda: [f"{name:9} {value}" for name, value in found.items() if value not in ("", None, [])])
