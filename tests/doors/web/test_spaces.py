"""Spaces in the browser."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from bedside.areas.people.models import Persona
from bedside.areas.spaces import actions
from bedside.areas.spaces.models import Invitation, Membership, Space
from tests.areas.notify.test_listeners import make_post
from tests.factories import client_of, join, make_account, make_credential, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db

POST = b'<article class="post"'
VARYING = re.compile(rb'csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"')


def body(client: Client, url: str) -> tuple[int, bytes]:
    """Return status and body, without what differs between two calls of one page."""
    answer = client.get(url)
    return answer.status_code, VARYING.sub(b"", answer.content).replace(url.encode(), b"")


def page(name: str, *where: object) -> str:
    return reverse(name, args=where)


def house(**fields: object) -> tuple[Space, Persona]:
    space, steward = make_space(**fields), make_persona()
    join(steward, space, role="steward")
    return space, steward


class TestList:
    def test_visitors_see_communities(self) -> None:
        make_space(name="Asthma together")
        assert b"Asthma together" in Client().get(page("spaces")).content

    def test_rooms_are_not_in_the_list_of_a_patient(self) -> None:
        make_space(kind="room", name="Neurology room")
        assert b"Neurology room" not in client_of(make_persona()).get(page("spaces")).content

    def test_a_search_without_result_says_so(self) -> None:
        assert b"No space found" in Client().get(page("spaces"), {"q": "zzzz"}).content

    def test_only_administrators_can_start_a_space(self) -> None:
        administrator = make_persona(account=make_account(staff=("administrator",)))
        answers = [client_of(one).get(page("space_new")).status_code for one in (administrator, make_persona())]
        assert answers == [200, 404]


class TestSpace:
    def test_outsiders_see_the_head_and_no_post(self) -> None:
        space, steward = house(purpose="For people with asthma")
        make_post(steward, space=space)
        shown = client_of(make_persona()).get(page("space", space.slug)).content
        assert (b"For people with asthma" in shown, POST in shown) == (True, False)

    def test_outsiders_see_no_name_of_a_member(self) -> None:
        space = make_space()
        join(make_persona(name="Quiet Heron"), space, role="steward")
        assert b"Quiet Heron" not in Client().get(page("space", space.slug)).content

    def test_members_read_the_posts(self) -> None:
        space, steward = house()
        make_post(steward, space=space)
        assert POST in client_of(steward).get(page("space", space.slug)).content

    def test_the_name_of_the_space_is_the_heading_of_its_page(self) -> None:
        space, steward = house(name="Asthma")
        make_post(steward, space=space)
        assert b"<h1>Asthma</h1>" in client_of(steward).get(page("space", space.slug)).content

    def test_visitors_are_told_how_to_join(self) -> None:
        assert b"Sign in and join" in Client().get(page("space", make_space().slug)).content

    @pytest.mark.parametrize(
        "name",
        [
            "space",
            "space_join",
            "space_members",
            "space_leave",
            "space_requests",
            "space_invite",
            "space_ban",
            "space_stewards",
        ],
    )
    def test_a_hidden_room_answers_like_a_space_that_does_not_exist(self, name: str) -> None:
        room, client = make_space(kind="room"), client_of(make_persona())
        assert body(client, page(name, room.slug)) == body(client, page(name, "no-such-room"))

    @pytest.mark.parametrize("name", ["space_requests", "space_invite", "space_ban", "space_stewards"])
    def test_pages_of_stewards_do_not_exist_for_members(self, name: str) -> None:
        space, member = make_space(), make_persona()
        join(member, space)
        client = client_of(member)
        assert body(client, page(name, space.slug)) == body(client, page(name, "no-such-space"))

    @pytest.mark.parametrize(
        "name", ["space", "space_members", "space_requests", "space_invite", "space_ban", "space_stewards"]
    )
    def test_a_steward_opens_every_page_of_the_space(self, name: str) -> None:
        space, steward = house()
        assert client_of(steward).get(page(name, space.slug)).status_code == 200

    def test_the_square_has_its_own_page(self) -> None:
        assert Client().get(page("space", "square")).headers["Location"] == page("square")

    @pytest.mark.parametrize("after", ["x", "-1", "9" * 30, "1.5", "²"])
    def test_a_wrong_key_of_a_page_is_nothing(self, after: str) -> None:
        space, steward = house()
        assert client_of(steward).get(page("space_members", space.slug), {"after": after}).status_code == 404


class TestJoining:
    def test_the_page_asks_for_consent(self) -> None:
        shown = client_of(make_persona()).get(page("space_join", make_space().slug)).content
        assert b'name="consent"' in shown

    def test_without_the_tick_nothing_happens_and_the_page_says_why(self) -> None:
        space, me = make_space(), make_persona()
        answer = client_of(me).post(page("space_join", space.slug), {})
        assert (answer.status_code, Membership.objects.count()) == (422, 0)
        assert b"Joining needs your clear yes." in answer.content

    def test_with_the_tick_one_asks(self) -> None:
        space, me = make_space(), make_persona()
        client_of(me).post(page("space_join", space.slug), {"consent": "on", "note": "Hello"})
        assert Membership.objects.get(persona=me).state == "asked"

    def test_nobody_is_listed_without_a_tick(self) -> None:
        space, me = make_space(), make_persona()
        client_of(me).post(page("space_join", space.slug), {"consent": "on"})
        assert not Membership.objects.get(persona=me).listed

    def test_a_guest_is_warned_that_own_patients_may_be_there(self) -> None:
        clinician = make_persona(kind="clinician")
        make_credential(clinician)
        shown = client_of(clinician).get(page("space_join", make_space().slug)).content
        assert b"Your own patients may be here" in shown

    def test_a_banned_persona_sees_what_every_asker_sees(self) -> None:
        answers = []
        for banned in (True, False):
            space, me = (
                make_space(slug=f"s-{int(banned)}", name="Asthma"),
                make_persona(name="Moss", handle=f"moss{int(banned)}"),
            )
            if banned:
                join(me, space, state="banned")
            client = client_of(me)
            told = client.post(page("space_join", space.slug), {"consent": "on"}, follow=True)
            shown = VARYING.sub(b"", told.content).replace(space.slug.encode(), b"S").replace(me.handle.encode(), b"H")
            answers.append((told.status_code, re.sub(rb"\d{10,}", b"", shown)))
        assert answers[0] == answers[1]

    @pytest.mark.parametrize("note", ["x" * 301, "a\x00b"])
    def test_a_note_that_does_not_fit_is_told(self, note: str) -> None:
        answer = client_of(make_persona()).post(page("space_join", make_space().slug), {"consent": "on", "note": note})
        assert (answer.status_code, Membership.objects.count()) == (422, 0)


class TestLeaving:
    def test_the_page_asks_once_more(self) -> None:
        space, me = make_space(), make_persona()
        join(me, space)
        assert client_of(me).get(page("space_leave", space.slug)).status_code == 200
        assert Membership.objects.filter(persona=me).exists()

    def test_then_the_posts_are_closed_at_once(self) -> None:
        space, me = make_space(), make_persona()
        join(me, space)
        make_post(me, space=space)
        client = client_of(me)
        client.post(page("space_leave", space.slug))
        assert POST not in client.get(page("space", space.slug)).content

    def test_the_last_steward_is_told_what_to_do_first(self) -> None:
        space, steward = house()
        join(make_persona(), space)
        answer = client_of(steward).post(page("space_leave", space.slug))
        assert (answer.status_code, b"Name another steward" in answer.content) == (422, True)


class TestMembers:
    def test_one_takes_oneself_off_the_list(self) -> None:
        space, me = make_space(), make_persona()
        join(me, space)
        client_of(me).post(page("space_listed", space.slug) + "?on=0")
        assert not Membership.objects.get(persona=me).listed

    def test_blocked_members_are_not_listed_for_each_other(self) -> None:
        from tests.factories import block

        space, me, other = make_space(), make_persona(), make_persona(name="Quiet Heron")
        join(me, space)
        join(other, space)
        block(other, me)
        assert b"Quiet Heron" not in client_of(me).get(page("space_members", space.slug)).content


class TestStewarding:
    def test_the_words_of_an_asker_are_shown_to_the_steward(self) -> None:
        space, steward = house()
        actions.join(by=viewer_of(make_persona()), space=space, consent=True, note="I was told last year")
        assert b"I was told last year" in client_of(steward).get(page("space_requests", space.slug)).content

    @pytest.mark.parametrize(("name", "state"), [("space_let_in", ["joined"]), ("space_turn_away", [])])
    def test_the_steward_answers(self, name: str, state: list[str]) -> None:
        space, steward = house()
        asker = make_persona()
        join(asker, space, state="asked")
        client_of(steward).post(page(name, space.slug, asker.handle))
        assert list(Membership.objects.filter(persona=asker).values_list("state", flat=True)) == state

    def test_keeping_out_and_letting_ask_again(self) -> None:
        space, steward = house()
        member = make_persona()
        join(member, space)
        client = client_of(steward)
        client.post(page("space_ban", space.slug), {"handle": f"@{member.handle}"})
        banned = Membership.objects.get(persona=member).state
        client.post(page("space_unban", space.slug, member.handle))
        assert (banned, Membership.objects.filter(persona=member).count()) == ("banned", 0)

    @pytest.mark.parametrize("name", ["space_ban", "space_stewards"])
    def test_an_unknown_handle_is_told_beside_the_field(self, name: str) -> None:
        space, steward = house()
        answer = client_of(steward).post(page(name, space.slug), {"handle": "nobody"})
        assert (answer.status_code, b"Nobody has this handle" in answer.content) == (422, True)

    def test_a_member_becomes_a_steward(self) -> None:
        space, steward = house()
        member = make_persona()
        join(member, space)
        client_of(steward).post(page("space_stewards", space.slug), {"handle": member.handle})
        assert Membership.objects.get(persona=member).role == "steward"


class TestInvitations:
    def test_the_link_is_shown_once_and_opens_the_space(self) -> None:
        space, steward = house(by_invitation=True)
        shown = client_of(steward).post(page("space_invite", space.slug), {"uses": 1, "days": 7}).content.decode()
        found = re.search(r"/invitations/[\w-]+/", shown)
        assert found is not None
        guest = make_persona()
        client_of(guest).post(found.group(), {"consent": "on"})
        assert Membership.objects.get(persona=guest).state == "joined"

    def test_a_banned_persona_gets_the_page_of_a_wrong_code(self) -> None:
        space, steward = house()
        code = actions.invite(by=viewer_of(steward), space=space)
        me = make_persona()
        join(me, space, state="banned")
        client = client_of(me)
        assert body(client, page("invitation", code)) == body(client, page("invitation", "wrong-code"))

    @pytest.mark.parametrize("uses", ["0", "51", "x", ""])
    def test_numbers_that_do_not_fit_make_no_invitation(self, uses: str) -> None:
        space, steward = house()
        answer = client_of(steward).post(page("space_invite", space.slug), {"uses": uses, "days": 7})
        assert (answer.status_code, Invitation.objects.count()) == (422, 0)


def test_a_space_is_opened_by_its_form() -> None:
    administrator, steward = make_persona(account=make_account(staff=("administrator",))), make_persona()
    given = {"kind": "community", "name": "Asthma", "slug": "asthma", "steward_handle": f"@{steward.handle}"}
    client_of(administrator).post(page("space_new"), given)
    assert Space.objects.filter(slug="asthma").exists()
