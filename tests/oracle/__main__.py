"""`python -m tests.oracle`: walk beside the oracles, say where we differ, write docs/oracles.md.

With `--keep`, what they showed becomes the golden files of the fast suite.
"""

import sys
from datetime import UTC, datetime

from tests.oracle import agreement, corpus, engines, expressions, golden, walking
from tests.oracle.compare import Tally, same

SMALL_SEEDS = range(12)
FIELD_SEEDS = range(3)


def main() -> int:
    """Return 0 when every difference is a known one."""
    now = datetime.now(UTC)
    small, field = list(corpus.small()), list(corpus.field())
    walks = {**walking.walk_all(small, SMALL_SEEDS, now), **walking.walk_all(field, FIELD_SEEDS, now)}
    told = {name: walking.told(engine, walks) for name, engine in engines.ALL.items()}
    tallies = {name: walking.tally(name, walks, told[name]) for name in told}
    worth = {name: expressions.theirs(engine) for name, engine in engines.ALL.items()}
    if "--keep" in sys.argv:
        golden.keep_walks({key: walk for key, walk in walks.items() if walk[0] in small}, told, now)
        golden.keep_expressions(worth)
    steps = sum(len(walk.steps) for _, walk in walks.values())
    facts = {"forms": len(small), "field": len(field), "walks": len(walks), "steps": steps}
    text = agreement.page(tallies, facts, _alike(worth, now))
    agreement.write(text)
    print(text)
    return _differences(tallies)


def _alike(worth: dict[str, dict[str, str]], now: datetime) -> dict[str, str]:
    ours = {expression: expressions.ours(expression, now) for expression in expressions.EXPRESSIONS}
    return {
        name: f"{sum(same(ours[one], told[one]) for one in ours):,} of {len(ours):,}" for name, told in worth.items()
    }


def _differences(tallies: dict[str, Tally]) -> int:
    for name, tally in tallies.items():
        for one in tally.different[:40]:
            print(f"NEW {name}: {one}")
    return int(any(tally.different for tally in tallies.values()))


if __name__ == "__main__":
    sys.exit(main())
