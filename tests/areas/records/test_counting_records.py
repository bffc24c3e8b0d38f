"""What members keep in their records counts when they let it be counted, as one person with what they say elsewhere."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bedside.areas.people.viewer import Viewer
from bedside.areas.records import actions
from bedside.areas.records.actions import research, sharing
from bedside.areas.records.cubes import counting
from bedside.areas.records.facts import Facts
from bedside.areas.records.models import AskedWave, TreatmentCourse, WaveAnswer
from bedside.areas.records.queries.consented import consented_owners, used_by_owner
from bedside.kit.clock import now
from bedside.kit.vault import vault
from bedside.policy.conditions import Confidence, Illness, Severity
from bedside.policy.courses import Course, Line, Reason, Taking
from bedside.policy.dates import part
from bedside.policy.evaluations import Evaluation, Unwanted
from bedside.policy.evidence.purpose import Count
from bedside.policy.sharing import STATISTICS
from tests.areas.records.people import answer
from tests.factories import make_account, make_persona, viewer_of

pytestmark = pytest.mark.django_db
HELPED = Evaluation(effect=3, side_effects=2, burden=1, cost="50_199", again="yes", unwanted=(Unwanted("Nausea", 3),))


def grants(by: Viewer) -> int:
    """Let all that one keeps be counted."""
    return research.let_use(by=by, audience=STATISTICS, kinds=("conditions", "courses"))


def keeps(by: Viewer, text: str = "Tea", *, said: Evaluation | None = HELPED, **more: object) -> None:
    """Keep a course that began 30 days ago, with an answer at two weeks."""
    course = Course(text=text, purpose="Depression", declared=now().date(), start=part("2024-03-05"), **more)  # type: ignore[arg-type]
    course_id = actions.add_treatment(by=by, course=course)
    if said is not None:
        today = now().date()
        asked = {"owner_id": by.account_id, "course_id": course_id, "wave": "w2", "opens": today, "closes": today}
        question = AskedWave.objects.create(**asked, told_at=now())
        actions.answer_question(by=by, question_id=question.id, said=said)


def members(count: int) -> list[Viewer]:
    return [viewer_of(make_persona()) for _ in range(count)]


def pairs(accounts: Sequence[int] | None = None) -> dict[tuple[str, str], Facts]:
    return counting.count(consented_owners() if accounts is None else accounts, today=now().date()).pairs


def test_without_a_grant_nothing_of_a_record_counts() -> None:
    keeps(viewer_of(make_persona()))
    assert consented_owners() == []
    assert pairs() == {}


def test_a_grant_for_one_treatment_does_not_open_the_record() -> None:
    [(by, course_id)] = answer("tea")
    sharing.note_counted(by=by, course_id=course_id, counted=True)
    assert consented_owners() == []


def test_an_item_that_its_owner_took_out_is_not_opened() -> None:
    by = viewer_of(make_persona())
    keeps(by)
    keeps(by, text="Walks")
    grants(by)
    first = TreatmentCourse.objects.filter(owner_id=by.account_id).order_by("id").first()
    assert first is not None
    first.share = ["alone"]
    first.save()
    assert list(pairs()) == [("depression", "walks")]


def test_a_grant_that_was_taken_back_counts_no_more() -> None:
    by = viewer_of(make_persona())
    keeps(by)
    grants(by)
    assert used_by_owner() == {by.account_id: 1}
    research.stop_use(by=by, audience=STATISTICS)
    assert (consented_owners(), pairs()) == ([], {})


def test_what_is_kept_is_counted_facet_by_facet() -> None:
    for number, by in enumerate(members(12)):
        actions.add_condition(by=by, illness=Illness(text="Depression", severity=Severity.SEVERE))
        more = {"taking": Taking.NO, "reasons": (Reason.COST,), "main_reason": Reason.COST} if number < 4 else {}
        keeps(by, line=Line.FIRST, **more)
        grants(by)
    facts = pairs()["depression", "tea"]
    assert (facts.people, facts.helped, facts.treatment, facts.purpose) == (12, 12, "Tea", "Depression")
    assert facts.headline is not None
    assert (facts.headline.still_on, facts.headline.stopped) == (8, 4)
    assert facts.effects == (0, 0, 0, 12, 0)
    assert (facts.burden, facts.dear, facts.again["yes"]) == ((0, 12, 0, 0), 12, 12)
    assert (facts.unwanted, facts.badly) == ({"nausea": 12}, {"nausea": 12})
    assert facts.waves == {"w2": (12, 12)}
    assert facts.reasons == {3: 4}
    assert facts.splits["severity"] == {"severe": Count(12, 12)}
    assert facts.spells is not None
    assert len(facts.spells.leave) == 12


def test_told_in_both_places_is_one_person() -> None:
    people = members(11)
    for by in people:
        keeps(by, said=None)
        answer("tea", by=by)
        grants(by)
    assert pairs()["depression", "tea"].people == 11


def test_an_illness_that_was_ruled_out_counts_nowhere() -> None:
    by = viewer_of(make_persona())
    actions.add_condition(by=by, illness=Illness(text="Depression", confidence=Confidence.RULED_OUT))
    keeps(by)
    grants(by)
    assert pairs() == {}


def test_staff_and_who_has_no_key_any_more_are_left_out() -> None:
    staff = viewer_of(make_persona(account=make_account(staff=("moderator",))))
    gone, here = members(2)
    for by in (staff, gone, here):
        keeps(by, said=replace(HELPED, effect=1))
    row = WaveAnswer.objects.get(owner_id=gone.account_id)
    row.body = vault().seal("{}", replace(row.place, row_id=1))  # does not open here, as after an erasure
    row.save()
    for by in (staff, gone, here):
        grants(by)
    assert pairs()["depression", "tea"].people == 1


def test_a_course_that_is_planned_has_not_begun() -> None:
    by = viewer_of(make_persona())
    ahead = f"{now().year + 1}-06"
    course = Course(text="Tea", purpose="Depression", declared=now().date(), start=part(ahead))
    actions.add_treatment(by=by, course=course)
    assert pairs([by.account_id]) == {}


def test_what_a_file_brought_counts_once_somebody_said_whether_it_is_taken() -> None:
    by = viewer_of(make_persona())
    keeps(by, taking=Taking.UNSAID, entered_by="import", said=None)
    assert pairs([by.account_id]) == {}
