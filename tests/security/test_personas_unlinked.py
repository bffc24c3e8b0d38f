"""Two personas of one account: nobody but their owner can find out that they belong together (design.md section 2)."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse

from bedside.areas.notify.models import Notice
from bedside.areas.people.models import Persona
from bedside.areas.posts import actions as posts
from bedside.areas.posts.words import Words
from bedside.kit.clock import now
from bedside.kit.outbox.actions import deliver_now
from tests.factories import join, make_persona, viewer_of
from tests.security.answers import content, plain
from tests.security.matrix.cases import CASES, Case
from tests.security.matrix.table import rows
from tests.security.world import World

LOOKERS = ("anonymous", "carer", "administrator", "blocked")
ONE, OTHER = "patient_member", "second_face"
LOOKS = [row for row in rows() if row.method == "GET" and row.route not in ("components",)]


@pytest.fixture
def both_speak(world: World) -> World:
    """Let the other persona be in the same places and say something of its own there."""
    other = world.people[OTHER]
    join(other, world.spaces["community"])
    voice = viewer_of(other)
    made = posts.publish(
        by=voice, words=Words(text="Something about yaksomnia."), space_id=world.spaces["community"].id
    )
    world.posts["by_other"] = made.id
    world.posts["by_other_public"] = posts.publish(by=voice, words=Words(text="In the open: yaksomnia.")).id
    deliver_now()
    return world


def account_marks(world: World) -> list[bytes]:
    """Return all that belongs to the account, and would join its personas wherever it stood beside one."""
    account = world.people[ONE].account
    return [str(account.id).encode(), account.mail.encode(), account.passkey_handle.hex().encode()]


@pytest.mark.asvs("14.2.6", "15.3.1")
@pytest.mark.parametrize("looker", LOOKERS)
def test_no_page_holds_anything_of_the_account(looker: str, both_speak: World) -> None:
    world = both_speak
    marks = account_marks(world)
    for row in LOOKS:
        give = CASES.get((row.method, row.route, row.object))
        path = (give(world) if give is not None else Case()).path(row.route)
        response = world.browser(looker).get(path)
        whole = content(response) + "\n".join(f"{name}: {value}" for name, value in response.items()).encode()
        assert [mark for mark in marks if mark in whole] == [], path


@pytest.mark.parametrize("looker", LOOKERS)
def test_the_page_of_one_persona_names_no_other(looker: str, both_speak: World) -> None:
    world = both_speak
    for shown, unsaid in ((ONE, OTHER), (OTHER, ONE), ("other_face", ONE), ("other_face", OTHER)):
        page = content(world.browser(looker).get(reverse("persona", args=[world.handle(shown)]))).decode()
        assert world.handle(unsaid) not in page
        assert world.people[unsaid].name not in page
        assert str(world.people[unsaid].id) not in page


@pytest.mark.parametrize("looker", ["anonymous", "clinician_guest", "administrator"])
def test_a_persona_with_a_sister_looks_like_one_without(looker: str, world: World) -> None:
    """Neither has written anything; both are called alike but for the handle."""
    make_persona(kind="patient", handle="single_face", name="Somebody")
    Persona.objects.filter(id=world.people[OTHER].id).update(name="Somebody")
    pages = []
    for handle in (OTHER, "single_face"):
        path = reverse("persona", args=[handle])
        pages.append(plain(world.browser(looker).get(path)).body.replace(handle.encode(), b"HANDLE"))
    assert pages[0] == pages[1]


@pytest.mark.parametrize("asked", ["second_face", "Second_Face", "patient_member", "second", "patient"])
def test_searching_one_persona_does_not_bring_the_other(asked: str, both_speak: World) -> None:
    page = content(both_speak.browser("carer").get("/search/", {"q": asked, "in": "people"})).decode()
    if not asked.startswith("patient"):
        assert f"@{ONE}" not in page
    if not asked.lower().startswith("second"):
        assert f"@{OTHER}" not in page
    assert "@other_face" not in page


def test_a_personal_persona_is_found_by_no_search(both_speak: World) -> None:
    for asked in ("other_face", "Other_Face", "other"):
        assert (
            "@other_face"
            not in content(both_speak.browser("carer").get("/search/", {"q": asked, "in": "people"})).decode()
        )


def test_ids_of_personas_and_their_account_have_nothing_in_common(world: World) -> None:
    one, other, account = (world.people[ONE].id, world.people[OTHER].id, world.people[ONE].account_id)
    strange = world.people["patient_stranger"].id
    # An id tells when it was made and nothing else: no number of an account can be worked out of two of them.
    assert account not in (one, other, one ^ other, abs(one - other), one & other, one | other)
    low = 2**10 - 1
    assert len({one & low, other & low, strange & low}) > 1


def test_the_mark_of_a_persona_is_made_of_its_name_alone(both_speak: World) -> None:
    """Initials, not a picture made from an id, an address or an account."""
    pages = [
        content(both_speak.browser("carer").get(reverse("persona", args=[both_speak.handle(name)]))).decode()
        for name in (ONE, OTHER)
    ]
    for page in pages:
        assert "gravatar" not in page
        assert re.search(r"<img[^>]+(?:avatar|identicon)", page) is None


def test_blocking_one_persona_does_not_tell_of_the_other(both_speak: World) -> None:
    """If a block spread over the account, the blocked one could try out who belongs to whom."""
    browser = both_speak.browser("blocked")
    assert browser.get(reverse("persona", args=[both_speak.handle(ONE)])).status_code == 404
    assert browser.get(reverse("persona", args=[both_speak.handle(OTHER)])).status_code == 200


def test_following_one_brings_nothing_of_the_other(both_speak: World) -> None:
    home = content(both_speak.browser("carer").get("/")).decode()
    carer_reads_other = f"@{OTHER}" in home
    assert carer_reads_other  # in the community, where both write; so look where only the follow counts
    world = both_speak
    world.people["carer"].memberships.all().delete()
    assert f"@{OTHER}" not in content(world.browser("carer").get("/")).decode()


def test_a_notice_names_the_persona_that_acted_alone(both_speak: World) -> None:
    world = both_speak
    Notice.objects.filter(owner_id=world.people["carer"].id).delete()  # what the one asked her before
    posts.publish(by=world.viewer(OTHER), words=Words(text="Rest well."), reply_to_id=world.posts["answer"])
    deliver_now()
    assert Notice.objects.filter(owner_id=world.people["carer"].id, actor_id=world.people[OTHER].id).exists()
    page = content(world.browser("carer").get("/notices/")).decode()
    assert world.people[OTHER].name in page
    assert world.people[ONE].name not in page.replace(world.people[OTHER].name, "")


def test_no_cookie_stands_for_a_persona(world: World) -> None:
    """Each switch gives the session a new random name: neither one persona's nor the other's comes back."""
    browser = world.browser(ONE)
    seen = [{name: morsel.value for name, morsel in browser.cookies.items()}]
    for name in (OTHER, ONE, OTHER):
        browser.post("/settings/personas/switch/", {"persona": world.people[name].id})
        seen.append({name: browser.cookies[name].value for name in seen[0]})
    assert len({cookies[settings.SESSION_COOKIE_NAME] for cookies in seen}) == len(seen)
    assert not [value for cookies in seen for value in cookies.values() for handle in (ONE, OTHER) if handle in value]


def test_a_persona_is_no_steward_because_its_sister_is(both_speak: World) -> None:
    world = both_speak
    world.people[ONE].memberships.filter(space=world.spaces["community"]).update(role="steward")
    browser = world.browser(ONE)
    path = reverse("space_requests", args=["me-cfs"])
    assert browser.get(path).status_code == 200
    browser.post("/settings/personas/switch/", {"persona": world.people[OTHER].id})
    assert browser.get(path).status_code == 404


def test_staff_who_suspend_one_persona_are_shown_no_other(both_speak: World) -> None:
    world = both_speak
    browser = world.browser("administrator")
    browser.post("/staff/accounts/?do=suspend", {"handle": ONE})
    page = content(browser.get("/staff/accounts/")).decode()
    assert f"@{ONE}" in page
    assert OTHER not in page
    assert "other_face" not in page


def test_staff_of_one_persona_are_listed_by_that_handle_alone(both_speak: World) -> None:
    world = both_speak
    browser = world.browser("administrator")
    browser.post("/staff/roles/?do=give", {"handle": OTHER, "role": "moderator"})
    page = content(browser.get("/staff/roles/")).decode()
    assert OTHER in page
    assert ONE not in page


@pytest.mark.parametrize("field", ["handle", "name"])
def test_a_taken_handle_is_refused_alike_whoever_has_it(field: str, world: World) -> None:
    """One's own other persona and a stranger's answer alike."""
    form: dict[str, Any] = {"kind": "patient", "name": "Somebody New", "handle": "somebody_new"}
    own = world.browser("patient_stranger").post("/settings/personas/new/", form | {"handle": OTHER})
    strange = world.browser("patient_stranger").post("/settings/personas/new/", form | {"handle": "practice_voice"})
    mask = (own.content.replace(OTHER.encode(), b"H"), strange.content.replace(b"practice_voice", b"H"))
    assert plain(own).status == plain(strange).status == 422
    assert len(mask[0]) == len(mask[1])


def test_times_on_pages_are_those_of_posts_and_not_of_visits(both_speak: World) -> None:
    """Nobody is told when a persona was last here: two that come and go together could be joined by it."""
    assert not any(field.name in ("last_seen", "last_login", "seen_at") for field in Persona._meta.fields)
    page = content(both_speak.browser("carer").get(reverse("persona", args=[ONE]))).decode()
    assert "last seen" not in page.lower()
    assert now().strftime("%H:%M:%S") not in page
