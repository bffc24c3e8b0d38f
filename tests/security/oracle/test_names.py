"""Handles, words and ids that one types: what is hidden answers as what there is not, or as what the site keeps."""

import json
from collections.abc import Iterator
from copy import deepcopy
from hashlib import sha256
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from fido2.utils import websafe_encode
from fido2.webauthn import AuthenticatorData, CollectedClientData

from bedside.areas.people.models import AccountState, TakenHandle
from bedside.areas.posts import actions as posts
from bedside.areas.posts.models import Mention, Post
from bedside.areas.posts.words import Words
from bedside.areas.spaces.models import Invitation, Membership, MembershipRole
from tests.factories import block, make_account, make_persona, viewer_of
from tests.security.oracle.strict import Told, send, told, twin
from tests.security.world import World

# All of nine signs, so that every length can be compared.
RESERVED, NOBODY = "moderator", "nobodyhas"
HELD = ("unconf_me", "suspended", "blocks_me", "goneforme", "shown_one", "c_seventy")
HIDDEN = ("unconf_me", "suspended", "blocks_me", "goneforme")
ASKERS = ("patient_stranger", "steward")
CLOSED_WORD, OTHER_WORD = "quaggaword", "drowaggauq"


@pytest.fixture
def named(world: World) -> World:
    """Add those whose handles are tried."""
    make_persona(handle="unconf_me", account=make_account(confirmed=False), hidden=True)
    blocker = make_persona(handle="blocks_me", name="Blocks Me")
    for asker in ASKERS:
        block(blocker, world.people[asker])
    TakenHandle.objects.create(handle="goneforme")
    make_persona(handle="shown_one")
    return world


def sent(browser: Client, path: str, form: dict[str, Any] | None, asked: str, **headers: str) -> Told:
    response = send(browser, "POST" if form is not None else "GET", path, form, headers=headers or None)
    return told(response, asked=[asked])


@pytest.mark.parametrize("handle", HELD)
def test_a_handle_that_is_held_cannot_be_had_like_one_the_site_keeps_at_sign_up(handle: str, named: World) -> None:
    browser = named.browser("anonymous")
    browser.post("/sign-up/1/", {"month": "5", "year": "1980"})
    browser.post("/sign-up/2/", {"kind": "patient"})
    one, other = (
        sent(browser, "/sign-up/3/", {"name": "Quiet Heron", "handle": tried}, tried) for tried in (handle, RESERVED)
    )
    assert one == other
    assert one.status == 422


@pytest.mark.parametrize("handle", HELD)
def test_a_handle_that_is_held_cannot_be_had_like_one_the_site_keeps_for_a_new_persona(
    handle: str, named: World
) -> None:
    browser = named.browser("patient_stranger")
    form = {"kind": "patient", "name": "Quiet Heron"}
    one, other = (
        sent(browser, "/settings/personas/new/", form | {"handle": tried}, tried) for tried in (handle, RESERVED)
    )
    assert one == other
    assert one.status == 422


@pytest.mark.parametrize("page", ["kept-out", "stewards"])
@pytest.mark.parametrize("handle", HIDDEN)
def test_a_steward_cannot_name_who_is_hidden(handle: str, page: str, named: World) -> None:
    browser = named.browser("steward")
    one, other = (sent(browser, f"/spaces/me-cfs/{page}/", {"handle": tried}, tried) for tried in (handle, NOBODY))
    assert one == other


@pytest.mark.parametrize("press", ["requests/{}/let-in", "requests/{}/turn-away"])
@pytest.mark.parametrize("handle", [*HIDDEN, "shown_one"])
def test_a_steward_cannot_answer_who_did_not_ask(handle: str, press: str, named: World) -> None:
    browser = named.browser("steward")
    one, other = (sent(browser, f"/spaces/me-cfs/{press.format(tried)}/", {}, tried) for tried in (handle, NOBODY))
    assert one == other


@pytest.mark.parametrize(("where", "audience"), [("/compose/", "public"), ("/compose/?space=me-cfs", "space")])
@pytest.mark.parametrize("handle", HIDDEN)
def test_naming_who_is_hidden_is_naming_nobody(handle: str, where: str, audience: str, named: World) -> None:
    made = []
    for tried in (handle, NOBODY):
        with transaction.atomic():
            browser = named.browser("steward")
            answer = browser.post(where, {"text": f"Good day, @{tried}, and all.", "audience": audience})
            post = Post.objects.latest("id")
            page = told(browser.get(answer["Location"]), asked=[tried, str(post.id)])
            made.append((answer.status_code, Mention.objects.filter(post_id=post.id).count(), page))
            transaction.set_rollback(True)
    assert made[0] == made[1]
    assert made[0][0] == 302


@pytest.mark.parametrize("handle", HIDDEN)
def test_the_guard_says_the_same_of_who_is_hidden_and_of_nobody(handle: str, named: World) -> None:
    browser = named.browser("patient_stranger")
    place = f"/compose/check/?place=space:{named.spaces['square'].id}"
    one, other = (
        sent(browser, place, {"text": f"Good day, @{tried}, and all."}, tried, HX_Request="true")
        for tried in (handle, NOBODY)
    )
    assert one == other


@pytest.fixture
def closed(named: World) -> Iterator[World]:
    """Write one word in all that is closed to a stranger, and in nothing else."""
    text = f"A day with {CLOSED_WORD}. #{CLOSED_WORD}"
    owner, world = named.viewer("patient_member"), named
    for audience in ("followers", "mentioned"):
        posts.publish(by=owner, words=Words(text=text), audience=audience)
    posts.publish(by=owner, words=Words(text=text), space_id=world.spaces["community"].id)
    deleted = posts.publish(by=owner, words=Words(text=text))
    posts.delete(by=owner, post_id=deleted.id)
    edited = posts.publish(by=owner, words=Words(text=text))
    posts.edit(by=owner, post_id=edited.id, words=Words(text="Nothing of that."))
    posts.save_draft(by=owner, place=f"space:{world.spaces['square'].id}", fields={"text": text})
    make_persona(handle=CLOSED_WORD, name=CLOSED_WORD.title(), hidden=True)
    make_persona(kind="personal", handle=f"{CLOSED_WORD}2", name=CLOSED_WORD.title())
    world.spaces["hidden"].name = f"The {CLOSED_WORD}"
    world.spaces["hidden"].save()
    closing = make_persona(handle="closed_one")
    posts.publish(by=viewer_of(closing), words=Words(text=text))
    closing.hidden, closing.account.state = True, AccountState.SUSPENDED
    closing.save()
    closing.account.save()
    yield world
    world.spaces["hidden"].name = "Quiet corner"


@pytest.mark.parametrize("who", ["patient_stranger", "anonymous"])
@pytest.mark.parametrize("kind", ["posts", "people", "spaces", "tags", "anything"])
def test_a_word_that_is_closed_is_found_like_one_that_nobody_wrote(kind: str, who: str, closed: World) -> None:
    browser = closed.browser(who)
    one, other = (sent(browser, f"/search/?in={kind}&q={word}", None, word) for word in (CLOSED_WORD, OTHER_WORD))
    assert one == other


@pytest.mark.parametrize("start", ["quagg", "quaggaword2"])
def test_the_beginning_of_a_closed_hashtag_proposes_nothing(start: str, closed: World) -> None:
    browser = closed.browser("patient_stranger")
    one, other = (sent(browser, f"/search/?in=tags&q={word}", None, word) for word in (start, start[::-1]))
    assert one == other


def test_the_page_of_a_closed_hashtag_is_that_of_an_unused_one(closed: World) -> None:
    browser = closed.browser("patient_stranger")
    one, other = (sent(browser, f"/tags/{word}/", None, word) for word in (CLOSED_WORD, OTHER_WORD))
    assert one == other


LISTS = (
    "/?",
    "/square/?",
    "/spaces/hill-practice/?",
    "/spaces/me-cfs/?",
    "/@patient_member/?",
    "/tags/rest/?",
    "/search/?q=day&",
)


@pytest.mark.parametrize("begins", LISTS)
def test_a_list_that_begins_at_a_closed_post_is_one_that_begins_at_no_post(begins: str, world: World) -> None:
    browser, hidden = world.browser("patient_stranger"), str(world.posts["hidden"])
    one, other = (sent(browser, f"{begins}before={number}", None, number) for number in (hidden, next_to(hidden)))
    assert one == other


def next_to(number: str) -> str:
    """Return the id before this one: of the same moment, and nobody's."""
    beside = str(int(number) - 1)
    assert not Post.objects.filter(id=beside).exists()
    return beside


@pytest.mark.parametrize("do", ["publish", "draft", "add", "check"])
@pytest.mark.parametrize("picture", ["image", "waiting_image"])
def test_another_ones_picture_cannot_be_put_on_a_post_any_more_than_no_picture(
    picture: str, do: str, world: World
) -> None:
    browser, key = world.browser("patient_stranger"), world.things[picture]
    form = {"text": "Look at this.", "do": do, "audience": "public", "key": "123456789", "image_alt": ""}
    one, other = (sent(browser, "/compose/", form | {"image": tried}, tried) for tried in (key, twin(key)))
    assert one == other


def test_an_answer_of_another_poll_is_no_answer(world: World) -> None:
    owner = world.viewer("patient_member")
    poll = posts.publish(by=owner, words=Words(text="Tea?", kind="poll", options=("Yes", "No")))
    option = str(world.things["option"])
    browser = world.browser("patient_stranger")
    one, other = (
        sent(browser, f"/posts/{poll.id}/vote/", {"option": tried}, tried) for tried in (option, str(int(option) + 900))
    )
    assert one == other
    assert one.status == 404


def test_another_accounts_persona_cannot_speak_any_more_than_nobody(world: World) -> None:
    browser, number = world.browser("patient_stranger"), str(world.people["second_face"].id)
    one, other = (
        sent(browser, "/settings/personas/switch/", {"persona": tried}, tried) for tried in (number, twin(number))
    )
    assert one == other


@pytest.mark.parametrize("state", ["used up", "too old", "of a steward no more"])
def test_an_invitation_that_is_over_is_one_that_never_was(state: str, world: World) -> None:
    changes: dict[str, dict[str, Any]] = {"used up": {"uses_left": 0}, "too old": {"expires_at": "2020-01-01T00:00Z"}}
    if state in changes:
        Invitation.objects.update(**changes[state])
    else:
        Membership.objects.filter(space=world.spaces["hidden"]).update(role=MembershipRole.MEMBER)
    browser, code = world.browser("patient_stranger"), world.things["invitation"]
    for form in (None, {"consent": "1"}):
        one, other = (sent(browser, f"/invitations/{tried}/", form, tried) for tried in (code, twin(code)))
        assert one == other


@pytest.mark.parametrize("slug", ["quiet-corner", "neurology-room", "me-cfs"])
def test_an_address_of_a_space_that_is_taken_is_answered_like_one_that_the_site_keeps(slug: str, world: World) -> None:
    browser = world.browser("administrator")
    form = {"kind": "community", "name": "Sleep", "purpose": "", "steward_handle": "patient_stranger"}
    answers = [told(send(browser, "POST", "/spaces/new/", form | {"slug": tried})) for tried in (slug, "joined")]
    one, other = ((answer.status, b"This address can&#x27;t be used." in answer.body) for answer in answers)
    assert one == other == (422, True)


def passkey_answer(handle: bytes) -> dict[str, str]:
    """Return the form that a browser sends for a passkey that calls its account `handle`; nobody signed it."""
    client = CollectedClientData.create("webauthn.get", b"x" * 32, "http://testserver")
    flags = AuthenticatorData.FLAG(0x05)
    authenticator = AuthenticatorData.create(sha256(b"testserver").digest(), flags, 1)
    response = {
        "clientDataJSON": websafe_encode(client),
        "authenticatorData": websafe_encode(authenticator),
        "signature": websafe_encode(b"s" * 70),
        "userHandle": websafe_encode(handle),
    }
    name = websafe_encode(b"c" * 16)
    credential = {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}}
    return {"credential": json.dumps(credential)}


@pytest.mark.parametrize("begun", [True, False], ids=["asked for first", "out of the blue"])
def test_a_forged_passkey_of_an_account_is_one_of_nobody(begun: bool, world: World) -> None:
    browser, handle = world.browser("anonymous"), bytes(world.people["patient_member"].account.passkey_handle)
    browser.post("/sign-up/1/", {"month": "5", "year": "1980"})  # so that there is a session to keep a challenge in
    if begun:
        assert browser.get("/log-in/passkey/answer/", headers={"X-Requested-With": "XMLHttpRequest"}).status_code == 200
    answers = []
    for tried in (handle, handle[::-1]):
        kept = deepcopy(browser.cookies)
        with transaction.atomic():
            answer = told(browser.post("/log-in/passkey/answer/", passkey_answer(tried)))
            answers.append((answer, told(browser.get("/log-in/"))))
            transaction.set_rollback(True)
        browser.cookies = kept
    assert answers[0] == answers[1]


def test_a_register_match_is_checked_like_a_badge_of_nobody(world: World) -> None:
    """V2 is not told in public: neither its page nor the check of its address says that there is one."""
    match = world.things["match"]
    answers = []
    for number in (match, match + 1):  # as long as each other
        link = f"{settings.CONFIG.address}/credentials/{number}/"
        browser = world.browser("patient_stranger")
        answers.append(sent(browser, reverse("badge_check"), {"badge": link}, asked=str(number)))
    assert answers[0] == answers[1]
