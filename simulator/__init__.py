"""What would LINE do? A faithful local LINE: its HTTP endpoints, its limits, its webhooks and its misbehaviour.

It speaks HTTP to the bot and imports none of it. People are moved through the control API (docs/simulator.md) or the
page of phones.
"""
