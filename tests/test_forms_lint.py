"""What publishing warns of."""

from forms.lint import warnings
from tests.forms_made import made

CARELESS = """
| survey |
|  | type      | name  | label | required | relevant   | constraint | constraint_message | calculation | appearance |
|  | integer   | n     | N     |          |            | . > 0      |                    |             |            |
|  | text      | a     | A     | maybe    |            |            | ผิดค่ะ              |             |            |
|  | text      | maybe | M     |          | ${n} != 5  |            |                    |             |            |
|  | note      | hello | H     | yes      |            |            |                    |             |            |
|  | calculate | stamp |       |          |            |            |                    | now()       |            |
|  | calculate | fixed |       |          |            |            |                    | once(now()) |            |
|  | select_one l | few | F    |          |            |            |                    |             |            |
|  | select_one m | many | M   |          |            |            |                    |             |            |
|  | select_one m | find | M   |          |            |            |                    |             | minimal    |
| choices |
|  | list_name | name | label |
|  | l | a | ตัวเลือกนี้เขียนไว้ยาวมากจนไม่พอดีปุ่ม |
"""


def test_careless_forms_are_warned_of_row_by_row() -> None:
    many = "\n".join(f"|  | m | c{n} | {n} |" for n in range(14))
    told = [(slip.ref.rpartition("/")[2], slip.column) for slip in warnings(made(CARELESS.rstrip() + "\n" + many))]
    assert told == [
        ("n", "constraint_message"),
        ("a", "constraint"),
        ("a", "required"),
        ("maybe", "relevant"),
        ("hello", "required"),
        ("stamp", "calculation"),
        ("few", "type"),
        ("many", "type"),
    ]


def test_a_careful_form_is_left_in_peace() -> None:
    careful = """
    | survey |
    |        | type    | name | label | required | constraint | constraint_message | relevant               |
    |        | integer | n    | N     | yes      | . > 0      | มากกว่าศูนย์ค่ะ       |                        |
    |        | text    | a    | A     |          |            |                    | ${n} != '' and ${n} > 5 |
    """
    assert warnings(made(careful)) == []
