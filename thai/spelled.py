"""Number words: สามพันห้าร้อย, ร้อยเอ็ด, ซาว, 2.5 หมื่น. Everything around them is left to `thai.numbers`."""

import re
from decimal import Decimal
from itertools import pairwise

from thai.reading import Reading, bad, unclear

_DIGITS = {"หนึ่ง": 1, "สอง": 2, "สาม": 3, "สี่": 4, "ห้า": 5, "หก": 6, "เจ็ด": 7, "แปด": 8, "เก้า": 9, "เอ็ด": 1, "ยี่": 2}
_SCALES = {"สิบ": 10, "ร้อย": 100, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000}
_MILLION = "ล้าน"
_WORD = re.compile(rf"\s*({'|'.join([*_DIGITS, *_SCALES, _MILLION, 'ซาว'])}|\d[\d,]*(?:\.\d+)?)\s*", re.ASCII)


def parse_spelled(said: str) -> Reading[int]:
    """Read a whole number in words, or in digits with a scale.

    หมื่นห้า is `ask` 15000 ("spoken"); ร้อยห้า, 105 or 150, is `ask` without a candidate. สามสี่ is `bad` "range".
    """
    if said == "ศูนย์":
        return Reading("ok", 0)
    words = _split(said)
    if not words or not any(word in _SCALES or word in _DIGITS or word == _MILLION for word in words):
        return bad("not_a_number")
    if any(_digit(word) and _digit(following) for word, following in pairwise(words)):
        return bad("range")
    if _shortened(words):
        return _ask_shortened(words)
    value = _value(words)
    if value is None:
        return bad("not_a_number")
    return Reading("ok", int(value)) if value == int(value) else bad("fraction")


def _split(said: str) -> list[str]:
    """Return the number words of the whole text, or nothing when a part of it is no number word."""
    words: list[str] = []
    position = 0
    while position < len(said):
        match = _WORD.match(said, position)
        if not match:
            return []
        words += ["ยี่", "สิบ"] if match[1] == "ซาว" else [match[1]]
        position = match.end()
    return words


def _shortened(words: list[str]) -> bool:
    """Tell whether the last scale is left unsaid: in หมื่นห้า the ห้า may mean five thousand."""
    if len(words) < 2 or words[-1] == "เอ็ด" or _digit(words[-1]) is None:
        return False
    return words[-2] == _MILLION or _SCALES.get(words[-2], 0) >= 100


def _ask_shortened(words: list[str]) -> Reading[int]:
    scale = 1_000_000 if words[-2] == _MILLION else _SCALES[words[-2]]
    digit = _digit(words[-1])
    value = _value(words[:-1])
    if value is None or digit is None or value != int(value):
        return bad("not_a_number")
    if scale == 100 or digit == 1:
        return unclear("spoken")
    return Reading("ask", int(value) + digit * scale // 10, "spoken")


def _digit(word: str) -> int | None:
    """Return the value of one digit, 1-9, in words or figures."""
    if word in _DIGITS:
        return _DIGITS[word]
    return int(word) if re.fullmatch("[1-9]", word) else None


def _value(words: list[str]) -> Decimal | None:
    """Return the number the words make by the rules of counting, or None."""
    if _MILLION not in words:
        return _below_million(words)
    last = len(words) - 1 - words[::-1].index(_MILLION)
    millions = _value(words[:last]) if last else Decimal(1)
    rest = _below_million(words[last + 1 :]) if words[last + 1 :] else Decimal(0)
    return None if millions is None or rest is None else millions * 1_000_000 + rest


def _below_million(words: list[str]) -> Decimal | None:
    """Add up [count] scale [count] scale .. [count], each scale smaller than the one before."""
    total, count, ceiling = Decimal(0), None, 1_000_000
    for word in words:
        scale = _SCALES.get(word)
        if scale is None:
            if count is not None:
                return None
            count = Decimal(_DIGITS[word]) if word in _DIGITS else Decimal(word.replace(",", ""))
        elif scale >= ceiling:
            return None
        else:
            total += (Decimal(1) if count is None else count) * scale
            count, ceiling = None, scale
    if count is not None and total and count >= ceiling:
        return None
    return total + (count or 0)
