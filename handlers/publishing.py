"""From a workbook to a form that rounds can use: checked, published once, compiled once a process."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version as installed
from typing import TYPE_CHECKING

from forms.form import Form, FormErrors
from models import Session, catalogue, journal
from models.catalogue import FormVersion

if TYPE_CHECKING:
    from forms.xlsform import Problem

COMPILED = 32  # forms kept ready; a large one takes a few megabytes


@dataclass(frozen=True)
class Checked:
    """A workbook looked at. `form` is None when there are problems; each is a sentence with sheet and row."""

    workbook: bytes
    xform: str
    form: Form | None
    problems: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.workbook).hexdigest()


@dataclass(frozen=True)
class Published:
    version: FormVersion
    is_new: bool


class CannotPublish(ValueError):
    """A workbook that cannot become a version; the text says why."""


def check(workbook: bytes) -> Checked:
    """Convert and compile a workbook. Slow (a second or so): never inside a transaction."""
    from forms import xlsform  # web workers never need it

    converted = xlsform.convert(workbook)
    warnings = tuple(_sentence(warning) for warning in converted.warnings)
    if converted.problems:
        return Checked(workbook, "", None, tuple(_sentence(problem) for problem in converted.problems), warnings)
    try:
        form = Form.from_xform(converted.xform)  # as form_of will: from what is stored, without attached tables
    except FormErrors as errors:
        problems = tuple(f"{slip.ref}: {slip.what} {slip.remedy}".strip() for slip in errors.problems)
        return Checked(workbook, "", None, problems, warnings)
    return Checked(workbook, converted.xform, form, (), warnings)


def publish(session: Session, checked: Checked, now: datetime, person_id: int | None = None) -> Published:
    """Store a checked form as a version, unless this very workbook is one already. Raises CannotPublish."""
    form = checked.form
    if form is None:
        raise CannotPublish("\n".join(checked.problems))
    before = catalogue.version_of_workbook(session, form.id, checked.sha256)
    if before is not None:
        return Published(before, is_new=False)
    name = form.version or checked.sha256[:12]
    if catalogue.version_named(session, form.id, name) is not None:
        raise CannotPublish(f"แบบ {form.id} รุ่น {name} เผยแพร่ไปแล้วด้วยเนื้อหาอื่น โปรดเปลี่ยน version ในแผ่นงาน settings")
    version = FormVersion(
        form_id=form.id,
        version=name,
        title=form.title,
        short=form.short or form.title,
        questions=len(form.items),
        workbook=checked.workbook,
        workbook_sha256=checked.sha256,
        xform=checked.xform,
        warnings=list(checked.warnings),
        pyxform_version=installed("pyxform"),
        published_at=now,
    )
    session.add(version)
    session.flush()
    journal.record(session, now, person_id, "publish_form", f"{form.id} {name}")
    return Published(version, is_new=True)


def form_of(session: Session, form_version_id: int) -> Form:
    """Return the compiled form of a version. Compiled once a process; versions are frozen."""
    version = session.get_one(FormVersion, form_version_id)
    return _compiled.get(version)


class _Compiled:
    """The forms compiled last, by the digest of their workbook. Shared by all threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._forms: OrderedDict[str, Form] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, version: FormVersion) -> Form:
        with self._lock:  # also while compiling: the next thread finds it done
            key = version.workbook_sha256
            if key not in self._forms:
                self._forms[key] = Form.from_xform(version.xform)
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
