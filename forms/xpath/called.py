"""Is a function called as it may be? It is known, with as many arguments as it takes, and a pattern can be searched."""

from forms.xpath import patterns
from forms.xpath.errors import ExpressionError
from forms.xpath.functions import FUNCTIONS, VENDOR, Function
from forms.xpath.tree import Call, Literal


def called(call: Call) -> Function:
    """Return the function a call names. Raises ExpressionError."""
    function = FUNCTIONS.get(call.name)
    if function is None:
        raise _unknown(call)
    check_count(call, function.least, function.most)
    if call.name == "regex" and isinstance(call.arguments[1], Literal):
        _check_pattern(call.arguments[1].text, call.at)
    return function


def check_count(call: Call, least: int, most: int | None) -> None:
    """Raise ExpressionError unless a call has so many arguments."""
    given = len(call.arguments)
    if given < least or (most is not None and given > most):
        wanted = str(least) if most == least else f"อย่างน้อย {least}" if most is None else f"{least}–{most}"
        raise ExpressionError(f"ฟังก์ชัน {call.name}() ได้ค่ามา {given} ตัว", f"ใส่ค่าในวงเล็บ {wanted} ตัว", call.at)


def _check_pattern(pattern: str, at: int) -> None:
    slip = patterns.problem(pattern)
    if slip:
        raise ExpressionError(f"รูปแบบใน regex() ใช้ไม่ได้: {slip}", "ใช้รูปแบบที่ไม่มีการมองหน้า-หลัง (look-around)", at)


def _unknown(call: Call) -> ExpressionError:
    if call.name in VENDOR:
        return ExpressionError(
            f"ฟังก์ชัน {call.name}() เป็นของ {VENDOR[call.name]} เท่านั้น", "ใช้ฟังก์ชันมาตรฐานของ ODK", call.at
        )
    return ExpressionError(f"ไม่รู้จักฟังก์ชัน {call.name}()", "ตรวจตัวสะกดชื่อฟังก์ชัน", call.at)
