"""What offices annexed to their answers, at the end of a volume: numbered and listed, scans shown, PDFs to be bound."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from exports.volume import Annex, Block, Paragraph, Photo, Photos
from handlers import words_compiling
from handlers.volume.compiled_pages import Wanted
from handlers.volume.reported import Reported
from models.people import Office
from models.submissions import Attachment
from thai.numerals import thai
from thai.printed_dates import Digits


@dataclass(frozen=True)
class Numbered:
    """One annex: whose it is, what it is called in the volume, and the item it belongs to with its name."""

    office: Office
    label: str
    told: str
    attachment: Attachment


def numbered(shown: Sequence[Reported], labels: Mapping[str, str], digits: Digits) -> list[Numbered]:
    """Return the annexes of the reports in a volume, numbered through."""
    found = [(report.office, annexed) for report in shown for annexed in report.annexes]
    return [
        Numbered(
            office,
            words_compiling.annex_label(thai(str(number)) if digits == "thai" else str(number)),
            words_compiling.annex_of(labels[annexed.item], annexed.attachment.file_name),
            annexed.attachment,
        )
        for number, (office, annexed) in enumerate(found, 1)
    ]


def blocks(found: Sequence[Numbered], wanted: Wanted) -> Iterator[Block]:
    """Yield the list, office by office, scans as pictures in it; merged volumes name nobody."""
    if found:
        yield Paragraph("h1", words_compiling.ANNEXES, starts_page=True)
    named: set[int] = set()
    for each in found:
        if _names_offices(wanted) and each.office.id not in named:
            named.add(each.office.id)
            yield Paragraph("agency", each.office.name)
        if each.attachment.blob and each.attachment.mime.startswith("image/"):
            yield Photos((Photo(wanted.media / each.attachment.blob, each.label, each.told),))
        else:
            yield Paragraph("plain", f"{each.label} {each.told}")


def files(found: Sequence[Numbered], wanted: Wanted) -> tuple[Annex, ...]:
    """Return the PDFs among them, to be bound behind the printed volume."""
    return tuple(
        Annex(
            each.label,
            (*([each.office.name] if _names_offices(wanted) else []), each.told),
            wanted.media / each.attachment.blob,
        )
        for each in found
        if each.attachment.blob and each.attachment.file_name.lower().endswith(".pdf")
    )


def _names_offices(wanted: Wanted) -> bool:
    return wanted.layout in ("by-item", "by-office")
