"""LINE's HTTP endpoints, one module for each part of the reference. gate.py stands before them all."""

from __future__ import annotations

from flask import Blueprint

from simulator.line_api import channel, content, gate, groups, messages, richmenu_links, richmenus, users
from simulator.state.world import World
from simulator.webhooks.delivery import Delivery


def line_api(world: World, delivery: Delivery) -> Blueprint:
    """Return all endpoints of the Messaging API as one blueprint."""
    api = Blueprint("line_api", __name__)
    gate.guard(api, world)
    messages.add_to(api, world)
    users.add_to(api, world)
    groups.add_to(api, world)
    richmenus.add_to(api, world)
    richmenu_links.add_to(api, world)
    content.add_to(api, world)
    channel.add_to(api, world, delivery)
    return api
