"""The way through a form: which places there are, which are asked, what comes next and before.

Form entry as ODK's: in the order of the form, over relevant questions, with the offer to add
after the last instance of an open repeat. Notes and read-only nodes are places, but never asked.
"""

from collections.abc import Iterable, Iterator

from forms.facts import Index, Key, Leaf
from forms.instance import MAX_INSTANCES, Instance
from forms.layout import Stage
from forms.node import inside, outside

END = Index("end")
Closed = frozenset[Key]


def places(instance: Instance, closed: Closed) -> list[Index]:
    """Return every place of the form in order, relevant or not, with the offers to add."""
    found: list[Index] = []
    _places(instance, closed, instance.form.plan, "", found)
    return found


def places_of(instance: Instance, closed: Closed, stages: Iterable[int]) -> list[Index]:
    """Return the places of some stages of the form, in the order of `stages`."""
    return [place for number in stages for place in _stage(instance, closed, number)]


def _stage(instance: Instance, closed: Closed, number: int) -> list[Index]:
    """Return the places of one stage of the form: a question, or a repeat with all its instances."""
    found: list[Index] = []
    _places(instance, closed, instance.form.plan[number : number + 1], "", found)
    return found


def onward(instance: Instance, closed: Closed, index: Index) -> Iterator[Index]:
    """Return the places after `index` to the end, then those from the start; made as they are needed."""
    yield from ahead(instance, closed, index)
    here = _stage_number(instance, index)
    for number in range(here):
        yield from _stage(instance, closed, number)
    way = _stage(instance, closed, here)
    yield from way[: _after(way, index)]


def ahead(instance: Instance, closed: Closed, index: Index) -> Iterator[Index]:
    """Return the places after `index` to the end; made as they are needed."""
    here = _stage_number(instance, index)
    way = _stage(instance, closed, here)
    yield from way[_after(way, index) :]
    for number in range(here + 1, len(instance.form.plan)):
        yield from _stage(instance, closed, number)


def _stage_number(instance: Instance, index: Index) -> int:
    return len(instance.form.plan) if index.event == "end" else instance.form.stage_of[index.ref]


def backward(instance: Instance, closed: Closed, index: Index) -> Iterator[Index]:
    """Return the places before `index`, the nearest first; made as they are needed."""
    here = _stage_number(instance, index)
    way = _stage(instance, closed, here)
    end = way.index(index) if index in way else _after(way, index)
    yield from reversed(way[:end])
    for number in reversed(range(here)):
        yield from reversed(_stage(instance, closed, number))


def _places(instance: Instance, closed: Closed, stages: tuple[Stage, ...], pos: str, found: list[Index]) -> None:
    for ref, inner in stages:
        if inner is None:
            found.append(Index("question", ref, pos) if pos else instance.form.at_top[ref])
        else:
            _repeat_places(instance, closed, (ref, inner), pos, found)


def _repeat_places(
    instance: Instance, closed: Closed, stage: tuple[str, tuple[Stage, ...]], pos: str, found: list[Index]
) -> None:
    ref, inner = stage
    count, start = instance.count(ref, pos), len(found)
    for n in range(count):
        _places(instance, closed, inner, inside(pos, n + 1), found)
    if ref not in instance.form.open_repeats:
        return
    first = _left(instance, found[start:]) if count == 1 else None
    if first is not None:
        del found[start + first + 1 :]
    elif (ref, pos) not in closed and count < MAX_INSTANCES:
        found.append(Index("add_repeat", ref, inside(pos, count + 1)))


def _left(instance: Instance, inside_first: list[Index]) -> int | None:
    """Return where a repeat was left: its first question was answered "none", or put off."""
    if not any(_set_aside(instance.answers.get((ref, pos))) for _, ref, pos in inside_first):
        return None
    for at, index in enumerate(inside_first):
        if is_asked(instance, index):
            return at if _set_aside(instance.answers.get((index.ref, index.pos))) else None
    return None


def _set_aside(leaf: Leaf | None) -> bool:
    return leaf is not None and leaf.state != "value"


def is_asked(instance: Instance, index: Index) -> bool:
    """Return whether a place is put to the person: relevant, not read-only, with something to choose."""
    ref, pos = index.ref, index.pos
    if index.event == "add_repeat":
        return instance.relevant(ref, pos)
    node, logic = instance.nodes[ref], instance.form.logic[ref]
    if node.kind != "question" or node.type == "note" or not instance.relevant(ref, pos):
        return False
    if instance.holds(logic.readonly, pos, otherwise=False):
        return False
    return logic.filter is None or instance.offers_any(ref, pos)


def is_open(instance: Instance, index: Index) -> bool:
    """Return whether a place still waits for the person."""
    key = (index.ref, index.pos)
    blank = index.event == "add_repeat" or key not in instance.answers or key in instance.presumed
    return blank and is_asked(instance, index)


def next_open(instance: Instance, closed: Closed, index: Index) -> Index:
    """Return the next place that waits after `index`; past the end the first one; else the end."""
    elsewhere = (place for place in onward(instance, closed, index) if place != index and is_open(instance, place))
    nearest = next(elsewhere, None)
    if nearest is not None:
        return nearest
    stays = index.event == "question" and is_open(instance, index)
    return index if stays else END


def previous(instance: Instance, closed: Closed, index: Index) -> Index:
    """Return the question before `index`, answered or not; `index` itself when there is none."""
    before = (place for place in backward(instance, closed, index) if place.event == "question")
    return next((place for place in before if is_asked(instance, place)), index)


def following(instance: Instance, closed: Closed, index: Index) -> Index:
    """Return the question after `index`, answered or not; the end when there is none."""
    after = (place for place in ahead(instance, closed, index) if place.event == "question")
    return next((place for place in after if is_asked(instance, place)), END)


def asked_below(instance: Instance, closed: Closed, ref: str, pos: str) -> Iterator[Index]:
    """Return the questions asked at or below a node, in the instances `pos` names."""
    for place in places(instance, closed):
        below = place.ref == ref or place.ref.startswith(ref + "/")
        within = not pos or place.pos == pos or place.pos.startswith(pos + ".")
        if place.event == "question" and below and within and is_asked(instance, place):
            yield place


def _after(way: list[Index], index: Index) -> int:
    """Return where the way goes on after `index`, even when it has left the way.

    A closed offer and the rest of a left repeat are on it no more: it goes on behind their repeat.
    """
    if index in way:
        return way.index(index) + 1
    repeat = index.ref if index.event == "add_repeat" else index.ref.rpartition("/")[0]
    around = outside(index.pos)
    behind = [
        at
        for at, place in enumerate(way, start=1)
        if place.ref.startswith(repeat + "/") and (not around or place.pos.startswith(around + "."))
    ]
    return behind[-1] if behind else 0
