"""What each office of a round wrote, item by item, as it will be printed: words as typed, gates obeyed.

Answers come from their rows; what a gate has ruled out since is left out. How items are arranged is left to
`handlers/volume/compiling.py`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property

from forms import interview
from forms.facts import Key, Leaf
from forms.form import Form, Item, Node
from forms.instance import Instance
from forms.node import depth_of, inside
from forms.walk import END
from handlers import words_compiling
from handlers.form import publishing
from handlers.volume.printed_form import NO_WORDS, asked_in, caption_of, label, matrix_rows, photo_series
from handlers.volume.reported import Annexed, Cells, Content, Picture, Reported, Rows, Text, Value
from handlers.volume.ruled_out import by_gates
from models import Session, compiled
from models.people import Office
from models.rounds import Round
from models.submissions import Answer, Attachment, Submission
from thai.dates import format_date, format_month
from thai.printed_dates import Digits

_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CHOICES = ("select_one", "select_multiple", "rank")
_DATES = ("date", "dateTime")
_NUMBERS = ("integer", "decimal", "range")
_FILES = frozenset({"image", "audio", "video", "file"})  # questions answered by a file


def reports(
    session: Session, round_: Round, form: Form, digits: Digits, only: Collection[int] | None = None
) -> tuple[list[Reported], list[Office]]:
    """Return what offices have written, sent or not, in roster order, and the offices nobody has begun to write for.

    `only` leaves out every office but these.
    """
    owed = [one for one in compiled.owed(session, round_.id) if only is None or one.office.id in only]
    answers = compiled.answers_of_round(session, round_.id)
    photos = compiled.photos_of_round(session, round_.id)
    attached = compiled.annexes_of_round(session, round_.id)
    found = [
        replace(
            _Reader(form, one.office, one.submission, answers.get(one.submission.id, []), photos, digits).reported(),
            annexes=_annexes(form, attached.get(one.submission.id, [])),
        )
        for one in owed
        if one.submission is not None
    ]
    return found, [one.office for one in owed if one.submission is None]


def _annexes(form: Form, attached: Collection[Attachment]) -> tuple[Annexed, ...]:
    """Return what was annexed to items: attachments at questions that take no files."""
    own = (each for each in attached if each.ref in form.nodes and form.nodes[each.ref].type not in _FILES)
    return tuple(Annexed(form.item_of[each.ref].ref, each) for each in own if each.ref in form.item_of)


def form_of_round(session: Session, round_: Round) -> Form:
    return publishing.form_of(session, round_.form_version_id)


class _Reader:
    """Reads the rows of one report."""

    def __init__(
        self,
        form: Form,
        office: Office,
        submission: Submission,
        answers: list[Answer],
        photos: Mapping[tuple[int, str, str], Attachment],
        digits: Digits,
    ) -> None:
        self.form, self.office, self.submission, self.digits = form, office, submission, digits
        self.answers: dict[Key, Answer] = {(answer.ref, answer.pos): answer for answer in answers}
        self.photos = photos

    @cached_property
    def instance(self) -> Instance:
        leaves = {key: Leaf(answer.value, answer.state) for key, answer in self.answers.items()}  # type: ignore[arg-type]
        counts: dict[Key, int] = {}
        for name, number in self.submission.repeats["counts"].items():
            ref, _, pos = name.partition("|")
            counts[(ref, pos)] = int(number)
        return interview.restore(
            self.form,
            answers=leaves,
            repeats=counts,
            index=END,
            language=self.form.default_language,
            seed=self.submission.seed,
            now=self.submission.started_at,
            last_saved=self.submission.repeats.get("last_saved", ()),
        ).instance()

    def reported(self) -> Reported:
        relevant = frozenset(item.ref for item in self.form.items if self._is_relevant(item))
        contents = {item.ref: self._content(item) for item in self.form.items if item.ref in relevant}
        times = [answer.answered_at for answer in self.answers.values()]
        return Reported(
            office=self.office,
            is_submitted=self.submission.submitted_at is not None,
            newest_at=max([*times, self.submission.submitted_at or self.submission.started_at]),
            relevant=relevant,
            ruled_out=by_gates(self.instance),
            contents={ref: content for ref, content in contents.items() if content is not None},
            pictures={ref: found for ref, found in self._pictures().items() if ref in relevant},
            instance_id=self.submission.instance_id,
        )

    def _is_relevant(self, item: Item) -> bool:
        node = self.form.nodes[item.ref]
        return any(self.instance.relevant(item.ref, pos) for pos in self.instance.positions(node))

    def _content(self, item: Item) -> Content | None:
        node = self.form.nodes[item.ref]
        if item.kind == "matrix":
            return self._cells(item)
        if node.kind == "repeat":
            return self._rows(node)
        if node.kind == "group":
            lines = [self._words(below, pos) for below in asked_in(self.form, node.ref) for pos in self._places(below)]
        else:
            lines = [self._words(node, pos) for pos in self._places(node)]
        text = "\n".join(filter(None, lines))
        return Text(text, self._value(node, "", text)) if text else None

    def _places(self, node: Node) -> list[str]:
        return self.instance.positions(node)

    def _rows(self, repeat: Node) -> Rows | None:
        columns = asked_in(self.form, repeat.ref)
        header = tuple(label(self.instance, column.ref) for column in columns)
        rows, values = [], []
        for pos in self._instances(repeat):
            captions = self._captions_shown(repeat, pos)
            row = tuple("" if column in captions else self._cell(column, pos) for column in columns)
            if any(row):
                rows.append(row)
                values.append(tuple(self._value(*cell) for cell in zip(columns, [pos] * len(row), row, strict=True)))
        return Rows(header, tuple(rows), tuple(values)) if rows else None

    def _captions_shown(self, repeat: Node, pos: str) -> list[Node]:
        """Return the questions of a row whose answers stand under its photo."""
        asked = (self.form.nodes[ref] for ref in repeat.children)
        photos = (node for node in asked if (self.submission.id, node.ref, pos) in self.photos)
        return [caption for photo in photos if (caption := caption_of(self.form, photo)) is not None]

    def _instances(self, repeat: Node) -> list[str]:
        return [
            inside(around, number)
            for around in self.instance.positions(repeat)
            for number in range(1, self.instance.count(repeat.ref, around) + 1)
        ]

    def _cell(self, column: Node, row_pos: str) -> str:
        """Return a cell; of a repeat inside the row, all its answers, one a line."""
        if column.depth == depth_of(row_pos):
            return self._words(column, row_pos)
        places = (pos for pos in self._places(column) if pos.startswith(f"{row_pos}."))
        return "\n".join(filter(None, (self._words(column, pos) for pos in places)))

    def _cells(self, item: Item) -> Cells | None:
        cells, values = {}, {}
        for row in matrix_rows(self.form, item):
            for ref in row.children or (row.ref,):
                node = self.form.nodes[ref]
                words = self._words(node, "")
                if words:
                    cells[(row.ref, node.name)] = words
                    values[(row.ref, node.name)] = self._value(node, "", words)
        return Cells(cells, values) if cells else None

    def _words(self, node: Node, pos: str) -> str:
        """Return an answer as it is printed: as typed; a choice by its label, a picked date in Thai."""
        answer = self.answers.get((node.ref, pos))
        if answer is None or answer.state == "put_off" or node.type in NO_WORDS:
            return ""
        if not self.instance.relevant(node.ref, pos):
            return ""
        if answer.state == "none":
            return answer.typed or words_compiling.NOTHING
        if node.type in _CHOICES:
            return ", ".join(self.instance.choice_label(node.ref, pos, one) or one for one in node.names(answer.value))
        if node.type in _DATES and _ISO_DAY.match(answer.typed or answer.value):
            return self._day(node, answer.value)
        return answer.typed or answer.value

    def _value(self, node: Node, pos: str, words: str) -> Value:
        """Return an answer as a real number or date where the form understood one, else its words."""
        answer = self.answers.get((node.ref, pos))
        if answer is None or answer.state != "value":
            return words
        try:
            if node.type in _NUMBERS:
                return Decimal(answer.value)
            return date.fromisoformat(answer.value) if node.type == "date" else words
        except (InvalidOperation, ValueError):
            return words

    def _day(self, node: Node, value: str) -> str:
        day = date.fromisoformat(value[:10])
        if "month-year" in node.appearance:
            return format_month(day, self.digits)
        return format_date(day, style="long", digits=self.digits)

    def _pictures(self) -> dict[str, tuple[Picture, ...]]:
        found: dict[str, list[Picture]] = {}
        for ref, item in photo_series(self.form).items():
            for picture in self._series(self.form.nodes[ref]):
                found.setdefault(item, []).append(picture)
        return {item: tuple(pictures) for item, pictures in found.items()}

    def _series(self, photo: Node) -> Iterator[Picture]:
        caption = caption_of(self.form, photo)
        for pos in self._places(photo):
            kept = self.photos.get((self.submission.id, photo.ref, pos))
            if kept is not None and (photo.ref, pos) in self.answers:
                yield Picture(kept, self._caption(caption, pos) if caption else "")

    def _caption(self, caption: Node, pos: str) -> str:
        answer = self.answers.get((caption.ref, pos))
        return self._words(caption, pos) if answer is not None and answer.state == "value" else ""
