"""What an expression is worth in one small filling."""

from forms.interview import Interview
from forms.said import AddRepeat, Chosen, EndRepeat, Jump
from forms.xpath.compile import compile_text
from forms.xpath.nodes import Context
from forms.xpath.refs import Scope
from forms.xpath.values import Value
from tests.forms_made import begun, told

FORM = """
| survey |
|        | type              | name   | label |
|        | text              | a      | A     |
|        | integer           | n      | N     |
|        | date              | d      | D     |
|        | text              | blank  | B     |
|        | select_multiple p | many   | M     |
|        | begin_repeat      | r      | R     |
|        | text              | x      | X     |
|        | integer           | y      | Y     |
|        | end_repeat        |        |       |
|        | text              | ชื่อ     | T     |
| choices |
|        | list_name | name | label    |
|        | p         | cm   | เชียงใหม่ |
|        | p         | lpn  | ลำพูน     |
"""


def a_filling() -> Interview:
    """Return one: a=Malee, n=5, d=2026-08-07, blank, many=cm lpn, three rows (u, 1) (v, 2) (w, 3), ชื่อ=Wichai."""
    report = told(begun(FORM), "Malee", "5", "2026-08-07", Jump("/data/many"), Chosen(("cm", "lpn")))
    report = told(report, Jump("/data/r/x", "1"), "u", "1", AddRepeat(), "v", "2", AddRepeat(), "w", "3", EndRepeat())
    return told(report, Jump("/data/ชื่อ"), "Wichai")


def worth(filled: Interview, expression: str, at: str = "/data/a", pos: str = "") -> Value:
    state = filled.instance()
    return compile_text(expression, Scope(state.nodes, "/data", at))(Context(state, pos))
