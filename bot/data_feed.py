"""GET /odata/v1/: the feed Excel and Power BI refresh from, and any script reads as JSON. A token is the key.

A token comes as the password of HTTP Basic (any user name), as Excel and Power BI send it, or as a Bearer token.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from bot.writer import Writer
from exports.odata import describing
from exports.odata.asking import Asked, NotAsked, asked, token_of
from exports.odata.sets import SETS, EntitySet
from handlers.people import access
from handlers.volume import data_feed
from handlers.volume.data_feed import Page
from models import Engine, Session, feeds, reading
from models.scopes import Scope

ROOT = "/odata/v1/"
_VERSION = {"OData-Version": "4.0", "Cache-Control": "no-store"}
_PREFERRED = re.compile(r"(?:odata\.)?maxpagesize=(\d{1,6})")
_JSON = "application/json;odata.metadata=minimal;charset=utf-8"


class _NotAllowed(Exception):
    """No key, or one that opens nothing."""


def odata(engine: Engine, writer: Writer, public_url: str, clock: Callable[[], datetime]) -> Blueprint:
    """Return the feed."""
    blueprint = Blueprint("odata", __name__, url_prefix=ROOT.rstrip("/"))
    feed = _Feed(engine, writer, public_url + ROOT, clock)
    blueprint.get("/")(feed.service)
    blueprint.get("/$metadata")(feed.metadata)
    blueprint.get("/<name>")(feed.rows)
    blueprint.get("/<name>/$count")(feed.count)
    blueprint.register_error_handler(NotAsked, _not_asked)
    blueprint.register_error_handler(_NotAllowed, _not_allowed)
    return blueprint


class _Feed:
    """Answers the feed's four addresses. Every page is one read transaction that waits for nobody."""

    def __init__(self, engine: Engine, writer: Writer, root: str, clock: Callable[[], datetime]) -> None:
        self._engine, self._writer, self._root, self._clock = engine, writer, root, clock

    def service(self) -> Response:
        with Session(reading(self._engine)) as session:
            self._scope(session)
        return _json(describing.service(self._root))

    def metadata(self) -> Response:
        with Session(reading(self._engine)) as session:
            self._scope(session)
        return Response(describing.metadata(), content_type="application/xml;charset=utf-8", headers=_VERSION)

    def rows(self, name: str) -> Response:
        with Session(reading(self._engine)) as session:
            scope = self._scope(session)
            question = asked(_set(name), request.args)
            found = data_feed.page(session, SETS[name], question, scope, _page_rows())
        onwards = self._onwards(name, question, found)
        return _json(describing.page(self._root, SETS[name], found.rows, question.selected, found.count, onwards))

    def count(self, name: str) -> Response:
        """Answer how many rows fit a filter, as plain text (OData 4.0, 11.2.9)."""
        with Session(reading(self._engine)) as session:
            scope = self._scope(session)
            question = asked(_set(name), request.args)
            found = feeds.count(session, name, scope, question.where)
        return Response(str(found), content_type="text/plain;charset=utf-8", headers=_VERSION)

    def _onwards(self, name: str, question: Asked, found: Page) -> str:
        """Return the address of the next page, "" on the last one."""
        if found.last is None:
            return ""
        left = request.args.to_dict() | {"$skiptoken": token_of(found.last)}
        if question.top is not None:
            left["$top"] = str(question.top - len(found.rows))
        return f"{self._root}{name}?{urlencode(left, safe='$,')}"

    def _scope(self, session: Session) -> Scope:
        """Return what the key opens; note its use now and then."""
        now = self._clock()
        found = access.scope_of(session, _key(), now)
        if found is None:
            raise _NotAllowed
        token, scope = found
        if not access.was_just_used(token, now):
            self._writer.run(partial(_note_use, token.id, now))
        return scope


def _set(name: str) -> EntitySet:
    if name not in SETS:
        raise NotAsked(f"there is no set {name[:60]!r}; there are {', '.join(SETS)}", 404)
    return SETS[name]


def _page_rows() -> int:
    """Return how many rows a page may have: fewer where the client prefers (OData 4.0, 8.2.8.5)."""
    preferred = _PREFERRED.search(request.headers.get("Prefer", ""))
    return min(data_feed.PAGE, max(1, int(preferred[1]))) if preferred else data_feed.PAGE


def _not_asked(wrong: NotAsked) -> Response:
    return _trouble(wrong.status, str(wrong))


def _not_allowed(_wrong: _NotAllowed) -> Response:
    answer = _trouble(401, "a token is needed: as the password of Basic, or as a Bearer token")
    answer.headers["WWW-Authenticate"] = 'Basic realm="Raingan", charset="UTF-8"'
    return answer


def _key() -> str:
    """Return the key a request brings, "" for none."""
    given = request.authorization
    if given is None:
        return ""
    return str((given.password if given.type == "basic" else given.token) or "")


def _note_use(token_id: int, now: datetime, session: Session) -> None:
    access.note_use(session, token_id, now)


def _json(found: dict[str, Any]) -> Response:
    body = json.dumps(found, ensure_ascii=False)
    return Response(body, content_type=_JSON, headers=_VERSION)


def _trouble(status: int, message: str) -> Response:
    answer = _json({"error": {"code": str(status), "message": message}})
    answer.status_code = status
    return answer
