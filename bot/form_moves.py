"""Reports on their way to a newer version of their form: a portion a transaction, run by the clock.

SQLite has one writer and serves whoever asks at the right moment: between two portions it is left to the others for as
long as the portion took.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from time import monotonic, sleep

from bot.writer import Writer
from handlers.form import moving

AT_MOST = 5.0  # seconds of one go: a clock that is told to stop waits for it


def work(writer: Writer, now: datetime, at_most: float = AT_MOST) -> None:
    """Go on with the moves that are agreed, until none is left or the time is up."""
    until = monotonic() + at_most
    while monotonic() < until:
        begun = monotonic()
        if not writer.run(partial(moving.portion, now=now)):
            return
        sleep(monotonic() - begun)
