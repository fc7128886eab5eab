"""Every file of tests/conversations is held word for word. `pytest --accept` rewrites what we say after it was read."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models import transaction
from scheduler.deadlines import Monthly, Once, Rule, rule_of
from scheduler.tick import tick
from tests import world
from tests.talk import Talk
from thai.dates import BANGKOK
from thai.recurrence import parse_recurrence

FILES = sorted((Path(__file__).parent / "conversations").glob("*.txt"))
_SAID = re.compile(r"(\w*)> ?(.*)")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_is_as_it_was_agreed(path: Path, engine: Engine, request: pytest.FixtureRequest) -> None:
    agreed = path.read_text(encoding="utf-8")
    played = play(agreed, engine)
    if request.config.getoption("--accept"):
        path.write_text(played, encoding="utf-8")
    assert played == agreed


def play(text: str, engine: Engine) -> str:
    """Return the conversation with our lines as they are now."""
    head, _, body = text.partition("\n\n")
    talk = _set_up(head, engine)
    lines: list[str] = []
    who = "Somchai"
    for line in body.splitlines():
        if line.startswith(("< ", "= ")) or line in ("<", "="):
            continue
        said = _SAID.fullmatch(line)
        if line.startswith("@ "):
            talk.at(line[2:])
            lines.append(line)
        elif line == "(นาฬิกา)":  # the clock looks: rounds that are due open
            tick(engine, talk.now)
            lines.append(line)
        elif line.strip() == "?stored":
            lines.extend([line, *("= " + each.replace("\n", "⏎") for each in talk.stored(who))])
        elif said:
            who = said.group(1) or "Somchai"
            lines.extend([line, *(f"< {each}".rstrip() for each in "\n".join(talk.do(said.group(2), who)).split("\n"))])
        else:
            lines.append(line)
    return head + "\n\n" + "\n".join(lines) + "\n"


def _set_up(head: str, engine: Engine) -> Talk:
    """Read the head: form, due (`monthly 20`, `rule ทุกสิ้นเดือน` or `2026-12-15 16:30`), publish (a form without a
    round), now, joined (names), invite (office duty), slip (office), workbook (a form Malee has sent).
    """
    settings = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line and not line.startswith("#"))
    talk = Talk(engine, datetime(2026, 11, 17, 2, tzinfo=UTC))
    talk.at(settings.get("now", "2026-11-17 09:00"))
    joined = settings.get("joined", "Somchai Suda Malee Wichai").replace("-", "").split()
    with transaction(engine) as session:
        people = world.settle(session, talk.now, joined)
        if "invite" in settings:
            code, duty = settings["invite"].split()
            world.invite(session, people.offices[code], duty, talk.now)
        if "slip" in settings:
            world.invite(session, people.offices[settings["slip"]], "officer", talk.now, asks=True)
        if "workbook" in settings:
            world.send_workbook(session, people.people["Malee"], settings["workbook"], talk.now)
        if "form" in settings:
            for form in settings["form"].split():
                world.open_round(session, form, _rule(settings.get("due", "monthly 20"), talk), talk.now)
        elif "publish" in settings:
            world.publish(session, settings["publish"], talk.now)
    return talk


def _rule(said: str, talk: Talk) -> Rule:
    kind, _, value = said.partition(" ")
    if kind == "monthly":
        return Monthly(int(value))
    if kind == "rule":
        read = parse_recurrence(value, today=talk.now.date())
        assert read.value is not None
        return rule_of(read.value)
    return Once(datetime.fromisoformat(said).replace(tzinfo=BANGKOK))
