"""Leaving: dark at once, seven days to come back, and legal orders that make it wait."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from bedside.areas.audit.models import AuditEntry
from bedside.areas.people import actions, mails, queries
from bedside.areas.people.errors import LastAdministrator, WrongPair
from bedside.areas.people.models import Account, Erasure, Hold, Persona, Session
from bedside.areas.people.viewer import ANONYMOUS
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere, Refused
from bedside.kit.vault import vault
from tests.factories import PASSWORD, client_of, make_account, make_persona, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def me() -> Persona:
    return make_persona(account=make_account(mail="ann@mail.example", password=PASSWORD))


def admin() -> Persona:
    return make_persona(kind="personal", account=make_account(staff=("administrator",)))


def there(account_id: int) -> bool:
    return Account.objects.filter(id=account_id).exists()


def hold(me: Persona, *, by: Persona, days: int = 30) -> Hold:
    return actions.open_hold(
        by=viewer_of(by), handle=me.handle, reference="Court 7", scope="Posts", expires_at=now() + timedelta(days=days)
    )


def held(me: Persona, *, days: int = 30) -> Hold:
    opened = hold(me, by=admin(), days=days)
    actions.confirm_hold(by=viewer_of(admin()), hold_id=opened.id)
    return opened


# -- the wish


@pytest.mark.asvs("7.4.2")
def test_the_account_is_dark_at_once(me: Persona) -> None:
    other_face = make_persona(account=me.account)
    client = client_of(me)
    actions.ask_erasure(by=viewer_of(me))
    assert list(Persona.objects.filter(id__in=[me.id, other_face.id]).values_list("hidden", flat=True)) == [True, True]
    assert not Session.objects.filter(account_id=me.account_id).exists()
    assert "Log in" in client.get("/").content.decode()


def test_nothing_is_erased_within_seven_days(me: Persona) -> None:
    actions.ask_erasure(by=viewer_of(me))
    with time_machine.travel(now() + timedelta(days=6, hours=23)):
        assert actions.erase_due() == 0
    assert there(me.account_id)
    assert not vault().store.is_destroyed(me.account.key_no or 0)


def test_after_seven_days_all_goes(me: Persona) -> None:
    actions.ask_erasure(by=viewer_of(me))
    with time_machine.travel(now() + timedelta(days=7, minutes=1)):
        assert actions.erase_due() == 1
    assert not there(me.account_id)


def test_logging_in_stops_it(me: Persona, client: Any) -> None:
    actions.ask_erasure(by=viewer_of(me))
    answer = client.post("/log-in/", {"mail": "ann@mail.example", "password": PASSWORD}, follow=True)
    assert "Welcome back. Your account will not be erased." in answer.content.decode()
    with time_machine.travel(now() + timedelta(days=30)):
        assert actions.erase_due() == 0
    assert not Persona.objects.get(id=me.id).hidden


def test_a_wrong_password_stops_nothing(me: Persona) -> None:
    actions.ask_erasure(by=viewer_of(me))
    with pytest.raises(WrongPair):
        actions.check_sign_in(mail="ann@mail.example", password="wrong wrong wrong")
    assert queries.is_leaving(me.account_id)


def test_a_second_factor_is_asked_before_it_stops(me: Persona, client: Any) -> None:
    from allauth.mfa.totp.internal.auth import TOTP

    TOTP.activate(me.account, "JBSWY3DPEHPK3PXP")
    actions.ask_erasure(by=viewer_of(me))
    client.post("/log-in/", {"mail": "ann@mail.example", "password": PASSWORD})
    assert queries.is_leaving(me.account_id)


def test_who_forgot_her_password_can_still_come_back(me: Persona, mailoutbox: Any) -> None:
    actions.ask_erasure(by=viewer_of(me))
    assert mails.send(kind="reset", account_id=me.account_id)


def test_the_letter_says_how_to_stop_it(me: Persona, mailoutbox: Any) -> None:
    actions.ask_erasure(by=viewer_of(me))
    mails.send(kind="erasure_asked", account_id=me.account_id)
    assert "log in within the seven days" in mailoutbox[0].body


def test_a_suspended_account_is_not_let_in_by_a_wish(me: Persona) -> None:
    make_persona(kind="personal")
    Account.objects.filter(id=me.account_id).update(state="suspended")
    with pytest.raises(NotAllowed):
        actions.check_sign_in(mail="ann@mail.example", password=PASSWORD)


def test_the_only_administrator_cannot_leave():
    with pytest.raises(LastAdministrator):
        actions.ask_erasure(by=viewer_of(admin()))


def test_a_visitor_cannot_leave():
    with pytest.raises(NotHere):
        actions.ask_erasure(by=ANONYMOUS)


def test_what_was_done_is_in_the_log_without_words(me: Persona) -> None:
    actions.ask_erasure(by=viewer_of(me), at_once=True)
    actions.erase(account_id=me.account_id)
    assert list(AuditEntry.objects.filter(action__contains="eras").values_list("action", flat=True)) == [
        "ask erasure",
        "erase",
    ]


def test_an_erasure_without_a_wish_does_nothing(me: Persona) -> None:
    assert not actions.erase(account_id=me.account_id)
    assert there(me.account_id)


# -- legal holds


def test_a_hold_counts_only_when_another_administrator_confirmed_it(me: Persona) -> None:
    first, second = admin(), admin()
    opened = hold(me, by=first)
    assert queries.held_since(me.account_id) is None
    with pytest.raises(NotAllowed):
        actions.confirm_hold(by=viewer_of(first), hold_id=opened.id)
    actions.confirm_hold(by=viewer_of(second), hold_id=opened.id)
    assert queries.held_since(me.account_id) is not None


def test_another_persona_of_the_same_administrator_is_nobody_else(me: Persona) -> None:
    first = admin()
    opened = hold(me, by=first)
    with pytest.raises(NotAllowed):
        actions.confirm_hold(by=viewer_of(make_persona(account=first.account)), hold_id=opened.id)


def test_the_held_cannot_confirm_or_open_it():
    one, two = admin(), admin()
    opened = hold(two, by=one)
    with pytest.raises(NotAllowed):
        actions.confirm_hold(by=viewer_of(two), hold_id=opened.id)
    with pytest.raises(NotAllowed):
        hold(one, by=one)


def test_a_hold_makes_the_erasure_wait_and_keeps_the_key(me: Persona) -> None:
    held(me)
    actions.ask_erasure(by=viewer_of(me), at_once=True)
    assert actions.erase_due() == 0
    assert there(me.account_id)
    assert Persona.objects.get(id=me.id).hidden
    assert not vault().store.is_destroyed(me.account.key_no or 0)


@pytest.mark.parametrize("ended", ["by its day", "by an administrator"])
def test_when_a_hold_ends_the_erasure_runs_by_itself(me: Persona, ended: str) -> None:
    opened = held(me)
    actions.ask_erasure(by=viewer_of(me), at_once=True)
    days = 31 if ended == "by its day" else 0
    if not days:
        actions.end_hold(by=viewer_of(admin()), hold_id=opened.id)
    with time_machine.travel(now() + timedelta(days=days, minutes=1)):
        assert actions.erase_due() == 1
    assert not there(me.account_id)


def test_the_member_sees_since_when_she_is_held(me: Persona) -> None:
    held(me)
    assert f"Held by legal order since {now():%-d %B %Y}" in client_of(me).get("/settings/").content.decode()


def test_the_member_is_told_by_mail(me: Persona, mailoutbox: Any) -> None:
    assert mails.send(kind="held", account_id=me.account_id)
    assert "legal order" in mailoutbox[0].body


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"handle": "nobody_here"}, "handle"),
        ({"reference": " "}, "reference"),
        ({"scope": ""}, "scope"),
        ({"expires_at": datetime.fromisoformat("2020-01-01T00:00:00+00:00")}, "expires"),
        ({"expires_at": datetime.fromisoformat("2120-01-01T00:00:00+00:00")}, "expires"),
    ],
)
def test_an_order_that_does_not_fit_is_refused(me: Persona, change: dict[str, Any], field: str) -> None:
    order = {"handle": me.handle, "reference": "Court", "scope": "All", "expires_at": now() + timedelta(days=9)}
    with pytest.raises(Refused) as refused:
        actions.open_hold(by=viewer_of(admin()), **(order | change))
    assert refused.value.field == field


def test_only_administrators_may(me: Persona) -> None:
    moderator = make_persona(kind="personal", account=make_account(staff=("moderator",)))
    for by in (moderator, me):
        with pytest.raises(NotHere):
            hold(me, by=by)


def test_a_hold_that_is_over_is_not_confirmed(me: Persona) -> None:
    opened = hold(me, by=admin(), days=1)
    with time_machine.travel(now() + timedelta(days=2)), pytest.raises(NotHere):
        actions.confirm_hold(by=viewer_of(admin()), hold_id=opened.id)


def test_the_receipt_stays(me: Persona) -> None:
    receipt = actions.ask_erasure(by=viewer_of(me), at_once=True).receipt
    actions.erase(account_id=me.account_id)
    assert Erasure.objects.get(receipt=receipt).done_at is not None
