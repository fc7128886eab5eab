"""Turning faults, reading the ledger and the state, forgetting everything."""

from __future__ import annotations

import dataclasses

from flask import Blueprint
from flask.typing import ResponseReturnValue

from simulator.control.asking import Refused, json_object
from simulator.faults import UnknownKnob, table
from simulator.state.world import World


def add_to(api: Blueprint, world: World) -> None:
    @api.put("/faults")
    def put_faults() -> ResponseReturnValue:
        try:
            return dataclasses.asdict(world.turn(json_object()))
        except UnknownKnob as unknown:
            raise Refused(str(unknown)) from unknown

    @api.get("/faults")
    def get_faults() -> ResponseReturnValue:
        return dataclasses.asdict(world.faults)

    @api.get("/ledger")
    def ledger() -> ResponseReturnValue:
        with world.lock:
            return world.ledger.as_json(world.quota.used_in(world.clock()))

    @api.get("/state")
    def state() -> ResponseReturnValue:
        settings = world.settings
        with world.lock:
            return {
                "settings": {
                    "webhookUrl": world.webhook_url,
                    "publicUrl": settings.public_url,
                    "port": settings.port,
                    "keeps": settings.keep_in is not None,
                    "botUserId": world.bot_user_id,
                },
                "faults": dataclasses.asdict(world.faults),
                "knobs": table(),
                "users": len(world.people.users),
                "groups": len(world.people.groups),
            }

    @api.post("/reset")
    def reset() -> ResponseReturnValue:
        world.reset()
        return {}
