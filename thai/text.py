"""Thai text as characters: cleaning, comparing, counting, cutting, sorting.

What was typed is stored and printed as `clean` left it; `norm` is only for reading, comparing and searching.
What a message means is left to `thai.replies`, `thai.numbers` and `thai.dates`; the wrong keyboard to `thai.keyboard`.
"""

import re
import unicodedata

import regex

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")

_GRAPHEME = regex.compile(r"\X")
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
_TONE = "\u0e48-\u0e4b"
_REPAIRS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        ("\r\n", "\n"),
        ("[\u00a0\u202f]", " "),
        ("เเ", "แ"),
        (f"\u0e4d([{_TONE}]*)\u0e32", "\\1\u0e33"),  # nikhahit and sara aa typed as two: sara am
        (f"\u0e33([{_TONE}]+)", "\\1\u0e33"),  # the tone is stored before sara am
        (f"(?<![{_TONE}\u0e4c])([{_TONE}\u0e4c]++)([\u0e31\u0e34-\u0e39]+)", r"\2\1"),  # and after any other vowel
        ("([\u0e31\u0e33-\u0e3a\u0e47-\u0e4e])\\1+", r"\1"),
        (" {2,}", " "),
    )
)


def clean(text: str) -> str:
    """Return text without the characters no document can hold; to be used on every input before storing.

    Removes control characters (tab and newline stay), U+FFFE, U+FFFF and lone surrogates: Word files
    break or lose text on them. Everything else stays, character for character.
    """
    return _FORBIDDEN.sub("", text)


def norm(text: str) -> str:
    """Return text with typing faults that cannot be seen repaired, for comparing; never for storing.

    NFC, not NFKC: NFKC splits sara am. Blank lines, ๆ, ฯ and doubled consonants stay.
    """
    before = None
    text = _INVISIBLE.sub("", text)
    while text != before:  # one repair can make room for another; most texts need none
        before, text = text, _repaired(text)
    return text


def _repaired(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    for pattern, replacement in _REPAIRS:
        text = pattern.sub(replacement, text)
    return text


def graphemes(text: str) -> int:
    """Return how many characters a reader sees; LINE counts button labels so."""
    return len(_GRAPHEME.findall(text))


def utf16_units(text: str) -> int:
    """Return the length in UTF-16 code units; LINE counts message text so."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, graphemes: int) -> str:
    """Return text in at most `graphemes` visible characters, the last being "…" when something was left out.

    Raises ValueError when graphemes is not positive.
    """
    if graphemes < 1:
        raise ValueError(f"no room for a text of {graphemes} characters")
    if len(text) <= graphemes:
        return text
    shown = _GRAPHEME.findall(text)
    if len(shown) <= graphemes:
        return text
    return "".join(shown[: graphemes - 1]).rstrip() + "…"
