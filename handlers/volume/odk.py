"""Reports as ODK instance XML: frozen when they are sent, handed to whoever packs them for another ODK tool."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace

from forms.facts import Leaf
from forms.interview import Interview
from forms.submission import instance_xml
from handlers.form import publishing
from handlers.naming import item_labels
from handlers.report import annexes
from handlers.report.draft import Draft
from handlers.turn import Turn
from models import Session, catalogue, sent_reports, submissions
from models.rounds import Round
from models.sent_reports import SubmissionXml
from models.submissions import Submission


@dataclass(frozen=True)
class Sent:
    """One sent report. `files`: name in the XML -> name of ours in the media folder; `annexes` stand in no XML."""

    instance_id: str
    form_id: str
    xml: str
    files: dict[str, str]
    annexes: dict[str, str]


@dataclass(frozen=True)
class Definition:
    """A form the reports belong to, as other ODK tools read it."""

    form_id: str
    version: str
    xform: str
    media: dict[str, bytes]


def freeze(turn: Turn, desk: Draft) -> None:
    """Store what is being sent. Sent again, it names the one it takes the place of (deprecatedID)."""
    earlier = sent_reports.sent_xml(turn.session, desk.row.id)
    instance_id = f"uuid:{uuid.uuid4()}" if earlier else desk.row.instance_id
    xml = instance_xml(
        _called(desk.interview, instance_id), turn.now, deprecated_id=earlier[-1].instance_id if earlier else ""
    )
    turn.session.add(
        SubmissionXml(
            submission_id=desk.row.id,
            n=len(earlier) + 1,
            instance_id=instance_id,
            xml=xml,
            sha256=hashlib.sha256(xml.encode()).hexdigest(),
            created_at=turn.now,
        )
    )


def _called(held: Interview, instance_id: str) -> Interview:
    """Return the interview under the instance id it is sent with."""
    return replace(held, answers={**held.answers, (f"{held.form.root}/meta/instanceID", ""): Leaf(instance_id)})


def blank(session: Session, submission_id: int) -> None:
    """Let go of what was sent of a report: part of it was taken back."""
    for sent in sent_reports.sent_xml(session, submission_id):
        sent.xml = sent.sha256 = ""


def sent_of_round(session: Session, round_: Round) -> list[Sent]:
    """Return the sent reports of a round; one sent before its XML was kept is not among them."""
    return [
        Sent(
            sent.instance_id,
            round_.form_id,
            sent.xml,
            dict(_files(session, submission.id)),
            dict(_annexes(session, submission)),
        )
        for submission, sent in sent_reports.sent_of_round(session, round_.id)
        if sent.xml
    ]


def _files(session: Session, submission_id: int) -> Iterator[tuple[str, str]]:
    """Yield the kept files of a report: the name its answer holds, and ours."""
    kept = {
        file.line_message_id: file.blob
        for file in submissions.attachments_of(session, submission_id)
        if file.state == "kept" and file.blob
    }
    for answer in submissions.answers_of(session, submission_id):
        blob = kept.get(answer.value.partition(".")[0])
        if blob:
            yield answer.value, blob


def _annexes(session: Session, row: Submission) -> Iterator[tuple[str, str]]:
    """Yield the annexes of a report: in which order they came, at which item, under which name; and our own name."""
    form = publishing.form_of(session, row.form_version_id)
    labels = item_labels(form)
    for number, each in enumerate(annexes.of_row(session, form, row.id), 1):
        item = form.item_of.get(each.ref)
        if each.state == "kept" and each.blob:
            yield f"{number:02d} {labels[item.ref] if item else ''} {annexes.saved_as(each)}", each.blob


def definitions(session: Session, round_: Round) -> list[Definition]:
    """Return the form of a round in each version its reports were filled with."""
    versions = {round_.form_version_id: round_.form_version}
    versions |= {each.form_version_id: each.form_version for each, _ in sent_reports.sent_of_round(session, round_.id)}
    return [
        Definition(each.form_id, each.version, each.xform, catalogue.attachments(session, each.id))
        for each in versions.values()
    ]
