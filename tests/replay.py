"""Play files of real answers through a running `make run`, one office per answerer, and compare what was kept.

    python -m tests.replay --control http://127.0.0.1:8000 --answers FILE.json ...

Run it with the environment of `make run` (DATA_DIR, ports): the `flask` commands read it. The texts stay where they
are; nothing of them is printed, only where a difference begins.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from demo.steps import ROOT, run_flask
from demo.trial import Trial
from tests.answer_files import Answers, Reader, read_answers
from tests.control import Control
from tests.driver import Officer, Typed, Where, by_command, by_database

Flask = Callable[..., Any]


@dataclass(frozen=True)
class Played:
    """One office's report: what was typed, what was kept, what no question asked for."""

    answers: Answers
    office: str
    typed: Sequence[Typed]
    kept: Sequence[Typed]
    left: dict[str, list[str]]
    said: int = 0  # messages and taps, from the first question to the summary
    asked: int = 0  # questions answered or left: the least number of messages

    @property
    def differences(self) -> list[str]:
        """Return a line for each question whose stored answer is not what was typed."""
        kept = {(each.ref, each.position): each.text for each in self.kept}
        typed = {(each.ref, each.position): each.text for each in self.typed}
        lines = [_difference(key, typed.get(key), kept.get(key)) for key in sorted(typed.keys() | kept.keys())]
        return [line for line in lines if line] + [
            f"never asked for: {item} ({len(t)})" for item, t in self.left.items()
        ]


def _difference(key: tuple[str, str], typed: str | None, kept: str | None) -> str:
    where = f"{key[0]}{f'[{key[1]}]' if key[1] else ''}"
    if typed == kept:
        return ""
    if typed is None or kept is None:
        return f"{where}: {'kept, not typed' if typed is None else 'typed, not kept'}"
    same = next((place for place, (one, two) in enumerate(zip(typed, kept, strict=False)) if one != two), len(kept))
    return f"{where}: {len(typed)} characters typed, {len(kept)} kept, different from character {same}"


def play(control: Control, flask: Flask, where: Where, answers: Answers, office: str, round_key: str) -> Played:
    """Let the officer of an office fill and send one report; return it beside what the export holds."""
    code = flask("invite", "create", "--office", office, "--role", "officer", "--json")["code"]
    officer = Officer(control, control.user("นายสมมติ ทดสอบ"), where)
    officer.join(code)
    short = {row["form"]: row["short"] for row in flask("form", "list", "--json")}
    officer.open(round_key, called=short[answers.form])
    reader = Reader(answers)
    before = officer.said
    typed = officer.fill(reader)
    said = officer.said - before
    officer.submit()
    rows = flask("export", "answers", round_key, "--json")["answers"]
    kept = [
        Typed(row["ref"], row["position"], row["value"])
        for row in rows
        if row["office"] == office and row["source"] == "user" and row["state"] != "put_off"
    ]
    return Played(answers, office, typed, kept, reader.left, said, officer.asked)


def play_file(control: Control, flask: Flask, where: Where, file: Path) -> Iterator[Played]:
    """Open a round for the offices that answer in a file, and play them one after the other."""
    everybody = read_answers(file)
    flask("form", "publish", str(ROOT / "forms" / "library" / f"{everybody[0].form}.xlsx"))
    due = free_day(flask, everybody[0].form)
    round_ = flask("round", "open", everybody[0].form, "--due", due.isoformat(), "--json")
    offices = choose_offices(everybody, flask("status", round_["round"], "--json")["offices"])
    for answers, office in zip(everybody, offices, strict=True):
        yield play(control, flask, where, answers, office, round_["round"])


def free_day(flask: Flask, form: str) -> date:
    """Return a day, a month or more from now, on which no round of the form is due."""
    taken = {row["period"] for row in flask("round", "list", "--json") if row["form"] == form}
    day = date.today() + timedelta(days=30)
    while day.isoformat() in taken:
        day += timedelta(days=1)
    return day


def choose_offices(everybody: Sequence[Answers], offices: Sequence[dict[str, Any]]) -> list[str]:
    """Return an office for each answerer: the one of that name while it is free, else any other."""
    by_name = {office["name"]: office["code"] for office in offices}
    wanted = [by_name.get(answers.answerer, "") for answers in everybody]
    own = [code if code not in wanted[:place] else "" for place, code in enumerate(wanted)]
    others = iter([office["code"] for office in offices if office["code"] not in own])
    return [code or next(others) for code in own]


def tell(played: Played) -> str:
    answers = played.answers
    characters = sum(len(each.text) for each in played.typed)
    effort = f"{played.said} messages for {played.asked} questions, {played.said / max(1, played.asked):.2f} each"
    head = f"{answers.form}  {played.office}  {len(played.typed)} answers, {characters} characters, {effort}"
    return "\n".join([f"{head}: {len(played.differences)} differences", *(f"  {line}" for line in played.differences)])


@contextmanager
def _where(flask: Flask, database_url: str, *, by_commands: bool) -> Iterator[Where]:
    if by_commands:
        yield by_command(flask)
    else:
        with by_database(database_url) as where:
            yield where


def main(words: Sequence[str]) -> int:
    """Return 0 when everything kept is what was typed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    trial = Trial.from_environment(os.environ)
    parser.add_argument("--control", default=trial.simulator_url, help="address of the simulator")
    parser.add_argument("--answers", type=Path, nargs="+", required=True, metavar="FILE.json")
    parser.add_argument("--by-command", action="store_true", help="ask `flask interview show` before every answer")
    said = parser.parse_args(words)
    environment = trial.settings(os.environ)

    def flask(*command: str) -> Any:
        return run_flask(environment, *command)

    different = 0
    where = _where(flask, environment["DATABASE_URL"], by_commands=said.by_command)
    with closing(Control(said.control)) as control, where as find:
        for file in said.answers:
            for played in play_file(control, flask, find, file):
                print(tell(played), flush=True)
                different += len(played.differences)
        refused = control.ledger()["refusals"]
    print(f"{different} differences; LINE refused {len(refused)} of our messages")
    return 1 if different or refused else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
