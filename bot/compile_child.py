"""The compiling child: `python -m bot.compile_child` takes an order on stdin and prints what its asker should know.

Word, charts and pictures are loaded here and not in the clock, under limits of memory and time. It only reads the
database, and writes one file; the clock notes the outcome (bot/compile.py).
"""

from __future__ import annotations

import errno
import json
import resource
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.compile_order import Order
from bot.whole_file import write_whole
from exports import built_in
from exports.annexes import bound
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
from handlers.words_compiling import annex_left_out
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
        _say({"trouble": _name(trouble)})
        sys.exit(1)
    _say(made)


def _name(trouble: Exception) -> str:
    """Return what its asker can be told of (words_volumes.failed), else only the kind."""
    if isinstance(trouble, MemoryError):
        return "memory"
    return "disk" if getattr(trouble, "errno", None) in (errno.ENOSPC, errno.EDQUOT) else type(trouble).__name__


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
    made = _made(gathered)
    write_whole(Path(order.target), made.body)
    if made.picture is not None and order.picture != order.target:
        write_whole(Path(order.picture), made.picture)
    if made.printed is not None:
        write_whole(Path(order.target).with_suffix(".pdf"), made.printed)
    return {
        "blanks": gathered.blanks,
        "not_acted": gathered.not_acted,
        "warnings": [*_fell_back, *gathered.warnings, *map(annex_left_out, made.left_out)],
        "changes": gathered.changes,
        "contents": gathered.contents,
        "picture": made.picture is not None,
        "pages": made.has_pages,
        "printed": made.printed is not None,
    }


@dataclass(frozen=True)
class _Made:
    """A file and what chat shows of it. `has_pages` is False where nothing here could lay them out.

    `printed` is the same as a PDF, behind it what offices annexed; `left_out` are the labels of what could not be.
    """

    body: bytes
    picture: bytes | None = None
    has_pages: bool = True
    printed: bytes | None = None
    left_out: tuple[str, ...] = ()


def _made(gathered: Gathered) -> _Made:
    """Make the file, after the transaction."""
    if isinstance(gathered.content, bytes):
        return _Made(gathered.content, gathered.content)
    if isinstance(gathered.content, Sheets):
        return _Made(workbook(gathered.content.sheets, gathered.content.digits))
    document = _poured(gathered.content, gathered)
    if gathered.fields is not None:
        return _Made(with_fields(document, gathered.fields))
    _say({"stage": "pages"})
    laid = laid_out(document, gathered.content)
    if laid.pdf is None or not laid.is_final:
        return _Made(laid.document, _preview(laid.pdf), laid.pdf is not None)
    printed, left_out = bound(laid.pdf, gathered.content.annexes)
    return _Made(laid.document, _preview(laid.pdf), printed=printed, left_out=left_out)


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
