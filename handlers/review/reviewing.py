"""`ตรวจ`: a coordinator looks over what was sent, agrees, or sends items back. Only within what they coordinate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handlers import office_named, words
from handlers import words_review as say
from handlers.asking_back import ask_back
from handlers.form import publishing
from handlers.naming import round_title
from handlers.refusing import refuse
from handlers.replies import Button, Card, Row, dump
from handlers.replies import Text as Say
from handlers.report import annex_files, loading, rereading
from handlers.report.draft import Draft
from handlers.review import deciding, fixing, named
from handlers.review.deciding import CannotReview
from handlers.rounds import papers
from handlers.turn import Response, Turn
from models import desks, notices, past_answers, reaching, reviews, rounds, scopes
from models.reviews import READING, WAITING
from models.submissions import Interview, Submission
from thai.replies import classify_reply

LOOKS = "looking"  # at a report: its buttons may be typed
SHOWN = 12


def sent_in_scope(turn: Turn, states: Sequence[str | None]) -> Sequence[tuple[Submission, reviews.Review | None]]:
    """Return the reports of open rounds that this person may look over."""
    scope = scopes.coordinated(turn.session, turn.person)
    open_ones = [each.id for each in rounds.open_rounds(turn.session, turn.now)]
    return reviews.sent(turn.session, open_ones, scope, states)


def waiting(turn: Turn, typed: str = "") -> Response:
    """`ตรวจ`: the reports that wait; with a name after it, that one."""
    if typed:
        found = named.of_office([row for row, _ in sent_in_scope(turn, (None, *say.STATES))], typed)
        return _show(turn, found[0], 1) if len(found) == 1 else _which(turn, "review", found, typed)
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
    row = in_scope(turn, int(args["s"]))
    return _show(turn, row, int(args.get("page", 0)) or 1, whole="page" in args) if row else refuse_report(turn, args)


def in_scope(turn: Turn, submission_id: int) -> Submission | None:
    row = turn.session.get(Submission, submission_id)
    if row is None or row.assignment is None:
        return None
    return row if scopes.coordinated(turn.session, turn.person).covers(row.assignment) else None


def refuse_report(turn: Turn, args: Mapping[str, Any]) -> Response:
    return refuse(turn, "review", f"submission {args['s']}")


def _show(turn: Turn, row: Submission, page: int, *, whole: bool = False) -> Response:
    """What was sent; of a mended report first what was asked and what became of it."""
    if row.submitted_at is None:
        return Response((Say(say.CANNOT["not_sent"]),), must_arrive=False)
    deciding.begin_reading(turn.session, row, turn.now, turn.person.id)
    mended = [item for item in reviews.last_items(turn.session, row.id) if item.settled_at is not None]
    if mended and not whole:
        turn.account.waiting = {"for": LOOKS, "s": row.id, "page": 0}
        return Response((_changes(turn, row, mended),), must_arrive=False)
    pages = rereading.pages(_looked_at(turn, row))
    page = min(page, len(pages))
    turn.account.waiting = {"for": LOOKS, "s": row.id, "page": page}
    buttons = [*annex_files.button(turn.session, row), *_decisions(turn, row)]
    if page < len(pages):
        buttons.insert(0, Button(words.NEXT_PAGE, "review_open", {"s": row.id, "page": page + 1}, says=words.NEXT_PAGE))
    received = papers.received_lines(row)
    buttons = [*papers.received_buttons(turn.session, row, turn.person), *buttons] if received else buttons
    head = [named.title(row), *([words.page_of(page, len(pages))] if len(pages) > 1 else [])]
    body = [] if received and not row.answered else [pages[page - 1]]
    text = "\n\n".join(["\n".join([" · ".join(head), *received]), *body])
    return Response((Say(text, tuple(buttons)),), must_arrive=False)


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
    since = past_answers.changed_since(turn.session, row.id, mended[0].asked_at)
    rows += fixing.beside(form, mended, since)
    whole = Button(say.WHOLE, "review_open", {"s": row.id, "page": 1}, says=say.WHOLE)
    title = say.mended(changed, len(mended))
    return Card(
        title,
        subtitle=named.title(row),
        rows=rows,
        inside=(*_decisions(turn, row), whole, *annex_files.button(turn.session, row)),
    )


def _looked_at(turn: Turn, row: Submission) -> Draft:
    """Return a report to be read by somebody who does not fill it: nothing is kept of where they are."""
    held = loading.restored(turn.session, row, turn.now)
    place = Interview(person_id=turn.person.id, submission_id=row.id, state={}, updated_at=turn.now)
    return Draft(turn.session, turn.person, desks.Report(row, dict(held.answers)), place, held)


# --- agreeing ---------------------------------------------------------------------------------------------------------


def tap_check(turn: Turn, args: Mapping[str, Any]) -> Response:
    """[ตรวจทานแล้ว] under a report."""
    row = in_scope(turn, int(args["s"]))
    if row is None:
        return refuse_report(turn, args)
    try:
        _check(turn, row)
    except CannotReview as problem:
        return Response((Say(say.CANNOT[str(problem)]),), must_arrive=False)
    assert row.assignment is not None
    following = sent_in_scope(turn, (WAITING, READING))
    turn.account.waiting = {"for": LOOKS, "next": following[0][0].id} if following else {}
    button = (Button(say.NEXT, "review_open", {"s": following[0][0].id}, says=say.NEXT),) if following else ()
    return Response((Say(say.checked(row.assignment.office.called), button),))


def _check(turn: Turn, row: Submission) -> None:
    deciding.check(turn.session, row, turn.now, turn.person.id)
    _tell(turn, row, "checked", say.yours_is_checked(named.title(row)))


def _tell(turn: Turn, row: Submission, what: str, sentence: str) -> None:
    """Leave a notice with the officers of a report; it takes the place of one they have not heard yet."""
    assert row.assignment is not None
    of, key = row.assignment.office_id, row.assignment.round.key
    officers = [person.id for _, person, _ in reaching.reporters(turn.session, [of], key, turn.today)]
    for earlier in ("checked", "unchecked"):
        notices.forget(turn.session, f"{earlier}:{row.id}")
    notice = f"{what}:{row.id}:{row.rev}:{int(turn.now.timestamp())}"
    notices.leave(turn.session, notice, officers, dump([Say(sentence)]), turn.now)


def check_many(turn: Turn, typed: str) -> Response:
    """`ตรวจทานแล้ว เมืองตาก`: every report of an office, an area or all that is in; asked before it is done."""
    found = [row for row, _ in sent_in_scope(turn, (None, WAITING, READING, "passed"))]
    wanted, of = named.meant(turn, found, typed)
    if not typed or not wanted:
        return _which(turn, "check_many", (), typed) if typed else Response((Say(say.CHECK_HOW),), must_arrive=False)
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
        row = in_scope(turn, submission_id)
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
        return _which(turn, "uncheck", found, name) if because else Response((Say(say.UNCHECK_HOW),), must_arrive=False)
    try:
        deciding.uncheck(turn.session, found[0], reason, turn.now, turn.person.id)
    except CannotReview as problem:
        return Response((Say(say.CANNOT[str(problem)]),), must_arrive=False)
    _tell(turn, found[0], "unchecked", say.yours_is_unchecked(named.title(found[0]), reason.strip()))
    assert found[0].assignment is not None
    return Response((Say(say.unchecked(found[0].assignment.office.called)),))


def _which(turn: Turn, wanted: str, found: Sequence[Submission], typed: str) -> Response:
    """Name the reports that may be meant, or say that there is none; an office of somebody else's is noted."""
    if not found:
        theirs = scopes.coordinated(turn.session, turn.person).anywhere
        office_named.note_outside(turn, wanted, typed, theirs)
    told = say.which([named.title(row) for row in found]) if found else say.no_report(typed.strip())
    return Response((Say(told),), must_arrive=False)
