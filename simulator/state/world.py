"""Everything LINE remembers, joined under one lock.

Whoever changes something holds `world.lock`; `world.changed` wakes the phones that wait for news. The clock is an
argument, so that tests can let a day pass.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from typing import Any

from simulator.faults import Faults
from simulator.settings import Settings
from simulator.state import identifiers
from simulator.state.chats import Chat, Entry
from simulator.state.contents import Contents
from simulator.state.keeping import Forgetful, Keeper, open_keeper
from simulator.state.ledger import Ledger
from simulator.state.menus import RichMenus
from simulator.state.people import People
from simulator.state.quota import Quota
from simulator.state.rates import Rates
from simulator.state.retry_keys import RetryKeys
from simulator.state.tokens import ReplyTokens

BOT_NAME = "รายงาน"


class World:
    def __init__(self, settings: Settings, clock: Callable[[], float] = time.time) -> None:
        self.settings = settings
        self.clock = clock
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.message_ids = identifiers.MessageIds()
        self.keeper: Keeper = Forgetful()
        self.bot_user_id = "U" + "b07" * 10 + "b0"
        self.webhook_url = settings.webhook_url
        self._begin()
        if settings.keep_in is not None:
            self.keeper = open_keeper(settings.keep_in)
            self.keeper.load_into(self)

    def _begin(self) -> None:
        self.people = People()
        self.chats: dict[str, Chat] = {}
        self.reply_tokens = ReplyTokens()
        self.retry_keys = RetryKeys()
        self.quota = Quota()
        self.contents = Contents()
        self.menus = RichMenus()
        self.ledger = Ledger()
        self.rates = Rates()
        self.faults = Faults()
        self.dice = random.Random()  # noqa: S311 - dice for faults, not for secrets

    def reset(self) -> None:
        """Forget everything but the settings."""
        with self.changed:
            self.webhook_url = self.settings.webhook_url
            self._begin()
            self.keeper.forget()
            self.changed.notify_all()

    def now_ms(self) -> int:
        return int(self.clock() * 1000)

    def chance(self, rate: float) -> bool:
        """Throw the seeded dice; a rate of 0 or 1 throws none, so that one knob does not move another's dice."""
        if rate in (0, 1):
            return bool(rate)
        with self.lock:
            return self.dice.random() < rate

    def turn(self, wanted: Any) -> Faults:
        """Turn the knobs in `wanted`. Raises UnknownKnob."""
        with self.lock:
            self.faults = self.faults.changed(wanted)
            if "seed" in wanted:
                self.dice.seed(self.faults.seed)
            return self.faults

    def chat(self, chat_id: str) -> Chat:
        if chat_id not in self.chats:
            self.chats[chat_id] = Chat(chat_id)
        return self.chats[chat_id]

    def show(self, chat_id: str, entry: Entry) -> Entry:
        """Put a message on the screen of a chat and wake who waits for it. Called with the lock held."""
        entry["at"] = self.now_ms()
        shown = self.chat(chat_id).add(entry)
        self.keeper.keep("chats", f"{chat_id} {shown['n']:09}", shown)
        self.changed.notify_all()
        return shown

    def rewritten(self, chat: Chat, entry: Entry) -> None:
        """An old message was unsent or edited: keep it so and wake who waits. Called with the lock held."""
        self.keeper.keep("chats", f"{chat.chat_id} {entry['n']:09}", entry)
        self.changed.notify_all()
