"""`flask people import` and `flask invite create`: who works with us, and how they get in."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from bot.cli.saying import Trouble, as_json, iso, parts, say, table, told, unknown
from handlers.people.bounds import names
from handlers.people.invitations import LONGEST_DAYS, Issued, invite
from handlers.people.roster import import_roster
from handlers.people.roster_changes import Changes, compare
from handlers.people.roster_sheet import RosterProblems, read_roster
from handlers.people.roster_undo import take_back
from models import Session, database_now, journal, roster_imports, transaction
from models import people as registry
from models.people import Duty, Office

people = AppGroup("people", help="Offices and people.")
invitations = AppGroup("invite", help="Invite codes.")
HEADING = ("code", "role", "office", "name", "expires")


@people.command("import", help="Take in a workbook with the sheets offices and people; prints new invite codes.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--preview", is_flag=True, help="Only say what it would change.")
@as_json
@told
def import_(file: Path, preview: bool, as_json: bool) -> None:
    with transaction(parts().engine) as session:
        known = registry.offices_by_code(session)
        try:
            roster = read_roster(file.read_bytes(), known, names(session, database_now(session)))
        except RosterProblems as problems:
            raise Trouble("\n".join((f"{file.name}:", *problems.problems))) from problems
        if preview:
            changes = compare(session, roster)
            say(asdict(changes), as_json, lambda: _previewed(changes))
            return
        imported = import_roster(session, roster, database_now(session))
        invites = [as_row(issued) for issued in imported.invited]
    found = {"offices": imported.offices, "people": imported.people, "invites": invites}
    counts = f"{imported.offices} offices, {imported.people} people, {len(invites)} new invite codes"
    say(found, as_json, lambda: [counts, *code_table(invites)])


def _previewed(changes: Changes) -> list[str]:
    lines = [f"{name.replace('_', ' ')}  {line}" for name, found in asdict(changes).items() for line in found]
    return lines or ["nothing would change"]


@people.command("undo", help="Take the list back that was imported last on the command line.")
@as_json
@told
def undo(as_json: bool) -> None:
    with transaction(parts().engine) as session:
        last = roster_imports.newest(session, None)
        if last is None:
            raise Trouble("There is no import to take back.")
        kept = take_back(session, last, database_now(session), None)
    said = f"taken back; still in use and kept: {', '.join(kept)}" if kept else "taken back"
    say({"undone": True, "kept": kept}, as_json, lambda: [said])


@invitations.command("create", help="Make one invite code; shown only now.")
@click.option("--office", "code", required=True, metavar="CODE", help="The office's code.")
@click.option("--role", required=True, type=click.Choice([str(duty) for duty in Duty]))
@click.option("--name", default="", help="For a person on the list; without it, for whoever gets the code.")
@click.option("--form", "only", default="", metavar="FORM|ROUND", help="For this form, or this round of it, alone.")
@click.option("--days", default=LONGEST_DAYS, show_default=True, type=click.IntRange(1, LONGEST_DAYS))
@as_json
@told
def create(code: str, role: str, name: str, only: str, days: int, as_json: bool) -> None:
    with transaction(parts().engine) as session:
        office = find_office(session, code)
        person = find_person(session, name) if name else None
        now = database_now(session)
        issued = invite(session, office, Duty(role), person, now, days, _bound(session, only, now))
        journal.record(
            session, now, None, "invite", office.code, office_id=office.id, new=role, only=issued.invitation.only
        )
        row = as_row(issued)
    say(row, as_json, lambda: code_table([row]))


def _bound(session: Session, named: str, now: datetime) -> str:
    """Return the id of the form, or the key of the round, that a duty is for; "" for every form."""
    known = names(session, now)
    if named and named not in known:
        raise unknown("form", named, known)
    return known.get(named, "")


def as_row(issued: Issued) -> dict[str, Any]:
    invitation = issued.invitation
    name = invitation.person.name if invitation.person else ""
    return {
        "name": name,
        "office": invitation.office.code,
        "role": str(invitation.duty),
        "form": invitation.only,
        "code": issued.code,
        "expires_at": iso(invitation.expires_at),
    }


def code_table(rows: list[dict[str, Any]]) -> list[str]:
    cells = [(row["code"], row["role"], row["office"], row["name"], row["expires_at"][:10]) for row in rows]
    return table(HEADING, cells) if rows else []


def find_office(session: Session, code: str) -> Office:
    """Return an office by its code, or say which codes are near."""
    office = registry.office_by_code(session, code)
    if office is None:
        raise unknown("office", code, registry.offices_by_code(session))
    return office


def find_person(session: Session, name: str) -> registry.Person:
    """Return a person by the name on the list, or say which names are near."""
    known = registry.people_by_name(session)
    if name not in known:
        raise unknown("person", name, known)
    return known[name]
