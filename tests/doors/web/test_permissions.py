"""Permissions and carers through the pages."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from bedside.areas.consents import queries
from bedside.areas.consents.models import Authorisation, Grant
from bedside.areas.people.models import Persona
from bedside.areas.posts.models import Post
from bedside.kit.clock import now
from bedside.policy.consents import safe_harbor
from tests.areas.consents.asking import asked, make_doctor, signed
from tests.areas.consents.test_grants import granted
from tests.factories import PASSWORD, client_of, join, make_account, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db

CASE = "My patient Mrs Ferreira, 93, had this rash for a week."
VILLAGE = "A lighthouse keeper, 61, from a village of 600 people has had this rash for years."


@pytest.fixture
def patient() -> Persona:
    return make_persona(handle="juniper", account=make_account(password=PASSWORD))


@pytest.fixture
def doctor() -> Persona:
    return make_doctor(name="Oluremi Castellane")


def terms(**changes: Any) -> dict[str, Any]:
    return {
        "handle": "@juniper",
        "what": "The rash on your arm.",
        "by_whom": "Dr Castellane",
        "to_whom": "Everybody.",
        "purpose": "To teach.",
        "until": (now() + timedelta(days=30)).date().isoformat(),
        "zone": "UTC",
        **changes,
    }


def text_of(response: Any) -> str:
    return str(response.content.decode())


def send(client: Client, text: str, **more: Any) -> Any:
    return client.post("/compose/", {"text": text, "kind": "text", "do": "publish", "key": "77", **more})


def test_asking_names_what_is_missing_beside_its_field(doctor, patient):
    client = client_of(doctor)
    for changes, said in (
        ({"purpose": ""}, "Something is missing: What it is for."),
        ({"until": "2020-01-01"}, "This day is over."),
        ({"until": "no day"}, "Enter a valid date."),
        ({"zone": "Mars/Olympus"}, "Select a valid choice"),
        ({"handle": "@nobody_here"}, "Nobody with this handle can be asked."),
    ):
        sent = client.post("/authorisations/ask/", terms(**changes))
        assert (sent.status_code, said in text_of(sent)) == (422, True), said
    assert not Authorisation.objects.exists()
    assert client.post("/authorisations/ask/", terms()).status_code == 302


def test_who_blocks_the_asker_is_not_there_to_be_asked(doctor, patient):
    from tests.factories import block

    block(patient, doctor)
    sent = client_of(doctor).post("/authorisations/ask/", terms())
    assert "Nobody with this handle can be asked." in text_of(sent)


def test_who_signs_types_the_password_first(doctor, patient):
    number = asked(doctor, patient)
    client, page = client_of(patient), f"/authorisations/{number}/sign/"
    mark = queries.one(viewer_of(patient), number).mark
    form = {"signer": "self", "name": "Juno Ferreira", "mark": mark}
    sent = client.post(page, form)
    assert sent.status_code == 302
    assert "/settings/is-it-you/" in sent["Location"]
    assert not queries.live(number)
    assert "Your care, what you pay" in text_of(client.get(f"/authorisations/{number}/"))
    client.post(sent["Location"], {"current": "wrong"})
    assert not queries.live(number)
    client.post(sent["Location"], {"current": PASSWORD})  # what was sent before the password is done now
    assert queries.live(number)
    assert "You have answered this before" in text_of(client.post(page, form, follow=True))


def test_the_page_shows_where_it_is_shared_and_one_press_ends_it(doctor, patient):
    number = signed(doctor, patient)
    sent = send(client_of(doctor), CASE, release="authorised", permission=str(number))
    assert sent.status_code == 302
    post = Post.objects.get()
    assert "Shared with permission of the person it is about." in text_of(Client().get(f"/posts/{post.id}/"))
    client = client_of(patient)
    shown = text_of(client.get(f"/authorisations/{number}/"))
    assert "The public square: everybody can read it." in shown
    assert "fewer than 11 times" in shown
    client.post(f"/authorisations/{number}/answer/", {"do": "end"})
    for one in (Client(), client, client_of(doctor)):
        assert one.get(f"/posts/{post.id}/").status_code == 404
        assert "Mrs Ferreira" not in text_of(one.get("/square/"))
    assert "Nothing is shared here on it any more." in text_of(client.get(f"/authorisations/{number}/"))


def test_a_held_text_offers_what_could_release_it(doctor, patient):
    signed(doctor, patient)
    shown = text_of(send(client_of(doctor), CASE))
    assert "Your post is held, not published" in shown
    for words in ("Yes, with the patient", "The person is invented", "No device or its serial number"):
        assert words in shown
    assert "Is a patient told of or shown?" not in text_of(
        send(client_of(patient), "My mother's number is 402-555-0142.")
    )


def test_the_list_has_to_be_ticked_line_by_line(doctor):
    whole = [one.letter for one in safe_harbor.checklist()]
    client = client_of(doctor)
    sent = send(client, VILLAGE, release="invented", safe=whole[:-1])
    assert (sent.status_code, "Not every line of the list is ticked." in text_of(sent)) == (422, True)
    assert send(client, VILLAGE, release="invented", safe=whole).status_code == 302
    assert Post.objects.count() == 1


@pytest.mark.parametrize("permission", ["", "4711", "none", "9" * 40, "-1"])
def test_an_odd_number_of_a_permission_is_refused(doctor, permission):
    sent = send(client_of(doctor), CASE, release="authorised", permission=permission)
    assert (sent.status_code, "This permission is not in force." in text_of(sent)) == (422, True)


def test_the_copy_is_a_file_for_both_sides(doctor, patient):
    number = signed(doctor, patient)
    for one in (doctor, patient):
        got = client_of(one).get(f"/authorisations/{number}/copy/")
        assert got["Content-Disposition"] == 'attachment; filename="permission.json"'
        assert "rash" in text_of(got)


class TestCarers:
    @pytest.mark.row("B33")
    def test_a_patient_offers_the_carer_accepts_writes_and_reads_and_it_ends(self):
        joan, ana = make_persona(handle="quiet_joan"), make_persona(kind="carer", handle="ana_cares", name="Ana")
        community = make_space()
        join(joan, community)
        until = (now() + timedelta(days=30)).date().isoformat()
        form = {"handle": "@ana_cares", "scopes": ["read", "post"], "reason": "carer", "until": until}
        mine, hers = client_of(joan), client_of(ana)
        assert mine.post("/carers/offer/", form).status_code == 302
        number = Grant.objects.get().id
        assert hers.get(f"/carers/{number}/write/").status_code == 404
        hers.post(f"/carers/{number}/answer/", {"do": "accept"})
        wrote = {"space": str(community.id), "text": "The night was long."}
        assert hers.post(f"/carers/{number}/write/", wrote).status_code == 302
        assert "Posted by Ana for Quiet_Joan." in text_of(mine.get(f"/posts/{Post.objects.get().id}/"))
        assert "The night was long." in text_of(hers.get(f"/carers/{number}/read/"))
        mine.post(f"/carers/{number}/answer/", {"do": "end"})
        for page in ("read", "write"):
            assert hers.get(f"/carers/{number}/{page}/").status_code == 404
        assert "You act for nobody here." in text_of(hers.get("/carers/"))

    def test_a_held_text_says_why_and_is_still_there(self):
        joan, ana = make_persona(), make_persona(kind="carer")
        community = make_space()
        join(joan, community)
        number = granted(joan, ana)
        wrote = {"space": str(community.id), "text": "My mother lives alone. Her number is 402-555-0142."}
        sent = client_of(ana).post(f"/carers/{number}/write/", wrote)
        assert (sent.status_code, "402-555-0142" in text_of(sent)) == (422, True)
        assert not Post.objects.exists()
