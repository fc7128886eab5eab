"""Expressions made by chance, typed so that most mean something: numbers, texts, truths, dates, nodes."""

import random
from collections.abc import Callable, Iterator

_NUMBERS = ("0", "1", "2", "7", "-3", "2.5", "10.75", "/data/n", "/data/half", "/data/blank", "count(/data/r)")
_TEXTS = ("'a'", "'abc'", "'สวัสดี'", "''", "'5'", "' x y '", "/data/a", "/data/blank", "/data/one", "/data/r[2]/x")
_DATES = ("/data/d", "/data/m", "'2026-02-28'", "'2024-02-29'", "today()", "date('2026-08-07')")
_NODES = ("/data/r/y", "/data/r/x", "/data/r[y > 1]/y", "/data/r[x != 'u']/y", "instance('l')/root/item/n")


class Maker:
    """Makes expressions of a kind, each a function of the seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def number(self, depth: int) -> str:
        if depth <= 0:
            return self.chance.choice(_NUMBERS)
        return self.one_of(
            lambda: f"({self.number(depth - 1)} {self.chance.choice('+-*')} {self.number(depth - 1)})",
            lambda: f"({self.number(depth - 1)} {self.chance.choice(('div', 'mod'))} {self.number(0)})",
            lambda: f"round({self.number(depth - 1)}, {self.chance.randint(0, 3)})",
            lambda: f"int({self.number(depth - 1)})",
            lambda: f"abs({self.number(depth - 1)})",
            lambda: f"string-length({self.text(depth - 1)})",
            lambda: f"{self.chance.choice(('sum', 'count', 'count-non-empty'))}({self.chance.choice(_NODES)})",
            lambda: f"if({self.truth(depth - 1)}, {self.number(depth - 1)}, {self.number(depth - 1)})",
            lambda: f"coalesce({self.number(depth - 1)}, {self.number(0)})",
            lambda: f"number({self.text(depth - 1)})",
            lambda: f"count-selected({self.text(depth - 1)})",
            lambda: f"int(decimal-date-time({self.chance.choice(_DATES)}))",
        )

    def text(self, depth: int) -> str:
        if depth <= 0:
            return self.chance.choice(_TEXTS)
        start, end = sorted(self.chance.sample(range(6), 2))
        return self.one_of(
            lambda: f"concat({self.text(depth - 1)}, {self.text(depth - 1)})",
            lambda: f"substr({self.text(depth - 1)}, {start}, {end})",
            lambda: f"substring-before({self.text(depth - 1)}, {self.text(0)})",
            lambda: f"substring-after({self.text(depth - 1)}, {self.text(0)})",
            lambda: f"translate({self.text(depth - 1)}, 'abc', 'xy')",
            lambda: f"normalize-space({self.text(depth - 1)})",
            lambda: f"string({self.number(depth - 1)})",
            lambda: f"if({self.truth(depth - 1)}, {self.text(depth - 1)}, {self.text(depth - 1)})",
            lambda: f"coalesce({self.text(depth - 1)}, {self.text(0)})",
            lambda: f"join('-', {self.text(depth - 1)}, {self.text(0)})",
            lambda: f"selected-at({self.text(depth - 1)}, {self.chance.randint(0, 2)})",
            lambda: f"format-date({self.chance.choice(_DATES)}, '%d/%m/%Y %b')",
            lambda: f"digest({self.text(depth - 1)}, 'MD5', 'hex')",
        )

    def truth(self, depth: int) -> str:
        if depth <= 0:
            return self.chance.choice(("true()", "false()"))
        return self.one_of(
            lambda: f"({self.number(depth - 1)} {self.sign()} {self.number(depth - 1)})",
            lambda: f"({self.text(depth - 1)} {self.chance.choice(('=', '!='))} {self.text(depth - 1)})",
            lambda: f"({self.truth(depth - 1)} {self.chance.choice(('and', 'or'))} {self.truth(depth - 1)})",
            lambda: f"not({self.truth(depth - 1)})",
            lambda: f"selected({self.text(depth - 1)}, {self.text(0)})",
            lambda: f"contains({self.text(depth - 1)}, {self.text(0)})",
            lambda: f"starts-with({self.text(depth - 1)}, {self.text(0)})",
            lambda: f"regex({self.text(depth - 1)}, '^[a-z5]*$')",
            lambda: f"boolean-from-string({self.text(depth - 1)})",
        )

    def sign(self) -> str:
        return self.chance.choice(("=", "!=", "<", "<=", ">", ">="))

    def one_of(self, *ways: Callable[[], str]) -> str:
        return self.chance.choice(ways)()


def expressions(count: int, seed: int) -> Iterator[str]:
    """Return expressions of depth one to three, each another."""
    seen: set[str] = set()
    maker = Maker(seed)
    while len(seen) < count:
        make = maker.chance.choice((maker.number, maker.text, maker.truth))
        made = make(maker.chance.randint(1, 3))
        if made not in seen:
            seen.add(made)
            yield made
