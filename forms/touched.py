"""Which printed items an answer can have changed. Most answers decide about nothing but the item they belong to."""

from collections.abc import Iterable
from functools import lru_cache

from forms.changes import Changes
from forms.form import Form
from forms.interview import Interview
from forms.review import stages_of_items


def touched(before: Interview, after: Interview, changed: Changes) -> frozenset[str] | None:
    """Return the refs of the items whose state `changed` may have changed; None when it may be any.

    An answer touches the items of its stage: its own, and those of the repeat it stands in. So does a repeat that
    grows or closes. Any may change when instances are renumbered, and when relevance, a read-only rule or the choices
    of something depend on what changed.
    """
    if changed.moved:
        return None
    marks = (before.presumed ^ after.presumed) | (before.closed ^ after.closed)
    keys = {*changed.set, *changed.removed, *changed.repeats, *marks}
    refs = {ref for ref, _pos in keys}
    form = after.form
    if any(_decides(form, ref) for ref in refs):
        return None
    stages = {form.stage_of[ref] for ref in refs if ref in form.stage_of}
    return frozenset(item for item, own in stages_of_items(form).items() if own & stages)


def _decides(form: Form, ref: str) -> bool:
    around: str | None = ref
    while around is not None:
        if around in _deciding(form):
            return True
        around = form.nodes[around].parent
    return False


@lru_cache(maxsize=64)
def _deciding(form: Form) -> frozenset[str]:
    """Return what the rules about being asked read: answers, and groups as a whole."""
    rules = (rule for logic in form.logic.values() for rule in (logic.relevant, logic.readonly, logic.filter))
    reads: Iterable[frozenset[str]] = (rule.reads for rule in rules if rule is not None)
    return frozenset().union(*reads)
