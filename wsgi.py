"""The door for servers: `gunicorn wsgi:app`, `flask --app wsgi ...`. The environment wins over .env."""

import os

from dotenv import load_dotenv

from bot import logs
from bot.app import create_app
from bot.settings import Settings

load_dotenv()
logs.set_up()
app = create_app(Settings.from_env(os.environ))
