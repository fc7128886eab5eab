"""Photos of a volume, numbered by what they show: ภาพที่ ๒.๔-๑ is the first photo under focus point ๒.๔."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from exports.volume import Photo, Photos
from forms.form import Form, Item
from handlers import words_compiling
from handlers.volume.reported import Reported
from thai.numerals import arabic, thai
from thai.printed_dates import Digits

_NUMBER = re.compile(r"\d+(?:\.\d+)*")


class PhotoNumbers:
    """Counts as the volume is put together; `media` is where the files lie."""

    def __init__(self, form: Form, media: Path, digits: Digits) -> None:
        self._form, self._media, self._digits = form, media, digits
        self._counted: Counter[str] = Counter()

    def photos(self, item: Item, report: Reported) -> Iterator[Photos]:
        """Yield the photos of one answer, numbered on from those before."""
        found = [
            Photo(self._media / (picture.attachment.blob or ""), self._next(item), picture.caption)
            for picture in report.pictures.get(item.ref, ())
        ]
        if found:
            yield Photos(tuple(found))

    def _next(self, item: Item) -> str:
        base = number_above(self._form, item)
        self._counted[base] += 1
        number = f"{base}-{self._counted[base]}" if base else str(self._counted[base])
        return words_compiling.photo_label(thai(number) if self._digits == "thai" else number)


def number_above(form: Form, item: Item) -> str:
    """Return the number photos of an item are counted under, in Arabic digits: its own, else the nearest group's.

    Numbers with a bracket, such as 3), repeat under every focus point and name nothing by themselves.
    """
    around = [form.nodes[ref].number for ref in reversed(item.path)]
    named = [number for number in (item.number, *around) if number and not number.endswith(")")]
    found = _NUMBER.search(arabic(next(iter(named), item.number)))
    return found[0] if found else ""
