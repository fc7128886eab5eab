"""GET /overview/: the page beside the chat, for phones and large screens. It reads and changes nothing.

An address from chat shows one button; pressing it gives a cookie for half an hour (so that whoever fetches addresses
to preview them opens nothing). Each page asks anew what its person may see. Drawn on the server, without scripts.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request

from bot.files import disposition, private
from bot.signing import FileLinks, PageLinks
from bot.writer import Writer
from exports.comma_separated import comma_separated
from handlers import words_status as says
from handlers.status import web
from models import Engine, Session, journal, reading
from models.people import Person

COOKIE = "raingan_page"
ROOT = "/overview"


def overview(
    engine: Engine, writer: Writer, links: PageLinks, files: FileLinks, clock: Callable[[], datetime]
) -> Blueprint:
    """Return the page and the door to it."""
    blueprint = Blueprint("overview", __name__, url_prefix=ROOT, template_folder="templates")
    page = _Page(engine, writer, links, files, clock)
    blueprint.get("/enter/<token>")(page.door)
    blueprint.post("/enter/<token>")(page.enter)
    blueprint.get("/")(page.progress)
    blueprint.get("/offices.csv")(page.offices)
    blueprint.get("/files")(page.files)
    blueprint.get("/record")(page.record)
    return blueprint


class _Page:
    """Answers the addresses of the page; each is one read transaction."""

    def __init__(
        self, engine: Engine, writer: Writer, links: PageLinks, files: FileLinks, clock: Callable[[], datetime]
    ) -> None:
        self._engine, self._writer, self._links, self._files, self._clock = engine, writer, links, files, clock

    def door(self, token: str) -> Response:
        if self._links.read_address(token) is None:
            return _drawn("overview/closed.html", 410)
        return _drawn("overview/door.html", token=token)

    def enter(self, token: str) -> Response:
        person_id = self._links.read_address(token)
        if person_id is None:
            return _drawn("overview/closed.html", 410)
        self._writer.run(partial(_note, person_id, self._clock()))
        answer = private(Response(status=303, headers={"Location": f"{ROOT}/"}))
        answer.set_cookie(
            COOKIE,
            self._links.cookie(person_id),
            max_age=PageLinks.COOKIE_SECONDS,
            path=ROOT,
            secure=request.is_secure,
            httponly=True,
            samesite="Lax",
        )
        return answer

    def progress(self) -> Response:
        args = web.read_args(request.args.to_dict())
        return self._read(lambda session, person: self._shown(session, person, args))

    def _shown(self, session: Session, person: Person, args: dict[str, Any] | None) -> Response:
        found = web.shown(session, person, args, self._clock()) if args is not None else None
        if found is None:
            return _drawn("overview/nothing.html", 404)
        csv = _address("offices.csv", found.args) if found.has_offices else ""
        buttons = (*found.card.inside, *found.card.buttons)
        return _drawn("overview/progress.html", card=found.card, buttons=buttons, csv=csv, here="progress")

    def offices(self) -> Response:
        args = web.read_args(request.args.to_dict())
        return self._read(lambda session, person: self._csv(session, person, args))

    def _csv(self, session: Session, person: Person, args: dict[str, Any] | None) -> Response:
        rows = web.office_rows(session, person, args, self._clock()) if args else None
        if rows is None:
            return _drawn("overview/nothing.html", 404)
        body = comma_separated(says.CSV_HEADINGS, rows)
        headers = {"Content-Disposition": disposition(f"{says.PAGE_TITLE}.csv")}
        return private(Response(body, content_type="text/csv; charset=utf-8", headers=headers))

    def files(self) -> Response:
        return self._read(self._listed)

    def _listed(self, session: Session, person: Person) -> Response:
        found = [
            (title, until, f"/files/{self._files.sign(file_id, person.id)}")
            for title, until, file_id in web.files(session, person, self._clock())
        ]
        return _drawn("overview/files.html", files=found, here="files")

    def record(self) -> Response:
        before = request.args.get("before", type=int)
        return self._read(lambda session, person: self._recorded(session, person, before))

    def _recorded(self, session: Session, person: Person, before: int | None) -> Response:
        found = web.record(session, person, before)
        older = _address("record", {"before": found.older}) if found.older is not None else ""
        newest = f"{ROOT}/record" if before is not None else ""
        return _drawn("overview/record.html", deeds=found.deeds, older=older, newest=newest, here="record")

    def _read(self, show: Callable[[Session, Person], Response]) -> Response:
        """Show a page to whoever's cookie is good and still oversees offices."""
        person_id = self._links.read_cookie(request.cookies.get(COOKIE, ""))
        with Session(reading(self._engine)) as session:
            person = web.reader(session, person_id) if person_id is not None else None
            return show(session, person) if person is not None else _drawn("overview/closed.html", 403)


def _note(person_id: int, now: datetime, session: Session) -> None:
    journal.comes_by(session, "web")
    journal.record(session, now, person_id, "open_page", "")


def _drawn(template: str, status: int = 200, **values: Any) -> Response:
    body = render_template(template, says=says, link=_link, linked=web.LINKED, **values)
    return private(Response(body, status, content_type="text/html; charset=utf-8"))


def _link(button: Any) -> str:
    """Return the address of a button that leads to another page; "" for one that is only for chat."""
    if button is None or button.deed not in web.LINKED:
        return ""
    return _address("", {"k": "status", **button.args})


def _address(name: str, args: Any) -> str:
    return f"{ROOT}/{name}?{urlencode(args)}"
