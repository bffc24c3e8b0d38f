"""Set-up of a new site through its page, and the post box of a demo."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse

from bedside.areas.people import actions, queries
from bedside.areas.people.models import Account
from tests.factories import PASSWORD, add_second_lock, client_of, make_persona

pytestmark = pytest.mark.django_db

ANSWERS = {
    "mail": "warden@site.example",
    "password": PASSWORD,
    "kind": "personal",
    "name": "Head Warden",
    "handle": "warden",
    "site_name": "Our place",
    "runner": "The ME Society",
    "country": "GB",
    "contact": "hello@site.example",
    "rules": "Be kind.",
}


def link() -> str:
    return (actions.setup_link() or "").removeprefix(settings.CONFIG.address)


def test_the_link_opens_a_page_with_rules_to_begin_with(client: Client) -> None:
    page = client.get(link())
    assert page.status_code == 200
    assert "Be kind." in page.content.decode()


def test_the_first_administrator_gets_a_second_lock_and_then_the_staff_pages(client: Client) -> None:
    assert client.post(link(), ANSWERS).url == reverse("mfa_index")
    assert client.get(reverse("staff")).url == reverse("mfa_index")
    add_second_lock(Account.objects.get())
    assert client.get(reverse("staff")).status_code == 200
    assert queries.site_profile().name == "Our place"


def test_the_link_is_gone_afterwards(client: Client) -> None:
    url = link()
    client.post(url, ANSWERS)
    assert Client().get(url).status_code == 404
    assert Client().post(url, ANSWERS | {"mail": "b@site.example", "handle": "second"}).status_code == 404
    assert Account.objects.count() == 1


def test_another_link_is_not_here(client: Client) -> None:
    assert client.get(reverse("setup", args=["0" * 64])).status_code == 404


@pytest.mark.parametrize("field", sorted(set(ANSWERS) - {"country", "rules", "password"}))
@pytest.mark.parametrize("bad", ["", "\x00", "a\u202eb" * 50])
def test_what_does_not_fit_is_refused_and_nothing_is_made(client: Client, field: str, bad: str) -> None:
    assert client.post(link(), ANSWERS | {field: bad}).status_code == 422
    assert not Account.objects.exists()


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    mail = "Subject: {}\nFrom: a@b.example\nTo: {}\nDate: Mon, 1 Jun 2026 10:00:00 -0000\n\n{}\n" + "-" * 79 + "\n"
    (tmp_path / "1.log").write_text(mail.format("First", "ada@mail.example", "http://localhost:8020/confirm/abc/"))
    (tmp_path / "2.log").write_text(mail.format("Second", "bea@mail.example", "<script>alert(1)</script>"))
    return tmp_path


def test_on_a_demo_site_the_mails_can_be_read(client: Client, letters: Path) -> None:
    with override_settings(CONFIG=replace(settings.CONFIG, demo=True), EMAIL_FILE_PATH=letters):
        page = client.get(reverse("demo_post_box")).content.decode()
    assert page.index("Second") < page.index("First")
    assert '<a href="http://localhost:8020/confirm/abc/"' in page
    assert "<script>alert" not in page


def test_on_a_demo_site_without_mails_the_page_says_so(client: Client, tmp_path: Path) -> None:
    with override_settings(CONFIG=replace(settings.CONFIG, demo=True), EMAIL_FILE_PATH=tmp_path / "none"):
        assert "No mail yet" in client.get(reverse("demo_post_box")).content.decode()


def test_on_any_other_site_there_is_no_post_box(client: Client, letters: Path) -> None:
    with override_settings(EMAIL_FILE_PATH=letters):
        assert client.get(reverse("demo_post_box")).status_code == 404
        assert client_of(make_persona()).get(reverse("demo_post_box")).status_code == 404
