"""The steps before a trial starts: database, forms, and the demonstration province. Done once, then skipped.

What was done is written to DATA_DIR/prepared.json with a digest of what it was
done from, so that a second start takes no time and a changed form is published.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from demo.invites import keep_invites
from demo.trial import DATABASE, Trial, Trouble

ROOT = Path(__file__).resolve().parent.parent
PROVINCE = ROOT / "demo" / "province.xlsx"
ROUND_FORM, ROUND_DAY = "pnglb_monthly", 20
Flask = Callable[..., Any]  # flask("round", "open", ...) runs that command and returns its JSON
ONCE = "once"  # a province is loaded once: what people did with it since is theirs


@dataclass(frozen=True)
class Step:
    """One thing to be done unless `made_from` is what it was last done from."""

    name: str
    thai: str
    made_from: str
    run: Callable[[], None]


def prepare(trial: Trial, database_url: str, flask: Flask, say: Callable[[str], None]) -> None:
    """Do the steps that are still to be done, announcing each. Raises Trouble when one fails."""
    marks = _Marks(trial.data_dir / "prepared.json", database_url)
    _keep_to_oneself(trial.data_dir / DATABASE, database_url)  # after looking whether it is there
    steps = _steps(trial, flask)
    for number, step in enumerate(steps, 1):
        say(f"[{number}/{len(steps) + 1}] {step.thai} / {step.name}")
        if not marks.has(step):
            step.run()
            marks.add(step)
    say(f"[{len(steps) + 1}/{len(steps) + 1}] เริ่มทำงาน / start")


def _steps(trial: Trial, flask: Flask) -> list[Step]:
    forms = sorted((ROOT / "forms" / "library").glob("*.xlsx"))

    def people() -> None:
        keep_invites(trial.data_dir, flask("people", "import", str(PROVINCE), "--json"))

    def open_round() -> None:
        flask("round", "open", ROUND_FORM, "--monthly", str(ROUND_DAY), "--json")

    migrations = (ROOT / "migrations").rglob("*.py")
    steps = [
        Step("database", "ฐานข้อมูล", _digest(migrations), lambda: flask("db", "upgrade")),
        Step("forms", "แบบรายงาน", _digest(forms), lambda: flask("form", "publish", *map(str, forms), "--json")),
    ]
    if trial.with_province:
        steps.append(Step("demonstration province", "จังหวัดสาธิต", ONCE, people))
        steps.append(Step("round", "รอบรายงาน", ONCE, open_round))
    return steps


class _Marks:
    """Which steps were done, in which database; forgotten when that database is gone or another one."""

    def __init__(self, file: Path, url: str) -> None:
        self._file = file
        self._database = sha256(url.encode()).hexdigest()  # a digest: the address may hold a password
        kept = json.loads(file.read_text()) if file.exists() else {}
        same = kept.get("in") == self._database and _may_exist(url)
        self._done: dict[str, str] = kept["done"] if same else {}

    def has(self, step: Step) -> bool:
        return self._done.get(step.name) == step.made_from

    def add(self, step: Step) -> None:
        self._done[step.name] = step.made_from
        written = self._file.with_suffix(".new")
        written.write_text(json.dumps({"in": self._database, "done": self._done}))
        written.replace(self._file)  # whole or not at all


def _may_exist(url: str) -> bool:
    return not url.startswith("sqlite:///") or Path(url.removeprefix("sqlite:///")).exists()


def _keep_to_oneself(file: Path, url: str) -> None:
    """Let nobody else of this computer read the trial's own database; SQLite gives its logs the same rights."""
    if url == f"sqlite:///{file}":
        file.touch(mode=0o600)
        file.chmod(0o600)


def _digest(files: Iterable[Path]) -> str:
    digest = sha256()
    for file in sorted(files):
        digest.update(file.name.encode() + b"\0" + sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def run_flask(environment: Mapping[str, str], *words: str) -> Any:
    """Run one command of the bot; return what it said as JSON, or None. Raises Trouble when it fails."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
    done = subprocess.run(command, cwd=ROOT, env=dict(environment), capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        said = "\n".join((done.stderr or done.stdout).strip().splitlines()[-12:])
        raise Trouble(
            f"คำสั่ง flask {' '.join(words[:2])} ทำไม่สำเร็จค่ะ", f"flask {' '.join(words[:2])} did not succeed:\n{said}"
        )
    return json.loads(done.stdout) if "--json" in words else None
