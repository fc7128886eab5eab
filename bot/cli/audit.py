"""`flask audit list | verify`: who did what, when and from where; and whether anybody changed that afterwards."""

from __future__ import annotations

import json
from datetime import datetime, time
from typing import Any

import click
from flask.cli import AppGroup

from bot.cli.people import find_office
from bot.cli.saying import UNABLE, BangkokMoment, Trouble, as_json, clock_face, iso, parts, say, table, told
from bot.sealing import audit_key, seal_waiting
from models import Session, people, reading
from models import audit as chain
from models.journal import Deed

audit = AppGroup("audit", help="What was done, by whom, and whether the record still holds.")
HEADING = ("when", "who", "via", "deed", "of", "office", "what")
WRONG = {
    "changed": "who, when or of what was changed, or the deed before it",
    "content": "what it says was changed",
    "erased": "it was emptied, and no erasure is on record",
    "missing": "it is not there",
    "head": "the newest link is not the one that was kept",
    "cut": "the link that was noted before is not in the chain",
}


@audit.command("list", help="The newest deeds, the newest first.")
@click.option("--round", "key", default="", metavar="ROUND", help="Of one round (form/period).")
@click.option("--office", "code", default="", metavar="CODE", help="Of one office.")
@click.option("--deed", "deeds", multiple=True, metavar="DEED", help="Of a kind, such as answer, submit, move_round.")
@click.option("--since", type=BangkokMoment(time(0, 0)), help="From a moment on.")
@click.option("--last", default=50, show_default=True, type=click.IntRange(1, 10_000))
@as_json
@told
def list_(key: str, code: str, deeds: tuple[str, ...], since: datetime | None, last: int, as_json: bool) -> None:
    with Session(reading(parts().engine)) as session:
        office_id = find_office(session, code).id if code else None
        wanted = chain.Wanted(subject=key, office_id=office_id, deeds=deeds, since=since)
        found = [_row(session, deed) for deed in chain.newest(session, wanted, last)]
    say(found, as_json, lambda: table(HEADING, [_cells(row) for row in found]))


@audit.command("verify", help="Read the whole chain; exit code 2 when anything in it was changed.")
@click.option("--head", default="", metavar="SEQ:LINK", help="A newest link noted earlier: it has to be in the chain.")
@as_json
@told
def verify(head: str, as_json: bool) -> None:
    joined = parts()
    seal_waiting(joined.engine, joined.settings.app_secret)
    with Session(reading(joined.engine)) as session:
        verdict = chain.verify(session, audit_key(joined.settings.app_secret), _known(head))
    found = {
        "ok": verdict.ok,
        "sealed": verdict.sealed,
        "erased": verdict.erased,
        "unsealed": verdict.unsealed,
        "head": f"{verdict.head[0]}:{verdict.head[1]}",
        "broken": [{"seq": seq, "why": why} for seq, why in verdict.broken],
    }
    counts = f"{verdict.sealed} deeds, {verdict.erased} of them erased"
    said = [f"ok   {counts}", f"head {found['head']}"] if verdict.ok else [f"BAD  {counts}"]
    say(found, as_json, lambda: [*said, *(f"{seq}  {WRONG[why]}" for seq, why in verdict.broken)])
    if not verdict.ok:
        raise click.exceptions.Exit(UNABLE)


def _known(head: str) -> tuple[int, str] | None:
    seq, _, link = head.partition(":")
    if head and not (seq.isdecimal() and link):
        raise Trouble(f"{head!r} is not a link as `flask audit verify` prints it: SEQ:LINK.")
    return (int(seq), link) if head else None


def _row(session: Session, deed: Deed) -> dict[str, Any]:
    person = session.get(people.Person, deed.person_id) if deed.person_id else None
    office = session.get(people.Office, deed.office_id) if deed.office_id else None
    return {
        "id": deed.id,
        "at": iso(deed.at),
        "person": person.name if person else None,
        "via": deed.via,
        "deed": deed.deed,
        "subject": deed.subject,
        "office": office.code if office else None,
        "detail": deed.detail,
        "erased_at": iso(deed.erased_at),
        "seq": deed.seq,
    }


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    what = "(erased)" if row["erased_at"] else json.dumps(row["detail"], ensure_ascii=False) if row["detail"] else ""
    when = clock_face(datetime.fromisoformat(row["at"]))
    return (when, row["person"] or "-", row["via"], row["deed"], row["subject"], row["office"] or "-", what)
