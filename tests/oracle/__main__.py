"""`python -m tests.oracle`: walk beside the oracles, say where we differ, write docs/oracles.md.

With `--keep`, what they showed becomes the golden files of the fast suite.
"""

import sys
from datetime import UTC, datetime

from tests.oracle import agreement, corpus, engines, expressions, fuzz, golden, walking
from tests.oracle.compare import Tally, same

SMALL_SEEDS = range(12)
FIELD_SEEDS = range(3)
BY_CHANCE = 600
CHANCE_SEED = 67


def main() -> int:
    """Return 0 when every difference is a known one."""
    now = datetime.now(UTC)
    small, field = list(corpus.small()), list(corpus.field())
    walks = {**walking.walk_all(small, SMALL_SEEDS, now), **walking.walk_all(field, FIELD_SEEDS, now)}
    told = {name: walking.told(engine, walks) for name, engine in engines.ALL.items()}
    tallies = {name: walking.tally(name, walks, told[name]) for name in told}
    worth = {name: expressions.theirs(engine) for name, engine in engines.EVALUATORS.items()}
    if "--keep" in sys.argv:
        golden.keep_walks({key: walk for key, walk in walks.items() if walk[0] in small}, told, now)
        golden.keep_expressions(worth)
    steps = sum(len(walk.steps) for _, walk in walks.values())
    facts = {"forms": len(small), "field": len(field), "walks": len(walks), "steps": steps}
    ours = {one: expressions.ours(one, now) for one in expressions.EXPRESSIONS}
    chance, wrong = _by_chance(now)
    text = agreement.page(tallies, facts, f"{agreement.alike(ours, worth)}\n{chance}\n")
    agreement.write(text)
    print(text)
    return _differences(tallies, wrong)


def _by_chance(now: datetime) -> tuple[str, list[str]]:
    """Return a sentence on expressions made by chance, and those where we stand alone."""
    made = list(fuzz.expressions(BY_CHANCE, CHANCE_SEED))
    one, other = (expressions.theirs(engine, made) for engine in engines.ALL.values())
    agreed = [text for text in made if same(one[text], other[text])]
    wrong = [text for text in agreed if not same(expressions.ours(text, now), one[text])]
    counted = f"both engines agree on {len(agreed):,} of {len(made):,}, and we with {len(agreed) - len(wrong):,}"
    return f"Made by chance: {counted}.", wrong


def _differences(tallies: dict[str, Tally], wrong: list[str]) -> int:
    for name, tally in tallies.items():
        for one in tally.different[:40]:
            print(f"NEW {name}: {one}")
    for text in wrong[:40]:
        print(f"NEW expression: {text}")
    return int(bool(wrong) or any(tally.different for tally in tallies.values()))


if __name__ == "__main__":
    sys.exit(main())
