"""The bytes users sent, by message id: there, being prepared, gone after an unsend, forgotten after a while."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Availability(Enum):
    READY = 200
    PREPARING = 202
    UNKNOWN = 404
    GONE = 410


@dataclass
class Content:
    kind: str
    media_type: str
    body: bytes
    at: float
    preparing: int = 0
    gone: bool = False


class Contents:
    def __init__(self) -> None:
        self.held: dict[str, Content] = {}

    def availability(self, message_id: str, now: float, retention_s: float | None) -> Availability:
        """Say how the content stands; each question asked of a video in preparation brings it one step nearer."""
        content = self.held.get(message_id)
        if content is None:
            return Availability.UNKNOWN
        if content.gone:
            return Availability.GONE
        if retention_s is not None and now - content.at > retention_s:
            return Availability.UNKNOWN
        if content.preparing > 0:
            content.preparing -= 1
            return Availability.PREPARING
        return Availability.READY

    def unsend(self, message_id: str) -> None:
        content = self.held.get(message_id)
        if content is not None:
            content.gone = True
            content.body = b""
