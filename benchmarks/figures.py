"""What a measurement says: a figure beside its baseline, as a line of JSON and as a row of the table."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from importlib.metadata import version
from typing import Any

from benchmarks.processes import ROOT

PACKAGES = ("flask", "gunicorn", "sqlalchemy", "psycopg", "line-bot-sdk")
HEADINGS = ("", "figure", "on", "value", "baseline", "ratio", "at least", "aim", "noise")


@dataclass(frozen=True)
class Target:
    """What a ratio should reach. `at_most`: smaller is better; `gated`: steady enough for a short run to fail on."""

    least: float
    aim: float
    at_most: bool = False
    gated: bool = True

    def holds(self, ratio: float, slack: float = 1.0) -> bool:
        """Return whether `ratio` reaches the least, or `slack` times it: 0.5 asks for half as much."""
        return ratio <= self.least / slack if self.at_most else ratio >= self.least * slack


TARGETS: Mapping[str, Target] = {
    "T2": Target(4, 6),
    "T3": Target(0.9, 1.5),
    "T4": Target(0.35, 0.55),
    "T6": Target(0.06, 0.03, at_most=True, gated=False),
    "T6+": Target(0.25, 0.06, at_most=True, gated=False),
    "T7": Target(2, 1.2, at_most=True, gated=False),
    "T9": Target(1.25, 1.08, at_most=True, gated=False),
    "T10": Target(0.2, 0.1, at_most=True, gated=False),
    "T11": Target(1.2, 0.6, at_most=True, gated=False),
    "E1": Target(1.15, 1.05, at_most=True, gated=False),
    "E2": Target(1.0, 0.5, at_most=True, gated=False),
    "T12": Target(1.1, 1.03, at_most=True),
}


@dataclass(frozen=True)
class Figure:
    """One figure. `trusted` False: the machine was too busy, or the work was not done as it should (`why`)."""

    target: str
    name: str
    on: str
    value: float
    unit: str
    baseline: float | None = None
    baseline_name: str = ""
    trusted: bool = True
    why: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def ratio(self) -> float | None:
        return self.value / self.baseline if self.baseline else None

    def line(self) -> str:
        return json.dumps({"ratio": _rounded(self.ratio), **_rounded(asdict(self))}, ensure_ascii=False)

    def row(self) -> Sequence[str]:
        target = TARGETS.get(self.target)
        sign = "≤" if target and target.at_most else "≥"
        wanted = (f"{sign} {target.least:g}", f"{sign} {target.aim:g}") if target and self.ratio else ("", "")
        baseline = f"{_number(self.baseline)} {self.baseline_name}" if self.baseline is not None else ""
        ratio = f"{self.ratio:.2f}" if self.ratio is not None else ""
        value = f"{_number(self.value)} {self.unit}"
        return (self.target, self.name, self.on, value, baseline, ratio, *wanted, "" if self.trusted else self.why)


def setting(now: datetime) -> str:
    """Return the line that opens a run: what was measured, with what, on how many cores. No names of machines."""
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    found = {
        "at": now.isoformat(timespec="seconds"),
        "commit": commit or "unknown",
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
    }
    return json.dumps(found)


def table(figures: Sequence[Figure]) -> list[str]:
    """Return the figures as lines of a Markdown table."""
    rows = [HEADINGS, *(figure.row() for figure in figures)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(HEADINGS))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    return [lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]]


def misses(figures: Sequence[Figure], slack: float) -> list[str]:
    """Return a sentence for each trusted figure that does not even reach `slack` of its target."""
    return [
        f"{figure.target} {figure.name} on {figure.on}: {figure.ratio:.2f}"
        for figure in figures
        if figure.trusted and figure.ratio is not None and figure.target in TARGETS
        if TARGETS[figure.target].gated and not TARGETS[figure.target].holds(figure.ratio, slack)
    ]


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _rounded(value: Any) -> Any:
    match value:
        case float():
            return float(f"{value:.4g}")
        case dict():
            return {key: _rounded(each) for key, each in value.items()}
        case list() | tuple():
            return [_rounded(each) for each in value]
    return value
