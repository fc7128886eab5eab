"""`แม่แบบ`: a coordinator's own Word template for a form and layout: checked by a job, tried, used until another comes.

It is used for volumes of whoever oversees its office, and for the copies of the offices below it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from handlers import naming
from handlers import words_templates as say
from handlers.incoming import Media
from handlers.refusing import refuse
from handlers.replies import Button, Card, Reply, Row
from handlers.replies import Text as Say
from handlers.report.desk import open_draft
from handlers.routes import ANNOUNCERS
from handlers.turn import Response, Turn
from handlers.volume import volumes
from models import Session, jobs, journal, people, scopes, sent_files, standings, word_templates
from models.compiled_files import CompiledFile
from models.people import COORDINATING, Account, Person
from models.rounds import Round
from models.sent_files import SentFile
from models.word_templates import WordTemplate
from thai.dates import format_date, in_bangkok

KIND = "template"  # of job: check a Word template
WAITS = "template"
SHOWN = 12  # mistakes
_NAMED = re.compile(r"([A-Za-z][\w-]{0,63})\.(by-item|by-office|merged|office)\b.*\.docx", re.IGNORECASE | re.ASCII)


def begin(turn: Turn, typed: str = "") -> Response:
    """`แม่แบบ`: of the only form that is meant, else the question which."""
    forms = _forms(turn)
    if typed:
        forms = [each for each in forms if typed.strip() in naming.round_title(each)] or forms
    if not forms:
        return Response((Say(say.NO_FORM),), must_arrive=False)
    if len(forms) == 1:
        return _which_layout(turn, forms[0])
    turn.account.waiting = {"for": WAITS}
    rows = [_row(each.form_version.short, {"f": each.id}) for each in forms[: volumes.SHOWN]]
    return Response((Card(say.WHICH_FORM, rows=rows),), must_arrive=False)


def _forms(turn: Turn) -> list[Round]:
    """Return the newest round of each form among the offices the person coordinates."""
    found = volumes.rounds_seen(turn, scopes.coordinated(turn.session, turn.person))
    return list({each.form_id: each for each in reversed(found)}.values())[::-1]


def _row(label: str, args: Mapping[str, Any]) -> Row:
    return Row(label, tap=Button(label, "template_of", args, says=label))


def _which_layout(turn: Turn, round_: Round) -> Response:
    turn.account.waiting = {"for": WAITS, "f": round_.id}
    rows = [_row(label, {"f": round_.id, "k": layout}) for layout, label in say.LAYOUTS.items()]
    return Response((Card(say.which_layout(round_.form_version.short), rows=rows),), must_arrive=False)


def tapped(turn: Turn, args: Mapping[str, Any]) -> Response:
    """A form, then a layout was tapped: say what to do, give what to start from, and wait for the file."""
    round_ = next((each for each in _forms(turn) if each.id == int(args["f"])), None)
    if round_ is None:
        return refuse(turn, "template", f"round {args['f']}")
    if "k" not in args:
        return _which_layout(turn, round_)
    form_id, layout = round_.form_id, str(args["k"])
    turn.account.waiting = {"for": WAITS, "form": form_id, "k": layout, "f": round_.id}
    used = word_templates.in_use(turn.session, form_id, layout, _offices(turn.person, form_id))
    since = format_date(in_bangkok(used.created_at).date(), style="short") if used else ""
    inside = [Button(say.SAMPLE, action="link", value=f"/word-templates/{form_id}.{layout}.docx", strong=True)]
    inside += [Button(say.END, "template_end", {"t": used.id}, says=say.END)] if used else []
    rows = [Row(say.now_used(used.file_name if used else "", since)), *(Row(step, small=True) for step in say.steps())]
    note = say.LIKE_PAPER if layout == "office" else ""
    title = say.how(round_.form_version.short, layout)
    return Response((Card(title, rows=rows, inside=tuple(inside), note=note),), must_arrive=False)


def settle(turn: Turn, text: str) -> Response | None:
    """Take a typed form, layout or decision as what was asked. None: it was something else."""
    waiting, said = turn.account.waiting, text.strip()
    if "t" in waiting:
        deeds = {say.TRY: try_out, say.USE: use, say.DROP: drop}
        return deeds[said](turn, {"t": waiting["t"]}) if said in deeds else None
    layout = next((layout for layout, label in say.LAYOUTS.items() if label == said), None)
    if layout is not None and "f" in waiting:
        return tapped(turn, {"f": waiting["f"], "k": layout})
    if "f" not in waiting:
        named = [each for each in _forms(turn) if said and said in each.form_version.short]
        return _which_layout(turn, named[0]) if len(named) == 1 else None
    return None


def receive(turn: Turn, media: Media) -> Response | None:
    """Take a .docx as a template, where one was asked for or its name says so; None when it is something else."""
    if media.kind != "file" or not media.file_name.lower().endswith(".docx"):
        return None
    if not people.has_duty(turn.person, ANNOUNCERS):
        return None
    meant = _meant(turn, media)
    if meant is None:
        return None
    sent = sent_files.note(turn.session, turn.person.id, media.message_id, "template", media.file_name, turn.now)
    sent.ref, sent.pos = meant
    turn.account.waiting = {}
    jobs.want(turn.session, KIND, str(sent.id), turn.now)
    return Response((Say(say.CHECKING),))


def _meant(turn: Turn, media: Media) -> tuple[str, str] | None:
    """Return (form, layout) of the template a file is meant to be."""
    waiting = turn.account.waiting
    if waiting.get("for") == WAITS and "form" in waiting:
        return str(waiting["form"]), str(waiting["k"])
    named = _NAMED.search(media.file_name)
    if named is None or open_draft(turn) is not None:
        return None
    known = {each.form_id for each in _forms(turn)}
    return (named[1], named[2].lower()) if named[1] in known else None


def _offices(person: Person, form_id: str) -> list[int]:
    """Return the offices for which a person coordinates a form."""
    return [role.office_id for role in person.roles if role.duty in COORDINATING and role.holds_for(form_id)]


# --- what the job does with it ---------------------------------------------------------------------------------------


def settle_check(session: Session, account: Account, sent: SentFile, body: bytes, wrong: Sequence[str]) -> list[Reply]:
    """Note what came of checking a template, and return what its sender is told. `wrong`: sentences, none if good."""
    sent.state = "settled"
    person = session.get_one(Person, sent.person_id)
    offices = _offices(person, sent.ref)
    if wrong or not offices:
        rows = [Row(each, mark="warning", small=True) for each in wrong[:SHOWN]]
        rows += [Row(say.and_more(len(wrong) - SHOWN), small=True)] if len(wrong) > SHOWN else []
        return [Card(say.mistakes(len(wrong)), subtitle=sent.file_name, rows=rows, note=say.MEND)]
    template = WordTemplate(
        form_id=sent.ref,
        layout=sent.pos,
        office_id=offices[0],
        person_id=person.id,
        file_name=sent.file_name,
        content=body,
        created_at=sent.created_at,
    )
    session.add(template)
    session.flush()
    account.waiting = {"for": WAITS, "t": template.id}
    inside = [
        Button(label, deed, {"t": template.id}, says=label, strong=strong)
        for label, deed, strong in (
            (say.TRY, "template_try", False),
            (say.USE, "template_use", True),
            (say.DROP, "template_drop", False),
        )
    ]
    return [Card(say.GOOD, subtitle=sent.file_name, inside=tuple(inside), note=say.STILL_OLD)]


# --- deciding --------------------------------------------------------------------------------------------------------


def _decidable(turn: Turn, args: Mapping[str, Any], state: str) -> WordTemplate | Response:
    template = turn.session.get(WordTemplate, int(args["t"]))
    if template is None or template.office_id not in _offices(turn.person, template.form_id):
        return refuse(turn, "template", f"template {args['t']}")
    if template.state != state:
        return Response((Say(say.GONE),), must_arrive=False)
    return template


def use(turn: Turn, args: Mapping[str, Any]) -> Response:
    """[ใช้แม่แบบนี้]: from now on, instead of the one before."""
    found = _decidable(turn, args, "tried")
    if isinstance(found, Response):
        return found
    for other in word_templates.of_same_place(turn.session, found):
        other.state = "ended"
    found.state = "used"
    _record(turn, found, "use_template")
    return Response((Say(say.used(_title(turn, found), found.layout)),))


def drop(turn: Turn, args: Mapping[str, Any]) -> Response:
    found = _decidable(turn, args, "tried")
    if isinstance(found, Response):
        return found
    found.state = "ended"
    return Response((Say(say.DROPPED),))


def end(turn: Turn, args: Mapping[str, Any]) -> Response:
    """[กลับไปใช้แม่แบบกลาง]."""
    found = _decidable(turn, args, "used")
    if isinstance(found, Response):
        return found
    found.state = "ended"
    turn.account.waiting = {}
    _record(turn, found, "end_template")
    return Response((Say(say.ended(_title(turn, found), found.layout)),))


def try_out(turn: Turn, args: Mapping[str, Any]) -> Response:
    """[ดูตัวอย่างเล่ม]: a working copy of the newest round, poured into it."""
    found = _decidable(turn, args, "tried")
    if isinstance(found, Response):
        return found
    round_ = next((each for each in _forms(turn) if each.form_id == found.form_id), None)
    if round_ is None:
        return Response((Say(say.NO_FORM),), must_arrive=False)
    mine = scopes.scope(turn.session, turn.person).of(round_.key)
    offices = standings.of_round(turn.session, round_.id, mine)
    begun = sorted(offices, key=lambda one: not one.begun)  # of a copy one is shown: the first that was begun
    wanted = CompiledFile(
        kind="working",
        round_id=round_.id,
        office_id=begun[0].office.id if found.layout == "office" and begun else None,
        offices=sorted(one.office.id for one in offices),
        template_id=found.id,
    )
    return volumes.want(turn, wanted, round_, naming.round_title(round_))


def _title(turn: Turn, template: WordTemplate) -> str:
    round_ = next((each for each in _forms(turn) if each.form_id == template.form_id), None)
    return round_.form_version.short if round_ is not None else template.form_id


def _record(turn: Turn, template: WordTemplate, deed: str) -> None:
    subject = f"{template.form_id}.{template.layout}"
    journal.record(turn.session, turn.now, turn.person.id, deed, subject, office_id=template.office_id, id=template.id)
