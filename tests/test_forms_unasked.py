"""What a form fills by itself: defaults, metadata, values set by events, what is read-only, computed or rolled once."""

from forms.facts import Index, Leaf, Noted, Rejected
from forms.prompt import prompt
from forms.said import AddRepeat, Confirm, Jump, Next
from tests.forms_made import begun, heard, here, stored, told, way


def test_a_default_is_shown_and_asked_and_next_agrees() -> None:
    form = """
    | survey |
    |        | type | name | label | default |
    |        | date | day  | วันที่  | today() |
    |        | text | who  | ใคร   | Somchai |
    |        | text | what | อะไร  |         |
    """
    start = begun(form)
    assert prompt(start).current == Leaf("2026-11-20")
    assert way(start, [Next(), Next(), "x"]) == ["day", "who", "what", "end"]
    assert stored(told(start, "2026-01-01"))["day"] == "2026-01-01"


def test_metadata_is_kept_and_never_asked() -> None:
    form = """
    | survey |
    |        | type     | name  | label |
    |        | start    | start |       |
    |        | today    | today |       |
    |        | username | who   |       |
    |        | hidden   | kept  |       |
    |        | text     | a     | A     |
    """
    begun_now = begun(form, username="malee")
    assert stored(begun_now) == {"start": "2026-11-20T12:00:00.000+07:00", "today": "2026-11-20", "who": "malee"}
    assert here(begun_now) == "a"
    assert begun_now.answers[("/data/meta/instanceID", "")].value.startswith("uuid:")


def test_a_notice_is_confirmed() -> None:
    form = """
    | survey |
    |        | type        | name | label | required |
    |        | acknowledge | ok   | รับทราบ | yes    |
    |        | image       | pic  | ภาพ   |          |
    """
    start = begun(form)
    assert prompt(start).type == "acknowledge"
    assert stored(told(start, Confirm(), "a.jpg")) == {"ok": "OK", "pic": "a.jpg"}
    assert heard(told(start, Confirm()), Confirm())[1] == [Rejected(Index("question", "/data/pic"), "type")]


def test_readonly_questions_are_shown_not_asked() -> None:
    form = """
    | survey |
    |        | type    | name | label | read_only | default | calculation |
    |        | integer | a    | A     |           |         |             |
    |        | integer | b    | B     | yes       | 7       |             |
    |        | text    | c    | C     |           |         | ${a} * 2    |
    |        | text    | d    | D     |           |         |             |
    """
    at_d = told(begun(form), "4")
    assert here(at_d) == "d"
    assert prompt(at_d).notes == ("B: 7", "C: 8")


def test_values_set_by_events() -> None:
    form = """
    | survey |
    |        | type         | name  | label | default | trigger | calculation |
    |        | text         | a     | A     |         |         |             |
    |        | calculate    | stamp |       |         | ${a}    | concat('seen ', ${a}) |
    |        | begin_repeat | r     | R     |         |         |             |
    |        | integer      | n     | N     | position(..) + 10 | |           |
    |        | end_repeat   |       |       |         |         |             |
    """
    two = told(begun(form), "x", Next(), AddRepeat())
    assert stored(two) == {"a": "x", "stamp": "seen x", "n 1": "11", "n 2": "12"}
    assert stored(told(two, Jump("/data/a"), "y"))["stamp"] == "seen y"


def test_a_failing_expression_is_noted_and_stops_nobody() -> None:
    form = """
    | survey |
    |        | type      | name | label | calculation  | relevant |
    |        | text      | a    | A     |              |          |
    |        | calculate | c    |       | date(${a})   |          |
    |        | text      | b    | B     |              | date(${a}) != '' |
    """
    after, facts = heard(begun(form), "abc")
    assert here(after) == "b"
    noted = [fact.text for fact in facts if isinstance(fact, Noted)]
    assert any(text.startswith("/data/c: date(") for text in noted)


def test_what_is_not_a_number_is_stored_blank() -> None:
    form = """
    | survey |
    |        | type      | name | label | calculation                    |
    |        | integer   | n    | N     |                                |
    |        | calculate | half |       | coalesce(${n} div 2, '')       |
    |        | calculate | text |       | coalesce('', number('twelve')) |
    """
    assert stored(begun(form)) == {}
    assert stored(told(begun(form), "5")) == {"n": "5", "half": "2.5"}


def test_once_is_rolled_once() -> None:
    form = """
    | survey |
    |        | type      | name | label | calculation  |
    |        | text      | a    | A     |              |
    |        | calculate | id   |       | once(uuid()) |
    """
    start = begun(form)
    assert stored(told(start, "x"))["id"] == stored(start)["id"]
    assert stored(begun(form, seed=2))["id"] != stored(start)["id"]
