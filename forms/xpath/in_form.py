"""Functions that ask the form or the interview: choice lists, texts, identity, chance."""

import uuid as uuids

from forms.xpath.nodes import Context
from forms.xpath.values import Value, XNode

_MAX_ID = 256  # characters of uuid(n)


def instance(context: Context, name: str) -> list[XNode]:
    """The root of a secondary instance, as the start of a path `instance('l')/root/item`."""
    root = context.state.choices_root(name)
    return [root] if root is not None else []


def pulldata(context: Context, name: str, wanted: str, key: str, value: str) -> str:
    """The column `wanted` of the first row of an attached table whose column `key` is `value`."""
    root = context.state.choices_root(name)
    tables = root.children() if root is not None else ()
    found = (table.first(key, value) for table in tables)
    return next((row.column(wanted) for row in found if row is not None), "")


def itext(context: Context, text_id: str) -> str:
    return context.state.itext(text_id)


def lang(context: Context, code: str) -> bool:
    return context.state.language.lower().startswith(code.lower())


def property_of(context: Context, name: str) -> str:
    return context.state.identity(name)


def depend(value: Value, *_: Value) -> Value:
    """The first argument; the others only say what to wait for."""
    return value


def version(context: Context) -> str:
    return context.state.identity("version")


def random(context: Context) -> float:
    """A number from 0 up to 1, a function of the interview's seed."""
    return int.from_bytes(context.state.chance()[:7], "big") / 2**56


def uuid(context: Context, length: float | None = None) -> str:
    """A version 4 UUID, or a text of `length` letters and digits."""
    if length is None:
        return str(uuids.UUID(bytes=context.state.chance()[:16], version=4))
    wanted = max(0, min(_MAX_ID, int(length)))
    text = ""
    while len(text) < wanted:
        text += context.state.chance().hex()
    return text[:wanted]
