"""Photos made to fit: no larger on paper than their frame, no finer than a printer prints, each stored once."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.parts.image import ImagePart
from markupsafe import Markup
from PIL import Image, ImageOps, UnidentifiedImageError

from exports.marks import drawing
from exports.volume import Photo
from thai.text import clean

DOTS_PER_INCH = 170
QUALITY = 82
EMU_PER_CM = 360_000
CM_PER_INCH = 2.54
_GREY = (225, 225, 225)


def fitted(file: Path | bytes, box_cm: tuple[float, float]) -> tuple[bytes, tuple[int, int]]:
    """Return a picture as a JPEG for a frame, and its size in pixels. One that cannot be read is a grey frame."""
    most = tuple(round(side / CM_PER_INCH * DOTS_PER_INCH) for side in box_cm)
    try:
        with Image.open(io.BytesIO(file) if isinstance(file, bytes) else file) as picture:
            picture.draft("RGB", (most[0], most[1]))  # the decoder halves, and halves again, what is too large
            ImageOps.exif_transpose(picture, in_place=True)
            upright = picture if picture.mode == "RGB" else picture.convert("RGB")
            upright.thumbnail((most[0], most[1]), Image.Resampling.BICUBIC, reducing_gap=None)
            upright.load()
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        upright = Image.new("RGB", (most[0] // 2, most[1] // 2), _GREY)
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=QUALITY)
    return out.getvalue(), upright.size


class Shelf:
    """The pictures of one Word document. Equal ones are kept once; python-docx compares each with all others."""

    def __init__(self, document: Any) -> None:
        self._part = document.part
        self._relations: dict[str, str] = {}

    def placed(self, photo: Photo, box_cm: tuple[float, float]) -> Markup:
        """Return a photo as a drawing that fits a frame of so many centimetres."""
        body, pixels = fitted(photo.file, box_cm)
        scale = min(box / side for box, side in zip(box_cm, pixels, strict=True))
        width, height = (round(side * scale * EMU_PER_CM) for side in pixels)
        described = clean(f"{photo.label} {photo.caption}".strip())
        return drawing(self._relation(body), clean(photo.label) or "ภาพ", described, (width, height))

    def _relation(self, body: bytes) -> str:
        digest = hashlib.sha256(body).hexdigest()
        if digest not in self._relations:
            name = PackURI(f"/word/media/photo{len(self._relations) + 1:04}.jpg")
            part = ImagePart(name, "image/jpeg", body)
            self._relations[digest] = self._part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
        return self._relations[digest]
