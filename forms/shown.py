"""Pictures, sounds and films that stand beside a text: which of them, in the language at hand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from forms.itext import Text
from forms.xpath.nodes import Context

if TYPE_CHECKING:
    from forms.form import Form

Kind = Literal["image", "audio", "video"]
_FORMS: tuple[tuple[str, Kind], ...] = (
    ("image", "image"),
    ("big-image", "image"),
    ("audio", "audio"),
    ("video", "video"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A file that is shown with a text, by the name its author gave it."""

    kind: Kind
    file: str


def beside(text: Text, context: Context, languages: Iterable[str]) -> tuple[Shown, ...]:
    """Return the files beside a text, each in the first of `languages` that has it; of two sizes of a picture one."""
    if not has_any(text):
        return ()
    wanted = tuple(languages)
    found: dict[Kind, str] = {}
    for form, kind in _FORMS:
        if kind not in found and (file := _named(text.raw(context, wanted, form))):
            found[kind] = file
    return tuple(Shown(kind, file) for kind, file in found.items())


def has_any(text: Text) -> bool:
    """Whether anything stands beside a text in any language."""
    return any(form in forms for forms in text.versions.values() for form, _ in _FORMS)


def named(form: "Form") -> dict[str, Kind]:
    """Return the files a form names, in the order it asks; those whose name depends on answers are not among them."""
    found: dict[str, Kind] = {}
    for text in _texts(form):
        for forms in text.versions.values():
            for of, kind in _FORMS:
                parts = forms.get(of, ())
                if all(isinstance(part, str) for part in parts) and (file := _named("".join(map(str, parts)))):
                    found.setdefault(file, kind)
    return found


def _texts(form: "Form") -> Iterator[Text]:
    """Yield the texts beside which a chat shows files: of questions and notes, and of choices."""
    for ref, logic in form.logic.items():
        if form.nodes[ref].kind == "question":
            yield logic.label
            yield from (label for _, label in getattr(logic.choices, "entries", ()))
    yield from form.texts.values()


def _named(source: str) -> str:
    """Return the file of an address: jr://images/a.png is a.png."""
    return source.strip().rpartition("/")[2] if source.strip() != "-" else ""
