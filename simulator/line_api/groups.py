"""Group chats: summary, members, leaving. Source: Messaging API reference, "Group chat"."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from simulator.line_api.errors import LineError
from simulator.line_api.users import profile_json
from simulator.state.keeping import group_json
from simulator.state.people import Group
from simulator.state.world import World


def add_to(api: Blueprint, world: World) -> None:
    def known(group_id: str) -> Group:
        group = world.people.groups.get(group_id)
        if group is None or not group.bot_in:
            raise LineError(404, "Not found")
        return group

    @api.get("/v2/bot/group/<group_id>/summary")
    def summary(group_id: str) -> ResponseReturnValue:
        group = known(group_id)
        return {"groupId": group.group_id, "groupName": group.name}

    @api.get("/v2/bot/group/<group_id>/members/count")
    def count(group_id: str) -> ResponseReturnValue:
        return {"count": len(known(group_id).members)}

    @api.get("/v2/bot/group/<group_id>/members/ids")
    def ids(group_id: str) -> ResponseReturnValue:
        known(group_id)
        raise LineError(403, "Access to this API is not available for your account")

    @api.get("/v2/bot/group/<group_id>/member/<user_id>")
    def member(group_id: str, user_id: str) -> ResponseReturnValue:
        if user_id not in known(group_id).members:
            raise LineError(404, "Not found")
        return profile_json(world.people.users[user_id])

    @api.post("/v2/bot/group/<group_id>/leave")
    def leave(group_id: str) -> ResponseReturnValue:
        with world.lock:
            group = known(group_id)
            group.bot_in = False
            world.keeper.keep("groups", group_id, group_json(group))
        return {}
