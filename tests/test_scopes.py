"""What a duty reaches: everything below its office, or one form of it, or one round; in Python and in SQL alike."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from models import Session, reaching, reminders, scopes, transaction
from models.people import Duty, Person, Role
from models.rounds import Assignment, Round
from models.scopes import Scope
from scheduler.deadlines import Monthly
from tests import world

NOW = datetime(2026, 11, 17, 2, tzinfo=UTC)
KEYS = ("", "a", "b", "a/2026-11", "a/2026-12", "b/2026-11")
some_offices = st.frozensets(st.integers(1, 5))
some_scopes = st.builds(
    Scope, some_offices, st.dictionaries(st.sampled_from(KEYS[1:]), some_offices, max_size=3).map(dict)
)


@given(some_scopes, some_scopes, st.sampled_from(KEYS), some_offices)
def test_of_a_round_is_what_holds_for_everything_its_form_or_itself(
    one: Scope, other: Scope, key: str, few: frozenset[int]
) -> None:
    told = {"": one.whole, **one.parts}
    held = {office for bound, ids in told.items() if bound in ("", key, key.split("/")[0]) for office in ids}
    assert one.of(key) == (held if key else one.whole)
    assert one.union(other).of(key) == one.of(key) | other.of(key)
    assert one.within(few).of(key) == one.of(key) & few
    assert one.of(key) <= one.anywhere


BOUNDS = [
    ("", {"pnglb_monthly", "rt67"}),
    ("rt67", {"rt67"}),
    ("rt67/2026-11", {"rt67"}),
    ("rt67/2026-10", set()),
    ("tak66", set()),
]


@pytest.mark.parametrize(("only", "forms"), BOUNDS)
def test_sql_and_python_agree(engine: Engine, only: str, forms: set[str]) -> None:
    with transaction(engine) as session:
        people = world.settle(session, NOW)
        for form in ("pnglb_monthly", "rt67"):
            world.open_round(session, form, Monthly(20), NOW)
        for who in ("Malee", "Somchai"):
            session.get_one(Person, people.people[who]).roles[0].only = only
    with Session(engine) as session:
        malee, somchai = (session.get_one(Person, people.people[who]) for who in ("Malee", "Somchai"))
        scope, own = scopes.coordinated(session, malee), scopes.reporting(somchai)
        found = session.scalars(
            select(Assignment).join(Round).where(scope.holds(Assignment.office_id, scopes.round_is))
        )
        covered = [each for each in session.scalars(select(Assignment)) if scope.covers(each)]
        assert sorted(each.id for each in found) == sorted(each.id for each in covered)
        assert {each.round.form_id for each in covered} == forms
        rounds = list(session.scalars(select(Round)))
        owed = {form for form in forms if any(own.of(each.key) for each in rounds if each.form_id == form)}
        assert owed == forms
        owing = {
            track[0]
            for track, who in reminders.owing_people(session, [each.id for each in rounds], NOW)
            if who == somchai.id
        }
        assert {each.form_id for each in rounds if each.id in owing} == forms
        sesao = people.offices["sesao"]
        heard = {each.form_id for each in rounds if reaching.offices(session, [sesao], each.key, NOW.date())}
        assert heard == forms


def test_two_duties_for_one_report_remind_once(engine: Engine) -> None:
    with transaction(engine) as session:
        people = world.settle(session, NOW)
        round_ = world.open_round(session, "pnglb_monthly", Monthly(20), NOW)
        somchai = session.get_one(Person, people.people["Somchai"])
        for only in ("pnglb_monthly", round_.key):
            somchai.roles.append(Role(office_id=people.offices["sesao"], duty=Duty.OFFICER, only=only))
        session.flush()
        owing = reminders.owing_people(session, [round_.id], NOW)
        assert [who for _, who in owing].count(somchai.id) == 1
        hearing = reaching.people(session, [people.offices["sesao"]], (Duty.OFFICER,), round_.key, NOW.date())
        assert len(hearing) == 1
        assert len(reaching.reporters(session, [people.offices["sesao"]], round_.key, NOW.date())) == 1
