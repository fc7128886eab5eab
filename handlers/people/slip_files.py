"""`ใบเชิญ`: a PDF with a slip for each office of a round that nobody reports for yet, as a link for a day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from handlers import office_named, round_named, words
from handlers import words_joining as say
from handlers.naming import round_title
from handlers.people import slips
from handlers.people.slips import OfficeCode
from handlers.replies import Button, Card, Reply, Row
from handlers.replies import Text as Say
from handlers.turn import Response, Turn
from models import Session, compiled_files, database_now, jobs, people, reaching, rounds, scopes, standings
from models.compiled_files import CompiledFile
from models.people import Office, Person
from models.rounds import Round
from thai.dates import format_date, in_bangkok

KIND = "slips"  # of the file, and of the job whose subject is its id
MOST = 1000  # offices in one file; more are made on the command line


def ask(turn: Turn, typed: str = "") -> Response:
    """`ใบเชิญ`, with the round named after it where there are several, or one office for its slip alone."""
    office = _office(turn, typed)
    if office is not None:
        return _ask_one(turn, office)
    found = round_named.all_meant(round_named.open_ones(turn), typed)
    if not found:
        return Response((Say(words.NO_ROUND),), must_arrive=False)
    if len(found) > 1:
        names = [round_title(each) for each in found]
        return Response((Say(say.which_slips(names)),), must_arrive=False)
    scope = scopes.coordinated(turn.session, turn.person)
    offices = without_officer(turn.session, found[0], scope.of(found[0].key), turn.today)
    if not offices:
        return Response((Say(say.EVERYBODY_JOINED),), must_arrive=False)
    if len(offices) > MOST:
        return Response((Say(say.too_many_slips(MOST)),), must_arrive=False)
    _want(turn, CompiledFile(kind=KIND, round_id=found[0].id, offices=sorted(office.id for office in offices)))
    return Response((Say(say.making_slips(len(offices))),), must_arrive=False)


def _ask_one(turn: Turn, office: Office) -> Response:
    """The slip of one office, whether or not somebody reports for it already; it lives as long as its last round."""
    owed = rounds.assignments_of_offices(turn.session, {office.id}, turn.now)
    if not owed:
        return Response((Say(words.NO_ROUND),), must_arrive=False)
    round_ = max((each.round for each in owed), key=lambda each: each.closes_at)
    _want(turn, CompiledFile(kind=KIND, round_id=round_.id, office_id=office.id, offices=[office.id]))
    return Response((Say(say.making_slip(office.called)),), must_arrive=False)


def _want(turn: Turn, wanted: CompiledFile) -> None:
    """Ask for a file, unless the same one is under way."""
    wanted.person_id, wanted.asked_at = turn.person.id, turn.now
    if compiled_files.unfinished(turn.session, wanted) is None:
        turn.session.add(wanted)
        turn.session.flush()
        jobs.want(turn.session, KIND, str(wanted.id), database_now(turn.session))


def _office(turn: Turn, typed: str) -> Office | None:
    """Return the office that was named by its code or whole name, if the person coordinates it."""
    mine = scopes.coordinated(turn.session, turn.person).whole
    offices = people.offices_in(turn.session, mine) if typed.strip() else ()
    return next((each for each in offices if office_named.is_called(each, typed)), None)


def without_officer(session: Session, round_: Round, office_ids: Collection[int] | None, day: date) -> list[Office]:
    """Return the offices a round asks, of some or of all, in which no officer can be reached."""
    asked = [each.office for each in standings.of_round(session, round_.id, office_ids)]
    reached = reaching.offices(session, [office.id for office in asked], round_.key, day)
    return [office for office in asked if office.id not in reached]


def codes_for(session: Session, file: CompiledFile, key: bytes, now: datetime) -> list[OfficeCode]:
    """Return the codes of a file's offices, as far as its asker still coordinates them."""
    person = session.get_one(Person, file.person_id)
    mine = scopes.coordinated(session, person).of(file.round.key)
    offices = people.offices_in(session, mine.intersection(file.offices))
    return slips.issue(session, offices, file.round.key, file.round.closes_at, key, now, person.id)


def made(file: CompiledFile, count: int) -> list[Reply]:
    """Return what the asker is told."""
    title = " · ".join([round_title(file.round), *([file.office.called] if file.office is not None else [])])
    until = format_date(in_bangkok(file.round.closes_at).date(), style="short")
    button = Button(say.DOWNLOAD, action="link", value=f"file:{file.id}:{file.person_id}", strong=True)
    rows = [Row(say.slips_of(count)), Row(say.SLIPS_ASK, small=True), Row(say.good_until(until), small=True)]
    return [Card(say.SLIPS, subtitle=title, rows=rows, inside=(button,), alt=f"{say.SLIPS} {title}")]


def failed() -> Sequence[Reply]:
    return [Say(say.SLIPS_FAILED)]
