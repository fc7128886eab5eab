"""`or_other` adds a choice and a question of pyxform's own words: in a Thai form they are Thai."""

from __future__ import annotations

from forms import interview
from forms.prompt import prompt
from forms.said import Value
from forms.xlsform import others
from tests.chat_forms import made
from tests.forms_made import NOON

OR_OTHER = """
| survey |
|  | type | name | label::ไทย (th) | label::English (en) |
|  | select_one c or_other | so | สี | Colour |
| choices |
|  | list_name | name | label::ไทย (th) | label::English (en) |
|  | c | r | แดง | Red |
| settings |
|  | form_id | form_title | version | default_language |
|  | o | สี | 1 | ไทย (th) |
"""


def test_or_other_speaks_the_language_of_the_form() -> None:
    form = made(OR_OTHER).form
    assert form is not None
    for language, other in (("ไทย (th)", "อื่น ๆ"), ("English (en)", "Other")):
        held, _ = interview.begin(form, seed=1, now=NOON, properties={}, language=language)
        asked = prompt(held)
        assert [choice.label for choice in asked.choices][-1] == other
    held, _ = interview.hear(held, Value("other"), NOON)
    assert prompt(held).title == "โปรดระบุ"


def test_or_other_of_an_english_form_stays_english() -> None:
    english = "<label>Which</label><label>Specify other.</label><name>other</name><label>Other</label>"
    assert others.in_thai(english) == english
    assert others.in_thai(english + "ไทย").count("Other") == 0
