"""One's own personas through the pages; nobody else can join them."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from bedside.areas.people.models import Persona
from tests.factories import client_of, make_account, make_persona

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Persona:
    return make_persona(handle="ada", name="Ada Heron")


def edit(persona: Persona) -> str:
    return reverse("persona_edit", args=[persona.id])


def test_a_new_persona_stands_in_the_list(ada: Persona) -> None:
    client = client_of(ada)
    client.post(reverse("persona_new"), {"kind": "personal", "name": "Calm Otter", "handle": "otter"})
    page = client.get(reverse("personas")).content.decode()
    assert "Calm Otter" in page
    assert "Ada Heron" in page


def test_a_pseudonym_is_proposed(ada: Persona) -> None:
    assert client_of(ada).get(reverse("persona_new")).context["form"].initial["handle"]


def test_one_speaks_as_the_persona_one_switched_to(ada: Persona) -> None:
    otter = make_persona(handle="otter", name="Calm Otter", account=ada.account)
    client = client_of(ada)
    assert client.post(reverse("switch_persona"), {"persona": otter.id, "next": "/settings/"}).url == "/settings/"
    assert client.get(reverse("settings")).context["me"] == otter


@pytest.mark.parametrize("number", ["", "x", "-1", "0", "9" * 18, "9" * 400, "\x00", "\u0661"])
def test_there_is_no_such_persona_to_switch_to(ada: Persona, number: str) -> None:
    assert client_of(ada).post(reverse("switch_persona"), {"persona": number}).status_code == 404


def test_nobody_speaks_as_somebody_elses_persona(ada: Persona) -> None:
    client = client_of(ada)
    strange = client.post(reverse("switch_persona"), {"persona": make_persona().id})
    nothing = client.post(reverse("switch_persona"), {"persona": 17})
    assert (strange.status_code, nothing.status_code) == (404, 404)
    assert _same(strange, nothing)
    assert client.get(reverse("settings")).context["me"] == ada


def _same(one: HttpResponse, other: HttpResponse) -> bool:
    """Compare two pages but for what is new on each: nonce, form token, and the address that was asked for."""
    new = r'nonce="[^"]+"|name="csrfmiddlewaretoken" value="\w+"|name="next" value="[^"]*"'
    return re.sub(new, "", one.content.decode()) == re.sub(new, "", other.content.decode())


def test_the_page_of_somebody_elses_persona_is_not_here(ada: Persona) -> None:
    client = client_of(ada)
    strange, nothing = client.get(edit(make_persona())), client.get(reverse("persona_edit", args=[17]))
    assert (strange.status_code, nothing.status_code) == (404, 404)
    assert _same(strange, nothing)


def test_a_persona_is_changed_by_its_owner(ada: Persona) -> None:
    client = client_of(ada)
    assert client.get(edit(ada)).status_code == 200
    client.post(edit(ada), {"name": "Ada H", "about": "Two lines\r\nof words", "findable": "on"})
    ada.refresh_from_db()
    assert (ada.name, ada.about, ada.asks_first, ada.findable) == ("Ada H", "Two lines\nof words", False, True)


def test_the_handle_stays(ada: Persona) -> None:
    client_of(ada).post(edit(ada), {"name": "Ada H", "handle": "other", "kind": "clinician"})
    ada.refresh_from_db()
    assert (ada.handle, ada.kind) == ("ada", "patient")


@pytest.mark.parametrize("name", ["\x00", "a\u202eb", "x" * 61, "", "x" * 9999])
def test_a_name_that_breaks_a_rule_is_refused_beside_its_field(ada: Persona, name: str) -> None:
    response = client_of(ada).post(edit(ada), {"name": name})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["name"])


@pytest.mark.parametrize("name", ["Dr Ada", "Ada, RN", "\uff21da \uff24r"])
def test_a_title_is_refused_beside_its_field_with_the_way_to_have_it_checked(ada: Persona, name: str) -> None:
    response = client_of(ada).post(edit(ada), {"name": name})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["name", "__all__"])
    assert reverse("verification") in str(response.context["form"].errors["__all__"])


def test_a_sixth_persona_is_refused(ada: Persona) -> None:
    for number in range(4):
        make_persona(handle=f"otter{number}", account=ada.account)
    response = client_of(ada).post(
        reverse("persona_new"), {"kind": "personal", "name": "Calm Otter", "handle": "otter9"}
    )
    assert (response.status_code, "five personas" in response.content.decode()) == (422, True)


def test_a_taken_handle_reads_the_same_whoever_has_it(ada: Persona) -> None:
    make_persona(handle="stranger")
    client = client_of(ada)
    pages = []
    for handle in ("ada", "stranger", "moderator"):
        response = client.post(reverse("persona_new"), {"kind": "personal", "name": "Calm Otter", "handle": handle})
        pages.append((response.status_code, str(response.context["form"].errors)))
    assert len(set(pages)) == 1


def test_pages_that_others_see_hold_neither_the_account_nor_the_other_persona(ada: Persona) -> None:
    otter = make_persona(handle="otter", name="Calm Otter", account=ada.account)
    for looks in (client_of(make_persona()), Client()):
        for url in (reverse("persona", args=["otter"]), reverse("search") + "?q=otter"):
            page = looks.get(url, follow=True).content.decode()
            for secret in (str(ada.account_id), str(ada.id), "Ada Heron", "@ada", ada.account.mail):
                assert secret not in page, (url, secret)
    assert otter.account_id == ada.account_id


def test_who_has_not_confirmed_the_address_makes_no_second_persona() -> None:
    client = client_of(make_persona(account=make_account(confirmed=False)))
    client.post(reverse("persona_new"), {"kind": "personal", "name": "Calm Otter", "handle": "otter"})
    assert Persona.objects.count() == 1
