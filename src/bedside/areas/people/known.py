"""Browsers in which an account has logged in before, known by a sealed cookie.

Their tries of a password are counted apart from those of strangers, so that nobody can lock an owner out by typing
wrong passwords (OWASP, "Slow down online guessing attacks with device cookies"). The cookie opens nothing, names
nobody, and is void after any change of a credential, like a link by mail.
"""

from typing import TypeVar

from django.conf import settings
from django.http import HttpResponseBase

from bedside.areas.people import tokens
from bedside.areas.people.models import Account
from bedside.kit.vault import vault

Response = TypeVar("Response", bound=HttpResponseBase)


def remember(response: Response, *, account: Account) -> Response:
    """Let this browser be known to `account` from now on, and return the response."""
    response.set_cookie(
        settings.KNOWN_COOKIE_NAME,
        tokens.make("device", account=account),
        max_age=tokens.LIVES["device"],
        path="/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def is_known(device: str, *, mail: str) -> bool:
    """Say whether `device` is the cookie of a browser in which the account with this address has logged in."""
    if not device:
        return False
    try:
        account = tokens.read("device", device)
    except tokens.LinkOver:
        return False
    return bytes(account.mail_index) == vault().index("mail", mail)
