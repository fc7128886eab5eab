"""Where the simulator's parts are joined: LINE's endpoints, the control API and the page of phones in one Flask app."""

from __future__ import annotations

import logging
import os
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import cast

from flask import Flask, Response, abort, jsonify, request, send_from_directory
from flask.json.provider import DefaultJSONProvider

from simulator.control import control_api
from simulator.line_api import line_api
from simulator.settings import Settings
from simulator.state.world import World
from simulator.webhooks.delivery import Delivery

PAGE = Path(__file__).parent / "page"
UPLOAD_BYTES_MAX = 300_000_000  # LINE takes videos up to 200 MB

logger = logging.getLogger(__name__)


def create_app(settings: Settings | None = None, clock: Callable[[], float] = time.time) -> Flask:
    """Return the whole simulator; without settings they are read from the environment."""
    world = World(settings or Settings.from_environment(os.environ), clock)
    delivery = Delivery(world)
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = UPLOAD_BYTES_MAX
    app.url_map.merge_slashes = False
    json_provider = cast(DefaultJSONProvider, app.json)
    json_provider.sort_keys = False
    json_provider.ensure_ascii = False
    json_provider.compact = True
    app.extensions["world"] = world
    app.register_blueprint(line_api(world, delivery))
    app.register_blueprint(control_api(world, delivery))
    _add_page(app)
    _add_not_found(app, world)
    return app


def world_of(app: Flask) -> World:
    """Return the world behind an app made here, for tests that let time pass or look inside."""
    return cast(World, app.extensions["world"])


def _add_page(app: Flask) -> None:
    @app.get("/")
    def phones() -> Response:
        return send_from_directory(PAGE, "index.html")

    @app.get("/page/<path:name>")
    def part_of_page(name: str) -> Response:
        return send_from_directory(PAGE, name)


def _add_not_found(app: Flask, world: World) -> None:
    """Answer 404 for what nobody has here, and say so loudly: it is often a slip of the bot."""

    @app.before_request
    def refuse_double_slashes() -> None:
        # The router would forgive //v2/…, LINE does not.
        if "//" in request.environ["PATH_INFO"]:
            abort(404)

    @app.errorhandler(404)
    @app.errorhandler(405)
    def not_found(error: Exception) -> Response:
        del error
        if request.path.startswith("/control"):
            sentence = f"There is no {request.method} {request.path} in the control API; see docs/simulator.md."
            return _answer(404, sentence)
        logger.warning("Nobody answers %s %s here", request.method, request.path)
        with world.lock:
            world.ledger.call(f"{request.method} {request.path}", 404)
        answer = _answer(404, "Not found")
        answer.headers["x-line-request-id"] = str(uuid.uuid4())
        return answer


def _answer(status: int, message: str) -> Response:
    response = jsonify({"message": message})
    response.status_code = status
    return response
