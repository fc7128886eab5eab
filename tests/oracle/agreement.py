"""The table of agreement, as docs/oracles.md shows it."""

from collections.abc import Mapping
from pathlib import Path

from tests.oracle.compare import KINDS, Tally, same
from tests.oracle.expressions import FAILS

PAGE = Path(__file__).parents[2] / "docs" / "oracles.md"
NAMES = {
    "javarosa": "JavaRosa 5.1.0",
    "webforms": "ODK Web Forms 0.22.0",
    "openrosa": "Enketo (openrosa-xpath-evaluator 2.0.13)",
}

_HEAD = """# Proven against what we did not write

`make test-oracle` fills forms by chance in our engine and does the same, step by step, in two others: JavaRosa,
the engine of ODK Collect, and the engine of ODK Web Forms. After every answer it compares what is relevant, every
value, what is required and read-only, the verdict on the answer, and how each question is put: its choices and its
label; at the end, the report that is sent. A difference without a reason below (`tests/oracle/known.py`) fails the run.

Walked: {forms} small forms of our own (`tests/oracle/forms`) and the {field} forms of the library, {walks} walks,
{steps} steps. The first walks of each small form are kept in `tests/fixtures`, so the fast suite holds us to the
same without Java or Node. Forms others wrote are walked by `python -m tests.oracle.public`:
[public-forms.md](public-forms.md).

| compared | {names} |
|---|{rules}|
"""


def page(tallies: Mapping[str, Tally], facts: Mapping[str, int], expressions: str) -> str:
    """Return the page: the table, and the differences that are meant."""
    head = _HEAD.format(
        **facts, names=" | ".join(NAMES[name] for name in tallies), rules="|".join("---:" for _ in tallies)
    )
    rows = [_row("walks alike in everything", [f"{one.same:,} of {one.walks:,}" for one in tallies.values()])]
    rows.append(_row("walks the engine cannot start", [f"{one.refused:,}" for one in tallies.values()]))
    for kind in KINDS:
        cells = [_cell(one, kind) for one in tallies.values()]
        rows.append(_row(kind, cells))
    return (
        head
        + "\n".join(rows)
        + f"\n\n## Expressions\n\n{expressions}\n## Differences that are meant\n\n"
        + _meant(tallies)
    )


def alike(ours: Mapping[str, str], worth: Mapping[str, Mapping[str, str]]) -> str:
    """Return the table of expressions: how many each oracle knows, and how many of those are worth the same to us."""
    rows = [f"| written, of {len(ours):,} | known | worth the same |", "|---|---:|---:|"]
    for name, told in worth.items():
        known = [one for one in ours if told[one] != FAILS]
        rows.append(f"| {NAMES[name]} | {len(known):,} | {sum(same(ours[one], told[one]) for one in known):,} |")
    return "\n".join(rows) + "\n"


def _cell(tally: Tally, kind: str) -> str:
    return f"{tally.compared[kind]:,}, {tally.known_by_kind[kind]:,} differ"


def _row(name: str, cells: list[str]) -> str:
    return f"| {name} | " + " | ".join(cells) + " |"


def _meant(tallies: Mapping[str, Tally]) -> str:
    rows = ["| beside | times | why |", "|---|---:|---|"]
    for name, tally in tallies.items():
        rows += [f"| {NAMES[name]} | {count:,} | {reason} |" for reason, count in tally.known.most_common()]
    return "\n".join(rows) + "\n"


def write(text: str) -> None:
    """Write the page."""
    PAGE.write_text(text)
