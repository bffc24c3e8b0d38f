"""Answers in a file of one's own: they come back whole, once, for their owner alone, and can be taken back."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from bedside.areas.people.viewer import Viewer
from bedside.areas.records import actions, queries
from bedside.areas.records.models import Sitting
from bedside.areas.records.models.waves import AskedWave, WaveAnswer
from bedside.areas.records.queries.answers import help_due, own_sittings
from bedside.kit.clock import now
from bedside.policy.courses import Course
from bedside.policy.dates import part
from bedside.policy.evaluations import Evaluation, Unwanted
from bedside.policy.instruments import SHIPPED
from tests.factories import make_persona, viewer_of

pytestmark = pytest.mark.django_db
SAID = Evaluation(
    effect=3,
    made_worse=True,
    burden=1,
    unwanted=(Unwanted("Grey dreams", 2, still=True),),
    words="It fogs",
    cost="10_49",
)


@pytest.fixture
def by() -> Viewer:
    return viewer_of(make_persona())


@pytest.fixture
def other() -> Viewer:
    return viewer_of(make_persona())


def answered(by: Viewer) -> date:
    """Keep two questionnaires, and what a course did after two weeks; return the day of the start."""
    today = queries.today(by)
    actions.keep(by=by, key="pain", given=(("pain-1", 6),), day=today - timedelta(days=2))
    actions.keep(by=by, key="pain", given=(("pain-1", None),), day=today - timedelta(days=1))
    began = Course(text="Fogwort", purpose="Sleep", declared=today, start=part(today.isoformat()), asks=True)
    actions.add_treatment(by=by, course=began)
    with time_machine.travel(now() + timedelta(days=14)):
        question = queries.open_questions(by)[0]
        actions.answer_question(by=by, question_id=question.id, said=SAID)
    return today


def taken_out(by: Viewer) -> bytes:
    return json.dumps(queries.whole_record(by)).encode()


def brought(by: Viewer, raw: bytes) -> dict[str, Any]:
    return actions.keep_file(by=by, file_id=actions.read_file(by=by, raw=raw))


@pytest.fixture
def raw(by: Viewer) -> bytes:
    answered(by)
    return taken_out(by)


@pytest.fixture
def later(raw: bytes) -> Any:
    """The time at which the file is brought: after all that it tells of."""
    with time_machine.travel(now() + timedelta(days=30)):
        yield


def test_answers_come_back_as_they_were_given(raw: bytes, later: None, by: Viewer, other: Viewer) -> None:
    brought(other, raw)
    told = [(one.day, one.answers, one.score, one.version) for one in own_sittings(by, "pain")]
    assert [(one.day, one.answers, one.score, one.version) for one in own_sittings(other, "pain")] == told
    (judged,) = [one for one in queries.own_questions(other) if one.answer]
    (before,) = [one for one in queries.own_questions(by) if one.answer]
    assert (judged.answer, judged.wave, judged.opens, judged.closes) == (SAID, before.wave, before.opens, before.closes)
    assert judged.course.text == "Fogwort"


def test_they_are_for_their_owner_alone_also_where_a_grant_covers_new_ones(
    raw: bytes, later: None, other: Viewer
) -> None:
    from bedside.areas.records.actions import sharing
    from bedside.policy import sharing as rules

    sharing.share_with(by=other, audience=rules.space(7), kinds=("questionnaires",), covers="new")
    brought(other, raw)
    assert {tuple(row.share) for row in Sitting.objects.filter(owner_id=other.account_id)} == {()}


def test_scores_figures_and_effects_that_say_it_again_are_told_as_left_out(
    raw: bytes, later: None, other: Viewer
) -> None:
    own = queries.own_file(other, actions.read_file(by=other, raw=raw))
    assert own.counts["Answered"] == {"new": 2}
    assert own.counts["Judged"] == {"new": 1}
    assert "SideEffect" not in own.counts
    assert own.skipped["in_answers"] == 5  # the score of the one that was answered, four of the course


def test_nothing_comes_twice_and_nothing_takes_the_place_of_what_was_said_here(
    raw: bytes, later: None, by: Viewer, other: Viewer
) -> None:
    day = own_sittings(by, "pain")[0].day
    actions.keep(by=other, key="pain", given=(("pain-1", 9),), day=day)
    brought(other, raw)
    again = queries.own_file(other, actions.read_file(by=other, raw=raw))
    assert (again.counts["Answered"], again.counts["Judged"]) == ({"known": 2}, {"known": 1})
    assert own_sittings(other, "pain")[0].answers == {"pain-1": 9}
    whole = queries.own_file(by, actions.read_file(by=by, raw=raw))
    assert (whole.counts["Answered"], whole.counts["Judged"]) == ({"known": 2}, {"known": 1})


def test_a_file_is_taken_back_with_its_answers_and_can_be_brought_again(raw: bytes, later: None, other: Viewer) -> None:
    file_id = actions.read_file(by=other, raw=raw)
    actions.keep_file(by=other, file_id=file_id)
    assert actions.take_back_file(by=other, file_id=file_id) == (4, 0)
    for rows in (Sitting, AskedWave, WaveAnswer):
        assert not rows.objects.filter(owner_id=other.account_id).exists()
    assert queries.own_treatments(other) == ()
    assert {kind: one.added for kind, one in brought(other, raw).items() if one.added} == {
        "Medicine": 1,
        "Answered": 2,
        "Judged": 1,
    }


def test_what_was_put_right_since_stays_when_the_file_is_taken_back(raw: bytes, later: None, other: Viewer) -> None:
    file_id = actions.read_file(by=other, raw=raw)
    actions.keep_file(by=other, file_id=file_id)
    sitting = own_sittings(other, "pain")[0]
    actions.correct(by=other, sitting_id=sitting.id, given=(("pain-1", 2),))
    (question,) = [one for one in queries.own_questions(other) if one.answer]
    actions.answer_question(by=other, question_id=question.id, said=Evaluation(effect=0))
    assert actions.take_back_file(by=other, file_id=file_id) == (1, 3)  # the course has an answer of hers
    assert own_sittings(other, "pain")[0].answers == {"pain-1": 2}


def test_what_was_deleted_since_stays_away(raw: bytes, later: None, other: Viewer) -> None:
    brought(other, raw)
    actions.remove(by=other, sitting_id=own_sittings(other, "pain")[0].id)
    again = queries.own_file(other, actions.read_file(by=other, raw=raw))
    assert again.counts["Answered"] == {"gone": 1, "known": 1}


def test_an_answer_without_its_course_is_refused_and_the_rest_is_kept(raw: bytes, later: None, other: Viewer) -> None:
    whole = json.loads(raw)
    whole["entry"] = [one for one in whole["entry"] if one["resource"]["resourceType"] != "MedicationStatement"]
    told = brought(other, json.dumps(whole).encode())
    assert (told["Answered"].added, told["Judged"].added) == (2, 0)
    assert "not in your record" in told["Judged"].refused[0]


def test_answers_to_a_questionnaire_that_is_not_known_here_are_left_out_with_the_reason(
    raw: bytes, later: None, other: Viewer
) -> None:
    foreign = raw.replace(b"Questionnaire/pain|", b"Questionnaire/elsewhere|")
    own = queries.own_file(other, actions.read_file(by=other, raw=foreign))
    assert "Answered" not in own.counts
    assert own.skipped["unknown_questionnaire"] == 2


@pytest.mark.parametrize(("days_ago", "is_due"), [(3, True), (400, False)])
def test_help_is_offered_after_answers_of_these_days_and_not_of_years_ago(
    by: Viewer, other: Viewer, days_ago: int, is_due: bool
) -> None:
    items = [item.link_id for item in SHIPPED["phq9"].items]
    danger = SHIPPED["phq9"].crisis
    assert danger is not None
    given = [(link, 3 if link == danger.item else 0) for link in items]
    actions.keep(by=by, key="phq9", given=given, day=queries.today(by) - timedelta(days=days_ago))
    brought(other, taken_out(by))
    assert len(own_sittings(other, "phq9")) == 1
    assert (help_due(other) is not None) is is_due
