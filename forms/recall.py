"""What the last report of the same form held, as `${last-saved#x}` reads it.

ODK calls it the secondary instance `last-saved`. Without an earlier report every node of it is blank.
"""

import re
from collections.abc import Iterable, Mapping

from forms.facts import Key
from forms.node import Node, outside
from forms.xpath.nodes import Element

LAST_SAVED = "__last-saved"
_READ = re.compile(rf"instance\(\s*'{LAST_SAVED}'\s*\)\s*((?:/[^\s/()\[\]'\"=<>!,*+|]+)+)")


def refs_read(xform: str) -> frozenset[str]:
    """Return the refs an XForm's expressions read of the last report."""
    return frozenset(_READ.findall(xform))


def reads(source: str) -> bool:
    """Whether an expression reads the last report."""
    return bool(_READ.search(source))


def kept(refs: Iterable[str], last_saved: Mapping[Key, str]) -> dict[Key, str]:
    """Return the values of the last report that a form reads."""
    wanted = frozenset(refs)
    return {key: text for key, text in last_saved.items() if key[0] in wanted and text}


def document(nodes: Mapping[str, Node], refs: Iterable[str], values: Mapping[Key, str]) -> Element:
    """Return the last report as a secondary instance: what the form reads of it, blank where nothing is."""
    made: dict[Key, Element] = {}
    top = Element("instance")
    for ref in refs:
        if ref in nodes:
            places = [pos for read, pos in values if read == ref] or [".".join("1" * nodes[ref].depth)]
            for pos in places:
                _element(nodes, (ref, pos), values, made, top)
    return top


def _element(
    nodes: Mapping[str, Node], key: Key, values: Mapping[Key, str], made: dict[Key, Element], top: Element
) -> Element:
    if key not in made:
        ref, pos = key
        node = nodes[ref]
        around = top
        if node.parent is not None:
            around = _element(nodes, (node.parent, outside(pos) if node.kind == "repeat" else pos), values, made, top)
        made[key] = Element(node.name, values.get(key, ""))
        around.append(made[key])
    return made[key]
