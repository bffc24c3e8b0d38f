"""The second factor and passkeys through the pages."""

import json
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture

from bedside.areas.people.models import Account, AccountState, Persona
from bedside.kit.clock import now
from tests.areas.people.mailbox import run_mail_jobs
from tests.doors.web.soft_passkey import SoftPasskey
from tests.factories import PASSWORD, client_of, make_account, make_persona

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_tries_yet")]

MAIL = "ada@mail.example"
PAGES = ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn")


@pytest.fixture
def ada() -> Persona:
    return make_persona(handle="ada", account=make_account(mail=MAIL, password=PASSWORD))


def known(persona: Persona) -> Client:
    """Return a browser that has just typed the password again."""
    client = client_of(persona)
    client.post(reverse("account_reauthenticate"), {"current": PASSWORD})
    return client


def code_for(secret: str, *, step: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def with_app(client: Client) -> str:
    """Set up a code app and return its secret."""
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    response = client.post(reverse("mfa_activate_totp"), {"code": code_for(secret, step=-1)})
    assert response.status_code == 302
    return str(secret)


def sign_in() -> Client:
    client = Client()
    response = client.post(reverse("signin") + "?next=/settings/", {"mail": MAIL, "password": PASSWORD})
    assert response.url == reverse("mfa_authenticate")
    return client


@pytest.mark.asvs("7.5.1")
def test_changing_how_one_signs_in_asks_for_the_password_first(ada: Persona) -> None:
    response = client_of(ada).get(reverse("mfa_activate_totp"))
    assert response.url.startswith(reverse("account_reauthenticate"))


def test_after_the_password_one_comes_back(ada: Persona) -> None:
    client = client_of(ada)
    asked = client.get(reverse("mfa_activate_totp")).url
    assert client.post(asked, {"current": PASSWORD}).url == reverse("mfa_activate_totp")


def test_a_wrong_password_goes_no_further(ada: Persona) -> None:
    client = client_of(ada)
    assert client.post(reverse("account_reauthenticate"), {"current": "wrong"}).status_code == 422
    assert client.get(reverse("mfa_activate_totp")).status_code == 302


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_are_drawn(ada: Persona, name: str) -> None:
    response = known(ada).get(reverse(name))
    assert response.status_code == 200
    assert "style=" not in response.content.decode()


@pytest.mark.asvs("14.2.4")
def test_the_secret_of_a_code_app_is_sealed_in_the_table(ada: Persona) -> None:
    secret = with_app(known(ada))
    stored = json.dumps(Authenticator.objects.get(type="totp").data)
    assert secret not in stored


def test_the_owner_is_told_by_mail(ada: Persona, django_capture_on_commit_callbacks: object) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        with_app(known(ada))
    assert [letter.subject for letter in run_mail_jobs()] == ["How you sign in was changed"]


@pytest.mark.asvs("6.3.3")
def test_signing_in_asks_for_the_code(ada: Persona) -> None:
    secret = with_app(known(ada))
    client = sign_in()
    assert client.get(reverse("settings")).status_code == 302
    assert client.post(reverse("mfa_authenticate"), {"code": code_for(secret)}).url == "/settings/"
    assert client.get(reverse("settings")).status_code == 200


@pytest.mark.asvs("6.5.1")
def test_a_code_works_once(ada: Persona) -> None:
    secret = with_app(known(ada))
    code = code_for(secret)
    assert sign_in().post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert "not right" in sign_in().post(reverse("mfa_authenticate"), {"code": code}).content.decode()


@pytest.mark.asvs("6.5.5")
@pytest.mark.parametrize("step", [-1, 0, 1])
def test_a_code_may_be_one_step_early_or_late(ada: Persona, step: int) -> None:
    client = known(ada)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    assert client.post(reverse("mfa_activate_totp"), {"code": code_for(secret, step=step)}).status_code == 302


@pytest.mark.parametrize("code", ["", "000000", "abc", "\x00", "x" * 9999, "١٢٣٤٥٦"])
def test_a_wrong_code_does_not_sign_in(ada: Persona, code: str) -> None:
    with_app(known(ada))
    client = sign_in()
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200
    assert client.get(reverse("settings")).status_code == 302


def test_the_sixth_code_waits(ada: Persona) -> None:
    secret = with_app(known(ada))
    client = sign_in()
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "too many tries" in client.post(reverse("mfa_authenticate"), {"code": code_for(secret)}).content.decode()


@pytest.mark.asvs("6.5.1")
def test_a_recovery_code_signs_in_once(ada: Persona) -> None:
    owner = known(ada)
    with_app(owner)
    [code, *_] = owner.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert sign_in().post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert sign_in().post(reverse("mfa_authenticate"), {"code": code}).status_code == 200


def test_new_recovery_codes_take_the_place_of_the_old(ada: Persona) -> None:
    owner = known(ada)
    with_app(owner)
    old = owner.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert owner.get(reverse("mfa_generate_recovery_codes")).status_code == 200
    owner.post(reverse("mfa_generate_recovery_codes"))
    new = owner.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert (len(new), set(new) & set(old)) == (10, set())


def test_the_code_app_can_be_switched_off(ada: Persona) -> None:
    owner = known(ada)
    with_app(owner)
    assert owner.get(reverse("mfa_deactivate_totp")).status_code == 200
    owner.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()


def test_the_code_app_shows_a_handle_and_no_mail_address(ada: Persona) -> None:
    url = known(ada).get(reverse("mfa_activate_totp")).context["totp_url"]
    assert url.startswith("otpauth://totp/ada?")
    assert "mail.example" not in url


def add_passkey(client: Client) -> SoftPasskey:
    passkey = SoftPasskey()
    options = client.get(reverse("mfa_add_webauthn")).context["js_data"]["creation_options"]
    made = passkey.make(json.loads(json.dumps(options)))
    answer = {"name": "My phone", "passwordless": "on", "credential": json.dumps(made)}
    assert client.post(reverse("mfa_add_webauthn"), answer).status_code == 302
    return passkey


def options_of(client: Client) -> dict[str, object]:
    response = client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    return dict(response.json()["request_options"])


def test_a_passkey_signs_in_without_the_password(ada: Persona) -> None:
    passkey = add_passkey(known(ada))
    client = Client()
    assert client.get(reverse("signin_passkey")).status_code == 200
    answer = {"credential": json.dumps(passkey.use(options_of(client)))}
    assert client.post(reverse("mfa_login_webauthn"), answer).url == reverse("home")
    assert client.get(reverse("settings")).status_code == 200


def test_a_passkey_does_not_know_the_accounts_id(ada: Persona) -> None:
    passkey = add_passkey(known(ada))
    assert passkey.user_handle == bytes(Account.objects.get(id=ada.account_id).passkey_handle)


def test_an_answer_to_another_question_is_refused(ada: Persona) -> None:
    passkey = add_passkey(known(ada))
    client = Client()
    answer = {"credential": json.dumps(passkey.use(options_of(client)))}
    options_of(client)
    client.post(reverse("mfa_login_webauthn"), answer)
    assert client.get(reverse("settings")).status_code == 302


def test_an_answer_works_once(ada: Persona) -> None:
    passkey = add_passkey(known(ada))
    client = Client()
    answer = {"credential": json.dumps(passkey.use(options_of(client)))}
    client.post(reverse("mfa_login_webauthn"), answer)
    client.post(reverse("signout"))
    client.post(reverse("mfa_login_webauthn"), answer)
    assert client.get(reverse("settings")).status_code == 302


def test_the_passkey_of_a_suspended_account_opens_nothing(ada: Persona) -> None:
    passkey = add_passkey(known(ada))
    Account.objects.filter(id=ada.account_id).update(state=AccountState.SUSPENDED)
    client = Client()
    response = client.post(reverse("mfa_login_webauthn"), {"credential": json.dumps(passkey.use(options_of(client)))})
    assert "suspended" in response.content.decode()


def test_a_passkey_is_asked_after_the_password(ada: Persona) -> None:
    passkey = add_passkey(known(ada))
    client = sign_in()
    options = client.get(reverse("mfa_authenticate")).context["js_data"]["request_options"]
    answer = {"credential": json.dumps(passkey.use(json.loads(json.dumps(options))))}
    assert client.post(reverse("mfa_authenticate"), answer).url == "/settings/"


def test_a_passkey_can_be_removed_by_its_owner_only(ada: Persona) -> None:
    owner = known(ada)
    add_passkey(owner)
    key = Authenticator.objects.get(type="webauthn")
    stranger = known(make_persona(account=make_account(password=PASSWORD)))
    assert stranger.post(reverse("mfa_remove_webauthn", args=[key.pk])).status_code == 404
    assert owner.get(reverse("mfa_remove_webauthn", args=[key.pk])).status_code == 200
    owner.post(reverse("mfa_remove_webauthn", args=[key.pk]))
    assert not Authenticator.objects.filter(pk=key.pk).exists()


@pytest.mark.parametrize(
    "credential",
    [
        "",
        "x",
        "{}",
        "[]",
        "null",
        "1",
        '{"response": 1}',
        '{"response": {"userHandle": "%%%"}}',
        '{"response": {"userHandle": "AAAA"}}',
        '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"userHandle": "AAAA", "clientDataJSON": "AA"}}',
    ],
)
def test_nonsense_instead_of_a_passkey_is_never_a_fault_of_ours(ada: Persona, credential: str) -> None:
    client = Client()
    options_of(client)
    assert client.post(reverse("mfa_login_webauthn"), {"credential": credential}).status_code == 302
    with_app(known(ada))
    half = sign_in()
    half.get(reverse("mfa_authenticate"))
    assert half.post(reverse("mfa_authenticate"), {"credential": credential}).status_code == 200


def test_a_strange_passkey_is_told_as_a_passkey() -> None:
    client = Client()
    options_of(client)
    strange = {"credential": '{"response": {"userHandle": "AAAA"}}'}
    page = client.post(reverse("mfa_login_webauthn"), strange, follow=True).content.decode()
    assert ("This passkey opens no account here." in page, "30 seconds" in page) == (True, False)


@pytest.mark.parametrize("name", PAGES)
def test_visitors_are_sent_to_sign_in(client: Client, name: str) -> None:
    assert client.get(reverse(name)).url.startswith(reverse("signin"))


def test_who_has_not_confirmed_the_address_has_no_second_factor() -> None:
    persona = make_persona(account=make_account(confirmed=False, password=PASSWORD))
    assert client_of(persona).get(reverse("mfa_activate_totp")).url == reverse("confirm_mail")


def answered(client: Client, key: SoftPasskey, options: dict[str, object]) -> bool:
    """Answer with a passkey, and say whether that logged in."""
    client.post(reverse("mfa_login_webauthn"), {"credential": json.dumps(key.use(options))})
    return client.get(reverse("settings")).status_code == 200


def test_a_challenge_is_answered_once(ada: Persona) -> None:
    """P078."""
    key, client = add_passkey(known(ada)), Client()
    options = options_of(client)
    assert answered(client, key, options)
    client.post(reverse("signout"))
    assert not answered(client, key, options)


def test_a_wrong_answer_uses_the_challenge_up(ada: Persona) -> None:
    """P078."""
    key, client = add_passkey(known(ada)), Client()
    options = options_of(client)
    client.post(reverse("mfa_login_webauthn"), {"credential": "{}"})
    assert not answered(client, key, options)


@pytest.mark.parametrize(("seconds", "is_in"), [(299, True), (301, False)])
def test_a_challenge_lives_five_minutes(
    ada: Persona, seconds: int, is_in: bool, time_machine: TimeMachineFixture
) -> None:
    """P078."""
    key, client = add_passkey(known(ada)), Client()
    options = options_of(client)
    time_machine.move_to(now() + timedelta(seconds=seconds), tick=False)
    assert answered(client, key, options) is is_in


def test_a_challenge_belongs_to_its_session(ada: Persona) -> None:
    """P078."""
    key = add_passkey(known(ada))
    assert not answered(Client(), key, options_of(Client()))


def test_a_challenge_belongs_to_its_page(ada: Persona) -> None:
    """P078: one that was given for the second factor does not log in without the password."""
    key, client = add_passkey(known(ada)), sign_in()
    options = client.get(reverse("mfa_authenticate")).context["js_data"]["request_options"]
    assert not answered(client, key, options)
