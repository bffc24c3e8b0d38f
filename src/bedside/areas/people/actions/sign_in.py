"""Signing in with mail address and password, and ending sessions."""

from django.db import transaction
from django.db.models import F

from bedside.areas.audit.actions import record
from bedside.areas.people import known, names, queries, sign_in
from bedside.areas.people.actions import limits
from bedside.areas.people.errors import Suspended, WrongPair, WrongPassword
from bedside.areas.people.models import Account, Session
from bedside.areas.people.stopped import refusal_token
from bedside.areas.people.viewer import Viewer
from bedside.kit.errors import NotHere, Refused
from bedside.policy.limits import LOG_IN, LOG_IN_DEVICE, PASSWORD
from bedside.policy.zones import zones

THEMES = ("", "light", "dark", "quiet")


def check_sign_in(*, mail: str, password: str, device: str = "") -> Account:
    """Return the account that may now be signed in (second factors are asked by the caller).

    Unknown, unconfirmed and wrong get one answer after the same work: `WrongPair`; after five tries in 15 minutes
    `TooManyTries`, again for any address. `Suspended` is told only after the right password and, by the
    caller, after the second factor where there is one. `device` is what a browser
    keeps that has logged in before (`known.py`): its tries are counted apart, and strangers can't lock the owner out.
    An account that waits for its erasure is let in: that stops it (`erasing.come_back`).
    """
    try:
        mail = names.clean_mail(mail)
    except Refused as refused:
        raise WrongPair from refused
    limit, value = (LOG_IN_DEVICE, device) if known.is_known(device, mail=mail) else (LOG_IN, mail)
    limits.require(limit, value=value, told=False)
    account = sign_in.account_of(mail=mail, password=password)
    if account is None or account.mail_confirmed_at is None:
        # The same row for every address: whose account it was, if anybody's, would be told by the log.
        record("sign in refused", by=None, outcome="deny", reason_code="wrong_pair")
        raise WrongPair
    limits.forgive(limit, value=value)
    if not account.is_active and not queries.is_leaving(account.id):
        record("sign in refused", by=None, about=("account", account.id), outcome="deny", reason_code="suspended")
        if not queries.has_second_lock(account.id):
            raise Suspended(token=refusal_token(account))
        return account  # told after the second factor, as everything else of this account
    record("sign in", by=None, about=("account", account.id))
    return account


def check_password(*, by: Viewer, password: str) -> Account:
    """Return the account of `by` when `password` is its own; raise `WrongPassword` or `TooManyTries`."""
    account = Account.objects.get(id=by.account_id)
    limits.require(PASSWORD, value=str(account.id), told=False)
    if not account.check_password(password):
        raise WrongPassword(field="current")
    limits.forgive(PASSWORD, value=str(account.id))
    return account


@transaction.atomic
def end_session(*, by: Viewer, key: str) -> None:
    """End one of the sessions of `by`, named as in `queries.sessions_of`; raise `NotHere` for any other."""
    gone, _ = Session.objects.filter(session_key=key, account_id=by.account_id).delete()
    if not gone:
        raise NotHere
    record("end session", by=by.persona_id)


@transaction.atomic
def end_other_sessions(*, by: Viewer, keep: str) -> Account:
    """End all sessions of the account but the one whose stored key is `keep`, which has to `carry_on`."""
    account = Account.objects.select_for_update().get(id=by.account_id)
    end_all_sessions(account, keep=keep)
    record("end other sessions", by=by.persona_id)
    return account


def end_all_sessions(account: Account, *, keep: str = "") -> int:
    """Raise the epoch of `account` in the caller's transaction, delete its sessions but `keep`; return the epoch."""
    Account.objects.filter(id=account.id).update(epoch=F("epoch") + 1)
    account.refresh_from_db(fields=["epoch"])
    Session.objects.filter(account_id=account.id).exclude(session_key=keep).delete()
    return account.epoch


@transaction.atomic
def choose_theme(*, by: Viewer, theme: str) -> None:
    """Keep the theme with the account of `by`; raise `Refused` for one that there is not."""
    if theme not in THEMES:
        raise Refused("There is no such theme.", code="no_such_theme", field="theme")
    Account.objects.filter(id=by.account_id).update(theme=theme)


@transaction.atomic
def choose_country(*, by: Viewer, country: str) -> None:
    """Keep where `by` lives, for numbers that help; "" for not said. Raises `Refused` for what is no two letters."""
    country = country.strip().upper()
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise Refused("Choose a country from the list.", code="country_form", field="country")
    Account.objects.filter(id=by.account_id).update(country=country)


@transaction.atomic
def choose_zone(*, by: Viewer, zone: str) -> None:
    """Keep by whose clock the days of `by` begin; raise `Refused` for a time zone that there is not."""
    if zone not in zones():
        raise Refused("There is no such time zone.", do="Choose one from the list.", code="no_such_zone", field="zone")
    Account.objects.filter(id=by.account_id).update(zone=zone)
