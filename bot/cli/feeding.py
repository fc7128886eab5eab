"""`flask form feed`: what the sent reports of a round say of another form that asks the same. Stores nothing."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from bot.cli.people import find_office
from bot.cli.rounds import find_round
from bot.cli.saying import Trouble, as_json, parts, say, table, told
from handlers.form import equivalences, feeding, publishing
from handlers.volume import answered
from models import catalogue, transaction
from thai.printed_dates import Digits
from thai.text import cut


@click.command("feed", help="Say what the sent reports of ROUND would pre-fill in FORM. Stores nothing.")
@click.argument("key", metavar="ROUND")
@click.argument("form_id", metavar="FORM")
@click.option("--office", "codes", multiple=True, metavar="CODE", help="Only this office's report; several times.")
@as_json
@with_appcontext
@told
def feed(key: str, form_id: str, codes: tuple[str, ...], as_json: bool) -> None:
    with transaction(parts().engine) as session:
        round_ = find_round(session, key)
        version = catalogue.newest_version(session, form_id)
        if version is None:
            raise Trouble(f"no form {form_id!r} has been published")
        source, target = answered.form_of_round(session, round_), publishing.form_of(session, version.id)
        only = {find_office(session, code).id for code in codes} if codes else None
        digits: Digits = "arabic" if source.digits == "arabic" else "thai"
        reports, _ = answered.reports(session, round_, source, digits, only)
        sent = [report for report in reports if report.is_submitted]
        found = feeding.proposals(target, equivalences.between(source, target, version.xform), source, sent)
    rows = [
        {"ref": each.ref, "position": each.pos, "value": each.value, "confidence": round(each.confidence, 2)}
        for each in found
    ]
    cells = [[each.ref, each.pos, cut(each.value, 60), f"{each.confidence:.2f}"] for each in found]
    heading = ("ref", "position", "value", "confidence")
    say(rows, as_json, lambda: table(heading, cells) if cells else [f"{key} says nothing that {form_id} asks."])
