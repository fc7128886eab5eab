"""The command line: `flask --app wsgi ...`. Each module holds one group; what they print is in docs/commands.md."""

from __future__ import annotations

from flask import Flask

from bot.cli.backups import backup, restore
from bot.cli.clock import clock
from bot.cli.compiled import export
from bot.cli.database import db
from bot.cli.forms import form
from bot.cli.line import line
from bot.cli.people import invitations, people
from bot.cli.reading import read
from bot.cli.rounds import round_, status
from bot.cli.support import interview


def register(app: Flask) -> None:
    """Add every command to the app."""
    form.add_command(read)
    for command in (db, form, people, invitations, round_, interview, clock, status, export, line, backup, restore):
        app.cli.add_command(command)
