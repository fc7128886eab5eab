"""Runs the trial's processes together: all start, all end, and nothing is left behind. honcho does the work."""

import os
import shlex
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from threading import Thread, Timer

from honcho.manager import SYSTEM_PRINTER_NAME, Manager
from honcho.printer import Message, Printer

STOPPED_WITHIN_SECONDS = 4
ASKED_TO_STOP = (130, 143)  # honcho's codes for Ctrl-C and SIGTERM


class _Lines(Printer):  # type: ignore[misc]
    """Prints what the processes say; of honcho's own remarks it keeps only who stopped first."""

    def __init__(self, on_started: Callable[[], None]) -> None:
        super().__init__(sys.stdout)
        self.first_stopped: str | None = None
        self._on_started = on_started
        self._started = False

    def write(self, message: Message) -> None:
        if message.name != SYSTEM_PRINTER_NAME:
            try:
                super().write(message)
            except OSError:
                _nobody_reads()
        elif " stopped (" in message.data:
            self.first_stopped = self.first_stopped or message.data.split(" ", 1)[0]
        elif not self._started and " started (" in message.data:
            # Not before: honcho forks, and a fork must not meet another thread.
            self._started = True
            Thread(target=self._on_started, daemon=True).start()


class _Processes(Manager):  # type: ignore[misc]
    """honcho's Manager, patient when asked to stop while still starting, impatient with who does not stop."""

    def terminate(self) -> None:
        if not self._all_started():
            _later(0.1, self.terminate)
            return
        super().terminate()
        _later(STOPPED_WITHIN_SECONDS, self.kill)


def run_together(
    commands: Mapping[str, Sequence[str]], environment: Mapping[str, str], on_started: Callable[[], None]
) -> str | None:
    """Run commands until one ends or we are asked to stop, then end all of them.

    `on_started` runs in a thread once they are started. Returns the name of the
    process that ended by itself, or None when we were asked to stop.
    """
    lines = _Lines(on_started)
    processes = _Processes(printer=lines)
    for name, words in commands.items():
        # exec, so that the signal reaches the program and not a shell around it.
        processes.add_process(name, "exec " + shlex.join(words), env=dict(environment))
    # A closed terminal window is a wish to stop, too.
    signal.signal(signal.SIGHUP, lambda *_: _nobody_reads())
    processes.loop()
    return None if processes.returncode in ASKED_TO_STOP else lines.first_stopped


def _nobody_reads() -> None:
    """Stop in silence: the terminal, or the program that read our output, is gone."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)
    os.kill(os.getpid(), signal.SIGTERM)


def _later(seconds: float, call: Callable[[], None]) -> None:
    timer = Timer(seconds, call)
    timer.daemon = True
    timer.start()
