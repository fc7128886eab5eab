"""A country in a database: 30,000 offices in districts in provinces, each owing 40 items; 1.2 million answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import insert, text

from models import Base, Engine
from models.catalogue import FormVersion
from models.people import Account, Office, OfficeParent, Person, Role
from models.rounds import Assignment, Round, Schedule
from models.submissions import Submission

PROVINCES, DISTRICTS, ITEMS = 77, 225, 40
FIRST_DISTRICT, FIRST_SCHOOL = 100, 1_000
ROOT = 1
_ANSWERS = """
    INSERT INTO answer (submission_id, ref, pos, value, state, typed, source, rev, answered_at)
    WITH RECURSIVE item(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM item WHERE n < :items)
    SELECT submission.id, '/data/q' || item.n, '', '12', 'value', '12', 'user', 1, submission.started_at
    FROM submission CROSS JOIN item
"""


def settle(engine: Engine, schools: int, now: datetime) -> None:
    """Make the country: of every three reports two are sent, one is begun; one officer in twenty cannot be reached."""
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        for table, rows in _rows(schools, now):
            for some in _batches(rows):
                connection.execute(insert(table.__table__), some)
        connection.execute(text(_ANSWERS), {"items": ITEMS})


def rest(engine: Engine) -> None:
    """Do what PostgreSQL does by itself soon after so much was written, and SQLite's operator now and then."""
    tidy = "ANALYZE" if engine.dialect.name == "sqlite" else "VACUUM ANALYZE"
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(tidy))


def above(under: int) -> int:
    """Return how many offices of an overseer's scope owe nothing: those between them and the schools."""
    return 1 + PROVINCES + DISTRICTS if under == ROOT else 1


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while some := list(islice(rows, 5_000)):
        yield some


def _rows(schools: int, now: datetime) -> Iterator[tuple[type[Base], Iterator[dict[str, Any]]]]:
    yield FormVersion, iter([_version(now)])
    yield Office, _offices(schools)
    yield OfficeParent, _parents(schools)
    numbers = range(FIRST_SCHOOL, FIRST_SCHOOL + schools)
    yield Person, ({"id": n, "name": "", "position": "", "phone": "", "created_at": now} for n in numbers)
    yield Role, ({"id": n, "person_id": n, "office_id": n, "duty": "officer"} for n in numbers)
    account = {"privacy_version": "1", "created_at": now, "waiting": {}}
    yield Account, ({"line_user_id": f"U{n:032x}", "person_id": n, **account} for n in numbers if n % 20)
    schedule = {"id": 1, "form_id": "country", "rule": {"monthly": 20}, "ladder": {}, "asks_head": True}
    yield Schedule, iter([{**schedule, "created_at": now}])
    yield Round, iter([_round(now)])
    yield Assignment, ({"id": n, "round_id": 1, "office_id": n, "exempt_reason": ""} for n in numbers)
    yield Submission, (_submission(n, now) for n in numbers)


def _version(now: datetime) -> dict[str, Any]:
    texts = {"form_id": "country", "version": "1", "title": "แบบรายงาน", "short": "แบบรายงาน", "xform": ""}
    return {
        "id": 1,
        **texts,
        "questions": ITEMS,
        "workbook": b"",
        "workbook_sha256": "",
        "pyxform_version": "",
        "warnings": [],
        "published_at": now,
    }


def _offices(schools: int) -> Iterator[dict[str, Any]]:
    empty = {"kind": "", "province": "", "area": ""}
    yield {"id": ROOT, "code": "root", "name": "ส่วนกลาง", "short": "", **empty, "position": 0}
    for n in range(PROVINCES):
        yield {"id": ROOT + 1 + n, "code": f"p{n}", "name": f"จังหวัดที่ {n}", "short": "", **empty, "position": 1 + n}
    for n in range(DISTRICTS):
        number = FIRST_DISTRICT + n
        yield {"id": number, "code": f"d{n}", "name": f"สพป. {n}", "short": "", **empty, "position": number}
    for n in range(FIRST_SCHOOL, FIRST_SCHOOL + schools):
        yield {"id": n, "code": f"s{n}", "name": f"โรงเรียนที่ {n}", "short": "", **empty, "position": n}


def _parents(schools: int) -> Iterator[dict[str, Any]]:
    for n in range(PROVINCES):
        yield {"office_id": ROOT + 1 + n, "parent_id": ROOT}
    for n in range(DISTRICTS):
        yield {"office_id": FIRST_DISTRICT + n, "parent_id": ROOT + 1 + n % PROVINCES}
    for n in range(FIRST_SCHOOL, FIRST_SCHOOL + schools):
        yield {"office_id": n, "parent_id": FIRST_DISTRICT + n % DISTRICTS}


def _round(now: datetime) -> dict[str, Any]:
    due = now + timedelta(days=10)
    keys = {"id": 1, "schedule_id": 1, "form_version_id": 1, "form_id": "country", "period": "2026-11"}
    return {
        **keys,
        "opens_at": now - timedelta(days=9),
        "due_at": due,
        "late_at": due,
        "closes_at": due + timedelta(days=30),
    }


def _submission(n: int, now: datetime) -> dict[str, Any]:
    sent = now - timedelta(days=n % 5) if n % 3 else None
    keys = {"id": n, "assignment_id": n, "form_version_id": 1, "instance_id": f"uuid:{n}", "seed": 1}
    counts = {"rev": ITEMS, "repeats": {}, "answered": ITEMS, "items": ITEMS, "open_items": []}
    return {**keys, **counts, "started_at": now - timedelta(days=5), "submitted_at": sent}
