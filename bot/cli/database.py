"""`flask db upgrade`: the tables of this release."""

from __future__ import annotations

from flask.cli import AppGroup

from bot.cli.saying import as_json, parts, say, told
from migrations import commands
from models import make_room, schema, transaction

db = AppGroup("db", help="The tables of the database.")


@db.command("upgrade", help="Bring the database to the newest revision; safe to repeat.")
@as_json
@told
def upgrade(as_json: bool) -> None:
    engine = parts().engine
    make_room(engine)
    with transaction(engine) as session:
        before = schema.revision(session)
    commands.upgrade(engine)
    found = {"from": before, "to": schema.HEAD}
    changed = f"Upgraded from {before or 'nothing'} to {schema.HEAD}."
    say(
        found, as_json, lambda: [changed if before != schema.HEAD else f"The database stands at {schema.HEAD} already."]
    )
