"""Which menus stand at LINE, and whose chat is to get another one. Linking them is left to bot/menu_links.py.

Whatever gives or takes a duty marks the account by itself (the listeners below), so that no deed can forget it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, String, event, select, update
from sqlalchemy.orm import Mapped, Mapper, Session, joinedload, mapped_column

from models.base import Base
from models.people import Account, Person, Role


class RichMenu(Base):
    """One menu as it stands at LINE now."""

    __tablename__ = "rich_menu"

    menu: Mapped[str] = mapped_column(String(16), primary_key=True)
    rich_menu_id: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(64))  # tells what is in it
    set_at: Mapped[datetime]


def at_line(session: Session) -> dict[str, str]:
    """Return LINE's id of each menu."""
    return {row.menu: row.rich_menu_id for row in session.scalars(select(RichMenu))}


def keep(session: Session, menu: str, rich_menu_id: str, name: str, now: datetime) -> None:
    """Note what stands at LINE; when it is another one than before, everybody gets a menu anew."""
    known = session.get(RichMenu, menu)
    if known is not None and known.rich_menu_id == rich_menu_id:
        return
    session.merge(RichMenu(menu=menu, rich_menu_id=rich_menu_id, name=name, set_at=now))
    session.execute(update(Account).values(menu_due=True))


def due(session: Session, limit: int) -> Sequence[Account]:
    """Return accounts that may have to get another menu, with what their people do."""
    query = (
        select(Account)
        .where(Account.menu_due.is_(True), Account.blocked_at.is_(None))
        .options(joinedload(Account.person).joinedload(Person.roles))
        .order_by(Account.line_user_id)
        .limit(limit)
    )
    return session.scalars(query).unique().all()


def among(session: Session, line_user_ids: Sequence[str]) -> Sequence[Account]:
    """Return some accounts, locked, with what their people do now."""
    query = select(Account).where(Account.line_user_id.in_(line_user_ids)).order_by(Account.line_user_id)
    return session.scalars(query.with_for_update(of=Account)).all()


def _mark(connection: Connection, person_id: int | None) -> None:
    if person_id is not None:
        connection.execute(update(Account).where(Account.person_id == person_id).values(menu_due=True))


@event.listens_for(Role, "after_insert")
@event.listens_for(Role, "after_update")
@event.listens_for(Role, "after_delete")
def _duty_changed(_mapper: Mapper[Any], connection: Connection, role: Role) -> None:
    _mark(connection, role.person_id)
