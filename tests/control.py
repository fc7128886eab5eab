"""A client of the simulator's control API (docs/simulator.md): people, what they say, what stands on their phones."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import urllib3

from tests.patience import WITHIN_SECONDS


class Control:
    """Speaks to one simulator. Thread-safe: people may talk at once."""

    def __init__(self, simulator_url: str) -> None:
        self._url = f"{simulator_url}/control"
        self._http = urllib3.PoolManager(maxsize=64, retries=False, timeout=90)

    def close(self) -> None:
        self._http.clear()

    def get(self, path: str) -> Any:
        return self._asked(self._http.request("GET", f"{self._url}{path}"))

    def post(self, path: str, **body: Any) -> Any:
        return self._asked(self._http.request("POST", f"{self._url}{path}", json=body))

    def faults(self, **knobs: Any) -> None:
        """Turn knobs of the simulator: what is wrong with this LINE from now on."""
        self._asked(self._http.request("PUT", f"{self._url}/faults", json=knobs))

    def ledger(self) -> Any:
        return self.get("/ledger")

    def user(self, name: str, user_id: str = "", *, friend: bool = False) -> str:
        """Make a person, or find the one with this id; return the id."""
        wanted: dict[str, Any] = {"displayName": name, "friend": friend, **({"userId": user_id} if user_id else {})}
        made: str = self.post("/users", **wanted)["userId"]
        return made

    def say(self, user: str, text: str) -> Any:
        """Let a person write; return what became of the webhook."""
        return self.do(user, "text", text=text)

    def do(self, user: str, kind: str, **what: Any) -> Any:
        return self.post(f"/users/{user}/say", type=kind, **what)

    def send_photos(self, user: str, pictures: Sequence[bytes]) -> Any:
        """Let a person send pictures at once."""
        parts: list[Any] = [("type", "image")]
        parts += [("file", (f"{number}.jpg", picture, "image/jpeg")) for number, picture in enumerate(pictures, 1)]
        return self._asked(self._http.request("POST", f"{self._url}/users/{user}/say", fields=parts))

    def send_file(self, user: str, name: str, body: bytes) -> Any:
        """Let a person send one file."""
        parts: list[Any] = [("type", "file"), ("file", (name, body, "application/octet-stream"))]
        return self._asked(self._http.request("POST", f"{self._url}/users/{user}/say", fields=parts))

    def chat(self, user: str, after: int = 0, wait: float = 0) -> Any:
        """Return the screen of a person: messages newer than `after`, quick replies; waits up to `wait` seconds."""
        return self.get(f"/users/{user}/chat?after={after}&wait={wait:g}")

    def newest(self, user: str, known: int = 0) -> int:
        """Return the number of the last message on a screen; `known` is one that was there before."""
        messages = self.chat(user, known)["messages"]
        return int(messages[-1]["n"]) if messages else known

    def answer_after(self, user: str, after: int) -> list[Any]:
        """Return what the bot says after message number `after`, once it has said something."""
        until = time.monotonic() + WITHIN_SECONDS
        seen = after
        while time.monotonic() < until:
            messages = self.chat(user, seen, wait=2)["messages"]
            said = [message for message in messages if message["from"] == "bot"]
            if said:
                return said
            seen = messages[-1]["n"] if messages else seen
        raise AssertionError(f"the bot said nothing to {user} after message {after}")

    def wait_for_redeliveries(self, seconds: float = WITHIN_SECONDS) -> None:
        """Return when no event is on its way any more."""
        until = time.monotonic() + seconds
        while self.ledger()["redeliveriesPending"]:
            assert time.monotonic() < until, "events are still being delivered again"
            time.sleep(0.1)

    def _asked(self, answer: urllib3.BaseHTTPResponse) -> Any:
        assert answer.status < 300, f"{answer.status} {answer.data.decode()}"
        return answer.json()
