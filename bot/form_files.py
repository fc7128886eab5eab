"""Files around forms: GET /forms/<token>, the XLSForm of one; GET /templates/<name>, what authors start from; and
GET /shown/<token>, what stands beside a question: LINE and people's phones fetch it, so its address is its key.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path

from flask import Blueprint, Response, abort, send_file, send_from_directory

from bot.files import disposition, page, private
from bot.signing import Expired, FileLinks, Links
from bot.writer import Writer
from exports import built_in
from handlers.form import handing_out
from models import Engine, Session, reading
from models.illustrations import Illustration

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHOWN = "shown"
_WORD_TEMPLATE = re.compile(r"([A-Za-z][A-Za-z0-9_-]{0,63})\.(by-item|by-office|merged|office)\.docx")
A_YEAR = 31_536_000  # seconds; what is behind an address never changes
TEMPLATES = Path(__file__).parents[1] / "docs" / "templates"


def form_files(writer: Writer, engine: Engine, secret: bytes, clock: Callable[[], datetime]) -> Blueprint:
    """Return the doors to workbooks; what may be opened by whom is decided in handlers/form/handing_out.py."""
    blueprint = Blueprint("form_files", __name__)
    links, shown_links = FileLinks(secret, "workbooks"), Links(secret)

    @blueprint.get("/forms/<token>")
    def form(token: str) -> Response:
        try:
            named = links.read(token)
        except Expired:
            return page(410)
        found = writer.run(partial(_open, *named, clock())) if named is not None else None
        return _workbook(found) if found is not None else page(404)

    @blueprint.get("/shown/<token>")
    @blueprint.get("/shown/<token>/<any(preview):part>")
    def shown(token: str, part: str = "") -> Response:
        file_id = shown_links.read(SHOWN, token)
        with Session(reading(engine)) as session:
            found = session.get(Illustration, file_id) if file_id is not None else None
            content = (found.preview if part else found.content) if found is not None else None
            mime = found.mime if found is not None else ""
        if content is None:
            abort(404)
        return _picture(content, "image/jpeg" if part else mime)

    blueprint.get("/templates/<name>")(template)
    blueprint.get("/word-templates/<name>")(word_template)
    return blueprint


def _open(version_id: int, person_id: int, now: datetime, session: Session) -> handing_out.Workbook | None:
    return handing_out.workbook(session, version_id, person_id, now)


def _workbook(found: handing_out.Workbook) -> Response:
    answer = send_file(BytesIO(found.content), mimetype=XLSX, conditional=False, etag=False)
    answer.headers["Content-Disposition"] = disposition(found.name)
    return private(answer)


def _picture(content: bytes, mime: str) -> Response:
    answer = send_file(BytesIO(content), mimetype=mime, conditional=True, etag=False)
    answer.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def template(name: str) -> Response:
    """Answer with a workbook authors start from."""
    answer = send_from_directory(TEMPLATES, name, mimetype=XLSX, as_attachment=True)
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


def word_template(name: str) -> Response:
    """Answer with the Word template a form and layout have where nobody sent another."""
    named = _WORD_TEMPLATE.fullmatch(name)
    if named is None:
        abort(404)
    answer = Response(built_in.template(named[1], named[2]), mimetype=DOCX)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer
