"""What do we remember, and which questions do we ask of it? Tables and their named queries; nothing else speaks SQL."""

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models import (
    accounts,
    calendars,
    catalogue,
    copying,
    journal,
    leases,
    outbox,
    people,
    reminders,
    rounds,
    schema,
    submissions,
)
from models.base import Base, Moment, database_now, insert_new, make_room, open_engine, reading, transaction, will_pass

__all__ = [
    "Base",
    "Engine",
    "Moment",
    "Session",
    "accounts",
    "calendars",
    "catalogue",
    "copying",
    "database_now",
    "insert_new",
    "journal",
    "leases",
    "make_room",
    "open_engine",
    "outbox",
    "people",
    "reading",
    "reminders",
    "rounds",
    "schema",
    "submissions",
    "transaction",
    "will_pass",
]
