"""Coming in and going away."""

import pytest

from bedside.areas.audit.models import AuditEntry
from bedside.areas.spaces import actions, queries
from bedside.areas.spaces.models import Membership, Space
from bedside.kit.errors import NotAllowed, NotHere, Refused
from bedside.kit.outbox.models import OutboxRow
from tests.factories import join, make_account, make_credential, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db


def state_of(persona, space: Space) -> str:
    return Membership.objects.filter(persona=persona, space=space).values_list("state", flat=True).first() or ""


def news() -> list[str]:
    return list(OutboxRow.objects.order_by("id").values_list("name", flat=True))


class TestJoin:
    def test_without_consent_nobody_joins_a_community(self) -> None:
        space, me = make_space(approves=False), make_persona()
        with pytest.raises(Refused) as refused:
            actions.join(by=viewer_of(me), space=space)
        assert (refused.value.code, refused.value.field, state_of(me, space)) == ("consent_needed", "consent", "")

    def test_the_consent_is_kept_with_its_time(self) -> None:
        space, me = make_space(approves=False), make_persona()
        actions.join(by=viewer_of(me), space=space, consent=True)
        assert Membership.objects.get(persona=me).consented_at is not None

    def test_an_open_community_lets_patients_in_at_once(self) -> None:
        space, me = make_space(approves=False), make_persona()
        assert actions.join(by=viewer_of(me), space=space, consent=True) == "joined"
        assert queries.standing(viewer_of(me), space).may_read

    def test_a_community_with_approval_lets_nobody_in_yet(self) -> None:
        space, me = make_space(), make_persona()
        assert actions.join(by=viewer_of(me), space=space, consent=True, note="Hello") == "asked"
        assert not queries.standing(viewer_of(me), space).may_read

    def test_asking_is_news(self) -> None:
        actions.join(by=viewer_of(make_persona()), space=make_space(), consent=True)
        assert news() == ["spaces.JoinAsked"]

    def test_joining_is_news(self) -> None:
        actions.join(by=viewer_of(make_persona()), space=make_space(approves=False), consent=True)
        assert news() == ["spaces.Joined"]

    def test_a_checked_clinician_asks_to_be_a_guest_even_where_patients_come_in_at_once(self) -> None:
        space, me = make_space(approves=False), make_persona(kind="clinician")
        make_credential(me)
        assert actions.join(by=viewer_of(me), space=space, consent=True) == "asked"
        assert Membership.objects.get(persona=me).role == "guest"

    def test_an_unchecked_clinician_has_no_way_in(self) -> None:
        with pytest.raises(NotAllowed) as refused:
            actions.join(by=viewer_of(make_persona(kind="clinician")), space=make_space(), consent=True)
        assert refused.value.code == "no_door"

    def test_nobody_joins_the_square(self) -> None:
        with pytest.raises(NotAllowed):
            actions.join(by=viewer_of(make_persona()), space=Space.objects.get(kind="square"), consent=True)

    def test_a_hidden_space_is_not_there_to_be_joined(self) -> None:
        with pytest.raises(NotHere):
            actions.join(by=viewer_of(make_persona()), space=make_space(by_invitation=True), consent=True)

    def test_an_unconfirmed_address_joins_nothing(self) -> None:
        me = make_persona(account=make_account(confirmed=False))
        with pytest.raises(NotAllowed) as refused:
            actions.join(by=viewer_of(me), space=make_space(), consent=True)
        assert refused.value.code == "confirm_mail"

    def test_pressing_twice_changes_nothing(self) -> None:
        space, viewer = make_space(approves=False), viewer_of(make_persona())
        for _ in range(2):
            actions.join(by=viewer, space=space, consent=True)
        assert news() == ["spaces.Joined"]

    def test_a_long_note_is_refused(self) -> None:
        with pytest.raises(Refused) as refused:
            actions.join(by=viewer_of(make_persona()), space=make_space(), consent=True, note="x" * 301)
        assert refused.value.field == "note"

    def test_who_was_invited_comes_in_as_what_they_were_invited_to_be(self) -> None:
        space, me = make_space(), make_persona()
        join(me, space, state="invited", role="steward")
        assert actions.join(by=viewer_of(me), space=space, consent=True) == "joined"
        assert queries.standing(viewer_of(me), space).is_steward

    def test_the_audit_row_holds_ids_only(self) -> None:
        space, me = make_space(), make_persona()
        actions.join(by=viewer_of(me), space=space, consent=True, note="about my illness")
        entry = AuditEntry.objects.get(action="space.ask")
        assert (entry.actor_id, entry.object_id, entry.detail) == (me.id, space.id, {})


class TestBanned:
    """A banned persona gets what every other asker gets."""

    def ask(self, *, banned: bool) -> tuple[object, ...]:
        space, me = make_space(), make_persona()
        if banned:
            join(me, space, state="banned")
        before = queries.standing(viewer_of(me), space)
        answer = actions.join(by=viewer_of(me), space=space, consent=True, note="Hello")
        waiting = queries.standing(viewer_of(me), space)
        actions.leave(by=viewer_of(me), space=queries.own_space_by_slug(viewer_of(me), space.slug))
        return before, answer, waiting, queries.standing(viewer_of(me), space)

    def test_asking_and_taking_it_back_look_the_same(self) -> None:
        assert self.ask(banned=True) == self.ask(banned=False)

    def test_nobody_is_asked(self) -> None:
        space, me = make_space(), make_persona()
        join(me, space, state="banned")
        actions.join(by=viewer_of(me), space=space, consent=True)
        assert news() == []

    def test_the_ban_stays_when_the_asking_is_taken_back(self) -> None:
        space, me = make_space(), make_persona()
        join(me, space, state="banned")
        actions.join(by=viewer_of(me), space=space, consent=True)
        actions.leave(by=viewer_of(me), space=space)
        assert state_of(me, space) == "banned"

    def test_there_is_nothing_to_leave_before_asking(self) -> None:
        space, me = make_space(), make_persona()
        join(me, space, state="banned")
        with pytest.raises(NotHere):
            actions.leave(by=viewer_of(me), space=space)

    def test_the_steward_does_not_see_the_asking(self) -> None:
        space, me, steward = make_space(), make_persona(), make_persona()
        join(me, space, state="banned")
        join(steward, space, role="steward")
        actions.join(by=viewer_of(me), space=space, consent=True)
        assert queries.requests(viewer_of(steward), space, hidden=()).people == []


class TestLeave:
    def test_it_acts_at_once(self) -> None:
        space, me = make_space(), make_persona()
        join(me, space)
        actions.leave(by=viewer_of(me), space=space)
        assert not queries.standing(viewer_of(me), space).may_read

    def test_no_row_is_kept(self) -> None:
        space, me = make_space(), make_persona()
        join(me, space)
        actions.leave(by=viewer_of(me), space=space)
        assert not Membership.objects.filter(persona=me).exists()

    def test_it_is_news(self) -> None:
        space, me = make_space(), make_persona()
        join(me, space)
        actions.leave(by=viewer_of(me), space=space)
        assert news() == ["spaces.Left"]

    def test_taking_back_an_asking_is_no_news(self) -> None:
        space, me = make_space(), make_persona()
        join(me, space, state="asked")
        actions.leave(by=viewer_of(me), space=space)
        assert news() == []

    def test_strangers_have_nothing_to_leave(self) -> None:
        with pytest.raises(NotHere):
            actions.leave(by=viewer_of(make_persona()), space=make_space())

    def test_the_last_steward_names_another_first(self) -> None:
        space, me = make_space(), make_persona()
        join(me, space, role="steward")
        join(make_persona(), space)
        with pytest.raises(Refused) as refused:
            actions.leave(by=viewer_of(me), space=space)
        assert (refused.value.code, state_of(me, space)) == ("last_steward", "joined")

    def test_a_steward_alone_in_a_space_may_leave(self) -> None:
        space, me = make_space(), make_persona()
        join(me, space, role="steward")
        actions.leave(by=viewer_of(me), space=space)
        assert state_of(me, space) == ""

    def test_one_of_two_stewards_may_leave(self) -> None:
        space, me = make_space(), make_persona()
        join(me, space, role="steward")
        join(make_persona(), space, role="steward")
        actions.leave(by=viewer_of(me), space=space)
        assert state_of(me, space) == ""

    def test_a_clinician_whose_credential_lapsed_finds_the_room_to_leave_it(self) -> None:
        room, me = make_space(kind="room"), make_persona(kind="clinician")
        join(me, room)
        actions.leave(by=viewer_of(me), space=queries.own_space_by_slug(viewer_of(me), room.slug))
        assert state_of(me, room) == ""


class TestListed:
    def test_a_member_chooses(self) -> None:
        space, me = make_space(), make_persona()
        join(me, space)
        actions.set_listed(by=viewer_of(me), space=space, listed=False)
        assert not queries.standing(viewer_of(me), space).listed

    def test_a_stranger_has_no_line_to_change(self) -> None:
        with pytest.raises(NotHere):
            actions.set_listed(by=viewer_of(make_persona()), space=make_space(), listed=True)
