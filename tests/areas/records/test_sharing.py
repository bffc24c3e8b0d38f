"""A member shares items of her record with a care team and with a community, each apart; taking back counts at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
import time_machine
from django.db import ProgrammingError, connection

from bedside.areas.consents import signed
from bedside.areas.messaging.actions import care_teams
from bedside.areas.messaging.queries import care_teams as teams
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import ANONYMOUS, Viewer
from bedside.areas.records import actions, queries
from bedside.areas.records.actions import sharing
from bedside.areas.records.actions.building import build
from bedside.areas.records.errors import Unclear
from bedside.areas.records.models import Course, LedgerEntry
from bedside.areas.records.queries import sharing as shared
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere
from bedside.policy.sharing import LASTS, STATISTICS, running
from tests.areas.messaging.making import make_care_team, make_channel, make_colleague, make_practice
from tests.areas.records.people import asked
from tests.factories import block, join, make_persona, make_space, make_staff, viewer_of

pytestmark = pytest.mark.django_db
BOTH = ("days", "questionnaires")


@dataclass
class World:
    """Joan, who shares; who is near her and who is not."""

    joan: Persona
    team_id: int
    nadia: Persona
    member: Persona

    def __post_init__(self) -> None:
        self.space = make_space()
        self.other_space = make_space()
        join(self.joan, self.space)
        join(self.member, self.space)

    def keeps(self) -> None:
        """Joan keeps a day and a questionnaire."""
        actions.say_day(by=viewer_of(self.joan), day=now().date(), face=2, line="A grey day")
        actions.keep(by=viewer_of(self.joan), key="pain", given=(("pain-1", 6),), day=now().date())

    def team_sees(self, who: Persona | None = None) -> tuple[int, int]:
        """How many days and questionnaires somebody of the team sees."""
        found = teams.shared_record(viewer_of(who or self.nadia), self.team_id)
        return (len(found.days), len(found.sittings)) if found else (0, 0)

    def space_sees(self, who: Persona | None = None) -> tuple[int, int]:
        """How many days and questionnaires somebody of the community sees."""
        found = shared.shared_in(viewer_of(who or self.member), self.space)
        return (sum(len(one.days) for _p, one in found), sum(len(one.sittings) for _p, one in found))

    def with_team(self, *kinds: str, covers: str = "new") -> int:
        return care_teams.share_record(
            by=viewer_of(self.joan), team_id=self.team_id, kinds=kinds or BOTH, covers=covers
        )

    def with_space(self, *kinds: str, covers: str = "new") -> int:
        return sharing.share_with_space(by=viewer_of(self.joan), space=self.space, kinds=kinds or BOTH, covers=covers)


@pytest.fixture
def world() -> World:
    """Joan, her care team and her community."""
    return make_world()


def make_world() -> World:
    joan = make_persona(name="Joan Reed")
    elm, oak = make_practice(slug="elm", name="Elm Street"), make_practice(slug="oak", name="Oak Hill")
    for practice in (elm, oak):
        make_channel(practice, joan)
    nadia = make_colleague(elm, name="Dr Nadia")
    return World(joan, make_care_team(joan, elm, oak).id, nadia, make_persona(name="Mary"))


def test_without_a_grant_nobody_sees_anything(world: World) -> None:
    world.keeps()
    assert (world.team_sees(), world.space_sees()) == ((0, 0), (0, 0))


@pytest.mark.parametrize(("kinds", "seen"), [(("days",), (1, 0)), (("questionnaires",), (0, 1)), (BOTH, (1, 1))])
@pytest.mark.parametrize("audience", ["team", "space"])
def test_each_audience_sees_the_kinds_that_were_chosen_for_it_and_the_other_nothing(
    world: World, kinds: tuple[str, ...], seen: tuple[int, int], audience: str
) -> None:
    share: Callable[..., int] = world.with_team if audience == "team" else world.with_space
    share(*kinds)
    world.keeps()
    wanted = (seen, (0, 0)) if audience == "team" else ((0, 0), seen)
    assert (world.team_sees(), world.space_sees()) == wanted


def outsiders(world: World) -> dict[str, Viewer]:
    """Everybody who stands near, and in neither audience."""
    carer = make_persona(kind="carer")
    guest = make_persona(kind="clinician")
    join(guest, world.space, role="guest")
    return {
        "anonymous": ANONYMOUS,
        "other member": viewer_of(make_persona()),
        "carer without a grant": viewer_of(carer),
        "clinician without team": viewer_of(make_persona(kind="clinician")),
        "clinician who is a guest there": viewer_of(guest),
        "colleague of another practice": viewer_of(make_colleague(make_practice(slug="far"))),
        "moderator": viewer_of(make_staff("moderator", "mod_reads")),
        "administrator": viewer_of(make_staff("administrator", "admin_reads")),
    }


def test_nobody_else_sees_it_and_nothing_tells_them_that_it_is_there(world: World) -> None:
    world.with_team()
    world.with_space()
    world.keeps()
    for name, viewer in outsiders(world).items():
        with pytest.raises(NotHere):
            teams.shared_record(viewer, world.team_id)
        with pytest.raises(NotHere):
            shared.shared_in(viewer, world.space)
        assert queries.own_day(viewer, now().date()) is None, name
    with pytest.raises(NotHere):
        world.team_sees(world.member)
    with pytest.raises(NotHere):
        world.space_sees(world.nadia)


def test_the_owner_s_page_of_the_space_does_not_show_her_own_things_to_herself(world: World) -> None:
    world.with_space()
    world.keeps()
    assert world.space_sees(world.joan) == (0, 0)


def test_what_was_kept_before_is_shared_only_where_she_said_so(world: World) -> None:
    world.keeps()
    world.with_team(covers="new")
    world.with_space(covers="all")
    assert (world.team_sees(), world.space_sees()) == ((0, 0), (1, 1))


def test_one_item_is_chosen_and_taken_back_by_itself(world: World) -> None:
    joan = viewer_of(world.joan)
    world.with_team(covers="chosen")
    world.keeps()
    assert world.team_sees() == (0, 0)
    day = queries.own_day(joan, now().date())
    assert day is not None
    sharing.choose(by=joan, kind="days", item_id=day.id, audiences=[f"team:{world.team_id}"], alone=False)
    assert world.team_sees() == (1, 0)
    sharing.choose(by=joan, kind="days", item_id=day.id, audiences=[], alone=False)
    assert world.team_sees() == (0, 0)
    assert [one.act for one in shared.ledger(joan)] == ["grant", "grant", "revoke"]


def test_an_item_for_herself_alone_is_nobody_else_s_also_when_all_is_shared_later(world: World) -> None:
    world.keeps()
    joan = viewer_of(world.joan)
    day = queries.own_day(joan, now().date())
    assert day is not None
    sharing.choose(by=joan, kind="days", item_id=day.id, audiences=[], alone=True)
    world.with_team(covers="all")
    assert world.team_sees() == (0, 1)


def test_an_item_cannot_be_given_to_an_audience_without_a_grant(world: World) -> None:
    world.keeps()
    joan = viewer_of(world.joan)
    day = queries.own_day(joan, now().date())
    assert day is not None
    sharing.choose(by=joan, kind="days", item_id=day.id, audiences=[f"team:{world.team_id}"], alone=False)
    world.with_team(covers="new")
    assert world.team_sees() == (0, 0)


def test_saying_a_day_again_keeps_who_sees_it(world: World) -> None:
    world.with_team()
    world.keeps()
    actions.say_day(by=viewer_of(world.joan), day=now().date(), face=5)
    found = teams.shared_record(viewer_of(world.nadia), world.team_id)
    assert found is not None
    assert [one.face for one in found.days] == [5]


def test_stopping_hides_all_at_once_and_a_new_grant_brings_nothing_back(world: World) -> None:
    number = world.with_team()
    world.with_space()
    world.keeps()
    sharing.stop_sharing(by=viewer_of(world.joan), grant_id=number)
    assert (world.team_sees(), world.space_sees()) == ((0, 0), (1, 1))
    world.with_team(covers="new")
    assert world.team_sees() == (0, 0)


def test_a_grant_is_over_after_its_year_though_no_job_ran(world: World) -> None:
    number = world.with_space()
    world.keeps()
    with time_machine.travel(now() + LASTS, tick=False):
        assert world.space_sees() == (0, 0)
        assert sharing.expire() == 1
        assert sharing.expire() == 0
        assert shared.ended_at(shared.ledger(viewer_of(world.joan)), shared.own_grant(viewer_of(world.joan), number))


def test_leaving_the_space_or_a_block_hides_it(world: World) -> None:
    world.with_space()
    world.keeps()
    block(world.joan, world.member)
    assert world.space_sees() == (0, 0)
    other = make_persona()
    join(other, world.space)
    assert world.space_sees(other) == (1, 1)
    world.joan.memberships.all().delete()
    assert world.space_sees(other) == (0, 0)


def test_an_ended_care_team_sees_nothing(world: World) -> None:
    world.with_team()
    world.keeps()
    care_teams.end_care_team(by=viewer_of(world.joan), team_id=world.team_id)
    with pytest.raises(NotHere):
        world.team_sees()


def test_only_what_is_one_s_own_can_be_shared_with_whom_one_stands(world: World) -> None:
    joan, mary = viewer_of(world.joan), viewer_of(world.member)
    number = world.with_team()
    with pytest.raises(NotHere):
        sharing.share_with_space(by=joan, space=world.other_space, kinds=BOTH, covers="new")
    with pytest.raises(NotHere):
        care_teams.share_record(by=mary, team_id=world.team_id, kinds=BOTH, covers="new")
    with pytest.raises(NotHere):
        sharing.stop_sharing(by=mary, grant_id=number)
    with pytest.raises(NotHere):
        shared.receipt(mary, number)
    with pytest.raises(NotAllowed):
        sharing.share_with(by=ANONYMOUS, audience="space:1", kinds=BOTH, covers="new")


@pytest.mark.parametrize(("kinds", "covers"), [((), "new"), (("treatments",), "new"), (("days",), "some")])
def test_what_is_not_said_clearly_changes_nothing(world: World, kinds: tuple[str, ...], covers: str) -> None:
    with pytest.raises(Unclear):
        sharing.share_with(by=viewer_of(world.joan), audience="space:1", kinds=kinds, covers=covers)
    assert not LedgerEntry.objects.exists()


def test_the_set_of_running_grants_is_what_the_rule_says(world: World) -> None:
    first, joan = world.with_space(), viewer_of(world.joan)
    world.with_space("days")
    sharing.stop_sharing(by=joan, grant_id=world.with_team())
    audiences = {one.audience for one in shared.ledger(joan)}
    by_rule = {one.number for one in running(shared.ledger(joan), now())}
    by_table = {row.id for audience in audiences for row in shared.live_grants(audience)}
    assert by_rule == by_table
    assert first not in by_rule


def test_a_receipt_can_be_checked_and_a_changed_one_is_found(world: World) -> None:
    text = shared.receipt(viewer_of(world.joan), world.with_team())
    document = signed.checked(text)
    assert document is not None
    assert document["ledger"][0]["audience"] == f"team:{world.team_id}"
    assert signed.checked(text.replace("team:", "tram:")) is None


def test_counting_in_figures_is_a_grant_of_its_own_and_each_change_of_use_is_written_down(world: World) -> None:
    joan = viewer_of(world.joan)
    course = actions.record_evaluation(by=joan, wish=asked("tea", counted=True))
    build()
    build()
    with time_machine.travel(now() + timedelta(days=31)):
        build()
    assert [(one.act, one.audience, one.count) for one in shared.ledger(joan)] == [
        ("grant", STATISTICS, 0),
        ("use", STATISTICS, 1),
        ("use", STATISTICS, 1),
    ]
    actions.uncount(by=joan, course_id=course)
    assert not Course.objects.get(id=course).counted
    assert shared.own_grants(joan) == ()


def test_answers_that_are_not_counted_have_no_line(world: World) -> None:
    actions.record_evaluation(by=viewer_of(world.joan), wish=asked("tea", counted=False))
    build()
    assert not LedgerEntry.objects.exists()


def test_the_application_itself_cannot_change_a_line(world: World) -> None:
    world.with_team()
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("UPDATE records_ledger SET count = 9")
