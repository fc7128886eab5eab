"""What stands on the screen of a chat: its messages in order, the quick replies now shown, the loading animation.

Answers to the phone's rules in LINE's "Using quick replies": they belong to the last message alone and vanish with a
tap or a new message. Who may see which chat is asked elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

# {"n", "messageId", "from", "at", "via", "message", "userId"?, "eventId"?, "quotedMessageId"?, "unsent"?, "edited"?}
Entry = dict[str, Any]

# Whose tap ends in a postback. Camera, camera roll and location end in a message, which makes the items vanish anyway.
TAPPED = ("postback", "datetimepicker")


@dataclass
class Chat:
    """One conversation. `revision` rises with every visible change, also those that add no message."""

    chat_id: str
    entries: list[Entry] = field(default_factory=list)
    revision: int = 0
    loading_until: int | None = None
    tapped: int | None = None

    def add(self, entry: Entry) -> Entry:
        entry["n"] = len(self.entries) + 1
        self.entries.append(entry)
        self.revision += 1
        if entry["from"] == "bot":
            self.loading_until = None
        return entry

    def since(self, n: int) -> list[Entry]:
        return self.entries[max(n, 0) :]

    def find(self, message_id: str) -> Entry | None:
        return next((entry for entry in reversed(self.entries) if entry["messageId"] == message_id), None)

    def unsend(self, entry: Entry) -> None:
        """Leave the place of the message and take away what it said."""
        entry["unsent"] = True
        entry["message"] = {"type": entry["message"]["type"], "id": entry["messageId"]}
        self.revision += 1

    def edit(self, entry: Entry, message: dict[str, Any]) -> None:
        entry["message"] = message
        entry["edited"] = True
        self.revision += 1

    def quick_reply(self) -> list[dict[str, Any]]:
        """Return the items of the last message that still stands, or [] once one was tapped."""
        last = self._last()
        if last is None or last["from"] != "bot" or last["n"] == self.tapped:
            return []
        items: list[dict[str, Any]] = last["message"].get("quickReply", {}).get("items", [])
        return items

    def tap(self, data: str) -> None:
        """A postback was tapped: if it was a quick reply, the quick replies are gone even without a new message."""
        for item in self.quick_reply():
            action = item.get("action", {})
            if action.get("type") in TAPPED and action.get("data") == data:
                last = self._last()
                self.tapped = last["n"] if last else None
                self.revision += 1
                return

    def start_loading(self, until_ms: int) -> None:
        self.loading_until = until_ms
        self.revision += 1

    def _last(self) -> Entry | None:
        return next((entry for entry in reversed(self.entries) if not entry.get("unsent")), None)
