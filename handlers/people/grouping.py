"""`ผูกกลุ่มนี้`: a LINE group belongs to an office, so that we know whose numbers it may see.

A coordinator ties it, in the group itself. Names stay out of it unless the coordinator says otherwise.
"""

from __future__ import annotations

from handlers import office_named, words
from handlers import words_receiving as say
from handlers.naming import round_title
from handlers.refusing import refuse
from handlers.replies import Text as Say
from handlers.status.progress import progress
from handlers.turn import Response, Turn
from models import groups, journal, people, rounds, scopes
from models.groups import GroupTie
from models.people import COORDINATING, Office

TIE, UNTIE = "ผูกกลุ่มนี้", "เลิกผูกกลุ่มนี้"
NAMES_ON, NAMES_OFF = "แสดงรายชื่อ", "ซ่อนรายชื่อ"
NAMED = 20  # offices named in one answer


def command(turn: Turn, text: str) -> Response | None:
    """Do what a coordinator says about the group; None when it is about something else."""
    wanted = next((each for each in (UNTIE, TIE, NAMES_ON, NAMES_OFF) if each in text), None)
    if wanted is None:
        return None
    if turn.account.person is None or not people.has_duty(turn.account.person, COORDINATING):
        return refuse(turn, "tie_group", "", say.TIE_HOW) if turn.account.person else _say(say.TIE_HOW)
    if wanted == TIE:
        return _tie(turn, text.partition(TIE)[2])
    tie = groups.of(turn.session, turn.incoming.group_id)
    if tie is None:
        return _say(say.NOT_TIED)
    if tie.office_id not in scopes.coordinated(turn.session, turn.person).whole:
        return refuse(turn, "tie_group", tie.office.code)
    if wanted == UNTIE:
        turn.session.delete(tie)
        _record(turn, "untie_group", tie.office)
        return _say(say.UNTIED)
    tie.names = wanted == NAMES_ON
    _record(turn, "tie_group", tie.office, names=tie.names)
    return _say(say.NAMES_ON if tie.names else say.NAMES_OFF)


def _tie(turn: Turn, named: str) -> Response:
    """Tie the group to the office named, else to the one the coordinator coordinates."""
    mine = people.offices_in(turn.session, scopes.coordinated(turn.session, turn.person).whole)
    if named.strip():
        found = [each for each in mine if office_named.is_called(each, named)]
    else:
        own = {role.office_id for role in turn.person.roles if role.duty in COORDINATING and not role.only}
        found = [each for each in mine if each.id in own]
    if len(found) != 1:
        return office_named.ask_which(turn, "tie_group", found, named)
    tie = groups.of(turn.session, turn.incoming.group_id)
    if tie is not None and tie.office_id not in scopes.coordinated(turn.session, turn.person).whole:
        return refuse(turn, "tie_group", found[0].code)
    if tie is None:
        tie = GroupTie(group_id=turn.incoming.group_id, names=False)
        turn.session.add(tie)
    tie.office_id, tie.tied_by, tie.tied_at = found[0].id, turn.person.id, turn.now
    _record(turn, "tie_group", found[0])
    return _say(say.tied(found[0].called))


def status(turn: Turn) -> Response | None:
    """What anybody in a tied group may hear: the numbers of the nearest round, names where that is switched on."""
    tie = groups.of(turn.session, turn.incoming.group_id)
    if tie is None:
        return None
    scope = people.offices_below(turn.session, {tie.office_id})
    found = rounds.open_rounds(turn.session, turn.now)
    asked = [each for each in found if rounds.owes_any(turn.session, each.id, scope)]
    if not asked:
        return _say(words.NO_ROUND)
    measured = progress(turn.session, asked[0], scope, turn.now)
    lines = [say.status(round_title(asked[0]), measured.submitted, measured.expected)]
    owing = [each.office.called for each in measured.offices if each.state not in ("submitted", "exempt")]
    if tie.names and owing:
        lines.append(say.owing(owing[:NAMED], max(0, len(owing) - NAMED)))
    elif owing:
        lines.append(say.PRIVATE)
    return _say("\n".join(lines))


def _record(turn: Turn, deed: str, office: Office, **detail: bool) -> None:
    journal.comes_by(turn.session, "group")
    journal.record(turn.session, turn.now, turn.person.id, deed, office.code, office_id=office.id, **detail)


def _say(text: str) -> Response:
    return Response((Say(text),), must_arrive=False)
