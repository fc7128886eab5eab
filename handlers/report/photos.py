"""Photos and files that arrive: where they belong in the report, several at once, their captions.

A photo is kept at the item that takes photos: the one being asked, or the series of photos beside the text being asked.
Its bytes are fetched after the commit, by a job: LINE does not keep them for long.
"""

from __future__ import annotations

import re

from forms.facts import Key
from forms.node import Node
from forms.said import Jump, Value
from handlers import words, words_correcting
from handlers.incoming import Media
from handlers.report import (
    accepting,
    annexes,
    asking,
    continuing,
    draft,
    photo_changes,
    photo_notice,
    reading,
    sent_report,
    sent_rows,
    stuck,
    submitting,
)
from handlers.report.draft import Draft, Typed
from handlers.turn import SILENCE, Response, Turn
from models import jobs
from models.submissions import Attachment

_TAKES = {"image": "image", "video": "video", "audio": "audio", "file": "file"}


def hear_media(turn: Turn, desk: Draft, media: Media) -> Response:
    """Take a photo or file for the question asked, or say kindly what the question takes."""
    prompt = desk.prompt
    filled = sent_report.receive(turn, desk, media) if media.kind == "file" and prompt.type != "file" else None
    if filled is not None:
        return filled
    if desk.interview.index.event == "end":
        return submitting.at_the_end(turn, desk, is_answer=True)
    if media.kind == "file" and prompt.type != "file":
        rows = sent_rows.receive(turn, desk, media)
        if rows is not None:
            return rows
    at = _about(turn, desk)
    series = photo_changes.series_at(desk, at[0]) if media.kind == "image" else None
    if series is not None:
        return photo_notice.warn(turn, desk, _add_to_series(turn, desk, series, at, media), media.message_id)
    if prompt.index.event == "question" and prompt.type in (_TAKES[media.kind], "file"):
        _keep(turn, desk, prompt.ref, prompt.pos, media)
        taken = accepting.accept(turn, desk, Value(_name(media)), _typed(turn, media))
        return photo_notice.warn(turn, desk, taken, media.message_id) if media.kind == "image" else taken
    annexed = annexes.receive(turn, desk, media)
    if annexed is not None:
        return photo_notice.warn(turn, desk, annexed, media.message_id) if media.kind == "image" else annexed
    if media.kind == "audio" and prompt.type == "text":
        return asking.ask(desk, remark=words.VOICE_FOR_TEXT)
    return stuck.again(desk, words_correcting.does_not_fit(reading.kind(prompt)))


def _about(turn: Turn, desk: Draft) -> Key:
    """Return where a photo belongs: what is asked, or the text before, while its sender cannot know of the question."""
    collecting = turn.account.waiting.get("for") == "more"
    previous = desk.last_text if collecting or continuing.belongs_to_previous(turn, desk) else None
    if previous is not None and photo_changes.series_at(desk, previous[0]) is not None:
        return previous
    return desk.interview.index.ref, desk.interview.index.pos


def _add_to_series(turn: Turn, desk: Draft, series: Node, at: Key, media: Media) -> Response:
    """Put a photo into the first free place of a series, then ask what was being asked, or for the first caption."""
    here = desk.interview.index
    inside = here.ref == series.ref or here.ref.startswith(f"{series.ref}/")
    photo = next(ref for ref in series.children if desk.interview.form.nodes[ref].type == "image")
    parent_pos = here.pos.rpartition(".")[0] if inside and here.event == "question" else "" if inside else at[1]
    pos = photo_changes.free_place(turn, desk, series, photo, parent_pos)
    draft.hear(desk, Jump(photo, pos), turn.now)
    _keep(turn, desk, photo, pos, media)
    draft.hear(desk, Value(_name(media)), turn.now, _typed(turn, media))
    complete = _set_is_complete(turn, desk, photo, pos, media)
    count = draft.instances(desk.interview.repeats, series.ref, parent_pos)
    back = _first_caption(desk, series, parent_pos, count) if inside else (here.ref, here.pos)
    draft.hear(desk, Jump(*back), turn.now)
    return asking.ask(desk, [words.photos_received(count)]) if complete else SILENCE


def _set_is_complete(turn: Turn, desk: Draft, photo: str, pos: str, media: Media) -> bool:
    """Whether all photos that were sent together have arrived, in whatever order: they get one answer, not one each.

    Then they stand in the order of the set; where LINE gave no index (old phones), in the order they came.
    """
    known = desk.place.state.get("set", {})
    goes_on = bool(media.set_id) and known.get("id") == media.set_id
    places = {**(known.get("places", {}) if goes_on else {}), pos: media.set_index}
    desk.place.state = {**desk.place.state, "set": {"id": media.set_id, "places": places}}
    if len(places) < media.set_total:
        return False
    arrived = {index: place for place, index in places.items()}
    if len(arrived) == len(places) > 1 and 0 not in arrived:
        photo_changes.put_in_order(turn, desk, photo, arrived)
    return True


def _first_caption(desk: Draft, series: Node, parent_pos: str, count: int) -> Key:
    """Return where the first photo without a word about it is captioned; the series itself when none is."""
    nodes = desk.interview.form.nodes
    caption = next((ref for ref in series.children if nodes[ref].role == "caption"), "")
    places = (f"{parent_pos}.{number}".strip(".") for number in range(1, count + 1))
    blank = (pos for pos in places if caption and (caption, pos) not in desk.interview.answers)
    pos = next(blank, None)
    return (caption, pos) if pos else (series.ref, parent_pos)


def _keep(turn: Turn, desk: Draft, ref: str, pos: str, media: Media) -> None:
    """Note the attachment and ask for its bytes to be fetched."""
    row = Attachment(
        line_message_id=media.message_id,
        submission_id=desk.row.id,
        ref=ref,
        pos=pos,
        file_name=media.file_name,
        created_at=turn.now,
    )
    turn.session.add(row)
    turn.session.flush()
    jobs.want(turn.session, "media", str(row.id), turn.now)


def _name(media: Media) -> str:
    """Return the file name an XForm answer holds; the sender's own names are never used as paths."""
    sent = re.sub(r"\W", "", media.file_name.rpartition(".")[2], flags=re.ASCII)[:5] or "bin"
    ending = {"image": "jpg", "video": "mp4", "audio": "m4a"}.get(media.kind, sent)
    return f"{media.message_id}.{ending}"


def _typed(turn: Turn, media: Media) -> Typed:
    return Typed(media.file_name or _name(media), media.message_id, turn.incoming.at)
