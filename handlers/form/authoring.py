"""A form sent to the bot as a workbook: taken, checked by a job, tried, published. For coordinators and admins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from handlers import words
from handlers import words_authoring as says
from handlers.form import illustrating, migrating_chat, previewing, publishing, trying
from handlers.form.publishing import CannotPublish, Checked
from handlers.incoming import Media
from handlers.people import mandate
from handlers.replies import Button, Card, Reply, Row
from handlers.replies import Text as Say
from handlers.report import going_on, loading
from handlers.report.desk import open_draft
from handlers.routes import ANNOUNCERS
from handlers.turn import Response, Turn
from models import Session, form_drafts, jobs, people, sent_files, submissions
from models.catalogue import FormVersion
from models.sent_files import SentFile
from models.submissions import Submission

KIND = "form"  # of job: fetch and check a workbook
SHOWN = 40  # problems in one card
_WORKBOOKS = (".xlsx", ".xls")
_BESIDE = (*illustrating.TABLES, *illustrating.ALONE, illustrating.BUNDLE)


def receive(turn: Turn, media: Media) -> Response | None:
    """Take a workbook, or a table for the one sent before; None when the file is meant for something else."""
    if not people.has_duty(turn.person, ANNOUNCERS):
        return None
    if media.kind != "file":
        return _receive_unnamed(turn, media)
    name = media.file_name.lower()
    if _is_asked_for(turn):
        return None
    if name.endswith(_WORKBOOKS):
        return _take(turn, media, "form", media.file_name, says.checking_form(media.file_name))
    if name.endswith(_BESIDE) and sent_files.open_workbook(turn.session, turn.person.id) is not None:
        return _take(turn, media, "media", media.file_name, says.checking_form(media.file_name))
    return None


def wanting(turn: Turn, media: Media) -> list[str]:
    """Return the names under which the form sent last waits for a photo, film or voice: LINE gives those no name."""
    workbook = sent_files.open_workbook(turn.session, turn.person.id)
    if workbook is None or workbook.form_version_id is None or open_draft(turn) is not None:
        return []
    version = turn.session.get_one(FormVersion, workbook.form_version_id)
    sent = sent_files.media_names(turn.session, workbook)
    left = illustrating.wanting(publishing.form_of(turn.session, version.id), version, sent)
    return [name for name, kind in left if kind == media.kind]


def _receive_unnamed(turn: Turn, media: Media) -> Response | None:
    """Take a photo, film or voice as the first a form waits for."""
    names = wanting(turn, media)
    return _take(turn, media, "media", names[0], says.picture_taken(names[0], len(names) - 1)) if names else None


def _take(turn: Turn, media: Media, purpose: str, name: str, sentence: str) -> Response:
    sent = sent_files.note(turn.session, turn.person.id, media.message_id, purpose, name, turn.now)
    jobs.want(turn.session, KIND, str(sent.id), turn.now)
    return Response((Say(sentence),))


def _is_asked_for(turn: Turn) -> bool:
    """Whether the question asked takes a file, or rows of a sheet."""
    desk = open_draft(turn)
    if desk is None or desk.interview.index.event == "end":
        return False
    node = desk.interview.form.nodes[desk.interview.index.ref]
    return node.type == "file" or node.depth > 0


# --- what the job does with it ----------------------------------------------------------------------------------------


def settle_check(session: Session, workbook: SentFile, checked: Checked, now: datetime) -> list[Reply]:
    """Note what came of checking a workbook, and return what its sender is told."""
    workbook.state = "checked"
    workbook.problems, workbook.warnings = list(checked.problems), list(checked.warnings)
    workbook.form_version_id = publishing.keep_draft(session, checked, now).id if checked.form else None
    session.flush()
    if checked.form is not None:
        form_drafts.supersede(session, workbook, checked.form.id)
    shown = card(session, workbook)
    if checked.form is None or not _was_made(workbook, session.get_one(FormVersion, workbook.form_version_id)):
        return [shown]
    told = replace(previewing.card(checked.form.title, checked.form), note=says.MADE_FORM)
    return [told, shown]


def card(session: Session, workbook: SentFile) -> Card:
    """Return what was found in a workbook: everything to mend at once, or what can be done with it now."""
    advice = [Row(text, small=True) for text in workbook.warnings]
    if workbook.form_version_id is None:
        wrong = [Row(text, mark="warning") for text in workbook.problems]
        title = says.form_problems(len(wrong))
        return Card(title, subtitle=workbook.file_name, rows=_most([*wrong, *advice]), note=says.FIX_AND_SEND)
    version = session.get_one(FormVersion, workbook.form_version_id)
    inside = (
        Button(says.TRY, "form_try", {"f": workbook.id}, says=says.TRY, strong=True),
        Button(says.PUBLISH, "form_publish", {"f": workbook.id}, says=says.PUBLISH),
        Button(says.PREVIEW, "form_preview", {"f": workbook.id}, says=says.PREVIEW),
        Button(says.AS_XLSFORM, action="link", value=f"workbook:{version.id}:{workbook.person_id}"),
        Button(says.CANCEL_FORM, "form_cancel", {"f": workbook.id}, says=says.CANCEL_FORM),
    )
    foreseen = migrating_chat.foreseen(session, version, workbook.created_at) if version.state == "draft" else []
    size = says.form_size(version.questions, len(advice))
    return Card(
        says.form_checked(version.title),
        subtitle=size,
        rows=_most([*foreseen, *advice]),
        inside=inside,
        note=says.FORM_READY,
    )


def _was_made(workbook: SentFile, version: FormVersion) -> bool:
    """Whether a form was sent as a plain table: its author has not seen the XLSForm it became."""
    return workbook.content is not None and publishing.digest(workbook.content) != version.workbook_sha256


def _most(rows: list[Row]) -> tuple[Row, ...]:
    left = len(rows) - SHOWN
    return (*rows[:SHOWN], Row(says.and_more(left), small=True)) if left > 0 else tuple(rows)


# --- what the coordinator does with it --------------------------------------------------------------------------------


def of_newest(turn: Turn, deed: Callable[[Turn, int], Response]) -> Response:
    """A typed command about the workbook sent last."""
    workbook = sent_files.open_workbook(turn.session, turn.person.id)
    return deed(turn, workbook.id) if workbook is not None else Response((Say(says.NO_FORM_SENT),))


def _own(turn: Turn, file_id: int) -> SentFile | None:
    workbook = turn.session.get(SentFile, file_id)
    return workbook if workbook is not None and workbook.person_id == turn.person.id else None


def _checked(turn: Turn, file_id: int) -> tuple[SentFile, FormVersion] | Response:
    """Return a workbook and what it became; else say that it was cancelled, replaced, or has mistakes."""
    workbook = _own(turn, file_id)
    if workbook is None:
        return Response((Say(says.NO_FORM_SENT),))
    version = turn.session.get(FormVersion, workbook.form_version_id) if workbook.form_version_id else None
    if workbook.state == "settled" and (version is None or version.state == "draft"):
        return Response((Say(says.FORM_SUPERSEDED),))
    return (workbook, version) if version is not None else Response((Say(says.FORM_NOT_READY),))


def try_out(turn: Turn, file_id: int) -> Response:
    """[ลองกรอก]: walk the form as an officer."""
    found = _checked(turn, file_id)
    return found if isinstance(found, Response) else going_on.go_on(turn, trying.begin(turn, found[1].id))


def preview(turn: Turn, file_id: int) -> Response:
    """[ดูตัวอย่าง]: every item at a glance."""
    found = _checked(turn, file_id)
    if isinstance(found, Response):
        return found
    workbook, version = found
    form = publishing.form_of(turn.session, version.id)
    return Response((previewing.card(form.title, form), card(turn.session, workbook)))


def publish(turn: Turn, file_id: int) -> Response:
    """[เผยแพร่แบบ]: rounds that open from now on use it."""
    found = _checked(turn, file_id)
    if isinstance(found, Response):
        return found
    workbook, version = found
    if not mandate.may_publish(turn.session, turn.person, version.form_id, turn.now):
        mandate.refuse(turn, "publish_form", version.form_id)
        return Response((Say(says.form_of_others(version.title)),))
    try:
        done = publishing.open_version(turn.session, version, turn.now, turn.person.id)
    except CannotPublish as trouble:
        return Response((Say(str(trouble)),))
    _end_trials(turn)
    workbook.state, workbook.content = "settled", None
    sentence = says.published if done.is_new else says.published_before
    begun = migrating_chat.offer(turn, version.form_id)
    return Response((Say(sentence(version.title, version.version)), *begun))


def templates(_turn: Turn) -> Response:
    """`แบบตัวอย่าง`: the workbooks an author starts from, by link."""
    inside = (
        Button(says.SIMPLE_TEMPLATE, action="link", value="/templates/simple-form.xlsx", strong=True),
        Button(says.FULL_TEMPLATE, action="link", value="/templates/form-template.xlsx"),
    )
    rows = (Row(says.SIMPLE_IS), Row(says.FULL_IS))
    return Response((Card(says.TEMPLATES, rows=rows, inside=inside, note=says.TEMPLATES_HOW),), must_arrive=False)


def cancel(turn: Turn, file_id: int) -> Response:
    workbook = _own(turn, file_id)
    if workbook is None:
        return Response((Say(says.NO_FORM_SENT),))
    _end_trials(turn)
    workbook.state, workbook.content = "settled", None
    form_drafts.forget(turn.session)
    return Response((Say(says.FORM_CANCELLED),))


def _end_trials(turn: Turn) -> None:
    for trial in submissions.trials_of(turn.session, turn.person.id):
        trying.erase(turn.session, trial, turn.now)


def _trial(turn: Turn, submission_id: int) -> Submission | None:
    trial = turn.session.get(Submission, submission_id)
    return trial if trial is not None and trial.trial_by == turn.person.id else None


def try_on(turn: Turn, submission_id: int) -> Response:
    """Take a trial up again."""
    trial = _trial(turn, submission_id)
    if trial is None:
        return Response((Say(words.NO_DRAFT),))
    turn.account.submission_id = trial.id
    return going_on.go_on(turn, loading.load(turn.session, turn.person, trial.id, turn.now))


def try_again(turn: Turn, submission_id: int) -> Response:
    trial = _trial(turn, submission_id)
    if trial is None:
        return Response((Say(words.NO_DRAFT),))
    return going_on.go_on(turn, trying.begin(turn, trial.form_version_id))


def end_trial(turn: Turn, submission_id: int) -> Response:
    """[จบการลอง]: the answers of the trial go; what can be done with the form is offered again."""
    if _trial(turn, submission_id) is None:
        return Response((Say(words.NO_DRAFT),))
    _end_trials(turn)
    workbook = sent_files.open_workbook(turn.session, turn.person.id)
    shown: tuple[Reply, ...] = (card(turn.session, workbook),) if workbook is not None else ()
    return Response((Say(says.TRIAL_ENDED), *shown))
