"""What a viewer may know of spaces."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bedside.areas.people.viewer import ANONYMOUS
from bedside.areas.spaces import queries
from bedside.areas.spaces.models import Membership
from bedside.kit.errors import NotHere
from tests.factories import join, make_credential, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db


def clinician(level: str = "V3", **fields: object):
    persona = make_persona(kind="clinician", **fields)
    if level != "V0":
        make_credential(persona, level=level)
    return persona


def seen_slugs(viewer) -> set[str]:
    return {entry.space.slug for entry in queries.spaces_for(viewer)}


class TestKnowing:
    @pytest.mark.parametrize("kind", ["community", "practice"])
    def test_visitors_may_know_of_communities_and_practices(self, kind: str) -> None:
        space = make_space(kind=kind)
        assert queries.space_by_slug(ANONYMOUS, space.slug) == space

    def test_the_square_comes_first_in_the_list(self) -> None:
        make_space(name="Aardvark")
        assert queries.spaces_for(ANONYMOUS)[0].space.kind == "square"

    @pytest.mark.parametrize("kind", ["patient", "carer", "student", "researcher", "organisation", "personal"])
    def test_a_room_does_not_exist_for_other_kinds_of_personas(self, kind: str) -> None:
        room = make_space(kind="room")
        with pytest.raises(NotHere):
            queries.space_by_slug(viewer_of(make_persona(kind=kind)), room.slug)

    @pytest.mark.parametrize(
        ("level", "exists"), [("V0", False), ("V1", False), ("V2", True), ("V3", True), ("P", True)]
    )
    def test_a_room_exists_for_checked_clinicians(self, level: str, exists: bool) -> None:
        room = make_space(kind="room")
        assert (room.slug in seen_slugs(viewer_of(clinician(level)))) is exists

    def test_a_room_stops_to_exist_for_a_member_whose_credential_lapsed(self) -> None:
        room, lapsed = make_space(kind="room"), clinician("V0")
        join(lapsed, room)
        with pytest.raises(NotHere):
            queries.space_by_slug(viewer_of(lapsed), room.slug)

    def test_a_space_by_invitation_is_hidden_from_strangers(self) -> None:
        space = make_space(by_invitation=True)
        assert space.slug not in seen_slugs(viewer_of(make_persona()))

    @pytest.mark.parametrize(
        ("state", "exists"), [("joined", True), ("invited", True), ("asked", True), ("banned", False)]
    )
    def test_a_space_by_invitation_is_seen_by_those_who_are_expected(self, state: str, exists: bool) -> None:
        space, persona = make_space(by_invitation=True), make_persona()
        join(persona, space, state=state)
        assert (space.slug in seen_slugs(viewer_of(persona))) is exists

    def test_hidden_and_unknown_spaces_are_refused_with_the_same_words(self) -> None:
        room, answers = make_space(kind="room"), []
        for slug in (room.slug, "no-such-space"):
            with pytest.raises(NotHere) as refused:
                queries.space_by_slug(ANONYMOUS, slug)
            answers.append(str(refused.value))
        assert answers[0] == answers[1]

    def test_the_list_costs_the_same_for_few_and_for_many_spaces(self) -> None:
        viewer, costs = viewer_of(make_persona()), []
        for many in (1, 5):
            for _ in range(many):
                make_space()
            with CaptureQueriesContext(connection) as statements:
                queries.spaces_for(viewer)
            costs.append(len(statements))
        assert costs == [3, 3]


class TestStanding:
    def test_a_visitor_reads_no_community(self) -> None:
        assert not queries.standing(ANONYMOUS, make_space()).may_read

    def test_a_member_reads_and_writes(self) -> None:
        space, persona = make_space(), make_persona()
        join(persona, space)
        here = queries.standing(viewer_of(persona), space)
        assert (here.joined, here.may_read, here.may_write, here.may_see_members) == (True, True, True, True)

    @pytest.mark.parametrize("state", ["asked", "invited", "banned"])
    def test_who_is_not_in_reads_and_writes_nothing(self, state: str) -> None:
        space, persona = make_space(), make_persona()
        join(persona, space, state=state, role="steward")
        here = queries.standing(viewer_of(persona), space)
        assert (here.may_read, here.may_write, here.may_see_members, here.is_steward) == (False,) * 4

    def test_a_member_with_an_unconfirmed_address_does_not_write(self) -> None:
        from tests.factories import make_account

        space, persona = make_space(), make_persona(account=make_account(confirmed=False))
        join(persona, space)
        assert not queries.standing(viewer_of(persona), space).may_write

    def test_a_banned_persona_looks_like_a_stranger_to_itself(self) -> None:
        space, persona = make_space(), make_persona()
        join(persona, space, state="banned")
        assert queries.standing(viewer_of(persona), space) == queries.standing(viewer_of(make_persona()), space)

    def test_a_steward_of_a_room_is_none_while_the_credential_has_lapsed(self) -> None:
        room, lapsed = make_space(kind="room"), clinician("V0")
        join(lapsed, room, role="steward")
        assert not queries.standing(viewer_of(lapsed), room).is_steward

    def test_a_register_match_reads_a_room_and_does_not_write(self) -> None:
        room, matched = make_space(kind="room"), clinician("V2")
        join(matched, room)
        here = queries.standing(viewer_of(matched), room)
        assert (here.may_read, here.may_write) == (True, False)

    @pytest.mark.parametrize(("approves", "at_once"), [(True, False), (False, True)])
    def test_the_space_says_whether_patients_come_in_at_once(self, approves: bool, at_once: bool) -> None:
        here = queries.standing(viewer_of(make_persona()), make_space(approves=approves))
        assert here.joins_at_once is at_once

    def test_a_clinician_never_comes_into_a_community_at_once(self) -> None:
        here = queries.standing(viewer_of(clinician()), make_space(approves=False))
        assert (here.door, here.joins_at_once) == ("guest", False)


class TestJoinedSpaces:
    def test_they_are_those_that_the_viewer_joined(self) -> None:
        persona, mine, asked = make_persona(), make_space(), make_space()
        join(persona, mine)
        join(persona, asked, state="asked")
        assert queries.joined_spaces(viewer_of(persona)) == [mine]

    def test_a_room_is_none_of_them_once_the_credential_lapsed(self) -> None:
        lapsed = clinician("V0")
        join(lapsed, make_space(kind="room"))
        assert queries.joined_spaces(viewer_of(lapsed)) == []


class TestPeople:
    def test_strangers_do_not_see_who_is_in_a_community(self) -> None:
        with pytest.raises(NotHere):
            queries.members(viewer_of(make_persona()), make_space(), hidden=())

    def test_members_see_those_who_want_to_be_listed(self) -> None:
        space, me, listed, unlisted = make_space(), make_persona(), make_persona(), make_persona()
        for persona in (me, listed, unlisted):
            join(persona, space)
        Membership.objects.filter(persona=unlisted).update(listed=False)
        page = queries.members(viewer_of(me), space, hidden=())
        assert [one.persona for one in page.people] == [me, listed]

    @pytest.mark.parametrize("guest", ["clinician", "organisation"])
    def test_a_guest_is_offered_no_list_of_patients(self, guest: str) -> None:
        space = make_space()
        me = clinician() if guest == "clinician" else make_persona(kind="organisation")
        steward, other, member = make_persona(), clinician(), make_persona()
        for one, role in ((me, "guest"), (steward, "steward"), (other, "guest"), (member, "member")):
            join(one, space, role=role)
        shown = {line.persona for line in queries.members(viewer_of(me), space, hidden=()).people}
        assert shown == {me, steward, other}
        assert member in {line.persona for line in queries.members(viewer_of(steward), space, hidden=()).people}

    def test_an_unlisted_member_sees_its_own_line(self) -> None:
        space, me = make_space(), make_persona()
        join(me, space)
        Membership.objects.filter(persona=me).update(listed=False)
        assert [one.persona for one in queries.members(viewer_of(me), space, hidden=()).people] == [me]

    def test_personas_that_are_not_to_be_met_are_left_out(self) -> None:
        space, me, other = make_space(), make_persona(), make_persona()
        join(me, space)
        join(other, space)
        page = queries.members(viewer_of(me), space, hidden={other.id})
        assert [one.persona for one in page.people] == [me]

    def test_suspended_personas_are_left_out(self) -> None:
        space, me = make_space(), make_persona()
        join(me, space)
        join(make_persona(hidden=True), space)
        assert len(queries.members(viewer_of(me), space, hidden=()).people) == 1

    def test_a_list_of_21_has_two_pages(self) -> None:
        space, people = make_space(), [make_persona() for _ in range(21)]
        for persona in people:
            join(persona, space)
        first = queries.members(viewer_of(people[0]), space, hidden=())
        second = queries.members(viewer_of(people[0]), space, hidden=(), after=first.next_after)
        assert (len(first.people), len(second.people), second.next_after) == (20, 1, None)

    def test_the_team_of_a_practice_is_public(self) -> None:
        practice, member = make_space(kind="practice"), clinician()
        join(member, practice)
        assert [one.persona for one in queries.members(ANONYMOUS, practice, hidden=()).people] == [member]

    def test_outsiders_learn_of_no_steward(self) -> None:
        space = make_space()
        join(make_persona(), space, role="steward")
        assert queries.stewards(ANONYMOUS, space, hidden=()) == []

    def test_members_learn_who_the_stewards_are(self) -> None:
        space, me, steward = make_space(), make_persona(), make_persona()
        join(me, space)
        join(steward, space, role="steward")
        assert [one.persona for one in queries.stewards(viewer_of(me), space, hidden=())] == [steward]

    @pytest.mark.parametrize("role", ["member", "guest"])
    def test_requests_do_not_exist_for_members(self, role: str) -> None:
        space, me = make_space(), make_persona()
        join(me, space, role=role)
        with pytest.raises(NotHere):
            queries.requests(viewer_of(me), space, hidden=())

    def test_a_steward_sees_who_asks_and_nobody_else(self) -> None:
        space, steward, asker = make_space(), make_persona(), make_persona()
        join(steward, space, role="steward")
        join(asker, space, state="asked")
        join(make_persona(), space, state="banned")
        page = queries.requests(viewer_of(steward), space, hidden=())
        assert [one.persona for one in page.people] == [asker]

    def test_a_steward_of_another_space_sees_nothing(self) -> None:
        space, steward = make_space(), make_persona()
        join(steward, make_space(), role="steward")
        with pytest.raises(NotHere):
            queries.requests(viewer_of(steward), space, hidden=())


@pytest.mark.parametrize(
    ("people", "words"),
    [
        (0, "fewer than 11 members"),
        (1, "fewer than 11 members"),
        (10, "fewer than 11 members"),
        (11, "about 15 members"),
        (17, "about 15 members"),
        (18, "about 20 members"),
    ],
)
def test_the_size_of_a_space_is_never_exact(people: int, words: str) -> None:
    space = make_space()
    for _ in range(people):
        join(make_persona(), space)
    assert queries.size_text(space) == words


def test_who_asks_or_is_banned_does_not_count() -> None:
    space = make_space()
    for state in ("asked", "banned", "invited"):
        for _ in range(11):
            join(make_persona(), space, state=state)
    assert queries.size_text(space) == "fewer than 11 members"
