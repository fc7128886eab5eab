"""Small forms for tests: written as Markdown tables, converted by pyxform, compiled by us."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache

from pyxform.xls2xform import convert

from forms.facts import Fact
from forms.form import Form
from forms.interview import Interview, begin, hear
from forms.said import Said, Value

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)  # a Friday, 12:00 in Bangkok


@cache
def made(table: str) -> Form:
    """Return the form a Markdown table describes."""
    text = "\n".join(line.strip() for line in table.strip().splitlines())
    return Form.from_xform(convert(text, form_name="data", file_type=".md").xform)


def begun(table: str, *, seed: int = 1, username: str = "somchai") -> Interview:
    """Return a new interview of the form a table describes."""
    return begin(made(table), seed=seed, now=NOON, properties={"username": username})[0]


def told(interview: Interview, *said: Said | str) -> Interview:
    """Return the interview after all that was said; a text is a value."""
    for one in said:
        interview = heard(interview, one)[0]
    return interview


def heard(interview: Interview, said: Said | str) -> tuple[Interview, list[Fact]]:
    """Return the interview after one thing said, and its facts."""
    return hear(interview, Value(said) if isinstance(said, str) else said, NOON)


def stored(interview: Interview) -> dict[str, str]:
    """Return what is kept, by node name (and pos where there is one): {"age": "12", "name 2": "Malee"}."""
    return {
        f"{ref.rpartition('/')[2]} {pos}".strip(): leaf.value if leaf.state == "value" else f"<{leaf.state}>"
        for (ref, pos), leaf in interview.answers.items()
        if not ref.startswith("/data/meta")
    }


def here(interview: Interview) -> str:
    """Return where an interview is, in short: "age", "name 2", "add victims 3", "end"."""
    event, ref, pos = interview.index
    name = f"{ref.rpartition('/')[2]} {pos}".strip()
    return {"question": name, "add_repeat": f"add {name}"}.get(event, "end")


def way(interview: Interview, said: Iterable[Said | str]) -> list[str]:
    """Return every place an interview comes to while these things are said."""
    found = [here(interview)]
    for one in said:
        interview = heard(interview, one)[0]
        found.append(here(interview))
    return found
