"""Files of real answers, kept outside this repository, as what one officer after another would type.

Two shapes are read. `{"form", "answers": [{"item", "answered_by", "type", ...}]}`: an item may be answered by several
offices. `{"form", "answers": {item: text or rows of cells}}`: one office answered everything. An item is named as in
the form's rg:item.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.driver import Act, Another, Place, Skip, typed
from tests.reports import in_messages

NOBODY = "ไม่ระบุหน่วยงาน"
NOTHING = "ไม่มี"
ACTED = "ได้ดำเนินการ"


@dataclass
class Answers:
    """What one answerer says in one form: item -> texts, one a question: the cells of a table row by row."""

    form: str
    answerer: str
    texts: dict[str, list[str]] = field(default_factory=dict)


def read_answers(file: Path) -> list[Answers]:
    """Return the answers of a file by answerer. Who answers an item twice is two answerers: two sub-units wrote."""
    held = json.loads(file.read_text(encoding="utf-8"))
    if isinstance(held["answers"], Mapping):
        texts = {item: _cells_of_rows(said) for item, said in held["answers"].items()}
        return [Answers(held["form"], NOBODY, texts)]
    found: dict[str, Answers] = {}
    for answer in held["answers"]:
        one = _answerer_without(found, held["form"], answer["answered_by"], answer["item"])
        one.texts[answer["item"]] = list(_texts(answer))
    return list(found.values())


def reporter(file: Path) -> str:
    """Return the office that puts the answers of a file together, "" where it names none."""
    held = json.loads(file.read_text(encoding="utf-8"))
    return str(held.get("meta", {}).get("reporter", ""))


def _answerer_without(found: dict[str, Answers], form: str, name: str, item: str) -> Answers:
    """Return the answerer of this name who has not answered the item yet; a new one when all have."""
    number = 1
    while True:
        key = name if number == 1 else f"{name} ({number})"
        one = found.setdefault(key, Answers(form, name))
        if item not in one.texts:
            return one
        number += 1


def _texts(answer: Mapping[str, Any]) -> Iterator[str]:
    match answer["type"]:
        case "matrix":
            for row in answer["rows"]:
                yield from row[1:]  # the first cell is printed
        case "table":
            for row in answer["rows"]:
                yield from row
        case _:
            yield "\n".join(answer["paragraphs"]) if "paragraphs" in answer else answer["text"]


def _cells_of_rows(said: str | Sequence[Sequence[str]]) -> list[str]:
    return [said] if isinstance(said, str) else [cell for row in said for cell in row]


class Reader:
    """The script of one answerer: each question takes the next text of its item, what has none is left.

    A required question without a text is answered with ไม่มี, unless the answerer `puts_off` those, too.
    """

    def __init__(self, answers: Answers, *, puts_off: bool = False) -> None:
        self.answers, self._puts_off = answers, puts_off
        self._left = {_name(item): list(texts) for item, texts in answers.texts.items()}

    @property
    def left(self) -> dict[str, list[str]]:
        """What was never asked for."""
        return {item: texts for item, texts in self._left.items() if texts}

    def __call__(self, place: Place) -> Act:
        texts = self._of_item(place)
        match place["event"]:
            case "add_repeat":
                return Another(wanted=bool(texts))
            case "caption":
                return typed(NOTHING)
        if place["role"] == "gate":
            return typed(ACTED)
        if not texts:
            return self._nothing(place)
        return self._next(place, texts)

    def _next(self, place: Place, texts: list[str]) -> Act:
        if _is_list(place) and len(texts) == 1 and "\n" in texts[0]:
            texts[:] = texts[0].split("\n")  # one paragraph is one entry
        text = texts.pop(0)
        if text:
            return in_messages(text)
        return self._nothing(place)

    def _nothing(self, place: Place) -> Act:
        return typed(NOTHING) if place["required"] and not self._puts_off else Skip()

    def _of_item(self, place: Place) -> list[str]:
        """Return what is left to say to the item a place belongs to."""
        steps = place["ref"].split("/")
        return next((texts for item, texts in self._left.items() if item in steps), [])


def _is_list(place: Place) -> bool:
    return bool(place["position"]) and place["name"] == "item"


def _name(item: str) -> str:
    """Return an item's name in the form: XML names hold no dots where printed numbers do."""
    return item.replace(".", "_")
