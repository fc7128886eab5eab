"""What can be said to us, as data. bot/events.py makes it of LINE's JSON; nothing here knows that JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal


@dataclass(frozen=True)
class Text:
    text: str
    message_id: str


@dataclass(frozen=True)
class Tapped:
    """A button of ours. `args` is what we put in, its signature already checked; `params` a picker's date or time."""

    deed: str
    args: Mapping[str, Any] = field(default_factory=dict)
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Media:
    """A photo, video, voice message or file, still at LINE. `set_*` when several were sent at once (imageSet)."""

    kind: Literal["image", "video", "audio", "file"]
    message_id: str
    file_name: str = ""
    set_id: str = ""
    set_index: int = 0
    set_total: int = 0


@dataclass(frozen=True)
class Place:
    latitude: float
    longitude: float
    address: str
    message_id: str


@dataclass(frozen=True)
class Sticker:
    message_id: str


@dataclass(frozen=True)
class Followed:
    """Added us as a friend, or unblocked us."""


@dataclass(frozen=True)
class Unfollowed:
    """Blocked us."""


@dataclass(frozen=True)
class TookBack:
    """Unsent a message."""

    message_id: str


@dataclass(frozen=True)
class GroupJoined:
    """The bot was added to a group."""


@dataclass(frozen=True)
class Unknown:
    """Anything else. `spoken`: the person said or tapped something and waits for an answer; the rest is LINE's news."""

    kind: str
    spoken: bool = False


Said = Text | Tapped | Media | Place | Sticker | Followed | Unfollowed | TookBack | GroupJoined | Unknown


@dataclass(frozen=True)
class Incoming:
    """One event. `at` is LINE's time of it; `group_id` is empty in private; `mentioned`: the bot was @-named."""

    event_id: str
    line_user_id: str
    said: Said
    at: datetime
    group_id: str = ""
    mentioned: bool = False
    reply_token: str | None = None
    redelivered: bool = False
