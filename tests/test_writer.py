"""Group commit: works share transactions, never fates."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event, func, select

from bot.writer import Writer
from models import Session
from models.journal import Deed
from tests.patience import WITHIN_SECONDS

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def noting(subject: str, *, fails: bool = False) -> Callable[[Session], str]:
    """Return a work that adds a row, and then perhaps fails."""

    def work(session: Session) -> str:
        session.add(Deed(at=NOW, person_id=None, deed="noted", subject=subject))
        session.flush()
        if fails:
            raise LookupError(subject)
        return subject

    return work


def each(session: Session, works: Sequence[Callable[[Session], str]]) -> list[str]:
    return [work(session) for work in works]


def noted(engine: Engine) -> list[str]:
    with Session(engine) as session:
        return list(session.scalars(select(Deed.subject).order_by(Deed.id)))


def test_nothing_to_write_keeps_nobody_waiting(engine: Engine) -> None:
    writer = Writer(engine)
    assert writer.run_all(each, []) == []
    done = threading.Thread(target=lambda: writer.run(noting("a")), daemon=True)
    done.start()
    done.join(WITHIN_SECONDS)
    assert noted(engine) == ["a"]


def test_a_work_is_committed_when_run_returns(engine: Engine) -> None:
    assert Writer(engine).run(noting("a")) == "a"
    assert noted(engine) == ["a"]


def test_a_work_that_raises_leaves_nothing(engine: Engine) -> None:
    with pytest.raises(LookupError):
        Writer(engine).run(noting("a", fails=True))
    assert noted(engine) == []


def test_works_of_one_batch_succeed_or_fail_by_themselves(engine: Engine) -> None:
    works = [noting(name, fails=name == "b") for name in "abc"]
    results = Writer(engine).run_all(each, works)
    assert [type(result).__name__ for result in results] == ["str", "LookupError", "str"]
    assert noted(engine) == ["a", "c"]


def test_what_arrives_during_a_commit_shares_the_next(engine: Engine) -> None:
    writer, inside, go_on = Writer(engine), threading.Event(), threading.Event()

    def slow(session: Session) -> None:
        noting("0")(session)
        inside.set()
        assert go_on.wait(WITHIN_SECONDS)

    commits: list[Any] = []
    event.listen(engine, "commit", commits.append)
    threads = [threading.Thread(target=writer.run, args=(slow,))]
    threads[0].start()
    assert inside.wait(WITHIN_SECONDS)
    threads += [threading.Thread(target=writer.run, args=(noting(str(number)),)) for number in range(1, 21)]
    for thread in threads[1:]:
        thread.start()
    while len(writer._waiting) < 20:
        pass
    go_on.set()
    for thread in threads:
        thread.join()
    assert len(commits) == 2
    assert sorted(noted(engine), key=int) == [str(number) for number in range(21)]


def test_a_commit_that_fails_is_told_to_everybody(engine: Engine) -> None:
    def break_commit(_connection: Any) -> None:
        raise OSError("disk full")

    event.listen(engine, "commit", break_commit)
    results = Writer(engine).run_all(each, [noting("a"), noting("b")])
    event.remove(engine, "commit", break_commit)
    assert [str(result) for result in results] == ["disk full", "disk full"]
    assert noted(engine) == []


def test_after_a_failure_the_writer_goes_on(engine: Engine) -> None:
    writer = Writer(engine)
    writer.run_all(each, [noting("a", fails=True)] * 3)
    assert writer.run(noting("b")) == "b"


def test_works_of_a_kind_are_done_in_one_call_and_see_what_those_before_wrote(engine: Engine) -> None:
    calls: list[list[str]] = []

    def note_all(session: Session, subjects: Sequence[str]) -> list[int]:
        calls.append(list(subjects))
        session.add_all(Deed(at=NOW, person_id=None, deed="noted", subject=subject) for subject in subjects)
        return [session.scalar(select(func.count()).select_from(Deed)) or 0] * len(subjects)

    assert Writer(engine).run_all(note_all, ["a", "b", "c"]) == [3, 3, 3]
    assert Writer(engine).run_for(note_all, "d") == 4
    assert calls == [["a", "b", "c"], ["d"]]


@pytest.mark.parametrize("batch", [1, 3, 200])
def test_under_a_crowd_nothing_is_lost_or_done_twice(engine: Engine, batch: int) -> None:
    writer = Writer(engine, batch)
    results: list[list[Any]] = [[] for _ in range(12)]

    def crowd(number: int) -> None:
        for turn in range(10):
            works = [noting(f"{number}.{turn}.{work}", fails=work == 1) for work in range(3)]
            results[number] += writer.run_all(each, works)

    threads = [threading.Thread(target=crowd, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = sorted(result for each in results for result in each if isinstance(result, str))
    assert len(told) == 12 * 10 * 2
    assert sorted(noted(engine)) == told


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.booleans(), min_size=1, max_size=12))
def test_exactly_the_works_that_failed_are_missing(engine: Engine, fails: list[bool]) -> None:
    with Session(engine) as session:
        before = session.scalar(select(func.count()).select_from(Deed)) or 0
    results = Writer(engine, batch=4).run_all(each, [noting("h", fails=bad) for bad in fails])
    assert [isinstance(result, LookupError) for result in results] == fails
    assert len(noted(engine)) == before + fails.count(False)
