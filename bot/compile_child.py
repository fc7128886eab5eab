"""The compiling child: `python -m bot.compile_child` takes an order on stdin and prints what its asker should know.

Word, charts and pictures are loaded here and not in the clock, under limits of memory and time. It only reads the
database, and writes one file; the clock notes the outcome (bot/compile.py).
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from pathlib import Path
from typing import Any

from bot.compile_order import Order
from bot.whole_file import write_whole
from exports import built_in
from exports.paging import laid_out
from exports.preview import PdfiumError, first_pages
from exports.table import workbook
from exports.template_mistakes import CannotFill
from exports.volume import Volume
from exports.word import word
from exports.write_fields import with_fields
from handlers import words_templates
from handlers.volume.compiled_sheets import Sheets
from handlers.volume.volume_content import Gathered, gather
from models import Session, database_now, open_engine, reading
from models.compiled_files import CompiledFile

MEMORY_BYTES = 1_500_000_000  # of address space; a hundred offices with 300 photos take 400 MB
CPU_SECONDS = 150
_fell_back: list[str] = []  # what is to be said of a template that could not be filled


def main() -> None:
    """Make one file. Any exception ends the process with code 1 and says only its kind: its text may quote answers."""
    order = Order(**json.load(sys.stdin))
    _limit(order.wall_seconds)
    try:
        made = make(order)
    except Exception as trouble:
        _say({"trouble": type(trouble).__name__})
        sys.exit(1)
    _say(made)


def _say(what: dict[str, Any]) -> None:
    """Tell the clock, one line at a time: how far the work is, then the outcome."""
    print(json.dumps(what), flush=True)


def _limit(wall_seconds: int) -> None:
    """Set soft limits only: LibreOffice, which counts pages, sets its own (exports/pdf.py)."""
    for what, most in ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CPU, CPU_SECONDS)):
        resource.setrlimit(what, (most, resource.getrlimit(what)[1]))
    signal.alarm(wall_seconds)


def make(order: Order) -> dict[str, Any]:
    """Write the file that is ordered, and a picture of it; return what volume_files.settle tells about them."""
    _say({"stage": "reading"})
    engine = open_engine(order.database_url)
    with Session(reading(engine)) as session:
        file = session.get_one(CompiledFile, order.file_id)
        gathered = gather(session, file, order.compiler, Path(order.media), database_now(session))
        session.rollback()
    engine.dispose()
    _say({"stage": "writing"})
    body, picture = _bytes(gathered)
    write_whole(Path(order.target), body)
    if picture is not None and order.picture != order.target:
        write_whole(Path(order.picture), picture)
    return {
        "blanks": gathered.blanks,
        "not_acted": gathered.not_acted,
        "warnings": [*_fell_back, *gathered.warnings],
        "changes": gathered.changes,
        "contents": gathered.contents,
        "picture": picture is not None,
    }


def _bytes(gathered: Gathered) -> tuple[bytes, bytes | None]:
    """Return the file and what chat shows of it, made after the transaction."""
    if isinstance(gathered.content, bytes):
        return gathered.content, gathered.content
    if isinstance(gathered.content, Sheets):
        return workbook(gathered.content.sheets, gathered.content.digits), None
    document = _poured(gathered.content, gathered)
    if gathered.fields is not None:
        return with_fields(document, gathered.fields), None
    _say({"stage": "pages"})
    laid = laid_out(document, gathered.content)
    return laid.document, _preview(laid.pdf)


def _poured(volume: Volume, gathered: Gathered) -> bytes:
    """Return the volume in the office's own template; one that cannot be filled gives way to the built-in one."""
    built = built_in.template(gathered.form_id, gathered.layout)
    if gathered.template is None:
        return word(volume, built)
    try:
        return word(volume, gathered.template)
    except CannotFill as wrong:
        _fell_back.append(words_templates.fell_back(str(wrong.mistakes[0])))
        return word(volume, built)


def _preview(pdf: bytes | None) -> bytes | None:
    """Return a picture of the first pages. A volume is not lost because nobody could draw it."""
    if pdf is None:
        return None
    try:
        return first_pages(pdf)
    except (PdfiumError, OSError, ValueError):
        return None


if __name__ == "__main__":
    main()
