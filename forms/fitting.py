"""What a form itself puts into a node, made to fit it: defaults, setvalues, calculations.

As ODK Web Forms: an integer loses its fraction, and what the node's type cannot hold is blank. As Collect: a moment
put into a date gives its day, a day put into a moment its midnight. People's own answers are checked elsewhere.
"""

import re
from collections.abc import Callable

from forms.instance import Instance
from forms.xpath.values import calendar_day, moment_of, moment_text

_NUMBER = re.compile(r"(-?)(\d*)(?:\.\d*)?", re.ASCII)
_TIME = re.compile(r"\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?", re.ASCII)
_POINT = re.compile(r"-?\d+(\.\d+)?(\s+-?\d+(\.\d+)?){1,3}", re.ASCII)


def fitted(instance: Instance, ref: str, text: str) -> str:
    """Return `text` as the node can hold it, '' when it cannot."""
    fit = _FITS.get(instance.nodes[ref].data)
    if fit is not None:
        return fit(_TRUTHS.get(text, text).strip()) if text else ""
    offered = instance.form.logic[ref].choices
    if not text or offered is None or offered.filtered:
        return text
    node = instance.nodes[ref]
    names = {choice.name for choice in instance.choices(ref, "")}
    return " ".join(name for name in node.names(text.strip()) if name in names)


def _integer(text: str) -> str:
    match = _NUMBER.fullmatch(text)
    if match is None or not any(sign.isdigit() for sign in text):
        return ""
    whole = match[2] or "0"
    return f"{match[1] if whole.strip('0') else ''}{whole}"


def _decimal(text: str) -> str:
    return text if _NUMBER.fullmatch(text) and any(sign.isdigit() for sign in text) else ""


def _date(text: str) -> str:
    if len(text) == 10:
        return text if calendar_day(text) is not None else ""
    moment = moment_of(text)
    return moment.date().isoformat() if moment is not None else ""


def _date_time(text: str) -> str:
    moment = moment_of(text)
    return "" if moment is None else text if "T" in text else moment_text(moment)


def _time(text: str) -> str:
    if _TIME.fullmatch(text):
        return text
    moment = moment_of(text) if "T" in text else None
    return moment_text(moment).partition("T")[2] if moment is not None else ""


def _places(text: str) -> str:
    return text if all(_POINT.fullmatch(part.strip()) for part in text.split(";") if part.strip()) else ""


_TRUTHS = {"true": "1", "false": "0"}
_FITS: dict[str, Callable[[str], str]] = {
    "integer": _integer,
    "decimal": _decimal,
    "date": _date,
    "dateTime": _date_time,
    "time": _time,
    "geopoint": _places,
    "geotrace": _places,
    "geoshape": _places,
}
