"""Thai and Arabic digits, one for one. Reading whole numbers is left to `thai.numbers`."""

_THAI = "๐๑๒๓๔๕๖๗๘๙"
_ARABIC = "0123456789"
_TO_ARABIC = str.maketrans(_THAI, _ARABIC)
_TO_THAI = str.maketrans(_ARABIC, _THAI)


def arabic(text: str) -> str:
    """Return text with every Thai digit written as 0-9; nothing else changes."""
    return text.translate(_TO_ARABIC)


def thai(text: str) -> str:
    """Return text with every digit 0-9 written in Thai; nothing else changes."""
    return text.translate(_TO_THAI)
