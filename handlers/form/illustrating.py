"""Pictures, sounds and films beside the questions of a form: fitted when it is checked, kept with it, shown with it."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from forms import shown
from forms.form import Form
from forms.shown import Shown as Named
from handlers import words_authoring as says
from handlers.replies import Shown
from models import Session, illustrations
from models.catalogue import FormVersion

if TYPE_CHECKING:
    from exports.illustrations import Illustration

TABLES = (".csv", ".xml", ".geojson")
ALONE = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".mp3", ".m4a", ".mp4")  # sent one by one
BUNDLE = ".zip"
MOST_FILES = 300
MOST_UNPACKED = 100_000_000  # bytes


@dataclass(frozen=True)
class Fitted:
    """The files a form names, as they will be shown, and what its author should know of the others."""

    files: Mapping[str, Illustration]
    told: tuple[str, ...]


def parted(media: Mapping[str, bytes]) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the tables among the files sent with a form, and the others; what is packed together is unpacked."""
    files: dict[str, bytes] = {}
    for name, content in media.items():
        files.update(_unpacked(content) if name.lower().endswith(BUNDLE) else {name: content})
    tables = {name: content for name, content in files.items() if name.lower().endswith(TABLES)}
    return tables, {name: content for name, content in files.items() if name not in tables}


def _unpacked(bundle: bytes) -> dict[str, bytes]:
    """Return the files of a .zip by their bare names; of a damaged or bursting one those before it bursts."""
    found: dict[str, bytes] = {}
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
            for entry in archive.infolist()[:MOST_FILES]:
                name = entry.filename.rpartition("/")[2]
                if entry.is_dir() or not name or name.startswith(".") or "__MACOSX" in entry.filename:
                    continue
                with archive.open(entry) as file:
                    content = file.read(left + 1)
                left -= len(content)
                if left < 0:
                    break
                found[name] = content
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        return found
    return found


def fit(form: Form, files: Mapping[str, bytes]) -> Fitted:
    """Make the files a form names fit for showing; say which are wanting, cannot be shown or are named nowhere."""
    from exports.illustrations import CannotShow, fitted  # web workers never need it

    wanted = shown.named(form)
    given = {_plain(name): (name, content) for name, content in files.items()}
    kept: dict[str, Illustration] = {}
    told: list[str] = []
    for name, kind in wanted.items():
        if _plain(name) not in given:
            told.append(says.picture_wanting(name, kind))
            continue
        try:
            kept[name] = fitted(name, given[_plain(name)][1])
        except CannotShow as trouble:
            told.append(says.cannot_show(name, trouble.why))
    known = {_plain(name) for name in wanted}
    told += [says.picture_unnamed(name) for plain, (name, _) in given.items() if plain not in known]
    return Fitted(kept, tuple(told))


def _plain(name: str) -> str:
    """Return a file's name as it is compared: Plan.PNG is plan.png."""
    return unicodedata.normalize("NFC", name).lower()


def keep(session: Session, version: FormVersion, files: Mapping[str, Illustration], now: datetime) -> None:
    """Keep the files of a version, each once."""
    version.illustrations = {
        name: {
            "id": illustrations.keep(session, each.mime, each.content, each.preview, now),
            "kind": each.kind,
            "size": [each.width, each.height],
            "millis": each.millis,
        }
        for name, each in files.items()
    }


def wanting(form: Form, version: FormVersion, sent: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Return the files a form names that nobody has sent yet, with their kinds."""
    there = {_plain(name) for name in (*version.illustrations, *sent)}
    return [(name, kind) for name, kind in shown.named(form).items() if _plain(name) not in there]


def shown_of(version: FormVersion, named: Sequence[Named]) -> tuple[Shown, ...]:
    """Return what a person sees of the files a text names: those that are kept with the version."""
    return tuple(_shown(one.file, kept) for one in named if (kept := version.illustrations.get(one.file)) is not None)


def _shown(name: str, kept: Mapping[str, Any]) -> Shown:
    width, height = kept["size"]
    return Shown(f"shown:{kept['id']}", kept["kind"], name, width, height, kept["millis"])
