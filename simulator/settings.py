"""What the simulator is told from outside, read once at the start. What changes while it runs is in faults.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_PORT = 8000
DEFAULT_TOKEN = "simulator"  # noqa: S105 - a name for a local stand-in, it opens nothing


@dataclass(frozen=True)
class Settings:
    """How this LINE is reached and how it reaches the bot.

    `keep_in` is the file that lets a second start find the users and chats of the first; None forgets them.
    """

    webhook_url: str | None = None
    channel_secret: str = "simulator"  # noqa: S105 - as DEFAULT_TOKEN
    channel_access_token: str = DEFAULT_TOKEN
    port: int = DEFAULT_PORT
    public_url: str = ""
    keep_in: Path | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Read the variables named in docs/simulator.md; what is not set keeps its default."""
        kept = environment.get("SIMULATOR_DATA")
        return cls(
            webhook_url=environment.get("BOT_WEBHOOK_URL") or None,
            channel_secret=environment.get("LINE_CHANNEL_SECRET") or "simulator",
            channel_access_token=environment.get("LINE_CHANNEL_ACCESS_TOKEN") or DEFAULT_TOKEN,
            port=int(environment.get("SIMULATOR_PORT") or DEFAULT_PORT),
            public_url=environment.get("PUBLIC_URL", "").rstrip("/"),
            keep_in=Path(kept) if kept else None,
        )
