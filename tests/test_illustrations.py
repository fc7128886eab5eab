"""Pictures, sounds and films beside questions: made to fit LINE, named when wanting, shown where they stand."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import Engine

from exports.illustrations import PICTURE_BYTES, CannotShow, fitted
from forms import interview, shown
from forms.prompt import Prompt, prompt
from forms.said import Value
from handlers.form import illustrating
from tests.chat_forms import made

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
SIGNS = """
| survey |
|  | type | name | label | label::English (en) | media::image | media::image::English (en) | media::audio |
|  | note | plan | ดูผังก่อน | See | plan.png | plan-en.png |  |
|  | text | sign | ป้ายว่าอะไร | What | my_sign_1.png |  | ask.mp3 |
|  | select_one c | colour | สีไหน | Which |  |  |  |
| choices |
|  | list_name | name | label | label::English (en) | media::image |
|  | c | red | แดง | Red | red.png |
|  | c | blue | น้ำเงิน | Blue | blue.png |
| settings |
|  | form_id | form_title | version | default_language |
|  | signs | ป้าย | 1 | default |
"""


def picture(width: int = 40, height: int = 30, kind: str = "PNG", colour: str = "red") -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height), colour).save(file, kind)
    return file.getvalue()


SOUND = (bytes.fromhex("fffb9064") + bytes(413)) * 100  # 100 frames of 26 ms at 128 kbit/s


def asked(*answers: str, language: str = "") -> Prompt:
    form = made(SIGNS).form
    assert form is not None
    held, _ = interview.begin(form, seed=1, now=NOW, properties={}, language=language)
    for answer in answers:
        held, _ = interview.hear(held, Value(answer), NOW)
    return prompt(held)


def test_a_question_has_its_own_files_and_those_of_the_notes_before_it() -> None:
    first = asked()
    assert [one.file for one in first.shown_before] == ["plan.png"]
    assert [(one.kind, one.file) for one in first.shown] == [("image", "my_sign_1.png"), ("audio", "ask.mp3")]


def test_choices_have_theirs() -> None:
    assert [[one.file for one in choice.shown] for choice in asked("หยุด").choices] == [["red.png"], ["blue.png"]]


def test_another_language_shows_its_own_or_what_there_is() -> None:
    english = asked(language="English (en)")
    assert [one.file for one in english.shown_before] == ["plan-en.png"]
    assert [one.file for one in english.shown] == ["my_sign_1.png", "ask.mp3"]


def test_a_form_names_every_file_it_may_show() -> None:
    form = made(SIGNS).form
    assert form is not None
    assert set(shown.named(form)) == {
        "plan.png", "plan-en.png", "my_sign_1.png", "ask.mp3", "red.png", "blue.png",
    }  # fmt: skip


def test_what_is_wanting_unreadable_or_named_nowhere_is_told() -> None:
    form = made(SIGNS).form
    assert form is not None
    files = {"PLAN.PNG": picture(), "red.png": b"not a picture", "ask.mp3": SOUND, "other.png": picture()}
    found = illustrating.fit(form, files)
    assert set(found.files) == {"plan.png", "ask.mp3"}
    wanting = [line for line in found.told if line.startswith("ยังไม่มี")]
    assert [line.split()[1] for line in wanting] == ["plan-en.png", "my_sign_1.png", "blue.png"]
    assert any("red.png" in line and "เสียหาย" in line for line in found.told)
    assert any("other.png" in line and "ไม่มีข้อใดใช้" in line for line in found.told)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "BMP"])
def test_pictures_are_no_wider_than_line_shows_them(kind: str) -> None:
    found = fitted("a.png", picture(3000, 2000, kind))
    assert (found.kind, found.width, found.height) == ("image", 1024, 683)
    assert found.mime in ("image/png", "image/jpeg")
    assert len(found.content) <= PICTURE_BYTES


def test_a_photo_full_of_detail_is_small_enough_too() -> None:
    file = BytesIO()
    Image.effect_noise((2000, 2000), 100).convert("RGB").save(file, "PNG")
    assert len(fitted("a.png", file.getvalue()).content) <= PICTURE_BYTES


def test_a_sound_has_its_length_and_a_film_a_still() -> None:
    assert 2500 < fitted("a.mp3", SOUND).millis < 2700
    film = fitted("a.mp4", bytes(4) + b"ftypisom" + bytes(90))
    assert (film.kind, film.preview[:2]) == ("video", b"\xff\xd8")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.svg", b"<svg/>", "not_media"),
        ("a.png", b"", "unreadable"),
        ("a.png", picture()[:40], "unreadable"),
        ("a.mp3", b"words", "unreadable"),
        ("a.mp4", b"words of nothing", "unreadable"),
        ("a.mp3", bytes(10_000_001), "too_large"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_the_reason(name: str, content: bytes, why: str) -> None:
    with pytest.raises(CannotShow) as refused:
        fitted(name, content)
    assert refused.value.why == why


def bundle(files: dict[str, bytes]) -> bytes:
    made_file = BytesIO()
    with zipfile.ZipFile(made_file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made_file.getvalue()


def test_files_may_come_packed_together() -> None:
    packed = bundle({"ภาพ/plan.png": b"1", "__MACOSX/plan.png": b"2", ".hidden": b"3", "schools.csv": b"name,label"})
    tables, others = illustrating.parted({"media.zip": packed, "red.png": b"4"})
    assert tables == {"schools.csv": b"name,label"}
    assert others == {"plan.png": b"1", "red.png": b"4"}


def test_a_pack_that_bursts_or_is_damaged_is_not_unpacked_further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(illustrating, "MOST_UNPACKED", 1000)
    assert illustrating.parted({"a.zip": bundle({"a.png": bytes(900), "b.png": bytes(900)})})[1] == {
        "a.png": bytes(900)
    }
    assert illustrating.parted({"a.zip": b"PK\x03\x04 nonsense"}) == ({}, {})


def test_one_file_is_kept_once(engine: Engine) -> None:
    from models import illustrations, transaction

    with transaction(engine) as session:
        first, again, other = (illustrations.keep(session, "image/png", each, b"", NOW) for each in (b"1", b"1", b"2"))
    assert first == again != other
