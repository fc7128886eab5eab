"""Play files of real answers through a running `make run`, one office per answerer, and compare what was kept.

    python -m tests.replay --control http://127.0.0.1:8000 --answers FILE.json ...
    python -m tests.replay --answers FILE.json --document DOCUMENT.txt --layout merged

Run it with the environment of `make run` (DATA_DIR, ports): the `flask` commands read it. The texts stay where they
are; nothing of them is printed, only where a difference begins. With --document the round is compiled to Word and its
text compared with that document's (tests/compiled_equal.py); the answerers are then offices of their own, named and in
the order of the file. The few characters around a difference are shown.
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
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl import Workbook

from demo.steps import ROOT, run_flask
from demo.trial import Trial
from tests.answer_files import Answers, Reader, read_answers, reporter
from tests.compiled_equal import difference, text_of
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
    round: str = ""

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


def play(control: Control, flask: Flask, where: Where, reader: Reader, office: str, round_key: str) -> Played:
    """Let the officer of an office fill and send one report; return it beside what the export holds."""
    answers = reader.answers
    code = flask("invite", "create", "--office", office, "--role", "officer", "--json")["code"]
    officer = Officer(control, control.user("นายสมมติ ทดสอบ"), where)
    officer.join(code)
    short = {row["form"]: row["short"] for row in flask("form", "list", "--json")}
    officer.open(round_key, called=short[answers.form])
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
    return Played(answers, office, typed, kept, reader.left, said, officer.asked, round_key)


def play_file(control: Control, flask: Flask, where: Where, file: Path, *, as_named: bool = False) -> Iterator[Played]:
    """Open a round for the offices that answer in a file, and play them one after the other.

    With `as_named` the offices are new, named as the file names the answerers, and put off what the file has no answer
    to, as the form lets them who answer something else: ไม่มี would be printed.
    """
    everybody = read_answers(file)
    flask("form", "publish", str(ROOT / "forms" / "library" / f"{everybody[0].form}.xlsx"))
    named = add_offices(flask, everybody) if as_named else []
    due = free_day(flask, everybody[0].form)
    round_ = flask("round", "open", everybody[0].form, "--due", due.isoformat(), "--json")
    offices = named or choose_offices(everybody, flask("status", round_["round"], "--json")["offices"])
    for answers, office in zip(everybody, offices, strict=True):
        yield play(control, flask, where, Reader(answers, puts_off=as_named), office, round_["round"])


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


def add_offices(flask: Flask, everybody: Sequence[Answers]) -> list[str]:
    """Import an office for each answerer, in order; two sub-units of one office are two offices of that name."""
    codes = [f"{answers.form}-{number}" for number, answers in enumerate(everybody, 1)]
    book = Workbook()
    offices, people = book.create_sheet("offices"), book.create_sheet("people")
    offices.append(("code", "name", "kind", "province", "parents"))
    people.append(("name", "office", "role"))
    for code, answers in zip(codes, everybody, strict=True):
        offices.append((code, answers.answerer, "หน่วยงาน"))
        people.append(("นางสาวสมมติ รอรายงาน", code, "officer"))  # rounds ask only offices where somebody fills
    with TemporaryDirectory() as folder:
        file = Path(folder) / "offices.xlsx"
        book.save(file)
        flask("people", "import", str(file))
    return codes


def compare(flask: Flask, round_key: str, document: Path, how: Sequence[str]) -> str:
    """Compile a round to Word; return "" or where its text begins to differ from a document's."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "compiled.docx"
        flask("export", "word", round_key, *how, "-o", str(file))
        return difference(text_of(file.read_bytes()), document.read_text(encoding="utf-8"))


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
    parser.add_argument("--document", type=Path, metavar="FILE", help="the text the compiled report must equal")
    parser.add_argument("--layout", default="by-item", help="of the compiled report: by-item, by-office or merged")
    parser.add_argument(
        "--hide-compiler", action="store_true", help="leave out the name over the reporter's own answers"
    )
    said = parser.parse_args(words)
    if said.document and len(said.answers) > 1:
        parser.error("--document takes the answers of one file")
    environment = trial.settings(os.environ)
    if said.document and (name := reporter(said.answers[0])):
        environment["OFFICE_NAME"] = name

    def flask(*command: str) -> Any:
        return run_flask(environment, *command)

    different = 0
    where = _where(flask, environment["DATABASE_URL"], by_commands=said.by_command)
    with closing(Control(said.control)) as control, where as find:
        for file in said.answers:
            for played in play_file(control, flask, find, file, as_named=bool(said.document)):
                print(tell(played), flush=True)
                different += len(played.differences)
        if said.document:
            how = ["--layout", said.layout, *(["--hide-compiler"] if said.hide_compiler else [])]
            found = compare(flask, played.round, said.document, how)
            print(f"{said.document.name}: {found or 'the compiled report has its text, in order'}")
            different += bool(found)
        refused = control.ledger()["refusals"]
    print(f"{different} differences; LINE refused {len(refused)} of our messages")
    return 1 if different or refused else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
