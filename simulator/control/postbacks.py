"""What comes with a tap: the moment a date picker was set to, or the rich menu a tap switched to."""

from __future__ import annotations

from typing import Any

from simulator.control.asking import Refused
from simulator.limits.actions import PICKER_FORMATS, picker_moment
from simulator.line_api.richmenu_links import link
from simulator.state.people import User
from simulator.state.world import World


def check_params(params: Any) -> dict[str, str]:
    """Return a date picker's params if they are one of {"date"}, {"time"}, {"datetime"} in its mode's format."""
    if not isinstance(params, dict) or len(params) != 1:
        raise Refused('params must hold one of date, time, datetime, for example {"date": "2026-11-20"}.')
    mode, moment = next(iter(params.items()))
    if mode not in PICKER_FORMATS:
        raise Refused(f"params has no mode named {mode!r}: use date, time or datetime.")
    if not isinstance(moment, str) or picker_moment(mode, moment) is None:
        forms = {"date": "2026-11-20", "time": "09:30", "datetime": "2026-11-20T09:30"}
        raise Refused(f"params.{mode} must look like {forms[mode]!r} and be a real moment, not {moment!r}.")
    return {mode: moment}


def switch_menu(world: World, user: User, alias: str) -> dict[str, str]:
    """Link the person to the alias's menu, as a richmenuswitch does on the phone; return the postback's params."""
    menu_id = world.menus.aliases.get(alias)
    if menu_id is None:
        return {"newRichMenuAliasId": alias, "status": "RICHMENU_ALIAS_ID_NOTFOUND"}
    if menu_id not in world.menus.menus:
        return {"newRichMenuAliasId": alias, "status": "RICHMENU_NOTFOUND"}
    link(world, user.user_id, menu_id)
    return {"newRichMenuAliasId": alias, "status": "SUCCESS"}
