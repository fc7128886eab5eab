"""Where the parts are joined: settings in, a Flask app out. Threads start with the first worker, never here."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import click
from flask import Flask, request
from flask.cli import AppGroup

from bot.calendars import calendars
from bot.compile import Compiler
from bot.composing import Composer, one_by_one
from bot.data_feed import odata
from bot.delivery import Delivery
from bot.drawn import drawn
from bot.enclosures import Enclosures, enclosures
from bot.files import files
from bot.form_files import form_files
from bot.health import health
from bot.hooks import Hooks
from bot.intake import Intake, Respond
from bot.line import Line
from bot.media import Media
from bot.menu_links import MenuLinks
from bot.overview_page import overview
from bot.pages import harden, pages
from bot.render import Renderer
from bot.settings import Settings
from bot.signing import Buttons, FileLinks, Links, PageLinks
from bot.slips import SlipMaker
from bot.webhook import webhook
from bot.workbooks import Workbooks
from bot.writer import Writer
from handlers import respond as conversation
from handlers.news import announced, telling
from handlers.rounds import digests, reminding
from handlers.status import overviews
from models import Engine, open_engine

Clock = Callable[[], datetime]
COMPOSERS: Mapping[str, Composer] = {
    reminding.KIND: digests.compose,
    reminding.MULTICAST: digests.compose_for_many,
    telling.KIND: one_by_one(telling.compose),
    announced.KIND: one_by_one(announced.compose),
    overviews.KIND: one_by_one(overviews.compose),
}


@dataclass(frozen=True)
class Parts:
    """What the command line and the server hooks take from an app: `parts_of(app)`."""

    settings: Settings
    engine: Engine
    writer: Writer
    line: Line
    renderer: Renderer
    intake: Intake
    delivery: Delivery
    media: Media
    workbooks: Workbooks
    enclosures: Enclosures
    compiler: Compiler
    hooks: Hooks
    menu_links: MenuLinks
    slips: SlipMaker

    def start(self) -> None:
        """Start the sender threads of a web worker, after its fork."""
        self.delivery.start()

    def stop(self) -> None:
        """Finish what is being sent and close the database."""
        self.delivery.stop()
        self.engine.dispose()


class Commands(AppGroup):
    """The command line, imported when a command is asked for: a web worker never needs its 20 MB."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app.name)
        self._app = app

    def list_commands(self, ctx: click.Context) -> list[str]:
        self._load()
        return super().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        self._load()
        return super().get_command(ctx, cmd_name)

    def _load(self) -> None:
        if not self.commands:
            importlib.import_module("bot.cli").register(self._app)


class Bot(Flask):
    """The web server's side: an error on a page is logged by the page's route. Its address may be somebody's key."""

    def log_exception(self, exc_info: Any) -> None:
        route = request.url_rule.rule if request.url_rule else ""
        self.logger.error("page_failed", exc_info=exc_info, extra={"method": request.method, "route": route})


def create_app(
    settings: Settings,
    respond: Respond = conversation.respond,
    composers: Mapping[str, Composer] = COMPOSERS,
    clock: Clock = lambda: datetime.now(UTC),
) -> Flask:
    """Return the bot. `respond` and `composers` are the product's own; tests may give others."""
    app = Bot(__name__)
    parts = join(settings, respond, composers, clock)
    app.extensions["raingan"] = parts
    app.register_blueprint(webhook(settings.channel_secret, parts.intake, parts.delivery.speak, clock))
    app.register_blueprint(health(parts.writer, settings.media_dir))
    app.register_blueprint(pages(settings))
    reports = FileLinks(settings.app_secret, "received")
    app.register_blueprint(enclosures(parts.engine, parts.writer, Links(settings.app_secret), reports, clock))
    app.register_blueprint(calendars(parts.engine, Links(settings.app_secret), clock))
    app.register_blueprint(files(parts.writer, settings.media_dir, settings.app_secret, clock))
    app.register_blueprint(form_files(parts.writer, parts.engine, settings.app_secret, clock))
    app.register_blueprint(odata(parts.engine, parts.writer, settings.public_url, clock))
    app.register_blueprint(drawn(parts.engine, settings.media_dir, Links(settings.app_secret)))
    page_links, file_links = PageLinks(settings.app_secret), FileLinks(settings.app_secret)
    app.register_blueprint(overview(parts.engine, parts.writer, page_links, file_links, clock))
    app.after_request(harden)
    app.cli = Commands(app)
    return app


def join(settings: Settings, respond: Respond, composers: Mapping[str, Composer], clock: Clock) -> Parts:
    """Return the parts, each with what it needs. Opens no connection and starts no thread."""
    engine = open_engine(settings.database_url)
    writer = Writer(engine)
    line = Line(settings.api_host, settings.content_host, settings.channel_access_token)
    renderer = Renderer(Buttons(settings.app_secret), settings.public_url)
    return Parts(
        settings=settings,
        engine=engine,
        writer=writer,
        line=line,
        renderer=renderer,
        intake=Intake(writer, respond, renderer, clock),
        delivery=Delivery(writer, line, renderer, composers, clock),
        media=Media(writer, line, settings.media_dir),
        workbooks=Workbooks(writer, line, settings.media_dir),
        menu_links=MenuLinks(writer, line),
        slips=SlipMaker(writer, line, settings),
        enclosures=Enclosures(writer, line),
        compiler=Compiler(writer, settings, line),
        hooks=Hooks(writer, settings.app_secret, settings.webhooks_inside),
    )


def parts_of(app: Flask) -> Parts:
    """Return the parts of an app made here."""
    parts: Parts = app.extensions["raingan"]
    return parts
