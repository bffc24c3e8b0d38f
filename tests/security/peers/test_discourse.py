"""What went wrong in Discourse, asked of Bedside. Each docstring begins with the advisory and says the peer's bug."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from bedside.areas.contacts import actions as contacts
from bedside.areas.notify import queries as notices
from bedside.areas.people import copies
from bedside.areas.people import queries as people
from bedside.areas.people.mails import LETTERS
from bedside.areas.people.models import Account, Persona
from bedside.areas.posts import actions as posts
from bedside.areas.posts import files, queries
from bedside.areas.posts.models import Post, PostRevision
from bedside.areas.spaces import actions as spaces
from bedside.areas.spaces.models import Membership
from bedside.kit.errors import NotHere, Refused
from bedside.kit.images import BadImage
from bedside.kit.outbox.actions import deliver_now
from bedside.policy import audience, permissions
from bedside.policy.space_kinds import KINDS
from tests.areas.people.mailbox import run_mail_jobs
from tests.factories import PASSWORD, join, make_persona, viewer_of
from tests.security.answers import content, plain
from tests.security.hostile_pictures import STRANGE
from tests.security.matrix.cases import SPACE
from tests.security.peers.asking import browser, is_nothing, page, press, write
from tests.security.test_hostile_pictures import files_in
from tests.security.world import NOWHERE, World

OWNER, STRANGER, VISITOR = "patient_member", "patient_stranger", "anonymous"


def same(world: World, who: str, one: str, other: str, **form: Any) -> bool:
    """Say whether two addresses answer alike, each asked as the first one of its hour."""
    answers = []
    for path in (one, other):
        with transaction.atomic():  # what a limit counts is not what differs
            answers.append(plain(browser(world, who).post(path, form) if form else browser(world, who).get(path)))
            transaction.set_rollback(True)
    return answers[0] == answers[1]


@pytest.mark.parametrize("query", ["/compose/?space={}", "/search/?in={}&q=rest", "/treatments/?q=rest&space={}"])
def test_p049_a_filter_by_what_is_hidden_acts_as_if_it_were_not(query: str, world: World) -> None:
    """CVE-2026-33425: a filter by group tells who is in it."""
    assert same(world, STRANGER, query.format("quiet-corner"), query.format("quiet-nowhere"))


def test_p050_finding_people_tells_no_membership(world: World) -> None:
    """CVE-2026-32618: membership of a channel can be inferred in the search for people."""
    before = [people.search_people(world.viewer(STRANGER), word) for word in ("carer", "steward", "me-cfs")]
    Membership.objects.all().delete()
    assert [people.search_people(world.viewer(STRANGER), word) for word in ("carer", "steward", "me-cfs")] == before


@pytest.mark.parametrize("space", ["community", "square"])
def test_p051_naming_somebody_tells_no_membership(space: str, world: World) -> None:
    """CVE-2026-31869: the checker of mentions says who is in a group."""
    place = reverse("compose_check") + f"?place=space:{world.spaces[space].id}"
    inside, outside = world.people["steward"], make_persona(handle="stewart")
    told = [browser(world, "carer").post(place, {"text": f"Hello @{one.handle}"}).content for one in (inside, outside)]
    assert told[0].replace(b"steward", b"stewart") == told[1].replace(b"steward", b"stewart")
    links = [Post.objects.get(id=write(world, "carer", f"Hi @{one.handle}", space)).html for one in (inside, outside)]
    assert links[0].replace("steward", "stewart") == links[1]


@pytest.mark.parametrize("who", [VISITOR, STRANGER, "clinician_stranger", "moderator", "administrator"])
def test_p052_a_hidden_space_and_its_people_are_named_nowhere(who: str, world: World) -> None:
    """CVE-2022-24804: names and members of hidden groups are shown."""
    looks = [("spaces", ""), ("search", "q=quiet&in=spaces"), ("persona", ""), ("home", ""), ("square", "")]
    for route, query in looks:
        told = page(world, who, route, *(["steward"] if route == "persona" else []), query=query)
        assert "Quiet corner" not in told
        assert "quiet-corner" not in told


def test_p053_a_taken_hidden_name_answers_as_a_reserved_one(world: World) -> None:
    """CVE-2024-28242: that a secret category exists can be found out."""
    assert is_nothing(world, STRANGER, "/spaces/quiet-corner/")
    told = []
    for slug in ("quiet-corner", "new"):
        with pytest.raises(Refused) as refused:
            spaces.open_space(by=world.viewer("administrator"), **SPACE | {"slug": slug})
        told.append((refused.value.what, refused.value.do, refused.value.code, refused.value.field))
    assert told[0] == told[1]


@pytest.mark.parametrize("who", [VISITOR, STRANGER, "clinician_stranger", "moderator"])
def test_p054_the_page_of_a_persona_goes_through_the_viewer(who: str, world: World) -> None:
    """CVE-2026-27934: the endpoint of somebody's activity shows private titles."""
    if who == "clinician_stranger":
        # She is asked why before a member's page (B15), and that page shows nothing of the member's.
        assert "quokkasong" not in page(world, who, "persona", OWNER)
        contacts.look_up(by=world.viewer(who), target_id=world.people[OWNER].id, reason="She asked in public.")
    told = page(world, who, "persona", OWNER)
    assert "quokkasong" in told
    assert [word for word in ("zebrafinch", "narwhalnote", "ibexletter", "rest?") if word in told] == []


def test_p056_who_does_not_want_to_be_found_is_not_found(world: World) -> None:
    """CVE-2025-64528: names can be searched for although they are hidden."""
    Persona.objects.filter(id=world.people["carer"].id).update(findable=False)
    for word in ("carer", "Carer", "care"):
        assert world.people["carer"].id not in people.search_people(world.viewer(STRANGER), word)
    for name in ("suspended", "unconfirmed", "other_face"):
        assert world.people[name].id not in people.search_people(world.viewer(STRANGER), name)


def test_p058_what_was_deleted_has_no_history(world: World) -> None:
    """CVE-2026-59828: a hidden revision can be read in the difference to its neighbour."""
    path = reverse("post_history", args=[world.posts["community"]])
    assert browser(world, "carer").get(path).status_code == 200
    assert is_nothing(world, STRANGER, path)
    posts.delete(by=world.viewer(OWNER), post_id=world.posts["community"])
    assert not PostRevision.objects.filter(post_id=world.posts["community"]).exists()
    assert is_nothing(world, "carer", path)


def test_p059_what_is_made_of_a_text_goes_with_it(world: World) -> None:
    """CVE-2026-32244: a summary that is kept shows removed text."""
    looks = [("square", ""), ("search", "q=quokkasong"), ("home", ""), ("tag", "")]
    given = {"tag": ["rest"]}
    assert "quokkasong" in page(world, "carer", "square")
    posts.delete(by=world.viewer(OWNER), post_id=world.posts["public"])
    deliver_now()
    found = [
        route
        for route, query in looks
        if "quokkasong day" in page(world, "carer", route, *given.get(route, []), query=query)
    ]
    assert found == []
    assert queries.tags_like(world.viewer("carer"), "res") == []


@pytest.mark.asvs("8.3.3")
@pytest.mark.parametrize("how", ["leaves", "is banned", "credential lapses", "is blocked"])
def test_p062_notices_end_with_access(how: str, world: World) -> None:
    """CVE-2022-41944: notifications outlive the access to what they tell of."""
    who = "clinician_guest" if how == "credential lapses" else "carer"
    asked = write(world, "steward", f"A wombatquestion for @{who}", "community")
    deliver_now()
    assert asked in {group.post_id for group in notices.notices(world.viewer(who)).groups}
    if how == "leaves":
        spaces.leave(by=world.viewer(who), space=world.spaces["community"])
    elif how == "is banned":
        spaces.ban(by=world.viewer("steward"), space=world.spaces["community"], persona_id=world.people[who].id)
    elif how == "is blocked":
        press(world, "steward", "block", who)
    else:
        world.people[who].credentials.all().delete()
    assert asked not in {group.post_id for group in notices.notices(world.viewer(who)).groups}
    assert "wombatquestion" not in page(world, who, "notices")


@pytest.mark.asvs("1.3.11")
def test_p064_no_subject_is_made_of_what_members_say(world: World) -> None:
    """CVE-2022-46150: a hidden hashtag stands in the subject of a mail."""
    assert [key for key, letter in LETTERS.items() if "{" in letter.subject] == []
    press(world, VISITOR, "reset", mail=world.people[OWNER].account.mail)
    sent = run_mail_jobs()
    assert [letter.subject for letter in sent] == ["Choose a new password"]
    whole = " ".join(f"{letter.body} {letter.extra_headers} {letter.alternatives}" for letter in sent)
    assert not any(space.name in whole for name, space in world.spaces.items() if name != "square")
    assert "List-Id" not in whole


@pytest.mark.parametrize("who", [VISITOR, STRANGER, "clinician_stranger"])
def test_p066_a_hashtag_tells_of_public_posts_only(who: str, world: World) -> None:
    """CVE-2024-56197: private titles are shown by hashtags."""
    write(world, "carer", "Ours alone: #cassowary", "community")
    write(world, OWNER, "For followers: #cassowary", audience="followers")
    assert queries.tags_like(world.viewer(OWNER), "cassowary") == []
    shown = [plain(browser(world, who).get(reverse("tag", args=[name]))).body for name in ("cassowary", "neverused")]
    assert shown[0].replace(b"cassowary", b"neverused") == shown[1]


def test_p067_an_invitation_opens_what_it_names(world: World) -> None:
    """CVE-2022-39385: who is invited is silently added to private threads."""
    spaces.redeem(by=world.viewer(STRANGER), code=world.things["invitation"], consent=True)
    mine = Membership.objects.filter(persona=world.people[STRANGER])
    assert [(row.space.slug, row.state, row.role) for row in mine] == [("quiet-corner", "joined", "member")]


def test_p068_an_invitation_dies_with_its_makers_access(world: World) -> None:
    """CVE-2026-33424: who was put out comes back by an old invitation."""
    space, second = world.spaces["hidden"], make_persona(handle="second_steward")
    join(second, space, role="steward")
    code = spaces.invite(by=viewer_of(second), space=space, uses=5)
    spaces.leave(by=viewer_of(second), space=space)
    for who in (viewer_of(second), world.viewer(STRANGER)):
        with pytest.raises(NotHere):
            spaces.redeem(by=who, code=code, consent=True)


def test_p069_an_invitation_touches_no_account(world: World) -> None:
    """CVE-2022-39356: the link of an invitation takes over an account."""
    accounts = list(Account.objects.order_by("id").values("id", "password", "mail_index", "epoch"))
    form = {"mail": world.people[OWNER].account.mail, "password": "seven teal lanterns sway", "consent": "1"}
    answer = press(world, VISITOR, "invitation", world.things["invitation"], **form)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("signin"))
    assert list(Account.objects.order_by("id").values("id", "password", "mail_index", "epoch")) == accounts


PRIVILEGED = {
    "persona_new": {"kind": "patient", "name": "New Name", "handle": "new_name"},
    "compose": {"text": "A few words.", "do": "publish"},
    "space_join": {"consent": "1", "listed": "1"},
    "settings_password": {"current": PASSWORD, "password": "seven teal lanterns sway"},
}


@pytest.mark.asvs("8.2.3", "15.3.3")
@pytest.mark.parametrize("route", PRIVILEGED)
def test_p071_fields_that_no_form_has_change_nothing(route: str, world: World) -> None:
    """CVE-2026-44787: mass assignment of roles and owners."""
    other = world.people["administrator"]
    extra = {"account_id": other.account_id, "author_id": other.id, "role": "steward", "state": "joined", "staff": "1"}
    extra |= {
        "level": "V4",
        "hidden": "",
        "is_staff": "1",
        "epoch": "0",
        "pinned": "1",
        "persona_id": other.id,
        "id": "1",
    }
    args = ["me-cfs"] if route == "space_join" else []
    roles = Account.objects.get(id=other.account_id).staff_roles.count()
    answer = press(world, STRANGER, route, *args, **PRIVILEGED[route], **extra)
    assert answer.status_code == 302
    me = world.people[STRANGER]
    assert Account.objects.get(id=me.account_id).staff_roles.count() == 0
    assert Account.objects.get(id=other.account_id).staff_roles.count() == roles
    assert not Membership.objects.filter(persona=me, state="joined").exists()
    assert not Post.objects.filter(author=other).exists()
    assert not Post.objects.filter(author=me, pinned=True).exists()
    assert set(Persona.objects.filter(account=other.account).values_list("handle", flat=True)) == {"administrator"}
    assert viewer_of(me).level == "V0"


@pytest.mark.asvs("15.3.5", "15.3.7")
@pytest.mark.parametrize("body", ["list", "brackets", "json"])
def test_p072_a_list_where_one_value_is_meant_gets_no_further(body: str, world: World) -> None:
    """CVE-2026-31805: a parameter sent as an array evades the check."""
    bad = {"list": {"handle": [OWNER, "nobody"], "role": ["moderator", "administrator"]}}
    bad |= {"brackets": {"handle[]": "carer", "role[]": "administrator"}, "json": {"handle": {"$ne": ""}}}
    path = reverse("staff_roles") + "?do=give"
    if body == "json":
        answer = world.browser("administrator").post(path, json.dumps(bad[body]), content_type="application/json")
    else:
        answer = world.browser("administrator").post(path, bad[body])
    assert answer.status_code == 422
    assert not Account.objects.get(id=world.people[OWNER].account_id).staff_roles.exists()
    signed = Client().post(
        reverse("signin"), {"mail": [world.people[OWNER].account.mail, ""], "password": [PASSWORD, "x"]}
    )
    assert signed.status_code == 422


@pytest.mark.asvs("16.5.3")
def test_p073_what_no_rule_names_is_closed() -> None:
    """CVE-2026-28218: where no group is set, everybody may."""
    assert not audience.may_read(audience.Facts(audience="public"))
    assert not audience.may_read(audience.Facts(audience="", space_open=True, in_space=True, follows_author=True))
    assert not any(permissions.may(right, roles=frozenset()) for right in permissions.RIGHTS)
    with pytest.raises(KeyError):
        permissions.may("read everything", roles=frozenset({"administrator"}))
    assert not any(kind.keeps(joined=True, kind="", level="V0") for kind in KINDS.values())


@pytest.mark.parametrize("who", ["moderator", "administrator"])
@pytest.mark.parametrize("name", ["community", "followers", "mentioned", "room", "hidden"])
def test_p074_staff_without_a_tie_are_strangers(who: str, name: str, world: World) -> None:
    """CVE-2026-21865: moderators publish, re-own and read what is private."""
    number = world.posts[name]
    assert is_nothing(world, who, reverse("post", args=[number]))
    for route, form in (("post_edit", {"text": "Mine"}), ("post_delete", {}), ("post_remove", {"reason": "r"})):
        assert press(world, who, route, number, **form).status_code == 404
    assert is_nothing(world, who, reverse("space_members", args=[world.slug("community")]))
    assert queries.readable_ids(world.viewer(who), [number]) == set()


@pytest.mark.asvs("14.2.6", "15.3.1")
def test_p075_staff_pages_hold_no_address_and_no_secret(world: World) -> None:
    """CVE-2025-69218: a moderator's report shows links to backups, addresses and secrets."""
    account = world.people[OWNER].account
    secrets = [
        account.mail,
        str(account.id),
        world.things["session"],
        world.things["reset"],
        "127.0.0.1",
        "second_face",
    ]
    for route in ("staff", "staff_site", "staff_roles", "staff_credentials", "staff_spaces", "staff_accounts"):
        for who in ("moderator", "administrator"):
            told = page(world, who, route)
            assert [secret for secret in secrets if secret in told] == [], (who, route)


def test_p077_any_change_voids_every_older_link(world: World) -> None:
    """CVE-2022-46177: old links for a new password or address live on."""
    press(world, OWNER, "settings_password", current=PASSWORD, password="seven teal lanterns sway")
    answer = press(world, VISITOR, "reset_link", world.things["reset"], password="eight teal lanterns sway")
    assert "no longer works" in answer.content.decode()
    assert Account.objects.get(id=world.people[OWNER].account_id).check_password("seven teal lanterns sway")


def test_p080_what_is_no_page_for_all_is_kept_by_nobody(world: World) -> None:
    """CVE-2025-23023: the cache for visitors is poisoned by headers, and keeps errors."""
    odd = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Prefix": "/evil", "X-HTTP-Method-Override": "DELETE"}
    for path in ("/", "/square/", "/log-in/", "/nowhere/", "/help/", f"/posts/{NOWHERE}/", "/spaces/quiet-corner/"):
        answer = world.browser(VISITOR).get(path, headers=odd)
        assert "no-store" in answer["Cache-Control"], path
        assert b"evil" not in answer.content


def test_p082_pictures_are_handed_out_after_the_question_only(world: World) -> None:
    """CVE-2023-49099: uploads and backups can be fetched by their address."""
    key = world.things["image"]
    file = files.path_of(key)
    assert file.is_file()
    for path in (f"/media/{key[:2]}/{key[2:]}", f"/static/../media/{key[:2]}/{key[2:]}", f"/{file.relative_to('/')}"):
        assert world.browser(OWNER).get(path).status_code == 404
        with pytest.raises(Resolver404):
            resolve(path)
    assert finders.find(f"{key[:2]}/{key[2:]}") is None
    assert content(browser(world, OWNER).get(reverse("media", args=[key]))) == file.read_bytes()
    assert is_nothing(world, STRANGER, reverse("media", args=[key]))


def test_p082_a_copy_of_what_one_has_is_fetched_once_by_its_owner(world: World) -> None:
    """CVE-2023-49099: uploads and backups can be fetched by their address."""
    code = world.things["copy"]
    file = copies.path_of(code)
    whole = file.read_bytes()
    for path in (f"/exports/{code}.zip", f"/media/{code}/", f"/static/../exports/{code}.zip", str(file)):
        assert world.browser(OWNER).get(path).status_code == 404
    assert finders.find(file.name) is None
    path = reverse("settings_copy", args=[code])
    for who in (STRANGER, "moderator", "administrator"):
        assert is_nothing(world, who, path, form={})
    given = world.browser(OWNER).post(path)
    file.write_bytes(whole)  # the world is taken back after the test, its files are not
    assert (given.content, given["X-Content-Type-Options"]) == (whole, "nosniff")
    assert is_nothing(world, OWNER, path, form={})


@pytest.mark.parametrize("name", ["svg", "html", "pdf"])
def test_p082_what_did_not_pass_the_check_is_nowhere(name: str, world: World) -> None:
    """CVE-2023-49099: uploads and backups can be fetched by their address."""
    before = files_in(settings.MEDIA_DIR)
    with pytest.raises(BadImage):
        posts.add_image(by=world.viewer(OWNER), data=STRANGE[name])
    assert files_in(settings.MEDIA_DIR) == before
