"""What went wrong in Mastodon, asked of Bedside. Each docstring begins with the advisory and says the peer's bug."""

import io
import itertools
import re

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse
from PIL import Image

from bedside.areas.contacts import actions as contacts
from bedside.areas.people import actions as people
from bedside.areas.people import names
from bedside.areas.people.models import Session
from bedside.areas.people.tokens import LinkOver
from bedside.areas.posts import actions as posts
from bedside.areas.posts import queries
from bedside.areas.posts.models import Image as Picture
from bedside.areas.posts.words import Words
from bedside.kit import html
from bedside.kit.errors import Refused
from bedside.kit.images import cleaned
from bedside.kit.outbox.actions import deliver_now
from tests.factories import PASSWORD
from tests.security.peers.asking import browser, is_nothing, page, press, write
from tests.security.world import NOWHERE, World, picture

OWNER, STRANGER, VISITOR = "patient_member", "patient_stranger", "anonymous"
HIDDEN_WORDS = ("zebrafinch", "narwhalnote", "ibexletter", "okapiscore", "tapircorner", "lemurdraft")
REDIRECTS = (
    "//evil.example", "/\\evil.example", "/%2F/evil.example", "/%5Cevil.example", "/%252F/evil.example",
    "/web/%2F..%2F/evil.example", "https:evil.example", "\t//evil.example",
)  # fmt: skip


@pytest.mark.asvs("14.2.2")
def test_p009_a_card_that_is_kept_follows_each_block(world: World) -> None:
    """CVE-2026-25540: the answer depends on who asks, the key of the cache does not."""
    shown = []
    for change in (None, contacts.block, contacts.unblock):
        if change:
            change(by=world.viewer(OWNER), target_id=world.people[STRANGER].id)
        shown.append("quokkasong" in page(world, STRANGER, "square"))
        assert "quokkasong" in page(world, "carer", "square")
    assert shown == [True, False, True]


def test_p010_no_header_tells_a_private_post_from_none(world: World) -> None:
    """CVE-2025-67500: whether a private post exists is shown by Accept-Language."""
    languages = ("en", "de", "ar", "cy", "zz", "*")
    kinds = ("text/html", "application/json", "application/activity+json", "*/*", "image/png")
    path = reverse("post", args=[world.posts["community"]])
    for who, language, kind in itertools.product((VISITOR, STRANGER, "blocked", "unconfirmed"), languages, kinds):
        if language == "en" or kind == "text/html":  # each value once beside the usual one
            headers = {"Accept-Language": language, "Accept": kind}
            assert is_nothing(world, who, path, **headers), (who, headers)


@pytest.mark.asvs("8.2.2")
@pytest.mark.parametrize("route", ["draft_open", "evaluation", "persona_edit", "mfa_remove_webauthn", "session_end"])
def test_p011_what_is_anothers_is_nothing(route: str, world: World) -> None:
    """CVE-2026-22246: anybody's list can be read by its number."""
    things = {
        "draft_open": "draft",
        "evaluation": "course",
        "mfa_remove_webauthn": "passkey",
        "session_end": "session",
    }
    number = world.people[OWNER].id if route == "persona_edit" else world.things[things[route]]
    form = {} if route == "session_end" else None
    assert is_nothing(world, "administrator", reverse(route, args=[number]), form=form)


@pytest.mark.asvs("7.4.2")
def test_p013_suspending_ends_what_is_open(world: World) -> None:
    """CVE-2025-62175: a suspended account keeps what it has open."""
    open_page = browser(world, STRANGER)
    assert open_page.get(reverse("settings")).status_code == 200
    people.suspend(by=world.viewer("moderator"), handle=STRANGER)
    assert open_page.get(reverse("settings")).status_code == 302
    assert not Session.objects.filter(account_id=world.people[STRANGER].account_id).exists()


def test_p014_a_new_password_ends_sessions_and_links(world: World) -> None:
    """CVE-2025-62174: resetting the password leaves sessions and tokens alive."""
    people.reset_password(token=world.things["reset"], password="seven teal lanterns sway")
    assert not Session.objects.filter(account_id=world.people[OWNER].account_id).exists()
    assert browser(world, OWNER).get(reverse("settings")).status_code == 302
    with pytest.raises(LinkOver):
        people.reset_password(token=world.things["reset"], password="eight teal lanterns sway")


@pytest.mark.parametrize("who", [VISITOR, STRANGER, "unconfirmed", "blocked"])
def test_p018_no_list_forgets_to_ask(who: str, world: World) -> None:
    """GHSA-58x8-3qxw-6hm7: public timelines, scheduled and translated posts skipped the check."""
    pages = [page(world, who, "square"), page(world, who, "tag", "rest"), page(world, who, "persona", OWNER)]
    pages += [page(world, who, "search", query=f"q={word}") for word in HIDDEN_WORDS]
    posts_shown = [re.findall(r'id="post-(\d+)"', one) for one in pages]
    private = {str(world.posts[name]) for name in ("community", "followers", "mentioned", "room", "hidden", "answer")}
    assert private & {one for some in posts_shown for one in some} == set()


def test_p023_the_sixth_try_waits(world: World) -> None:
    """CVE-2022-2166: one may try passwords without end."""
    address = world.people[STRANGER].account.mail
    for _ in range(5):
        press(world, VISITOR, "signin", mail=address, password="not this one at all")
    last = press(world, VISITOR, "signin", mail=address, password=PASSWORD)
    assert (last.status_code, "bedside" in last.cookies) == (429, False)


@pytest.mark.parametrize(
    "address",
    [
        "a%b.example@mail.example", 'a"b@mail.example', "a!b@mail.example", "a,b@mail.example", "@relay:a@mail.example",
        "a@b@mail.example", "a b@mail.example", "a@[127.0.0.1]", "<a@mail.example>",
        "a@mail.example\r\nBcc: b@c.example",
    ],
)  # fmt: skip
def test_p024_an_address_that_servers_read_in_two_ways_is_refused(address: str) -> None:
    """CVE-2026-41259: characters that mail servers read differently pass the list of allowed domains."""
    with pytest.raises(Refused):
        names.clean_mail(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://good.example" + "." * 3 + "@evil.example/",
        "https://good.example%40x" + "x" * 300 + "@evil.example/",
        "https://good.example:pass@evil.example/a",
    ],
)
def test_p027_a_name_before_the_host_is_no_link(address: str) -> None:
    """CVE-2023-36462: a link is shown so that its true host is hidden."""
    assert "<a " not in html.from_text(address, mentions={}, tag_url=None)


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u2067", "\u200b", "\u200f", "\ufeff", "\u00ad"])
@pytest.mark.parametrize("address", ["https://evil.example/{}moc.doog", "https://good.example{}.evil.example/"])
def test_p027_an_address_with_hidden_signs_is_no_link(address: str, sign: str) -> None:
    """CVE-2023-36462: a link is shown so that its true host is hidden."""
    assert "<a " not in html.from_text(address.format(sign), mentions={}, tag_url=None)


@pytest.mark.asvs("1.2.1")
def test_p031_words_of_members_are_words_on_every_page(world: World) -> None:
    """CVE-2023-42452: translated text is not cleaned."""
    bad = "<img src=x onerror=alert(1)><script>alert(1)</script>"
    words = Words(text=bad, title=bad, warning=bad, kind="article", topic=bad[:60])
    made = posts.publish(by=world.viewer(OWNER), words=words)
    posts.edit(by=world.viewer(OWNER), post_id=made.id, words=Words(text=bad + "!", title=bad, kind="article"))
    for route, args in (("post", [made.id]), ("post_history", [made.id]), ("square", []), ("persona", [OWNER])):
        told = page(world, "carer", route, *args)
        assert "<img src=x" not in told
        assert "<script>alert" not in told


def test_p037_who_waits_reads_nothing_yet(world: World) -> None:
    """CVE-2026-27468: what was not approved yet could subscribe."""
    private = [world.posts[name] for name in ("community", "followers", "answer", "hidden")]
    seen = {who: queries.readable_ids(world.viewer(who), private) for who in ("waiting", "asker", "banned")}
    assert seen == {"waiting": set(), "asker": set(), "banned": set()}


@pytest.mark.parametrize(
    "text",
    [
        "<math><mi//xlink:href='data:x,<script>1</script>'>" * 50, "<svg><style><!--</style><math>" * 20,
        "<" * 4000, "[" * 3000 + "]" * 3000, "*" * 4000, "`" * 4001, "> " * 2000, "<a href='\0'>",
        "&#x;&#99999999;" * 99,
    ],
    ids=range(9),
)  # fmt: skip
def test_p038_broken_markup_stops_nothing(text: str) -> None:
    """CVE-2026-50129: a malformed <math> crashes the sanitiser and with it the server."""
    for made in (html.from_markdown(text), html.from_text(text, mentions={}, tag_url=None), html.clean(text)):
        assert "<script" not in made
        assert "<math" not in made


@pytest.mark.parametrize("count", [1, 7, 1000])
def test_p039_a_poll_has_two_to_six_answers(count: int, world: World) -> None:
    """CVE-2026-23962: a remote poll may have any number of options."""
    with pytest.raises(Refused):
        posts.publish(by=world.viewer(OWNER), words=Words(text="?", kind="poll", options=("x",) * count))


@pytest.mark.asvs("1.3.3")
@pytest.mark.parametrize("model", [m for m in apps.get_models() if m.__module__.startswith("bedside.")], ids=str)
def test_p040_every_text_has_a_longest_length(model: type[models.Model]) -> None:
    """CVE-2026-23963: names and filters have no longest length."""
    texts = [one for one in model._meta.fields if isinstance(one, models.CharField | models.TextField)]
    assert [one.name for one in texts if one.max_length is None and one.name != "session_data"] == []


@pytest.mark.parametrize("how", ["blocked", "suspended"])
def test_p042_nobody_comes_back_by_being_passed_on(how: str, world: World) -> None:
    """CVE-2026-23961: a suspended author comes back when others pass on the post."""
    written = write(world, STRANGER, "A quollmorning for all. #rest")
    world.people["room_doctor"].refresh_from_db()
    contacts.follow(by=world.viewer(OWNER), target_id=world.people["room_doctor"].id)
    posts.mark(by=world.viewer("room_doctor"), post_id=written, kind="boosted", on=True)
    deliver_now()
    assert "quollmorning" in page(world, OWNER, "home")
    if how == "blocked":
        contacts.block(by=world.viewer(OWNER), target_id=world.people[STRANGER].id)
    else:
        people.suspend(by=world.viewer("moderator"), handle=STRANGER)
    looks = [("home", ""), ("square", ""), ("search", "q=quollmorning"), ("bookmarks", "")]
    found = [route for route, query in looks if f"post-{written}" in page(world, OWNER, route, query=query)]
    assert found == []


@pytest.mark.parametrize("address", REDIRECTS)
@pytest.mark.parametrize("route", ["theme", "switch_persona", "post_bookmark", "signin", "post_pin"])
def test_p043_no_form_sends_anybody_away(route: str, address: str, world: World) -> None:
    """CVE-2026-33868: an open redirect at /web/%2F.. ."""
    form = {"next": address, "theme": "dark", "persona": str(world.people["second_face"].id), "on": "1"}
    form |= {"mail": world.people[STRANGER].account.mail, "password": PASSWORD}
    args = [world.posts["community" if route == "post_pin" else "public"]] if route.startswith("post_") else []
    who = {"signin": VISITOR, "post_pin": "steward"}.get(route, OWNER)
    answer = press(world, who, route, *args, **form)
    assert answer.status_code == 302
    assert "evil" not in answer["Location"]


def test_p045_who_moderates_is_named_to_nobody(world: World) -> None:
    """CVE-2022-48364: the moderator's identity leaks."""
    posts.remove(by=world.viewer("moderator"), post_id=world.posts["public"], reason="Off the point")
    people.suspend(by=world.viewer("moderator"), handle="carer")
    people.restore(by=world.viewer("moderator"), handle="carer")
    deliver_now()
    looks = [(OWNER, "notices"), (OWNER, "home"), ("carer", "notices"), ("carer", "home"), ("carer", "settings")]
    name = world.people["moderator"].name
    assert [look for look in looks if name in (body := page(world, *look)) or "@moderator" in body] == []


@pytest.mark.parametrize("who", ["unconfirmed", "suspended", "asker", "waiting"])
def test_p046_an_account_that_waits_sees_what_a_stranger_sees(who: str, world: World) -> None:
    """CVE-2025-27399: accounts that are not approved see what is for members only."""
    assert 'id="post-' not in page(world, who, "search", query="q=zebrafinch")
    assert browser(world, who).get(reverse("post", args=[world.posts["community"]])).status_code == 404
    if who == "suspended":
        return  # is signed out before anything is read
    found = queries.readable_ids(world.viewer(who), world.posts.values())
    assert found == queries.readable_ids(world.viewer(STRANGER), world.posts.values())


@pytest.mark.parametrize("route", ["post_help", "post_bookmark", "post_boost", "post_vote", "post_pin", "post_delete"])
@pytest.mark.parametrize("name", ["community", "followers", "mentioned", "hidden", "room"])
def test_p047_pressing_shows_nothing_that_looking_does_not(route: str, name: str, world: World) -> None:
    """Mastodon 3.1.2, 3.5.3: taking back a favourite, or reporting, returns the post that one may not see."""
    path = reverse(route, args=[world.posts[name]])
    for headers in ({}, {"HX-Request": "true"}):
        answer = world.browser(STRANGER).post(path, {"on": "0", "option": "1"}, headers=headers)
        nothing = world.browser(STRANGER).post(
            reverse(route, args=[NOWHERE]), {"on": "0", "option": "1"}, headers=headers
        )
        assert answer.status_code == nothing.status_code == 404
        assert not any(word in answer.content.decode() for word in HIDDEN_WORDS)


@pytest.mark.asvs("14.2.8")
def test_p048_pictures_have_random_names_and_no_memory(world: World) -> None:
    """Mastodon 3.1.0, 3.1.5: media can be counted up, and keep where they were taken."""
    shot, exif = Image.new("RGB", (32, 32), "teal"), Image.Exif()
    exif[0x010E], exif[0x8825] = "Ward 7 of zqhospital", {1: "N", 2: (51.0, 30.0, 0.0)}
    for form in ("JPEG", "PNG", "WEBP"):
        out = io.BytesIO()
        shot.save(out, form, exif=exif)
        assert b"zqhospital" in out.getvalue()
        clean = cleaned(out.getvalue())
        assert b"zqhospital" not in clean.data
        assert dict(Image.open(io.BytesIO(clean.data)).getexif()) == {}
    keys = [posts.add_image(by=world.viewer(OWNER), data=picture()) for _ in range(3)]
    assert all(re.fullmatch(r"[0-9a-f]{32}", key) for key in keys)
    assert len({key[:8] for key in keys}) == 3
    assert Picture.objects.filter(key__in=keys).count() == 3
