"""What JavaRosa and ODK Web Forms showed of our forms and expressions, held against ours.

They do not run here: `make test-oracle` does that, and keeps what they showed in tests/fixtures.
"""

import pytest

from tests.oracle import expressions, golden, known
from tests.oracle.compare import Comparison, Tally, same
from tests.oracle.corpus import FORMS, sample
from tests.oracle.replay import replayed, unpacked

KEPT = list(golden.walks())
WORTH = golden.expressions()


@pytest.mark.parametrize(("now", "kept"), KEPT, ids=[f"{kept['form']}-{kept['seed']}" for _, kept in KEPT])
def test_a_walk_shows_what_the_oracles_showed(now, kept) -> None:  # type: ignore[no-untyped-def]
    form = sample(FORMS / f"{kept['form']}.md").form
    ours = list(replayed(form, kept["seed"], now, kept["steps"]))
    for engine, told in kept["told"].items():
        tally = Tally()
        steps = told if "error" in told else {"steps": list(unpacked(told["steps"]))}
        Comparison(kept["form"], form, known.of(engine), tally).walk(ours, steps)
        assert tally.different == [], engine


@pytest.mark.parametrize("expression", expressions.EXPRESSIONS)
def test_an_expression_is_worth_what_an_oracle_says(expression: str) -> None:
    worth = expressions.ours(expression, KEPT[0][0])
    decided = expressions.DECIDED.get(expression)
    assert worth == decided if decided else any(same(worth, told) for told in WORTH[expression].values())
