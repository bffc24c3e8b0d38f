"""Sign-up through the pages."""

from dataclasses import replace

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from bedside.areas.people.models import Account, Persona
from bedside.kit.clock import now
from bedside.policy.consents import teens
from tests.areas.people.mailbox import link_in, run_mail_jobs
from tests.factories import PASSWORD, client_of, make_account, make_persona

pytestmark = pytest.mark.django_db

MAIL = "ada@mail.example"
OLD_ENOUGH = {"month": "1", "year": "1990"}


def step(number: int) -> str:
    return reverse("signup_step", args=[number])


def answered(client: Client, *, upto: int = 4, **changes: str) -> object:
    answers = {
        1: OLD_ENOUGH,
        2: {"kind": "patient"},
        3: {"name": "Quiet Heron", "handle": "quiet_heron"},
        4: {"mail": MAIL, "password": PASSWORD},
    }
    response = None
    for number in range(1, upto + 1):
        asked = answers[number]
        response = client.post(step(number), asked | {key: changes[key] for key in asked if key in changes})
    return response


def test_a_patient_signs_up_confirms_and_is_signed_in(client: Client) -> None:
    response = answered(client)
    assert response.url == reverse("confirm_mail")
    [letter] = run_mail_jobs()
    assert client.get(link_in(letter)).status_code == 200
    assert Account.objects.get().mail_confirmed_at is None
    response = client.post(link_in(letter))
    assert response.url == reverse("home")
    assert client.get(reverse("settings")).status_code == 200


@pytest.mark.asvs("7.6.2")
def test_sign_up_by_itself_signs_nobody_in(client: Client) -> None:
    answered(client)
    assert client.get(reverse("settings")).status_code == 302


def test_the_answer_is_the_same_for_a_taken_address() -> None:
    make_persona(account=make_account(mail="taken@mail.example"))
    pages = []
    for mail, handle in ((MAIL, "quiet_heron"), ("taken@mail.example", "calm_otter")):
        client = Client()
        response = answered(client, mail=mail, handle=handle)
        page = client.get(reverse("confirm_mail"))
        again = client.post(reverse("confirm_mail"))
        words = page.content.decode().replace(page.context["csp_nonce"], "")
        pages.append((response.status_code, response.url, page.status_code, again.status_code, len(words)))
    assert pages[0] == pages[1]


def test_another_browser_is_asked_for_the_password(client: Client) -> None:
    answered(client)
    [letter] = run_mail_jobs()
    other = Client()
    assert 'type="password"' in other.get(link_in(letter)).content.decode()
    assert other.post(link_in(letter), {"password": "not the password"}).status_code == 422
    assert other.post(link_in(letter), {"password": PASSWORD}).url == reverse("home")


@pytest.mark.asvs("7.6.2")
def test_a_press_in_another_browser_without_the_password_confirms_nothing(client: Client) -> None:
    answered(client)
    [letter] = run_mail_jobs()
    Client().post(link_in(letter))
    assert Account.objects.get().mail_confirmed_at is None


def test_a_used_link_says_so(client: Client) -> None:
    answered(client)
    [letter] = run_mail_jobs()
    client.post(link_in(letter))
    response = Client().post(link_in(letter), {"password": PASSWORD})
    assert (response.status_code, "no longer works" in response.content.decode()) == (422, True)


def test_who_is_too_young_is_told_kindly_and_stays_so_in_this_browser(client: Client) -> None:
    year = now().year - settings.CONFIG.min_age
    client.post(step(1), {"month": "12", "year": str(year + 1)})
    assert "a little older" in client.get(step(1)).content.decode()
    client.post(step(1), OLD_ENOUGH)
    assert "a little older" in client.get(step(2)).content.decode()


def test_of_who_is_under_18_it_is_kept_until_when(client: Client) -> None:
    year, month = now().year - 17, now().month
    client.post(step(1), {"month": str(month), "year": str(year)})
    assert client.session["signup"] == {"asked": True, "grown": teens.grown_on(year, month).isoformat()}
    for number, answer in ((2, {"kind": "patient"}), (3, {"name": "Quiet Heron", "handle": "quiet_heron"})):
        client.post(step(number), answer)
    client.post(step(4), {"mail": MAIL, "password": PASSWORD})
    assert Persona.objects.get(handle="quiet_heron").teen


@pytest.mark.row("B42")
def test_no_site_lets_in_who_is_under_13(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "CONFIG", replace(settings.CONFIG, min_age=5))
    client.post(step(1), {"month": "1", "year": str(now().year - 12)})
    assert "older to have an account here: 13." in client.get(step(1)).content.decode()
    assert "signup" not in client.session


def test_the_birthday_is_kept_nowhere(client: Client) -> None:
    answered(client, upto=1)
    assert client.session["signup"] == {"asked": True}


@pytest.mark.parametrize(
    "answer",
    [
        {"month": "", "year": ""},
        {"month": "13", "year": "1990"},
        {"month": "1", "year": "12"},
        {"month": "1", "year": "9" * 400},
    ],
)
def test_an_odd_birthday_is_asked_again(client: Client, answer: dict[str, str]) -> None:
    assert client.post(step(1), answer).status_code == 422


@pytest.mark.asvs("2.3.1")
@pytest.mark.parametrize("number", [2, 3, 4])
def test_no_question_can_be_skipped(client: Client, number: int) -> None:
    assert client.get(step(number)).url == step(1)
    assert client.post(step(number), {"mail": MAIL, "password": PASSWORD}).url == step(1)


@pytest.mark.parametrize("number", [0, 5, 99])
def test_there_are_four_questions(client: Client, number: int) -> None:
    assert client.get(step(number)).url == step(1)


def test_going_back_finds_the_answers(client: Client) -> None:
    answered(client, upto=3)
    page = client.get(step(3)).content.decode()
    assert 'value="Quiet Heron"' in page
    assert 'value="quiet_heron"' in page


def test_a_pseudonym_is_proposed_to_a_patient(client: Client) -> None:
    answered(client, upto=2)
    form = client.get(step(3)).context["form"]
    assert form.initial["handle"] == form.initial["name"].lower().replace(" ", "_")


def test_a_clinician_is_proposed_nothing(client: Client) -> None:
    answered(client, upto=2, kind="clinician")
    assert "name" not in client.get(step(3)).context["form"].initial


def test_a_title_is_refused_beside_its_field(client: Client) -> None:
    answered(client, upto=2)
    response = client.post(step(3), {"name": "Dr Heron", "handle": "heron"})
    assert response.status_code == 422
    assert response.context["form"].errors["name"]


def test_a_handle_taken_in_between_leads_back_to_its_question(client: Client) -> None:
    answered(client, upto=3)
    make_persona(handle="quiet_heron")
    assert client.post(step(4), {"mail": MAIL, "password": PASSWORD}).url == step(3)


@pytest.mark.parametrize(
    "bad", ["\x00", "a\u202eb", "é" * 5000, "<script>alert(1)</script>", "\ud800".encode("utf-8", "surrogatepass")]
)
@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_bad_input_is_never_a_fault_of_ours(client: Client, number: int, bad: object) -> None:
    answered(client, upto=number - 1)
    fields = {1: ("month", "year"), 2: ("kind",), 3: ("name", "handle"), 4: ("mail", "password")}[number]
    response = client.post(step(number), dict.fromkeys(fields, bad))
    assert response.status_code in (302, 422)
    assert not Persona.objects.filter(name__contains="\u202e").exists()


def test_bytes_that_are_no_text_are_refused(client: Client) -> None:
    answered(client, upto=2)
    body = b"name=%ff%fe%00&handle=%c3%28"
    response = client.post(step(3), body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 422


def test_who_has_an_account_is_sent_home() -> None:
    assert client_of(make_persona()).get(reverse("signup_step", args=[1])).url == reverse("home")


def test_no_page_of_sign_up_asks_twice_for_the_same() -> None:
    from bedside.doors.web.pages.signup import FORMS

    tokens = [
        field.widget.attrs.get("autocomplete")
        for form in FORMS.values()
        for field in form.base_fields.values()
        if field.widget.attrs.get("autocomplete")
    ]
    assert len(tokens) == len(set(tokens))
