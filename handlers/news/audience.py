"""To whom an announcement goes: duty x area x report x how far it is. Computed when asked, never kept as names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal, Self

from handlers.status.progress import OfficeProgress, progress
from models import Session, invite_codes, reaching, scopes
from models.people import OVERSEEING, Duty, Person
from models.rounds import Round
from thai.dates import in_bangkok

Status = Literal["owing", "not_started", "late", "all"]

DUTIES: Mapping[str, tuple[Duty, ...]] = {
    "officer": (Duty.OFFICER,),
    "head": (Duty.HEAD,),
    "both": (Duty.OFFICER, Duty.HEAD),
}


@dataclass(frozen=True)
class Audience:
    """Whom to tell. `round_id` None: every office in scope, whatever it owes; then `status` is "all"."""

    round_id: int | None = None
    status: Status = "all"
    area: str = ""
    duty: str = "officer"
    offices: Sequence[int] = ()  # only these, where any are named

    @classmethod
    def load(cls, row: Mapping[str, Any]) -> Self:
        return cls(**row)

    def dump(self) -> dict[str, Any]:
        return {**asdict(self), "offices": list(self.offices)}


@dataclass(frozen=True)
class Chosen:
    """Who an audience is now: LINE user ids, sorted; offices in which nobody can be reached; areas to choose from."""

    recipients: list[str]
    unreachable: int
    areas: tuple[str, ...]


def choose(session: Session, announcer: Person, audience: Audience, now: datetime) -> Chosen:
    """Return who the audience is, within what the announcer may see."""
    scope = scopes.coordinated(session, announcer)
    round_ = session.get(Round, audience.round_id) if audience.round_id else None
    if round_ is None:
        reporting = invite_codes.reporting_offices(session, now)
        offices = {each.id: each.area for each in reporting if each.id in scope.whole}
    else:
        found = progress(session, round_, scope.of(round_.key), now, under=_only_overseen(announcer)).offices
        offices = {each.office.id: each.area for each in found if _is_meant(each, audience.status)}
    areas = tuple(dict.fromkeys(filter(None, offices.values())))
    named = set(audience.offices) or set(offices)
    ids = {office for office, area in offices.items() if audience.area in ("", area) and office in named}
    reached = reaching.people(session, ids, DUTIES[audience.duty], round_.key if round_ else "", in_bangkok(now).date())
    recipients = sorted({user for _, user in reached})
    return Chosen(recipients, len(ids - {office for office, _ in reached}), areas)


def _only_overseen(person: Person) -> int | None:
    overseen = [role.office_id for role in person.roles if role.duty in OVERSEEING]
    return overseen[0] if len(overseen) == 1 else None


def _is_meant(office: OfficeProgress, status: Status) -> bool:
    match status:
        case "late":
            return office.late
        case "not_started":
            return office.state in ("not_started", "unreachable")
        case "owing":
            return office.state not in ("submitted", "exempt")
    return office.state != "exempt"
