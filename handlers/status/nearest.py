"""The kinds of questions whose usual words are most like what was typed: three to choose from, never a guess."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from handlers.status.asked import Kind
from handlers.status.spelling import plain, spelled, squeezed
from handlers.words_status import EXAMPLES

NEAREST = 3


def kinds(text: str) -> tuple[Kind, ...]:
    """Return the three kinds whose examples share most with a text; the commonest questions where nothing is shared."""
    said = _pairs(text)
    scores = {kind: _alike(said, _pairs(example)) for kind, example in EXAMPLES.items()}
    return tuple(sorted(EXAMPLES, key=lambda kind: -scores[kind])[:NEAREST])


def _pairs(text: str) -> Counter[str]:
    said = spelled(squeezed(plain(text)))
    return Counter(said[start : start + 2] for start in range(len(said) - 1))


def _alike(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    shared = sum(min(count, other.get(pair, 0)) for pair, count in one.items())
    return shared / (sum(other.values()) + 4)
