"""GET /files/<token>: a file somebody asked for in chat. The signed, expiring address is the key, the scope the lock.
GET /annexes/<token>: an annex of a report, in the same way.
GET /pictures/<name>: what chat shows of it; LINE fetches that, so a name nobody can guess is the key, for as long.

The address may be opened several times for a day; each time it is asked anew whether its person may still see every
office in the file, and noted who opened it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from urllib.parse import quote

from flask import Blueprint, Response, render_template, send_file

from bot.compile_order import FOLDER
from bot.signing import Expired, FileLinks
from bot.writer import Writer
from handlers.report import annex_files
from handlers.volume import volume_files
from handlers.volume.volume_files import Opened
from models import Session

ANY_FILE = "application/octet-stream"  # what people send is saved, never shown by a browser


def files(writer: Writer, folder: Path, secret: bytes, clock: Callable[[], datetime]) -> Blueprint:
    """Return the door to files; `folder` is where they are kept."""
    blueprint = Blueprint("files", __name__, template_folder="templates")
    links, annex_links = FileLinks(secret), FileLinks(secret, "annexes")

    @blueprint.get("/files/<token>")
    @blueprint.get("/files/<token>/<any(pdf):form>")
    def file(token: str, form: str = "") -> Response:
        try:
            named = links.read(token)
        except Expired:
            return page(410)
        if named is None:
            return page(404)
        opened = writer.run(partial(_open, *named, clock(), form == "pdf"))
        if not isinstance(opened, Opened):
            return page(410 if opened == "expired" else 404)
        place = (folder / opened.blob).absolute()
        return _download(place, opened) if place.is_file() else page(410)

    @blueprint.get("/annexes/<token>")
    def annex(token: str) -> Response:
        try:
            named = annex_links.read(token)
        except Expired:
            return page(410)
        opened = writer.run(partial(_open_annex, *named, clock())) if named is not None else "not theirs"
        if not isinstance(opened, Opened):
            return page(410 if opened == "gone" else 404)
        place = (folder / opened.blob).absolute()
        return _download(place, opened) if place.is_file() else page(410)

    @blueprint.get("/pictures/<name>")
    def picture(name: str) -> Response:
        opened = writer.run(partial(_open_picture, f"{FOLDER}/{name}", clock()))
        place = (folder / opened.blob).absolute() if opened is not None else None
        if opened is None or place is None or not place.is_file():
            return page(404)
        return private(send_file(place, mimetype=opened.mime, conditional=False, etag=False))

    return blueprint


def _open_picture(blob: str, now: datetime, session: Session) -> Opened | None:
    return volume_files.open_picture(session, blob, now)


def _open(file_id: int, person_id: int, now: datetime, as_pdf: bool, session: Session) -> Opened | str:
    return volume_files.open_file(session, file_id, person_id, now, as_pdf=as_pdf)


def _open_annex(annex_id: int, person_id: int, now: datetime, session: Session) -> Opened | str:
    found = annex_files.open_file(session, annex_id, person_id, now)
    return found if isinstance(found, str) else Opened(*found, ANY_FILE)


def _download(place: Path, opened: Opened) -> Response:
    answer = send_file(place, mimetype=opened.mime, conditional=False, etag=False)
    answer.headers["Content-Disposition"] = disposition(opened.name)
    return private(answer)


def disposition(name: str) -> str:
    """Return the header that saves a file under a Thai name (RFC 6266, RFC 5987), with a plain one for old programs."""
    ending = name.rpartition(".")[2]
    return f"attachment; filename=\"raingan.{ending}\"; filename*=UTF-8''{quote(name, safe='')}"


def page(status: int) -> Response:
    return private(Response(render_template("file_gone.html"), status, content_type="text/html; charset=utf-8"))


def private(answer: Response) -> Response:
    """Let nobody keep it on the way."""
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
