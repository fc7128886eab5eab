"""The expression language: what expressions are worth, and what is said of those that cannot be."""

import math

import pytest

from forms.interview import Interview
from forms.xpath.errors import EvaluationError
from forms.xpath.values import to_number, to_text, to_truth
from tests.forms_made import begun, told
from tests.worth import a_filling, worth


@pytest.fixture(scope="module")
def filled() -> Interview:
    return a_filling()


TEXTS = {
    "'a'": "a",
    "concat('a', 1, true())": "a1true",
    "concat(/data/r/x)": "uvw",
    "join('-', /data/r/x, 'end')": "u-v-w-end",
    "substr('hello', -2)": "lo",
    "substr('hello', 2, -1)": "ll",
    "substr('hello', 1, 3)": "el",
    "substring('12345', 1.5, 2.6)": "234",
    "substring('12345', 2)": "2345",
    "substring-before('1999/04', '/')": "1999",
    "substring-after('1999/04', '/')": "04",
    "substring-after('abc', '')": "abc",
    "translate('bar', 'abc', 'AB')": "BAr",
    "normalize-space('  a   b ')": "a b",
    "string(/data/n)": "5",
    "string(1 div 0)": "Infinity",
    "string(1000000000000000)": "1000000000000000",
    "string(0.1 + 0.2)": "0.30000000000000004",
    "string(2.50)": "2.5",
    "if(/data/n > 3, 'many', 'few')": "many",
    "if('', 'yes', 'no')": "no",
    "if('false', 'yes', 'no')": "yes",
    "coalesce(/data/blank, 'x')": "x",
    "coalesce('', '', 'third')": "third",
    "once('z')": "Malee",
    "date('2026-08-07T22:00:00.000Z')": "2026-08-08",
    "date('')": "",
    "date(0)": "1970-01-01",
    "date(decimal-date-time('2016-05-01') - 10)": "2016-04-21",
    "today()": "2026-11-20",
    "now()": "2026-11-20T12:00:00.000+07:00",
    "format-date('2026-08-07', '%Y/%m/%e %b %a')": "2026/08/7 Aug Fri",
    "format-date-time('2026-08-07T09:05:03.250+07:00', '%H:%M:%S.%3 %h')": "09:05:03.250 9",
    "format-date('abc', '%Y')": "",
    "jr:choice-name('cm', ' /data/many ')": "เชียงใหม่",
    "selected-at(/data/many, 1)": "lpn",
    "selected-at(/data/many, 7)": "",
    "indexed-repeat(/data/r/x, /data/r, 2)": "v",
    "indexed-repeat(/data/r/x, /data/r, 9)": "",
    "/data/r[2]/x": "v",
    "/data/r[y = 3]/x": "w",
    "/data/r[last()]/x": "w",
    "/data/r[position() = 1]/x": "u",
    "/data/*[2]": "5",
    "/data/r[1]/following-sibling::r/x": "v",
    "/data/r[y > /data/n - 3]/x": "w",
    "(/data/r/x)[3]": "w",
    "name(/data/n)": "n",
    "/data/ชื่อ": "Wichai",
    "../ชื่อ": "Wichai",
    "current()/../ชื่อ": "Wichai",
    "digest('abc', 'SHA-256', 'hex')": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "base64-decode('4LiB')": "ก",
    "instance('p')/root/item[name = 'lpn']/label": "ลำพูน",
}

NUMBERS = {
    "1 + 2 * 3": 7,
    "(1 + 2) * 3": 9,
    "-10 mod 3": -1,
    "7 div 2": 3.5,
    "- - 3": 3,
    "2 - -2": 4,
    "/data/n * 2": 10,
    "sum(/data/r/y)": 6,
    "sum(/data/r/y[. > 1])": 5,
    "count(/data/r)": 3,
    "count(/data/r[y > 1])": 2,
    "count-non-empty(/data/r/x | /data/blank)": 3,
    "max(/data/r/y)": 3,
    "min(4, 2, 9)": 2,
    "round(-1.5)": -1,
    "round(-2.5)": -2,
    "round(2.5)": 3,
    "round(-2.675, 2)": -2.68,
    "round(1234, -2)": 1200,
    "int(-2.7)": -2,
    "floor(-2.5)": -3,
    "ceiling(2.1)": 3,
    "string-length('สวัสดี')": 6,
    "count-selected(/data/many)": 2,
    "number('2026-08-07')": 20672,
    "number(/data/d)": 20672,
    "/data/d - 1": 20671,
    "decimal-time('06:30:00')": 6.5 / 24,
    "pow(2, 10)": 1024,
    "sqrt(16)": 4,
    "position(/data/r[2])": 2,
    "abs(-3)": 3,
    "log10(1000)": 3,
}

NOT_NUMBERS = ["number('1e3')", "number('1,000')", "min('', 3)", "sum(/data/r/x)", "number('')", "0 div 0", "sqrt(-1)"]

TRUTHS = {
    "1 = 1.0": True,
    "'5.0' = 5": True,
    "'05' = '5'": False,
    "'a' != 'b'": True,
    "'' = 0": False,
    "'' > -1": False,
    "'' < 5": False,
    "/data/blank != 5": True,
    "/data/blank = ''": True,
    "true() = 'true'": True,
    "boolean('0')": True,
    "boolean(/data/blank)": True,
    "not(/data/blank = '')": False,
    "1 < 2 and 2 < 3": True,
    "1 > 2 or 3 > 2": True,
    "/data/r/y = 2": True,
    "/data/r/y != 2": True,
    "/data/r/y > 3": False,
    "'2026-08-10' > '2026-08-07'": True,
    "/data/d > '2026-08-01'": True,
    "'2026-08-07T10:00:00.000+07:00' > /data/d": True,
    "/data/d <= today()": True,
    "selected('', '')": True,
    "selected('a b', ' a')": True,
    "selected('a b', 'a b')": False,
    "selected(/data/many, 'cm')": True,
    "selected(/data/many, 'bkk')": False,
    "regex('a123b', '[0-9]+')": False,
    "regex('a123b', '^a')": True,
    "regex('123', '[0-9]+')": True,
    r"regex('a-b.c', '[\w-\.]+')": True,
    "regex('สมชาย', '[ก-๙]+')": True,
    "contains('abc', 'b')": True,
    "starts-with('abc', 'ab')": True,
    "ends-with('abc', 'bc')": True,
    "boolean-from-string('1')": True,
    "boolean-from-string('yes')": False,
    "checklist(2, 3, true(), false(), true())": True,
    "weighted-checklist(5, 9, true(), 4, true(), 2)": True,
    "geofence('13.5 100.5', '13 100;13 101;14 101;14 100')": True,
    "geofence('15 100.5', '13 100;13 101;14 101;14 100')": False,
}


@pytest.mark.parametrize(("expression", "text"), TEXTS.items())
def test_expressions_of_text(filled: Interview, expression: str, text: str) -> None:
    assert to_text(worth(filled, expression)) == text


@pytest.mark.parametrize(("expression", "number"), NUMBERS.items())
def test_expressions_of_numbers(filled: Interview, expression: str, number: float) -> None:
    assert to_number(worth(filled, expression)) == pytest.approx(number)


@pytest.mark.parametrize("expression", NOT_NUMBERS)
def test_what_is_no_number_is_nan(filled: Interview, expression: str) -> None:
    assert math.isnan(to_number(worth(filled, expression)))


@pytest.mark.parametrize(("expression", "truth"), TRUTHS.items())
def test_expressions_of_truth(filled: Interview, expression: str, truth: bool) -> None:
    assert to_truth(worth(filled, expression)) is truth


def test_a_date_counts_from_its_local_midnight_as_an_instant(filled: Interview) -> None:
    assert to_number(worth(filled, "decimal-date-time('2026-08-07')")) == pytest.approx(20671.7083, abs=1e-4)


def test_what_is_no_date_is_an_error_not_a_guess(filled: Interview) -> None:
    for text in ("abc", "2026-02-30"):
        with pytest.raises(EvaluationError):
            worth(filled, f"date('{text}')")


def test_distances_are_on_a_sphere(filled: Interview) -> None:
    metres = to_number(worth(filled, "distance('18.79 98.98 0 0', '18.58 99.01 0 0')"))
    assert metres == pytest.approx(23_590, rel=0.01)
    assert math.isnan(to_number(worth(filled, "distance('เชียงใหม่', '18 99')")))


def test_an_absolute_path_in_a_repeat_means_the_same_instance(filled: Interview) -> None:
    assert to_text(worth(filled, "/data/r/x", "/data/r/y", "2")) == "v"
    assert to_text(worth(filled, "../x", "/data/r/y", "3")) == "w"
    assert to_number(worth(filled, "position(..)", "/data/r/y", "3")) == 3
    assert to_number(worth(filled, "count(/data/r)", "/data/r/y", "3")) == 3
    assert to_text(worth(filled, "indexed-repeat(/data/r/x, /data/r, position(..) - 1)", "/data/r/y", "3")) == "v"


def test_chance_comes_from_the_seed(filled: Interview) -> None:
    assert to_text(worth(filled, "uuid()")) == to_text(worth(filled, "uuid()"))
    assert len(to_text(worth(filled, "uuid(9)"))) == 9
    assert 0 <= to_number(worth(filled, "random()")) < 1


def test_randomize_shuffles_as_every_odk_engine_does(filled: Interview) -> None:
    shuffled = to_text(worth(filled, "join(' ', randomize(/data/r/x, 42))"))
    assert sorted(shuffled.split()) == ["u", "v", "w"]
    assert shuffled == to_text(worth(filled, "join(' ', randomize(/data/r/x, '42'))"))


def test_long_lists_are_looked_up_by_column() -> None:
    rows = "\n".join(f"| | d | d{n} | D{n} | {n % 50} |" for n in range(5_000))
    form = f"""
| survey |
| | type | name | label | choice_filter |
| | text | prov | P | |
| | select_one d | dist | D | p = ${{prov}} |
| choices |
| | list_name | name | label | p |
{rows}
"""
    at_dist = told(begun(form), "7")
    state = at_dist.instance()
    assert len(state.choices("/data/dist", "")) == 100
    assert state._steps < 500


def test_coalesce_passes_over_what_is_no_number(filled: Interview) -> None:
    assert worth(filled, "coalesce(/data/blank + 1, 7)") == 7
