"""The pages of one's own verification, as a clinician walks them; and staff's, that act at once."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from bedside.areas.credentials.actions import clocks, mailing
from bedside.areas.credentials.models import Claim, Credential, Employer, MailCode
from bedside.areas.credentials.queries import level_of
from bedside.areas.notify.models import Notice
from bedside.areas.people.models import Persona
from bedside.areas.posts.models import Post
from bedside.areas.registers.models import Entry
from bedside.kit.clock import now
from bedside.kit.outbox.actions import deliver_now
from tests.factories import client_of, join, make_claim, make_entry, make_persona, make_space, make_staff

pytestmark = pytest.mark.django_db

FORM = {
    "register": "us_npi",
    "number": "2900000029",
    "family": "Haddad",
    "given": "Uma",
    "profession": "Physician",
    "specialty": "Neurology",
    "employer": "Elm Street Clinic",
}


@pytest.fixture
def uma() -> Persona:
    make_entry()
    Employer.objects.create(name="Elm Street Clinic", domain="elmclinic.example", added_by=1)
    return make_persona(kind="clinician", handle="uma")


@pytest.fixture
def her(uma: Persona) -> Client:
    return client_of(uma)


def send(client: Client, route: str, query: str = "", **form: str) -> HttpResponse:
    return client.post(reverse(route) + query, form)  # type: ignore[return-value]  # the test client's own kind


def page(client: Client, route: str = "verification") -> str:
    return client.get(reverse(route)).content.decode()


def begin(client: Client, **changes: str) -> HttpResponse:
    return send(client, "verification_begin", **(FORM | changes))


def prove(client: Client, persona: Persona) -> HttpResponse:
    send(client, "verification_mail", address="uma.haddad@elmclinic.example")
    newest = MailCode.objects.filter(claim__persona=persona).latest("id")
    return send(client, "verification_code", code=newest.code)


def test_verified_in_one_evening(uma: Persona, her: Client) -> None:
    room = make_space(kind="room")
    join(uma, room)
    assert "Begin" in page(her)
    assert begin(her).status_code == 302
    assert "The register has your number and name." in page(her)
    assert send(her, "verification_mail", address="uma.haddad@elmclinic.example").status_code == 302
    code = MailCode.objects.get()
    assert mailing.send(code.id)
    assert code.code in mail.outbox[0].body
    assert send(her, "verification_code", code=code.code).status_code == 302
    shown = page(her)
    assert "You are verified." in shown
    assert level_of(uma.id) == "V3"
    assert write(her, room.id).status_code == 302
    assert "Physician" in her.get(reverse("post", args=[Post.objects.get().id])).content.decode()


def write(client: Client, space_id: int, *, text: str = "Rest helps more than we thought.") -> HttpResponse:
    """Write a post into a room, with a second press where the guard asks for it."""
    from bedside.areas.spaces.models import Space

    slug = Space.objects.get(id=space_id).slug
    form = {"space": slug, "text": text, "kind": "post", "audience": "space"}
    return client.post(reverse("compose") + f"?space={slug}", form | {"do": "publish"})  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"number": "2900000021"}, "This number has a wrong check digit."),
        ({"number": "2900000060"}, "We found no active entry with this number and this name."),
        ({"family": "Owl"}, "We found no active entry with this number and this name."),
        ({"profession": ""}, "Choose one: Profession."),
        ({"register": "moon"}, "Select a valid choice"),
    ],
)
def test_a_form_that_is_wrong_comes_back_with_what_was_typed(her: Client, changes: dict[str, str], said: str) -> None:
    answer = begin(her, **changes)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert said in shown
    assert f'value="{(FORM | changes)["family"]}"' in shown
    assert not Claim.objects.exists()


@pytest.mark.parametrize("typed", [" 2900 000029 ", "2900-000-029", "290 000 00 29"])
def test_a_number_may_be_grouped_as_people_write_it(her: Client, typed: str) -> None:
    assert begin(her, number=typed).status_code == 302


def test_what_is_wrong_and_what_to_do_are_said_in_one_breath_and_nobody_is_sent_back(her: Client) -> None:
    shown = begin(her, family="Owl").content.decode()
    assert "with this number and this name. Check both, letter by letter" in shown
    assert "There is one thing to change" in shown
    assert "Go back" not in begin(her, number="2900000021").content.decode()


def test_who_has_not_joined_a_room_is_not_told_that_she_reads_it_or_that_her_verification_ended(
    uma: Persona, her: Client
) -> None:
    room = make_space(kind="room")
    begin(her)
    prove(her, uma)
    shown = her.get(reverse("compose") + f"?space={room.slug}").content.decode()
    assert "Join it first." in shown
    assert "You can read here" not in shown
    assert "may have ended" not in shown


def test_colleagues_are_named_only_where_no_register_was_asked(uma: Persona, her: Client) -> None:
    assert reverse("vouch") in page(her)
    begin(her)
    assert reverse("vouch") not in page(her)
    prove(her, uma)
    assert reverse("vouch") not in page(her)
    assert reverse("badge") in page(her)


def test_an_unknown_number_and_somebody_elses_look_alike(her: Client) -> None:
    unknown, elses = begin(her, number="2900000060"), begin(her, family="Owl")
    strip = {"2900000060": "", "2900000029": "", "Owl": "", "Haddad": ""}

    def tidy(answer: HttpResponse) -> str:
        text = answer.content.decode()
        for word, other in strip.items():
            text = text.replace(word, other)
        return re.sub(r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"', "", text)

    assert unknown.status_code == elses.status_code
    assert tidy(unknown) == tidy(elses)


def test_a_code_that_is_guessed_is_told_how_often_it_may_be_typed(uma: Persona, her: Client) -> None:
    begin(her)
    send(her, "verification_mail", address="uma.haddad@elmclinic.example")
    right = MailCode.objects.get().code
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    answers = [send(her, "verification_code", code=wrong) for _ in range(6)]
    assert {answer.status_code for answer in answers} == {422}
    assert "You have 4 more tries." in answers[0].content.decode()
    assert "Ask for a new code." in answers[5].content.decode()
    assert "Ask for a new code." in send(her, "verification_code", code=right).content.decode()
    assert level_of(uma.id) == "V2"


@pytest.mark.parametrize("route", ["verification_mail", "verification_code", "verification_withdraw"])
def test_without_an_open_claim_there_is_nothing_to_prove(her: Client, route: str) -> None:
    assert her.get(reverse(route)).status_code == 404
    assert her.post(reverse(route), {"address": "a@elmclinic.example", "code": "1"}).status_code == 404


@pytest.mark.parametrize("kind", ["patient", "personal"])
def test_other_personas_are_told_what_it_is_for_and_can_send_nothing(kind: str) -> None:
    client = client_of(make_persona(kind=kind))
    assert "for clinicians and students" in page(client)
    assert begin(client).status_code == 404
    assert "Your verification" not in page(client, "settings")


def test_settings_lead_there(her: Client) -> None:
    assert reverse("verification") in page(her, "settings")


def test_a_refused_title_leads_there(uma: Persona, her: Client) -> None:
    answer = her.post(reverse("persona_edit", args=[uma.id]), {"name": "Dr Uma", "about": ""})
    assert answer.status_code == 422
    assert f'<a href="{reverse("verification")}">' in answer.content.decode()


def test_a_replayed_form_changes_nothing(uma: Persona, her: Client) -> None:
    begin(her)
    assert begin(her).status_code == 422
    send(her, "verification_withdraw", sure="1")
    assert send(her, "verification_withdraw", sure="1").status_code == 404
    assert Claim.objects.get().state == "withdrawn"


def test_what_was_typed_is_seen_by_its_owner_alone(uma: Persona, her: Client) -> None:
    begin(her, employer="Zinnia House")
    assert "Zinnia House" in page(her)
    other = client_of(make_persona(kind="clinician"))
    assert "Zinnia House" not in page(other)
    assert "Haddad" not in page(other)


class TestStaff:
    """Suspended at once, everywhere; the owner stays signed in."""

    @pytest.fixture
    def root(self) -> Client:
        return client_of(make_staff("administrator", "root_7"))

    def test_a_suspension_closes_rooms_in_the_same_moment(self, uma: Persona, her: Client, root: Client) -> None:
        room = make_space(kind="room")
        join(uma, room)
        begin(her)
        prove(her, uma)
        form = {"handle": "uma", "reason": "suspicion", "note": "A call came."}
        assert send(root, "staff_credentials", "?do=suspend", **form).status_code == 302
        assert write(her, room.id).status_code in (403, 404, 422)
        assert not Post.objects.exists()
        shown = page(her)
        assert "Something about it has to be looked at." in shown
        assert "A call came." not in shown
        assert send(her, "verification_answer", words="Ring my clinic.").status_code == 302
        assert "Ring my clinic." in page(root, "staff_credentials")
        assert send(root, "staff_credentials", "?do=lift", handle="uma").status_code == 302
        assert write(her, room.id).status_code == 302

    def test_a_revocation_can_be_appealed_once(self, uma: Persona, her: Client, root: Client) -> None:
        begin(her)
        prove(her, uma)
        send(root, "staff_credentials", "?do=revoke", handle="uma", reason="not she", told="The number is not yours.")
        shown = page(her)
        assert "Appeal" in shown
        assert "The number is not yours." in shown
        assert "not she" not in shown
        assert send(her, "verification_appeal", words="It is I.").status_code == 302
        assert her.get(reverse("verification_appeal")).status_code == 404
        assert Claim.objects.get().state == "in_review"

    def test_the_list_of_employers(self, root: Client) -> None:
        assert "The list is empty" in page(root, "staff_employers")
        assert send(root, "staff_employers", "?do=add", name="Elm", domain="elmclinic.example").status_code == 302
        for domain in ("gmail.com", "elmcllnic.example", "elmclinic.example", "nothing"):
            assert send(root, "staff_employers", "?do=add", name="Elm", domain=domain).status_code == 422
        row = Employer.objects.get()
        assert send(root, "staff_employers", "?do=remove", employer=str(row.id)).status_code == 302
        assert not Employer.objects.exists()

    def test_moderators_suspend_and_see_no_more(self, uma: Persona) -> None:
        mod = client_of(make_staff("moderator", "mod_7"))
        shown = page(mod, "staff_credentials")
        assert "Suspend a credential" in shown
        assert "Record a credential" not in shown
        assert mod.get(reverse("staff_employers")).status_code == 404


def test_the_licence_lapsed_at_midnight(uma: Persona, her: Client) -> None:
    room = make_space(kind="room")
    join(uma, room)
    begin(her)
    prove(her, uma)
    ends = now() + timedelta(hours=1)
    Credential.objects.filter(revoked_at=None).update(valid_until=ends)
    assert write(her, room.id).status_code == 302
    old = reverse("post", args=[Post.objects.get().id])
    badge = reverse("credential", args=[Credential.objects.get(revoked_at=None).id])
    assert "badge lapsed" not in her.get(old).content.decode()
    with time_machine.travel(ends, tick=False):  # no job has run yet
        late = write(her, room.id, text="Sleep helps as well.")
        assert late.status_code in (403, 422)
        assert "You can read here, but you can&#x27;t write here." in late.content.decode()
        assert "Your verification may have ended" in late.content.decode()
        assert "Sleep helps as well." in her.get(reverse("drafts")).content.decode()
        assert her.get(reverse("space", args=[room.slug])).status_code == 200
        assert Post.objects.count() == 1
        shown = her.get(old).content.decode()
        assert 'class="badge lapsed"' in shown
        assert "verified at the time of posting" in shown
        assert "This badge has lapsed" in Client().get(badge).content.decode()
        assert "Your verification has ended." in page(her)
        clocks.tick()
        assert "Your verification has ended." in page(her)
    with time_machine.travel(ends + timedelta(days=1), tick=True):  # she has herself checked again
        her = client_of(uma)
        assert begin(her).status_code == 302
        assert prove(her, uma).status_code == 302
        assert level_of(uma.id) == "V3"
        assert 'class="badge lapsed"' not in her.get(old).content.decode()
        assert "Sleep helps as well." in her.get(reverse("drafts")).content.decode()
        assert write(her, room.id, text="Sleep helps as well.").status_code == 302
        assert Post.objects.count() == 2
        assert "There is a newer badge" in Client().get(badge).content.decode()


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("matched", "Now show that it is you."),
        ("proving", "One proof is still missing."),
        ("in_review", "People look at your claim now."),
        ("refused", "Your claim was refused."),
        ("withdrawn", "Your last claim was closed."),
        ("expired", "Your verification has ended."),
        ("revoked", "Your verification was taken back."),
    ],
)
def test_every_state_says_what_is_so_and_what_comes_next(uma: Persona, her: Client, state: str, said: str) -> None:
    make_claim(uma, state=state)
    assert said in page(her)


def test_the_owner_hears_of_each_step_once_and_mails_say_nothing(uma: Persona, her: Client) -> None:
    begin(her)
    prove(her, uma)
    deliver_now()
    told = list(Notice.objects.filter(owner_id=uma.id).order_by("id").values_list("kind", flat=True))
    assert told == ["claim_yes"]
    assert "You are verified." in page(her, "notices")
    Entry.objects.update(deactivated="2026-11-01")


def test_students_say_where_they_study() -> None:
    persona = make_persona(kind="student")
    client = client_of(persona)
    assert "student card" in page(client)
    assert "Your register" not in page(client)
    assert "Your school" in page(client, "verification_begin")
    assert send(client, "verification_begin", family="Lind", given="Bo", employer="Lake School").status_code == 302
    assert Claim.objects.get(persona=persona).state == "proving"
    assert "Your school" in page(client)
    assert "Where you work" not in page(client)
    assert send(client, "verification_mail", address="bo@lake.example").status_code == 422
