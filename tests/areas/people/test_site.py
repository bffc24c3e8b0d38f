"""Set-up, the site's profile, staff roles, suspended accounts."""

from typing import Any

import pytest

from bedside.areas.people import actions, queries
from bedside.areas.people.models import Account, Persona, Session
from bedside.areas.people.viewer import ANONYMOUS, Viewer
from bedside.kit.errors import NotAllowed, NotHere, Refused
from tests.factories import PASSWORD, client_of, make_account, make_persona, viewer_of

pytestmark = pytest.mark.django_db

ABOUT = actions.AboutSite(
    name="Our place", runner="The ME Society", country="gb", rules="Be kind.", contact="hello@site.example"
)


def staff(role: str) -> Viewer:
    return viewer_of(make_persona(account=make_account(staff=(role,))))


def set_up(**changes: object) -> Account:
    link = actions.setup_link() or ""
    answers: dict[str, object] = {
        "token": link.strip("/").split("/")[-1],
        "kind": "personal",
        "name": "Head Warden",
        "handle": "warden",
        "mail": "warden@site.example",
        "password": PASSWORD,
        "about": ABOUT,
    }
    return actions.set_up(**(answers | changes))  # type: ignore[arg-type]


def test_the_first_administrator_is_made_by_the_link() -> None:
    account = set_up()
    assert account.staff_roles.get().role == "administrator"
    assert account.mail_confirmed_at is not None


def test_the_site_has_its_name_after_set_up() -> None:
    set_up()
    profile = queries.site_profile()
    assert (profile.name, profile.country, profile.set_up_at is not None) == ("Our place", "GB", True)


@pytest.mark.asvs("6.3.2")
def test_there_is_no_link_once_the_site_is_set_up() -> None:
    set_up()
    assert actions.setup_link() is None


@pytest.mark.asvs("6.4.1")
def test_the_link_works_once() -> None:
    token = (actions.setup_link() or "").strip("/").split("/")[-1]
    set_up()
    with pytest.raises(NotHere):
        set_up(token=token, handle="second", mail="second@site.example")


@pytest.mark.parametrize("token", ["", "x", "0" * 64, "é"])
def test_another_link_is_no_link(token: str) -> None:
    with pytest.raises(NotHere):
        set_up(token=token)


@pytest.mark.asvs("2.3.3")
def test_a_refused_set_up_leaves_nothing_behind() -> None:
    with pytest.raises(Refused):
        set_up(about=actions.AboutSite(name="", runner="", country="", rules="", contact=""))
    assert not Account.objects.exists()


@pytest.mark.parametrize("country", ["GBR", "1", "é!"])
def test_a_country_is_two_letters(country: str) -> None:
    about = actions.AboutSite(name="Our place", runner="", country=country, rules="", contact="")
    with pytest.raises(Refused) as refused:
        actions.change_site(by=staff("administrator"), about=about)
    assert refused.value.field == "country"


def test_a_moderator_does_not_change_the_site() -> None:
    with pytest.raises(NotHere):
        actions.change_site(by=staff("moderator"), about=ABOUT)


def test_a_role_is_given_by_handle() -> None:
    persona = make_persona(handle="helper")
    administrator = staff("administrator")
    actions.give_role(by=administrator, handle="@helper", role="moderator")
    assert viewer_of(persona).staff == {"moderator"}
    assert ("helper", "moderator") in [(one.handle, one.role) for one in queries.staff_members(administrator)]


def test_the_list_of_staff_names_only_the_handle_by_which_the_role_was_given() -> None:
    persona = make_persona(handle="helper")
    make_persona(handle="a_secret", account=persona.account)
    administrator = staff("administrator")
    actions.give_role(by=administrator, handle="helper", role="moderator")
    assert "a_secret" not in [one.handle for one in queries.staff_members(administrator)]


def test_a_role_cannot_be_taken_by_another_handle_of_the_account() -> None:
    persona = make_persona(handle="helper")
    make_persona(handle="a_secret", account=persona.account)
    make_persona(handle="stranger")
    administrator = staff("administrator")
    actions.give_role(by=administrator, handle="helper", role="moderator")
    answers = []
    for handle in ("a_secret", "stranger"):
        with pytest.raises(Refused) as refused:
            actions.take_role(by=administrator, handle=handle, role="moderator")
        answers.append((refused.value.code, refused.value.what))
    assert len(set(answers)) == 1


def test_the_last_administrator_stays() -> None:
    account = set_up()
    administrator = viewer_of(Persona.objects.get(account=account))
    with pytest.raises(Refused) as refused:
        actions.take_role(by=administrator, handle="warden", role="administrator")
    assert refused.value.code == "last_administrator"


@pytest.mark.parametrize("by", [ANONYMOUS, Viewer(persona_id=1, account_id=1, kind="patient", confirmed=True)])
def test_who_is_not_staff_finds_no_staff_page(by: Viewer) -> None:
    make_persona(handle="ada")
    for act in (actions.suspend, actions.restore):
        with pytest.raises(NotHere):
            act(by=by, handle="ada")
    with pytest.raises(NotHere):
        actions.give_role(by=by, handle="ada", role="administrator")
    assert queries.staff_members(by) == []
    assert queries.suspended_handles(by) == []


def test_a_suspended_account_is_hidden_with_all_its_personas() -> None:
    persona = make_persona(handle="ada")
    other = make_persona(handle="otter", account=persona.account)
    actions.suspend(by=staff("moderator"), handle="ada")
    other.refresh_from_db()
    assert other.hidden


@pytest.mark.asvs("7.4.5")
def test_a_suspended_account_is_signed_out() -> None:
    persona = make_persona(handle="ada")
    client_of(persona)
    actions.suspend(by=staff("moderator"), handle="ada")
    assert not Session.objects.filter(account_id=persona.account_id).exists()


def test_staff_see_only_the_handle_they_named() -> None:
    persona = make_persona(handle="ada")
    make_persona(handle="otter", account=persona.account)
    moderator = staff("moderator")
    actions.suspend(by=moderator, handle="ada")
    assert queries.suspended_handles(moderator) == ["ada"]


def test_a_restored_account_is_shown_again() -> None:
    persona = make_persona(handle="ada")
    moderator = staff("moderator")
    actions.suspend(by=moderator, handle="ada")
    actions.restore(by=moderator, handle="ada")
    persona.refresh_from_db()
    assert not persona.hidden


def test_a_moderator_does_not_suspend_an_administrator() -> None:
    make_persona(handle="head", account=make_account(staff=("administrator",)))
    with pytest.raises(NotAllowed):
        actions.suspend(by=staff("moderator"), handle="head")


def test_nobody_suspends_their_own_account() -> None:
    persona = make_persona(handle="head", account=make_account(staff=("administrator",)))
    with pytest.raises(NotAllowed):
        actions.suspend(by=viewer_of(persona), handle="head")


def test_pages_name_the_site_anew_when_it_is_changed(django_capture_on_commit_callbacks: Any) -> None:
    assert queries.shown_profile().runner == ""
    with django_capture_on_commit_callbacks(execute=True):
        actions.change_site(by=staff("administrator"), about=ABOUT)
    assert queries.shown_profile().runner == "The ME Society"


def test_pages_ask_for_the_name_of_the_site_once_in_five_seconds(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        queries.shown_profile()
        queries.shown_profile()


def test_pages_name_the_site_anew_when_it_is_set_up(django_capture_on_commit_callbacks: Any) -> None:
    assert queries.shown_profile().runner == ""
    with django_capture_on_commit_callbacks(execute=True):
        set_up()
    assert queries.shown_profile().runner == "The ME Society"
