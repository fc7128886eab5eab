"""Regular expressions of form authors, on RE2: linear time whatever the pattern."""

from functools import lru_cache
from typing import Any

import re2

_OPTIONS = re2.Options()
_OPTIONS.log_errors = False  # RE2 would write to stderr


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> Any:
    return re2.compile(pattern, _OPTIONS)


def problem(pattern: str) -> str:
    """Return why RE2 cannot run `pattern`, '' when it can."""
    try:
        _compiled(pattern)
    except re2.error as error:
        reason = error.args[0] if error.args else "pattern"
        return reason.decode() if isinstance(reason, bytes) else str(reason)
    return ""


def matches(text: str, pattern: str) -> bool:
    """Return whether `text` matches: the whole of it, unless the pattern starts with ^ or ends with $."""
    try:
        compiled = _compiled(pattern)
    except re2.error:
        return False
    if pattern.startswith("^") or pattern.endswith("$"):
        return compiled.search(text) is not None
    return compiled.fullmatch(text) is not None
