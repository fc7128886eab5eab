"""What an author doubts without forbidding it (rg:doubt): a condition like a constraint, that is only asked about."""

from __future__ import annotations

from dataclasses import replace

from forms.checks import keeps
from forms.facts import Index
from forms.interview import Interview


def compared(held: Interview, index: Index, text: str) -> list[Index]:
    """Return the answered questions that `text` is compared with, where it is in doubt; none where it is not."""
    rule = held.form.logic[index.ref].doubt
    if rule is None:
        return []
    instance = replace(held, answers=dict(held.answers)).instance()
    if keeps(instance, index, text, rule):
        return []
    others = [Index("question", ref, index.pos) for ref in sorted(rule.reads) if ref != index.ref]
    return [each for each in others if (leaf := held.answers.get((each.ref, each.pos))) and leaf.value]
