"""Becoming known to us: the greeting, the privacy notice, the invite code, the name; leaving by blocking.

How codes are made and hashed is left to handlers/people/invitations.py.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from math import ceil

from handlers import words, words_welcome
from handlers.asking_back import ask_back
from handlers.incoming import Text
from handlers.people import asking_in, bounds, invitations
from handlers.people.introductions import PRIVACY_VERSION, read_introduction
from handlers.replies import Button, Reply
from handlers.replies import Text as Say
from handlers.report import officer
from handlers.turn import SILENCE, Response, Turn
from models import invite_codes, journal
from models.invite_codes import FailedCode, Invitation
from models.people import Person, Role
from thai.replies import classify_reply

FAILURES_AN_HOUR = 5
FAILURES_AN_HOUR_OF_ALL = 100
WINDOW = timedelta(hours=1)

_CODE = re.compile(r"(?<![0-9a-z])([0-9a-z]{4}[-–— ]?[0-9a-z]{4})(?![0-9a-z])", re.IGNORECASE)
_PRIVACY = Button(words.READ_PRIVACY, action="link", value="/privacy")


def greet(turn: Turn) -> Response:
    """Answer a new friend, or one who has unblocked us."""
    returning = turn.account.blocked_at is not None
    turn.account.blocked_at = None
    if turn.account.person is not None:
        tasks = officer.tasks(turn)
        return replace(tasks, replies=(Say(words_welcome.WELCOME_BACK), *tasks.replies))
    return Response((Say(words_welcome.greeting(returning), buttons=(_PRIVACY,)),))


def leave(turn: Turn) -> Response:
    """Note that we were blocked: nothing reaches this account until it comes back."""
    turn.account.blocked_at = turn.now
    return SILENCE


def hear(turn: Turn) -> Response:
    """Answer somebody we do not know yet: only an invite code leads further."""
    if turn.account.waiting.get("for") == "invite" and isinstance(turn.incoming.said, Text):
        settled = settle_invite(turn, turn.incoming.said.text)
        if settled is not None:
            return settled
    if turn.account.waiting.get("for") == asking_in.WAITS and isinstance(turn.incoming.said, Text):
        return asking_in.settle_introduction(turn, turn.incoming.said.text)
    waits = asking_in.waiting_for(turn)
    if waits is not None:
        return waits
    typed = typed_code(turn.incoming.said.text) if isinstance(turn.incoming.said, Text) else ""
    if not typed and turn.account.waiting.get("for") == "invite":
        return _ask_again(turn)
    return offer_invite(turn, typed) if typed else Response((Say(words_welcome.ASK_CODE, buttons=(_PRIVACY,)),))


def typed_code(text: str) -> str:
    """Return the invite code in a message, or an empty text."""
    found = _CODE.search(text)
    return found.group(1) if found else ""


def offer_invite(turn: Turn, typed: str) -> Response:
    """Show whose code it is and ask; count a wrong one."""
    minutes = _locked_out(turn)
    if minutes:
        return Response((Say(words_welcome.too_many_codes(minutes)),))
    invitation = invitations.find(turn.session, typed, turn.now)
    if invitation is None:
        turn.session.add(FailedCode(line_user_id=turn.account.line_user_id, at=turn.now))
        return Response((Say(words_welcome.unknown_code(typed.upper())),))
    return _ask_whether_theirs(turn, invitation)


def _ask_again(turn: Turn) -> Response:
    """Something else was said than yes or no: the question stands, while its code does."""
    invitation = turn.session.get(Invitation, turn.account.waiting["invitation"])
    if invitation is None or invitation.used_at is not None or invitation.expires_at <= turn.now:
        turn.account.waiting = {}
        return Response((Say(words_welcome.CODE_GONE),))
    return _ask_whether_theirs(turn, invitation)


def _ask_whether_theirs(turn: Turn, invitation: Invitation) -> Response:
    name = invitation.person.name if invitation.person else ""
    duty = bounds.duty_of(turn.session, invitation.duty, invitation.only)
    question = words_welcome.invite_found(invitation.office.called, duty, name)
    waits = {"for": "invite", "invitation": invitation.id}
    buttons = (*ask_back(turn, waits, Button(words.ACCEPT, says=words.ACCEPT), Button(words.NO)), _PRIVACY)
    return Response((Say(question, buttons=buttons),))


def settle_invite(turn: Turn, text: str) -> Response | None:
    """Take the answer to "is this your office?". None: it was something else."""
    waiting = turn.account.waiting
    answer = classify_reply(text) if text != words.ACCEPT else "yes"
    if answer not in ("yes", "no"):
        return None
    turn.account.waiting = {}
    if answer == "no":
        return Response((Say(words_welcome.REJECTED_INVITE),))
    invitation = turn.session.get(Invitation, waiting["invitation"], with_for_update=True)
    if invitation is None or invitation.used_at is not None or invitation.expires_at <= turn.now:
        return Response((Say(words_welcome.CODE_GONE),))
    if invitation.asks:
        return asking_in.begin(turn, invitation)
    return _join(turn, invitation)


def _join(turn: Turn, invitation: Invitation) -> Response:
    person = _person_of(turn, invitation)
    invitation.used_at = turn.now
    turn.account.person = person
    turn.account.menu_due = True
    turn.account.privacy_version = PRIVACY_VERSION
    turn.account.privacy_accepted_at = turn.now
    turn.session.flush()
    turn.session.refresh(person)
    office = invitation.office
    journal.record(turn.session, turn.now, person.id, "join", office.code, office_id=office.id, new=invitation.duty)
    duty = bounds.duty_of(turn.session, invitation.duty, invitation.only)
    welcome: list[Reply] = [Say(words_welcome.joined(office.called, duty))]
    if not person.name:
        turn.account.waiting = {"for": "name"}
        welcome.append(Say(words_welcome.ASK_NAME, buttons=(Button(words.SKIP, "name_later", says=words.SKIP),)))
        return Response(welcome)
    home = officer.home(turn)
    return replace(home, replies=(*welcome, *home.replies))


def _person_of(turn: Turn, invitation: Invitation) -> Person:
    """Return who joins, holding the invited duty: the account's own person, else the invited one, else a new one."""
    invited = invitation.person
    known = turn.account.person
    person = known or invited or Person(name="", created_at=turn.now)
    if known is not None and invited is not None and invited is not known:
        _take_over(known, invited)
    elif invited is not None:
        _unbind_old_phone(turn, invited)
    held = {(role.office_id, role.duty, role.only): role for role in person.roles}
    role = held.get((invitation.office_id, invitation.duty, invitation.only))
    if role is None:
        person.roles.append(Role(office_id=invitation.office_id, duty=invitation.duty, only=invitation.only))
    else:
        role.leave_id = None  # acting in it so far, now their own
    turn.session.add(person)
    turn.session.flush()
    return person


def _take_over(known: Person, invited: Person) -> None:
    """The same human was invited once for each office: the duties of the second entry become the first's."""
    held = {(role.office_id, role.duty, role.only) for role in known.roles}
    for role in [each for each in invited.roles if (each.office_id, each.duty, each.only) not in held]:
        role.person = known


def _unbind_old_phone(turn: Turn, person: Person) -> None:
    """Somebody invited again comes with another phone: the old account no longer speaks for them."""
    old = person.account
    if old is not None and old is not turn.account:
        asking_in.unbind(turn, old)
        turn.session.expire(person, ["account"])


def _locked_out(turn: Turn) -> int:
    """Return the minutes to wait before the next try, or 0.

    Many failures of everybody hold only those who have failed, too: strangers who guess lock out nobody invited.
    """
    since, account = turn.now - WINDOW, turn.account.line_user_id
    own = invite_codes.failed_code(turn.session, FAILURES_AN_HOUR, since, account)
    of_all = invite_codes.failed_code(turn.session, FAILURES_AN_HOUR_OF_ALL, since)
    if of_all is not None and invite_codes.failed_code(turn.session, 1, since, account) is None:
        of_all = None
    held = [at + WINDOW - turn.now for at in (own, of_all) if at is not None]
    return ceil(max(held) / timedelta(minutes=1)) if held else 0


def settle_name(turn: Turn, text: str) -> Response | None:
    """Take the person's name, position and phone from one message. None: it was something else."""
    if classify_reply(text) != "text" or len(text) > 200:
        return name_later(turn)
    introduce(turn.person, text)
    turn.account.waiting = {}
    home = officer.home(turn)
    return replace(home, replies=(Say(words_welcome.thanks_for_name(turn.person.name)), *home.replies))


def name_later(turn: Turn) -> Response:
    turn.account.waiting = {}
    home = officer.home(turn)
    return replace(home, replies=(Say(words_welcome.NAME_LATER), *home.replies))


def introduce(person: Person, text: str) -> None:
    """Read "title-name surname position phone" into a person."""
    name, position, phone = read_introduction(text)
    person.name, person.position, person.phone = name, position, phone or person.phone
