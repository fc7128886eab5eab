"""The sandbox in which templates run. A template comes from staff and is code; what officers typed is only text."""

from __future__ import annotations

from typing import Any

from jinja2 import StrictUndefined
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from thai.text import clean

_TAKEN = (
    "safe", "pprint", "attr", "map", "xmlattr", "tojson", "urlize",
    "batch", "center", "format", "indent", "random", "slice",
)  # fmt: skip


class _Sandbox(ImmutableSandboxedEnvironment):
    """Nothing of a few characters may ask for gigabytes: 'x' * 999999999, '%999999999d' % 1, 9 ** 9 ** 9."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002, as Jinja calls it
        raise SecurityError(f"{operator} is not for templates")


def sandbox() -> ImmutableSandboxedEnvironment:
    """Return an environment in which unknown names are mistakes and nothing but our data can be reached."""
    environment = _Sandbox(autoescape=True, undefined=StrictUndefined, finalize=_as_text)
    environment.globals.clear()
    for name in _TAKEN:
        del environment.filters[name]
    return environment


def _as_text(value: Any) -> Any:
    """Return a text as what Word can hold, character for character.

    docxtpl turns "{_{" into "{{" after filling, its own escape for templates: in a text it must stay.
    """
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    escaped = str(escape(clean(value)))
    return Markup(escaped.replace("{_", "{&#95;").replace("_}", "&#95;}"))  # noqa: S704, escaped above
