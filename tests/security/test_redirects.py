"""No page of ours sends anybody to another site (P043)."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bedside.areas.people.models import Persona
from bedside.areas.posts import actions as posts
from bedside.areas.posts.models import Post
from bedside.areas.posts.words import Words
from tests.factories import PASSWORD, client_of, make_account, make_persona, viewer_of

pytestmark = pytest.mark.django_db

MAIL = "ada@mail.example"
HOSTILE = (
    "//evil.example",
    "///evil.example",
    "https://evil.example",
    "https:evil.example",
    "http:///evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "/%2Fevil.example",
    "/%2fevil.example",
    "/%5Cevil.example",
    "/%5cevil.example",
    "/%252Fevil.example",
    "/%255Cevil.example",
    "/web/%2F..",
    "/..//evil.example",
    "/./\\evil.example",
    "/.//evil.example",
    "/\t/evil.example",
    "/\n//evil.example",
    " //evil.example",
    "/%09/evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "@evil.example",
    "/@evil.example//",
    "/%00//evil.example",
    "\uff0f\uff0fevil.example",
)


@pytest.fixture
def ada() -> Persona:
    return make_persona(handle="ada", account=make_account(mail=MAIL, password=PASSWORD))


def _theme(ada: Persona, wanted: str) -> Any:
    return client_of(ada).post(reverse("theme"), {"theme": "dark", "next": wanted})


def _switch(ada: Persona, wanted: str) -> Any:
    return client_of(ada).post(reverse("switch_persona"), {"persona": ada.id, "next": wanted})


def _sign_in(ada: Persona, wanted: str) -> Any:
    return Client().post(reverse("signin"), {"mail": MAIL, "password": PASSWORD, "next": wanted})


def _sign_in_by_query(ada: Persona, wanted: str) -> Any:
    return Client().post(reverse("signin", query={"next": wanted}), {"mail": MAIL, "password": PASSWORD})


def _signed_in_already(ada: Persona, wanted: str) -> Any:
    return client_of(ada).get(reverse("signin", query={"next": wanted}))


def _press(ada: Persona, wanted: str) -> Any:
    post = posts.publish(by=viewer_of(make_persona()), words=Words(text="A post."))
    return client_of(ada).post(reverse("post_help", args=[post.id]), {"on": "1", "next": wanted})


def _password_again(ada: Persona, wanted: str) -> Any:
    page = reverse("account_reauthenticate", query={"next": wanted, "back": wanted})
    return client_of(ada).post(page, {"current": PASSWORD, "next": wanted})


REDIRECTING = (_theme, _switch, _sign_in, _sign_in_by_query, _signed_in_already, _press, _password_again)


@pytest.mark.asvs("1.1.1", "3.7.2")
@pytest.mark.parametrize("wanted", HOSTILE)
@pytest.mark.parametrize("route", REDIRECTING, ids=lambda route: route.__name__.strip("_"))
def test_a_redirect_stays_on_this_site(route: Any, wanted: str, ada: Persona) -> None:
    answer = route(ada, wanted)
    assert answer.status_code == 302
    assert answer.url.split("?")[0] in ours(), answer.url


def ours() -> set[str]:
    """Return where these routes go when nothing good is named."""
    begins = {reverse("home"), reverse("mfa_index")}
    return begins | {reverse("post", args=[post.id]) for post in Post.objects.all()}


@pytest.mark.parametrize("route", [_theme, _switch, _sign_in, _press], ids=lambda route: route.__name__.strip("_"))
def test_a_path_of_ours_is_followed(route: Any, ada: Persona) -> None:
    assert route(ada, "/settings/?list=waiting").url == "/settings/?list=waiting"


@pytest.mark.parametrize("path", [path for path in HOSTILE if path.startswith("/")])
def test_an_address_without_its_last_slash_leads_nowhere_else(path: str) -> None:
    answer = Client(raise_request_exception=False).get("/", headers={}, **{"PATH_INFO": path})
    assert not (300 <= answer.status_code < 400) or not answer.url.startswith(("//", "\\", "/\\", "http"))
