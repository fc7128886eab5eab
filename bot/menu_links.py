"""Giving each chat the menu of its person: after a duty was given or taken, a request made or settled..

A call that fails is made again at the next beat; LINE takes the same link twice without harm.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial

from bot.line import Line, Refused, TryLater
from bot.writer import Writer
from handlers.people.menus import menu_of
from models import Session, join_requests, reading, rich_menus
from models.people import Account

log = logging.getLogger(__name__)

AT_ONCE = 500  # users in one call; Messaging API, "Link rich menu to multiple users"
DEFAULT = "guest"  # LINE shows it to whoever has none of their own


class MenuLinks:
    """Links menus to users."""

    def __init__(self, writer: Writer, line: Line) -> None:
        self._writer = writer
        self._line = line

    def beat(self) -> int:
        """Link what is due; return for how many chats."""
        with Session(reading(self._writer.engine)) as session:
            ids = rich_menus.at_line(session)
            wanted = _wanted(session) if ids else {}
        done = 0
        for menu, users in wanted.items():
            if menu != DEFAULT and menu not in ids:
                continue
            try:
                self._link(menu, users, ids)
            except TryLater:
                return done
            except Refused as refused:  # a menu that is gone at LINE: `flask line setup` makes it again
                log.warning("menu_not_linked", extra={"kind": menu, "status": refused.status})
                return done
            self._writer.run(partial(_settled, users, menu))
            done += len(users)
            log.info("menus_linked", extra={"kind": menu, "count": len(users)})
        return done

    def _link(self, menu: str, users: Sequence[str], ids: Mapping[str, str]) -> None:
        if menu == DEFAULT:
            self._line.call("POST", "/v2/bot/richmenu/bulk/unlink", {"userIds": list(users)})
        elif len(users) == 1:
            self._line.call("POST", f"/v2/bot/user/{users[0]}/richmenu/{ids[menu]}")
        else:
            self._line.call("POST", "/v2/bot/richmenu/bulk/link", {"richMenuId": ids[menu], "userIds": list(users)})


def _wanted(session: Session) -> dict[str, list[str]]:
    wanted: defaultdict[str, list[str]] = defaultdict(list)
    for user, menu in _menus(session, rich_menus.due(session, AT_ONCE)).items():
        wanted[menu].append(user)
    return wanted


def _menus(session: Session, accounts: Sequence[Account]) -> dict[str, str]:
    waiting = join_requests.waiting_of(session, [account.line_user_id for account in accounts])
    return {
        account.line_user_id: menu_of(account.person, is_pending=account.line_user_id in waiting)
        for account in accounts
    }


def _settled(users: Sequence[str], menu: str, session: Session) -> None:
    """Note what the chats show; whose duties changed during the call stays marked."""
    accounts = rich_menus.among(session, users)
    now_wanted = _menus(session, accounts)
    for account in accounts:
        account.menu = menu
        account.menu_due = now_wanted[account.line_user_id] != menu
