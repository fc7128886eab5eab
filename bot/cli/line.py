"""`flask line setup | check`: is the channel at LINE ready for us?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import click
from flask.cli import AppGroup

from bot.app import Parts
from bot.cli.saying import UNABLE, Trouble, as_json, parts, say, told
from bot.line import Line, Refused, TryLater
from bot.menu_setup import Set, keep, set_menus
from models import database_now, transaction

line = AppGroup("line", help="The channel at LINE.")

WEBHOOK = "/line/webhook"
ENDPOINT = "/v2/bot/channel/webhook/endpoint"
TEST = "/v2/bot/channel/webhook/test"
BY_HAND = (
    "By hand, because LINE has no API for it: in the LINE Developers console, Messaging API, switch on",
    "  'Use webhook' and 'Webhook redelivery', and switch off 'Auto-reply messages' and 'Greeting messages'.",
)


@line.command("setup", help="Tell LINE our webhook address (PUBLIC_URL), let LINE test it, and set the rich menus.")
@as_json
@told
def setup(as_json: bool) -> None:
    joined = parts()
    address = joined.settings.public_url + WEBHOOK
    try:
        joined.line.call("PUT", ENDPOINT, {"endpoint": address})
        tested = joined.line.call("POST", TEST, {"endpoint": address}).body or {}
    except (Refused, TryLater) as trouble:
        raise Trouble(f"LINE at {joined.settings.api_host} says: {trouble}") from trouble
    done, ids = _menus(joined)
    with transaction(joined.engine) as session:
        keep(session, ids, database_now(session))
    menus = {"made": done.made, "kept": done.kept, "removed": done.removed}
    found = {"endpoint": address, "test": tested, "menus": menus}
    result = "LINE reached it" if tested.get("success") else f"LINE could not: {_reason(tested)}"
    say(found, as_json, lambda: [f"webhook  {address}", f"test     {result}", f"menus    {_told(done)}", "", *BY_HAND])
    if not tested.get("success"):
        raise click.exceptions.Exit(UNABLE)


@line.command("check", help="Look at token, webhook and the messages left this month; changes nothing.")
@as_json
@told
def check(as_json: bool) -> None:
    joined = parts()
    wanted = joined.settings.public_url + WEBHOOK
    found = [_token(joined.line), _webhook(joined.line, wanted), _quota(joined.line)]
    report = {each["name"]: each for each in found}
    lines = [f"{'ok ' if each['ok'] else 'BAD'}  {each['name']:8} {each['told']}" for each in found]
    say(report, as_json, lambda: [*lines, "", *BY_HAND])
    if not all(each["ok"] for each in found):
        raise click.exceptions.Exit(UNABLE)


def _menus(joined: Parts) -> tuple[Set, Mapping[str, tuple[str, str]]]:
    try:
        return set_menus(joined.settings)
    except (Refused, TryLater) as trouble:
        raise Trouble(f"The rich menus were not set; LINE at {joined.settings.api_host} says: {trouble}") from trouble


def _told(done: Set) -> str:
    return f"{len(done.made)} made, {len(done.kept)} stood there already, {done.removed} old ones taken away"


def _look(name: str, look: Callable[[], tuple[bool, str, dict[str, Any]]]) -> dict[str, Any]:
    """Return one finding; what LINE refuses, or no LINE at all, is a finding too."""
    try:
        ok, told_, details = look()
    except (Refused, TryLater) as trouble:
        return {"name": name, "ok": False, "told": f"LINE says: {trouble}"}
    return {"name": name, "ok": ok, "told": told_, **details}


def _token(channel: Line) -> dict[str, Any]:
    def look() -> tuple[bool, str, dict[str, Any]]:
        info = channel.bot_info()
        return True, f"{info['displayName']} ({info.get('basicId', '')})", {"bot": info.get("basicId", "")}

    return _look("token", look)


def _webhook(channel: Line, wanted: str) -> dict[str, Any]:
    def look() -> tuple[bool, str, dict[str, Any]]:
        known = channel.call("GET", ENDPOINT).body or {}
        endpoint, active = known.get("endpoint", ""), bool(known.get("active"))
        if endpoint != wanted:
            told_ = f"LINE calls {endpoint or 'nothing'}, we are at {wanted}: flask line setup"
        else:
            told_ = endpoint if active else f"{endpoint} is known but switched off"
        return endpoint == wanted and active, told_, {"endpoint": endpoint, "active": active}

    return _look("webhook", look)


def _quota(channel: Line) -> dict[str, Any]:
    def look() -> tuple[bool, str, dict[str, Any]]:
        limit, used = channel.quota(), channel.consumption()
        left = None if limit is None else max(0, limit - used)
        told_ = f"{used} messages used, no limit" if limit is None else f"{left} of {limit} messages left this month"
        return left != 0, told_, {"limit": limit, "used": used, "left": left}

    return _look("quota", look)


def _reason(tested: dict[str, Any]) -> str:
    return " ".join(str(tested[name]) for name in ("statusCode", "reason", "detail") if tested.get(name)) or "no reason"
