"""Putting the rich menus to LINE, through LINE's own SDK: what stands there already stays, what is old goes.

Doing it again changes nothing. The SDK takes half a second to import and is loaded when a menu is to be set.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.line import Refused, TryLater
from bot.menus import PREFIX, MenuAtLine, at_line
from bot.settings import Settings
from handlers.people.menus import MENUS
from models import Session, rich_menus

if TYPE_CHECKING:
    from linebot.v3.messaging import MessagingApi, MessagingApiBlob

TIMEOUT = (3, 30)  # seconds to connect, to answer: a picture goes up
DEFAULT = "guest"  # what everybody sees who has none of their own


@dataclass(frozen=True)
class Set:
    """What was done: menus made, those that stood there already, old ones taken away."""

    made: tuple[str, ...]
    kept: tuple[str, ...]
    removed: int


def set_menus(settings: Settings) -> tuple[Set, Mapping[str, tuple[str, str]]]:
    """Let exactly our menus stand at LINE. Return what was done, and (id, name) of each. Raises Refused or TryLater."""
    from linebot.v3.messaging import ApiClient, ApiException, Configuration, MessagingApi, MessagingApiBlob
    from urllib3.exceptions import HTTPError

    host = settings.api_host if settings.api_host == settings.content_host else None
    configuration = Configuration(access_token=settings.channel_access_token, host=host)
    try:
        with ApiClient(configuration) as client:
            return _set(MessagingApi(client), MessagingApiBlob(client), settings.public_url)
    except ApiException as refused:
        status = int(refused.status or 0)
        if status >= 500 or status == 429:
            raise TryLater(f"{status} {refused.reason}", 5, certain_unsent=False) from refused
        raise Refused(f"{status} {refused.reason} {refused.body or ''}"[:300], status) from refused
    except HTTPError as trouble:
        raise TryLater(type(trouble).__name__, 5, certain_unsent=False) from trouble


def _set(api: MessagingApi, blobs: MessagingApiBlob, public_url: str) -> tuple[Set, Mapping[str, tuple[str, str]]]:
    standing = {each.name: each.rich_menu_id for each in api.get_rich_menu_list(_request_timeout=TIMEOUT).richmenus}
    wanted = [at_line(menu, public_url) for menu in MENUS]
    found: dict[str, tuple[str, str]] = {}
    made = []
    for each in wanted:
        menu_id = standing.get(each.name)
        if menu_id is None:
            menu_id = _make(api, blobs, each)
            made.append(each.menu)
        found[each.menu] = (menu_id, each.name)
    api.set_default_rich_menu(found[DEFAULT][0], _request_timeout=TIMEOUT)
    old = [menu_id for name, menu_id in standing.items() if name.startswith(PREFIX) and name not in _names(wanted)]
    for menu_id in old:
        api.delete_rich_menu(menu_id, _request_timeout=TIMEOUT)
    kept = tuple(each.menu for each in wanted if each.menu not in made)
    return Set(tuple(made), kept, len(old)), found


def _names(wanted: list[MenuAtLine]) -> set[str]:
    return {each.name for each in wanted}


def _make(api: MessagingApi, blobs: MessagingApiBlob, wanted: MenuAtLine) -> str:
    """Make one menu with its picture; one whose picture does not go up is taken away again."""
    from linebot.v3.messaging import RichMenuRequest

    request = RichMenuRequest.from_dict(wanted.body)
    menu_id = str(api.create_rich_menu(request, _request_timeout=TIMEOUT).rich_menu_id)
    headers: dict[str, Any] = {"Content-Type": "image/png"}
    try:
        blobs.set_rich_menu_image(menu_id, bytearray(wanted.picture), _headers=headers, _request_timeout=TIMEOUT)
    except Exception:
        api.delete_rich_menu(menu_id, _request_timeout=TIMEOUT)
        raise
    return menu_id


def keep(session: Session, found: Mapping[str, tuple[str, str]], now: datetime) -> None:
    """Note what stands at LINE, for those who link it."""
    for menu, (menu_id, name) in found.items():
        rich_menus.keep(session, menu, menu_id, name, now)
