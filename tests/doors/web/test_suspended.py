"""A suspended account: its owner reads why and asks for a second look, and nothing else opens."""

import re
import time
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from bedside.areas.moderation import actions as moderation
from bedside.areas.moderation.models import Act, Appeal, Case
from bedside.areas.people import actions as people
from bedside.areas.people import tokens
from bedside.areas.people.models import Persona, Session
from bedside.kit.clock import now
from tests.areas.moderation.house import settle
from tests.factories import make_account, make_persona, make_staff, viewer_of

pytestmark = pytest.mark.django_db
PASSWORD = "a lamp on the table"


@pytest.fixture
def owner() -> Persona:
    owner = make_persona(handle="ada", account=make_account(password=PASSWORD, mail="ada@mail.example"))
    mod = viewer_of(make_staff("moderator", "mod"))
    moderation.report(by=viewer_of(make_persona()), kind="persona", key="ada", reason="unkind")
    settle()
    case = Case.objects.get()
    moderation.claim(by=mod, case_id=case.id)
    choice = moderation.Choice(act="suspend", reason="unkind", words="You threatened somebody.")
    moderation.act(by=mod, case_id=case.id, choice=choice)
    return owner


def link_for(client: Client) -> str:
    told = client.post(reverse("signin"), {"mail": "ada@mail.example", "password": PASSWORD})
    found = re.search(r'href="(/suspended/[^"]+)"', told.content.decode())
    assert found is not None, told.content.decode()
    return found[1]


def test_she_reads_why_and_asks_for_a_second_look(client: Client, owner: Persona) -> None:
    link = link_for(client)
    page = client.get(link).content.decode()
    assert "Your account is suspended" in page
    assert "You threatened somebody." in page
    assert client.post(link, {"words": "That was a joke with my sister."}, follow=True).status_code == 200
    assert Appeal.objects.get().words("words_sealed") == "That was a joke with my sister."
    assert "That was a joke" in client.get(link).content.decode()


def test_no_session_begins_and_nothing_else_opens(client: Client, owner: Persona) -> None:
    client.get(link_for(client))
    assert not Session.objects.filter(account_id=owner.account_id).exists()
    for route in ("home", "settings", "reports", "decisions", "notices"):
        assert not client.get(reverse(route)).context or not client.get(reverse(route)).context.get("me")
    act = Act.objects.get()
    assert client.get(reverse("decision", args=[act.id])).status_code == 302


def test_nobody_gets_the_link_without_the_password(client: Client, owner: Persona) -> None:
    told = client.post(reverse("signin"), {"mail": "ada@mail.example", "password": "not the password"})
    assert b"/suspended/" not in told.content
    assert client.get(reverse("stopped", args=["x" * 60])).status_code == 422


def test_with_a_second_factor_the_link_comes_after_it(client: Client, owner: Persona) -> None:
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(owner.account, secret)
    asked = client.post(reverse("signin"), {"mail": "ada@mail.example", "password": PASSWORD})
    assert asked.url.startswith(reverse("mfa_authenticate"))
    assert b"/suspended/" not in client.get(asked.url).content
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    told = client.post(asked.url, {"code": code})
    assert b"/suspended/" in told.content
    assert not Session.objects.filter(account_id=owner.account_id).exists()
    assert client.get(reverse("home")).context.get("me") is None


def test_the_link_ends_after_an_hour_with_the_suspension_and_with_a_new_password(
    client: Client, owner: Persona
) -> None:
    link = link_for(client)
    with time_machine.travel(now() + timedelta(minutes=61)):
        assert client.get(link).status_code == 422
    owner.account.refresh_from_db()
    owner.account.set_password("another long password")
    owner.account.save()
    assert client.get(link).status_code == 422
    people.restore(by=viewer_of(make_staff("administrator", "ida")), handle="ada")
    assert client.get(reverse("stopped", args=[tokens.make("stopped", account=owner.account)])).status_code == 422


def test_where_no_report_led_to_it_she_is_told_to_whom_to_write(client: Client, owner: Persona) -> None:
    Act.objects.all().delete()
    page = client.get(link_for(client)).content.decode()
    assert "No report led to it" in page
    assert "<textarea" not in page


def test_a_second_look_that_takes_it_back_lets_her_in(client: Client, owner: Persona) -> None:
    client.post(link_for(client), {"words": "That was a joke with my sister."})
    second = viewer_of(make_staff("moderator", "mod2"))
    moderation.decide(by=second, act_id=Act.objects.get().id, upheld=False, words="It was.")
    told = client.post(reverse("signin"), {"mail": "ada@mail.example", "password": PASSWORD})
    assert told.url == reverse("home")
