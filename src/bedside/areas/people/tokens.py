"""Links that are sent by mail: they end by themselves, work once, and are void after any change of a credential.

A token is sealed, so that neither the account's id nor its state can be read from a link. It carries a fingerprint of
everything that lets somebody in: when one of these changes, every older link of the account is dead (P077, P098d).
"""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256

from allauth.mfa.models import Authenticator
from django.conf import settings

from bedside.areas.people.models import Account
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from bedside.kit.vault import CannotOpen, Place, vault

# "device" is no link but the cookie of a browser in which the account has logged in before (`known.py`). "stopped" is
# not mailed: it stands on the page that tells its owner that the account is suspended (`stopped.py`).
LIVES = {
    "confirm": timedelta(days=3),
    "reset": timedelta(hours=1),
    "new_mail": timedelta(days=1),
    "device": timedelta(days=90),
    "stopped": timedelta(hours=1),
}


class LinkOver(Refused):
    """The link was used, is too old, or is not whole."""

    code = "link_over"
    what = "This link no longer works. It was used before, or it is too old."
    do = "Ask for a new one."


def make(kind: str, *, account: Account) -> str:
    """Return a fresh token of `kind` (a key of LIVES) for `account`."""
    body = json.dumps([account.id, int(now().timestamp()), _fingerprint(kind, account)])
    return urlsafe_b64encode(vault().seal(body, _place(kind))).decode().rstrip("=")


def read(kind: str, token: str) -> Account:
    """Return the account for which `token` was made; raise `LinkOver`."""
    account_id, made_at, fingerprint = _opened(kind, token)
    account = Account.objects.filter(id=account_id).first()
    if account is None or now().timestamp() - made_at > LIVES[kind].total_seconds():
        raise LinkOver
    if not hmac.compare_digest(fingerprint, _fingerprint(kind, account)):
        raise LinkOver
    return account


def _opened(kind: str, token: str) -> tuple[int, int, str]:
    try:
        sealed = urlsafe_b64decode(token + "=" * (-len(token) % 4))
        account_id, made_at, fingerprint = json.loads(vault().open(sealed, _place(kind)))
    except (CannotOpen, ValueError) as error:
        raise LinkOver from error
    return account_id, made_at, fingerprint


def _place(kind: str) -> Place:
    return Place("link", kind, 0)


def _fingerprint(kind: str, account: Account) -> str:
    factors = Authenticator.objects.filter(user_id=account.id).order_by("id").values_list("id", flat=True)
    parts = [
        kind,
        account.password,
        account.epoch,
        account.state,
        bytes(account.mail_index).hex(),
        account.mail_confirmed_at,
        bytes(account.next_mail_sealed or b"").hex(),
        *factors,
    ]
    text = "|".join(str(part) for part in parts)
    return hmac.digest(settings.SECRET_KEY.encode(), text.encode(), sha256).hex()
