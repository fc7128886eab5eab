"""The floors of the house: who may import whom, read from the code's own import statements.

FLOORS says what each room may import of the product, OWNERS who may import a
third-party package. The most specific path wins: a file's own line before its room's.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ANY = ("*",)
BELOW_DOORS = ("handlers", "models", "exports", "forms", "thai", "scheduler.deadlines", "scheduler.periods")
FLOORS: dict[str, tuple[str, ...]] = {
    "thai": ("thai",),
    "scheduler/deadlines.py": ("thai", "scheduler.periods"),
    "scheduler/periods.py": ("thai",),
    "forms": ("forms", "thai"),
    "models": ("models", "forms", "thai"),
    "exports": ("exports", "forms", "thai"),
    "handlers": ("handlers", "models", "exports", "forms", "thai", "scheduler.deadlines", "scheduler.periods"),
    "bot": ("bot", *BELOW_DOORS),
    "scheduler": ("scheduler", *BELOW_DOORS),
    "simulator": ("simulator",),
    "demo": ("demo", *BELOW_DOORS),
    "migrations": ("models",),
    "bot/app.py": ANY,
    "bot/cli": ANY,
    "bot/cli.py": ANY,
    "wsgi.py": ANY,
    "gunicorn.conf.py": ("bot.memory",),
}
OWNERS: dict[str, tuple[str, ...]] = {
    "flask": ("bot", "wsgi.py", "simulator"),
    "werkzeug": ("bot", "simulator"),
    "click": ("bot",),
    "linebot": ("bot", "simulator"),
    "urllib3": ("bot", "simulator"),
    "itsdangerous": ("bot",),
    "dotenv": ("bot", "wsgi.py", "demo"),
    "PIL": ("bot", "exports", "simulator"),
    "gunicorn": ("bot",),
    "sqlalchemy": ("models", "migrations"),
    "alembic": ("models", "migrations", "bot/cli", "bot/cli.py"),
    "apscheduler": ("scheduler/clock.py",),
    "lxml": ("forms",),
    "re2": ("forms",),
    "pyxform": ("forms/xlsform", "forms/xlsform.py", "forms/conversion.py"),
    "openpyxl": ("forms", "exports"),
    "docx": ("exports",),
    "docxtpl": ("exports",),
    "jinja2": ("exports",),
    "markupsafe": ("exports",),
    "tinytag": ("exports",),
    "pypdf": ("exports",),
    "pypdfium2": ("exports",),
    "xlsxwriter": ("exports",),
    "segno": ("exports",),
    "holidays": ("thai",),
    "dateutil": ("scheduler/periods.py",),
    "icalendar": ("exports/calendar.py",),
    "regex": ("thai", "simulator"),
    "honcho": ("demo",),
}
FREE = ("tests", "benchmarks", "docs")  # they look at the house from outside


@dataclass(frozen=True)
class Import:
    """One imported name, written out in full: `from models import people` is models.people."""

    file: str
    line: int
    module: str

    @property
    def room(self) -> str:
        return self.module.split(".", 1)[0]


def violations(root: Path) -> list[str]:
    """Return one readable line for each import that breaks a rule, in reading order."""
    rooms = {path.stem for path in root.iterdir() if path.suffix == ".py" or any(path.glob("*.py"))}
    rooms |= {path.split("/")[0] for path in FLOORS if "." not in path}
    return [
        f"{found.file}:{found.line}: imports {found.module}, but {why}"
        for file in product_files(root)
        for found in imports(root, file)
        if (why := broken_rule(found, rooms))
    ]


def product_files(root: Path) -> Iterator[Path]:
    """Yield the Python files that the floors rule."""
    yield from sorted(root.glob("*.py"))
    for folder in sorted(path for path in root.iterdir() if path.is_dir()):
        if not folder.name.startswith(".") and folder.name not in FREE:
            yield from sorted(folder.rglob("*.py"))


def imports(root: Path, path: Path) -> Iterator[Import]:
    """Yield every import of a file, those inside functions and TYPE_CHECKING too."""
    file = path.relative_to(root)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            origin = ".".join(filter(None, [_package(file, node.level), node.module]))
            names = [f"{origin}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (Import(file.as_posix(), node.lineno, name) for name in names)


def broken_rule(found: Import, rooms: set[str]) -> str | None:
    """Return the rule that an import breaks, in words, or None."""
    if found.room in rooms:
        allowed = _floor(found.file)
        if allowed == ANY or any(_within(found.module, name, ".") for name in allowed):
            return None
        return f"{_room(found.file)} may import only {', '.join(allowed) or 'nothing'} of the product"
    if found.room in sys.stdlib_module_names:
        return None
    owners = OWNERS.get(found.room)
    if owners is None:
        return f"no room owns {found.room}: say in tests/layers.py who may import it"
    if any(_within(found.file, owner, "/") for owner in owners):
        return None
    return f"{found.room} belongs to {', '.join(owners)}"


def _floor(file: str) -> tuple[str, ...]:
    return FLOORS.get(_room(file), ())


def _room(file: str) -> str:
    """Return the longest line of FLOORS that a file falls under."""
    fitting = [path for path in FLOORS if _within(file, path, "/")]
    return max(fitting, key=len, default=file)


def _within(name: str, whole: str, separator: str) -> bool:
    return name == whole or name.startswith(whole + separator)


def _package(file: Path, level: int) -> str:
    """Return the package that `level` dots mean in a file; nothing for an absolute import."""
    return ".".join(file.parts[: len(file.parts) - level]) if level else ""
