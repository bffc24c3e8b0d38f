"""The backend that Django and allauth ask: accounts by mail address and password, with equal work for unknown ones."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from bedside.areas.people.models import Account
from bedside.kit.vault import vault


def account_of(*, mail: str, password: str) -> Account | None:
    """Return the account that this pair opens, whatever its state; None otherwise.

    Where no account has the address a password is hashed all the same, so that the time tells nothing.
    """
    account = Account.objects.filter(mail_index=vault().index("mail", mail)).first()
    if account is None:
        make_password(password)
        return None
    return account if account.check_password(password) else None


class MailBackend(BaseBackend):
    """Accounts by mail address. Whether an account may still be used is asked at each request (`who_is_here`)."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Account | None:
        """Return the active account that `mail` and `password` open."""
        if "mail" not in credentials or "password" not in credentials:
            return None
        account = account_of(mail=credentials["mail"], password=credentials["password"])
        return account if account is not None and account.is_active else None

    def get_user(self, user_id: int) -> Account | None:
        """Return the account with this id."""
        return Account.objects.filter(id=user_id).first()
