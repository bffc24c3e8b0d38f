"""Pictures: to readers of their post only, as data that runs nowhere."""

import pytest
from django.test import Client

from bedside.areas.people.models import Persona
from bedside.areas.posts import actions
from bedside.areas.posts.files import path_of
from tests.areas.posts.writing import picture, write
from tests.factories import client_of, join, make_persona, make_space, viewer_of

pytestmark = pytest.mark.django_db


def kept(owner: Persona) -> str:
    return actions.add_image(by=viewer_of(owner), data=picture())


@pytest.mark.asvs("3.2.1", "5.3.1")
def test_a_picture_of_a_public_post_is_a_picture_and_nothing_more() -> None:
    author = make_persona()
    key = kept(author)
    write(author, images=(key,))
    answered = Client().get(f"/media/{key}/")
    assert b"".join(answered.streaming_content) == path_of(key).read_bytes()  # type: ignore[attr-defined]
    assert answered.headers["Content-Type"] == "image/jpeg"
    assert answered.headers["X-Content-Type-Options"] == "nosniff"
    assert answered.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answered.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "no-store" in answered.headers["Cache-Control"]


@pytest.mark.asvs("8.2.2")
def test_who_may_not_read_the_post_gets_no_picture() -> None:
    author, member, space = make_persona(), make_persona(), make_space()
    join(author, space)
    join(member, space)
    key = kept(author)
    write(author, images=(key,), space=space)
    codes = []
    for client in (client_of(member), client_of(make_persona()), Client()):
        answered = client.get(f"/media/{key}/")
        codes.append(answered.status_code)
        if answered.streaming:
            list(answered.streaming_content)
    assert codes == [200, 404, 404]


def test_an_unpublished_picture_is_its_owners() -> None:
    me = make_persona()
    key = kept(me)
    codes = []
    for client in (client_of(me), client_of(make_persona(account=me.account)), Client()):
        answered = client.get(f"/media/{key}/")
        codes.append(answered.status_code)
        if answered.streaming:
            list(answered.streaming_content)
    assert codes == [200, 404, 404]


@pytest.mark.asvs("5.3.2")
@pytest.mark.parametrize("key", ["0" * 32, "x" * 32, "0" * 31, "..%2f..%2fsecrets", "%00", "A" * 32, "²" * 32])
def test_odd_names_are_not_here(key: str) -> None:
    assert client_of(make_persona()).get(f"/media/{key}/").status_code == 404


def test_a_file_that_is_gone_is_not_here() -> None:
    me = make_persona()
    key = kept(me)
    path_of(key).unlink()
    assert client_of(me).get(f"/media/{key}/").status_code == 404
