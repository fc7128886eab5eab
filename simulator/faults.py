"""How LINE misbehaves today: one frozen table of knobs, each with its default, its kind and one sentence.

The table is the documentation of `PUT /control/faults` and the check of what is put there. What a knob does is
written where it does it: webhooks/ for deliveries, line_api/ for answers.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any


class UnknownKnob(ValueError):
    """The request names a knob that does not exist, or gives one a value it cannot have. The text is for the caller."""


def _knob(default: Any, kind: str, sentence: str) -> Any:
    return field(default=default, metadata={"kind": kind, "sentence": sentence})


@dataclass(frozen=True)
class Faults:
    """Every knob at its default is LINE on a good day."""

    api_latency_ms: int = _knob(0, "count", "Wait before every answer of the LINE API.")
    error_rate_before_accept: float = _knob(0.0, "rate", "Answer 500 to a send, nothing having been sent.")
    error_rate_after_accept: float = _knob(0.0, "rate", "Send, then answer 500: a retry must meet 409.")
    timeout_rate_after_accept: float = _knob(0.0, "rate", "Send, then answer only after timeout_hold_ms.")
    timeout_hold_ms: int = _knob(15_000, "count", "How long a timed-out answer is held back.")
    rate_429: float = _knob(0.0, "rate", "Answer 429 `The API rate limit has been exceeded` to a send.")
    rate_limit_scale: float | None = _knob(1.0, "number?", "Share of LINE's real rate limits; null switches them off.")
    duplicate_rate: float = _knob(0.0, "rate", "Deliver an event twice at once, isRedelivery false both times.")
    redelivery: bool = _knob(False, "flag", "Deliver again what was not answered 2xx, isRedelivery true.")
    redeliver_after_ms: int = _knob(200, "count", "Wait before the first redelivery; each next waits twice as long.")
    redelivery_max: int = _knob(5, "count", "Redeliveries of one event at most.")
    reorder_rate: float = _knob(0.0, "rate", "Hold an event until the user's next one was delivered, or 500 ms.")
    delay_ms: int = _knob(0, "count", "Wait before every webhook.")
    drop_rate: float = _knob(0.0, "rate", "Never deliver the event.")
    batch: int = _knob(1, "positive", "Events in one POST, of several users; a part-filled POST leaves after 200 ms.")
    reply_token_life_s: float = _knob(60.0, "number", "How long a reply token lives after its delivery.")
    quota: int | None = _knob(None, "count?", "Messages a month; null is a plan without limit.")
    quota_reserved: int = _knob(0, "count", "Part of the quota held by a running delivery: the quota 429 comes early.")
    webhook_timeout_ms: int = _knob(2000, "positive", "How long the bot may take to answer a webhook.")
    title_case_header: bool = _knob(False, "flag", "Name the header X-Line-Signature instead of x-line-signature.")
    wrong_signature: bool = _knob(False, "flag", "Sign webhooks with another secret.")
    tampered_body: bool = _knob(False, "flag", "Change the body after signing it.")
    inactive: bool = _knob(False, "flag", "The webhook is switched off in the console: nothing is delivered.")
    standby: bool = _knob(False, "flag", "A module channel is in control: mode standby, no replyToken.")
    forward_compat: bool = _knob(False, "flag", "Add unknown properties and events; drop optional fields.")
    failed_reply_burns_token: bool = _knob(False, "flag", "A reply refused with 400 uses its token up.")
    strict_media: bool = _knob(False, "flag", "Refuse http:// media also on the loopback address.")
    image_reencode: bool = _knob(False, "flag", "Serve images encoded anew, as LINE may do.")
    video_preparing: int = _knob(0, "count", "Times video and audio content answers 202 before 200.")
    content_retention_s: float | None = _knob(None, "number?", "After this content answers 404; null keeps it.")
    seed: int | None = _knob(None, "count?", "Start the dice from here: the same requests meet the same faults.")

    def changed(self, wanted: Any) -> Faults:
        """Return these faults with the knobs in `wanted` turned; null means a knob's default. Raises UnknownKnob."""
        if not isinstance(wanted, dict):
            raise UnknownKnob('Send a JSON object of knobs, for example {"duplicate_rate": 0.1}.')
        knobs = {knob.name: knob for knob in dataclasses.fields(self)}
        turned: dict[str, Any] = {}
        for name, value in wanted.items():
            if name not in knobs:
                raise UnknownKnob(f"There is no knob named {name!r}. The knobs are: {', '.join(knobs)}.")
            knob = knobs[name]
            kind = str(knob.metadata["kind"])
            if value is None:
                value = None if kind.endswith("?") else knob.default
            elif not _fits(value, kind.rstrip("?")):
                raise UnknownKnob(f"{name} takes {EXPECTED[kind.rstrip('?')]}, not {value!r}.")
            turned[name] = value
        return dataclasses.replace(self, **turned)


EXPECTED = {
    "rate": "a number from 0 to 1",
    "number": "a number, 0 or more",
    "count": "a whole number, 0 or more",
    "positive": "a whole number, 1 or more",
    "flag": "true or false",
}


def _fits(value: Any, kind: str) -> bool:
    if kind == "flag":
        return isinstance(value, bool)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    if kind == "rate":
        return 0 <= value <= 1
    if kind == "number":
        return value >= 0
    return isinstance(value, int) and value >= (1 if kind == "positive" else 0)


def table() -> list[dict[str, Any]]:
    """Return every knob as {"name", "default", "kind", "does"}, in the order they are declared."""
    return [
        {"name": knob.name, "default": knob.default, "kind": knob.metadata["kind"], "does": knob.metadata["sentence"]}
        for knob in dataclasses.fields(Faults)
    ]
