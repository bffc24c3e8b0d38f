"""A flood: one person handles 300 look-alikes in one press, sees what she acts on, and can take it back."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bedside.areas.moderation import actions, queries
from bedside.areas.moderation.actions import Choice
from bedside.areas.moderation.models import Act, Case
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import ANONYMOUS
from bedside.areas.posts import queries as posts
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.ids import id_at
from tests.areas.moderation.house import House, build, decided, in_square, inside, report, settle
from tests.areas.posts.writing import write
from tests.factories import make_persona, viewer_of

pytestmark = pytest.mark.django_db
TEA = "Our herbal tea took away my pain in {n} days, I never felt better, and you can order it at half the price"
HOLD = Choice(act="hold", reason="spam", days=7)


@pytest.fixture
def house() -> House:
    return build()


def flood(house: House, size: int, *, people: int = 3) -> list[int]:
    """Let some people post the same twice each, slowly enough, and somebody report each; return the posts."""
    authors = [make_persona(id=id_at(now() - timedelta(days=30))) for _ in range(people)]
    assert size <= 2 * people
    made = [write(authors[n % people], TEA.format(n=n)) for n in range(size)]
    for post in made:
        reporter = make_persona()
        actions.report(by=viewer_of(reporter), kind="post", key=str(post.id), reason="spam")
        settle()
    return [post.id for post in made]


def test_look_alikes_stand_together_and_others_apart(house: House) -> None:
    flood(house, 5)
    report(house.reader, in_square(house.author))
    (wave,) = queries.waves(house.mod)
    assert (len(wave.case_ids), wave.people, wave.reason) == (5, 3, "spam")
    assert "herbal tea" in queries.samples(house.mod, wave)[0].words


def test_one_press_holds_them_all_tells_each_author_and_can_be_taken_back(house: House) -> None:
    made = flood(house, 6)
    (wave,) = queries.waves(house.mod)
    batch = actions.act_on_wave(by=house.mod, wave_id=wave.id, seen=6, choice=HOLD)
    assert posts.readable_ids(ANONYMOUS, made) == set()
    assert Act.objects.filter(batch_id=batch).count() == 6
    assert queries.waves(house.mod) == []
    author = Persona.objects.get(id=Act.objects.filter(batch_id=batch)[0].about_id)
    assert len(queries.decisions(viewer_of(author))) == 2
    assert actions.undo(by=house.mod, batch_id=batch) == 6
    assert posts.readable_ids(ANONYMOUS, made) == set(made)
    assert len(queries.waves(house.mod)[0].case_ids) == 6


def test_the_authors_can_be_limited_with_the_same_press_each_once(house: House) -> None:
    flood(house, 6)
    (wave,) = queries.waves(house.mod)
    batch = actions.act_on_wave(by=house.mod, wave_id=wave.id, seen=6, choice=HOLD, limit_authors=True)
    assert sorted(Act.objects.filter(batch_id=batch).values_list("act", flat=True)) == ["hold"] * 6 + ["limit"] * 3
    assert Persona.objects.filter(limited_until__gt=now()).count() == 3
    assert actions.undo(by=house.mod, batch_id=batch) == 9
    assert not Persona.objects.filter(limited_until__gt=now()).exists()


def test_nobody_acts_on_what_came_after_the_page_was_opened(house: House) -> None:
    flood(house, 4)
    (wave,) = queries.waves(house.mod)
    flood(house, 1)
    with pytest.raises(Refused) as refused:
        actions.act_on_wave(by=house.mod, wave_id=wave.id, seen=4, choice=HOLD)
    assert refused.value.code == "group_changed"
    assert not Act.objects.exists()


def test_a_group_can_be_left_as_it_is(house: House) -> None:
    made = flood(house, 4)
    (wave,) = queries.waves(house.mod)
    actions.dismiss_wave(by=house.mod, wave_id=wave.id, seen=4)
    assert posts.readable_ids(ANONYMOUS, made) == set(made)
    assert set(Case.objects.values_list("state", flat=True)) == {"dismissed"}


def test_a_steward_handles_the_flood_in_the_own_space_and_a_moderator_does_not_see_it(house: House) -> None:
    for n in range(4):
        with time_machine.travel(now() + n * timedelta(minutes=11)):
            report(house.reader, inside(house, TEA.format(n=n)), "spam")
    settle()
    (wave,) = queries.waves(house.steward)
    assert [one.code for one in queries.can(house.steward, wave)] == ["label", "hide", "hold"]
    for viewer in (house.mod, house.elsewhere):
        assert queries.waves(viewer) == []
        with pytest.raises(NotHere):
            actions.act_on_wave(by=viewer, wave_id=wave.id, seen=4, choice=HOLD)
    with pytest.raises(Refused):
        actions.act_on_wave(by=house.steward, wave_id=wave.id, seen=4, choice=HOLD, limit_authors=True)
    assert not Act.objects.exists()


def test_what_somebody_else_works_on_is_no_part_of_a_group(house: House) -> None:
    flood(house, 5)
    cases = list(Case.objects.order_by("id"))
    actions.claim(by=house.second, case_id=cases[0].id)
    (wave,) = queries.waves(house.mod)
    assert set(wave.case_ids) == {case.id for case in cases[1:]}


@pytest.mark.parametrize("why", ["another person", "a day later", "an appeal"])
def test_when_a_press_is_not_taken_back_by_itself(house: House, why: str) -> None:
    act = decided(house.mod, report(house.reader, in_square(house.author)))
    by, later = (house.second if why == "another person" else house.mod), timedelta(0)
    if why == "an appeal":
        actions.appeal(by=viewer_of(house.author), act_id=act.id, words="No.")
    if why == "a day later":
        later = timedelta(hours=25)
    with time_machine.travel(now() + later), pytest.raises(NotHere):
        actions.undo(by=by, batch_id=act.batch_id)
    assert Act.objects.get(id=act.id).lifted_at is None


def test_a_press_on_many_costs_no_statement_for_each(house: House) -> None:
    """The statements of a press on twelve are those of a press on four: nothing in it is done one by one."""
    costs = []
    for size in (4, 12):
        flood(house, size, people=6)
        (wave,) = queries.waves(house.mod)
        with CaptureQueriesContext(connection) as captured:
            actions.act_on_wave(by=house.mod, wave_id=wave.id, seen=size, choice=HOLD)
        costs.append(len(captured))
    assert costs[1] - costs[0] <= 2 * 8  # whom a case is about is asked one by one, and nothing else
