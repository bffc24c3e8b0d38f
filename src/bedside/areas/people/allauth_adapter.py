"""How allauth's second factors and passkeys meet our accounts: our sessions, our mails, our words, sealed secrets."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.contrib.auth import login as django_login
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.safestring import SafeString, mark_safe

from bedside.areas.audit.actions import record
from bedside.areas.people import known, queries, sessions
from bedside.areas.people.actions.erasing import come_back
from bedside.areas.people.errors import StartAgain, Suspended
from bedside.areas.people.models import Account, AccountState
from bedside.areas.people.paths import own_path
from bedside.areas.people.rights import LOCK_FIRST
from bedside.areas.people.stopped import refusal_token
from bedside.kit.vault import Place, vault

BACKEND = "bedside.areas.people.sign_in.MailBackend"
BACK = "Welcome back. Your account will not be erased."
BEGUN = "login_epoch"  # in the session, while the second factor is asked
CODE_KEPT = 120  # seconds; a code is good for 90 at the most, one step either way

# allauth seals a secret before its row has an id, so the place names the column only.
SECRETS = Place("mfa_authenticator", "data", 0)

WORDS = {
    "incorrect_code": "This code is not right. Codes change every 30 seconds: type the newest.",
    "too_many_login_attempts": "There were too many tries. Wait 10 minutes, then try again.",
    "rate_limited": "There were too many tries. Wait 10 minutes, then try again.",
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Login stages: second factor only. Mail, names and sign-up are ours.

    Between the password and the code the session remembers the account's epoch: what ends sessions ends this too.
    """

    error_messages = DefaultAccountAdapter.error_messages | WORDS

    def get_login_stages(self) -> list[str]:
        """Ask for the second factor after the password, and nothing else."""
        return ["allauth.mfa.stages.AuthenticateStage"]

    def login(self, request: HttpRequest, user: Account) -> None:
        """Begin a session, with a new key and what its owner will see of it."""
        if request.session.pop(BEGUN, user.epoch) != user.epoch:
            raise StartAgain
        if come_back(account=user):
            user.refresh_from_db()
            messages.success(request, BACK)
        if not user.is_active:
            raise Suspended(token=refusal_token(user)) if user.state == AccountState.SUSPENDED else StartAgain
        django_login(request, user, backend=BACKEND)
        agent = request.headers.get("User-Agent", "")
        persona_id = queries.first_persona_id(user)
        sessions.begin(request.session, account=user, persona_id=persona_id, user_agent=agent)
        record("begin session", by=None, about=("account", user.id))

    def pre_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse | None:
        """Let nobody in whose account is suspended or was never confirmed, by whichever way they came (P079)."""
        usable = user.is_active or queries.is_leaving(user.id)
        told_later = user.state == AccountState.SUSPENDED and queries.has_second_lock(user.id)  # see `login`
        if not (usable or told_later) or user.mail_confirmed_at is None:
            raise Suspended(token=refusal_token(user) if user.mail_confirmed_at is not None else "")
        request.session[BEGUN] = user.epoch
        return None

    def post_login(
        self, request: HttpRequest, user: Account, *, redirect_url: str | None, **kwargs: Any
    ) -> HttpResponse:
        """Go to where they were going; staff without a second lock go and get one first."""
        wanted = own_path(redirect_url or request.POST.get("next", ""))
        response = redirect(wanted or self.get_login_redirect_url(request))
        if queries.waits_for_lock(user.id):
            messages.info(request, LOCK_FIRST)
            response = redirect("mfa_index")
        return known.remember(response, account=user)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return the address of Home."""
        return resolve_url("home")

    def is_safe_url(self, url: str | None) -> bool:
        """Say whether `url` is a path of this site."""
        return bool(own_path(url or ""))

    def add_message(self, request: HttpRequest, level: int, message_template: str | None = None, **kwargs: Any) -> None:
        """Say a plain message; allauth's own templates of messages are not used, the pages say what happened."""
        if kwargs.get("message"):
            super().add_message(request, level, message=kwargs["message"])

    def send_notification_mail(self, template_prefix: str, user: Account, *args: Any, **kwargs: Any) -> None:
        """Send nothing: `actions.changing_locks` tells the owner, in the same transaction as the change."""


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Secrets are sealed; passkeys know an account by a random name; names shown are handles, never mail addresses."""

    error_messages = DefaultMFAAdapter.error_messages | WORDS

    def encrypt(self, text: str) -> str:
        """Return the secret sealed with the key of who is signed in, as hexadecimal figures.

        allauth does not say whose secret it is; only who is signed in makes one.
        """
        owner = context.request.user if context.request is not None else None
        return vault().seal(text, SECRETS, key_no=owner.key_no if isinstance(owner, Account) else None).hex()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret; raise CannotOpen for one of another site."""
        return vault().open(bytes.fromhex(encrypted_text), SECRETS)

    def get_totp_label(self, user: Account) -> str:
        """Return the handle under which the code app lists this account."""
        return self._get_user_identifier(user)

    def build_totp_svg(self, url: str) -> SafeString:
        """Return the picture of `url` as a bare <svg> for use inside a page."""
        drawn: str = super().build_totp_svg(url)
        return mark_safe(drawn[drawn.index("<svg") :])  # noqa: S308  # drawn by the library from dots, holds no text

    def _get_user_identifier(self, user: Account) -> str:
        owned = queries.personas_of(user.id)
        return owned[0].handle if owned else "account"

    def _get_site_name(self) -> str:
        return queries.site_profile().name

    def generate_authenticator_name(self, user: Account, type: str) -> str:
        """Return a name for a new passkey: the browser it is made in."""
        return sessions.label_of(context.request.headers.get("User-Agent", ""))

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, Any]:
        """Return what the authenticator stores: a random name, not the account's id."""
        handle = self._get_user_identifier(user)
        return {"id": bytes(user.passkey_handle), "display_name": handle, "name": handle}


def account_of_passkey(handle: bytes) -> Account | None:
    """Return the account that a passkey calls `handle`."""
    return Account.objects.filter(passkey_handle=handle).first()


def code_is_fresh(*, account_id: int, code: str) -> bool:
    """Say whether a code app's `code` was not used before, and mark it used, for all processes of the site."""
    key = vault().index("code used", f"{account_id} {code}").hex()
    return bool(cache.add(f"code:{key}", 1, timeout=CODE_KEPT))
