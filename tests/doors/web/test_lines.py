"""Help lines on their page, on Urgent help, and for the staff who call them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from bedside.areas.helplines import queries
from bedside.areas.helplines.models import Line
from bedside.areas.people.models import Account, SiteProfile
from bedside.areas.people.queries import forget_shown_profile
from bedside.kit.clock import now
from tests.factories import client_of, make_persona, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh():
    queries.forget_shown()
    forget_shown_profile()
    yield
    queries.forget_shown()
    forget_shown_profile()


def line(**fields) -> Line:
    told = {"country": "GB", "name": "Samaritans", "telephone": "116 123", "checked_on": now().date()}
    return Line.objects.create(**(told | {"checked_by": "Ann"} | fields))


def page(client: Client, name: str, **query: str) -> str:
    queries.forget_shown()
    return client.get(reverse(name), query).content.decode()


def test_help_lines_are_links_that_a_telephone_understands():
    line()
    line(name="Shout", telephone="", sms="SHOUT to 85258")
    shown = page(Client(), "lines")
    assert 'href="tel:116123"' in shown
    assert 'href="sms:85258?body=SHOUT"' in shown
    assert 'href="tel:999"' in shown


@pytest.mark.parametrize("checked_on", [None, 181])
def test_a_line_that_nobody_called_lately_is_not_shown_and_the_emergency_number_is(checked_on):
    day = None if checked_on is None else now().date() - timedelta(days=checked_on)
    line(checked_on=day)
    for shown in (page(Client(), "lines"), page(Client(), "urgent", country="GB")):
        assert "116 123" not in shown
        assert 'href="tel:999"' in shown


def test_the_country_is_the_one_asked_for_then_the_accounts_then_the_sites():
    SiteProfile.objects.update_or_create(id=1, defaults={"country": "US"})
    forget_shown_profile()
    persona = make_persona()
    client = client_of(persona)
    assert 'href="tel:911"' in page(client, "urgent")
    client.post(reverse("settings_country"), {"country": "GB"})
    assert 'href="tel:999"' in page(client, "urgent")
    assert 'href="tel:000"' in page(client, "urgent", country="AU")
    assert 'href="tel:112"' in page(client, "urgent", country="other")
    assert 'href="tel:999"' in page(client, "urgent", country="XX")


def test_a_country_that_there_is_not_is_refused_and_the_old_one_stays():
    persona = make_persona()
    client = client_of(persona)
    assert client.post(reverse("settings_country"), {"country": "GB"}).status_code == 302
    assert client.post(reverse("settings_country"), {"country": "XX"}).status_code == 422
    assert Account.objects.get(id=persona.account_id).country == "GB"


def test_saving_the_country_leads_back_to_where_one_was_and_nowhere_else():
    client = client_of(make_persona())
    for back, to in ((reverse("urgent"), reverse("urgent")), ("https://elsewhere.example/", reverse("settings"))):
        answer = client.post(f"{reverse('settings_country')}?next={back}", {"country": "GB"})
        assert answer.url == to


def test_staff_call_a_line_and_members_see_it_from_then_on():
    one = line(checked_on=None, checked_by="")
    staff = client_of(make_staff("moderator", "keeper"))
    assert "Nobody has called it yet" in page(staff, "staff_lines")
    answer = staff.post(reverse("staff_line", args=[one.id]), {"do": "answers"})
    assert answer.url == reverse("staff_lines")
    assert "by @keeper. Shown for 180 more days." in page(staff, "staff_lines")
    assert "116 123" in page(Client(), "lines")
    staff.post(reverse("staff_line", args=[one.id]), {"do": "silent"})
    assert "116 123" not in page(Client(), "lines")


def test_an_empty_list_says_how_one_is_taken_in():
    assert "bedside import crisis-lines" in page(client_of(make_staff("administrator", "boss")), "staff_lines")


def test_a_name_from_a_file_is_text_and_never_markup():
    line(name="<b>Bold</b>", telephone='116 "><script>')
    shown = page(Client(), "lines")
    assert "<b>Bold" not in shown
    assert "<script>" not in shown
