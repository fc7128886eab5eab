"""Texts of a form: languages with their fallback, outputs, and markup made plain.

A version that is just "-" is pyxform's filler for a missing translation and counts as absent.
"""

import html
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import time as Time

from forms.node import Node
from forms.xform import Output, Raw, RawText
from forms.xpath.compile import compile_text
from forms.xpath.errors import EvaluationError
from forms.xpath.nodes import Context
from forms.xpath.refs import Scope, Static
from forms.xpath.values import Value, calendar_day, moment_of, to_text
from thai.dates import format_date, format_month, format_time

Segment = str | Callable[[Context], Value]
_TAG = re.compile(r"<(br\s*/?|/?[a-zA-Z][^<>]*)>")
_BOLD = re.compile(r"(?<![\\*])\*\*(?=\S)(.+?)(?<=\S)\*\*|(?<![\\\w_])__(?=\S)([^_]+?)(?<=\S)__(?![\w_])")
_EMPHASIS = re.compile(
    r"(?<![\\*\w])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![*\w])|(?<![\\\w_])_(?=[^\s_])([^_\n]+?)(?<=[^\s_])_(?![\w_])"
)
_LINK = re.compile(r"\[([^\]\n]+)\]\((?:https?|mailto):[^)\s]*\)")
_HEADING = re.compile(r"^#{1,6}\s+", re.MULTILINE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*", re.ASCII)
_TIME = re.compile(r"\d\d:\d\d:\d\d\.\d+([+-]\d\d:\d\d|Z)?", re.ASCII)
MIDNIGHT = Time()
_ESCAPED = re.compile(r"\\([*_#\\\[\]<>])")


@dataclass(frozen=True, slots=True)
class Text:
    """One text in all its languages and forms (`""` is the plain text, "guidance", "image" …)."""

    versions: Mapping[str, Mapping[str, tuple[Segment, ...]]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.versions)

    @property
    def fixed(self) -> bool:
        """Whether no part of the text is computed."""
        return all(
            isinstance(part, str) for forms in self.versions.values() for parts in forms.values() for part in parts
        )

    def plain(self, context: Context, languages: Iterable[str], form: str = "") -> str:
        """Return the text in the first of `languages` that has it, else in any; '' when none does."""
        language, parts = self._said(languages, form)
        thai = _is_thai(language)
        return flattened("".join(_shown(part, _value(part, context), thai) for part in parts))

    def raw(self, context: Context, languages: Iterable[str], form: str = "") -> str:
        """Return the same with its markup, values as they are stored: the name of a file."""
        return "".join(_value(part, context) for part in self._said(languages, form)[1])

    def before_answers(self, context: Context, languages: Iterable[str], called: Callable[[Node], str]) -> str:
        """Return the text as it reads before anything is answered: each value to come by what `called` says of it."""
        parts = self._said(languages, "")[1]
        return flattened("".join(_value(part, context) or _to_come(part, called) for part in parts))

    def _said(self, languages: Iterable[str], form: str) -> tuple[str, tuple[Segment, ...]]:
        for language in [*languages, *self.versions]:
            parts = self.versions.get(language, {}).get(form)
            if parts and parts != ("-",):
                return language, parts
        return "", ()


NO_TEXT = Text()


def _value(part: Segment, context: Context) -> str:
    if isinstance(part, str):
        return part
    try:
        value = to_text(part(context))
    except EvaluationError:
        return ""
    return "" if value == "NaN" else value


def _to_come(part: Segment, called: Callable[[Node], str]) -> str:
    name = called(part.node) if isinstance(part, Static) else ""
    return f"({name})" if name else "…"


def _shown(part: Segment, value: str, thai: bool) -> str:
    """Return a value as people read it: in Thai, days and moments as Thai dates, computed ones too."""
    node = part.node if isinstance(part, Static) else None
    if isinstance(part, str) or not thai or (node is not None and node.type == "text"):
        return value
    if _DAY.fullmatch(value) and (day := calendar_day(value)) is not None:
        return format_month(day) if node and "month-year" in node.appearance else format_date(day, style="long")
    if _MOMENT.fullmatch(value) and (moment := moment_of(value)) is not None:
        time = f" {format_time(moment.time())}" if moment.time() != MIDNIGHT else ""
        return f"{format_date(moment.date(), style='long')}{time}"
    if _TIME.fullmatch(value):
        return format_time(Time.fromisoformat(value[:5]))
    return value


def _is_thai(language: str) -> bool:
    """Whether texts of a language are read in Thai; a form that names no language is."""
    return not language or "ไทย" in language or "(th" in language or language.lower() in ("th", "thai", "default")


def text(raw: RawText, table: Mapping[str, Mapping[str, Mapping[str, Raw]]], scope: Scope) -> Text:
    """Return the text of a raw one; outputs are compiled as written at `scope`. Raises ExpressionError."""
    if raw.id:
        return by_id(raw.id, table, scope)
    return Text({"": {"": _segments(raw.inline, scope)}}) if raw.inline else NO_TEXT


def by_id(text_id: str, table: Mapping[str, Mapping[str, Mapping[str, Raw]]], scope: Scope) -> Text:
    """Return a text of the languages' table. Raises ExpressionError."""
    return Text(
        {
            language: {form: _segments(parts, scope) for form, parts in forms.items()}
            for language, forms in table.get(text_id, {}).items()
        }
    )


def _segments(raw: Raw, scope: Scope) -> tuple[Segment, ...]:
    return tuple(compile_text(part.source, scope) if isinstance(part, Output) else part for part in raw)


def flattened(text: str) -> str:
    """Return `text` without HTML and Markdown, its words untouched; rows of blanks to fill stay."""
    if not any(sign in text for sign in "*_<[#&\\"):
        return text.strip()
    text = _TAG.sub(lambda tag: "\n" if tag[1].startswith(("br", "/p", "/div", "/li")) else "", text)
    text = _LINK.sub(r"\1", _HEADING.sub("", html.unescape(text)))
    for pattern in (_BOLD, _EMPHASIS):
        text = pattern.sub(lambda found: found[1] or found[2], text)
    return _ESCAPED.sub(r"\1", text).strip()
