"""`flask webhook add | list | secret | test | remove`: programs that are told when a report comes in (docs/api.md)."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import click
from flask.cli import AppGroup

from bot import outside
from bot.cli.people import find_person
from bot.cli.saying import Trouble, as_json, clock_face, iso, parts, say, table, told
from bot.hooks import secret_of
from handlers.people import hooks as telling
from models import Session, database_now, hooks, journal, people, transaction
from models.hooks import Hook
from models.people import OVERSEEING

webhook = AppGroup("webhook", help="Programs that are told when a report comes in.")
_ID = click.argument("hook_id", metavar="ID", type=int)


@webhook.command("add", help="Tell URL of the reports PERSON oversees; shows the secret for checking signatures.")
@click.argument("person")
@click.argument("url")
@as_json
@told
def add(person: str, url: str, as_json: bool) -> None:
    with suppress(outside.NotReached):  # it may be known tomorrow; what is told waits
        outside.place(url, parts().settings.webhooks_inside)
    with transaction(parts().engine) as session:
        of = find_person(session, person)
        if not people.has_duty(of, OVERSEEING):
            raise Trouble(f"{of.name} oversees no office: nothing would be told.")
        _say(session, telling.add(session, of, url, database_now(session)), as_json)


@webhook.command("secret", help="Show the secret of number ID again; with --new, a new one, and the old one is void.")
@_ID
@click.option("--new", is_flag=True)
@as_json
@told
def secret(hook_id: int, new: bool, as_json: bool) -> None:
    with transaction(parts().engine) as session:
        hook = _find(session, hook_id)
        if new:
            hook.generation += 1
            journal.record(session, database_now(session), None, "new_webhook_secret", str(hook.id))
        _say(session, hook, as_json)


@webhook.command("test", help="Tell number ID that nothing happened; the clock sends it.")
@_ID
@as_json
@told
def test(hook_id: int, as_json: bool) -> None:
    with transaction(parts().engine) as session:
        telling.ping(session, _find(session, hook_id), database_now(session))
    say({"id": hook_id}, as_json, lambda: ["a ping waits for the clock; see: flask webhook list"])


@webhook.command("remove", help="Tell number ID nothing more.")
@_ID
@as_json
@told
def remove(hook_id: int, as_json: bool) -> None:
    with transaction(parts().engine) as session:
        hook = _find(session, hook_id)
        telling.end(session, hook, "removed", database_now(session))
        row = _row(session, hook)
    say(row, as_json, lambda: [f"{row['url']}  removed"])


@webhook.command("list", help="List the addresses, and how the last call went.")
@as_json
@told
def list_(as_json: bool) -> None:
    with transaction(parts().engine) as session:
        rows = [_row(session, hook) for hook in hooks.every_hook(session)]
    cells = [[row[name] or "-" for name in ("id", "person", "url", "state", "last", "answer", "at")] for row in rows]
    heading = ("id", "person", "url", "state", "last call", "answer", "at")
    say(rows, as_json, lambda: table(heading, cells) if rows else ["No address is told anything."])


def _find(session: Session, hook_id: int) -> Hook:
    hook = session.get(Hook, hook_id)
    if hook is None:
        raise Trouble(f"There is no address number {hook_id}.")
    return hook


def _say(session: Session, hook: Hook, as_json: bool) -> None:
    made = secret_of(parts().settings.app_secret, hook)
    found = {**_row(session, hook), "secret": made}
    say(found, as_json, lambda: [f"id: {hook.id}", f"url: {hook.url}", f"secret: {made}"])


def _row(session: Session, hook: Hook) -> dict[str, Any]:
    call = hooks.last_call(session, hook.id)
    return {
        "id": hook.id,
        "person": hook.person.name,
        "url": hook.url,
        "state": hook.why_ended if hook.ended_at else "listening",
        "last": call.kind if call else None,
        "answer": (call.status or call.last_error) if call else None,
        "attempts": call.attempts if call else 0,
        "waits": call is not None and call.state == "pending",
        "at": clock_face(call.finished_at or call.next_at) if call else None,
        "created_at": iso(hook.created_at),
    }
