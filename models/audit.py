"""The chain behind the deeds: each is sealed to the one before by a keyed digest, so that none can be changed unseen.

A deed is one row, written with the answer it tells of; sealing is left to the clock, a moment after the commit, so
that no turn waits for another one's place in the chain. The chain holds digests alone: what a deed says (`detail`) can
be erased, and an erasure is a deed itself, which names what it erased (docs/decisions/0014-audit.md).
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, String, and_, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import journal
from models.base import Base, insert_new
from models.journal import Deed
from models.rounds import Assignment
from models.scopes import Scope
from models.submissions import Submission

ERASE = "erase"
AT_ONCE = 500  # deeds sealed in one transaction
_FIRST = "0" * 64  # what the first link is tied to
_PAGE = 2000


class Head(Base):
    """The newest link of the chain (one row); its lock keeps two clocks from sealing at once."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int]
    link: Mapped[str] = mapped_column(String(64))
    sealed_at: Mapped[datetime]


@dataclass(frozen=True)
class Verdict:
    """What came of reading the chain from its first link. `broken`: (seq or id, what is wrong) of each bad deed."""

    sealed: int
    erased: int
    unsealed: int
    head: tuple[int, str]
    broken: tuple[tuple[int, str], ...]

    @property
    def ok(self) -> bool:
        return not self.broken


def waits(session: Session) -> bool:
    """Whether any deed is not sealed yet. Cheap: an index holds those alone."""
    return session.scalar(select(Deed.id).where(Deed.seq.is_(None)).limit(1)) is not None


def seal(session: Session, key: bytes, now: datetime) -> Head | None:
    """Seal the oldest deeds that wait, at most AT_ONCE; return the new head, None when none waited."""
    insert_new(session, Head, [{"id": 1, "seq": 0, "link": _FIRST, "sealed_at": now}])
    head = session.scalars(select(Head).with_for_update().execution_options(populate_existing=True)).one()
    found = session.scalars(select(Deed).where(Deed.seq.is_(None)).order_by(Deed.id).limit(AT_ONCE)).all()
    for deed in found:
        deed.seq = head.seq + 1
        deed.content_digest = _digest(key, deed.detail)
        deed.link = _digest(key, _frame(deed, head.link))
        head.seq, head.link, head.sealed_at = deed.seq, deed.link, now
    session.flush()
    return head if found else None


def verify(session: Session, key: bytes, known_head: tuple[int, str] | None = None) -> Verdict:
    """Read the whole chain and say what does not fit.

    `known_head`: a number and link that were noted before; a chain that was cut short and sealed anew lacks them.
    """
    erasures = _erasures(session)
    broken: list[tuple[int, str]] = []
    seq, link, erased = 0, _FIRST, 0
    seen = known_head is None
    for deed in _sealed(session):
        if deed.seq != seq + 1:
            broken.append((seq + 1, "missing"))
        wrong = _wrong(deed, key, link, erasures)
        if wrong:
            broken.append((deed.seq or 0, wrong))
        seq, link = deed.seq or 0, deed.link or ""
        erased += deed.erased_at is not None
        seen = seen or known_head == (seq, link)
    head = session.get(Head, 1)
    if (head.seq, head.link) != (seq, link) if head else seq:
        broken.append((head.seq if head else 0, "head"))
    if not seen and known_head:
        broken.append((known_head[0], "cut"))
    unsealed = session.scalar(select(func.count()).where(Deed.seq.is_(None))) or 0
    return Verdict(seq, erased, unsealed, (seq, link), tuple(broken))


def _wrong(deed: Deed, key: bytes, before: str, erasures: Collection[int]) -> str:
    """Return what is wrong with one sealed deed: changed | erased | content; "" when nothing is."""
    if deed.link != _digest(key, _frame(deed, before)):
        return "changed"
    if deed.erased_at is not None:
        return "" if deed.id in erasures and not deed.detail else "erased"
    return "" if deed.content_digest == _digest(key, deed.detail) else "content"


def _frame(deed: Deed, before: str) -> list[Any]:
    """Return what a link is made of: everything but the content, of which the digest stands in."""
    at = deed.at.astimezone(UTC).isoformat(timespec="microseconds")
    where = [deed.subject, deed.office_id, deed.submission_id]
    return [before, deed.seq, deed.id, at, deed.person_id, deed.via, deed.deed, *where, deed.content_digest]


def _digest(key: bytes, said: Any) -> str:
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _sealed(session: Session) -> Iterator[Deed]:
    last = 0
    while page := session.scalars(select(Deed).where(Deed.seq > last).order_by(Deed.seq).limit(_PAGE)).all():
        yield from page
        last = page[-1].seq or 0
        for deed in page:
            session.expunge(deed)


def _erasures(session: Session) -> set[int]:
    """Return the ids of the deeds whose erasure is on record."""
    found = session.scalars(select(Deed.detail).where(Deed.deed == ERASE))
    return {each for detail in found for each in detail.get("ids", ())}


# --- erasing ----------------------------------------------------------------------------------------------------------


def erase_answers(
    session: Session, submission_id: int, keys: Collection[tuple[str, str]] | None, now: datetime, why: str
) -> int:
    """Erase what deeds say of answers of a report (of all, without `keys`), and note that. Return how many deeds."""
    session.flush()
    found = [
        deed
        for deed in session.scalars(select(Deed).where(_of_report(submission_id)))
        if deed.erased_at is None and _speaks_of(deed, keys)
    ]
    for deed in found:
        deed.detail, deed.erased_at = {}, now
    if found:
        first = found[0]
        ids = [deed.id for deed in found]
        of = {"office_id": first.office_id, "submission_id": submission_id}
        journal.record(session, now, None, ERASE, first.subject, **of, ids=ids, reason=why)
    return len(found)


def _of_report(submission_id: int) -> ColumnElement[bool]:
    """Narrow by the office first, which has an index."""
    office = select(Assignment.office_id).join(Submission, Submission.assignment_id == Assignment.id)
    return and_(
        Deed.office_id == office.where(Submission.id == submission_id).scalar_subquery(),
        Deed.submission_id == submission_id,
    )


def _speaks_of(deed: Deed, keys: Collection[tuple[str, str]] | None) -> bool:
    changed = deed.detail.get("answers", ())
    return bool(changed) if keys is None else any((each["ref"], each["pos"]) in keys for each in changed)


# --- reading ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wanted:
    """Which deeds to read. `scope` None: all; else those within it and of the rounds named `rounds`."""

    scope: Scope | None = None
    rounds: Collection[str] = ()
    subject: str = ""
    office_id: int | None = None
    deeds: Collection[str] = ()
    since: datetime | None = None


def newest(session: Session, wanted: Wanted, limit: int, before_id: int | None = None) -> Sequence[Deed]:
    """Return the newest deeds that are wanted, the newest first."""
    query = select(Deed).order_by(Deed.id.desc()).limit(limit)
    for condition in _conditions(wanted):
        query = query.where(condition)
    if before_id is not None:
        query = query.where(Deed.id < before_id)
    return session.scalars(query).all()


def _about(key: str) -> ColumnElement[bool]:
    """Whether a deed is about a form's rounds, or the round of a key."""
    return Deed.subject == key if "/" in key else Deed.subject.startswith(f"{key}/", autoescape=True)


def _conditions(wanted: Wanted) -> Iterable[ColumnElement[bool]]:
    if wanted.scope is not None:
        shared = and_(Deed.office_id.is_(None), Deed.subject.in_(wanted.rounds))
        yield or_(wanted.scope.holds(Deed.office_id, _about), shared)
    if wanted.subject:
        yield Deed.subject == wanted.subject
    if wanted.office_id is not None:
        yield Deed.office_id == wanted.office_id
    if wanted.deeds:
        yield Deed.deed.in_(wanted.deeds)
    if wanted.since is not None:
        yield Deed.at >= wanted.since
