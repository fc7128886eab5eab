"""What the oracles showed of our forms and expressions, kept for the suite that runs without them."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.oracle.corpus import Sample
from tests.oracle.engines import Told
from tests.oracle.replay import packed
from tests.oracle.walks import Walk

FIXTURES = Path(__file__).parents[1] / "fixtures"
WALKS = FIXTURES / "oracle_walks.json"
EXPRESSIONS = FIXTURES / "oracle_expressions.json"
SEEDS = (0, 1)  # the walks that are kept


def keep_expressions(told: dict[str, dict[str, str]]) -> None:
    """Write what each expression is worth to each oracle, one a line."""
    first = next(iter(told.values()))
    rows = {expression: {engine: worth[expression] for engine, worth in told.items()} for expression in first}
    lines = (f"{_text(expression)}: {_text(row)}" for expression, row in rows.items())
    EXPRESSIONS.write_text("{\n" + ",\n".join(lines) + "\n}\n")


def keep_walks(walks: dict[str, tuple[Sample, Walk]], told: dict[str, dict[str, Told]], now: datetime) -> None:
    """Write the first walks of every form and what the oracles showed, one a line."""
    kept = [(walk_id, sample, walk) for walk_id, (sample, walk) in walks.items() if walk.seed in SEEDS]
    lines = (
        _text(
            {
                "form": sample.name,
                "seed": walk.seed,
                "steps": walk.steps,
                "told": {engine: _packed(all_of[walk_id]) for engine, all_of in told.items()},
            }
        )
        for walk_id, sample, walk in kept
    )
    WALKS.write_text(f'{{"now": "{now.isoformat()}", "walks": [\n' + ",\n".join(lines) + "\n]}\n")


def _packed(told: Told) -> Told:
    return told if "error" in told else {"steps": packed(told["steps"])}


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def expressions() -> dict[str, dict[str, str]]:
    """Return what each expression is worth, by engine."""
    found: dict[str, dict[str, str]] = json.loads(EXPRESSIONS.read_text())
    return found


def walks() -> Iterator[tuple[datetime, dict[str, Any]]]:
    """Return the walks that were kept, with the moment they were made."""
    kept = json.loads(WALKS.read_text())
    now = datetime.fromisoformat(kept["now"])
    return ((now, walk) for walk in kept["walks"])
