"""What the peers left alive after an account changed, asked of Bedside: each change ends all that was given out."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from bedside.areas.people import actions as people
from bedside.areas.people.models import Account
from bedside.areas.people.tokens import LinkOver
from tests.areas.people.mailbox import run_mail_jobs
from tests.factories import viewer_of
from tests.security.test_revocation import (
    CREDENTIALS,
    MAIL,
    House,
    add_passkey,
    change_mail,
    change_password,
    give_role,
    half_a_log_in,
    opens,
    reset_password,
    suspend,
)

pytestmark = pytest.mark.django_db


def alive(house: House) -> set[str]:
    """Return which of the things that let somebody in still do; a log-in that was half done is done by asking."""
    return {kind for kind in CREDENTIALS if house.lives(kind)}


def all_alive(house: House) -> bool:
    """Say whether everything lets somebody in, and begin another log-in."""
    found = alive(house)
    house.half = half_a_log_in(Account.objects.get(id=house.ada.account_id))
    return found == set(CREDENTIALS)


def test_p013_suspending_ends_every_way_in_at_once(house: House) -> None:
    """CVE-2025-62175: a suspended account keeps what it has open."""
    assert opens(house.acting)
    assert all_alive(house)
    suspend(house)
    assert (opens(house.acting), alive(house)) == (False, set())


def test_p014_a_new_password_ends_every_kind_of_credential(house: House) -> None:
    """CVE-2025-62174: resetting the password leaves sessions and tokens alive."""
    assert all_alive(house)
    reset_password(house)
    assert (opens(house.acting), alive(house)) == (False, set())


@pytest.mark.parametrize("change", [change_password, change_mail, add_passkey, give_role], ids=lambda one: one.__name__)
def test_p077_no_link_outlives_a_change(change: Callable[[House], None], house: House) -> None:
    """CVE-2022-46177: old links for a new password or address live on."""
    assert all_alive(house)
    change(house)
    assert alive(house) == set()


@pytest.mark.parametrize("how", ["calls it off", "takes another password"])
def test_p076_the_owner_who_hears_of_it_can_stop_it(how: str, house: House) -> None:
    """CVE-2025-69289: a moderator changes a member's mail address and takes over the account."""
    told = [letter.to[0] for letter in run_mail_jobs() if "another mail address" in letter.subject]
    assert told == [MAIL]
    if how == "calls it off":
        people.cancel_new_mail(by=viewer_of(house.ada))
    else:
        change_password(house)
    with pytest.raises(LinkOver):
        people.confirm_new_mail(token=house.links["new_mail"])
    assert house.acting.post(reverse("new_mail_link", args=[house.links["new_mail"]])).status_code != 302
    assert Account.objects.get(id=house.ada.account_id).mail == MAIL
