"""`flask invite sheet`: slips to print, one an office, with a QR code; whoever scans it asks to be let in."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import click
from flask.cli import with_appcontext

from bot.app import Parts
from bot.cli.people import find_office
from bot.cli.rounds import find_round
from bot.cli.saying import Trouble, as_json, iso, parts, say, told
from bot.line import Refused, TryLater
from bot.slips import draw, named, slip_key
from bot.whole_file import write_whole
from handlers import words_joining
from handlers.naming import round_title
from handlers.people.invitations import LONGEST_DAYS
from handlers.people.slip_files import without_officer
from handlers.people.slips import address, issue
from models import Session, database_now, invite_codes, reaching, standings, transaction
from models.people import Office
from models.rounds import Round
from thai.dates import in_bangkok


@click.command("sheet", help="Write printable slips with QR codes into FILE (a PDF), one an office.")
@click.option("-o", "--output", "file", required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--round", "key", default="", metavar="ROUND", help="For its offices, good until it closes.")
@click.option("--office", "codes", multiple=True, metavar="CODE", help="For these offices only.")
@click.option("--bot", default="", metavar="@ID", help="The bot's basic id; without it LINE is asked.")
@click.option("--all", "everybody", is_flag=True, help="Also for offices whose officer has joined.")
@as_json
@with_appcontext
@told
def sheet(file: Path, key: str, codes: tuple[str, ...], bot: str, everybody: bool, as_json: bool) -> None:
    joined = parts()
    bot = bot or _bot(joined)
    with transaction(joined.engine) as session:
        now = database_now(session)
        round_ = find_round(session, key) if key else None
        offices = _offices_for(session, codes, round_, now, everybody=everybody)
        if not offices:
            raise Trouble("Nobody needs a slip: an officer of every office has joined. --all makes them all the same.")
        until = round_.closes_at if round_ else now + timedelta(days=LONGEST_DAYS)
        of = round_.key if round_ else f"until {until:%Y-%m-%d}"
        made = issue(session, offices, of, until, slip_key(joined.settings.app_secret), now, None)
        heading = words_joining.slips_heading(joined.settings.office_name, round_title(round_) if round_ else "")
        rows = [{"office": each.office.code, "code": each.code, "address": address(bot, each.code)} for each in made]
    write_whole(file, draw(named(made), heading, until, bot, joined.settings))
    found = {"file": str(file), "expires_at": iso(until), "slips": rows}
    say(found, as_json, lambda: [f"{file}  {len(rows)} slips, good until {iso(until)}"])


def _bot(joined: Parts) -> str:
    try:
        return str(joined.line.bot_info()["basicId"])
    except (Refused, TryLater) as trouble:
        raise Trouble(f"LINE did not tell the bot's basic id ({trouble}); give it with --bot @...") from trouble


def _offices_for(
    session: Session, codes: tuple[str, ...], round_: Round | None, now: datetime, *, everybody: bool
) -> list[Office]:
    if codes:
        return [find_office(session, code) for code in codes]
    if round_ is not None and not everybody:
        return without_officer(session, round_, None, in_bangkok(now).date())
    if round_ is not None:
        return [each.office for each in standings.of_round(session, round_.id)]
    asked = invite_codes.reporting_offices(session, now)
    reached = reaching.offices(session, [office.id for office in asked], "", in_bangkok(now).date())
    return [office for office in asked if everybody or office.id not in reached]
