"""What can be found about oneself, as the site itself answers others."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from bedside.areas.credentials.models import Profile
from bedside.areas.directory.models import Listing
from bedside.areas.directory.queries import Place
from bedside.areas.people.models import Persona
from bedside.kit.clock import now
from tests.areas.directory.people import checked, listed
from tests.areas.posts.writing import write
from tests.factories import block, client_of, join, make_credential, make_persona, make_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def member() -> Persona:
    return make_persona(handle="quiet_heron", name="Quiet Heron", about="Write to me@mail.example or www.heron.example")


def told(persona: Persona, of: Persona | None = None) -> str:
    url = reverse("presence_of", args=[of.id]) if of else reverse("presence")
    page = client_of(persona).get(url)
    assert page.status_code == 200
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


ALL, MEMBERS, NOBODY = "By everybody, also without an account", "By every member", "By nobody"


def line(page: str, what: str) -> str:
    """Return how one line of the list begins after its name."""
    return page.split(what, 1)[1].strip()


def test_a_member_who_can_be_found_is_told_so(member: Persona) -> None:
    write(member, "In the open.")
    page = told(member)
    assert "Others can find @quiet_heron." in page
    assert line(page, "Found by your name").startswith("By everybody but clinicians")
    assert line(page, "Page opens for who knows your handle").startswith(ALL)
    assert line(page, "Named with @ in the square").startswith(MEMBERS)
    assert line(page, "Posts that can be read").startswith("1, by everybody")
    assert "me@mail.example" in page
    assert "www.heron.example" in page


def test_who_does_not_want_to_be_found_is_not(member: Persona) -> None:
    member.findable = False
    member.save()
    page = told(member)
    assert "Nobody finds @quiet_heron who does not know it already." in page
    assert line(page, "Found by your name").startswith(NOBODY)
    assert line(page, "Found by your handle").startswith(NOBODY)


def test_a_personal_persona_is_found_by_nobody(member: Persona) -> None:
    own = make_persona(kind="personal", handle="just_me", name="Just Me", account=member.account, findable=True)
    page = told(member, own)
    assert "Nobody finds @just_me who does not know it already." in page
    for what in ("Found by your name", "Found by your handle"):
        assert line(page, what).startswith(NOBODY)


def test_it_follows_what_the_site_answers(member: Persona, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page worked out by hand would not change with the search."""
    monkeypatch.setattr("bedside.areas.people.queries.search_people", lambda *_all, **_more: [])
    assert line(told(member), "Found by your name").startswith(NOBODY)


@pytest.mark.parametrize(
    ("listed", "says"),
    [(True, "Those inside see your name in the list."), (False, "The list does not name you.")],
)
def test_a_community_names_who_wants_to_be_named_to_those_inside(listed: bool, says: str, member: Persona) -> None:
    space = make_space(name="Living with yaksomnia")
    row = join(member, space)
    row.listed = listed
    row.save()
    join(make_persona(), space)
    page = told(member)
    assert "Living with yaksomnia" in page
    assert says in page
    assert "Everybody sees" not in page


def test_the_team_of_a_practice_is_seen_by_everybody() -> None:
    doctor = make_persona(kind="clinician")
    make_credential(doctor)
    join(doctor, make_space(kind="practice", name="Elm Street"))
    assert "Everybody sees that you are in it." in told(doctor)


def test_a_clinician_is_told_of_her_badge() -> None:
    doctor = make_persona(kind="clinician")
    assert line(told(doctor), "What we checked").startswith(NOBODY)
    make_credential(doctor)
    assert line(told(doctor), "What we checked").startswith(ALL)


def test_it_is_only_for_ones_own(member: Persona) -> None:
    url = reverse("presence_of", args=[member.id])
    assert client_of(make_persona()).get(url).status_code == 404
    assert Client().get(url).status_code == 302


def test_a_suspended_persona_opens_for_nobody_else(member: Persona) -> None:
    """The page of a persona that is hidden: asked as others, never as its owner."""
    from bedside.areas.people.viewer import Viewer
    from bedside.doors.web.presence import presence_of

    member.hidden = True
    member.save()
    owner = Viewer(persona_id=member.id, account_id=member.account_id, kind="patient", confirmed=True)
    found = presence_of(owner, member)
    assert not any(found.page.values())
    assert not found.findable


def test_a_block_does_not_change_what_is_told(member: Persona) -> None:
    before = told(member)
    block(make_persona(), member)
    assert told(member) == before


def test_several_personas_have_a_page_each(member: Persona) -> None:
    other = make_persona(kind="carer", name="Second Face", account=member.account)
    assert "Second Face" in told(member)
    assert "@quiet_heron" in told(member)
    assert f"@{other.handle}" in told(member, other)


def test_a_clinician_is_told_who_finds_her_in_the_list() -> None:
    doctor = checked("Uma Haddad")
    assert line(told(doctor), "Found in the list of clinicians").startswith(ALL)
    Profile.objects.create(persona=doctor, hidden_from_directory=True)
    page = told(doctor)
    assert line(page, "Found in the list of clinicians").startswith(NOBODY)
    assert "Found in the list of clinicians" not in told(make_persona())


def test_a_claimed_entry_is_told_before_its_owner_is_checked() -> None:
    doctor = make_persona(kind="clinician", name="Somebody", findable=False)
    entry = listed("Uma Haddad")
    assert line(told(doctor), "Found in the list of clinicians").startswith(NOBODY)
    Listing.objects.filter(id=entry.id).update(owner=doctor, proved_at=now())
    page = told(doctor)
    assert line(page, "Found in the list of clinicians").startswith(ALL)
    assert "Others can find" in page


def test_the_line_of_the_list_follows_what_the_list_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    doctor = checked("Uma Haddad")
    monkeypatch.setattr("bedside.areas.directory.queries.find", lambda *_all, **_more: Place([]))
    assert line(told(doctor), "Found in the list of clinicians").startswith(NOBODY)
