"""Parts of an Office file as one zip, the same bytes for the same parts: fixed times, fixed order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

FIRST = "[Content_Types].xml"  # readers look for it before anything else
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment a zip can hold
_PICTURES = (".jpg", ".jpeg", ".png")  # already compressed


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip of the parts by their names."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in sorted(parts, key=lambda name: (name != FIRST, name)):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(_PICTURES) else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, parts[name])
    return file.getvalue()


def unpacked(document: bytes) -> dict[str, bytes]:
    """Return the parts of an Office file by name. Raises zipfile.BadZipFile when it is none."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}
