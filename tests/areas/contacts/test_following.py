"""Following, and letting oneself be followed."""

import pytest

from bedside.areas.contacts import actions, queries
from bedside.areas.contacts.models import Follow
from bedside.kit.errors import NotAllowed, NotHere, Refused
from bedside.kit.outbox.models import OutboxRow
from tests.factories import block, follow, make_account, make_persona, viewer_of

pytestmark = pytest.mark.django_db


def news() -> list[str]:
    return list(OutboxRow.objects.order_by("id").values_list("name", flat=True))


class TestFollow:
    def test_a_persona_that_asks_first_is_asked(self) -> None:
        me, other = make_persona(), make_persona(asks_first=True)
        assert actions.follow(by=viewer_of(me), target_id=other.id) == "asked"
        assert (queries.relation(viewer_of(me), other).asked, news()) == (True, ["contacts.FollowAsked"])

    def test_a_persona_that_does_not_ask_is_followed_at_once(self) -> None:
        me, other = make_persona(), make_persona(asks_first=False)
        assert actions.follow(by=viewer_of(me), target_id=other.id) == "following"
        assert (queries.relation(viewer_of(me), other).following, news()) == (True, ["contacts.Followed"])

    def test_a_clinician_is_followed_at_once_whatever_the_settings_say(self) -> None:
        me, clinician = make_persona(), make_persona(kind="clinician", asks_first=True)
        assert actions.follow(by=viewer_of(me), target_id=clinician.id) == "following"

    @pytest.mark.parametrize("kind", ["patient", "carer"])
    def test_a_clinician_does_not_follow_a_patient(self, kind: str) -> None:
        me, other = make_persona(kind="clinician"), make_persona(kind=kind, asks_first=False)
        with pytest.raises(Refused) as refused:
            actions.follow(by=viewer_of(me), target_id=other.id)
        assert (refused.value.code, Follow.objects.count()) == ("boundary.deny", 0)

    def test_pressing_twice_changes_nothing(self) -> None:
        me, other = make_persona(), make_persona()
        for _ in range(2):
            actions.follow(by=viewer_of(me), target_id=other.id)
        assert news() == ["contacts.FollowAsked"]

    def test_nobody_follows_themselves(self) -> None:
        me = make_persona()
        with pytest.raises(Refused) as refused:
            actions.follow(by=viewer_of(me), target_id=me.id)
        assert refused.value.code == "yourself"

    def test_an_unconfirmed_address_follows_nobody(self) -> None:
        me = make_persona(account=make_account(confirmed=False))
        with pytest.raises(NotAllowed):
            actions.follow(by=viewer_of(me), target_id=make_persona().id)


def unknown(me) -> int:
    return 12345


def suspended(me) -> int:
    return make_persona(hidden=True).id


def personal(me) -> int:
    return make_persona(kind="personal", asks_first=False).id


def who_blocked_me(me) -> int:
    other = make_persona()
    block(other, me)
    return other.id


def whom_i_blocked(me) -> int:
    other = make_persona()
    block(me, other)
    return other.id


@pytest.mark.parametrize("whom", [unknown, suspended, personal, who_blocked_me, whom_i_blocked])
def test_every_persona_that_can_not_be_followed_looks_unknown(whom) -> None:
    me = make_persona()
    with pytest.raises(NotHere) as refused:
        actions.follow(by=viewer_of(me), target_id=whom(me))
    assert (str(refused.value), Follow.objects.count()) == (str(NotHere()), 0)


def test_a_clinician_who_is_blocked_by_a_patient_is_not_told_the_rule_instead() -> None:
    me, patient = make_persona(kind="clinician"), make_persona()
    block(patient, me)
    with pytest.raises(NotHere):
        actions.follow(by=viewer_of(me), target_id=patient.id)


class TestEnding:
    def test_whoever_unfollows_follows_no_more(self) -> None:
        me, other = make_persona(), make_persona()
        follow(me, other)
        actions.unfollow(by=viewer_of(me), target_id=other.id)
        assert not queries.relation(viewer_of(me), other).following

    def test_unfollowing_where_nothing_was_is_no_news(self) -> None:
        actions.unfollow(by=viewer_of(make_persona()), target_id=make_persona().id)
        assert news() == []

    def test_a_removed_follower_follows_no_more(self) -> None:
        me, other = make_persona(), make_persona()
        follow(other, me)
        actions.remove_follower(by=viewer_of(me), target_id=other.id)
        assert (Follow.objects.count(), news()) == (0, ["contacts.Unfollowed"])


class TestAccepting:
    def test_the_asker_follows_from_then_on(self) -> None:
        me, asker = make_persona(), make_persona()
        follow(asker, me, accepted=False)
        actions.accept_follower(by=viewer_of(me), target_id=asker.id)
        assert (queries.relation(viewer_of(asker), me).following, news()) == (True, ["contacts.FollowAccepted"])

    def test_pressing_twice_changes_nothing(self) -> None:
        me, asker = make_persona(), make_persona()
        follow(asker, me, accepted=False)
        for _ in range(2):
            actions.accept_follower(by=viewer_of(me), target_id=asker.id)
        assert news() == ["contacts.FollowAccepted"]

    def test_nobody_is_accepted_who_did_not_ask(self) -> None:
        with pytest.raises(NotHere):
            actions.accept_follower(by=viewer_of(make_persona()), target_id=make_persona().id)

    def test_nobody_accepts_for_somebody_else(self) -> None:
        me, asker = make_persona(), make_persona()
        follow(asker, me, accepted=False)
        with pytest.raises(NotHere):
            actions.accept_follower(by=viewer_of(make_persona()), target_id=asker.id)
