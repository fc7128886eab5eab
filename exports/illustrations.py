"""Pictures, sounds and films that stand beside questions, made to fit what LINE shows."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Literal

from PIL import Image, ImageDraw, ImageOps, UnidentifiedImageError

Kind = Literal["image", "audio", "video"]

MOST_PIXELS = 40_000_000
SIDE = 1024  # px; Flex message, "image": the widest it shows
PICTURE_BYTES = 1_000_000  # Messaging API, "Image message": of a preview, which is the same file here
MOST_BYTES = 10_000_000  # of a sound or film: what is fetched from a chat
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
STILL = (640, 360)  # of the picture that stands for a film
_SOUNDS = {"mp3": "audio/mpeg", "m4a": "audio/mp4"}
_FILMS = {"mp4": "video/mp4"}
_PICTURES = frozenset({"jpg", "jpeg", "png", "webp", "gif", "bmp"})


class CannotShow(ValueError):
    """A file that LINE cannot show; `why` is one of not_media, unreadable, too_large."""

    def __init__(self, why: Literal["not_media", "unreadable", "too_large"]) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Illustration:
    """One file as it is kept. `preview` is the picture that stands for a film, `millis` how long a sound is."""

    kind: Kind
    mime: str
    content: bytes
    preview: bytes = b""
    width: int = 0
    height: int = 0
    millis: int = 0


def fitted(name: str, content: bytes) -> Illustration:
    """Return a file made to fit. Raises CannotShow."""
    ending = _ending(name)
    if ending in _PICTURES:
        return _picture(content)
    if len(content) > MOST_BYTES:
        raise CannotShow("too_large")
    if ending in _SOUNDS:
        mime = _SOUNDS["m4a"] if content[4:8] == b"ftyp" else _SOUNDS["mp3"]  # whatever it is called
        return Illustration("audio", mime, content, millis=_millis(content))
    if ending in _FILMS:
        if content[4:8] != b"ftyp":
            raise CannotShow("unreadable")
        return Illustration("video", _FILMS[ending], content, preview=_still(), width=STILL[0], height=STILL[1])
    raise CannotShow("not_media")


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _picture(content: bytes) -> Illustration:
    """Return the pixels alone, upright, no wider than LINE shows them: a PNG if it is one and small, else a JPEG."""
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise CannotShow("too_large")
            is_png = opened.format in ("PNG", "GIF")
            picture = ImageOps.exif_transpose(opened).convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning, OSError) as trouble:
        raise CannotShow("unreadable") from trouble
    picture.thumbnail((SIDE, SIDE))
    fresh = Image.new("RGB", picture.size, "white")
    fresh.paste(picture, mask=picture.getchannel("A"))
    saved = _saved(fresh, "PNG", optimize=True) if is_png else b""
    if saved and len(saved) <= PICTURE_BYTES // 2:
        return Illustration("image", "image/png", saved, width=fresh.width, height=fresh.height)
    for quality in (88, 75, 60):
        saved = _saved(fresh, "JPEG", quality=quality)
        if len(saved) <= PICTURE_BYTES:
            break
    return Illustration("image", "image/jpeg", saved, width=fresh.width, height=fresh.height)


def _saved(picture: Image.Image, kind: str, **how: int | bool) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **how)
    return file.getvalue()


def _still() -> bytes:
    """Return the picture that stands for a film until it is played: a triangle, as everybody knows it."""
    picture = Image.new("RGB", STILL, "#1F2937")
    across, down = STILL[0] // 2, STILL[1] // 2
    ImageDraw.Draw(picture).polygon(
        [(across - 40, down - 55), (across - 40, down + 55), (across + 60, down)], "#FFFFFF"
    )
    return _saved(picture, "JPEG", quality=80)


def _millis(content: bytes) -> int:
    """Return how long a sound is. Raises CannotShow."""
    from tinytag import TinyTag, TinyTagException

    try:
        seconds = TinyTag.get(file_obj=io.BytesIO(content), image=False).duration
    except (TinyTagException, ValueError, IndexError, KeyError, OSError) as trouble:
        raise CannotShow("unreadable") from trouble
    if not seconds:
        raise CannotShow("unreadable")
    return round(seconds * 1000)
