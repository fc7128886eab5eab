"""Group commit: everything that waits to be written shares one transaction, and nothing is ever made to wait for it.

Whoever comes first writes; who comes meanwhile waits, and is written together by the first of them. So a batch is what
arrived during the last commit, there is one writing connection a process, and no thread of its own: it works in a web
worker, after a fork, and on the command line alike. Works of a kind are done in one call, so that what is read and
written for one can be read and written for all. When one raises, the batch is rolled back and its works are done again,
each in a transaction of its own, so that only the bad one fails. Works therefore touch nothing but the database.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from models import Engine, Session, transaction, will_pass

Item = TypeVar("Item")
T = TypeVar("T")
Work = Callable[[Session], T]
SetWork = Callable[[Session, Sequence[Item]], Sequence[T]]  # one result for each item, in their order
BATCH = 200  # works in one transaction at most


class _Order:
    """One item, the work to do for it and its outcome. `woken`: it is settled, or its caller has to write."""

    __slots__ = ("error", "item", "result", "settled", "woken", "work")

    def __init__(self, work: SetWork[Any, Any], item: Any) -> None:
        self.work = work
        self.item = item
        self.result: Any = None
        self.error: BaseException | None = None
        self.settled = False
        self.woken = threading.Semaphore(0)

    def settle(self) -> None:
        self.settled = True
        self.woken.release()


class Writer:
    """Runs works and returns when they are committed. What they return should be plain data: rows are detached then."""

    def __init__(self, engine: Engine, batch: int = BATCH) -> None:
        self.engine = engine
        self._batch = batch
        self._mutex = threading.Lock()  # guards the two below
        self._waiting: deque[_Order] = deque()
        self._writing = False

    def run(self, work: Work[T]) -> T:
        """Do `work` in a transaction and return what it returned, once that is committed. Raises what it raised."""
        result: T = self.run_for(_one_by_one, work)
        return result

    def run_for(self, work: SetWork[Item, T], item: Item) -> T:
        """Do `work` for one item, together with all other items it waits for, and return the item's result."""
        result = self.run_all(work, [item])[0]
        if isinstance(result, BaseException):
            raise result
        return result

    def run_all(self, work: SetWork[Item, T], items: Sequence[Item]) -> list[T | BaseException]:
        """Do `work` for items in their order, each succeeding or failing by itself; return results or exceptions."""
        orders = [_Order(work, item) for item in items]
        if not orders:  # LINE's own test of the webhook brings no event; nobody would lay the pen down again
            return []
        with self._mutex:
            self._waiting.extend(orders)
            leads = not self._writing
            self._writing = True
        for order in orders:
            if not leads:
                order.woken.acquire()
            while not order.settled:
                leads = False
                self._write_one_batch()
        return [order.error if order.error is not None else order.result for order in orders]

    def _write_one_batch(self) -> None:
        """Write what waits, then hand the pen to the first of those who came meanwhile."""
        with self._mutex:
            batch = [self._waiting.popleft() for _ in range(min(self._batch, len(self._waiting)))]
        try:
            self._commit(batch)
        except BaseException as trouble:  # whatever it is: those who wait have to hear of it
            for order in batch:
                order.error = trouble
        finally:
            with self._mutex:
                heir = self._waiting[0] if self._waiting else None
                self._writing = heir is not None
            for order in batch:
                order.settle()
            if heir is not None:
                heir.woken.release()

    def _commit(self, batch: Sequence[_Order]) -> None:
        if len(batch) > 1 and self._commit_together(batch):
            return
        for order in batch:
            self._commit_alone(order)
            if isinstance(order.error, Exception) and will_pass(order.error):
                raise order.error  # the database is away or stays busy: the others would only wait in vain, too

    def _commit_together(self, batch: Sequence[_Order]) -> bool:
        """Do all in one transaction. False when a work failed, and nothing is written; raises when the database did."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin() as begun:
            try:
                for work, orders in _by_work(batch).items():
                    results = work(session, [order.item for order in orders])
                    for order, result in zip(orders, results, strict=True):
                        order.result = result
                session.flush()
            except Exception:
                begun.rollback()
                return False
        return True

    def _commit_alone(self, order: _Order) -> None:
        """Give a work a transaction of its own; once more when it was the one to give way in a deadlock."""
        for _ in range(2):
            order.error = None
            try:
                with transaction(self.engine) as session:
                    (order.result,) = order.work(session, [order.item])
            except Exception as error:
                order.error = error
                if will_pass(error):
                    continue
            return


def _by_work(batch: Sequence[_Order]) -> dict[SetWork[Any, Any], list[_Order]]:
    kinds: dict[SetWork[Any, Any], list[_Order]] = {}
    for order in batch:
        kinds.setdefault(order.work, []).append(order)
    return kinds


def _one_by_one(session: Session, works: Sequence[Work[Any]]) -> list[Any]:
    return [work(session) for work in works]
