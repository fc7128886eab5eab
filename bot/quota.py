"""How many messages the month still allows, asked of LINE now and then and remembered for previews of cost."""

from __future__ import annotations

import logging

from bot.line import Line, Refused, TryLater
from models import Engine, database_now, quota, transaction

log = logging.getLogger(__name__)


def ask_quota(engine: Engine, line: Line) -> None:
    """Ask LINE and remember the answer; a LINE that does not answer leaves what we knew."""
    try:
        allowance, used = line.quota(), line.consumption()
    except (Refused, TryLater) as trouble:
        log.warning("quota_unknown", extra={"last_error": str(trouble)})
        return
    with transaction(engine) as session:
        quota.note(session, allowance, used, database_now(session))
