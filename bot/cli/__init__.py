"""The command line: `flask --app wsgi ...`. Each module holds one group; what they print is in docs/commands.md."""

from __future__ import annotations

from flask import Flask

from bot.cli import opening, round_deeds
from bot.cli.asking import ask
from bot.cli.audit import audit
from bot.cli.backups import backup, restore
from bot.cli.blank import blank
from bot.cli.calendar import calendar
from bot.cli.clock import clock
from bot.cli.compiled import export
from bot.cli.database import db
from bot.cli.feeding import feed
from bot.cli.forms import form
from bot.cli.leave import leave
from bot.cli.line import line
from bot.cli.people import invitations, people
from bot.cli.reading import read
from bot.cli.reviews import review
from bot.cli.rounds import round_, status
from bot.cli.slips import sheet
from bot.cli.support import interview
from bot.cli.tokens import token
from bot.cli.webhooks import webhook


def register(app: Flask) -> None:
    """Add every command to the app."""
    form.add_command(read)
    form.add_command(blank)
    invitations.add_command(sheet)
    form.add_command(feed)
    for deed in (opening.open_, *round_deeds.COMMANDS):
        round_.add_command(deed)
    for group in (
        db,
        form,
        people,
        invitations,
        leave,
        round_,
        calendar,
        interview,
        clock,
        export,
        line,
        audit,
        review,
        token,
        webhook,
    ):
        app.cli.add_command(group)
    for command in (status, ask, backup, restore):
        app.cli.add_command(command)
