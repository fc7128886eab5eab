"""A Word file as PDF, by LibreOffice where it is installed: for printing, for previews, for the contents' page numbers.

LibreOffice runs with a profile of its own, a time limit and a memory limit; it is slow, so never inside a transaction.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from exports import fonts, thai_pages

PROGRAMS = ("soffice", "libreoffice")
WALL_SECONDS = 180
BOOKMARKS = '{"ExportBookmarks":{"type":"boolean","value":"true"}}'
MOST_MEMORY = 4_000_000_000  # bytes of address space; 300 photos take 1.3 GB


class NoPdf(RuntimeError):
    """The file could not be made; the text says why."""


def program() -> str | None:
    """Return where LibreOffice is, or None."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def pdf(
    document: bytes, *, bookmarks: bool = False, wall_seconds: float = WALL_SECONDS, office: str | None = None
) -> bytes:
    """Return a .docx as PDF, its headings as bookmarks if wanted. `office` is where LibreOffice is, if not on the path.

    Raises NoPdf without LibreOffice, when it takes too long, or cannot read the file.
    """
    office = office or program()
    if office is None:
        raise NoPdf("LibreOffice is not installed: install libreoffice-writer, or print from Word")
    with tempfile.TemporaryDirectory(prefix="raingan-pdf-") as name:
        folder = Path(name)
        config = fonts.prepare(folder / "fonts")
        (folder / "volume.docx").write_bytes(thai_pages.marked(document) if config else document)
        _convert(office, folder, config, bookmarks, wall_seconds)
        made = folder / "volume.pdf"
        if not made.exists():
            raise NoPdf("LibreOffice could not turn the file into a PDF")
        return made.read_bytes()


def _convert(office: str, folder: Path, config: Path | None, bookmarks: bool, wall_seconds: float) -> None:
    limit = shutil.which("prlimit")
    command = [limit, f"--as={MOST_MEMORY}"] if limit else []
    command += [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    asked = f"pdf:writer_pdf_Export:{BOOKMARKS}" if bookmarks else "pdf:writer_pdf_Export"
    command += ["--convert-to", asked, "--outdir", str(folder), str(folder / "volume.docx")]
    environment = {**os.environ, **({"FONTCONFIG_FILE": str(config)} if config else {})}
    with subprocess.Popen(  # noqa: S603, a fixed command on a file of our own
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as running:
        try:
            running.wait(wall_seconds)
        except subprocess.TimeoutExpired as late:
            os.killpg(running.pid, 9)  # soffice leaves its work to a child
            raise NoPdf(f"LibreOffice took longer than {wall_seconds:g} seconds") from late
