"""Files around forms: GET /forms/<token>, the XLSForm of one; GET /templates/<name>, what authors start from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path

from flask import Blueprint, Response, send_file, send_from_directory

from bot.files import disposition, page, private
from bot.signing import Expired, FileLinks
from bot.writer import Writer
from handlers.form import handing_out

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEMPLATES = Path(__file__).parents[1] / "docs" / "templates"


def form_files(writer: Writer, links: FileLinks, clock: Callable[[], datetime]) -> Blueprint:
    """Return the doors to workbooks; what may be opened by whom is decided in handlers/form/handing_out.py."""
    blueprint = Blueprint("form_files", __name__)

    @blueprint.get("/forms/<token>")
    def form(token: str) -> Response:
        try:
            named = links.read(token)
        except Expired:
            return page(410)
        found = writer.run(partial(_open, *named, clock())) if named is not None else None
        if found is None:
            return page(404)
        answer = send_file(BytesIO(found.content), mimetype=XLSX, conditional=False, etag=False)
        answer.headers["Content-Disposition"] = disposition(found.name)
        return private(answer)

    @blueprint.get("/templates/<name>")
    def template(name: str) -> Response:
        answer = send_from_directory(TEMPLATES, name, mimetype=XLSX, as_attachment=True)
        answer.headers["Cache-Control"] = "public, max-age=3600"
        return answer

    return blueprint


def _open(version_id: int, person_id: int, now: datetime, session: handing_out.Session) -> handing_out.Workbook | None:
    return handing_out.workbook(session, version_id, person_id, now)
