"""Expression text to tokens, each with its position. Knows spelling, not grammar."""

import re
from typing import Literal, NamedTuple

from forms.xpath.errors import ExpressionError

MAX_LENGTH = 20_000  # characters; the longest expression seen in 380 public forms has 5,066

Kind = Literal["number", "literal", "name", "operator", "mark", "end"]

# Names are those of XML 1.0, fifth edition: Thai letters, vowels and tone marks are part of them.
_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME = f"[{_START}][-.0-9\u00b7\u0300-\u036f\u203f\u2040{_START}]*"
_TOKEN = re.compile(
    rf"""(?P<space>\s+)
    |(?P<number>\d+(?:\.\d*)?|\.\d+)
    |(?P<literal>"[^"]*"|'[^']*')
    |(?P<mark>\.\.|::|//|!=|<=|>=|[()\[\].,@/|+\-=<>*])
    |(?P<name>{_NAME}(?::(?!:){_NAME}|:\*)?)""",
    re.VERBOSE | re.ASCII,
)
_WORD_OPERATORS = frozenset({"and", "or", "div", "mod"})
_SIGN_OPERATORS = frozenset({"=", "!=", "<", "<=", ">", ">=", "+", "-", "|", "*"})
_BEFORE_OPERAND = frozenset({"@", "::", "(", "[", ",", "/", "//"})
_SMART_QUOTES = "‘’“”"


class Token(NamedTuple):
    """One token: `kind`, its `text` (quotes of a literal removed) and where it starts."""

    kind: Kind
    text: str
    at: int


def tokens(source: str) -> list[Token]:
    """Return the tokens of `source`, closed by one of kind "end". Raises ExpressionError."""
    if len(source) > MAX_LENGTH:
        raise ExpressionError(f"สูตรยาวเกิน {MAX_LENGTH:,} ตัวอักษร", "แบ่งสูตรเป็นหลายข้อ calculate")
    found: list[Token] = []
    at = 0
    while at < len(source):
        match = _TOKEN.match(source, at)
        if match is None:
            raise _unreadable(source, at)
        if match.lastgroup != "space":
            found.append(_token(match, found))
        at = match.end()
    return [*found, Token("end", "", at)]


def _token(match: re.Match[str], before: list[Token]) -> Token:
    text, at = match.group(), match.start()
    match match.lastgroup:
        case "number":
            return Token("number", text, at)
        case "literal":
            return Token("literal", text[1:-1], at)
        case "name" if not (text in _WORD_OPERATORS and _operand_ended(before)):
            return Token("name", text, at)
        case "name":
            return Token("operator", text, at)
    # A star is a sign after an operand, a name test elsewhere (XPath 1.0, 3.7).
    if text in _SIGN_OPERATORS and (text != "*" or _operand_ended(before)):
        return Token("operator", text, at)
    return Token("name", text, at) if text == "*" else Token("mark", text, at)


def _operand_ended(before: list[Token]) -> bool:
    if not before:
        return False
    last = before[-1]
    return last.kind != "operator" and not (last.kind == "mark" and last.text in _BEFORE_OPERAND)


def _unreadable(source: str, at: int) -> ExpressionError:
    sign = source[at]
    if sign in _SMART_QUOTES:
        return ExpressionError(f"มีเครื่องหมายคำพูดโค้ง {sign} ที่ตัวอักษรที่ {at + 1}", "ใช้เครื่องหมายคำพูดตรง ' หรือ \"", at)
    if sign in "'\"":
        return ExpressionError(f"เครื่องหมายคำพูดที่ตัวอักษรที่ {at + 1} ไม่มีตัวปิด", "เติมเครื่องหมายคำพูดปิด", at)
    if sign == "$":
        return ExpressionError(f"อ่าน $ ที่ตัวอักษรที่ {at + 1} ไม่ได้", "อ้างถึงข้ออื่นด้วย ${ชื่อข้อ}", at)
    return ExpressionError(f"อ่านเครื่องหมาย {sign} ที่ตัวอักษรที่ {at + 1} ไม่ได้", "ตรวจเครื่องหมายในสูตร", at)
