"""From a workbook to a form that rounds can use: checked, published once, compiled once a process."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version as installed
from types import MappingProxyType
from typing import TYPE_CHECKING

from forms.form import Form
from handlers.form import illustrating
from models import Session, catalogue, journal
from models.catalogue import FormAttachment, FormVersion

if TYPE_CHECKING:
    from exports.illustrations import Illustration
    from forms.xlsform import Problem

COMPILED = 32  # forms kept ready; a large one takes a few megabytes


@dataclass(frozen=True)
class Checked:
    """A workbook looked at. `form` is None when there are problems; each is a sentence with sheet and row.

    Of a plain Thai table `workbook` is the XLSForm it became.
    """

    workbook: bytes
    xform: str
    form: Form | None
    problems: tuple[str, ...]
    warnings: tuple[str, ...]
    media: Mapping[str, bytes] = field(default_factory=dict)  # the tables it reads from, by file name
    shown: Mapping[str, Illustration] = field(default_factory=dict)  # the files beside its questions, by file name

    @property
    def sha256(self) -> str:
        return digest(self.workbook)

    @property
    def media_sha256(self) -> str:
        """Return one digest of all attached files; "" without any."""
        whole = hashlib.sha256()
        files = {**self.media, **{name: each.content for name, each in self.shown.items()}}
        for name, content in sorted(files.items()):
            whole.update(f"{name}\0{len(content)}\0".encode() + content)
        return whole.hexdigest() if files else ""


@dataclass(frozen=True)
class Published:
    version: FormVersion
    is_new: bool


class CannotPublish(ValueError):
    """A workbook that cannot become a version; the text says why."""


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def check(workbook: bytes, media: Mapping[str, bytes] = MappingProxyType({})) -> Checked:
    """Convert and compile a workbook with the files that belong to it: tables it reads, pictures it shows.

    Slow (a second or so): never inside a transaction.
    """
    from forms import xlsform  # web workers never need it

    tables, pictures = illustrating.parted(media)
    converted = xlsform.convert(workbook, tables)
    if converted.made:
        workbook = _as_xlsform(converted.made)
    warnings = tuple(_sentence(warning) for warning in converted.warnings)
    problems = tuple(_sentence(problem) for problem in converted.problems)
    if converted.form is None:
        return Checked(workbook, "", None, problems, warnings)
    fitted = illustrating.fit(converted.form, pictures)
    told = (*warnings, *fitted.told)
    return Checked(workbook, converted.xform, converted.form, (), told, converted.tables, fitted.files)


def _as_xlsform(made: Mapping[str, Sequence[Mapping[str, str]]]) -> bytes:
    """Return the XLSForm a plain table became, as the workbook that is stored and handed out."""
    from exports import xlsform_workbook  # web workers never need it

    return xlsform_workbook.workbook(made)


def publish(session: Session, checked: Checked, now: datetime, person_id: int | None = None) -> Published:
    """Store a checked form as a version, unless this very workbook is one already. Raises CannotPublish."""
    draft = keep_draft(session, checked, now)
    return open_version(session, draft, now, person_id)


def keep_draft(session: Session, checked: Checked, now: datetime) -> FormVersion:
    """Store a checked form for trying: rounds do not see it. Raises CannotPublish."""
    form = checked.form
    if form is None:
        raise CannotPublish("\n".join(checked.problems))
    before = catalogue.version_of_workbook(session, form.id, checked.sha256, checked.media_sha256)
    if before is not None:
        return before
    version = FormVersion(
        form_id=form.id,
        version=f"draft {checked.sha256[:16]}{checked.media_sha256[:16]}",
        title=form.title,
        short=form.short or form.title,
        questions=len(form.items),
        workbook=checked.workbook,
        workbook_sha256=checked.sha256,
        media_sha256=checked.media_sha256,
        xform=checked.xform,
        warnings=list(checked.warnings),
        pyxform_version=installed("pyxform"),
        published_at=now,
        state="draft",
    )
    session.add(version)
    session.flush()
    for name, content in checked.media.items():
        session.add(FormAttachment(form_version_id=version.id, file_name=name, content=content))
    illustrating.keep(session, version, checked.shown, now)
    session.flush()
    return version


def open_version(session: Session, version: FormVersion, now: datetime, person_id: int | None = None) -> Published:
    """Let rounds use a version, under the name its author gave it: from now on it is frozen. Raises CannotPublish."""
    if version.state == "open":
        return Published(version, is_new=False)
    name = form_of(session, version.id).version or version.workbook_sha256[:12]
    if catalogue.version_named(session, version.form_id, name) is not None:
        raise CannotPublish(
            f"แบบ {version.form_id} รุ่น {name} เผยแพร่ไปแล้วด้วยเนื้อหาอื่น โปรดเปลี่ยน version ในแผ่นงาน settings"
        )
    version.version, version.state, version.published_at = name, "open", now
    session.flush()
    journal.record(session, now, person_id, "publish_form", f"{version.form_id} {name}")
    return Published(version, is_new=True)


def form_of(session: Session, form_version_id: int) -> Form:
    """Return the compiled form of a version. Compiled once a process; versions are frozen."""
    version = session.get_one(FormVersion, form_version_id)
    return _compiled.get(version, lambda: catalogue.attachments(session, version.id) if version.media_sha256 else {})


class _Compiled:
    """The forms compiled last, by the digests of workbook and attached files. Shared by all threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._forms: OrderedDict[tuple[str, str], Form] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, version: FormVersion, media: Callable[[], Mapping[str, bytes]] = dict) -> Form:
        with self._lock:  # also while compiling: the next thread finds it done
            key = (version.workbook_sha256, version.media_sha256)
            if key not in self._forms:
                self._forms[key] = Form.from_xform(version.xform, media())
            self._forms.move_to_end(key)
            while len(self._forms) > self._most:
                self._forms.popitem(last=False)
            return self._forms[key]


_compiled = _Compiled(COMPILED)


def _sentence(problem: Problem) -> str:
    """Return a problem as its author reads it: แผ่นงาน survey แถว 7: what is wrong, what to do."""
    where = f"แผ่นงาน {problem.sheet}" if problem.sheet else ""
    where += f" แถว {problem.row}" if problem.row else ""
    said = f"{problem.what} {problem.remedy}".strip()
    return f"{where.strip()}: {said}" if where else said
