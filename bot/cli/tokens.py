"""`flask token issue | list | revoke`: keys with which Excel, Power BI and scripts read the feed (docs/api.md)."""

from __future__ import annotations

from typing import Any

import click
from flask.cli import AppGroup

from bot.cli.people import find_person
from bot.cli.saying import Trouble, as_json, clock_face, iso, parts, say, table, told
from bot.data_feed import ROOT
from handlers.people import access
from models import access_tokens, database_now, people, transaction
from models.access_tokens import AccessToken
from models.people import OVERSEEING

token = AppGroup("token", help="Keys for programs that read the feed.")


@token.command("issue", help="Give a key for what PERSON oversees; shown only now.")
@click.argument("person")
@click.option("--label", required=True, help="What it is for, such as 'Power BI of the planning group'.")
@click.option("--days", default=access.DAYS, show_default=True, type=click.IntRange(1, access.LONGEST_DAYS))
@as_json
@told
def issue(person: str, label: str, days: int, as_json: bool) -> None:
    with transaction(parts().engine) as session:
        of = find_person(session, person)
        if not people.has_duty(of, OVERSEEING):
            raise Trouble(f"{of.name} oversees no office: a key would open nothing.")
        issued = access.issue(session, of, label[:100], database_now(session), days)
        found = {**_row(issued.token), "key": issued.key, "address": parts().settings.public_url + ROOT}
    lines = [
        f"key: {found['key']}",
        f"address: {found['address']}",
        f"good until {clock_face(issued.token.expires_at)}",
    ]
    say(found, as_json, lambda: [*lines, "It is shown only now, and stored nowhere."])


@token.command("list", help="List the keys: whose, what for, until when, last used.")
@as_json
@told
def list_(as_json: bool) -> None:
    with transaction(parts().engine) as session:
        tokens = access_tokens.every_token(session)
        rows = [_row(each) for each in tokens]
        cells = [
            (each.id, each.person.name, each.label, clock_face(each.expires_at), clock_face(each.used_at), _state(each))
            for each in tokens
        ]
    heading = ("id", "person", "label", "until", "used", "state")
    say(rows, as_json, lambda: table(heading, cells) if rows else ["No key was given."])


@token.command("revoke", help="Let the key number ID open nothing any more.")
@click.argument("token_id", metavar="ID", type=int)
@as_json
@told
def revoke(token_id: int, as_json: bool) -> None:
    with transaction(parts().engine) as session:
        found = access.revoke(session, token_id, database_now(session))
        if found is None:
            raise Trouble(f"There is no key number {token_id}.")
        row = _row(found)
    say(row, as_json, lambda: [f"{row['label']}  revoked"])


def _row(each: AccessToken) -> dict[str, Any]:
    return {
        "id": each.id,
        "person": each.person.name if each.person else None,
        "label": each.label,
        "expires_at": iso(each.expires_at),
        "used_at": iso(each.used_at),
        "revoked_at": iso(each.revoked_at),
    }


def _state(each: AccessToken) -> str:
    return "revoked" if each.revoked_at else "open"
