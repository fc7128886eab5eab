"""Recorded walks, done again by our engine: what the oracles showed is compared without them.

A record holds, for each step, only what changed in the nodes: {"nodes": {path: [relevant, value, …] or null}}.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from forms.facts import Key, Rejected
from forms.form import Form
from forms.interview import Interview, begin, hear
from forms.prompt import Index, prompt
from forms.review import is_required
from forms.said import AddRepeat, Chosen, Confirm, DeleteRepeat, Jump, Said, Value
from tests.oracle.walks import Seen, Step, nodes

_NUMBER = re.compile(r"\[(\d+)\]")


def replayed(form: Form, seed: int, now: datetime, steps: Iterable[Step]) -> Iterator[Seen]:
    """Return what our engine shows before the first step and after each."""
    interview = begin(form, seed=seed, now=now, properties={})[0]
    yield {"nodes": nodes(interview)}
    for step in steps:
        ref, pos = place(step["path"])
        if step["op"] == "ask":
            shown = prompt(interview, Index("question", ref, pos))
            choices = {"choices": [[one.name, one.label] for one in shown.choices]} if shown.choices else {}
            yield {"label": shown.title, **choices}
        else:
            interview, seen = _done(interview, step, ref, pos, now)
            yield {**seen, "nodes": nodes(interview)}


def _done(interview: Interview, step: Step, ref: str, pos: str, now: datetime) -> tuple[Interview, Seen]:
    if step["op"] == "delete":
        return hear(interview, DeleteRepeat(ref, pos), now)[0], {}
    interview = hear(interview, Jump(ref, pos), now)[0]
    if step["op"] == "add":
        return hear(interview, AddRepeat(), now)[0], {}
    text = step["value"]
    required = not text and is_required(interview.instance(), interview.index)
    after, facts = hear(interview, _said(interview.form, ref, text), now)
    refused = next((fact.why for fact in facts if isinstance(fact, Rejected)), None)
    return after, {"verdict": refused or ("required" if required else "ok")}


def _said(form: Form, ref: str, text: str) -> Said:
    node = form.nodes[ref]
    if node.type == "acknowledge":
        return Confirm()
    return Chosen(tuple(node.names(text))) if node.type in ("select_one", "select_multiple", "rank") else Value(text)


def place(path: str) -> Key:
    """Return the (ref, pos) of a path with [i] on its repeats."""
    return _NUMBER.sub("", path), ".".join(_NUMBER.findall(path))


def packed(steps: Iterable[Seen]) -> list[Seen]:
    """Return what was seen with only the changes of its nodes."""
    found: list[Seen] = []
    before: dict[str, Any] = {}
    for seen in steps:
        after = seen.get("nodes", before)
        change = {path: leaf for path, leaf in after.items() if before.get(path) != leaf}
        change |= dict.fromkeys(path for path in before if path not in after)
        found.append({**seen, "nodes": change})
        before = after
    return found


def unpacked(steps: Iterable[Seen]) -> Iterator[Seen]:
    """Return what `packed` has packed, every step with all its nodes."""
    whole: dict[str, Any] = {}
    for seen in steps:
        whole = {path: leaf for path, leaf in {**whole, **seen["nodes"]}.items() if leaf is not None}
        yield {**seen, "nodes": whole}
