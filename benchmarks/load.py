"""The other side of the wire, in a process of its own: a fake LINE, and officers who post webhooks.

Told what to do by JSON lines on standard input, each answered by one on standard output. One clock times what goes in
and what comes back. Bodies are signed as they are sent, since the product compares LINE's time with its own.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from time import perf_counter, process_time
from typing import Any

from benchmarks.crowd import Crowd, Officer, delivery
from benchmarks.line import Line
from benchmarks.wire import Connection

PATH = "/line/webhook"
MOST_SEATS = 256  # of an open loop: whoever has no seat waits, and the waiting counts
DRAIN_SECONDS = 10.0  # replies later than that after the last webhook are lost
Job = dict[str, Any]


@dataclass
class Tally:
    """What a slice took: seconds per accepted webhook, and how many were refused."""

    started: float = field(default_factory=perf_counter)
    took: list[float] = field(default_factory=list)
    refused: int = 0
    last: float = 0.0

    def note(self, status: int, since: float) -> None:
        self.last = perf_counter()
        if status == 200:
            self.took.append(self.last - since)
        else:
            self.refused += 1


class Seat:
    """A kept-alive connection with an officer at it; when one has said everything, the next sits down."""

    def __init__(self, connection: Connection, crowd: Crowd) -> None:
        self._connection = connection
        self._crowd = crowd
        self.officer: Officer = crowd.seat()

    async def say(self, salt: str, tally: Tally, since: float | None = None) -> None:
        """Post the officer's next words; `since`: when they should have been sent."""
        if not self.officer.left:
            self.officer = self._crowd.seat()
        signature, body = delivery(self.officer.line_user_id, self.officer.next_words(), salt)
        since = perf_counter() if since is None else since
        headers = f"Content-Type: application/json\r\nX-Line-Signature: {signature}\r\n"
        try:
            status = await self._connection.post(PATH, headers, body)
        except OSError:
            status = 0
        tally.note(status, since)

    def leave(self) -> None:
        self._connection.close()


class Load:
    """Runs the jobs. A room is a server with the crowd that speaks to it and the seats taken so far."""

    def __init__(self) -> None:
        self.line = Line()
        self._seats: dict[str, list[Seat]] = {}
        self._rooms: dict[str, tuple[int, Crowd]] = {}

    async def listen(self, _job: Job) -> Job:
        return {"port": await self.line.listen()}

    async def open_room(self, job: Job) -> Job:
        self._rooms[job["room"]] = (job["port"], Crowd(job["people"], job["scripts"]))
        return {}

    async def leave_room(self, job: Job) -> Job:
        for seat in self._seats.pop(job["room"], []):
            seat.leave()
        return {}

    async def scatter(self, job: Job) -> Job:
        """Let each officer say a different part of a share of their words, so that reports are met at many depths."""
        seats, tally = self._take_seats(job["room"], job["seats"]), Tally()
        shares = [int(seat.officer.left * job["share"]) * at // len(seats) for at, seat in enumerate(seats)]
        await asyncio.gather(
            *(_say_so_many(seat, share, job, tally) for seat, share in zip(seats, shares, strict=True))
        )
        return {"accepted": len(tally.took), "refused": tally.refused}

    async def closed(self, job: Job) -> Job:
        """Everybody speaks as soon as they were heard: for so many seconds, or so many turns if that comes first."""
        seats = self._take_seats(job["room"], job["seats"])
        left = [job.get("turns", sys.maxsize)]

        async def keep_talking(seat: Seat, tally: Tally) -> None:
            while left[0] > 0 and perf_counter() - tally.started < job["seconds"]:
                left[0] -= 1
                await seat.say(job["salt"], tally)

        return await self._slice(job, lambda tally: [keep_talking(seat, tally) for seat in seats])

    async def open(self, job: Job) -> Job:
        """Speak at a rate, whether heard or not; times count from when it should have been said."""
        free = deque(self._take_seats(job["room"], job["seats"]))
        freed = asyncio.Condition()

        async def say(at: float, tally: Tally) -> None:
            await asyncio.sleep(max(0.0, tally.started + at - perf_counter()))
            async with freed:
                while not free and len(self._seats[job["room"]]) >= MOST_SEATS:
                    await freed.wait()
            seat = free.popleft() if free else self._one_more(job["room"])
            await seat.say(job["salt"], tally, tally.started + at)
            free.append(seat)
            async with freed:
                freed.notify()

        moments = [number / job["rate"] for number in range(int(job["rate"] * job["seconds"]))]
        return await self._slice(job, lambda tally: [say(at, tally) for at in moments])

    async def _slice(self, job: Job, talk: Callable[[Tally], list[Coroutine[Any, Any, None]]]) -> Job:
        self.line.begin(job["salt"], job["latency"])
        cpu, tally = process_time(), Tally()
        await asyncio.gather(*talk(tally))
        share = (process_time() - cpu) / (perf_counter() - tally.started)
        if job["replies"]:
            await self._drain(len(tally.took))
        return self._report(tally, share)

    async def _drain(self, wanted: int) -> None:
        until = perf_counter() + DRAIN_SECONDS
        while len(self.line.arrivals) < wanted and perf_counter() < until:
            await asyncio.sleep(0.005)
        await asyncio.sleep(self.line.latency)  # the last answers are still on their way

    def _report(self, tally: Tally, share: float) -> Job:
        took = sorted(tally.took) or [0.0]
        arrivals = self.line.arrivals.values()
        return {
            "accepted": len(tally.took),
            "refused": tally.refused,
            "replies": len(arrivals),
            "duplicates": self.line.duplicates,
            "seconds": tally.last - tally.started,
            "delivered_seconds": max(arrivals, default=0.0) - tally.started if arrivals else 0.0,
            "p50_ms": took[len(took) // 2] * 1e3,
            "p99_ms": took[int(len(took) * 0.99)] * 1e3,
            "generator_share": share,
        }

    def _take_seats(self, room: str, wanted: int) -> list[Seat]:
        while len(self._seats.setdefault(room, [])) < wanted:
            self._one_more(room)
        return self._seats[room][:wanted]

    def _one_more(self, room: str) -> Seat:
        port, crowd = self._rooms[room]
        seat = Seat(Connection("127.0.0.1", port), crowd)
        self._seats.setdefault(room, []).append(seat)
        return seat


async def _say_so_many(seat: Seat, turns: int, job: Job, tally: Tally) -> None:
    for _ in range(turns):
        if perf_counter() - tally.started < job["seconds"]:
            await seat.say(job["salt"], tally)


async def main() -> None:
    load, loop = Load(), asyncio.get_running_loop()
    jobs = {
        job.__name__: job
        for job in (load.listen, load.open_room, load.leave_room, load.scatter, load.closed, load.open)
    }
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        job = json.loads(line)
        print(json.dumps(await jobs[job["do"]](job)), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
