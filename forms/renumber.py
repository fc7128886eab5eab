"""Removing an instance of a repeat: those after it move up, and everything inside moves along."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from forms.facts import Key
from forms.instance import Instance
from forms.node import inside, last_number, outside


class Move(NamedTuple):
    """An instance of `ref` that stood at `old` and now stands at `new`; '' when it was removed."""

    ref: str
    old: str
    new: str

    def follow(self, key: Key) -> Key | None:
        """Return where a place is after the move, None when it went with the instance."""
        ref, pos = key
        concerned = ref == self.ref or ref.startswith(self.ref + "/")
        if not concerned or not (pos == self.old or pos.startswith(self.old + ".")):
            return key
        return (ref, self.new + pos[len(self.old) :]) if self.new else None

    @staticmethod
    def follow_all(moves: Iterable["Move"], keys: Iterable[Key]) -> Iterator[Key]:
        """Return where places are after all moves, in their order; removed ones are left out."""
        moves = tuple(moves)
        for key in keys:
            moved: Key | None = key
            for move in moves:
                moved = move.follow(moved) if moved is not None else None
            if moved is not None:
                yield moved


def without(instance: Instance, ref: str, pos: str) -> list[Move]:
    """Take the instance of `ref` at `pos` out of the values and return the moves that made."""
    around, number = outside(pos), last_number(pos)
    count = instance.count(ref, around)
    moves = [Move(ref, pos, "")]
    moves += [Move(ref, inside(around, n), inside(around, n - 1)) for n in range(number + 1, count + 1)]
    for move in moves:
        _apply(move, instance.answers)
        _apply(move, instance.repeats)
    instance.repeats[(ref, around)] = count - 1
    return moves


def _apply(move: Move, values: dict[Key, Any]) -> None:
    concerned = [(key, move.follow(key)) for key in values if move.follow(key) != key]
    for key, new in concerned:
        value = values.pop(key)
        if new is not None:
            values[new] = value
