"""Sent reports in one .zip, laid out as ODK's tools exchange them: one folder an instance, its files beside it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO

_STAMP = (1980, 1, 1, 0, 0, 0)  # the same reports give the same file
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


class Archive:
    """A .zip of forms and instances, built in memory."""

    def __init__(self) -> None:
        self._bytes = BytesIO()
        self._zip = zipfile.ZipFile(self._bytes, "w", zipfile.ZIP_DEFLATED)

    def add_form(self, form_id: str, version: str, xform: str, media: Mapping[str, bytes]) -> None:
        """Add a form's definition with the tables it reads from."""
        name = _safe(f"{form_id}-{version}" if version else form_id)
        self._write(f"forms/{name}.xml", xform.encode())
        for file_name, content in sorted(media.items()):
            self._write(f"forms/{name}-media/{_safe(file_name)}", content)

    def add_instance(self, instance_id: str, xml: str, files: Iterable[tuple[str, bytes]]) -> None:
        """Add one report: `submission.xml` and the files it names."""
        folder = f"instances/{_safe(instance_id.removeprefix('uuid:'))}"
        self._write(f"{folder}/submission.xml", (DECLARATION + xml).encode())
        for name, content in files:
            self._write(f"{folder}/{_safe(name)}", content)

    def add_annexes(self, instance_id: str, files: Iterable[tuple[str, bytes]]) -> None:
        """Add what was annexed to a report; beside the instances, whose folders hold only what their XML names."""
        folder = f"annexes/{_safe(instance_id.removeprefix('uuid:'))}"
        for name, content in files:
            self._write(f"{folder}/{_safe(name)}", content)

    def close(self) -> bytes:
        """Return the finished .zip."""
        self._zip.close()
        return self._bytes.getvalue()

    def _write(self, name: str, content: bytes) -> None:
        self._zip.writestr(zipfile.ZipInfo(name, _STAMP), content, zipfile.ZIP_DEFLATED)


def _safe(name: str) -> str:
    """Return a file name that leads nowhere else."""
    return re.sub(r"[^\w.\u0e00-\u0e7f-]", "_", name).lstrip(".") or "_"
