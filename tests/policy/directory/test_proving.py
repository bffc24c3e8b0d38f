"""Where a code may stand that shows whose a handle is, and what is no proof."""

import json

import pytest

from bedside.policy.directory.networks import networks
from bedside.policy.directory.proving import (
    CLAIM,
    actor_address,
    code,
    first_address,
    stands_in,
    words_of_actor,
    words_of_bluesky,
)

HANDLE, ACTOR = "uma@clinic.example", "https://social.clinic.example/users/uma"
CODE = code(CLAIM, b"twelve bytes")


def test_a_code_says_what_it_is_for_and_has_no_letter_that_is_read_for_another():
    assert CODE.startswith("bedside-claim-")
    assert len(CODE.removeprefix("bedside-claim-")) == 12
    assert not set("01lo") & set(CODE.removeprefix("bedside-claim-"))
    assert code(CLAIM, b"another 12 b") != CODE


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (CODE, True),
        (f"<p>Neurologist. {CODE.upper()}</p>", True),
        (f"<p>{CODE[:9]}<span>{CODE[9:]}</span></p>", True),
        (f"{CODE}x", False),
        (f"x{CODE}", False),
        (CODE[:-1], False),
        ("", False),
    ],
)
def test_a_code_is_found_as_a_word_of_its_own(text: str, answer: bool) -> None:
    assert stands_in(CODE, ["Neurologist", text]) is answer


@pytest.mark.parametrize(
    ("network", "handle", "address"),
    [
        ("fediverse", HANDLE, "https://clinic.example/.well-known/webfinger?resource=acct:uma@clinic.example"),
        (
            "bluesky",
            "uma.example",
            "https://public.api.bsky.app/xrpc/app.bsky.actor.getProfile?actor=uma.example",
        ),
        ("x", "uma", ""),
        ("linkedin", "uma", ""),
    ],
)
def test_what_is_read_to_see_a_page(network: str, handle: str, address: str) -> None:
    assert first_address(networks()[network], handle) == address


def finger(**changed: object) -> bytes:
    link = {"rel": "self", "type": "application/activity+json", "href": ACTOR}
    return json.dumps({"subject": f"acct:{HANDLE}", "links": [{"rel": "other"}, link]} | changed).encode()


@pytest.mark.parametrize(
    ("answer", "address"),
    [
        (finger(), ACTOR),
        (finger(subject="acct:UMA@clinic.example"), ACTOR),
        (finger(subject="acct:mallory@clinic.example"), ""),
        (finger(subject=["acct:uma@clinic.example"]), ""),
        (finger(links="none"), ""),
        (finger(links=[{"rel": "self", "type": "text/html", "href": ACTOR}]), ""),
        (finger(links=[{"rel": "self", "type": "application/activity+json", "href": 7}]), ""),
        (b"[" * 100_000, ""),
        (b"[]", ""),
        (b"\xff", ""),
    ],
)
def test_which_actor_webfinger_names(answer: bytes, address: str) -> None:
    assert actor_address(answer, handle=HANDLE) == address


def actor(**changed: object) -> bytes:
    fields = [{"type": "PropertyValue", "name": "Code", "value": CODE}]
    return json.dumps({"id": ACTOR, "summary": "Neurologist", "attachment": fields} | changed).encode()


def test_what_an_actor_says_of_itself():
    assert words_of_actor(actor(), address=ACTOR) == ["Neurologist", CODE]
    assert words_of_actor(actor(summary=None, attachment={}), address=ACTOR) == [""]


def test_an_actor_of_another_machine_says_nothing():
    assert words_of_actor(actor(id="https://mallory.example/users/uma"), address=ACTOR) == []
    assert words_of_actor(actor(id=None), address=ACTOR) == []


def test_a_profile_of_bluesky_counts_for_its_own_handle_only():
    answer = json.dumps({"handle": "Uma.example", "description": CODE}).encode()
    assert words_of_bluesky(answer, handle="uma.example") == [CODE]
    assert words_of_bluesky(answer, handle="mallory.example") == []
