"""The door for servers: `gunicorn wsgi:app`, `flask --app wsgi ...`. The environment wins over .env.

Where no channel is set, or the very one of a trial, the settings of that trial (`make run` keeps them in its DATA_DIR)
fill what is missing: so commands typed beside a running trial speak to it.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from dotenv import dotenv_values, load_dotenv
from flask import Flask

from bot import logs
from bot.app import create_app
from bot.settings import Settings, WrongSetting

DO_NOT_RETRY = 3  # tells gunicorn that another worker would end the same way


def environment() -> Mapping[str, str]:
    """Return the settings in force: the process's own, and those of a trial where it is the trial that is meant."""
    given = {name: value for name, value in os.environ.items() if value.strip()}
    kept = dotenv_values(Path(given.get("DATA_DIR", "data")) / "environment")
    trial = {name: value for name, value in kept.items() if value}
    secret = given.get("LINE_CHANNEL_SECRET")
    return {**trial, **given} if secret is None or secret == trial.get("LINE_CHANNEL_SECRET") else given


def opened() -> Flask:
    """Return the bot, or end with a sentence that names the setting that is wrong."""
    try:
        return create_app(Settings.from_env(environment()))
    except WrongSetting as wrong:
        print(wrong, file=sys.stderr)
        raise SystemExit(DO_NOT_RETRY) from None


load_dotenv()
logs.set_up()
app = opened()
