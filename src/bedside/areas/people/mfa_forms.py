"""allauth's forms of the second factor, where ours are stricter (settings name them in MFA_FORMS)."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import LoginWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from fido2.utils import websafe_decode

from bedside.areas.people.actions import limits
from bedside.areas.people.allauth_adapter import account_of_passkey, code_is_fresh
from bedside.policy.limits import SECOND_FACTOR

WRONG_PASSKEY = "This passkey opens no account here. Try another one, or log in with your password."


class EachCodeOnce:
    """A code of a code app works once: allauth remembers it for one step, but accepts it for three.

    Five tries in ten minutes, for each account (policy/limits.py); `TooManyTries` goes past the form to its own page.
    """

    user: Any
    authenticator: Any

    def clean_code(self) -> str:
        """Return the code; raise ValidationError for a wrong one and for one that was used."""
        limits.require(SECOND_FACTOR, value=str(self.user.pk))
        code: str = super().clean_code()  # type: ignore[misc]  # the form that stands behind this one has it
        is_totp = self.authenticator.type == Authenticator.Type.TOTP
        if is_totp and not code_is_fresh(account_id=self.user.pk, code=code):
            raise get_adapter().validation_error("incorrect_code")
        limits.forgive(SECOND_FACTOR, value=str(self.user.pk))
        return code


class CodeForm(EachCodeOnce, AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The second factor at sign-in."""


class CodeAgainForm(EachCodeOnce, ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The second factor before something that matters."""


class PasskeyForm(LoginWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """Signing in with a passkey, which names its account by the random handle."""

    def clean_credential(self) -> Authenticator:
        """Return the passkey that answered; raise one ValidationError for all that do not belong here."""
        credential = self.cleaned_data["credential"]
        response = credential.get("response") if isinstance(credential, dict) else None
        handle = response.get("userHandle") if isinstance(response, dict) else None
        wrong = ValidationError(WRONG_PASSKEY, code="incorrect_passkey")
        if not isinstance(handle, str):
            raise wrong
        try:
            auth.parse_authentication_response(credential)
            account = account_of_passkey(websafe_decode(handle))
            if account is not None:
                return auth.complete_authentication(account, credential)
        except (ValueError, ValidationError) as error:
            raise wrong from error
        raise wrong
