"""The oracles as programs: JavaRosa from the jar inside pyxform's wheel, ODK Web Forms' engine from npm.

Both are tools of the tests. What they need is built under build/oracle, never committed.
"""

import json
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyxform

HERE = Path(__file__).parent
BUILT = Path(__file__).parents[2] / "build" / "oracle"
JAR = Path(pyxform.__file__).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"
PACKAGES = ("@getodk/xforms-engine@0.22.0", "jsdom@26", "openrosa-xpath-evaluator@2.0.13")
TIMEOUT = 900  # seconds for all jobs of one engine

Job = dict[str, Any]
Told = dict[str, Any]


def javarosa(jobs: Iterable[Job]) -> dict[str, Told]:
    """Return what JavaRosa tells of each job, by id. Raises FileNotFoundError where no JDK is."""
    if shutil.which("javac") is None:
        raise FileNotFoundError("javac")
    BUILT.mkdir(parents=True, exist_ok=True)
    source = HERE / "Walker.java"
    made = BUILT / "Walker.class"
    if not made.exists() or made.stat().st_mtime < source.stat().st_mtime:
        subprocess.run(["javac", "-cp", JAR, "-d", BUILT, source], check=True, timeout=TIMEOUT)
    command = ["java", "-Xmx1g", "-Duser.timezone=Asia/Bangkok", "-cp", f"{JAR}:{BUILT}", "Walker"]
    return _told(command, jobs, Path.cwd())


def webforms(jobs: Iterable[Job]) -> dict[str, Told]:
    """Return what ODK Web Forms tells of each job, by id. Raises FileNotFoundError where no Node is."""
    install()
    command = ["node", "--max-old-space-size=3000", str(HERE / "walker.mjs")]
    return _told(command, jobs, BUILT)


def openrosa(jobs: Iterable[Job]) -> dict[str, Told]:
    """Return what Enketo's evaluator tells of each job's expression, by id; it walks no forms."""
    install()
    return _told(["node", str(HERE / "evaluator.mjs")], jobs, BUILT)


ALL = {"javarosa": javarosa, "webforms": webforms}
EVALUATORS = {**ALL, "openrosa": openrosa}


def install() -> None:
    """Bring the npm packages into build/oracle, once. Raises FileNotFoundError where no npm is."""
    if shutil.which("npm") is None:
        raise FileNotFoundError("npm")
    if not (BUILT / "node_modules" / "@getodk").exists():
        BUILT.mkdir(parents=True, exist_ok=True)
        (BUILT / "package.json").write_text('{"private": true}')
        subprocess.run(["npm", "install", "--silent", "--no-audit", *PACKAGES], cwd=BUILT, check=True, timeout=TIMEOUT)


def _told(command: Sequence[str | Path], jobs: Iterable[Job], folder: Path) -> dict[str, Told]:
    lines = "".join(json.dumps(job, ensure_ascii=False) + "\n" for job in jobs)
    done = subprocess.run(
        command,
        input=lines,
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=True,
        cwd=folder,
        env={"TZ": "Asia/Bangkok", "PATH": _path(), "LANG": "C.UTF-8"},
    )
    return {told["id"]: told for told in map(json.loads, done.stdout.splitlines())}


def _path() -> str:
    tools = (shutil.which(name) for name in ("java", "node"))
    return ":".join(dict.fromkeys(str(Path(tool).parent) for tool in tools if tool))
