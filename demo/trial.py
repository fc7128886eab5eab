"""What a trial runs on: ports, a folder, the environment of its processes. Checked before anything starts."""

import fcntl
import os
import secrets
import shutil
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

BOT_PORT = 8080
SIMULATOR_PORT = 8000
FREE_BYTES = 200 * 1024**2  # database, photos of a trial, and room to spare
HOST = "127.0.0.1"
DATABASE = "raingan.db"
KEPT = ("LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN", "LINE_API_HOST", "DATABASE_URL", "PUBLIC_URL", "MEDIA_DIR")


class Trouble(Exception):
    """Why a trial cannot start or go on, said to the person in two languages."""

    def __init__(self, thai: str, english: str) -> None:
        super().__init__(english)
        self.thai, self.english = thai, english


@dataclass(frozen=True)
class Trial:
    """Where a trial listens and keeps its things; `with_province` adds people, offices and a round."""

    bot_port: int
    simulator_port: int
    data_dir: Path
    with_province: bool

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Trial":
        """Read BOT_PORT, SIMULATOR_PORT, DATA_DIR and DEMO. Raises Trouble for a port that is none."""
        return cls(
            bot_port=_port(environment, "BOT_PORT", BOT_PORT),
            simulator_port=_port(environment, "SIMULATOR_PORT", SIMULATOR_PORT),
            data_dir=Path(environment.get("DATA_DIR") or "data").resolve(),
            with_province=environment.get("DEMO") != "0",
        )

    @property
    def bot_url(self) -> str:
        return f"http://{HOST}:{self.bot_port}"

    @property
    def simulator_url(self) -> str:
        return f"http://{HOST}:{self.simulator_port}"

    def keep(self, settings: Mapping[str, str]) -> None:
        """Write down what the bot's own commands need to speak to this trial from another terminal."""
        lines = [f"{name}='{settings[name]}'\n" for name in KEPT if name in settings]
        file = self.data_dir / "environment"
        file.touch(mode=0o600)
        file.write_text("".join(lines))

    def settings(self, given: Mapping[str, str]) -> dict[str, str]:
        """Return the environment of the trial's processes: what was `given`, and our defaults.

        LINE is always the simulator, whatever was given: a trial never speaks to real people.
        """
        defaults = {
            "LINE_CHANNEL_ACCESS_TOKEN": "simulator",
            "DATABASE_URL": f"sqlite:///{self.data_dir / DATABASE}",
            "PUBLIC_URL": self.bot_url,
            "MEDIA_DIR": str(self.data_dir / "media"),
            "SIMULATOR_DATA": str(self.data_dir / "simulator.json"),
        }
        settings = {**defaults, **{name: value for name, value in given.items() if value}}
        settings.setdefault("LINE_CHANNEL_SECRET", _secret(self.data_dir / "secret"))
        return settings | {
            "LINE_API_HOST": self.simulator_url,
            "BOT_WEBHOOK_URL": f"{self.bot_url}/line/webhook",
            "BOT_PORT": str(self.bot_port),
            "SIMULATOR_PORT": str(self.simulator_port),
            "PYTHONUNBUFFERED": "1",
        }


def check(trial: Trial) -> None:
    """Raise Trouble unless the ports are free and the folder can be written and has room."""
    if trial.bot_port == trial.simulator_port:
        raise Trouble(
            "BOT_PORT กับ SIMULATOR_PORT ต้องเป็นคนละหมายเลขค่ะ", "BOT_PORT and SIMULATOR_PORT must be two different ports."
        )
    for name, port in (("BOT_PORT", trial.bot_port), ("SIMULATOR_PORT", trial.simulator_port)):
        _check_port(name, port)
    _check_folder(trial.data_dir)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep other trials out of a folder: they would send its messages to a simulator of their own.

    Raises Trouble when one runs there. The system lets go of the lock when the process ends, however it ends.
    """
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise Trouble(
                f"มี make run อื่นใช้โฟลเดอร์ {folder} อยู่ค่ะ ปิดตัวนั้นก่อน หรือเลือกโฟลเดอร์อื่น เช่น make run DATA_DIR=data2",
                f"Another make run is using {folder}. Stop it, or choose another folder: make run DATA_DIR=data2",
            ) from taken
        yield


def _port(environment: Mapping[str, str], name: str, default: int) -> int:
    said = environment.get(name) or str(default)
    if said.isdecimal() and 0 < int(said) < 65536:
        return int(said)
    raise Trouble(f"{name} ต้องเป็นเลข 1–65535 ค่ะ ({said})", f"{name} must be a number from 1 to 65535, not {said!r}.")


def _check_port(name: str, port: int) -> None:
    with socket.socket() as probe:
        # As the servers do: a port that only waits for its last packets is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError as refused:
            raise Trouble(
                f"ระบบไม่อนุญาตให้ใช้พอร์ต {port} ค่ะ ลอง make run {name}=18080",
                f"This user may not open port {port}. Try: make run {name}=18080",
            ) from refused
        except OSError as taken:
            raise Trouble(
                f"พอร์ต {port} มีโปรแกรมอื่นใช้อยู่ค่ะ ปิดโปรแกรมนั้นก่อน หรือเลือกพอร์ตอื่น เช่น make run {name}={port + 1}",
                f"Port {port} is taken. Stop the program that uses it, or choose another: make run {name}={port + 1}",
            ) from taken


def _check_folder(folder: Path) -> None:
    probe = folder / f".probe-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as refused:
        raise Trouble(
            f"เขียนลงโฟลเดอร์ {folder} ไม่ได้ค่ะ เลือกที่อื่นได้ด้วย make run DATA_DIR=โฟลเดอร์",
            f"Cannot write to {folder} ({refused.strerror}). Choose another: make run DATA_DIR=folder",
        ) from refused
    if (free := shutil.disk_usage(folder).free) < FREE_BYTES:
        raise Trouble(
            f"พื้นที่ว่างของ {folder} เหลือ {free // 1024**2} MB ต้องมีอย่างน้อย {FREE_BYTES // 1024**2} MB ค่ะ",
            f"{folder} has {free // 1024**2} MB free; a trial needs {FREE_BYTES // 1024**2} MB.",
        )


def _secret(file: Path) -> str:
    """Return the channel secret of this trial, made once and kept."""
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_hex(16))
    return file.read_text().strip()
