"""What a turn counts anew agrees with the count of the whole report, whatever is said in whatever order."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms import interview
from forms.changes import changes
from forms.interview import Interview
from forms.prompt import prompt
from forms.said import AddRepeat, Back, Chosen, DeleteRepeat, EndRepeat, Jump, NoAnswer, Said, Skip, Value
from forms.touched import touched
from handlers.report import counting
from tests.world import compiled

NOW = datetime(2026, 11, 20, tzinfo=UTC)
WAYS = ("answer", "other", "none", "skip", "back", "jump", "add", "end", "delete")
DOINGS = st.lists(st.tuples(st.sampled_from(WAYS), st.integers(0, 999)))


def begun(form_id: str) -> Any:
    """Return a draft as far as counting knows one."""
    held, _facts = interview.begin(compiled(form_id), seed=67, now=NOW, properties={})
    draft = SimpleNamespace(interview=held, row=SimpleNamespace(answered=0, items=0, open_items=None))
    counting.count(draft)  # type: ignore[arg-type]
    return draft


def meant(held: Interview, doing: str, number: int) -> Said:
    asked = prompt(held)
    match doing:
        case "none":
            return NoAnswer()
        case "skip":
            return Skip()
        case "back":
            return Back()
        case "add":
            return AddRepeat()
        case "end":
            return EndRepeat()
        case "delete":
            repeats = sorted(held.repeats) or [("", "")]
            ref, around = repeats[number % len(repeats)]
            return DeleteRepeat(ref, f"{around}.1".strip("."))
        case "jump":
            refs = list(held.form.stage_of)
            return Jump(refs[number % len(refs)], "")
    if asked.choices:
        return Chosen((asked.choices[(number if doing == "other" else 0) % len(asked.choices)].name,))
    return Value({"date": "2026-11-20", "integer": "12", "decimal": "1.5"}.get(asked.type, "ดำเนินการแล้ว"))


@pytest.mark.parametrize("form_id", ["rt67", "lpn67r1", "pnglb_monthly"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DOINGS)
def test_counting_what_changed_is_counting_all(form_id: str, doings: list[tuple[str, int]]) -> None:
    draft = begun(form_id)
    for doing, number in doings:
        before = draft.interview
        draft.interview, _facts = interview.hear(before, meant(before, doing, number), NOW)
        counting.recount(draft, before, changes(before, draft.interview))
        counted = vars(draft.row).copy()
        counting.count(draft)
        assert counted == vars(draft.row), (doing, number)


def test_a_plain_answer_touches_its_own_item_only() -> None:
    draft = begun("pnglb_monthly")
    after, _facts = interview.hear(draft.interview, meant(draft.interview, "answer", 0), NOW)
    items = touched(draft.interview, after, changes(draft.interview, after))
    assert items == {prompt(draft.interview).ref}


def test_a_gate_touches_everything() -> None:
    before = begun("rt67").interview
    while prompt(before).role != "gate":
        before, _facts = interview.hear(before, meant(before, "answer", 0), NOW)
    after, _facts = interview.hear(before, Chosen(("yes",)), NOW)
    assert touched(before, after, changes(before, after)) is None
