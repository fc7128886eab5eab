"""Pictures inside a filled Word form: upright, without place or comment, each once; what is no photo is counted."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import ExifTags, Image

from bot import drawn_in_files
from exports.document import read_document
from exports.flow import Drawn, Line

UPRIGHT, LYING = (120, 200), (200, 120)


def _jpeg(size: tuple[int, int], orientation: int = 1) -> BytesIO:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.ImageDescription] = "บ้านเลขที่ 1"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (16.0, 53.0, 2.4)
    held = BytesIO()
    Image.new("RGB", size, "navy").save(held, "JPEG", exif=exif)
    held.seek(0)
    return held


def _document(*pictures: BytesIO, turned: int = 0) -> bytes:
    on: Any = Document()
    for each in pictures:
        on.add_picture(each)
    for placed in on.element.body.iter(qn("a:xfrm")) if turned else ():
        placed.set("rot", str(turned))
    held = BytesIO()
    on.save(held)
    return held.getvalue()


def _kept(document: bytes, folder: Path) -> tuple[list[Image.Image], int]:
    """Return the pictures kept of a document, and how many were no photos."""
    drawn = [each for line in read_document(document) if isinstance(line, Line) for each in line.pictures]
    found = drawn_in_files.keep(document, {"/data/a": drawn}, folder)
    return [
        Image.open(BytesIO((folder / each.blob).read_bytes())) for each in found.kept.get("/data/a", ())
    ], found.unread.get("/data/a", 0)


def test_a_photo_is_kept_upright_and_without_its_place(tmp_path: Path) -> None:
    (photo,), unread = _kept(_document(_jpeg(LYING, orientation=6)), tmp_path)
    assert (photo.size, photo.format, dict(photo.getexif()), unread) == (UPRIGHT, "JPEG", {}, 0)


@pytest.mark.parametrize(("turned", "size"), [(5_400_000, UPRIGHT), (16_200_000, UPRIGHT), (10_800_000, LYING)])
def test_a_picture_that_was_turned_in_word_is_kept_as_it_was_seen(turned: int, size: Any, tmp_path: Path) -> None:
    (photo,), _unread = _kept(_document(_jpeg(LYING), turned=turned), tmp_path)
    assert photo.size == size


def test_word_turns_what_says_itself_how_it_was_held(tmp_path: Path) -> None:
    (photo,), _unread = _kept(_document(_jpeg(LYING, orientation=6), turned=5_400_000), tmp_path)
    assert photo.size == UPRIGHT


def test_bullets_and_what_is_no_photo_are_counted(tmp_path: Path) -> None:
    gif = BytesIO()
    Image.new("L", (300, 300)).save(gif, "GIF")
    gif.seek(0)
    photos, unread = _kept(_document(_jpeg((12, 12)), gif, _jpeg(LYING)), tmp_path)
    assert (len(photos), unread) == (1, 2)


def test_a_picture_that_lies_elsewhere_is_not_fetched(tmp_path: Path) -> None:
    found = drawn_in_files.keep(_document(), {"/data/a": [Drawn("rId99")]}, tmp_path)
    assert (found.kept, found.unread) == ({}, {"/data/a": 1})
