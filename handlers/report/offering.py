"""A filled form before its answers are taken: what was read, all at once or item by item, agreed or corrected in chat.

A typed answer is never replaced unasked. What is neither taken nor left stays open: `จากไฟล์` goes on with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from exports.read_word import Found
from forms.facts import Index
from forms.said import Jump, Next
from handlers import asking_back, words
from handlers import words_files as say
from handlers.naming import item_labels
from handlers.replies import Card, Picture, Row
from handlers.replies import Text as Say
from handlers.report import (
    asking,
    draft,
    file_pictures,
    filling,
    going_on,
    offered_card,
    pasted_parts,
    proposals,
    reading,
    whereabouts,
)
from handlers.report.draft import Draft, Typed
from handlers.report.file_pictures import NO_PICTURES, Offered
from handlers.report.proposals import OnDesk, Proposal, Standing
from handlers.routes import find_route
from handlers.turn import Response, Turn
from models import sent_files
from models.sent_files import SentFile
from thai.replies import classify_reply
from thai.text import cut

WAITS = "file"
_YES = {say.TAKE, say.FROM_FILE}
_LEAVE = {say.LEAVE, say.KEEP_MINE, "ข้ามก่อน", "ข้ามข้อนี้"}


def offer(
    turn: Turn,
    desk: Draft,
    sent: SentFile,
    found: Sequence[Found],
    unplaced: int = 0,
    pictures: Offered = NO_PICTURES,
) -> Response:
    """Show what was read and ask how to take it; nothing is stored yet.

    `unplaced`: how many characters of a pasted report stand under no item. `pictures` are those in a file.
    """
    items = proposals.of_items(desk.interview.form, found, pictures.of_items)
    sent.proposals, sent.state = [each.dump() for each in items], "checked"
    left = list(file_pictures.lines(pictures, desk.interview.form))
    if not items and pasted_parts.messages(turn.session, sent):
        return Response((Say(say.NO_HEADINGS, _asked(turn, desk, sent, None, (say.AS_ONE_TEXT, say.USE_NONE))),))
    if not items:
        sent.state = "settled"
        return Response((Say("\n".join([say.NOTHING_WRITTEN if left else say.NO_HEADINGS, *left])),))
    stands = _standings(turn, desk, items)
    if set(stands) == {"same"}:
        sent.state = "settled"
        return going_on.go_on(turn, desk, remark="\n".join([say.NOTHING_NEW, *left]))
    rows = offered_card.rows(desk, items, stands)
    if unplaced:
        rows.append(Row(say.before_first(unplaced), mark="warning", small=True))
    rows += [Row(line, mark="warning", small=True) for line in left]
    none = say.USE_NONE if sent.file_name else say.AS_ONE_TEXT
    card = Card(
        say.read_from(cut(sent.file_name, 40)),
        subtitle=whereabouts.heading_of(desk),
        rows=rows,
        note=say.CARD_NOTE,
        buttons=_asked(turn, desk, sent, None, (say.TAKE_ALL, say.ONE_BY_ONE, none)),
    )
    return Response((card,))


def _standings(turn: Turn, desk: Draft, items: Sequence[Proposal]) -> list[Standing]:
    return [proposals.standing(desk.interview, each, turn.today, turn.now) for each in items]


def _asked(turn: Turn, desk: Draft, sent: SentFile, number: int | None, ways: Sequence[str]) -> Any:
    question = {"for": WAITS, "s": desk.row.id, "f": sent.id, "i": number, "message": sent.line_message_id}
    pasted = pasted_parts.messages(turn.session, sent)
    if pasted:
        question |= {"messages": [each.message_id for each in pasted], "at": str(pasted[0].said_at or "")}
    return asking_back.offer(turn, question, ways)


# --- all at once ---------------------------------------------------------------------------------------------------


def take_all(turn: Turn, desk: Draft, sent: SentFile) -> Response:
    """Store every open item that is clear and still blank; ask about the others one by one."""
    items = _of(sent)
    stored = pictures = 0
    for number, each in enumerate(items):
        if each.state != "open":
            continue
        stand = proposals.standing(desk.interview, each, turn.today, turn.now)
        if stand == "new" and each.is_sure:
            _fill(turn, desk, sent, each)
            stored += not each.pictures
            pictures += len(each.pictures)
        if stand in ("same", "unread") or (stand == "new" and each.is_sure):
            items[number] = replace(each, state="left" if stand == "unread" else "taken")
    _keep(turn, sent, items)
    understood = [*([say.taken(stored)] if stored else []), *([say.pictures_taken(pictures)] if pictures else [])]
    return _next(turn, desk, sent, understood)


def _fill(turn: Turn, desk: Draft, sent: SentFile, proposal: Proposal) -> list[str]:
    """Store a proposal; return the values that could not be."""
    typed = Typed("", sent.line_message_id, sent.created_at)
    pasted = pasted_parts.messages(turn.session, sent)
    unread = proposals.fill(OnDesk(desk, typed, turn.now, pasted), proposal, turn.today)
    file_pictures.take(turn, desk, sent, proposal.pictures)
    return [cell.value for cell in unread]


def _of(sent: SentFile) -> list[Proposal]:
    return [Proposal.load(row) for row in sent.proposals]


def _keep(turn: Turn, sent: SentFile, items: Sequence[Proposal]) -> None:
    sent.proposals = [each.dump() for each in items]
    if all(each.state != "open" for each in items):
        sent.state = "settled"
        sent_files.let_go_of_words(turn.session, sent)


# --- one by one ----------------------------------------------------------------------------------------------------


def resume(turn: Turn, desk: Draft) -> Response:
    """`จากไฟล์`: go on with what was read and is neither taken nor left."""
    sent = sent_files.open_proposals(turn.session, turn.person.id, desk.row.id)
    return _next(turn, desk, sent) if sent is not None else going_on.go_on(turn, desk, remark=say.NO_PROPOSALS)


def _next(turn: Turn, desk: Draft, sent: SentFile, understood: Sequence[str] = ()) -> Response:
    """Show the next open item; when there is none, ask the first question that still waits."""
    items = _of(sent)
    for number, each in enumerate(items):
        if each.state != "open":
            continue
        stand = proposals.standing(desk.interview, each, turn.today, turn.now)
        if stand not in ("same", "unread"):
            _keep(turn, sent, items)
            return _show(turn, desk, sent, number, stand, understood)
        items[number] = replace(each, state="taken" if stand == "same" else "left")
    _keep(turn, sent, items)
    _to_first_open(turn, desk)
    return going_on.go_on(turn, desk, understood)


def _to_first_open(turn: Turn, desk: Draft) -> None:
    start = Index.parse(desk.row.repeats["start"])
    draft.hear(desk, Jump(start.ref, start.pos), turn.now)
    leaf = desk.interview.answers.get((start.ref, start.pos))
    if leaf is not None and leaf.state != "put_off":
        draft.hear(desk, Next(), turn.now)


def _show(
    turn: Turn, desk: Draft, sent: SentFile, number: int, stand: Standing, understood: Sequence[str] = ()
) -> Response:
    items = _of(sent)
    each = items[number]
    label = item_labels(desk.interview.form)[each.item]
    open_ones = sum(other.state == "open" for other in items)
    head = [*(f"✓ {line}" for line in understood), say.left(open_ones)]
    parts = ["\n".join(head), f"{label} {asking.title_of(desk, each.item)}", _read_as(desk, each)]
    if stand == "differs":
        parts.append(say.stored_as(_stored(desk, each)) if _stored(desk, each) else say.OPENS_GATE)
    doubt = [] if each.is_sure else [say.UNSURE]
    after = say.PICTURES_AFTER if each.pictures else say.TYPE_INSTEAD if _question(desk, each) else say.EDIT_AFTER
    parts.append("\n".join([*doubt, after]))
    ways = (say.FROM_FILE, say.KEEP_MINE) if stand == "differs" else (say.TAKE, say.LEAVE)
    rest = (say.TAKE_REST,) if open_ones > 1 else ()
    buttons = _asked(turn, desk, sent, number, (*ways, *rest, say.LATER))
    shown = [Picture(f"photo:{number}") for number in each.pictures[: file_pictures.SHOWN]]
    return Response((*shown, Say("\n\n".join(parts), buttons)))


def _read_as(desk: Draft, proposal: Proposal) -> str:
    if proposal.pictures:
        captions = file_pictures.captions(desk.session, proposal.pictures)
        return "\n".join([say.pictures_shown(len(proposal.pictures), file_pictures.SHOWN), *captions])
    return say.read_as(_words(desk, proposal))


def _words(desk: Draft, proposal: Proposal) -> str:
    rows = proposals.shown(desk.interview, proposal)
    return "\n".join(say.row(pos, values) if pos else "\n".join(values) for pos, values in rows)


def _stored(desk: Draft, proposal: Proposal) -> str:
    rows: dict[str, list[str]] = {}
    for ref, pos, leaf in desk.values(proposal.item):
        node = desk.interview.form.nodes[ref]
        if leaf.state != "put_off" and node.kind == "question" and node.type != "image":
            rows.setdefault(pos, []).append(reading.shown(desk.prompt_at(Index("question", ref, pos)), leaf))
    return "\n".join(say.row(pos, values) if pos else "\n".join(values) for pos, values in rows.items())


def _question(desk: Draft, proposal: Proposal) -> Index | None:
    """Return the question of an item that is one question: what is typed instead of it is its answer."""
    own = [cell for cell in proposal.cells if desk.interview.form.nodes[cell.ref].role != "gate"]
    return Index("question", own[0].ref, own[0].pos) if len(own) == 1 and not own[0].pos else None


def settle(turn: Turn, desk: Draft, text: str) -> Response | None:
    """Take the answer to what was shown. None: it was something else; the proposals stay open."""
    waiting = turn.account.waiting
    sent = turn.session.get(SentFile, int(waiting["f"]))
    if sent is None or sent.state != "checked" or sent.person_id != turn.person.id:
        return None
    said, number = text.strip(), waiting["i"]
    if said in (say.TAKE_ALL, say.TAKE_REST):
        return take_all(turn, desk, sent)
    if number is None:
        return _settle_card(turn, desk, sent, said)
    if said == say.LATER:
        return going_on.go_on(turn, desk, remark=say.PAUSED)
    if said in _LEAVE or classify_reply(said) == "no":
        return _decide(turn, desk, sent, number, "left", [])
    if said in _YES or classify_reply(said) == "yes":
        return _take(turn, desk, sent, number)
    return _correct(turn, desk, sent, number, text)


def _settle_card(turn: Turn, desk: Draft, sent: SentFile, said: str) -> Response | None:
    if said == say.ONE_BY_ONE or (sent.file_name and classify_reply(said) == "yes"):
        return _next(turn, desk, sent)
    if said in (say.USE_NONE, say.AS_ONE_TEXT) or classify_reply(said) == "no":
        file_pictures.leave(turn.session, [number for each in _of(sent) for number in each.pictures], turn.now)
        whole = pasted_parts.messages(turn.session, sent)
        sent.proposals, sent.state = [], "settled"
        sent_files.let_go_of_words(turn.session, sent)
        if whole and said != say.USE_NONE:
            return pasted_parts.keep_as_one(turn, desk, whole)
        return going_on.go_on(turn, desk, remark=say.NOT_USED)
    return None


def _take(turn: Turn, desk: Draft, sent: SentFile, number: int) -> Response:
    proposal = _of(sent)[number]
    unread = _fill(turn, desk, sent, proposal)
    label = item_labels(desk.interview.form)[proposal.item]
    took = say.pictures_taken(len(proposal.pictures)) if proposal.pictures else say.took(label)
    understood = [took, *([say.cells_unread(unread)] if unread else [])]
    return _decide(turn, desk, sent, number, "taken", understood)


def _decide(
    turn: Turn, desk: Draft, sent: SentFile, number: int, state: Literal["taken", "left"], understood: list[str]
) -> Response:
    items = _of(sent)
    items[number] = replace(items[number], state=state)
    file_pictures.leave(turn.session, items[number].pictures, turn.now)  # those that were taken are no longer offered
    _keep(turn, sent, items)
    return _next(turn, desk, sent, understood)


def _correct(turn: Turn, desk: Draft, sent: SentFile, number: int, text: str) -> Response | None:
    """Take what was typed as the answer of the item shown, instead of what was read."""
    index = _question(desk, _of(sent)[number])
    if index is None or find_route(text)[0] is not None or classify_reply(text) == "courtesy":
        return None
    gates = [cell for cell in _of(sent)[number].cells if cell.key != (index.ref, index.pos)]
    proposals.fill(OnDesk(desk, Typed(""), turn.now), Proposal(gates[0].ref, tuple(gates)), turn.today) if gates else []
    draft.hear(desk, Jump(index.ref, index.pos), turn.now)
    if desk.interview.index != index:
        return None
    before = desk.interview.answers.get((index.ref, index.pos))
    typed = Typed(text, _message_id(turn), turn.incoming.at)
    response = filling.read_answer(turn, desk, typed)
    if desk.interview.answers.get((index.ref, index.pos)) in (before, None):
        return response  # it did not fit, or is asked about
    label = item_labels(desk.interview.form)[_of(sent)[number].item]
    return _decide(turn, desk, sent, number, "left", [words.understood(label, cut(text, 60))])


def _message_id(turn: Turn) -> str:
    return str(getattr(turn.incoming.said, "message_id", ""))
