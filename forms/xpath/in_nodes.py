"""Functions on lists of nodes and on the names a select holds."""

import hashlib
import math

from forms.xpath.nodes import Context
from forms.xpath.values import Value, XNode, to_number, to_text

_MODULUS = 2**31 - 1
_MULTIPLIER = 16_807


def count(nodes: list[XNode]) -> float:
    return float(len(nodes))


def count_non_empty(nodes: list[XNode]) -> float:
    return float(sum(1 for node in nodes if node.text()))


def name(nodes: list[XNode]) -> str:
    return nodes[0].name if nodes else ""


def selected(text: str, wanted: str) -> bool:
    """Whether the names in `text` hold `wanted`; of two blanks, yes."""
    wanted = wanted.strip()
    return wanted in text.split() or (not wanted and not text.strip())


def selected_at(text: str, number: float) -> str:
    """The name at `number`, from 0; '' when there is none."""
    names = text.split()
    return names[int(number)] if math.isfinite(number) and 0 <= number < len(names) else ""


def count_selected(text: str) -> float:
    return float(len(text.split()))


def randomize(context: Context, nodes: list[XNode], seed: Value | None = None) -> list[XNode]:
    """Shuffle as every ODK engine does: inside-out Fisher–Yates drawn by Park–Miller."""
    state = _seed(float(context.state.seed) if seed is None else seed)
    shuffled: list[XNode] = []
    for at, node in enumerate(nodes):
        state = state * _MULTIPLIER % _MODULUS
        other = int((state - 1) / (_MODULUS - 1) * (at + 1))
        shuffled.append(node)
        shuffled[at], shuffled[other] = shuffled[other], node
    return shuffled


def _seed(value: Value) -> int:
    number = to_number(value)
    text = to_text(value)
    if math.isfinite(number):
        whole = int(number)
    elif not text:
        whole = 0
    else:
        whole = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big", signed=True)
    remainder = (
        int(math.fmod(whole, _MODULUS)) if abs(whole) < 2**53 else abs(whole) % _MODULUS * (-1 if whole < 0 else 1)
    )
    return remainder if remainder > 0 else remainder + _MODULUS - 1
