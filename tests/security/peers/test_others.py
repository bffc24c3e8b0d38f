"""What went wrong in Lemmy, Pixelfed, Pleroma, GoToSocial, Takahe, BookWyrm and Zulip, asked of Bedside."""

import ast

import pytest
from django.conf import settings
from django.urls import reverse

from bedside.areas.contacts import actions as contacts
from bedside.areas.contacts.models import Follow
from bedside.areas.people import actions as people
from bedside.areas.people import tokens
from bedside.areas.people.models import Account, Persona, SiteProfile
from bedside.areas.people.tokens import LinkOver
from bedside.areas.posts import actions as posts
from bedside.areas.posts import files, queries
from bedside.areas.posts.models import Image, Mention
from bedside.areas.posts.words import Words
from bedside.areas.spaces import actions as spaces
from bedside.areas.spaces.models import Membership, Space
from bedside.kit.errors import NotHere, Refused
from bedside.kit.outbox.actions import deliver_now
from tests.security.answers import content
from tests.security.matrix.cases import CASES, Case
from tests.security.matrix.table import rows
from tests.security.peers.asking import browser, is_nothing, page, press, write
from tests.security.test_hostile_pictures import files_in
from tests.security.world import World, picture
from tests.shape.source import modules

OWNER, STRANGER, VISITOR = "patient_member", "patient_stranger", "anonymous"
BAD = "<script>alert(1)</script><b onmouseover=alert(1)>x</b>"


def shown_in(world: World, who: str, post_id: int) -> list[str]:
    """Return the lists in which `who` is shown a post."""
    looks = {"home": "", "square": "", "search": "q=kiwiword", "bookmarks": "", "notices": ""}
    return [route for route, query in looks.items() if f"/posts/{post_id}/" in page(world, who, route, query=query)]


def test_p087_deleting_removes_exactly_ones_own_pictures(world: World) -> None:
    """Lemmy GHSA-wr2m-38xh-rpc9: purging somebody deletes pictures of others."""
    others = posts.add_image(by=world.viewer("carer"), data=picture())
    mine = posts.add_image(by=world.viewer(OWNER), data=picture())
    fields = {"text": "Kept", "images": [others, mine]}
    posts.save_draft(by=world.viewer(OWNER), place="new", fields=fields)
    posts.drop_draft(by=world.viewer(OWNER), place="new")
    posts.delete(by=world.viewer(OWNER), post_id=world.posts["community"])
    left = set(Image.objects.values_list("key", flat=True))
    assert (others in left, mine in left, world.things["image"] in left) == (True, False, False)
    assert world.things["waiting_image"] in left


@pytest.mark.parametrize("who", [VISITOR, STRANGER])
def test_p090_search_and_profiles_hold_no_private_post(who: str, world: World) -> None:
    """Lemmy 91931eb6c: private posts are found by search and stand on profiles."""
    told = page(world, who, "persona", OWNER)
    told += "".join(page(world, who, "search", query=f"q={word}") for word in ("pacing", "follow", "alone", "welcome"))
    assert [word for word in ("zebrafinch", "narwhalnote", "ibexletter", "tapircorner") if word in told] == []


@pytest.mark.parametrize("route", ["post", "post_history", "post_reply", "space_members", "space_join", "media"])
def test_p091_no_door_of_a_hidden_community_is_left_open(route: str, world: World) -> None:
    """Lemmy d42b9d840: checks of private communities are missing in places."""
    here = {"space_members": "quiet-corner", "space_join": "quiet-corner", "media": world.things["image"]}
    assert is_nothing(world, STRANGER, reverse(route, args=[here.get(route, world.posts["hidden"])]))


def test_p092_signing_in_and_searching_tell_no_address(world: World) -> None:
    """Lemmy 4d235a1b6: the log-in tells whether an account exists, the search finds mail addresses."""
    address = world.people["carer"].account.mail
    told = [
        press(world, VISITOR, "signin", mail=one, password="not this one at all").content.count(b'class="err')
        for one in (address, "nobody@mail.example")
    ]
    assert told[0] == told[1] == 1
    for query in (address, address.split("@", maxsplit=1)[0], "mail.example"):
        assert 'href="/@carer/"' not in page(world, OWNER, "search", query=f"q={query}&in=people")


def test_p093_a_blocked_one_reaches_nobody_by_an_edit(world: World) -> None:
    """Lemmy 2d169d630: a blocked user edits a message to reach the victim."""
    written = write(world, "blocked", "Good morning.")
    words = Words(text=f"Good morning @{OWNER}, this is kiwiword.")
    posts.edit(by=world.viewer("blocked"), post_id=written, words=words)
    deliver_now()
    assert not Mention.objects.filter(post_id=written).exists()
    assert shown_in(world, OWNER, written) == []


@pytest.mark.asvs("6.4.1")
@pytest.mark.parametrize("kind", ["reset", "confirm", "new_mail"])
def test_p094_a_link_works_once(kind: str, world: World) -> None:
    """Lemmy 4ffaa9343: the token of a password reset can be used again."""
    account = Account.objects.get(id=world.people["unconfirmed" if kind == "confirm" else OWNER].account_id)
    if kind == "new_mail":
        people.ask_new_mail(by=world.viewer(OWNER), mail="next@mail.example", password="correct horse battery staple")
        account.refresh_from_db()
    token = tokens.make(kind, account=account)
    use = {
        "reset": lambda: people.reset_password(token=token, password="seven teal lanterns sway"),
        "confirm": lambda: people.confirm(token=token, password="correct horse battery staple"),
        "new_mail": lambda: people.confirm_new_mail(token=token),
    }[kind]
    use()
    with pytest.raises(LinkOver):
        use()


@pytest.mark.parametrize("whose", ["waiting_image", "image"])
def test_p096a_anothers_picture_goes_on_no_post(whose: str, world: World) -> None:
    """Pleroma 2.6.0: an attachment is read by naming its id in a post of one's own."""
    with pytest.raises(Refused):
        posts.publish(by=world.viewer("carer"), words=Words(text="Mine", images=(world.things[whose],), alts=("a",)))


@pytest.mark.asvs("1.5.1")
def test_p096b_no_part_of_the_house_reads_xml() -> None:
    """Pleroma 2.5.x: an external entity of an XML file reads files of the server."""
    readers = ("xml", "lxml", "defusedxml", "xmltodict", "html5lib", "bs4")
    found = [
        (path, alias.name)
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in ([ast.alias(node.module or "")] if isinstance(node, ast.ImportFrom) else node.names)
        if alias.name.split(".")[0] in readers
    ]
    assert found == []


def test_p096d_a_handle_is_given_out_once(world: World) -> None:
    """Pleroma 2.4.3: who takes the name of a deleted account reads its messages."""
    Persona.objects.filter(id=world.people["other_face"].id).delete()
    with pytest.raises(Refused) as refused:
        people.add_persona(by=world.viewer(STRANGER), kind="patient", name="New", handle="other_face")
    assert refused.value.code == "handle_taken"


def test_p096e_nobody_is_made_to_follow(world: World) -> None:
    """Pleroma 2.0.x: somebody can be made to follow."""
    with pytest.raises(NotHere):
        contacts.accept_follower(by=world.viewer(STRANGER), target_id=world.people[OWNER].id)
    press(world, STRANGER, "accept_follower", OWNER)
    press(world, STRANGER, "follow", OWNER, owner_id=world.people[OWNER].id, target_id=world.people[STRANGER].id)
    assert not Follow.objects.filter(owner=world.people[OWNER]).exists()
    assert not Follow.objects.filter(owner=world.people[STRANGER], accepted=True).exists()


@pytest.mark.asvs("14.2.2")
def test_p096g_what_is_private_is_kept_by_no_cache(world: World) -> None:
    """Pleroma 1.1.0: private objects are cached and handed to others."""
    for route, name in (("post", "community"), ("post", "followers"), ("media", "image")):
        path = reverse(route, args=[world.things["image"] if route == "media" else world.posts[name]])
        answer = browser(world, OWNER).get(path)
        assert content(answer)
        assert (answer["Cache-Control"], "ETag" in answer) == ("private, no-store", False)


def test_p096h_who_pressed_what_is_named_to_nobody(world: World) -> None:
    """Pleroma 0.9: who liked a post, and lists of others, can be read."""
    for kind in ("helped", "saved", "boosted"):
        posts.mark(by=world.viewer("steward"), post_id=world.posts["public"], kind=kind, on=True)
    for who in (VISITOR, STRANGER, "carer", "clinician_guest"):
        told = page(world, who, "post", world.posts["public"])
        assert "@steward" not in told
        assert world.people["steward"].name + "<" not in told
    contacts_pages = [page(world, STRANGER, "contacts", query=f"list={name}") for name in ("blocked", "waiting", "")]
    assert not any(f"@{OWNER}" in one or "@waiting" in one for one in contacts_pages)


def test_p096i_no_address_makes_a_page_longer(world: World) -> None:
    """Pleroma 0.9: a page can be asked for that is as long as one likes."""
    for number in range(24):
        write(world, OWNER, f"Post {number}")
    query = "&".join(f"{name}=10000" for name in ("limit", "size", "per_page", "page_size", "count", "n", "first"))
    told = page(world, "carer", "square", query=query)
    assert told.count('<article class="post"') == 20


def test_p098a_a_block_covers_whoever_is_involved(world: World) -> None:
    """GoToSocial 469da9367: a block misses the others involved in a reply, a boost or a mention."""
    theirs = write(world, STRANGER, "A kiwiword of mine.")
    reply = write(world, "steward", "An answer, kiwiword.", reply_to_id=theirs)
    named = write(world, "steward", f"Thank you @{STRANGER}, kiwiword.")
    posts.mark(by=world.viewer("carer"), post_id=theirs, kind="boosted", on=True)
    Follow.objects.create(owner=world.people[OWNER], target=world.people["carer"], accepted=True)
    contacts.block(by=world.viewer(OWNER), target_id=world.people[STRANGER].id)
    deliver_now()
    assert shown_in(world, OWNER, theirs) == []
    assert shown_in(world, OWNER, reply) == []
    assert queries.readable_ids(world.viewer(OWNER), [theirs, reply, named]) == {named}


@pytest.mark.parametrize("field", ["name", "about"])
def test_p098c_what_a_persona_says_of_itself_is_words(field: str, world: World) -> None:
    """GoToSocial f487fc5d4: the fields of a profile are not cleaned."""
    Persona.objects.filter(id=world.people[OWNER].id).update(**{field: BAD[:60]})
    for route, args in (("persona", [OWNER]), ("square", []), ("post", [world.posts["public"]])):
        told = page(world, STRANGER, route, *args)
        assert "<script>alert" not in told
        assert "<b onmouseover" not in told


def test_p098d_an_address_counts_once_it_is_confirmed(world: World) -> None:
    """GoToSocial ce22e03f9: the token of an address that was never confirmed opens an account."""
    account = Account.objects.get(id=world.people["unconfirmed"].account_id)
    for kind in ("reset", "new_mail"):
        with pytest.raises(LinkOver):
            tokens.read(kind, world.things["confirm"])
    signed = press(world, VISITOR, "signin", mail=account.mail, password="correct horse battery staple")
    assert signed.status_code == 422
    answer = press(world, VISITOR, "confirm_link", world.things["confirm"], password="not this one at all")
    account.refresh_from_db()
    assert (answer.status_code, account.mail_confirmed_at) == (422, None)


@pytest.mark.parametrize("press_on", ["the author", "who passed it on"])
def test_p098f_a_mute_covers_what_is_passed_on(press_on: str, world: World) -> None:
    """GoToSocial b1c0eca1d: muting somebody misses what others pass on."""
    written = write(world, STRANGER, "A kiwiword for all.")
    Follow.objects.create(owner=world.people[OWNER], target=world.people["steward"], accepted=True)
    posts.mark(by=world.viewer("steward"), post_id=written, kind="boosted", on=True)
    assert f"post-{written}" in page(world, OWNER, "home")
    whom = world.people[STRANGER if press_on == "the author" else "steward"]
    contacts.mute(by=world.viewer(OWNER), target_id=whom.id)
    assert f"post-{written}" not in page(world, OWNER, "home")


def test_p099a_an_edit_takes_along_no_picture_of_another(world: World) -> None:
    """Takahe 542678c: another's media can be attached to a post."""
    path = reverse("post_edit", args=[world.posts["answer"]])
    key = world.things["waiting_image"]
    browser(world, "carer").post(path, {"text": "Changed", "do": "publish", "image": key, "image_alt": "Mine"})
    assert Image.objects.get(key=key).post_id is None
    assert not Image.objects.filter(post_id=world.posts["answer"]).exists()


@pytest.mark.parametrize("route", ["home", "notices", "settings", "square", "spaces", "drafts", "contacts", "staff"])
def test_p099b_no_page_of_a_member_may_be_kept(route: str, world: World) -> None:
    """Takahe ac54c7f: pages of signed-in members are cached."""
    answer = browser(world, "administrator").get(reverse(route))
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")


STAFF_ROWS = [row for row in rows() if row.route.startswith("staff")]


@pytest.mark.parametrize("who", [VISITOR, OWNER, "steward", "clinician_guest", "unconfirmed"])
def test_p099c_settings_of_the_site_are_for_its_staff(who: str, world: World) -> None:
    """Takahe b8460b0: settings are open to people who are no administrators."""
    before = SiteProfile.objects.values().first()
    for row in STAFF_ROWS:
        give = CASES.get((row.method, row.route, row.object))
        case = give(world) if give is not None else Case()
        form = case.form if row.method == "POST" else None
        assert is_nothing(world, who, case.path(row.route), form=form), str(row)
    assert SiteProfile.objects.values().first() == before


@pytest.mark.parametrize("who_blocks", [OWNER, STRANGER])
def test_p099d_a_block_empties_what_was_there_before(who_blocks: str, world: World) -> None:
    """Takahe 9d97fc9: after a block old entries stay in timelines."""
    Follow.objects.create(owner=world.people[OWNER], target=world.people[STRANGER], accepted=True)
    written = write(world, STRANGER, f"Hello @{OWNER}, kiwiword.")
    posts.mark(by=world.viewer(OWNER), post_id=written, kind="saved", on=True)
    deliver_now()
    assert set(shown_in(world, OWNER, written)) >= {"home", "square", "bookmarks", "notices"}
    other = STRANGER if who_blocks == OWNER else OWNER
    contacts.block(by=world.viewer(who_blocks), target_id=world.people[other].id)
    assert shown_in(world, OWNER, written) == []


def test_p100c_signing_in_leads_to_this_site(world: World) -> None:
    """BookWyrm 661865de8: the log-in sends one to another site."""
    form = {"mail": world.people[STRANGER].account.mail, "password": "correct horse battery staple"}
    for address in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        path = f"{reverse('signin')}?next={address}"
        assert browser(world, VISITOR).post(path, form | {"next": address})["Location"] == "/"


def test_p100e_what_was_saved_is_asked_about_again(world: World) -> None:
    """BookWyrm 6c02d700a: items of a list are shown to who may not see them."""
    for name in ("community", "public"):
        posts.mark(by=world.viewer("carer"), post_id=world.posts[name], kind="saved", on=True)
    assert "zebrafinch" in page(world, "carer", "bookmarks")
    spaces.leave(by=world.viewer("carer"), space=world.spaces["community"])
    assert "zebrafinch" not in page(world, "carer", "bookmarks")
    assert "zebrafinch" not in page(world, STRANGER, "bookmarks")


def test_p101b_an_invitation_gives_no_more_than_a_place(world: World) -> None:
    """Zulip CVE-2024-21630: an invitation gives more rights than its maker may give."""
    with pytest.raises(NotHere):
        spaces.invite(by=world.viewer("carer"), space=world.spaces["community"])
    space = browser(world, STRANGER).post(
        reverse("invitation", args=[world.things["invitation"]]), {"consent": "1", "role": "steward", "state": "joined"}
    )
    assert space.status_code == 302
    assert Membership.objects.get(persona=world.people[STRANGER]).role == "member"


@pytest.mark.asvs("8.4.1")
def test_p101c_an_invitation_opens_no_other_space(world: World) -> None:
    """Zulip CVE-2023-32677: an invitation of one organisation opens another."""
    form = {"consent": "1", "space": "me-cfs", "space_id": str(world.spaces["community"].id)}
    press(world, STRANGER, "invitation", world.things["invitation"], **form)
    assert not Membership.objects.filter(persona=world.people[STRANGER], space=world.spaces["community"]).exists()
    with pytest.raises(NotHere):
        spaces.redeem(by=world.viewer("room_doctor"), code="A" * 22, consent=True)


@pytest.mark.asvs("1.2.1")
def test_p101d_pages_of_staff_and_stewards_show_words_as_words(world: World) -> None:
    """Zulip CVE-2026-24050: stored script runs in a dialog of the administrators."""
    Persona.objects.filter(id=world.people["asker"].id).update(name=BAD[:60])
    Membership.objects.filter(persona=world.people["asker"]).update(note=BAD)
    Space.objects.filter(id=world.spaces["community"].id).update(purpose=BAD)
    posts_page = page(world, "steward", "post_remove", world.posts["community"])
    looks = [("steward", "space_requests"), ("steward", "space_members"), ("steward", "space_ban")]
    told = [posts_page, *(page(world, who, route, "me-cfs") for who, route in looks)]
    told += [page(world, "administrator", route) for route in ("staff", "staff_spaces", "staff_accounts")]
    assert any("&lt;script&gt;" in one for one in told)
    assert not any("<script>alert" in one or "<b onmouseover" in one for one in told)


def test_p103_who_uploaded_a_picture_can_take_it_away(world: World, django_capture_on_commit_callbacks: object) -> None:
    """Pixelfed, Lemmy (2024): who uploads a picture by mistake can't delete it."""
    waiting = posts.add_image(by=world.viewer(OWNER), data=picture())
    for key, take_away in (
        (waiting, lambda: posts.drop_image(by=world.viewer(OWNER), key=waiting)),
        (world.things["image"], lambda: posts.delete(by=world.viewer(OWNER), post_id=world.posts["community"])),
    ):
        data = files.path_of(key).read_bytes()
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            take_away()
        assert not files.path_of(key).exists()
        assert not Image.objects.filter(key=key).exists()
        files.keep(key, data)  # the world is taken back after the test, its files are not
    with pytest.raises(NotHere):
        posts.drop_image(by=world.viewer("carer"), key=world.things["waiting_image"])


@pytest.mark.parametrize("way", ["taken out", "deleted"])
def test_p103_nothing_that_was_made_of_a_picture_stays(
    way: str, world: World, django_capture_on_commit_callbacks: object
) -> None:
    """Pixelfed, Lemmy (2024): who uploads a picture by mistake can't delete it."""
    me = world.viewer("asker")
    before = files_in(settings.MEDIA_DIR)
    key = posts.add_image(by=me, data=picture(width=3000, height=2000))
    assert len(files_in(settings.MEDIA_DIR)) == len(before) + 1  # one file a picture: none smaller, none as it came
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        if way == "taken out":
            posts.drop_image(by=me, key=key)
        else:
            made = posts.publish(by=me, words=Words(text="Look.", images=(key,), alts=("Teal",)))
            posts.delete(by=me, post_id=made.id)
    assert files_in(settings.MEDIA_DIR) == before
    assert not Image.objects.filter(key=key).exists()
