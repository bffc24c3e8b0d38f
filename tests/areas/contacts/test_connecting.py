"""Connecting: both say yes; with a clinician it becomes a follow, and says so kindly."""

import pytest

from bedside.areas.contacts import actions, queries
from bedside.areas.contacts.models import Asking, Follow
from bedside.areas.notify.queries import notices
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.kit.errors import NotHere, Refused
from bedside.kit.outbox.actions import deliver_now
from tests.factories import block, follow, keep_away, make_persona, viewer_of

pytestmark = pytest.mark.django_db
KIND_TEXT = "Clinicians here keep one professional page. You now follow it."


def pairs() -> set[tuple[int, int]]:
    return set(Follow.objects.filter(accepted=True).values_list("owner_id", "target_id"))


def told(persona: Persona) -> list[str]:
    deliver_now()
    return [group.kind for group in notices(viewer_of(persona)).groups]


class TestBetweenMembers:
    @pytest.mark.parametrize("kind", ["patient", "carer"])
    def test_each_follows_the_other_once_both_said_yes(self, kind: str) -> None:
        me, other = make_persona(), make_persona(kind=kind)
        assert actions.connect(by=viewer_of(me), target_id=other.id).state == "asked"
        assert (pairs(), told(other)) == (set(), ["connect_ask"])
        actions.accept_connection(by=viewer_of(other), target_id=me.id)
        assert pairs() == {(me.id, other.id), (other.id, me.id)}
        assert not Asking.objects.exists()
        assert set(told(me)) == {"follow", "accepted"}

    def test_two_who_ask_each_other_are_connected(self) -> None:
        me, other = make_persona(), make_persona()
        actions.connect(by=viewer_of(me), target_id=other.id)
        assert actions.connect(by=viewer_of(other), target_id=me.id).state == "connected"
        assert len(pairs()) == 2

    def test_who_is_connected_asks_for_nothing_more(self) -> None:
        me, other = make_persona(), make_persona()
        follow(me, other)
        follow(other, me)
        assert actions.connect(by=viewer_of(me), target_id=other.id).state == "connected"
        assert not Asking.objects.exists()

    def test_a_follow_that_waited_is_let_in_with_it(self) -> None:
        me, other = make_persona(), make_persona()
        follow(me, other, accepted=False)
        actions.connect(by=viewer_of(me), target_id=other.id)
        actions.accept_connection(by=viewer_of(other), target_id=me.id)
        assert len(pairs()) == 2

    def test_a_no_is_told_to_nobody(self) -> None:
        me, other = make_persona(), make_persona()
        actions.connect(by=viewer_of(me), target_id=other.id)
        actions.take_back_asking(by=viewer_of(other), target_id=me.id)
        assert (pairs(), told(me), Asking.objects.count()) == (set(), [], 0)

    def test_nobody_says_yes_to_who_did_not_ask(self) -> None:
        with pytest.raises(NotHere):
            actions.accept_connection(by=viewer_of(make_persona()), target_id=make_persona().id)

    def test_a_block_ends_the_asking(self) -> None:
        me, other = make_persona(), make_persona()
        actions.connect(by=viewer_of(me), target_id=other.id)
        actions.block(by=viewer_of(other), target_id=me.id)
        assert not Asking.objects.exists()
        with pytest.raises(NotHere):
            actions.connect(by=viewer_of(me), target_id=other.id)

    @pytest.mark.parametrize(("chosen", "follows", "taken"), [
        ("nobody", True, False), ("followed", False, False), ("followed", True, True), ("everybody", False, True),
    ])  # fmt: skip
    def test_it_is_asked_of_whom_one_takes_it_from(self, chosen: str, follows: bool, taken: bool) -> None:
        me, other = make_persona(), make_persona()
        actions.choose_first_contact(by=viewer_of(other), connect=chosen, message="everybody")
        if follows:
            follow(other, me)
        if taken:
            assert actions.connect(by=viewer_of(me), target_id=other.id).state == "asked"
        else:
            with pytest.raises(Refused, match="takes_no_requests"):
                actions.connect(by=viewer_of(me), target_id=other.id)

    def test_an_unknown_choice_changes_nothing(self) -> None:
        with pytest.raises(Refused):
            actions.choose_first_contact(by=viewer_of(make_persona()), connect="friends", message="everybody")


class TestWithAClinician:
    @pytest.mark.parametrize("kind", ["patient", "carer", "personal"])
    def test_it_becomes_a_follow_with_a_kind_text(self, kind: str) -> None:
        me, doctor = make_persona(kind=kind), make_persona(kind="clinician")
        made = actions.connect(by=viewer_of(me), target_id=doctor.id)
        assert (made.state, made.ruling.row.id, made.ruling.became, made.ruling.what) == (
            "following",
            "B02",
            "follow",
            KIND_TEXT,
        )
        assert pairs() == {(me.id, doctor.id)}
        assert (told(doctor), queries.followers(viewer_of(doctor)).people) == ([], [])

    @pytest.mark.parametrize("kind", ["clinician", "student", "researcher", "organisation"])
    def test_nobody_at_work_connects_with_a_patient(self, kind: str) -> None:
        member = make_persona()
        with pytest.raises(Refused) as caught:
            actions.connect(by=viewer_of(make_persona(kind=kind)), target_id=member.id)
        assert caught.value.code == "boundary.deny"
        assert (told(member), Asking.objects.count()) == ([], 0)

    def test_colleagues_connect(self) -> None:
        me, other = make_persona(kind="clinician"), make_persona(kind="clinician")
        assert actions.connect(by=viewer_of(me), target_id=other.id).state == "asked"


@pytest.mark.parametrize("kind", ["patient", "clinician", "organisation"])
def test_a_personal_page_answers_as_a_name_that_nobody_has(kind: str) -> None:
    me, hers = viewer_of(make_persona(kind=kind)), make_persona(kind="personal")
    for target_id in (hers.id, 404):
        with pytest.raises(NotHere):
            actions.connect(by=me, target_id=target_id)
    assert not Asking.objects.exists()


class TestThePrivateQuestion:
    @pytest.fixture
    def doctor(self) -> Viewer:
        return viewer_of(make_persona(kind="clinician"))

    @pytest.mark.parametrize("said", ["", "yes", "perhaps"])
    def test_without_a_no_there_is_no_follow(self, said: str, doctor: Viewer) -> None:
        with pytest.raises(Refused) as caught:
            actions.follow(by=doctor, target_id=make_persona().id, own_patient=said)
        assert caught.value.row == "B13"
        assert not Follow.objects.exists()

    def test_with_a_no_the_member_is_asked_as_by_everybody(self, doctor: Viewer) -> None:
        assert actions.follow(by=doctor, target_id=make_persona().id, own_patient="no") == "asked"

    def test_of_a_company_nothing_is_asked_and_nothing_follows(self) -> None:
        company, member = viewer_of(make_persona(kind="organisation")), make_persona()
        with pytest.raises(Refused):
            actions.follow(by=company, target_id=member.id, own_patient="no")

    def test_a_doctor_kept_away_is_asked_nothing(self, doctor: Viewer) -> None:
        member = make_persona()
        keep_away(member, Persona.objects.get(id=doctor.persona_id))
        with pytest.raises(NotHere):
            actions.follow(by=doctor, target_id=member.id, own_patient="no")


def test_who_blocked_one_is_not_there_to_connect_with() -> None:
    me, other = make_persona(), make_persona()
    block(other, me)
    with pytest.raises(NotHere):
        actions.connect(by=viewer_of(me), target_id=other.id)
