"""The control API: moving people, turning faults, reading screens and the ledger. Described in docs/simulator.md."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from simulator.control import chats, knobs, people, say
from simulator.control.asking import Refused
from simulator.state.world import World
from simulator.webhooks.delivery import Delivery


def control_api(world: World, delivery: Delivery) -> Blueprint:
    """Return everything under /control as one blueprint."""
    api = Blueprint("control", __name__, url_prefix="/control")
    people.add_to(api, world, delivery)
    say.add_to(api, world, delivery)
    chats.add_to(api, world)
    knobs.add_to(api, world)

    @api.errorhandler(Refused)
    def refused(error: Refused) -> Response:
        answer = jsonify({"message": str(error)})
        answer.status_code = error.status
        return answer

    return api
