"""Invitations into one space."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections

from bedside.areas.boundaries import queries as boundaries
from bedside.areas.boundaries.models import Change
from bedside.areas.people.viewer import Viewer
from bedside.areas.spaces import actions, queries
from bedside.areas.spaces.models import Invitation, Membership
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere, Refused
from tests.factories import join, make_credential, make_persona, make_space, viewer_of


def house(**fields: object):
    space, steward = make_space(**fields), make_persona()
    join(steward, space, role="steward")
    return space, steward


@pytest.mark.django_db
class TestInvitations:
    def test_the_code_itself_is_not_kept(self) -> None:
        space, steward = house()
        code = actions.invite(by=viewer_of(steward), space=space)
        assert code.encode() not in bytes(Invitation.objects.get().code_hash)

    def test_it_opens_a_hidden_space(self) -> None:
        space, steward = house(by_invitation=True)
        code = actions.invite(by=viewer_of(steward), space=space)
        me = make_persona()
        actions.redeem(by=viewer_of(me), code=code, consent=True)
        assert queries.standing(viewer_of(me), space).may_read

    def test_it_needs_no_approval(self) -> None:
        space, steward = house()
        code = actions.invite(by=viewer_of(steward), space=space)
        actions.redeem(by=viewer_of(make_persona()), code=code, consent=True)
        assert not Membership.objects.filter(state="asked").exists()

    def test_it_opens_no_other_space(self) -> None:
        space, steward = house()
        other, me = make_space(), make_persona()
        actions.redeem(by=viewer_of(me), code=actions.invite(by=viewer_of(steward), space=space), consent=True)
        assert not queries.standing(viewer_of(me), other).joined

    def test_it_makes_a_clinician_a_guest_and_no_more(self) -> None:
        space, steward = house()
        me = make_persona(kind="clinician")
        make_credential(me)
        actions.redeem(by=viewer_of(me), code=actions.invite(by=viewer_of(steward), space=space), consent=True)
        assert queries.standing(viewer_of(me), space).role == "guest"

    def test_consent_is_asked_all_the_same(self) -> None:
        space, steward = house()
        code = actions.invite(by=viewer_of(steward), space=space)
        with pytest.raises(Refused) as refused:
            actions.redeem(by=viewer_of(make_persona()), code=code)
        assert (refused.value.code, Invitation.objects.get().uses_left) == ("consent_needed", 1)

    def test_it_is_used_up(self) -> None:
        space, steward = house()
        code = actions.invite(by=viewer_of(steward), space=space, uses=1)
        actions.redeem(by=viewer_of(make_persona()), code=code, consent=True)
        with pytest.raises(NotHere):
            actions.redeem(by=viewer_of(make_persona()), code=code, consent=True)

    def test_who_is_in_already_uses_nothing_up(self) -> None:
        space, steward = house()
        code = actions.invite(by=viewer_of(steward), space=space, uses=1)
        actions.redeem(by=viewer_of(steward), code=code, consent=True)
        assert Invitation.objects.get().uses_left == 1

    def test_a_steward_who_redeems_stays_one(self) -> None:
        space, steward = house()
        actions.redeem(by=viewer_of(steward), code=actions.invite(by=viewer_of(steward), space=space), consent=True)
        assert queries.standing(viewer_of(steward), space).is_steward

    @pytest.mark.parametrize(("uses", "days"), [(0, 7), (51, 7), (-1, 7), (1, 0), (1, 31)])
    def test_ranges(self, uses: int, days: int) -> None:
        space, steward = house()
        with pytest.raises(Refused) as refused:
            actions.invite(by=viewer_of(steward), space=space, uses=uses, days=days)
        assert refused.value.code == "out_of_range"

    def test_members_invite_nobody(self) -> None:
        space, _steward = house()
        member = make_persona()
        join(member, space)
        with pytest.raises(NotHere):
            actions.invite(by=viewer_of(member), space=space)


def expire(space, steward, me) -> None:
    Invitation.objects.update(expires_at=now() - timedelta(seconds=1))


def use_up(space, steward, me) -> None:
    Invitation.objects.update(uses_left=0)


def steward_leaves(space, steward, me) -> None:
    actions.leave(by=viewer_of(steward), space=space)


def steward_is_none_any_more(space, steward, me) -> None:
    Membership.objects.filter(persona=steward).update(role="member")


def steward_is_suspended(space, steward, me) -> None:
    steward.hidden = True
    steward.save()


def invited_one_is_banned(space, steward, me) -> None:
    join(me, space, state="banned")


def steward_leaves_and_comes_back(space, steward, me) -> None:
    actions.leave(by=viewer_of(steward), space=space)
    join(steward, space, role="steward")


def nothing_opens(space, steward, me) -> None:
    Invitation.objects.all().delete()


REASONS = [
    nothing_opens,
    expire,
    use_up,
    steward_leaves,
    steward_leaves_and_comes_back,
    steward_is_none_any_more,
    steward_is_suspended,
    invited_one_is_banned,
]


@pytest.mark.django_db
@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("consent", [True, False])
def test_every_reason_why_an_invitation_opens_nothing_looks_alike(reason, consent: bool) -> None:
    space, steward = house()
    me = make_persona()
    code = actions.invite(by=viewer_of(steward), space=space)
    reason(space, steward, me)
    with pytest.raises(NotHere) as refused:
        actions.redeem(by=viewer_of(me), code=code, consent=consent)
    assert str(refused.value) == str(NotHere())


@pytest.mark.django_db
def test_a_kind_of_persona_without_a_door_learns_nothing() -> None:
    space, steward = house()
    code = actions.invite(by=viewer_of(steward), space=space)
    with pytest.raises(NotHere):
        actions.redeem(by=viewer_of(make_persona(kind="researcher")), code=code, consent=True)


def test_50_who_come_at_once_get_exactly_as_many_places_as_there_are(committed: None) -> None:
    space, steward = house()
    code = actions.invite(by=viewer_of(steward), space=space, uses=7)
    people = [viewer_of(make_persona()) for _ in range(50)]

    def come(viewer: Viewer) -> str:
        try:
            actions.redeem(by=viewer, code=code, consent=True)
        except NotHere:
            return "outside"
        finally:
            connections.close_all()
        return "inside"

    with ThreadPoolExecutor(max_workers=10) as pool:
        answers = Counter(pool.map(come, people))
    assert answers == {"inside": 7, "outside": 43}
    assert Membership.objects.filter(space=space, role="member").count() == 7


@pytest.mark.django_db
class TestOrganisations:
    def test_one_comes_in_by_a_dated_invitation_as_a_guest_who_reads(self) -> None:
        space, steward = house()
        it = viewer_of(make_persona(kind="organisation"))
        actions.redeem(by=it, code=actions.invite(by=viewer_of(steward), space=space), consent=True)
        here = queries.standing(it, space)
        assert (here.role, here.may_read, here.may_write, here.reads_only) == ("guest", True, False, True)

    def test_without_an_invitation_there_is_no_way_to_ask(self) -> None:
        space, _steward = house()
        it = viewer_of(make_persona(kind="organisation"))
        assert not queries.standing(it, space).may_join
        with pytest.raises(NotAllowed) as refused:
            actions.join(by=it, space=space, consent=True)
        assert (refused.value.code, refused.value.row) == ("no_door", "B40")
        assert not Membership.objects.filter(persona_id=it.persona_id).exists()

    def test_an_invitation_that_is_over_opens_nothing(self, time_machine: Any) -> None:
        space, steward = house()
        code = actions.invite(by=viewer_of(steward), space=space, days=1)
        time_machine.move_to(now() + timedelta(days=2))
        with pytest.raises(NotHere):
            actions.redeem(by=viewer_of(make_persona(kind="organisation")), code=code, consent=True)

    def test_it_is_never_a_steward(self) -> None:
        space, steward = house()
        it = make_persona(kind="organisation")
        join(it, space, role="guest")
        with pytest.raises(Refused) as refused:
            actions.name_steward(by=viewer_of(steward), space=space, persona_id=it.id)
        assert refused.value.code == "no_steward"


@pytest.mark.django_db
class TestStricterSites:
    def test_where_the_site_says_so_joining_waits_for_a_steward(self) -> None:
        space, me = make_space(approves=False), viewer_of(make_persona())
        stricter("B31", "hold")
        assert not queries.standing(me, space).joins_at_once
        assert actions.join(by=me, space=space, consent=True) == "asked"

    def test_an_invitation_is_the_stewards_yes(self) -> None:
        space, steward = house()
        stricter("B31", "hold")
        me = viewer_of(make_persona())
        actions.redeem(by=me, code=actions.invite(by=viewer_of(steward), space=space), consent=True)
        assert queries.standing(me, space).joined

    def test_where_the_site_takes_no_guests_nobody_can_ask_or_be_let_in(self) -> None:
        space, steward = house()
        me, other = make_persona(kind="clinician"), make_persona(kind="clinician")
        for one in (me, other):
            make_credential(one)
        join(other, space, state="asked", role="guest")
        stricter("B34", "deny")
        with pytest.raises(NotAllowed) as refused:
            actions.join(by=viewer_of(me), space=space, consent=True)
        assert (refused.value.code, refused.value.row) == ("no_door", "B34")
        with pytest.raises(Refused) as told:
            actions.let_in(by=viewer_of(steward), space=space, persona_id=other.id)
        assert told.value.row == "B34"


def stricter(row: str, decision: str) -> None:
    """Make a row stricter on this site."""
    Change.objects.create(row=row, decision=decision, reason="We say so.", changed_by=1)
    boundaries.forget_tightened()
