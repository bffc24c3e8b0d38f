"""Pages of personas, and the buttons on them."""

import pytest
from django.test import Client
from django.urls import reverse

from bedside.areas.contacts.models import Block, Follow, Mute
from tests.areas.notify.test_listeners import make_post
from tests.doors.web.test_spaces import POST, body, page
from tests.factories import block, client_of, follow, make_credential, make_persona

pytestmark = pytest.mark.django_db

BUTTONS = ("follow", "unfollow", "accept_follower", "remove_follower", "block", "unblock", "mute", "unmute")


class TestPage:
    def test_visitors_see_the_name_and_public_posts(self) -> None:
        other = make_persona(name="Quiet Heron")
        make_post(other)
        shown = Client().get(page("persona", other.handle)).content
        assert (b"Quiet Heron" in shown, POST in shown) == (True, True)

    def test_a_blocked_persona_finds_nothing_there(self) -> None:
        me, other = make_persona(), make_persona()
        block(other, me)
        client = client_of(me)
        assert body(client, page("persona", other.handle)) == body(client, page("persona", "nobody"))

    def test_who_blocked_sees_a_way_to_unblock_and_no_post(self) -> None:
        me, other = make_persona(), make_persona(about="private words")
        make_post(other)
        block(me, other)
        shown = client_of(me).get(page("persona", other.handle)).content
        assert (b"Unblock" in shown, POST in shown, b"private words" in shown) == (True, False, False)

    def test_a_personal_persona_is_called_a_member(self) -> None:
        shown = Client().get(page("persona", make_persona(kind="personal", handle="heron").handle)).content
        assert (b"Member" in shown, b"Personal" in shown) == (True, False)

    def test_what_was_checked_about_a_clinician_is_said_in_words(self) -> None:
        clinician = make_persona(kind="clinician")
        make_credential(clinician)
        assert b"licence and identity checked" in Client().get(page("persona", clinician.handle)).content

    def test_a_clinicians_page_says_that_it_is_no_place_for_care(self) -> None:
        assert b"general terms" in Client().get(page("persona", make_persona(kind="clinician").handle)).content

    @pytest.mark.parametrize(("kind", "offered"), [("patient", True), ("clinician", False)])
    def test_who_is_offered_to_follow_a_patient(self, kind: str, offered: bool) -> None:
        other = make_persona()
        shown = client_of(make_persona(kind=kind)).get(page("persona", other.handle)).content.decode()
        assert (reverse("follow", args=[other.handle]) in shown) is offered


class TestButtons:
    @pytest.mark.parametrize("name", BUTTONS)
    def test_visitors_are_sent_to_sign_in(self, name: str) -> None:
        answer = Client().post(page(name, make_persona().handle))
        assert answer.headers["Location"].startswith(page("signin"))

    @pytest.mark.parametrize("name", BUTTONS)
    def test_opening_the_address_changes_nothing(self, name: str) -> None:
        assert client_of(make_persona()).get(page(name, make_persona().handle)).status_code == 405

    @pytest.mark.parametrize("name", BUTTONS)
    def test_towards_who_blocked_me_it_is_as_towards_nobody(self, name: str) -> None:
        me, other = make_persona(), make_persona()
        block(other, me)
        client = client_of(me)
        answers = [client.post(page(name, handle)) for handle in (other.handle, "nobody")]
        assert [answer.status_code for answer in answers] == [404, 404]

    def test_following_and_unfollowing(self) -> None:
        me, other = make_persona(), make_persona(asks_first=False)
        client = client_of(me)
        client.post(page("follow", other.handle))
        followed = Follow.objects.filter(owner=me, target=other, accepted=True).exists()
        client.post(page("unfollow", other.handle))
        assert (followed, Follow.objects.count()) == (True, 0)

    def test_a_clinician_is_told_why_a_patient_can_not_be_followed(self) -> None:
        answer = client_of(make_persona(kind="clinician")).post(page("follow", make_persona().handle))
        assert (answer.status_code, b"First a question that only you see." in answer.content) == (422, True)

    def test_letting_somebody_follow(self) -> None:
        me, other = make_persona(), make_persona()
        follow(other, me, accepted=False)
        client_of(me).post(page("accept_follower", other.handle))
        assert Follow.objects.get().accepted

    def test_blocking_and_unblocking(self) -> None:
        me, other = make_persona(), make_persona()
        client = client_of(me)
        client.post(page("block", other.handle))
        blocked = Block.objects.count()
        client.post(page("unblock", other.handle))
        assert (blocked, Block.objects.count()) == (1, 0)

    def test_muting_and_unmuting(self) -> None:
        me, other = make_persona(), make_persona()
        client = client_of(me)
        client.post(page("mute", other.handle))
        muted = Mute.objects.count()
        client.post(page("unmute", other.handle))
        assert (muted, Mute.objects.count()) == (1, 0)

    def test_a_button_never_leads_to_another_site(self) -> None:
        me, other = make_persona(), make_persona()
        follow(me, other)
        answer = client_of(me).post(page("unfollow", other.handle) + "?list=https://elsewhere.example/")
        assert answer.headers["Location"] == page("persona", other.handle)

    def test_a_clinician_does_not_learn_by_pressing_who_follows(self) -> None:
        clinician, patient = make_persona(kind="clinician"), make_persona()
        client = client_of(clinician)
        before = client.post(page("remove_follower", patient.handle)).status_code
        follow(patient, clinician)
        assert client.post(page("remove_follower", patient.handle)).status_code == before


class TestLists:
    @pytest.mark.parametrize("which", ["following", "asked", "waiting", "followers", "muted", "blocked"])
    def test_an_empty_list_says_so(self, which: str) -> None:
        assert b"Nobody here" in client_of(make_persona()).get(page("contacts"), {"list": which}).content

    def test_who_waits_can_be_answered_from_the_list(self) -> None:
        me, other = make_persona(), make_persona(name="Quiet Heron")
        follow(other, me, accepted=False)
        shown = client_of(me).get(page("contacts"), {"list": "waiting"}).content.decode()
        assert all(page(name, other.handle) in shown for name in ("accept_follower", "remove_follower"))

    def test_an_unknown_list_is_nothing(self) -> None:
        assert client_of(make_persona()).get(page("contacts"), {"list": "secret"}).status_code == 404
