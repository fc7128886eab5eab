"""How many messages the month still allows, asked of LINE now and then and remembered for previews of cost."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.line import Line, Refused, TryLater
from models import Engine, outbox, transaction

log = logging.getLogger(__name__)

EVERY = timedelta(minutes=10)


class QuotaReader:
    """Asks LINE when the last word is older than EVERY. A LINE that does not answer is asked again after EVERY."""

    def __init__(self, engine: Engine, line: Line, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._line = line
        self._clock = clock
        self._asked_at: datetime | None = None

    def __call__(self) -> None:
        now = self._clock()
        if self._asked_at is not None and now - self._asked_at < EVERY:
            return
        self._asked_at = now
        try:
            allowance, used = self._line.quota(), self._line.consumption()
        except (Refused, TryLater) as trouble:
            log.warning("quota_unknown", extra={"last_error": str(trouble)})
            return
        with transaction(self._engine) as session:
            outbox.read_quota(session, allowance, used, now)
