"""What scores of questionnaires tell of a treatment: of whom they are taken, and that the figures follow them."""

from datetime import date, timedelta

import pytest

from bedside.areas.people.viewer import Viewer
from bedside.areas.records import actions
from bedside.areas.records.actions import research
from bedside.areas.records.cubes import measuring
from bedside.areas.records.measured import ShownMeasure, unpack_measures
from bedside.areas.records.models import Build, Cell, Sitting
from bedside.areas.records.queries.auditing import audited
from bedside.areas.records.queries.consented import used_by_owner
from bedside.policy.courses import Course, Taking
from bedside.policy.dates import part
from bedside.policy.evidence.measured import Person, Start
from bedside.policy.sharing import STATISTICS

from .measuring import measured, started
from .people import answer, shown

pytestmark = pytest.mark.django_db


def of_tea() -> ShownMeasure | None:
    """What is shown of the scores of those who took tea for migraine."""
    cell = shown("tea", purpose="migraine")
    found = unpack_measures(cell.more) if cell else ()
    return found[0] if found else None


def stop(people: list[Viewer]) -> None:
    for who in people:
        research.stop_use(by=who, audience=STATISTICS)


def test_the_figures_of_scores_follow_the_people() -> None:
    """Three points of pain go away for 40 who took tea, and for nobody else; then some take their scores back."""
    answer("Tea", people=40, purpose="migraine")
    took = measured(40, gain=3, treatment="Tea")
    measured(165, seed=2)
    actions.build()
    said = of_tea()
    assert said is not None
    assert said.change is not None
    assert said.comparison is not None
    assert (said.instrument, said.people, said.change.started, said.change.others) == ("pain", 40, 3.0, 0.0)
    assert said.comparison.matched.low < 3 < said.comparison.matched.high
    assert said.comparison.matched.is_different
    assert said.comparison.sensitivity.interval > 2
    last = Build.objects.latest("finished_at")
    assert last.matched_runs == 100
    assert last.matched_alarms <= 10
    assert audited().faults == ()
    assert used_by_owner()[took[0].account_id] == 27  # a course and 26 answers
    stop(took[:2])
    actions.build()
    assert of_tea() == said  # two people alone change no figure
    stop(took[2:20])
    actions.build()
    assert of_tea() is None  # twenty are too few to say
    assert Cell.objects.filter(treatment_slug="tea").exists()


def test_a_night_whose_scores_cannot_be_measured_leaves_the_figures_of_yesterday(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer("Tea", people=30, purpose="migraine")
    actions.build()
    before, builds = list(Cell.objects.values()), Build.objects.count()
    answer("Tea", people=20, purpose="migraine")

    def broken() -> None:
        raise RuntimeError("memory is full")

    monkeypatch.setattr(measuring, "measure", broken)
    with pytest.raises(RuntimeError, match="memory"):
        actions.build()
    assert before
    assert (list(Cell.objects.values()), Build.objects.count()) == (before, builds)


def test_too_few_say_nothing() -> None:
    answer("Tea", people=40, purpose="migraine")
    measured(22, gain=3, treatment="Tea")
    measured(10, seed=2)
    actions.build()
    assert of_tea() is None


@pytest.mark.parametrize("kinds", [("conditions", "courses"), ("questionnaires", "courses")])
def test_who_let_not_all_three_kinds_be_counted_is_in_no_figure_of_scores(kinds: tuple[str, ...]) -> None:
    measured(2, treatment="Tea", kinds=kinds)
    assert measuring.measure().pairs == {}
    assert [place for place, _ in measuring._people({})] == []


def test_an_answer_that_its_owner_took_out_is_not_opened() -> None:
    [who] = measured(1, treatment="Tea")
    Sitting.objects.filter(owner_id=who.account_id).update(share=["alone"])
    assert used_by_owner()[who.account_id] == 1  # the course


def course(
    start: str, *, stop: str = "", purpose: str = "Migraine", taking: Taking = Taking.YES
) -> tuple[Course, date]:
    told = Course(text="Tea", purpose=purpose, declared=started(), start=part(start), stop=part(stop), taking=taking)
    return told, date(2026, 1, 1)


DAY = date(2024, 5, 17).toordinal()


@pytest.mark.parametrize(
    ("courses", "answer"),
    [
        ([course("2024-05-17")], Start(DAY, DAY)),
        ([course("2024-05")], Start(DAY - 16, DAY + 14)),
        ([course("2024")], measuring.NEVER_FREE),  # in which month nobody knows
        ([course("unsure")], measuring.NEVER_FREE),
        ([course("2024-05-17", taking=Taking.UNSAID)], measuring.NEVER_FREE),  # a file brought it
        ([course("2024-05-17", purpose="Sleep")], measuring.NEVER_FREE),  # taken, for something else
        ([course("2024-05-17"), course("2022", stop="2022-12", taking=Taking.NO)], Start(DAY, DAY)),
        ([course("2024-05-17"), course("2022", stop="2023-09", taking=Taking.NO)], measuring.NEVER_FREE),
        ([course("2024-05-17"), course("2022")], measuring.NEVER_FREE),  # still takes it since then
    ],
)
def test_a_start_counts_where_it_is_known_and_new(courses: list[tuple[Course, date]], answer: Start) -> None:
    assert measuring.starts_for("migraine", courses, []) == {"tea": answer}


def test_what_is_planned_or_told_elsewhere_is_no_start() -> None:
    ahead = Course(text="Tea", purpose="Migraine", declared=started(), start=part("2026-06"))
    assert measuring.starts_for("migraine", [(ahead, date(2026, 1, 1))], []) == {}
    assert measuring.starts_for("migraine", [], ["tea"]) == {"tea": measuring.NEVER_FREE}


def test_a_month_is_all_that_is_needed_of_a_start() -> None:
    month = (started() - timedelta(days=2)).isoformat()[:7]
    found = [person for _, person in _of(measured(1, treatment="Tea", start=month))]
    assert [person.starts["tea"].counts for person in found] == [True]


def _of(people: list[Viewer]) -> list[tuple[measuring.Place, Person]]:
    from bedside.policy.instruments import SHIPPED

    return list(measuring._people(SHIPPED))
