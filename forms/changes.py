"""What one turn changed: the rows a store must write."""

from dataclasses import dataclass

from forms.facts import Key, Leaf
from forms.interview import Interview
from forms.renumber import Move


@dataclass(frozen=True, slots=True)
class Changes:
    """Rows to write, in this order: `removed` goes (old numbering), `moved` is renumbered, `set` is kept.

    `moved` are (ref of the repeat, old pos, new pos) of instances; everything inside moves along.
    `repeats` are instance counts to write, by (ref, pos around); 0 also for those that are gone.
    """

    set: dict[Key, Leaf]
    removed: frozenset[Key]
    moved: list[tuple[str, str, str]]
    repeats: dict[Key, int]


def changes(before: Interview, after: Interview) -> Changes:
    """Return what to write so that what was stored of `before` becomes `after`, which must follow from it."""
    moves = after.moves[len(before.moves) :]
    origin = _origins(before, moves)
    kept = {key: before.answers[old] for key, old in origin.items()} if moves else before.answers
    removed = {origin.get(key, key) for key in kept if key not in after.answers}
    removed |= set(before.answers) - set(origin.values()) if moves else set()
    return Changes(
        set={key: leaf for key, leaf in after.answers.items() if kept.get(key) is not leaf and kept.get(key) != leaf},
        removed=frozenset(removed),
        moved=[(move.ref, move.old, move.new) for move in moves if move.new],
        repeats=_counts(before, after),
    )


def _origins(before: Interview, moves: tuple[Move, ...]) -> dict[Key, Key]:
    """Where each answer stood before the moves, by where it stands after them."""
    if not moves:
        return {}
    pairs = ((next(Move.follow_all(moves, [key]), None), key) for key in before.answers)
    return {new: old for new, old in pairs if new is not None}


def _counts(before: Interview, after: Interview) -> dict[Key, int]:
    changed = {key: count for key, count in after.repeats.items() if before.repeats.get(key) != count}
    return changed | {key: 0 for key in before.repeats if key not in after.repeats}
