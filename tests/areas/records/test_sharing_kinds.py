"""Illnesses, treatments, symptoms are shared as days are; what hangs on something unshared goes with it."""

from dataclasses import replace

import pytest

from bedside.areas.messaging.queries import care_teams as teams
from bedside.areas.records import actions, queries
from bedside.areas.records.actions import sharing
from bedside.areas.records.queries import sharing as shared
from bedside.kit.clock import now
from bedside.policy.conditions import Illness
from bedside.policy.dates import part
from bedside.policy.fhir.model import Condition
from bedside.policy.sharing import ENTRY_KINDS, ONE_BY_ONE, SHARED_KINDS, team
from bedside.policy.symptoms import Strength
from tests.areas.records.keeping import ENTRIES, keep_one_of_each
from tests.areas.records.test_sharing import World, make_world
from tests.factories import viewer_of

pytestmark = pytest.mark.django_db
WHOLE = [kind for kind in SHARED_KINDS if kind not in ONE_BY_ONE]
NAMES = {"days": "days", "symptoms": "symptoms", "conditions": "conditions", "courses": "courses"}


@pytest.fixture
def world() -> World:
    """Joan, her care team and her community."""
    return make_world()


def team_sees(world: World) -> shared.Shared:
    found = teams.shared_record(viewer_of(world.nadia), world.team_id)
    return found or shared.Shared(world.joan.id)


def kinds_in(found: shared.Shared) -> set[str]:
    lists = {name: getattr(found, name) for name in NAMES} | {"questionnaires": found.sittings} | dict(found.entries)
    return {name for name, rows in lists.items() if rows}


@pytest.mark.parametrize("kind", WHOLE)
def test_each_kind_is_shared_by_itself_and_stopping_hides_it_at_once(world: World, kind: str) -> None:
    keep_one_of_each(viewer_of(world.joan))
    number = world.with_team(kind, covers="all")
    assert kinds_in(team_sees(world)) == {kind}
    sharing.stop_sharing(by=viewer_of(world.joan), grant_id=number)
    assert kinds_in(team_sees(world)) == set()


@pytest.mark.parametrize("kind", WHOLE)
def test_a_new_item_is_shared_where_new_ones_are_and_one_is_taken_back_by_itself(world: World, kind: str) -> None:
    world.with_team(kind, covers="new")
    made, joan = keep_one_of_each(viewer_of(world.joan)), viewer_of(world.joan)
    assert kinds_in(team_sees(world)) == {kind}
    sharing.choose(by=joan, kind=kind, item_id=made[kind], audiences=[], alone=False)
    assert kinds_in(team_sees(world)) == set()


@pytest.mark.parametrize("covers", ["all", "new", "chosen"])
def test_a_note_to_oneself_is_shared_when_it_is_chosen_by_itself_and_never_else(world: World, covers: str) -> None:
    joan = viewer_of(world.joan)
    before = keep_one_of_each(joan)["notes"]
    world.with_team("notes", covers=covers)
    after = keep_one_of_each(joan, illness="Gout", treatment="Rest")["notes"]
    assert kinds_in(team_sees(world)) == set()
    for number in (before, after):
        sharing.choose(by=joan, kind="notes", item_id=number, audiences=[team(world.team_id)], alone=False)
    assert [one.id for one in team_sees(world).entries["notes"]] == [after, before]
    sharing.choose(by=joan, kind="notes", item_id=after, audiences=[], alone=False)
    assert [one.id for one in team_sees(world).entries["notes"]] == [before]


@pytest.mark.parametrize("kind", ENTRY_KINDS)
def test_an_entry_that_was_put_right_or_undone_is_seen_by_those_who_were_chosen_last(world: World, kind: str) -> None:
    joan, audience = viewer_of(world.joan), team(world.team_id)
    number = keep_one_of_each(joan)[kind]
    world.with_team(kind, covers="chosen")
    sharing.choose(by=joan, kind=kind, item_id=number, audiences=[audience], alone=False)
    actions.change_entry(by=joan, entry_id=number, thing=replace(ENTRIES[kind], text="In other words"), sure=True)
    assert [one.thing.text for one in team_sees(world).entries[kind]] == ["In other words"]
    sharing.choose(by=joan, kind=kind, item_id=number, audiences=[], alone=False)
    actions.undo_entry(by=joan, kind=kind, entry_id=number)
    assert queries.own_entry(joan, kind, number).thing.text == ENTRIES[kind].text
    assert kinds_in(team_sees(world)) == set()
    actions.delete_entry(by=joan, kind=kind, entry_id=number)
    assert kinds_in(team_sees(world)) == set()


def test_a_treatment_does_not_tell_of_an_illness_that_is_not_shared(world: World) -> None:
    made = keep_one_of_each(viewer_of(world.joan))
    world.with_team("courses", covers="all")
    assert [one.course.purpose for one in team_sees(world).courses] == [""]
    world.with_team("courses", "conditions", covers="all")
    assert [one.course.purpose for one in team_sees(world).courses] == ["Migraine"]
    sharing.choose(by=viewer_of(world.joan), kind="conditions", item_id=made["conditions"], audiences=[], alone=True)
    assert [one.course.purpose for one in team_sees(world).courses] == [""]


def test_what_is_put_right_stays_shared_as_it_was(world: World) -> None:
    joan = viewer_of(world.joan)
    world.with_team(*SHARED_KINDS, covers="new")
    made = keep_one_of_each(joan)
    actions.change_condition(by=joan, condition_id=made["conditions"], illness=Illness(text="Cluster headache"))
    sharing.choose(by=joan, kind="courses", item_id=made["courses"], audiences=[], alone=True)
    actions.stop_treatment(by=joan, course_id=made["courses"], stop=part(""), reasons=(), main=None)
    found = team_sees(world)
    assert [one.illness.text for one in found.conditions] == ["Cluster headache"]
    assert not found.courses


def test_an_undone_change_does_not_bring_back_who_could_see_it(world: World) -> None:
    joan = viewer_of(world.joan)
    world.with_team("conditions", covers="new")
    made = keep_one_of_each(joan)["conditions"]
    actions.change_condition(by=joan, condition_id=made, illness=Illness(text="Cluster headache"))
    sharing.choose(by=joan, kind="conditions", item_id=made, audiences=[], alone=False)
    actions.undo_condition(by=joan, condition_id=made)
    assert queries.own_condition(joan, made).illness.text == "Migraine"
    assert not team_sees(world).conditions


def test_what_a_file_brings_is_for_its_owner_alone(world: World) -> None:
    world.with_team("conditions", covers="new")
    told = actions.bring(by=viewer_of(world.joan), kept=[Condition(text="Gout")])
    assert told["Condition"].added == 1
    assert not team_sees(world).conditions


def test_nothing_counts_how_many_there_are(world: World) -> None:
    """Who sees one of three is told nothing of the other two, in number or order."""
    joan = viewer_of(world.joan)
    world.with_team("symptoms", covers="chosen")
    felt = actions.Felt("Headache", Strength("0-10", 6))
    ids = [actions.log_symptom(by=joan, day=now().date(), felt=felt) for _each in range(3)]
    sharing.choose(by=joan, kind="symptoms", item_id=ids[1], audiences=[f"team:{world.team_id}"], alone=False)
    assert team_sees(world) == shared.Shared(
        world.joan.id, days=[], sittings=[], symptoms=[queries.own_symptom(joan, ids[1])], conditions=[], courses=[]
    )
