"""Leave on the command line: noted, listed, ended, and what reminders make of it."""

from __future__ import annotations

from tests.command_line import Command, Script
from tests.test_cli_deadlines import app, november

__all__ = ["app", "november"]

SOMCHAI, SUDA = "officer-tak", "officer-maesot"
EARLY = ("--at", "2026-11-16T10:00")


def test_the_clock_reminds_who_acts(script: Script, november: str) -> None:
    noted = script("leave", "add", SOMCHAI, "2026-11-18", "2026-11-20", "--acting", SUDA, *EARLY)
    assert noted == {"name": SOMCHAI, "first": "2026-11-18", "last": "2026-11-20", "acting": SUDA}
    assert script("leave", "list", *EARLY) == [noted]
    counts = {day: script("clock", "--once", "--at", f"2026-11-{day}T09:00")["reminders"] for day in (17, 19, 23)}
    assert counts == {17: 3, 19: 2, 23: 3}


def test_an_office_without_anybody_is_shown(script: Script, november: str) -> None:
    script("leave", "add", SOMCHAI, "2026-11-18", *EARLY)
    states = [script("status", november, "--at", f"2026-11-{day}T10:00")["unreachable"] for day in (17, 18, 19)]
    assert states == [0, 1, 0]


def test_who_is_back_is_away_no_more(script: Script, flask: Command, november: str) -> None:
    script("leave", "add", SOMCHAI, "2026-11-18", "2026-11-20", *EARLY)
    script("leave", "end", SOMCHAI, "--at", "2026-11-19T08:00")
    assert script("leave", "list", "--at", "2026-11-19T08:01") == []
    assert flask("leave", "end", SOMCHAI, "--at", "2026-11-19T08:02").exit_code == 2


def test_what_cannot_be_noted_gets_a_sentence(flask: Command, november: str) -> None:
    for words, sentence in (
        ((SOMCHAI, "2026-11-18", "--acting", SOMCHAI), "Nobody can act"),
        (("nobody", "2026-11-18"), "nobody"),
        ((SOMCHAI, "2026-11-20", "2026-11-18"), "is before"),
        ((SOMCHAI, "2026-11-10"), "These days are over"),
    ):
        result = flask("leave", "add", *words, *EARLY)
        assert result.exit_code == 2
        assert sentence in result.output
