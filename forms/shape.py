"""The nodes of a form and its printed items, from what the XForm declares."""

from collections.abc import Iterator, Mapping

from forms.node import Item, ItemKind, Kind, Node
from forms.xform import Branch, Control, XForm

_NOT_ITEMS = frozenset({"gate", "photo", "photos", "caption"})
_BIND_TYPES = {"int": "integer", "string": "text", "dateTime": "dateTime", "binary": "file"}
_BY_TAG = {
    "select1": "select_one",
    "select": "select_multiple",
    "trigger": "acknowledge",
    "range": "range",
    "rank": "rank",
}
_BY_TYPE: dict[str, ItemKind] = {
    "text": "narrative",
    "integer": "number",
    "decimal": "number",
    "range": "number",
    "date": "date",
    "time": "date",
    "dateTime": "date",
    "select_one": "choice",
    "select_multiple": "choice",
    "rank": "choice",
    "acknowledge": "choice",
    "image": "photos",
}
_BY_ROLE: dict[str, ItemKind] = {
    "narrative": "narrative",
    "list": "list",
    "table": "table",
    "matrix": "matrix",
    "number": "number",
    "photos": "photos",
}
_MEDIA = frozenset({"image", "audio", "video", "file"})


def nodes(form: XForm) -> dict[str, Node]:
    """Return every node below and including the root, by ref, in document order."""
    return {node.ref: node for node in _nodes(form, form.trunk, f"/{form.trunk.name}", None, None, 0)}


def _nodes(form: XForm, branch: Branch, ref: str, parent: str | None, repeat: str | None, depth: int) -> Iterator[Node]:
    bind, control = form.binds.get(ref, {}), form.controls.get(ref) or form.groups.get(ref)
    repeats = ref in form.repeats
    yield Node(
        ref=ref,
        name=branch.name,
        kind="repeat" if repeats else _kind(form, branch, ref) if parent else "group",
        type="repeat" if repeats else _type(branch, bind, form.controls.get(ref)),
        parent=parent,
        repeat=repeat,
        depth=depth + repeats,
        children=tuple(f"{ref}/{name}" for name in branch.branches),
        appearance=control.attributes.get("appearance", "") if control else "",
        number=bind.get("rg:number", ""),
        short=bind.get("rg:short", ""),
        role=bind.get("rg:role", ""),
        item=bind.get("rg:item", ""),
        data=_data(branch, bind),
    )
    for name, below in branch.branches.items():
        yield from _nodes(form, below, f"{ref}/{name}", ref, ref if repeats else repeat, depth + repeats)


def _data(branch: Branch, bind: Mapping[str, str]) -> str:
    """The type a bind gives its values, '' when any text will do."""
    kind = bind.get("type", "string").rpartition(":")[2]
    return "" if branch.branches or kind in ("string", "binary") else _BIND_TYPES.get(kind, kind)


def _kind(form: XForm, branch: Branch, ref: str) -> Kind:
    bind = form.binds.get(ref, {})
    if branch.branches:
        return "meta" if branch.name == "meta" and ref.count("/") == 2 else "group"
    if "calculate" in bind:
        return "calculate"
    return "question" if ref in form.controls else "group" if ref in form.groups else "meta"


def _type(branch: Branch, bind: Mapping[str, str], control: Control | None) -> str:
    kind = bind.get("type", "string").rpartition(":")[2]
    if branch.branches:
        return "group"
    if control is None:
        return "calculate" if "calculate" in bind else "hidden" if "jr:preload" not in bind else "metadata"
    if control.tag == "upload":
        media = control.attributes.get("mediatype", "").partition("/")[0]
        return media if media in _MEDIA else "file"
    if control.tag == "input" and control.itemset is not None:
        return "select_one"
    shown_only = kind == "string" and "calculate" not in bind and bind.get("readonly", "").startswith("true")
    # A select with the appearance "label" is only the heading of a table of selects.
    if shown_only or "label" in control.attributes.get("appearance", "").split():
        return "note"
    return _BY_TAG.get(control.tag) or _BIND_TYPES.get(kind, kind)


def items(found: Mapping[str, Node], labelled: frozenset[str]) -> tuple[Item, ...]:
    """Return the printed items in order. `labelled` are the refs of groups that show a label."""
    return tuple(
        Item(
            ref=node.ref,
            id=node.item or node.ref.partition("/")[2].partition("/")[2],
            number=node.number,
            short=node.short,
            kind=_item_kind(node, found),
            path=tuple(ref for ref in _around(node, found) if ref in labelled),
        )
        for node in _item_nodes(found, next(iter(found)), set())
    )


def _item_nodes(found: Mapping[str, Node], ref: str, seen: set[str]) -> Iterator[Node]:
    node = found[ref]
    if _is_item(node, found):
        if node.item not in seen:  # photos attached to an item carry its id, and are no item of their own
            seen |= {node.item} - {""}
            yield node
        return
    for child in node.children:
        if not (node.kind == "meta" or (node.kind == "repeat" and node.role in _NOT_ITEMS)):
            yield from _item_nodes(found, child, seen)


def _is_item(node: Node, found: Mapping[str, Node]) -> bool:
    if node.role == "gate" or (node.role in _NOT_ITEMS and not node.item):
        return False
    if node.item:
        return True
    if node.kind == "repeat":
        return not any(other.item for other in found.values() if other.ref.startswith(node.ref + "/"))
    return node.kind == "question" and node.type != "note"


def _item_kind(node: Node, found: Mapping[str, Node]) -> ItemKind:
    if node.role in _BY_ROLE:
        return _BY_ROLE[node.role]
    if node.kind == "group":
        return "matrix"
    if node.kind == "repeat":
        asked = [child for ref in node.children if (child := found[ref]).kind == "question" and child.type != "note"]
        if asked and asked[0].type == "image":
            return "photos"
        return "list" if len(asked) == 1 else "table"
    return _BY_TYPE.get(node.type, "other")


def _around(node: Node, found: Mapping[str, Node]) -> list[str]:
    refs: list[str] = []
    ref = node.parent
    while ref is not None:
        refs.append(ref)
        ref = found[ref].parent
    return refs[::-1]
