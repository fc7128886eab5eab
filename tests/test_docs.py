"""The documents cannot fall behind: tables are made from the code, commands and links are looked up."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import click
import pytest
from flask import Flask

from bot import cli
from handlers.routes import ROUTES
from handlers.words import DUTIES

ROOT = Path(__file__).parent.parent
DOCS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
CHAT = ROOT / "docs" / "chat.md"
ALWAYS = {"always": "รับเป็นคำสั่งเสมอ", "asks": "ถามก่อน", "beside": "ตอบให้ และเก็บเป็นคำตอบได้"}


def chat_page() -> str:
    """Return docs/chat.md as it follows from ROUTES."""
    rows = [
        f"| {', '.join(f'`{word}`' for word in (route.words or (route.typed,)))} "
        f"| {route.help} "
        f"| {', '.join(DUTIES[duty] for duty in DUTIES if duty in route.duties) or 'ทุกคน'} "
        f"| {ALWAYS[route.during]} |"
        for route in ROUTES
    ]
    head = (
        "# คำสั่งที่พิมพ์ในแชต (What can be typed)\n\n"
        "Made from `handlers/routes.py`; `pytest tests/test_docs.py --accept` writes it anew.\n"
        "A command is a whole message. Inside a text item some are asked about, for they may be the answer.\n\n"
        "| พิมพ์ | ทำอะไร | ใครใช้ได้ | ขณะตอบข้อความ |\n|---|---|---|---|\n"
    )
    return head + "\n".join(rows) + "\n"


def test_the_page_of_chat_commands_is_made_from_the_routes(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--accept"):
        CHAT.write_text(chat_page(), encoding="utf-8")
    assert CHAT.read_text(encoding="utf-8") == chat_page()


ROOMS_PAGE = ROOT / "docs" / "rooms.md"
ROOMS = ("thai", "forms", "models", "exports", "handlers", "scheduler", "bot", "simulator", "demo")


def rooms_page() -> str:
    """Return docs/rooms.md: every module with the first sentence it says of itself."""
    parts = [
        "# Every room and what is in it\n\nMade from the modules' own first lines; "
        "`pytest tests/test_docs.py --accept` writes it anew. The floors are in [architecture.md](architecture.md).\n"
    ]
    for room in ROOMS:
        parts.append(f"\n## {room}\n\n| module | what it is for |\n|---|---|\n")
        parts += [f"| `{path.relative_to(ROOT / room)}` | {first_line(path)} |\n" for path in modules(room)]
    return "".join(parts)


def modules(room: str) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", f"{room}/*.py"], cwd=ROOT, capture_output=True, text=True, check=True)
    paths = [ROOT / name for name in listed.stdout.split()]
    return [path for path in paths if path.exists() and path.name != "__init__.py"]


def first_line(path: Path) -> str:
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(said.split("\n\n")[0].split()).replace("|", "\\|")


def test_the_page_of_rooms_is_made_from_the_modules(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--accept"):
        ROOMS_PAGE.write_text(rooms_page(), encoding="utf-8")
    assert ROOMS_PAGE.read_text(encoding="utf-8") == rooms_page()


@pytest.mark.parametrize("room", ROOMS)
def test_every_module_says_what_it_is_for(room: str) -> None:
    assert [path.name for path in modules(room) if not first_line(path)] == []


def commands() -> list[str]:
    """Return every command of ours, such as `round open`."""
    app = Flask("docs")
    cli.register(app)
    found = []
    for name, command in app.cli.commands.items():
        if isinstance(command, click.Group):
            found += [f"{name} {below}" for below in command.commands]
        else:
            found.append(name)
    return sorted(found)


@pytest.mark.parametrize("command", commands())
def test_every_command_is_described(command: str) -> None:
    assert f"`flask {command}" in (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", DOCS, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert missing == []


def test_the_readme_names_only_targets_and_commands_there_are() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:`|^)make ([a-z]+)", text, re.MULTILINE)) <= targets
    known = commands()
    named = {" ".join(words) for words in re.findall(r"bin/flask ([a-z]+)(?: ([a-z]+))?", text)}
    unknown = {name for name in named if not any(name == each or each == name.split()[0] for each in known)}
    assert unknown == set()


@pytest.mark.parametrize("page", DOCS, ids=lambda page: str(page.relative_to(ROOT)))
def test_files_it_names_are_there(page: Path) -> None:
    rooms = "|".join((*ROOMS, "tests", "migrations", "benchmarks"))
    named = set(
        re.findall(rf"(?<![\w/.-])(?:{rooms})/[\w/.-]*\.(?:py|txt|toml|docx)\b", page.read_text(encoding="utf-8"))
    )
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_decisions_are_numbered_one_after_another() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    heads = [page.read_text(encoding="utf-8").split(".", 1)[0] for page in pages]
    assert heads == [f"# {number}" for number in range(1, len(pages) + 1)]
