"""Every word a page of the overview takes from handlers/ is there: no test of a page needs to run to see it missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handlers import words_status

PAGES = sorted((Path(__file__).parents[1] / "bot/templates/overview").glob("*.html"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_words_are_there(page: Path) -> None:
    wanted = set(re.findall(r"\bsays\.(\w+)", page.read_text(encoding="utf-8")))
    assert {name for name in wanted if not hasattr(words_status, name)} == set()
