"""Differences from the oracles that are meant, each with its reason. A new one fails the run."""

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatch
from typing import Any

_TRUTHS = {("true", "1"), ("false", "0")}


def _always(_ours: Any, _theirs: Any) -> bool:
    return True


def _cleared(ours: Any, _theirs: Any) -> bool:
    return ours == ""


def _untranslated(_ours: Any, theirs: Any) -> bool:
    return theirs == "-" or any(one[1] == "-" for one in theirs if isinstance(one, tuple))


def _nameless(ours: Any, theirs: Any) -> bool:
    return list(ours) == [choice for choice in theirs if choice[0]]


@dataclass(frozen=True, slots=True)
class Known:
    """A difference from `engine`: in which form, of which kinds, at which paths (patterns, indices left out)."""

    engine: str
    form: str
    kinds: tuple[str, ...]
    path: str
    reason: str
    when: Callable[[Any, Any], bool] = _always

    def covers(self, form: str, kind: str, path: str, ours: Any, theirs: Any) -> bool:
        """Return whether this is the difference at hand."""
        return fnmatch(form, self.form) and kind in self.kinds and fnmatch(path, self.path) and self.when(ours, theirs)


JR, WF = "javarosa", "webforms"
_SUM = "Web Forms: a blank row makes sum() NaN; Collect and we count it as nothing"
_FIRST_ROW = "Collect keeps the row written in the form while a count is blank; Web Forms and we have none"
_SHIFT = "Collect cuts a day with a fraction at midnight UTC; ours is the local day of that instant"
_BLANK_EXTREME = "Collect passes over blanks in min() and max(); Web Forms and we say NaN"
_ROWS_STAY = "Collect does not take rows away when a count shrinks; Web Forms and we do"
_REQUIRED = "Collect refuses to clear a required answer; here required stops the submission, never a step"
_NAMELESS = "a row without a name gives a choice without a name; nobody could choose it, so we leave it out"
_DASH = "a lone - is pyxform's filler for a missing translation: here another language speaks instead"
_KEPT = "Collect keeps a choice its filter no longer offers; Web Forms and we take it back"
_CHAINED = "Web Forms and we let a calculated node trigger another; Collect only what people answer"

KNOWN: tuple[Known, ...] = (
    Known(
        JR,
        "*",
        ("values",),
        "*",
        "a truth kept in a node: Collect writes 1 and 0, Web Forms and we true and false",
        lambda ours, theirs: (ours, theirs) in _TRUTHS,
    ),
    Known(JR, "*", ("labels", "choices"), "", _DASH, _untranslated),
    Known(WF, "*", ("labels", "choices"), "", _DASH, _untranslated),
    Known(JR, "functions_dates", ("values",), "/data/next", _SHIFT),
    Known(JR, "functions_numbers", ("values",), "/data/low", _BLANK_EXTREME),
    Known(JR, "functions_numbers", ("values",), "/data/high", _BLANK_EXTREME),
    Known(JR, "repeat_open", ("values",), "/data/*est", _BLANK_EXTREME),
    Known(JR, "growing_rows", ("relevance",), "/data/s/*", _FIRST_ROW),
    Known(JR, "repeat_counted", ("relevance",), "/data/asked/x", _FIRST_ROW),
    Known(JR, "repeat_counted", ("values", "relevance"), "/data/*", _ROWS_STAY),
    Known(JR, "required", ("values",), "/data/a", _REQUIRED, _cleared),
    Known(JR, "rt67", ("values",), "*", _REQUIRED, _cleared),
    Known(JR, "repeat_filtered", ("values",), "/data/r/s", _KEPT),
    Known(JR, "cascade", ("values",), "/data/*", _KEPT),
    Known(JR, "filter_functions", ("values",), "/data/*", _KEPT),
    Known(JR, "current_paths", ("values",), "/data/*", _KEPT),
    Known(JR, "repeat_refs", ("values", "relevance"), "/data/r/*", "Collect does not look at the other rows again"),
    Known(JR, "growing_rows", ("values", "relevance"), "/data/*", _ROWS_STAY),
    Known(JR, "repeat_choices", ("values",), "/data/*", _KEPT),
    Known(JR, "functions_selects", ("values",), "/data/weigh", "Collect reads -1 as a limit; Web Forms and we as none"),
    Known(JR, "triggers_order", ("values",), "/data/moved", _CHAINED),
    Known(JR, "triggers_order", ("values",), "/data/after", _CHAINED),
    Known(JR, "fitted", ("values",), "/data/shown", "Collect does not look again at the labels jr:choice-name() gives"),
    Known(JR, "types_places", ("values",), "/data/wide", "Collect measures areas on a plane; Web Forms and we do not"),
    Known(JR, "attached_csv", ("refused",), "", "pulldata() belongs to the app around JavaRosa, not to it"),
    Known(JR, "thai_names", ("refused",), "", "JavaRosa reads no Thai names; authors are warned of them"),
    Known(JR, "repeat_choices", ("choices",), "", _NAMELESS, _nameless),
    Known(WF, "repeat_choices", ("choices",), "", _NAMELESS, _nameless),
    Known(WF, "growing_rows", ("values", "relevance"), "/data/*", _SUM),
    Known(WF, "repeat_nested", ("values", "relevance"), "/data/*", _SUM),
    Known(WF, "repeat_refs", ("values",), "/data/largest", _SUM),
    Known(WF, "repeat_relevant", ("values",), "/data/s", _SUM),
    Known(WF, "triggers_repeat", ("values",), "/data/sum", _SUM),
    Known(
        WF,
        "repeat_relevant",
        ("values",),
        "/data/n",
        "Web Forms counts rows that are not relevant; the specification, Collect and we do not",
    ),
    Known(WF, "functions_dates", ("values",), "/data/named", "Web Forms writes no day names (%a)"),
    Known(WF, "functions_selects", ("values",), "/data/*", "Web Forms keeps chosen names in the list's order"),
    Known(WF, "last_saved", ("values",), "/data/before", "Web Forms has no last report; Collect reads it as blank"),
    Known(
        WF,
        "constraints",
        ("verdicts", "values"),
        "*",
        "a pattern without ^ or $ must fit the whole text in Collect and here, any part of it in Web Forms",
    ),
)  # fmt: skip


def of(engine: str) -> list[Known]:
    """Return the differences known from one engine."""
    return [one for one in KNOWN if one.engine == engine]
