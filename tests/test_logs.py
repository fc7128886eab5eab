"""Nothing a person wrote, no name, no LINE id and no signed address reaches a log line or an error page."""

from __future__ import annotations

import ast
import json
import logging
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import StatementError

from bot.app import create_app
from bot.logs import FIELDS, OURS, JsonLines
from models import transaction
from models.people import Person
from tests.joined import settings_for

if TYPE_CHECKING:
    from sqlalchemy import Engine

ROOT = Path(__file__).parent.parent
SECRET = "สมหญิง ใจดี"
LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}


def calls() -> list[tuple[str, ast.Call]]:
    """Return every call of a logger in the product, with its place."""
    return [
        (f"{path.relative_to(ROOT)}:{node.lineno}", node)
        for room in (*OURS, "models", "forms", "exports", "thai")
        for path in sorted((ROOT / room).rglob("*.py"))
        if any(f".{level}(" in path.read_text(encoding="utf-8") for level in LEVELS)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LEVELS
        if ast.unparse(node.func.value).rpartition(".")[2] in ("log", "logger") or "getLogger" in ast.unparse(node.func)
    ]


def slips(call: ast.Call) -> list[str]:
    """Return what may let something of a person into a log line."""
    found = [] if len(call.args) == 1 and isinstance(call.args[0], ast.Constant) else ["its words are not constant"]
    for keyword in call.keywords:
        if keyword.arg == "extra" and isinstance(keyword.value, ast.Dict):
            keys = [ast.literal_eval(key) for key in keyword.value.keys if key is not None]
            found += [f"{key} is no field of bot/logs.py" for key in keys if key not in FIELDS]
        elif keyword.arg != "exc_info":
            found.append(f"{keyword.arg} is not written out")
    return found


def test_every_line_is_made_of_constants_and_named_fields() -> None:
    found = calls()
    assert len(found) > 20
    assert [f"{place}: {slip}" for place, call in found for slip in slips(call)] == []


@pytest.mark.parametrize(
    ("code", "slip"),
    [
        ('log.info("sent %s", name)', "its words are not constant"),
        ('log.info(f"sent {name}")', "its words are not constant"),
        ('log.info("sent", extra={"name": name})', "name is no field of bot/logs.py"),
        ('log.info("sent", extra=row)', "extra is not written out"),
    ],
)
def test_a_careless_line_is_seen(code: str, slip: str) -> None:
    (call,) = (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call))
    assert slips(call) == [slip]


def test_words_a_library_has_filled_in_are_told_by_their_place(caplog: pytest.LogCaptureFixture) -> None:
    library = logging.getLogger("library")
    library.warning(f"cannot read {SECRET}")
    library.warning("cannot read %s", SECRET)
    filled, unfilled = (json.loads(JsonLines().format(record))["what"] for record in caplog.records)
    assert filled.startswith("tests/test_logs.py:")
    assert unfilled == "cannot read %s"


def test_an_error_on_a_page_names_its_route_and_shows_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    app = create_app(settings_for(f"sqlite:///{tmp_path}/raingan.db", tmp_path))

    @app.get("/broken/<token>")
    def broken(token: str) -> str:
        raise ValueError(f"{SECRET} {token}")

    page = app.test_client().get("/broken/signed-key")
    (record,) = (each for each in caplog.records if each.levelname == "ERROR")
    line = JsonLines().format(record)
    told = json.loads(line)
    assert (page.status_code, told["what"], told["route"]) == (500, "page_failed", "/broken/<token>")
    for text in (page.text, line):
        assert SECRET not in text
        assert "signed-key" not in text


def test_an_error_of_the_database_quotes_no_values(engine: Engine) -> None:
    with pytest.raises(StatementError) as caught, transaction(engine) as session:
        session.execute(insert(Person).values(name=SECRET, position=object()))
    assert SECRET not in str(caught.value)
