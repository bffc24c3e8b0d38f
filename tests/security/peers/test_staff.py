"""What the peers' staff could see and do, asked of Bedside, where an emergency access is the one way in."""

import pytest
from django.db import connection
from django.urls import reverse

from bedside.areas.moderation import queries as moderation
from bedside.areas.posts.models import Post
from tests.security.peers.asking import browser, is_nothing, page, press
from tests.security.world import IN_EMERGENCY, World

OWNER = "patient_member"


def reading(world: World, post: str, access: str = "open") -> str:
    """Return where somebody's post is read under an emergency access."""
    return reverse("emergency_post", args=[world.things[f"emergency {access}"], world.posts[post]])


def test_p074_two_people_open_the_one_way_in_and_the_member_sees_it(world: World) -> None:
    """CVE-2026-21865: moderators publish, re-own and read what is private."""
    assert is_nothing(world, IN_EMERGENCY, reverse("post", args=[world.posts["community"]]))
    before = looks_of(world)
    told = browser(world, IN_EMERGENCY).get(reading(world, "community"))
    assert "zebrafinch" in told.content.decode()
    assert looks_of(world) == [world.posts["community"], *before]


def looks_of(world: World) -> list[int | None]:
    """Return the posts of the member that were looked at, as the member is shown it."""
    return [look.post_id for look in moderation.looks_at_mine(world.viewer(OWNER)).looks if look.action == "look.post"]


@pytest.mark.parametrize("who", ["moderator", "administrator", "steward"])
def test_p074_the_way_in_is_open_for_one_alone(who: str, world: World) -> None:
    """CVE-2026-21865: moderators publish, re-own and read what is private."""
    assert is_nothing(world, who, reading(world, "community"))


@pytest.mark.parametrize(
    ("post", "access"), [("hidden", "open"), ("room", "open"), ("community", "over"), ("community", "waiting")]
)
def test_p074_the_way_in_leads_to_one_persona_while_it_is_open(post: str, access: str, world: World) -> None:
    """CVE-2026-21865: moderators publish, re-own and read what is private."""
    assert is_nothing(world, IN_EMERGENCY, reading(world, post, access))


@pytest.mark.parametrize("route", ["post_edit", "post_delete", "post_remove", "post_reply", "post_boost", "post_pin"])
def test_p074_who_may_read_in_an_emergency_changes_nothing(route: str, world: World) -> None:
    """CVE-2026-21865: moderators publish, re-own and read what is private."""
    number = world.posts["community"]
    before = Post.objects.filter(id=number).values().get()
    form = {"text": "Mine", "reason": "r", "on": "1", "do": "publish"}
    assert press(world, IN_EMERGENCY, route, number, **form).status_code == 404
    assert Post.objects.filter(id=number).values().get() == before


STAFF_PAGES = {
    "administrator": ("staff_holds", "emergency"),
    "moderator": ("staff_accounts",),
    IN_EMERGENCY: ("emergency", "emergency_ask", "emergency_read", "emergency_post"),
}


@pytest.mark.parametrize(("who", "route"), [(who, route) for who, routes in STAFF_PAGES.items() for route in routes])
def test_p075_pages_of_emergencies_and_holds_hold_no_secret(who: str, route: str, world: World) -> None:
    """CVE-2025-69218: a moderator's report shows links to backups, addresses and secrets."""
    args = {
        "emergency_read": [world.things["emergency open"]],
        "emergency_post": [world.things["emergency open"], world.posts["community"]],
    }
    told = page(world, who, route, *args.get(route, []))
    assert [secret for secret in secrets(world) if secret in told] == []


def test_p075_the_audit_log_holds_no_words_and_no_secret(world: World) -> None:
    """CVE-2025-69218: a moderator's report shows links to backups, addresses and secrets."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(e::text, ' ') FROM audit_entry e")
        (log,) = cursor.fetchone()
    words = ("zebrafinch", "narwhalnote", "Asked for this", "Hill practice", "Living with")
    assert len(log) > 1000
    assert [one for one in (*secrets(world), *words) if one in log] == []


def secrets(world: World) -> list[str]:
    """Return what no page and no log may hold: addresses, links, sessions, pictures, and the other personas."""
    mails = [one.account.mail for one in world.people.values()]
    links = [world.things[name] for name in ("session", "reset", "confirm", "invitation", "image")]
    return [*mails, *links, "127.0.0.1", "second_face", "other_face"]
