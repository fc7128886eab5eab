"""Pictures that stand in a filled form: taken out of the .docx, cleaned as photos are, kept under names of ours.

Run by the job that reads the file, outside any transaction. What becomes of them is the officer's to say.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image

from bot.media import NotAPhoto, cleaned, shelve
from exports.document import pictures
from exports.flow import Drawn
from handlers.report.file_pictures import Found, Kept

log = logging.getLogger(__name__)

MOST = 60  # pictures of one file
LEAST_PIXELS = 64  # of the longer side: less is a bullet or a line, no photo


def keep(document: bytes, drawn: Mapping[str, Sequence[Drawn]], folder: Path) -> Found:
    """Return the pictures of a .docx by the heading they stand under; those that are no photo are counted."""
    at = [(ref, each) for ref, all_of in drawn.items() for each in all_of]
    if not at:
        return Found()
    bodies = dict(pictures(document, {each.name for _ref, each in at[:MOST]}))
    kept: dict[str, list[Kept]] = {}
    unread: dict[str, int] = {}
    for ref, each in at:
        one = _kept(bodies[each.name], each, folder) if each.name in bodies else None
        if one is not None:
            kept.setdefault(ref, []).append(one)
        else:
            unread[ref] = unread.get(ref, 0) + 1
    return Found(kept, unread)


def _kept(body: bytes, drawn: Drawn, folder: Path) -> Kept | None:
    try:
        photo = cleaned(body, "image/", drawn.turns)
    except NotAPhoto as trouble:
        log.info("no_photo_in_file", extra={"last_error": str(trouble)})
        return None
    with Image.open(BytesIO(photo.body)) as picture:
        if max(picture.size) < LEAST_PIXELS:
            return None
    digest = hashlib.sha256(photo.body).hexdigest()
    return Kept(shelve(folder, photo), photo.mime, len(photo.body), digest, drawn.caption)
