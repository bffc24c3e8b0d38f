"""What a viewer may know of its contacts."""

import pytest

from bedside.areas.contacts import actions, queries
from bedside.areas.people.viewer import ANONYMOUS
from bedside.kit.errors import NotHere
from tests.factories import block, follow, make_persona, viewer_of

pytestmark = pytest.mark.django_db


def people(contacts: queries.Contacts) -> list[object]:
    return contacts.people


class TestRelation:
    def test_a_visitor_has_none(self) -> None:
        assert queries.relation(ANONYMOUS, make_persona()) == queries.Relation()

    def test_of_oneself(self) -> None:
        me = make_persona()
        assert queries.relation(viewer_of(me), me) == queries.Relation(is_self=True)

    @pytest.mark.parametrize(("accepted", "name"), [(True, "followed_by"), (False, "waiting")])
    def test_of_who_follows_or_asks(self, accepted: bool, name: str) -> None:
        me, other = make_persona(), make_persona()
        follow(other, me, accepted=accepted)
        assert getattr(queries.relation(viewer_of(me), other), name)

    def test_a_clinician_does_not_learn_who_follows(self) -> None:
        clinician, patient = make_persona(kind="clinician"), make_persona()
        before = queries.relation(viewer_of(clinician), patient)
        follow(patient, clinician)
        assert queries.relation(viewer_of(clinician), patient) == before

    def test_nobody_learns_that_they_are_blocked(self) -> None:
        me, other = make_persona(), make_persona()
        before = queries.relation(viewer_of(me), other)
        block(other, me)
        assert queries.relation(viewer_of(me), other) == before

    def test_a_clinician_is_asked_something_before_following_a_patient_and_can_not_connect(self) -> None:
        found = queries.relation(viewer_of(make_persona(kind="clinician")), make_persona())
        assert (found.may_follow, found.asked_first, found.may_connect) == (True, True, False)


class TestLists:
    def test_one_sees_whom_one_follows_and_whom_one_asked_apart(self) -> None:
        me, followed, asked = make_persona(), make_persona(), make_persona()
        follow(me, followed)
        follow(me, asked, accepted=False)
        viewer = viewer_of(me)
        assert (people(queries.following(viewer)), people(queries.asked(viewer))) == ([followed], [asked])

    def test_one_sees_who_follows_and_who_waits_apart(self) -> None:
        me, follower, asker = make_persona(), make_persona(), make_persona()
        follow(follower, me)
        follow(asker, me, accepted=False)
        viewer = viewer_of(me)
        assert (people(queries.followers(viewer)), people(queries.followers_waiting(viewer))) == ([follower], [asker])

    @pytest.mark.parametrize("read", [queries.followers, queries.followers_waiting])
    @pytest.mark.parametrize("accepted", [True, False])
    def test_followers_of_a_clinician_are_named_to_nobody(self, read, accepted: bool) -> None:
        clinician = make_persona(kind="clinician")
        follow(make_persona(), clinician, accepted=accepted)
        assert people(read(viewer_of(clinician))) == []

    def test_suspended_personas_are_left_out(self) -> None:
        me = make_persona()
        follow(me, make_persona(hidden=True))
        assert people(queries.following(viewer_of(me))) == []

    def test_blocked_and_muted_ones_are_listed_for_their_owner(self) -> None:
        me, blocked, muted = make_persona(), make_persona(), make_persona()
        actions.block(by=viewer_of(me), target_id=blocked.id)
        actions.mute(by=viewer_of(me), target_id=muted.id)
        viewer = viewer_of(me)
        assert (people(queries.blocked(viewer)), people(queries.muted(viewer))) == ([blocked], [muted])

    def test_a_list_of_51_has_two_pages(self) -> None:
        me = make_persona()
        for _ in range(51):
            follow(me, make_persona())
        first = queries.following(viewer_of(me))
        second = queries.following(viewer_of(me), after=first.next_after)
        assert (len(first.people), len(second.people), second.next_after) == (50, 1, None)


class TestOwnByHandle:
    def test_a_stranger_is_in_none_of_my_lists(self) -> None:
        with pytest.raises(NotHere):
            queries.own_by_handle(viewer_of(make_persona()), make_persona().handle)

    def test_who_blocked_me_is_in_none_of_my_lists(self) -> None:
        me, other = make_persona(), make_persona()
        block(other, me)
        with pytest.raises(NotHere):
            queries.own_by_handle(viewer_of(me), other.handle)

    def test_a_clinician_does_not_learn_by_it_who_follows(self) -> None:
        clinician, patient = make_persona(kind="clinician"), make_persona()
        follow(patient, clinician)
        with pytest.raises(NotHere):
            queries.own_by_handle(viewer_of(clinician), patient.handle)
