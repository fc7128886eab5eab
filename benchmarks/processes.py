"""The processes of a run: gunicorn servers and the load, what they cost, and that none is left at the end."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
START_SECONDS = 20.0
STOP_SECONDS = 10.0
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A gunicorn that answers on loopback."""

    name: str
    port: int
    pid: int

    @property
    def workers(self) -> list[int]:
        return children(self.pid)

    def cpu_seconds(self) -> float:
        """Return the CPU time its workers have used so far."""
        return sum(cpu_seconds(pid) for pid in self.workers)

    def pin(self, cores: set[int]) -> None:
        """Let the workers, all their threads, run on these cores only."""
        for pid in self.workers:
            for thread in os.listdir(f"/proc/{pid}/task"):
                with suppress(ProcessLookupError):
                    os.sched_setaffinity(int(thread), cores)


@contextmanager
def gunicorn(
    name: str, app: str, flags: Sequence[str], environment: Mapping[str, str], folder: Path, workers: int = 1
) -> Iterator[Server]:
    """Serve `app` on a free port until the block ends. Its output goes to a file in `folder`."""
    port = free_port()
    words = [sys.executable, "-m", "gunicorn", app, "-b", f"127.0.0.1:{port}", "-w", str(workers), *flags]
    with (folder / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(
            words, cwd=ROOT, env={**os.environ, **environment}, stdout=log, stderr=log, stdin=subprocess.DEVNULL
        )
        try:
            server = Server(name, port, process.pid)
            _await(server, process, workers, folder / f"{name}.log")
            yield server
        finally:
            end(process)


def _await(server: Server, process: subprocess.Popen[bytes], workers: int, log: Path) -> None:
    """Return when every worker is there and the port answers. Raises RuntimeError with the end of its log."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        if len(server.workers) == workers and all(_is_booted(server.port) for _ in range(4 * workers)):
            return
        time.sleep(0.1)
    raise RuntimeError(f"{server.name} did not start:\n{log.read_text(errors='replace')[-3000:]}")


def _is_booted(port: int) -> bool:
    """Whether somebody accepts and answers HTTP; gunicorn listens before its workers have imported the app."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=2) as asked:
        asked.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return asked.recv(12).startswith(b"HTTP/1.1")
    return False


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask a process to end, and insist."""
    if process.poll() is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        for pid in children(process.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.kill()
        process.wait()


class Load:
    """The load process, told what to do."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self.pid = process.pid
        self.line_port: int = self.do("listen")["port"]

    def do(self, job: str, **told: Any) -> dict[str, Any]:
        """Have a job done and return what came of it. Raises RuntimeError when the process has died."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": job, **told}).encode() + b"\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"the load generator ended while doing {job!r}")
        found: dict[str, Any] = json.loads(answer)
        return found


@contextmanager
def load() -> Iterator[Load]:
    words = [sys.executable, "-m", "benchmarks.load"]
    process = subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        yield Load(process)
    finally:
        end(process)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def children(pid: int) -> list[int]:
    """Return the pids of a process's children; none when it has gone."""
    with suppress(OSError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def family(pid: int) -> list[int]:
    """Return a process with everything below it."""
    return [pid, *(one for child in children(pid) for one in family(child))]


def cpu_seconds(pid: int) -> float:
    """Return the CPU time a process has used; 0 when it has gone."""
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS
    return 0.0


def resident_mb(pid: int) -> float:
    """Return the resident memory of a process in MB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Rss:")) / 1024
