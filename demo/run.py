"""`make run`: check, prepare, then simulator, bot and clock together until Ctrl-C.

Exit code 0 when asked to stop, 1 when something is missing or a process ended by itself.
"""

import http.client
import os
import signal
import sys
import time
from collections.abc import Mapping
from functools import partial
from types import FrameType

from dotenv import dotenv_values

from demo.processes import run_together
from demo.steps import ROOT, prepare, run_flask
from demo.trial import HOST, Trial, Trouble, alone_in, check
from demo.welcome import welcome

ANSWERS_WITHIN_SECONDS = 60


def main() -> int:
    """Run a trial to its end and return the exit code."""
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        return _run()
    except Trouble as trouble:
        say(f"\n{trouble.thai}\n{trouble.english}\n")
        return 1
    except KeyboardInterrupt:
        return stopped()
    except OSError as refused:
        say(f"\nอ่านหรือเขียนไฟล์ไม่ได้ค่ะ ตรวจพื้นที่ว่างและสิทธิ์\nA file could not be read or written: {refused}\n")
        return 1


def _run() -> int:
    given = {name: value for name, value in dotenv_values(ROOT / ".env").items() if value} | dict(os.environ)
    trial = Trial.from_environment(given)
    check(trial)
    with alone_in(trial.data_dir):
        ended = _start(trial, trial.settings(given))
    if ended:
        raise Trouble(
            f"{ended} หยุดทำงานเองค่ะ จึงปิดทั้งหมดแล้ว สาเหตุอยู่ในบรรทัดที่ขึ้นต้นด้วย {ended} ข้างบน",
            f"{ended} ended by itself, so everything was stopped. Its own lines above say why.",
        )
    return stopped()


def _start(trial: Trial, environment: Mapping[str, str]) -> str | None:
    """Prepare the trial and run it. Returns the name of the process that ended by itself."""
    trial.keep(environment)
    database_url = environment["DATABASE_URL"]
    prepare(trial, database_url, partial(run_flask, environment), say)
    return run_together(commands(trial, database_url), environment, lambda: greet(trial, environment))


def commands(trial: Trial, database_url: str) -> dict[str, list[str]]:
    """Return the processes of a trial: one web worker on SQLite, one per core on PostgreSQL."""
    workers, threads = (1, 64) if database_url.startswith("sqlite") else (os.cpu_count() or 2, 32)
    web = ["-k", "gthread", "-w", str(workers), "--threads", str(threads), "--bind", f"{HOST}:{trial.bot_port}"]
    return {
        "simulator": [sys.executable, "-m", "simulator"],
        "bot": [sys.executable, "-m", "gunicorn", *web, "--graceful-timeout", "3", "--no-control-socket", "wsgi:app"],
        "clock": [sys.executable, "-m", "flask", "--app", "wsgi", "clock"],
    }


def greet(trial: Trial, environment: Mapping[str, str]) -> None:
    """Wait until both servers answer, then say where to look and what to try."""
    wanted = [(trial.simulator_port, "/"), (trial.bot_port, "/healthz")]
    end = time.monotonic() + ANSWERS_WITHIN_SECONDS
    while wanted and time.monotonic() < end:
        wanted = [(port, path) for port, path in wanted if not answers(port, path)]
        time.sleep(0.1)
    if wanted:
        places = ", ".join(f"http://{HOST}:{port}{path}" for port, path in wanted)
        say(f"\nยังไม่ตอบค่ะ: {places}\nNo answer yet from {places}; the lines above may say why.\n")
        return
    try:
        run_flask(environment, "line", "setup", "--json")  # the menus under the chats, as at LINE
    except Trouble as trouble:  # a trial without menus is a trial all the same
        say(f"\n{trouble.thai}\n{trouble.english}\n")
    say(welcome(trial))


def answers(port: int, path: str) -> bool:
    """Whether a server answers well at a port of this machine."""
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status < 400
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def stopped() -> int:
    """Say goodbye and return the exit code of a wished-for end."""
    say("\nหยุดเรียบร้อยแล้วค่ะ ข้อมูลยังอยู่ครบ\nStopped. Everything is kept.")
    return 0


def say(text: str) -> None:
    """Print at once, in one piece, on whatever terminal this is."""
    print(text, flush=True)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    sys.exit(main())
