"""The rota: who plans, who can be on it, holes, absences, swaps."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bedside.areas.escalations import actions, queries
from bedside.areas.escalations.models import Rota, Shift
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from tests.areas.escalations import scene as scenes
from tests.areas.escalations.scene import Scene

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def bare(db: None) -> Scene:
    """The people, and an empty rota."""
    return scenes.make(rota=False)


def add(scene: Scene, begins: datetime, ends: datetime, *, handle: str = "mod_one", **more: object) -> int:
    told = {"role": "moderator"} | more
    return actions.add_shift(by=scene.viewer("lead"), handle=handle, begins=begins, ends=ends, **told)


def test_a_rota_counts_when_it_is_published(bare: Scene) -> None:
    begins, ends = now() - HOUR, now() + 23 * HOUR
    add(bare, begins, ends)
    assert not queries.on_duty(bare.viewer("first"))
    actions.publish_rota(by=bare.viewer("lead"), begins=begins, ends=ends)
    assert queries.on_duty(bare.viewer("first"))
    assert queries.nobody_until() is None


def test_a_rota_with_a_hole_is_refused_unless_members_are_told(bare: Scene) -> None:
    begins = now()
    add(bare, begins, begins + 8 * HOUR)
    with pytest.raises(Refused, match="rota_gap"):
        actions.publish_rota(by=bare.viewer("lead"), begins=begins, ends=begins + DAY)
    assert not Rota.objects.exists()
    actions.publish_rota(by=bare.viewer("lead"), begins=begins, ends=begins + DAY, gaps_told=True)
    assert queries.rota(bare.viewer("first"), begins, begins + DAY).gaps_told
    assert queries.gaps_ahead()[0].begins == begins + 8 * HOUR


def test_who_may_not_do_it_any_more_leaves_a_hole(bare: Scene) -> None:
    begins = now()
    add(bare, begins, begins + DAY)
    bare.first.account.staff_roles.all().delete()
    with pytest.raises(Refused, match="rota_gap"):
        actions.publish_rota(by=bare.viewer("lead"), begins=begins, ends=begins + DAY)


@pytest.mark.parametrize(
    ("handle", "role", "code"),
    [
        ("heron", "moderator", "not_eligible"),
        ("heron", "clinician", "not_eligible"),
        ("mod_one", "clinician", "not_eligible"),
        ("mod_one", "king", "no_such_role"),
        ("nobody_x", "moderator", "no_such_handle"),
    ],
)
def test_who_can_be_on_it(bare: Scene, handle: str, role: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        add(bare, now(), now() + HOUR, handle=handle, role=role)


@pytest.mark.parametrize(
    ("hours", "place", "code"), [(-1, 1, "times"), (0, 1, "times"), (49, 1, "times"), (1, 4, "place")]
)
def test_times_and_places_that_do_not_fit(bare: Scene, hours: int, place: int, code: str) -> None:
    begins = now()
    with pytest.raises(Refused, match=code):
        add(bare, begins, begins + hours * HOUR, place=place)


@pytest.mark.parametrize("who", ["first", "author"])
def test_only_those_plan_who_may(bare: Scene, who: str) -> None:
    begins = now()
    for press in (
        lambda: actions.add_shift(
            by=bare.viewer(who), handle="mod_one", role="moderator", begins=begins, ends=begins + HOUR
        ),
        lambda: actions.publish_rota(by=bare.viewer(who), begins=begins, ends=begins + DAY, gaps_told=True),
        lambda: actions.drop_shift(by=bare.viewer(who), shift_id=1),
    ):
        with pytest.raises(NotHere):
            press()
    with pytest.raises(NotHere):
        queries.rota(bare.viewer("author"), begins, begins + DAY)


def test_a_week_is_planned_by_the_clock_on_the_wall_also_when_it_changes(bare: Scene) -> None:
    made = actions.add_week(
        by=bare.viewer("lead"),
        handle="mod_one",
        role="moderator",
        weekdays=(5, 6),
        begins=time(22),
        ends=time(6),
        first=date(2027, 3, 27),
        last=date(2027, 3, 28),
        zone="Europe/London",
    )
    assert made == 2
    nights = Shift.objects.order_by("begins_at")
    assert [one.ends_at - one.begins_at for one in nights] == [7 * HOUR, 8 * HOUR]
    assert nights[0].begins_at == datetime(2027, 3, 27, 22, tzinfo=UTC)


def test_a_shift_is_taken_over_only_by_who_was_asked(bare: Scene) -> None:
    begins = now() - HOUR
    add(bare, begins, begins + 2 * HOUR)
    actions.publish_rota(by=bare.viewer("lead"), begins=begins, ends=begins + 2 * HOUR)
    shift = Shift.objects.get()
    with pytest.raises(NotHere):
        actions.offer(by=bare.viewer("second"), shift_id=shift.id, handle="mod_two")
    actions.offer(by=bare.viewer("first"), shift_id=shift.id, handle="mod_two")
    assert queries.on_duty(bare.viewer("first"))  # hers until the other takes it
    with pytest.raises(NotHere):
        actions.take(by=bare.viewer("lead"), shift_id=shift.id)
    actions.take(by=bare.viewer("second"), shift_id=shift.id)
    assert (queries.on_duty(bare.viewer("first")), queries.on_duty(bare.viewer("second"))) == (False, True)


def test_who_is_away_makes_a_hole_until_she_is_back(bare: Scene) -> None:
    begins = now()
    for day in range(8):
        add(bare, begins + day * DAY, begins + (day + 1) * DAY)
    actions.publish_rota(by=bare.viewer("lead"), begins=begins, ends=begins + 8 * DAY)
    absence = actions.away(by=bare.viewer("first"), begins=begins + DAY, ends=begins + 2 * DAY)
    assert [(gap.begins, gap.ends) for gap in queries.gaps_ahead()] == [(begins + DAY, begins + 2 * DAY)]
    with pytest.raises(NotHere):
        actions.back(by=bare.viewer("second"), absence_id=absence)
    actions.back(by=bare.viewer("first"), absence_id=absence)
    assert queries.gaps_ahead() == ()


def test_what_is_not_published_is_shown_to_who_plans_and_to_whose_it_is(bare: Scene) -> None:
    begins = now()
    add(bare, begins, begins + DAY)
    seen = {
        who: len(queries.rota(bare.viewer(who), begins, begins + DAY).shifts) for who in ("lead", "first", "second")
    }
    assert seen == {"lead": 1, "first": 1, "second": 0}
