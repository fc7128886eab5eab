"""Which numbers wait side by side: in one row of a matrix, or one after the other in a group. Pure."""

from __future__ import annotations

from forms import walk
from forms.facts import Index
from forms.interview import Interview

_NUMBERS = ("integer", "decimal")


def numbers(held: Interview) -> list[Index]:
    """Return the numbers from the question asked on that wait side by side: of one group, nothing between them."""
    nodes, instance, here = held.form.nodes, held.instance(), held.index
    if here.event != "question" or nodes[here.ref].type not in _NUMBERS or not walk.is_open(instance, here):
        return []
    found = [here]
    for place in walk.ahead(instance, held.closed, here):
        is_beside = place.event == "question" and place.pos == here.pos
        if not is_beside or nodes[place.ref].parent != nodes[here.ref].parent:
            break
        if nodes[place.ref].type not in _NUMBERS or not walk.is_open(instance, place):
            break
        found.append(place)
    return found


def begins(held: Interview) -> bool:
    """Whether the question asked is the first number of its group: what stands beside it is told once."""
    before = walk.previous(held.instance(), held.closed, held.index)
    node, own = held.form.nodes[before.ref], held.form.nodes[held.index.ref]
    is_beside = (node.parent, before.pos) == (own.parent, held.index.pos) and node.type in _NUMBERS
    return before == held.index or not is_beside
