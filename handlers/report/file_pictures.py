"""Pictures that stand in a filled form: offered with the item they stand under, put among its photos when agreed.

They are kept when the file is read, and are nobody's answer until the officer agrees: an attachment "offered".
An item that takes no photos keeps them as its annexes. What the report holds already is not taken twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from forms.facts import Index, Key
from forms.form import Form
from forms.said import EndRepeat, Jump, Value
from handlers import words_files as say
from handlers import words_sending
from handlers.naming import item_labels
from handlers.report import draft, photo_changes
from handlers.report.draft import Draft, Typed
from handlers.turn import Turn
from models import Session, jobs, submissions
from models.sent_files import SentFile
from models.submissions import Attachment
from thai.text import cut

CAPTION = 200  # graphemes of the words under a picture
SHOWN = 3  # pictures in one reply, beside the text: LINE takes five messages


@dataclass(frozen=True)
class Kept:
    """A picture of a file as it lies in the media folder."""

    blob: str
    mime: str
    size_bytes: int
    sha256: str
    caption: str = ""


@dataclass(frozen=True)
class Found:
    """The pictures of a file by the heading they stand under, and how many under each are no photos."""

    kept: Mapping[str, Sequence[Kept]] = field(default_factory=dict)
    unread: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Offered:
    """What of a file's pictures is offered: ids of attachments by item. `left`: how many have no item, by heading."""

    of_items: Mapping[str, Sequence[int]]
    twins: int
    left: Mapping[str, int]


NO_PICTURES = Offered({}, 0, {})


def note(session: Session, form: Form, sent: SentFile, found: Found, now: datetime) -> Offered:
    """Note the pictures of a file, none twice; those under no item cannot be placed."""
    assert sent.submission_id is not None
    items = {item.ref for item in form.items}
    known = _known(session, sent.submission_id)
    offered: dict[str, list[int]] = {}
    twins, number, left = 0, 0, dict(found.unread)
    for ref, each in ((ref, each) for ref, all_of in found.kept.items() for each in all_of):
        if ref not in items:
            left[ref] = left.get(ref, 0) + 1
        elif each.sha256 in known:
            twins += 1
        else:
            known.add(each.sha256)
            number += 1
            row = _row(sent, ref, number, each, now)
            session.add(row)
            session.flush()
            offered.setdefault(ref, []).append(row.id)
    return Offered(offered, twins, left)


def _known(session: Session, submission_id: int) -> set[str | None]:
    """Return the digests of the files a report holds."""
    return {each.sha256 for each in submissions.attachments_of(session, submission_id) if each.state == "kept"}


def _row(sent: SentFile, ref: str, number: int, kept: Kept, now: datetime) -> Attachment:
    assert sent.submission_id is not None
    return Attachment(
        line_message_id=f"{sent.line_message_id}-{number}",
        submission_id=sent.submission_id,
        ref=ref,
        pos="",
        file_name=cut(kept.caption, CAPTION),  # until it is placed
        mime=kept.mime,
        size_bytes=kept.size_bytes,
        sha256=kept.sha256,
        blob=kept.blob,
        state="offered",
        created_at=now,
    )


def still_offered(session: Session, ids: Sequence[int]) -> list[Attachment]:
    """Return the pictures nobody has decided about, in the order they stand in the file."""
    rows = (session.get(Attachment, each) for each in ids)
    return [row for row in rows if row is not None and row.state == "offered"]


def captions(session: Session, ids: Sequence[int]) -> list[str]:
    """Return the words under the pictures, each with the picture's place among them."""
    rows = still_offered(session, ids)
    return [words_sending.photo_line(str(number), row.file_name) for number, row in enumerate(rows, 1) if row.file_name]


def take(turn: Turn, desk: Draft, sent: SentFile, ids: Sequence[int]) -> int:
    """Put pictures among the photos of their item, else among its annexes; return how many."""
    known = _known(turn.session, desk.row.id)  # another file may have brought them meanwhile
    rows = [row for row in still_offered(turn.session, ids) if row.sha256 not in known]
    leave(turn.session, [number for number in ids if number not in {row.id for row in rows}], turn.now)
    for row in rows:
        row.state = "kept"
        at = _photo_place(turn, desk, row.ref)
        if at is None:
            row.file_name = row.file_name or say.FROM_A_FILE
            desk.row.rev += 1
            continue
        (row.ref, row.pos), caption, row.file_name = at, row.file_name, ""
        name = f"{row.line_message_id}.jpg"
        draft.hear(desk, Value(name), turn.now, Typed(name, sent.line_message_id, sent.created_at))
        _caption(turn, desk, sent, at, caption)
    series = {each.ref for row in rows if (each := photo_changes.series_at(desk, row.ref)) is not None}
    for ref in series:
        draft.hear(desk, Jump(ref, ""), turn.now)
        if desk.interview.index.event == "add_repeat":
            draft.hear(desk, EndRepeat(), turn.now)
    return len(rows)


def _caption(turn: Turn, desk: Draft, sent: SentFile, photo: Key, words: str) -> None:
    """Store the words under a picture as its caption, where the series asks for one."""
    nodes = desk.interview.form.nodes
    series = nodes[str(nodes[photo[0]].repeat)] if nodes[photo[0]].repeat else None
    asked = next((ref for ref in series.children if nodes[ref].role == "caption"), "") if series is not None else ""
    if not words or not asked:
        return
    draft.hear(desk, Jump(asked, photo[1]), turn.now)
    if desk.interview.index == Index("question", asked, photo[1]):
        draft.hear(desk, Value(words), turn.now, Typed(words, sent.line_message_id, sent.created_at))


def _photo_place(turn: Turn, desk: Draft, item: str) -> Key | None:
    """Stand at the question that takes the next photo of an item, and return it; None where none does."""
    nodes = desk.interview.form.nodes
    series = photo_changes.series_at(desk, item)
    if series is not None and series.depth == 1:
        photo = next(ref for ref in series.children if nodes[ref].type == "image")
        at = (photo, photo_changes.free_place(turn, desk, series, photo, ""))
    elif nodes[item].type == "image" and (item, "") not in desk.interview.answers:
        at = (item, "")
    else:
        return None
    draft.hear(desk, Jump(*at), turn.now)
    return at if desk.interview.index == Index("question", *at) else None


def leave(session: Session, ids: Sequence[int], now: datetime) -> None:
    """Let go of pictures the officer does not want."""
    forget(session, still_offered(session, ids), now)


def forget(session: Session, rows: Sequence[Attachment], now: datetime) -> None:
    for row in rows:
        row.state, row.file_name = "gone", ""
        jobs.want(session, "forget", str(row.id), now)


def _headings(form: Form) -> dict[str, str]:
    """Return what a picture's heading is called: an item by its label, a section by its number or short name."""
    sections = {ref: f"{node.number} {node.short}".strip() for ref, node in form.nodes.items() if node.kind == "group"}
    return {**sections, **item_labels(form)}


def lines(offered: Offered, form: Form) -> Iterator[str]:
    """Yield what is said of a file's pictures beside those that are offered."""
    labels = _headings(form)
    if offered.twins:
        yield say.pictures_known(offered.twins)
    if offered.left:
        under = [labels[ref] for ref in offered.left if labels.get(ref)]
        yield say.pictures_left(sum(offered.left.values()), say.few(under[:8], max(0, len(under) - 8)))
