"""What LINE refuses: shapes by the SDK's models, and the forty rules its published schema does not carry.

`check_messages` and its sisters in requests.py are the doors; each other module owns one part of a message. The bot has
its own limits layer, written apart from this one, so that each checks the other.
"""
