"""A trial of one's own: its plan is fixed before the first day, its days are its owner's alone."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bedside.areas.people.viewer import ANONYMOUS, Viewer
from bedside.areas.records import actions as records
from bedside.areas.records import queries as records_queries
from bedside.areas.trials import actions, queries
from bedside.areas.trials.errors import GivenBefore, NotToBeGiven, NotTriedAlone, TooMany, Unclear
from bedside.areas.trials.models import Given, Together, Trial, TrialDay
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere, Refused
from bedside.policy.trials.plan import fingerprint, seed_hash
from tests.areas.trials.making import AFTER, FIRST, LAST, TODAY, WISH, begun, lived
from tests.factories import make_persona, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Viewer:
    return viewer_of(make_persona())


@pytest.fixture
def other() -> Viewer:
    return viewer_of(make_persona())


def test_the_plan_is_kept_sealed_with_its_hash(by: Viewer) -> None:
    own = queries.trial(by, begun(by), on=TODAY)
    assert (own.plan.question, own.plan.starts) == (WISH.question, FIRST)
    assert own.fingerprint == fingerprint(own.plan)
    assert b"lamp" not in bytes(Trial.objects.get().body).lower()


def test_the_seed_is_told_when_it_is_over_and_fits_what_the_plan_said_of_it(by: Viewer) -> None:
    trial_id = begun(by)
    assert queries.trial(by, trial_id, on=LAST).seed == ""
    own = queries.trial(by, trial_id, on=AFTER)
    assert seed_hash(bytes.fromhex(own.seed)) == own.plan.seed_hash


def test_looking_at_a_plan_keeps_nothing(by: Viewer) -> None:
    plan = actions.look(by=by, wish=WISH, today=TODAY)
    assert plan.days == 18
    assert not Trial.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"pairs": 2}, "pairs"),
        ({"arm_b": "lamp off at nine"}, "arm_b"),
        ({"question": " "}, "question"),
        ({"measure": "mood"}, "measure"),
        ({"arm_a": "x" * 301}, "arm_a"),
    ],
)
def test_what_cannot_be_a_plan_is_refused_at_its_field(by: Viewer, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        begun(by, **changes)
    assert refused.value.field == field
    assert not Trial.objects.exists()


def test_a_trial_that_would_begin_today_is_refused(by: Viewer) -> None:
    with pytest.raises(Unclear) as refused:
        actions.begin(by=by, wish=WISH, today=FIRST)
    assert refused.value.field == "starts"


@pytest.mark.parametrize(
    "changes",
    [{"arm_a": "No warfarin"}, {"pregnant": True}, {"prescribed": True}],
    ids=["dangerous", "pregnant", "prescribed and nobody agreed"],
)
def test_what_nobody_tries_alone_is_refused(by: Viewer, changes: dict[str, Any]) -> None:
    with pytest.raises(NotTriedAlone):
        begun(by, **changes)


def test_what_a_clinician_agreed_to_keeps_who_it_was(by: Viewer) -> None:
    trial_id = begun(by, prescribed=True, agreed_by="Dr Arbor, at the practice")
    assert queries.trial(by, trial_id, on=TODAY).agreed_by == "Dr Arbor, at the practice"


def test_a_member_under_18_plans_none() -> None:
    young = viewer_of(make_persona(teen=True))
    with pytest.raises(NotTriedAlone):
        begun(young)


def test_a_form_that_is_sent_twice_begins_one_trial(by: Viewer) -> None:
    first = actions.begin(by=by, wish=WISH, today=TODAY, client_key=7)
    assert actions.begin(by=by, wish=WISH, today=TODAY, client_key=7) == first


def test_a_fourth_at_a_time_is_refused(by: Viewer) -> None:
    for _n in range(3):
        begun(by)
    with pytest.raises(TooMany):
        begun(by)


def test_whose_address_is_not_confirmed_plans_none() -> None:
    with pytest.raises(NotAllowed):
        begun(replace(viewer_of(make_persona()), confirmed=False))


def test_a_number_is_kept_and_a_later_one_takes_its_place(by: Viewer) -> None:
    trial_id = begun(by)
    actions.say(by=by, trial_id=trial_id, day=FIRST, today=FIRST, value=4)
    actions.say(by=by, trial_id=trial_id, day=FIRST, today=FIRST, value=6)
    assert queries.trial(by, trial_id, on=FIRST).said == {FIRST: 6}
    assert TrialDay.objects.count() == 2


def test_a_number_that_is_taken_back_leaves_the_day_not_asked(by: Viewer) -> None:
    trial_id = begun(by)
    actions.say(by=by, trial_id=trial_id, day=FIRST, today=FIRST, value=4)
    actions.say(by=by, trial_id=trial_id, day=FIRST, today=FIRST, value=None)
    assert queries.trial(by, trial_id, on=FIRST).said == {}


@pytest.mark.parametrize(("day", "today"), [(TODAY, FIRST), (FIRST + timedelta(days=1), FIRST), (AFTER, LAST)])
def test_a_day_that_is_not_the_trials_so_far_is_refused(by: Viewer, day: date, today: date) -> None:
    trial_id = begun(by)
    with pytest.raises(Unclear):
        actions.say(by=by, trial_id=trial_id, day=day, today=today, value=4)


@pytest.mark.parametrize("value", [-1, 11])
def test_a_number_outside_the_scale_is_refused(by: Viewer, value: int) -> None:
    trial_id = begun(by)
    with pytest.raises(Unclear):
        actions.say(by=by, trial_id=trial_id, day=FIRST, today=FIRST, value=value)


def test_a_trial_about_the_days_reads_what_was_said_of_them(by: Viewer) -> None:
    yesterday = now().date() - timedelta(days=1)
    wish = replace(WISH, measure="face", outcome="How the day was", starts=yesterday)
    trial_id = actions.begin(by=by, wish=wish, today=yesterday - timedelta(days=1))
    records.say_day(by=by, day=yesterday, face=4)
    assert queries.trial(by, trial_id, on=yesterday + timedelta(days=1)).said == {yesterday: 4}
    with pytest.raises(Unclear):
        actions.say(by=by, trial_id=trial_id, day=yesterday, today=yesterday, value=4)


def test_a_crash_pauses_it_and_is_undone_without_losing_the_number(by: Viewer) -> None:
    trial_id = begun(by)
    actions.say(by=by, trial_id=trial_id, day=FIRST, today=FIRST, value=4)
    actions.say_crash(by=by, trial_id=trial_id, day=FIRST, today=FIRST, crash=True)
    assert queries.trial(by, trial_id, on=FIRST).stands.last == AFTER
    actions.say_crash(by=by, trial_id=trial_id, day=FIRST, today=FIRST, crash=False)
    assert queries.trial(by, trial_id, on=FIRST).stands.last == LAST


def test_a_crash_that_began_on_another_page_pauses_it(by: Viewer) -> None:
    today = records_queries.today(by)
    trial_id = begun(by, first=today)
    records.begin_crash(by=by)
    assert queries.trial(by, trial_id, on=today).crashes == {today}


def test_what_went_otherwise_stands_beside_the_plan_in_order(by: Viewer) -> None:
    trial_id = begun(by)
    for words in ("Visitors on Tuesday.", "Lamp broken."):
        actions.note(by=by, trial_id=trial_id, words=words, today=FIRST)
    assert [one.words for one in queries.trial(by, trial_id, on=FIRST).notes] == [
        "Visitors on Tuesday.",
        "Lamp broken.",
    ]


def test_one_that_is_over_takes_no_number_any_more(by: Viewer) -> None:
    trial_id = begun(by)
    actions.stop_trial(by=by, trial_id=trial_id, today=FIRST)
    with pytest.raises(Unclear):
        actions.say(by=by, trial_id=trial_id, day=FIRST, today=FIRST, value=4)


def test_nobody_else_sees_or_touches_it(by: Viewer, other: Viewer) -> None:
    trial_id = lived(by)
    for viewer in (other, ANONYMOUS):
        assert queries.trials(viewer, on=AFTER) == []
        with pytest.raises(NotHere):
            queries.trial(viewer, trial_id, on=AFTER)
    for press in (
        lambda: actions.say(by=other, trial_id=trial_id, day=FIRST, today=FIRST, value=4),
        lambda: actions.note(by=other, trial_id=trial_id, words="x", today=FIRST),
        lambda: actions.stop_trial(by=other, trial_id=trial_id, today=FIRST),
        lambda: actions.delete_trial(by=other, trial_id=trial_id),
        lambda: actions.give(by=other, trial_id=trial_id, today=AFTER),
        lambda: actions.take_out(by=other, trial_id=trial_id),
    ):
        with pytest.raises(NotHere):
            press()


def test_deleting_it_takes_its_days_and_what_it_gave(by: Viewer) -> None:
    trial_id = lived(by)
    actions.give(by=by, trial_id=trial_id, today=AFTER)
    actions.delete_trial(by=by, trial_id=trial_id)
    assert [table.objects.count() for table in (Trial, TrialDay, Given)] == [0, 0, 0]


def test_one_under_way_is_given_to_nobody(by: Viewer) -> None:
    trial_id = begun(by)
    with pytest.raises(NotHere):
        actions.give(by=by, trial_id=trial_id, today=FIRST)


def test_one_without_answers_has_nothing_to_give(by: Viewer) -> None:
    trial_id = begun(by)
    with pytest.raises(NotToBeGiven):
        actions.give(by=by, trial_id=trial_id, today=AFTER)


def test_one_member_counts_once_for_a_kind(by: Viewer) -> None:
    first, second = lived(by), lived(by)
    actions.give(by=by, trial_id=first, today=AFTER)
    actions.give(by=by, trial_id=first, today=AFTER)
    with pytest.raises(GivenBefore):
        actions.give(by=by, trial_id=second, today=AFTER)
    actions.take_out(by=by, trial_id=first)
    actions.give(by=by, trial_id=second, today=AFTER)


def _members(count: int) -> list[tuple[Viewer, int]]:
    people = [viewer_of(make_persona()) for _n in range(count)]
    return [(one, lived(one, better=1 + n % 3)) for n, one in enumerate(people)]


def test_eleven_members_make_a_figure_and_ten_make_none() -> None:
    people = _members(11)
    for one, trial_id in people[:10]:
        actions.give(by=one, trial_id=trial_id, today=AFTER)
    assert actions.make_figures() == 0
    last, trial_id = people[10]
    actions.give(by=last, trial_id=trial_id, today=AFTER)
    assert actions.make_figures() == 1
    shown = queries.many(last, queries.trial(last, trial_id, on=AFTER))
    assert shown is not None
    assert (shown.members, shown.low <= shown.mean <= shown.high) == (11, True)
    actions.take_out(by=last, trial_id=trial_id)
    actions.make_figures()
    assert not Together.objects.exists()
