"""Photos that are there already: put in the order they were taken in, removed, replaced, found to be the same twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from forms.facts import Key
from forms.node import Node, inside, last_number
from forms.said import AddRepeat, DeleteRepeat, Jump, Value
from handlers import words_photos
from handlers.replies import Text as Say
from handlers.replies import dump
from handlers.report import asking, draft
from handlers.report.draft import Draft, Typed
from handlers.report.going_on import go_on
from handlers.turn import Response, Turn
from models import Session, jobs, notices, submissions
from models.submissions import Answer, Attachment
from thai.numerals import arabic


def series_at(desk: Draft, ref: str) -> Node | None:
    """Return the repeat of photos a question is part of, or that stands beside it."""
    nodes = desk.interview.form.nodes
    node = nodes[ref]
    around = nodes.get(ref if node.kind == "repeat" else node.repeat or "")
    if around is not None and around.role == "photos":
        return around
    siblings = nodes[node.parent].children if node.parent else ()
    after = siblings[siblings.index(ref) + 1 :] if ref in siblings else ()
    following = nodes.get(after[0]) if after else None
    return following if following is not None and following.role == "photos" else None


def free_place(turn: Turn, desk: Draft, series: Node, photo: str, parent_pos: str) -> str:
    """Return the first place of a series without a photo, a new one where all are taken."""
    count = draft.instances(desk.interview.repeats, series.ref, parent_pos)
    lead = f"{parent_pos}." if parent_pos else ""
    for number in range(1, count + 1):
        leaf = desk.interview.answers.get((photo, f"{lead}{number}"))
        if leaf is None or leaf.state != "value":
            return f"{lead}{number}"
    draft.hear(desk, Jump(series.ref, parent_pos), turn.now)
    draft.hear(desk, AddRepeat(), turn.now)
    return f"{lead}{count + 1}"


def put_in_order(turn: Turn, desk: Draft, photo: str, arrived: Mapping[int, str]) -> None:
    """Let photos of one set stand as their sender chose them. `arrived`: where each index of the set stands now."""
    indexes = sorted(arrived)
    places = sorted(arrived.values(), key=lambda pos: [int(part) for part in pos.split(".")])
    moves = {arrived[index]: place for index, place in zip(indexes, places, strict=True)}
    if all(old == new for old, new in moves.items()):
        return
    turn.session.flush()
    rows = {pos: turn.session.get_one(Answer, (desk.row.id, photo, pos)) for pos in moves}
    held = {pos: (row.value, row.typed, row.answered_at) for pos, row in rows.items()}
    pieces = {pos: submissions.pieces_of(turn.session, desk.row.id, photo, pos) for pos in moves}
    said = {pos: [(each.line_message_id, each.said_at, each.text) for each in found] for pos, found in pieces.items()}
    leaves = {pos: desk.interview.answers[photo, pos] for pos in moves}
    files = [f for f in submissions.attachments_of(turn.session, desk.row.id) if f.ref == photo and f.state != "gone"]
    for pos in moves:
        submissions.forget_pieces(turn.session, desk.row.id, photo, pos)
    submissions.let_go_of_pieces(turn.session)
    for old, new in moves.items():
        row = rows[new]
        row.value, row.typed, row.answered_at = held[old]
        desk.interview.answers[photo, new] = leaves[old]
        for message_id, said_at, text in said[old]:
            turn.session.add(
                submissions.AnswerPiece(answer=row, line_message_id=message_id, said_at=said_at, text=text)
            )
    for file in files:
        file.pos = moves.get(file.pos, file.pos)
    desk.report.answers = desk.interview.answers
    turn.session.flush()


def _at_hand(desk: Draft) -> tuple[Node, str] | None:
    """Return the series of photos asked, or beside the text asked, and the position around it."""
    index = desk.interview.index
    if index.event == "end":
        return None
    series = series_at(desk, index.ref)
    if series is None:
        return None
    within = index.ref == series.ref or index.ref.startswith(f"{series.ref}/")
    around = index.pos.rpartition(".")[0] if within and index.event == "question" else "" if within else index.pos
    return series, around


def _numbered(desk: Draft, typed: str) -> tuple[Node, str, int] | None:
    """Return the series, what is around it, and the number of the photo meant: typed, or the one being captioned."""
    found = _at_hand(desk)
    digits = arabic(typed).strip()
    if found is None:
        return None
    series, around = found
    last = desk.interview.index.pos.rpartition(".")[2]
    number = int(digits) if digits.isdecimal() else int(last) if last.isdecimal() else 0
    return (
        (series, around, number)
        if 1 <= number <= draft.instances(desk.interview.repeats, *(series.ref, around))
        else None
    )


def remove(turn: Turn, desk: Draft, typed: str = "") -> Response:
    """`ลบภาพ 2`: the photo goes with its caption; later ones move up."""
    found = _numbered(desk, typed)
    if found is None:
        return asking.ask(desk, remark=words_photos.WHICH)
    series, around, number = found
    draft.hear(desk, DeleteRepeat(series.ref, inside(around, number)), turn.now)
    return go_on(turn, desk, [words_photos.removed(number)])


def replace(turn: Turn, desk: Draft, typed: str = "") -> Response:
    """`เปลี่ยนภาพ 2`, [ลบและส่งภาพใหม่]: the photo goes at once; the next one that is sent takes its place."""
    found = _numbered(desk, typed)
    if found is None:
        return asking.ask(desk, remark=words_photos.WHICH)
    series, around, number = found
    nodes = desk.interview.form.nodes
    photo = next(ref for ref in series.children if nodes[ref].type == "image")
    return replace_at(turn, desk, (photo, inside(around, number)))


def replace_at(turn: Turn, desk: Draft, key: Key) -> Response:
    """Let go of the photo at a place, and ask there for another."""
    draft.hear(desk, Jump(*key), turn.now)
    draft.hear(desk, Value(""), turn.now, Typed(""))
    _forget(turn, desk, key)
    draft.hear(desk, Jump(*key), turn.now)
    return asking.ask(desk, remark=words_photos.send_new(last_number(key[1])) if key[1] else words_photos.SEND_NEW)


def _forget(turn: Turn, desk: Draft, key: Key) -> None:
    for file in submissions.attachments_of(turn.session, desk.row.id):
        if (file.ref, file.pos) == key and file.state != "gone":
            file.state, file.file_name = "gone", ""
            jobs.want(turn.session, "forget", str(file.id), turn.now)


def tell_of_twin(session: Session, kept: Attachment, now: datetime) -> None:
    """Leave whoever sent a photo a word when the report holds the same one already."""
    twin = submissions.twin_of(session, kept)
    answer = session.get(Answer, (kept.submission_id, kept.ref, kept.pos))
    if twin is None or answer is None or answer.person_id is None:
        return
    numbers = (int(kept.pos.rpartition(".")[2] or 1), int(twin.pos.rpartition(".")[2] or 1))
    said = words_photos.same_photo(*numbers, same_item=kept.ref == twin.ref)
    notices.leave(session, f"twin:{kept.id}", [answer.person_id], dump([Say(said)]), now)
