"""`ตรวจ`: a coordinator looks over what was sent, agrees, or sends items back. Only within what they coordinate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handlers import moments, naming, words
from handlers import words_review as say
from handlers.asking_back import ask_back
from handlers.form import publishing
from handlers.naming import find_items, item_labels, round_title
from handlers.refusing import refuse
from handlers.replies import Button, Card, Reply, Row, dump
from handlers.replies import Text as Say
from handlers.report import draft, rereading
from handlers.report.draft import Draft
from handlers.report.officer import squeezed
from handlers.review import deciding, fixing, named
from handlers.review.deciding import Asked, CannotReview
from handlers.turn import Response, Turn
from models import database_now, desks, notices, outbox, people, reaching, reviews, rounds
from models.reviews import READING, WAITING
from models.rounds import Round
from models.submissions import Interview, Submission
from thai.replies import classify_reply

KIND = "notice"  # of its outbox rows
WAITS = "return"
SHOWN = 12


def sent_in_scope(turn: Turn, states: Sequence[str | None]) -> Sequence[tuple[Submission, reviews.Review | None]]:
    """Return the reports of open rounds that this person may look over."""
    scope = people.coordinated(turn.session, turn.person)
    open_ones = [each.id for each in rounds.open_rounds(turn.session, turn.now)]
    return reviews.sent(turn.session, open_ones, scope, states)


def waiting(turn: Turn, typed: str = "") -> Response:
    """`ตรวจ`: the reports that wait; with a name after it, that one."""
    if typed:
        found = named.of_office([row for row, _ in sent_in_scope(turn, (None, *say.STATES))], typed)
        return _show(turn, found[0], 1) if len(found) == 1 else _which(found, typed)
    held = sent_in_scope(turn, (WAITING, READING))
    rest = sent_in_scope(turn, (None,)) if not held else ()
    shown = [*held, *rest]
    if not shown:
        return Response((Say(say.NOTHING),), must_arrive=False)
    rows = [_row(row, review) for row, review in shown[:SHOWN]]
    if len(shown) > SHOWN:
        rows.append(Row(say.and_more(len(shown) - SHOWN), small=True))
    return Response((Card(say.waiting_title(len(shown)), rows=rows, note=say.HOW),), must_arrive=False)


def _row(row: Submission, review: reviews.Review | None) -> Row:
    name = named.title(row)
    button = Button(name, "review_open", {"s": row.id}, says=name)
    return Row(name, say.STATES[review.state if review else None], tap=button, small=True)


def tapped(turn: Turn, args: Mapping[str, Any]) -> Response:
    """A report in the list, or its next page."""
    row = _in_scope(turn, int(args["s"]))
    return _show(turn, row, int(args.get("page", 0)) or 1, whole="page" in args) if row else _refuse(turn, args)


def _in_scope(turn: Turn, submission_id: int) -> Submission | None:
    row = turn.session.get(Submission, submission_id)
    if row is None or row.assignment is None:
        return None
    return row if row.assignment.office_id in people.coordinated(turn.session, turn.person) else None


def _refuse(turn: Turn, args: Mapping[str, Any]) -> Response:
    return refuse(turn, "review", f"submission {args['s']}")


def _show(turn: Turn, row: Submission, page: int, *, whole: bool = False) -> Response:
    """What was sent; of a mended report first what was asked and what became of it."""
    if row.submitted_at is None:
        return Response((Say(say.CANNOT["not_sent"]),), must_arrive=False)
    deciding.begin_reading(turn.session, row, turn.now, turn.person.id)
    mended = [item for item in reviews.last_items(turn.session, row.id) if item.settled_at is not None]
    if mended and not whole:
        return Response((_changes(turn, row, mended),), must_arrive=False)
    pages = rereading.pages(_looked_at(turn, row))
    page = min(page, len(pages))
    buttons = _decisions(turn, row)
    if page < len(pages):
        buttons.insert(0, Button(words.NEXT_PAGE, "review_open", {"s": row.id, "page": page + 1}, says=words.NEXT_PAGE))
    head = [named.title(row), *([words.page_of(page, len(pages))] if len(pages) > 1 else [])]
    return Response((Say("\n\n".join([" · ".join(head), pages[page - 1]]), tuple(buttons)),), must_arrive=False)


def _decisions(turn: Turn, row: Submission) -> list[Button]:
    if deciding.is_locked(turn.session, row):
        return []
    return [
        Button(say.CHECK, "review_check", {"s": row.id}, says=say.CHECK, strong=True),
        Button(say.RETURN, "review_return", {"s": row.id}, says=say.RETURN),
    ]


def _changes(turn: Turn, row: Submission, mended: Sequence[reviews.ReturnedItem]) -> Card:
    form = publishing.form_of(turn.session, row.form_version_id)
    answers = {key: leaf.value for key, leaf in desks.answers(turn.session, row.id).items() if leaf.state == "value"}
    rows = fixing.differences(form, mended, answers)
    changed = len(mended) - sum(say.NOT_CHANGED in each.text for each in rows)
    whole = Button(say.WHOLE, "review_open", {"s": row.id, "page": 1}, says=say.WHOLE)
    title = say.mended(changed, len(mended))
    return Card(title, subtitle=named.title(row), rows=rows, inside=(*_decisions(turn, row), whole))


def _looked_at(turn: Turn, row: Submission) -> Draft:
    """Return a report to be read by somebody who does not fill it: nothing is kept of where they are."""
    held = draft.restored(turn.session, row, turn.now)
    place = Interview(person_id=turn.person.id, submission_id=row.id, state={}, updated_at=turn.now)
    return Draft(turn.session, turn.person, desks.Report(row, dict(held.answers)), place, held)


# --- agreeing ---------------------------------------------------------------------------------------------------------


def tap_check(turn: Turn, args: Mapping[str, Any]) -> Response:
    """[ตรวจทานแล้ว] under a report."""
    row = _in_scope(turn, int(args["s"]))
    if row is None:
        return _refuse(turn, args)
    try:
        _check(turn, row)
    except CannotReview as problem:
        return Response((Say(say.CANNOT[str(problem)]),), must_arrive=False)
    assert row.assignment is not None
    following = sent_in_scope(turn, (WAITING, READING))
    button = (Button(say.NEXT, "review_open", {"s": following[0][0].id}, says=say.NEXT),) if following else ()
    return Response((Say(say.checked(row.assignment.office.called), button),))


def _check(turn: Turn, row: Submission) -> None:
    deciding.check(turn.session, row, turn.now, turn.person.id)
    assert row.assignment is not None
    officers = [person.id for _, person, _ in reaching.reporters(turn.session, [row.assignment.office_id], turn.today)]
    told = dump([Say(say.yours_is_checked(named.title(row)))])
    notices.leave(turn.session, f"checked:{row.id}:{row.rev}", officers, told, turn.now)


def check_many(turn: Turn, typed: str) -> Response:
    """`ตรวจทานแล้ว เมืองตาก`: every report of an office, an area or all that is in; asked before it is done."""
    found = [row for row, _ in sent_in_scope(turn, (None, WAITING, READING, "passed"))]
    wanted, of = named.meant(turn, found, typed)
    if not typed or not wanted:
        return Response((Say(say.no_report(typed) if typed else say.CHECK_HOW),), must_arrive=False)
    titles = {row.assignment.round_id: round_title(row.assignment.round) for row in wanted if row.assignment}
    buttons = ask_back(turn, {"for": "check_many", "ids": [row.id for row in wanted]})
    return Response((Say(say.confirm_checks(len(wanted), of, ", ".join(titles.values())), buttons),))


def settle_check_many(turn: Turn, text: str) -> Response | None:
    answer = classify_reply(text)
    if answer not in ("yes", "no"):
        return None
    ids, turn.account.waiting = turn.account.waiting["ids"], {}
    if answer == "no":
        return Response((Say(words.NO),), must_arrive=False)
    done = 0
    for submission_id in ids:
        row = _in_scope(turn, submission_id)
        try:
            if row is not None:
                _check(turn, row)
                done += 1
        except CannotReview:  # somebody else decided meanwhile
            continue
    return Response((Say(say.checked_many(done)),))


def uncheck(turn: Turn, typed: str) -> Response:
    """`ยกเลิกการตรวจ สพม.ตาก เพราะ …`"""
    name, because, reason = typed.partition("เพราะ")
    found = named.of_office([row for row, _ in sent_in_scope(turn, ("checked",))], name)
    if not because or len(found) != 1:
        return _which(found, name) if because else Response((Say(say.UNCHECK_HOW),), must_arrive=False)
    try:
        deciding.uncheck(turn.session, found[0], reason, turn.now, turn.person.id)
    except CannotReview as problem:
        return Response((Say(say.CANNOT[str(problem)]),), must_arrive=False)
    assert found[0].assignment is not None
    return Response((Say(say.unchecked(found[0].assignment.office.called)),))


def _which(found: Sequence[Submission], typed: str) -> Response:
    told = say.which([named.title(row) for row in found]) if found else say.no_report(typed.strip())
    return Response((Say(told),), must_arrive=False)


# --- sending back -----------------------------------------------------------------------------------------------------


def tap_return(turn: Turn, args: Mapping[str, Any]) -> Response:
    """[ส่งคืนเพื่อแก้ไข]: ask which items, and what is to be mended."""
    row = _in_scope(turn, int(args["s"]))
    if row is None:
        return _refuse(turn, args)
    if row.submitted_at is None or deciding.is_locked(turn.session, row):
        return Response((Say(say.CANNOT["checked" if row.submitted_at else "not_sent"]),), must_arrive=False)
    turn.account.waiting = {"for": WAITS, "s": row.id, "items": []}
    labels = item_labels(publishing.form_of(turn.session, row.form_version_id))
    return Response((Say(say.which_items(list(labels.values())[-1])),))


def settle_return(turn: Turn, text: str) -> Response | None:
    """Take an item and what is asked of it, or the word to send all of them back."""
    waiting_ = dict(turn.account.waiting)
    row = _in_scope(turn, waiting_["s"])
    if row is None:
        return None
    answer = "yes" if text.strip() == say.RETURN_NOW else classify_reply(text)
    if answer == "no":
        turn.account.waiting = {}
        return Response((Say(say.RETURN_CANCELLED),), must_arrive=False)
    if answer == "yes" and waiting_["items"]:
        turn.account.waiting = {}
        return _send_back(turn, row, [Asked(*each) for each in waiting_["items"]])
    return _one_more(turn, row, waiting_, text)


def _one_more(turn: Turn, row: Submission, waiting_: dict[str, Any], text: str) -> Response:
    form = publishing.form_of(turn.session, row.form_version_id)
    labels = item_labels(form)
    parts = text.split()
    meant = [(count, find_items(form, " ".join(parts[:count]))) for count in range(len(parts), 0, -1)]
    count, items = next(((count, found) for count, found in meant if found), (0, []))
    turn.account.waiting = waiting_ = dict(waiting_)  # a new one, so that the question goes on waiting
    if len(items) != 1:
        told = say.which_item([labels[item.ref] for item in items]) if items else say.NO_ITEM
        return Response((Say(told),))
    comment = " ".join(parts[count:])
    if not comment:
        return Response((Say(say.NO_COMMENT),))
    others = [each for each in waiting_["items"] if each[0] != items[0].ref]
    chosen = [*others, [items[0].ref, comment]]
    yes, no = Button(say.RETURN_NOW, says=say.RETURN_NOW, strong=True), Button(words.CANCEL, says=words.CANCEL)
    buttons = ask_back(turn, {"for": WAITS, "s": row.id, "items": chosen}, yes, no)
    return Response((Say(say.to_return([say.asks(labels[ref], comment) for ref, comment in chosen]), buttons),))


def _send_back(turn: Turn, row: Submission, asked: Sequence[Asked]) -> Response:
    try:
        until = deciding.send_back(turn.session, row, asked, turn.now, turn.person.id)
    except CannotReview as problem:
        return Response((Say(say.CANNOT[str(problem)]),), must_arrive=False)
    turn.session.flush()
    _tell_officers(turn, row, fixing.card(turn.session, row))
    assert row.assignment is not None
    return Response((Say(say.returned(row.assignment.office.called, len(asked), moments.in_words(until))),))


def _tell_officers(turn: Turn, row: Submission, card: Reply) -> None:
    """Push the card to those who fill the report: somebody waits for them."""
    assert row.assignment is not None
    for office_id, line_user_id in reaching.people(turn.session, [row.assignment.office_id], ("officer",), turn.today):
        outbox.queue(
            turn.session,
            dedupe_key=f"return:{row.id}:{row.rev}:{office_id}:{line_user_id}",
            kind=KIND,
            to=line_user_id,
            replies=dump([card]),
            business_at=turn.now,
            now=database_now(turn.session),
        )


# --- what waits -------------------------------------------------------------------------------------------------------


def hold(turn: Turn, typed: str) -> Response:
    """`วิธีตรวจ สุ่ม 20%`: which reports of a round wait to be looked over."""
    said, _, name = typed.partition("รอบ")
    wanted = _hold_in(squeezed(said))
    found = [each for each in _rounds(turn) if squeezed(name) in squeezed(round_title(each))]
    if wanted is None or len(found) != 1:
        lines = [f"• {naming.round_title(each)}: {say.hold_name(each.schedule.review)}" for each in found]
        return Response((Say("\n".join([say.HOLD_HOW, *lines])),), must_arrive=False)
    deciding.set_hold(turn.session, found[0], wanted, turn.now, turn.person.id)
    return Response((Say(say.hold(say.hold_name(wanted), round_title(found[0]))),))


def _rounds(turn: Turn) -> list[Round]:
    """Return the open rounds whose every office is the person's to coordinate."""
    scope = people.coordinated(turn.session, turn.person)
    found = rounds.open_rounds(turn.session, turn.now)
    return [each for each in found if not rounds.asks_outside(turn.session, each.id, scope)]


def _hold_in(said: str) -> str | None:
    digits = "".join(each for each in said if each.isdecimal())
    if "สุ่ม" in said:
        return f"sample:{int(digits)}" if digits and 1 <= int(digits) <= 100 else None
    if "ไม่" in said:
        return ""
    if "เฉพาะ" in said or "ควรดู" in said:
        return "warnings"
    return "all" if "ทุก" in said or "ทั้งหมด" in said else None
