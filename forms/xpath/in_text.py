"""Functions on text."""

import base64
import binascii
import hashlib
import math

from forms.xpath import ed25519
from forms.xpath.errors import BudgetSpent
from forms.xpath.values import Value, to_text

MAX_TEXT = 65_536  # characters an expression may make; people's own answers have no such cap


def bounded(text: str) -> str:
    """Return `text`. Raises BudgetSpent when an expression has made it longer than `MAX_TEXT`."""
    if len(text) > MAX_TEXT:
        raise BudgetSpent(f"an expression made {len(text)} characters")
    return text


def _texts(values: tuple[Value, ...]) -> list[str]:
    found: list[str] = []
    for value in values:
        found += [node.text() for node in value] if isinstance(value, list) else [to_text(value)]
    return found


def concat(*values: Value) -> str:
    """Join all texts; a list of nodes gives the text of each."""
    return bounded("".join(_texts(values)))


def join(separator: str, *values: Value) -> str:
    return bounded(separator.join(_texts(values)))


def coalesce(*values: Value) -> Value:
    """The first value that is neither blank nor NaN, as it is: a number stays one."""
    return next((value for value in values if to_text(value) and value == value), "")


def substr(text: str, start: float, end: float = math.inf) -> str:
    """From `start` up to, not including, `end`, counted from 0; negative counts from the end."""
    if math.isnan(start) or math.isnan(end):
        return ""
    return text[_index(start, text) : _index(end, text)]


def _index(number: float, text: str) -> int:
    bounded_number = int(max(-len(text), min(len(text), number)))
    return bounded_number if bounded_number >= 0 else len(text) + bounded_number


def substring(text: str, start: float, length: float = math.inf) -> str:
    """XPath's substring: counted from 1, both numbers rounded."""
    first = _half_up(start)
    end = first + _half_up(length)
    if math.isnan(first) or math.isnan(end):
        return ""
    return "".join(sign for at, sign in enumerate(text, start=1) if first <= at < end)


def _half_up(number: float) -> float:
    return math.floor(number + 0.5) if math.isfinite(number) else number


def substring_before(text: str, mark: str) -> str:
    return text.partition(mark)[0] if mark and mark in text else ""


def substring_after(text: str, mark: str) -> str:
    return text.partition(mark)[2] if mark else text


def translate(text: str, old: str, new: str) -> str:
    table: dict[int, str | None] = {}
    for at, sign in enumerate(old):
        table.setdefault(ord(sign), new[at] if at < len(new) else None)
    return text.translate(table)


def string_length(text: str) -> float:
    return float(len(text))


def normalize_space(text: str) -> str:
    return " ".join(text.split())


def contains(text: str, part: str) -> bool:
    return part in text


def starts_with(text: str, part: str) -> bool:
    return text.startswith(part)


def ends_with(text: str, part: str) -> bool:
    return text.endswith(part)


def digest(text: str, algorithm: str, encoding: str = "base64") -> str:
    """A fingerprint by MD5, SHA-1, SHA-256, SHA-384 or SHA-512; '' for another algorithm."""
    name = algorithm.replace("-", "").lower()
    if name not in ("md5", "sha1", "sha256", "sha384", "sha512"):
        return ""
    found = hashlib.new(name, text.encode(), usedforsecurity=False).digest()
    return found.hex() if encoding == "hex" else base64.b64encode(found).decode()


def extract_signed(contents: str, key: str) -> str:
    """The text inside base64 of an Ed25519 signature and what it signs; '' unless `key` (base64) signed it."""
    try:
        signed, public = (base64.b64decode(text, validate=True) for text in (contents, key))
    except binascii.Error:
        return ""
    if not ed25519.verified(signed[:64], signed[64:], public):
        return ""
    return signed[64:].decode(errors="replace")


def base64_decode(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""
