"""The product as real processes for tests: simulator, gunicorn and clocks on free ports, all ended whatever happens.

They are started as `make run` starts them (demo/run.py). What they print is in a file each; a failing test shows the
end of it. Killing them in the middle is left to tests/faults.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from demo.run import answers, commands
from demo.trial import Trial
from tests.control import Control
from tests.patience import WITHIN_SECONDS

ROOT = Path(__file__).resolve().parent.parent
STOPS_WITHIN_SECONDS = 5
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
TAIL = 3000  # characters of a log shown when something failed


class NotRunning(AssertionError):
    """A process did not come up, or a command failed; the text is the end of what it printed."""


@dataclass
class Program:
    """One process of the product, in a session of its own so that its children end with it."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=dict(self.environment),
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_end_with_the_tests,
            )

    @property
    def pid(self) -> int:
        assert self.process is not None, f"{self.name} was not started"
        return self.process.pid

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def children(self) -> list[int]:
        """Return the process ids of the children: of gunicorn, its workers."""
        try:
            return [int(pid) for pid in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()]
        except FileNotFoundError:
            return []

    def freeze(self) -> None:
        """Let it stand still, as a machine that hangs does; `thaw` lets it go on where it was."""
        _signal_group(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        _signal_group(self.pid, signal.SIGCONT)

    def kill(self) -> None:
        """End it as a power cut would, children included, and wait until it is gone."""
        if self.process is None:
            return
        _signal_group(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Ask it to end; make it end when it does not."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(STOPS_WITHIN_SECONDS)
        self.kill()

    def tail(self) -> str:
        return self.log.read_text(errors="replace")[-TAIL:] if self.log.exists() else ""


def _end_with_the_tests() -> None:
    """Ask Linux to kill this process when the tests are killed, who then can stop nothing."""
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _signal_group(pid: int, which: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(pid, which)


@dataclass
class System:
    """A simulator, a bot and any number of clocks that know each other. `control` speaks to the simulator."""

    trial: Trial
    database_url: str
    environment: Mapping[str, str]
    control: Control
    programs: dict[str, Program] = field(default_factory=dict)

    @property
    def bot(self) -> Program:
        return self.programs["bot"]

    def add(self, name: str, command: Sequence[str]) -> Program:
        program = Program(name, command, self.environment, self.trial.data_dir / f"{name}.log")
        self.programs[name] = program
        return program

    def start_clock(self, *words: str) -> Program:
        """Start one more clock, such as one that takes it to be `--at` another time."""
        name = f"clock{len(self.programs)}"
        clock = self.add(name, [*commands(self.trial, self.database_url)["clock"], *words])
        clock.start()
        return clock

    def flask(self, *words: str) -> Any:
        """Run a command of the product; return what `--json` printed, else None."""
        command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
        done = subprocess.run(command, cwd=ROOT, env=dict(self.environment), capture_output=True, text=True)
        if done.returncode:
            raise NotRunning(
                f"flask {' '.join(words)} ended with {done.returncode}:\n{done.stdout}{done.stderr}"[-TAIL:]
            )
        return json.loads(done.stdout) if "--json" in words else None

    def wait_until_up(self) -> None:
        """Return when the servers answer; NotRunning tells what the one that does not has printed."""
        until = time.monotonic() + WITHIN_SECONDS
        where = {
            "simulator": (self.trial.simulator_port, "/control/state"),
            "bot": (self.trial.bot_port, "/healthz"),
        }
        for name, program in self.programs.items():
            while not answers(*where[name]):
                if not program.is_running or time.monotonic() > until:
                    raise NotRunning(f"{name} does not answer:\n{program.tail()}")
                time.sleep(0.05)

    def stop(self) -> None:
        """End everything at once, the simulator last: who is ending may still speak to it."""
        for program in reversed(list(self.programs.values())):
            if program.is_running and program.process is not None:
                program.process.terminate()
        for program in reversed(list(self.programs.values())):
            program.stop()


def free_port() -> int:
    """Return a port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(database_url: str, folder: Path, servers: Sequence[str] = ("simulator", "bot")) -> Iterator[System]:
    """Run simulator and bot on a database that has its tables. Clocks are started by who wants them."""
    given = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    trial = Trial(free_port(), free_port(), folder, with_province=False)
    environment = trial.settings({**given, "DATABASE_URL": database_url, "PYTHONPATH": str(ROOT)})
    with closing(Control(trial.simulator_url)) as control:
        system = System(trial, database_url, environment, control)
        every = commands(trial, database_url)
        try:
            for name in servers:
                system.add(name, every[name]).start()
            system.wait_until_up()
            yield system
        finally:
            system.stop()
