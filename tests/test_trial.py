"""`make run`: it says clearly why it cannot start, prepares once, and leaves no process behind."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from demo.steps import prepare
from demo.trial import Trial, Trouble, alone_in, check
from demo.welcome import welcome
from tests.patience import WITHIN_SECONDS

ROOT = Path(__file__).parent.parent
IMPORTED = {
    "invites": [
        {"code": "AAAA-1111", "role": "officer", "office": "sesao-tak", "name": "นายสมมติ ทดสอบ"},
        {"code": "BBBB-2222", "role": "coordinator", "office": "peo-tak", "name": "นางตัวอย่าง สาธิต"},
        {"code": "CCCC-3333", "role": "supervisor", "office": "peo-tak", "name": "นายทดสอบ สมมติ"},
    ]
}


def trial_in(folder: Path, **given: str) -> Trial:
    return Trial.from_environment({"DATA_DIR": str(folder), **given})


class TestBeforeItStarts:
    def test_a_taken_port_is_named_with_its_variable(self, tmp_path: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]
            with pytest.raises(Trouble, match=rf"Port {port} is taken.*make run BOT_PORT={port + 1}") as trouble:
                check(trial_in(tmp_path, BOT_PORT=str(port)))
        assert f"พอร์ต {port} มีโปรแกรมอื่นใช้อยู่ค่ะ" in trouble.value.thai

    @pytest.mark.parametrize("said", ["abc", "0", "65536", "-1"])
    def test_a_port_must_be_a_port(self, tmp_path: Path, said: str) -> None:
        with pytest.raises(Trouble, match="SIMULATOR_PORT must be a number"):
            trial_in(tmp_path, SIMULATOR_PORT=said)

    def test_a_folder_that_cannot_be_written_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("in the way")
        with pytest.raises(Trouble, match=r"Cannot write to .*file"):
            check(trial_in(tmp_path / "file", BOT_PORT="18180", SIMULATOR_PORT="18100"))

    def test_two_trials_never_share_a_folder(self, tmp_path: Path) -> None:
        refused = pytest.raises(Trouble, match=r"Another make run is using .*DATA_DIR=")
        with alone_in(tmp_path), refused, alone_in(tmp_path):
            pass
        with alone_in(tmp_path):  # free again once the first has ended
            assert (tmp_path / "lock").exists()

    def test_a_trial_never_speaks_to_the_real_line(self, tmp_path: Path) -> None:
        settings = trial_in(tmp_path).settings({"LINE_API_HOST": "https://line.example", "PUBLIC_URL": ""})
        assert settings["LINE_API_HOST"] == "http://127.0.0.1:8000"
        assert settings["PUBLIC_URL"] == "http://127.0.0.1:8080"
        assert settings["LINE_CHANNEL_ACCESS_TOKEN"] == "simulator"

    def test_the_secret_is_made_once_and_kept_to_oneself(self, tmp_path: Path) -> None:
        secrets = {trial_in(tmp_path).settings({})["LINE_CHANNEL_SECRET"] for _ in range(2)}
        assert len(secrets) == 1
        assert len(secrets.pop()) == 32
        assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600


class Bot:
    """Stands for the bot's command line and remembers what it was asked."""

    def __init__(self, database: Path) -> None:
        self.asked: list[str] = []
        self._database = database

    def __call__(self, *words: str) -> Any:
        self._database.touch()
        self.asked.append(" ".join(words[:2]))
        return IMPORTED


class TestPreparing:
    ALL = ("db upgrade", "form publish", "people import", "round open")

    def prepare(self, folder: Path, **given: str) -> list[str]:
        database = folder / "raingan.db"
        bot = Bot(database)
        prepare(trial_in(folder, **given), f"sqlite:///{database}", bot, lambda _line: None)
        return bot.asked

    def test_everything_is_done_once(self, tmp_path: Path) -> None:
        assert self.prepare(tmp_path) == list(self.ALL)
        assert self.prepare(tmp_path) == []

    def test_without_a_demonstration_there_are_forms_only(self, tmp_path: Path) -> None:
        assert self.prepare(tmp_path, DEMO="0") == ["db upgrade", "form publish"]
        assert self.prepare(tmp_path) == ["people import", "round open"]

    def test_a_removed_database_is_made_again(self, tmp_path: Path) -> None:
        self.prepare(tmp_path)
        (tmp_path / "raingan.db").unlink()
        assert self.prepare(tmp_path) == list(self.ALL)

    def test_the_database_is_kept_to_oneself(self, tmp_path: Path) -> None:
        self.prepare(tmp_path)
        assert (tmp_path / "raingan.db").stat().st_mode & 0o777 == 0o600
        (tmp_path / "raingan.db").chmod(0o644)  # as an earlier release left it
        assert self.prepare(tmp_path) == []
        assert (tmp_path / "raingan.db").stat().st_mode & 0o777 == 0o600

    def test_what_failed_is_tried_again(self, tmp_path: Path) -> None:
        def failing(*words: str) -> Any:
            (tmp_path / "raingan.db").touch()
            if words[0] == "form":
                raise Trouble("แบบไม่ผ่านค่ะ", "the form did not pass")

        with pytest.raises(Trouble):
            prepare(trial_in(tmp_path), f"sqlite:///{tmp_path / 'raingan.db'}", failing, lambda _line: None)
        assert self.prepare(tmp_path) == list(self.ALL[1:])

    def test_three_codes_are_shown(self, tmp_path: Path) -> None:
        self.prepare(tmp_path)
        shown = welcome(trial_in(tmp_path))
        assert [code for code in ("AAAA-1111", "BBBB-2222", "CCCC-3333") if code in shown] == sorted(
            row["code"] for row in IMPORTED["invites"]
        )
        assert (tmp_path / "invites.txt").stat().st_mode & 0o777 == 0o600


RUNNER = """
import sys
from demo.processes import run_together
commands = {name: ["sh", "-c", said] for name, said in (pair.split("=", 1) for pair in sys.argv[1:])}
print("ended:", run_together(commands, {}, lambda: print("all started", flush=True)), flush=True)
"""


def start(*commands: str) -> "subprocess.Popen[str]":
    words = [sys.executable, "-c", RUNNER, *commands]
    return subprocess.Popen(words, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def read_until(runner: "subprocess.Popen[str]", wanted: str) -> None:
    assert runner.stdout is not None
    assert any(wanted in line for line in runner.stdout)


def is_running(pid_file: Path) -> bool:
    try:
        os.kill(int(pid_file.read_text()), 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.slow
class TestRunningTogether:
    @pytest.mark.parametrize("wish", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
    def test_a_wish_to_stop_ends_all(self, tmp_path: Path, wish: signal.Signals) -> None:
        pid = tmp_path / "pid"
        runner = start("bot=exec sleep 600", f"clock=echo $$ > {pid}; echo ready; exec sleep 600")
        read_until(runner, "ready")
        runner.send_signal(wish)
        said, _ = runner.communicate(timeout=WITHIN_SECONDS)
        assert runner.returncode == 0
        assert "ended: None" in said or wish == signal.SIGHUP
        assert not is_running(pid)

    def test_one_that_ends_by_itself_ends_all_and_is_named(self, tmp_path: Path) -> None:
        pid = tmp_path / "pid"
        runner = start("clock=exit 3", f"bot=echo $$ > {pid}; exec sleep 600")
        said, _ = runner.communicate(timeout=WITHIN_SECONDS)
        assert "ended: clock" in said
        assert "Traceback" not in said

    def test_one_that_will_not_stop_is_killed_within_five_seconds(self, tmp_path: Path) -> None:
        pid = tmp_path / "pid"
        runner = start(f"bot=trap '' TERM; echo $$ > {pid}; echo ready; while true; do sleep 1; done")
        read_until(runner, "ready")
        runner.terminate()
        runner.communicate(timeout=WITHIN_SECONDS)  # by itself it would go on for ever
        assert not is_running(pid)

    def test_a_reader_that_went_away_is_a_wish_to_stop(self, tmp_path: Path) -> None:
        pid = tmp_path / "pid"
        runner = start(f"bot=echo $$ > {pid}; echo ready; while true; do echo on and on; sleep 0.1; done")
        read_until(runner, "ready")
        assert runner.stdout is not None
        runner.stdout.close()
        assert runner.wait(timeout=WITHIN_SECONDS) == 0
        assert not is_running(pid)
