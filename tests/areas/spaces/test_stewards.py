"""What stewards and administrators do in a space."""

import pytest

from bedside.areas.spaces import actions, queries
from bedside.areas.spaces.models import Membership
from bedside.kit.errors import NotHere, Refused
from bedside.kit.outbox.models import OutboxRow
from tests.factories import join, make_account, make_credential, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    """A community with a steward, a member and somebody who asks."""
    space, steward, member, asker = make_space(), make_persona(), make_persona(), make_persona()
    join(steward, space, role="steward")
    join(member, space)
    join(asker, space, state="asked")
    return space, steward, member, asker


def administrator():
    return viewer_of(make_persona(account=make_account(staff=("administrator",))))


ACTS = [actions.let_in, actions.turn_away, actions.ban, actions.unban, actions.name_steward]


@pytest.mark.parametrize("act", ACTS)
def test_a_member_has_none_of_these_rights(act, house) -> None:
    space, _steward, member, asker = house
    with pytest.raises(NotHere):
        act(by=viewer_of(member), space=space, persona_id=asker.id)


@pytest.mark.parametrize("act", ACTS)
def test_a_steward_of_another_space_has_none_of_these_rights(act, house) -> None:
    space, _steward, _member, asker = house
    stranger = make_persona()
    join(stranger, make_space(), role="steward")
    with pytest.raises(NotHere):
        act(by=viewer_of(stranger), space=space, persona_id=asker.id)


@pytest.mark.parametrize("act", [actions.let_in, actions.turn_away, actions.ban, actions.unban])
def test_an_administrator_from_outside_has_none_of_these_rights(act, house) -> None:
    space, _steward, _member, asker = house
    with pytest.raises(NotHere):
        act(by=administrator(), space=space, persona_id=asker.id)


class TestLettingIn:
    def test_the_asker_reads_from_then_on(self, house) -> None:
        space, steward, _member, asker = house
        actions.let_in(by=viewer_of(steward), space=space, persona_id=asker.id)
        assert queries.standing(viewer_of(asker), space).may_read

    def test_it_is_news_twice(self, house) -> None:
        space, steward, _member, asker = house
        actions.let_in(by=viewer_of(steward), space=space, persona_id=asker.id)
        assert set(OutboxRow.objects.values_list("name", flat=True)) == {"spaces.LetIn", "spaces.Joined"}

    def test_the_note_to_the_stewards_is_forgotten(self, house) -> None:
        space, steward, _member, asker = house
        Membership.objects.filter(persona=asker).update(note="private words")
        actions.let_in(by=viewer_of(steward), space=space, persona_id=asker.id)
        assert Membership.objects.get(persona=asker).note == ""

    def test_pressing_twice_changes_nothing(self, house) -> None:
        space, steward, _member, asker = house
        for _ in range(2):
            actions.let_in(by=viewer_of(steward), space=space, persona_id=asker.id)
        assert OutboxRow.objects.filter(name="spaces.LetIn").count() == 1

    def test_nobody_is_let_in_who_did_not_ask(self, house) -> None:
        space, steward, *_ = house
        with pytest.raises(NotHere):
            actions.let_in(by=viewer_of(steward), space=space, persona_id=make_persona().id)

    def test_a_guest_whose_credential_lapsed_meanwhile_stays_outside(self, house) -> None:
        space, steward, *_ = house
        lapsed = make_persona(kind="clinician")
        join(lapsed, space, state="asked", role="guest")
        with pytest.raises(Refused) as refused:
            actions.let_in(by=viewer_of(steward), space=space, persona_id=lapsed.id)
        assert refused.value.code == "no_door"

    def test_who_is_turned_away_may_ask_again(self, house) -> None:
        space, steward, _member, asker = house
        actions.turn_away(by=viewer_of(steward), space=space, persona_id=asker.id)
        assert actions.join(by=viewer_of(asker), space=space, consent=True) == "asked"

    def test_a_member_is_not_turned_away(self, house) -> None:
        space, steward, member, _asker = house
        with pytest.raises(NotHere):
            actions.turn_away(by=viewer_of(steward), space=space, persona_id=member.id)


class TestBanning:
    def test_it_acts_at_once(self, house) -> None:
        space, steward, member, _asker = house
        actions.ban(by=viewer_of(steward), space=space, persona_id=member.id)
        assert not queries.standing(viewer_of(member), space).may_read

    def test_an_asker_still_believes_to_wait(self, house) -> None:
        space, steward, _member, asker = house
        actions.ban(by=viewer_of(steward), space=space, persona_id=asker.id)
        assert queries.standing(viewer_of(asker), space).asked

    def test_a_stranger_can_be_kept_out_beforehand(self, house) -> None:
        space, steward, *_ = house
        stranger = make_persona()
        actions.ban(by=viewer_of(steward), space=space, persona_id=stranger.id)
        assert [one.persona for one in queries.banned(viewer_of(steward), space).people] == [stranger]

    def test_a_steward_can_not_be_banned(self, house) -> None:
        space, steward, member, _asker = house
        Membership.objects.filter(persona=member).update(role="steward")
        with pytest.raises(Refused) as refused:
            actions.ban(by=viewer_of(steward), space=space, persona_id=member.id)
        assert refused.value.code == "is_steward"

    def test_nobody_can_be_kept_out_who_is_not_there(self, house) -> None:
        space, steward, *_ = house
        with pytest.raises(NotHere):
            actions.ban(by=viewer_of(steward), space=space, persona_id=12345)

    def test_whoever_is_unbanned_may_ask_again(self, house) -> None:
        space, steward, member, _asker = house
        actions.ban(by=viewer_of(steward), space=space, persona_id=member.id)
        actions.unban(by=viewer_of(steward), space=space, persona_id=member.id)
        actions.join(by=viewer_of(member), space=space, consent=True)
        assert Membership.objects.get(persona=member).state == "asked"


class TestNamingStewards:
    def test_a_steward_names_a_member(self, house) -> None:
        space, steward, member, _asker = house
        actions.name_steward(by=viewer_of(steward), space=space, persona_id=member.id)
        assert queries.standing(viewer_of(member), space).is_steward

    def test_a_steward_names_nobody_from_outside(self, house) -> None:
        space, steward, _member, asker = house
        with pytest.raises(Refused) as refused:
            actions.name_steward(by=viewer_of(steward), space=space, persona_id=asker.id)
        assert refused.value.code == "not_member"

    def test_an_administrator_is_not_told_who_is_in_the_space(self, house) -> None:
        space, _steward, member, _asker = house
        answers = [
            actions.name_steward(by=administrator(), space=space, persona_id=persona.id)
            for persona in (member, make_persona())
        ]
        assert answers == [None, None]

    def test_whom_an_administrator_names_from_outside_is_asked_for_consent_first(self, house) -> None:
        space, stranger = house[0], make_persona()
        actions.name_steward(by=administrator(), space=space, persona_id=stranger.id)
        assert (
            queries.standing(viewer_of(stranger), space).state,
            queries.standing(viewer_of(stranger), space).may_read,
        ) == ("invited", False)

    def test_whom_the_stewards_keep_out_stays_out(self, house) -> None:
        space, banned = house[0], make_persona()
        join(banned, space, state="banned")
        actions.name_steward(by=administrator(), space=space, persona_id=banned.id)
        assert Membership.objects.get(persona=banned).state == "banned"


class TestOpening:
    def open(self, **fields: object):
        steward = make_persona()
        given = {"kind": "community", "slug": "asthma", "name": "Asthma", "steward_handle": steward.handle} | fields
        return actions.open_space(by=administrator(), **given), steward

    def test_for_who_is_no_administrator_there_is_nothing_to_open(self) -> None:
        me = make_persona()
        with pytest.raises(NotHere):
            actions.open_space(
                by=viewer_of(me), kind="community", slug="asthma", name="Asthma", steward_handle=me.handle
            )

    def test_the_steward_of_a_community_is_asked_for_consent_first(self) -> None:
        space, steward = self.open()
        assert queries.standing(viewer_of(steward), space).state == "invited"

    def test_the_steward_of_a_room_is_in_it_at_once(self) -> None:
        steward = make_persona(kind="clinician")
        make_credential(steward)
        space, _ = self.open(kind="room", steward_handle=steward.handle)
        assert queries.standing(viewer_of(steward), space).is_steward

    @pytest.mark.parametrize(
        "slug", ["", "Asthma", "a b", "-a", "a-", "a--b", "ä", "new", "square", "x" * 61, "a/b", "a\n"]
    )
    def test_addresses_that_are_refused(self, slug: str) -> None:
        with pytest.raises(Refused) as refused:
            self.open(slug=slug)
        assert (refused.value.code, refused.value.field) == ("bad_slug", "slug")

    def test_a_taken_address_is_refused_like_a_kept_one(self) -> None:
        make_space(slug="asthma", by_invitation=True)
        with pytest.raises(Refused) as refused:
            self.open()
        assert refused.value.code == "bad_slug"

    @pytest.mark.parametrize("kind", ["square", "class", ""])
    def test_kinds_that_are_not_opened_by_hand(self, kind: str) -> None:
        with pytest.raises(Refused) as refused:
            self.open(kind=kind)
        assert refused.value.code == "bad_kind"

    @pytest.mark.parametrize(
        ("field", "words"),
        [
            ("name", ""),
            ("name", "x" * 81),
            ("name", "A\u202eB"),
            ("purpose", "x" * 501),
            ("condition", "x" * 121),
        ],
    )
    def test_words_that_do_not_fit(self, field: str, words: str) -> None:
        with pytest.raises(Refused) as refused:
            self.open(**{field: words})
        assert refused.value.field == field

    def test_a_patient_can_not_be_steward_of_a_room(self) -> None:
        with pytest.raises(Refused) as refused:
            self.open(kind="room")
        assert refused.value.field == "steward_handle"
