"""The compiled report of a round: which rows stand in it, in which order, as plain blocks for exports/word.py.

By item, then office; by office, then item; merged, without names; or one office's own copy. An office that has not
sent leaves no trace in what is handed on; only a working copy shows it. Nothing typed is corrected or renumbered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from exports.volume import Block, Paragraph, Photo, Photos, Volume
from forms.form import Form
from handlers import naming, words_compiling
from handlers.volume import answered, charting, compiled_annexes, compiled_matrix
from handlers.volume.compiled_pages import Pages, Wanted, printed_rows
from handlers.volume.reported import Reported
from models import Session
from models.people import Office
from models.rounds import Round
from thai.dates import format_date, format_month, in_bangkok
from thai.numerals import thai
from thai.printed_dates import Digits

Listed = tuple[Office, tuple[str, ...]]
"""An office and the labels of items."""


@dataclass(frozen=True)
class Compiled:
    """A volume, and what its compiler should know before handing it on.

    `missing` offices have not sent; `unanswered` gives the items each office left blank, `not_acted` those it
    ruled out at a gate, both by their labels; `warnings` are sentences about totals; `reports` those that stand in it.
    """

    volume: Volume
    missing: tuple[Office, ...]
    unanswered: tuple[Listed, ...]
    not_acted: tuple[Listed, ...]
    warnings: tuple[str, ...]
    reports: tuple[Reported, ...]


def compile_round(session: Session, round_: Round, wanted: Wanted) -> Compiled:
    """Return the report of a round as it stands now. The same answers give the same volume."""
    form = answered.form_of_round(session, round_)
    digits = wanted.digits or ("arabic" if form.digits == "arabic" else "thai")
    begun, absent = answered.reports(session, round_, form, digits, wanted.only)
    sent = [report for report in begun if report.is_submitted]
    shown = begun if wanted.is_draft or wanted.office else sent
    if wanted.office is not None:
        shown = [report for report in shown if report.office.id == wanted.office.id]
    missing = (*(report.office for report in begun if not report.is_submitted), *absent)
    pages = Pages(form, wanted, digits, shown, missing, printed_rows(round_.form_version.xform))
    labels = naming.item_labels(form)
    numbered = compiled_annexes.numbered(shown, labels, digits)
    annexed = compiled_annexes.blocks(numbered, wanted)
    printed = [*pages.blocks(), *annexed, *_charts(session, round_, wanted, digits)]
    volume = _volume(round_, form, wanted, digits, shown, printed)
    return Compiled(
        volume=replace(volume, annexes=compiled_annexes.files(numbered, wanted)),
        missing=tuple(sorted(missing, key=lambda office: (office.position, office.id))),
        unanswered=_listed(shown, labels, _left_blank),
        not_acted=_listed(shown, labels, lambda report, ref: ref in report.ruled_out),
        warnings=tuple(compiled_matrix.warnings(form, pages.instance, shown, digits)),
        reports=tuple(shown),
    )


def _charts(session: Session, round_: Round, wanted: Wanted, digits: Digits) -> Iterator[Block]:
    if wanted.charts_at is not None:
        yield Paragraph("h1", words_compiling.CHARTS, starts_page=True)
        named = wanted.layout != "merged"
        for drawn in charting.pictures(session, round_, wanted.charts_at, digits, wanted.only, names_offices=named):
            yield Photos((Photo(drawn, "", is_chart=True),))


def _left_blank(report: Reported, ref: str) -> bool:
    return ref in report.relevant and ref not in report.contents and ref not in report.pictures


def _listed(
    shown: Sequence[Reported], labels: Mapping[str, str], fits: Callable[[Reported, str], bool]
) -> tuple[Listed, ...]:
    """Return the offices for which items fit, each with the labels of those."""
    found = ((report.office, tuple(label for ref, label in labels.items() if fits(report, ref))) for report in shown)
    return tuple((office, fitting) for office, fitting in found if fitting)


def _volume(
    round_: Round, form: Form, wanted: Wanted, digits: Digits, shown: Sequence[Reported], blocks: list[Block]
) -> Volume:
    newest = in_bangkok(max((report.newest_at for report in shown), default=round_.opens_at)).date()
    period = naming.period_title(round_)
    count = str(len(shown))
    return Volume(
        title=f"{form.title} {words_compiling.round_of(period)}" if period else form.title,
        short=naming.round_title(round_),
        compiler=wanted.compiler,
        office=wanted.office.name if wanted.office else wanted.compiler,
        as_of=format_date(newest, style="long", digits=digits),
        month=format_month(newest, digits),
        offices=thai(count) if digits == "thai" else count,
        blocks=blocks,
        digits=digits,
        is_draft=wanted.is_draft,
        due=format_date(in_bangkok(round_.due_at).date(), style="long", digits=digits),
    )
