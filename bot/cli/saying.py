"""How every command speaks: a short table for people, one line of JSON for scripts, one sentence when it cannot."""

from __future__ import annotations

import functools
import json
import logging
import unicodedata
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, time
from difflib import get_close_matches
from typing import Any, ParamSpec, TypeVar

import click
from flask import current_app

from bot.app import Parts, parts_of
from thai.dates import BANGKOK, in_bangkok

P = ParamSpec("P")
T = TypeVar("T")
DUE_TIME = time(16, 30)  # of a deadline given as a day
UNABLE = 2  # exit code

log = logging.getLogger(__name__)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")


class Trouble(click.ClickException):
    """What went wrong, in one sentence."""

    exit_code = UNABLE


def told(function: Callable[P, T]) -> Callable[P, T]:
    """Let a command fail with a sentence, never with a traceback; that goes to the log at level DEBUG."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return function(*args, **kwargs)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            log.debug("command_failed", exc_info=True)
            raise Trouble(_sentence(error)) from error

    return run


def _sentence(error: Exception) -> str:
    first = (str(error).strip() or type(error).__name__).splitlines()[0]
    if "no such table" in first or "UndefinedTable" in first:
        return "The database has no tables yet. Run: flask db upgrade"
    return first if isinstance(error, ValueError | LookupError | OSError) else f"{type(error).__name__}: {first}"


def parts() -> Parts:
    return parts_of(current_app._get_current_object())  # type: ignore[attr-defined]


def say(found: Any, as_json: bool, lines: Callable[[], Sequence[str]]) -> None:
    """Print `found` as JSON or the lines for people."""
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        click.echo("\n".join(lines()))


def table(heading: Sequence[str], rows: Collection[Sequence[object]]) -> list[str]:
    """Return lines with columns two spaces apart; Thai marks above and below take no width."""
    cells = [[str(cell) for cell in row] for row in (heading, *rows)]
    widths = [max(width(row[column]) for row in cells) for column in range(len(heading))]
    return ["  ".join(_padded(cell, to) for cell, to in zip(row, widths, strict=True)).rstrip() for row in cells]


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(1 for letter in text if unicodedata.category(letter) != "Mn")


def _padded(cell: str, to: int) -> str:
    return cell + " " * (to - width(cell))


class BangkokMoment(click.ParamType[datetime]):
    """An ISO time; without a zone it is Bangkok's. A day alone means `day_time` of it."""

    name = "ISO"

    def __init__(self, day_time: time = DUE_TIME) -> None:
        self._day_time = day_time

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(value.strip())
        except ValueError:
            self.fail(f"{value!r} is not an ISO time such as 2026-12-20T16:30 or 2026-12-20.", param, ctx)
        if len(value.strip()) <= len("2026-12-20"):
            moment = datetime.combine(moment.date(), self._day_time)
        return (moment if moment.tzinfo else moment.replace(tzinfo=BANGKOK)).astimezone(UTC)


def iso(moment: datetime | None) -> str | None:
    """Return a moment for scripts: ISO, in Bangkok's time, with its offset, to the second."""
    return in_bangkok(moment).isoformat(timespec="seconds") if moment else None


def clock_face(moment: datetime | None) -> str:
    """Return a moment for people: 2026-12-20 16:30 in Bangkok."""
    return f"{in_bangkok(moment):%Y-%m-%d %H:%M}" if moment else "-"


def unknown(what: str, wanted: str, known: Collection[str]) -> Trouble:
    """Return the sentence about a name that does not exist, with what may have been meant."""
    near = get_close_matches(wanted, known, 3) or [name for name in known if wanted and wanted in name][:3]
    return Trouble(f"There is no {what} {wanted!r}." + (f" Did you mean {' or '.join(near)}?" if near else ""))
