"""What do we remember, and which questions do we ask of it? Tables and their named queries; nothing else speaks SQL."""

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models import (
    accounts,
    broadcasts,
    calendars,
    catalogue,
    copying,
    deferrals,
    journal,
    leases,
    notices,
    outbox,
    overviews,
    people,
    quieting,
    reminders,
    rounds,
    schema,
    sent_files,
    submissions,
)
from models.base import Base, Moment, database_now, insert_new, make_room, open_engine, reading, transaction, will_pass

__all__ = [
    "Base",
    "Engine",
    "Moment",
    "Session",
    "accounts",
    "broadcasts",
    "calendars",
    "catalogue",
    "copying",
    "database_now",
    "deferrals",
    "insert_new",
    "journal",
    "leases",
    "make_room",
    "notices",
    "open_engine",
    "outbox",
    "overviews",
    "people",
    "quieting",
    "reading",
    "reminders",
    "rounds",
    "schema",
    "sent_files",
    "submissions",
    "transaction",
    "will_pass",
]
