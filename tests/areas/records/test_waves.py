"""Who lets us ask is asked four times, also after a stop; told once, reminded once; and silence is kept as silence."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from bedside.areas.people.viewer import Viewer
from bedside.areas.records import actions, queries
from bedside.areas.records.errors import Closed, Unclear
from bedside.areas.records.models import AskedWave, WaveAnswer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.outbox.models import OutboxRow
from bedside.policy.courses import Course, Reason, Taking
from bedside.policy.dates import DatePart, part
from bedside.policy.evaluations import Evaluation
from bedside.policy.waves import State
from tests.factories import make_account, make_persona, viewer_of

pytestmark = pytest.mark.django_db
HELPED = Evaluation(effect=3, side_effects=1, again="yes")
FOUR = ["w2", "m3", "m6", "m12"]


@pytest.fixture
def by() -> Viewer:
    return viewer_of(make_persona())


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(now(), tick=False) as traveller:
        yield traveller


def today() -> DatePart:
    return part(now().date().isoformat())


def taken(by: Viewer, **said: object) -> int:
    """Keep a course that began today and about which one may be asked."""
    fields: dict[str, object] = {"start": today(), "asks": True} | said
    made = Course(text="Lantern tea", purpose="sleep", declared=now().date(), **fields)  # type: ignore[arg-type]
    return actions.add_treatment(by=by, course=made)


def states(by: Viewer) -> list[State]:
    return [one.state for one in queries.own_questions(by)]


def news() -> list[bool]:
    """Whether each piece of news is a reminder."""
    rows = OutboxRow.objects.filter(name__endswith="QuestionWaits").order_by("id")
    return [row.payload["again"] for row in rows]


def test_without_leave_nobody_is_asked(by: Viewer) -> None:
    taken(by, asks=False)
    assert queries.own_questions(by) == ()


def test_a_course_stopped_on_day_five_still_gets_its_four_questions(by: Viewer, clock: time_machine.Traveller) -> None:
    course = taken(by)
    clock.shift(timedelta(days=5))
    actions.stop_treatment(by=by, course_id=course, stop=today(), reasons=(Reason.SIDE_EFFECTS,), main=None)
    told = []
    for days in (9, 77, 91, 183):  # to day 14, 91, 182 and 365
        clock.shift(timedelta(days=days))
        actions.ask_waves()
        (question,) = queries.open_questions(by)
        actions.answer_question(by=by, question_id=question.id, said=HELPED)
        told.append(question.wave)
    assert told == FOUR
    assert news() == [False] * 4
    assert states(by) == [State.ANSWERED] * 4


def test_a_course_told_of_late_gets_only_what_is_ahead(by: Viewer) -> None:
    taken(by, start=part((now().date() - timedelta(days=100)).isoformat()))
    assert [one.wave for one in queries.own_questions(by)] == ["m6", "m12"]


def test_silence_is_told_once_reminded_once_and_then_no_answer(by: Viewer, clock: time_machine.Traveller) -> None:
    taken(by)
    for _day in range(40):
        clock.shift(timedelta(days=1))
        actions.ask_waves()
        actions.ask_waves()
    assert news() == [False, True]
    assert states(by)[0] is State.NO_ANSWER
    assert not WaveAnswer.objects.exists()


def test_who_is_in_a_crash_is_asked_when_it_is_over(by: Viewer, clock: time_machine.Traveller) -> None:
    taken(by)
    clock.shift(timedelta(days=11))
    actions.begin_crash(by=by)
    assert actions.ask_waves() == 0
    clock.shift(timedelta(days=3))
    assert actions.ask_waves() == 0
    actions.end_crash(by=by)
    assert actions.ask_waves() == 1
    assert news() == [False]


def test_a_question_that_lay_in_a_crash_is_not_asked_and_no_silence(by: Viewer, clock: time_machine.Traveller) -> None:
    taken(by)
    clock.shift(timedelta(days=5))
    actions.begin_crash(by=by)
    clock.shift(timedelta(days=35))
    assert actions.ask_waves() == 0
    actions.end_crash(by=by)
    assert states(by)[0] is State.CRASH
    with pytest.raises(Closed):
        actions.answer_question(by=by, question_id=queries.own_questions(by)[0].id, said=HELPED)


def test_a_question_that_was_told_before_the_crash_was_asked(by: Viewer, clock: time_machine.Traveller) -> None:
    taken(by)
    clock.shift(timedelta(days=11))
    assert actions.ask_waves() == 1
    actions.begin_crash(by=by)
    clock.shift(timedelta(days=40))
    assert states(by)[0] is State.NO_ANSWER


def test_a_carer_is_not_told_that_there_was_a_crash(by: Viewer, clock: time_machine.Traveller) -> None:
    taken(by)
    actions.begin_crash(by=by)
    clock.shift(timedelta(days=40))
    assert states(by)[0] is State.CRASH
    assert states(replace(by, proxy_id=7))[0] is State.NO_ANSWER


def test_who_answered_is_not_reminded(by: Viewer, clock: time_machine.Traveller) -> None:
    taken(by)
    clock.shift(timedelta(days=12))
    actions.ask_waves()
    (question,) = queries.open_questions(by)
    actions.answer_question(by=by, question_id=question.id, said=HELPED)
    clock.shift(timedelta(days=15))
    actions.ask_waves()
    assert news() == [False]


def test_there_is_one_answer_for_each_question_sealed_with_what_was_said_before(
    by: Viewer, clock: time_machine.Traveller
) -> None:
    taken(by)
    clock.shift(timedelta(days=12))
    (question,) = queries.open_questions(by)
    for words in ("Lantern light", "Lantern light", "Better"):
        actions.answer_question(by=by, question_id=question.id, said=Evaluation(effect=2, words=words))
    assert queries.own_question(by, question.id).answer == Evaluation(effect=2, words="Better")
    assert WaveAnswer.objects.count() == 2
    assert all(b"antern" not in bytes(row.body) for row in WaveAnswer.objects.all())


def test_a_question_is_answered_in_its_time_only(by: Viewer, clock: time_machine.Traveller) -> None:
    taken(by)
    question = queries.own_questions(by)[0]
    with pytest.raises(Closed):
        actions.answer_question(by=by, question_id=question.id, said=HELPED)
    clock.shift(timedelta(days=36))
    with pytest.raises(Closed):
        actions.answer_question(by=by, question_id=question.id, said=HELPED)


def test_an_empty_answer_is_no_answer(by: Viewer, clock: time_machine.Traveller) -> None:
    taken(by)
    clock.shift(timedelta(days=12))
    (question,) = queries.open_questions(by)
    with pytest.raises(Unclear):
        actions.answer_question(by=by, question_id=question.id, said=Evaluation())


def test_nobody_reads_or_answers_another_s_question(by: Viewer, clock: time_machine.Traveller) -> None:
    other = viewer_of(make_persona())
    taken(other)
    clock.shift(timedelta(days=12))
    (question,) = queries.open_questions(other)
    assert queries.own_questions(by) == ()
    with pytest.raises(NotHere):
        actions.answer_question(by=by, question_id=question.id, said=HELPED)


def test_taking_the_leave_back_ends_the_questions_and_keeps_the_answers(
    by: Viewer, clock: time_machine.Traveller
) -> None:
    course = taken(by)
    clock.shift(timedelta(days=12))
    (question,) = queries.open_questions(by)
    actions.answer_question(by=by, question_id=question.id, said=HELPED)
    actions.let_ask(by=by, course_id=course, asks=False)
    assert [(one.wave, one.state) for one in queries.own_questions(by)] == [("w2", State.ANSWERED)]


def test_a_leave_that_is_given_late_asks_only_what_is_ahead(by: Viewer, clock: time_machine.Traveller) -> None:
    course = taken(by, asks=False)
    clock.shift(timedelta(days=100))
    actions.let_ask(by=by, course_id=course, asks=True)
    assert [one.wave for one in queries.own_questions(by)] == ["m6", "m12"]


def test_deleting_a_course_takes_its_questions_and_answers(by: Viewer, clock: time_machine.Traveller) -> None:
    course = taken(by)
    clock.shift(timedelta(days=12))
    actions.answer_question(by=by, question_id=queries.open_questions(by)[0].id, said=HELPED)
    actions.delete_treatment(by=by, course_id=course)
    assert not AskedWave.objects.exists()
    assert not WaveAnswer.objects.exists()


def test_the_start_that_is_put_right_moves_what_was_not_told_yet(by: Viewer) -> None:
    course = taken(by)
    later = now().date() + timedelta(days=5)
    kept = queries.own_treatment(by, course).course
    made = Course(text=kept.text, purpose="sleep", declared=kept.declared, start=part(later.isoformat()), asks=True)
    actions.change_treatment(by=by, course_id=course, course=made)
    assert queries.own_questions(by)[0].opens == later + timedelta(days=11)


def test_one_persona_is_told_whichever_kept_the_course(clock: time_machine.Traveller) -> None:
    account = make_account()
    first = viewer_of(make_persona(account=account))
    taken(viewer_of(make_persona(account=account, kind="carer")), taking=Taking.ON_OFF)
    clock.shift(timedelta(days=12))
    actions.ask_waves()
    (row,) = OutboxRow.objects.filter(name__endswith="QuestionWaits")
    assert row.payload["persona_id"] == first.persona_id
