"""The function table: every function an expression may call, with what it takes.

A row says how each argument is wanted: t text, n number, b truth, s a list of nodes, v as it is;
the last letter counts for all that follow. Functions that steer evaluation itself (if, once,
position, current …) are in `compile`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from forms.xpath import in_dates, in_form, in_nodes, in_numbers, in_places, in_text, in_truths
from forms.xpath.values import to_number, to_text

MANY = None


@dataclass(frozen=True, slots=True)
class Function:
    """One function: what it runs, how it wants its arguments, how few and many it takes."""

    run: Callable[..., Any]
    wants: str = ""
    least: int = 0
    most: int | None = 0
    context: bool = False

    def kind(self, number: int) -> str:
        """Return how argument `number`, from 0, is wanted."""
        return self.wants[min(number, len(self.wants) - 1)]


def _row(run: Callable[..., Any], wants: str, least: int | None = None, *, context: bool = False) -> Function:
    """A row whose arguments are all needed, or all but those after `least`."""
    return Function(run, wants, len(wants) if least is None else least, len(wants), context)


def _many(run: Callable[..., Any], wants: str, least: int, *, context: bool = False) -> Function:
    return Function(run, wants, least, MANY, context)


FUNCTIONS: dict[str, Function] = {
    # text
    "string": _row(to_text, "v"),
    "concat": _many(in_text.concat, "v", 0),
    "join": _many(in_text.join, "tv", 1),
    "substr": _row(in_text.substr, "tnn", 2),
    "substring": _row(in_text.substring, "tnn", 2),
    "substring-before": _row(in_text.substring_before, "tt"),
    "substring-after": _row(in_text.substring_after, "tt"),
    "translate": _row(in_text.translate, "ttt"),
    "string-length": _row(in_text.string_length, "t"),
    "normalize-space": _row(in_text.normalize_space, "t"),
    "contains": _row(in_text.contains, "tt"),
    "starts-with": _row(in_text.starts_with, "tt"),
    "ends-with": _row(in_text.ends_with, "tt"),
    "digest": _row(in_text.digest, "ttt", 2),
    "base64-decode": _row(in_text.base64_decode, "t"),
    "extract-signed": _row(in_text.extract_signed, "tt"),
    # truth
    "coalesce": _many(in_text.coalesce, "v", 1),
    "true": _row(in_truths.true, ""),
    "false": _row(in_truths.false, ""),
    "boolean": _row(in_truths.boolean, "b"),
    "boolean-from-string": _row(in_truths.boolean_from_string, "t"),
    "not": _row(in_truths.negation, "b"),
    "regex": _row(in_truths.regex, "tt"),
    "checklist": _many(in_truths.checklist, "nnv", 3),
    "weighted-checklist": _many(in_truths.weighted_checklist, "nnv", 4),
    # numbers
    "number": _row(to_number, "v"),
    "int": _row(in_numbers.whole, "n"),
    "round": _row(in_numbers.rounded, "nn", 1),
    "floor": _row(in_numbers.floor, "n"),
    "ceiling": _row(in_numbers.ceiling, "n"),
    "sum": _row(in_numbers.total, "s"),
    "min": _many(in_numbers.least, "v", 1),
    "max": _many(in_numbers.greatest, "v", 1),
    "abs": _row(in_numbers.absolute, "n"),
    "pow": _row(in_numbers.power, "nn"),
    "sqrt": _row(in_numbers.root, "n"),
    "random": _row(in_form.random, "", context=True),
    "pi": _row(in_numbers.pi, ""),
    **{name: _row(run, "n") for name, run in in_numbers.ONE_NUMBER.items()},
    "atan2": _row(in_numbers.atan2, "nn"),
    # nodes
    "count": _row(in_nodes.count, "s"),
    "count-non-empty": _row(in_nodes.count_non_empty, "s"),
    "randomize": _row(in_nodes.randomize, "sv", 1, context=True),
    "name": _row(in_nodes.name, "s"),
    "local-name": _row(in_nodes.name, "s"),
    "lang": _row(in_form.lang, "t", context=True),
    "instance": _row(in_form.instance, "t", context=True),
    # selects
    "selected": _row(in_nodes.selected, "tt"),
    "is-selected": _row(in_nodes.selected, "tt"),
    "selected-at": _row(in_nodes.selected_at, "tn"),
    "count-selected": _row(in_nodes.count_selected, "t"),
    # dates
    "today": _row(in_dates.today, "", context=True),
    "now": _row(in_dates.now, "", context=True),
    "date": _row(in_dates.date_of, "v"),
    "date-time": _row(in_dates.date_time, "v"),
    "format-date": _row(in_dates.format_date, "vt"),
    "format-date-time": _row(in_dates.format_date_time, "vt"),
    "decimal-date-time": _row(in_dates.decimal_date_time, "v"),
    "decimal-time": _row(in_dates.decimal_time, "t"),
    # places
    "area": _row(in_places.area, "v"),
    "enclosed-area": _row(in_places.area, "v"),
    "distance": _many(in_places.distance, "v", 1),
    "geofence": _row(in_places.geofence, "tt"),
    "intersects": _row(in_places.intersects, "t"),
    # form
    "uuid": _row(in_form.uuid, "n", 0, context=True),
    "depend": _many(in_form.depend, "v", 1),
    "version": _row(in_form.version, "", context=True),
    "property": _row(in_form.property_of, "t", context=True),
    "itext": _row(in_form.itext, "t", context=True),
    "pulldata": _row(in_form.pulldata, "tttt", context=True),
}

VENDOR: dict[str, str] = {
    "difference-in-months": "CHT",
    "add-date": "CHT",
    "cht:extension-lib": "CHT",
    "z-score": "CHT",
    "parse-timestamp-to-date": "CHT",
    "bikram-sambat": "CHT",
    "to-bikram-sambat": "CHT",
    "duration": "SurveyCTO",
    "item-at": "SurveyCTO",
    "count-items": "SurveyCTO",
    "rank-index": "SurveyCTO",
    "rank-value": "SurveyCTO",
    "count-if": "SurveyCTO",
    "sum-if": "SurveyCTO",
    "min-if": "SurveyCTO",
    "max-if": "SurveyCTO",
    "index": "SurveyCTO",
    "rank-index-if": "SurveyCTO",
    "relevance": "SurveyCTO",
    "collapse": "SurveyCTO",
    "hash": "SurveyCTO",
    "short-geopoint": "SurveyCTO",
    "distance-between": "SurveyCTO",
    "format-number": "SurveyCTO",
    "device-info": "SurveyCTO",
    "phone-call-log": "SurveyCTO",
    "phone-call-duration": "SurveyCTO",
    "linebreak": "SurveyCTO",
    "once-per-day": "SurveyCTO",
}
