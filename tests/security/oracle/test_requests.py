"""However one asks, what one may not see answers as what does not exist: methods, conditions, languages, kinds."""

import pytest
from django.test import Client

from tests.security.oracle.strict import send, told, twins
from tests.security.test_nonexistent import (
    CLINICIAN,
    LOOKS,
    PATIENT,
    PRESSES,
    VISITOR,
    Where,
    at,
    draft_at,
    post,
    thing,
)
from tests.security.world import NOWHERE, World

Headers = dict[str, str]
LONG_AGO, LONG_AHEAD = "Sat, 01 Jan 2000 00:00:00 GMT", "Fri, 01 Jan 2100 00:00:00 GMT"
CONDITIONS: dict[str, Headers] = {
    "any version but": {"If-None-Match": "*"},
    "no version but": {"If-Match": "*"},
    "one version but": {"If-None-Match": 'W/"0"'},
    "changed since long ago": {"If-Modified-Since": LONG_AGO},
    "changed in future": {"If-Modified-Since": LONG_AHEAD},
    "unchanged since long ago": {"If-Unmodified-Since": LONG_AGO},
    "first bytes": {"Range": "bytes=0-9"},
    "last bytes": {"Range": "bytes=-9"},
    "bytes beyond the end": {"Range": "bytes=999999999-"},
    "bytes if unchanged": {"Range": "bytes=0-9", "If-Range": LONG_AHEAD},
}
LANGUAGES = ("en", "de-DE,de;q=0.9", "ar", "zh-Hant-TW", "*", "xx-not-a-language;q=abc")
KINDS = ("text/html", "application/json", "image/png", "application/activity+json", "*/*;q=0.1")
SCRIPTS: dict[str, Headers] = {
    "htmx": {"HX-Request": "true"},
    "htmx, a target": {"HX-Request": "true", "HX-Target": "main"},
    "a script": {"X-Requested-With": "XMLHttpRequest"},
    "a method within": {"X-HTTP-Method-Override": "DELETE"},
    "a prefetch": {"Sec-Purpose": "prefetch"},
    "packed": {"Accept-Encoding": "gzip"},
}
ASKING: dict[str, Headers] = (
    CONDITIONS
    | {f"language {one}": {"Accept-Language": one} for one in LANGUAGES}
    | {f"kind {one}": {"Accept": one} for one in KINDS}
    | SCRIPTS
)

MORE: dict[str, tuple[str, Where, Where]] = {
    "another's passkey": (PATIENT, at("mfa_remove_webauthn", thing("passkey")), at("mfa_remove_webauthn", NOWHERE)),
    "withdrawing another's answers": (
        PATIENT,
        at("evaluation_withdraw", thing("course")),
        at("evaluation_withdraw", NOWHERE),
    ),
    "a post in a community by invitation": (PATIENT, at("post", post("hidden")), at("post", NOWHERE)),
    "the stewards of a room": (CLINICIAN, at("space_stewards", "neurology-room"), at("space_stewards", "nowhere")),
    "who is kept out of a hidden community": (PATIENT, at("space_ban", "quiet-corner"), at("space_ban", "nowhere")),
    "inviting to a hidden community": (PATIENT, at("space_invite", "quiet-corner"), at("space_invite", "nowhere")),
    "a community by invitation without its slash": (
        PATIENT,
        lambda _world: "/spaces/quiet-corner",
        lambda _world: "/spaces/nowhere",
    ),
}
ALL_LOOKS = LOOKS | MORE
TO_PRESS = PRESSES | {
    "checking words for a hidden community": (
        PATIENT,
        lambda world: f"/compose/check/?place=space:{world.spaces['hidden'].id}",
        lambda _world: f"/compose/check/?place=space:{NOWHERE}",
    ),
    "checking a reply in a hidden community": (
        PATIENT,
        draft_at("reply", "hidden"),
        at("compose_check", query=f"place=reply:{NOWHERE}"),
    ),
}
# One of each kind of thing: what headers change is decided around the pages, not in each of them.
SOME = {
    what: ALL_LOOKS[what]
    for what in (
        "a post of a community, for a stranger",
        "a community by invitation, for a visitor",
        "a picture on a post",
        "another's draft",
        "an invitation without a door",
    )
}
# Here one and the same thing is closed to everybody who is not named in the pair, so a visitor may ask for it too.
NOT_FOR_VISITORS = {what: pair for what, pair in ALL_LOOKS.items() if pair[0] in (PATIENT, CLINICIAN)}
FORM = {"option": "1", "text": "Words"}


def differing(
    world: World,
    pairs: dict[str, tuple[str, Where, Where]],
    *,
    method: str,
    headers: Headers | None = None,
    who: str = "",
) -> list[str]:
    """Return the pairs that answer differently for what is there and for what is not."""
    found = []
    for what, (asker, there, nowhere) in pairs.items():
        browser = browser_of(world, who or asker)
        path, names, other_names = twins(there(world), nowhere(world))
        one = told(send(browser, method, there(world), FORM, headers=headers), asked=names)
        other = told(send(browser, method, path, FORM, headers=headers), asked=other_names)
        if one != other:
            found.append(what)
    return found


def browser_of(world: World, who: str) -> Client:
    """Return a browser of an actor or of another of the world's people."""
    return world.browser(who) if who in world.jars or who == VISITOR else world.browser_of(who)


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST"])
def test_no_method_tells_what_is_there(method: str, world: World) -> None:
    assert differing(world, ALL_LOOKS, method=method) == []


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_no_method_that_nothing_answers_tells_what_is_there(method: str, world: World) -> None:
    assert differing(world, SOME, method=method) == []


@pytest.mark.parametrize("asking", ASKING)
def test_no_header_tells_what_is_there(asking: str, world: World) -> None:
    assert differing(world, SOME, method="GET", headers=ASKING[asking]) == []


@pytest.mark.parametrize("asking", ["any version but", "first bytes"])
def test_no_condition_on_the_head_alone_tells_what_is_there(asking: str, world: World) -> None:
    assert differing(world, SOME, method="HEAD", headers=ASKING[asking]) == []


@pytest.mark.parametrize("method", ["GET", "OPTIONS", "POST"])
def test_no_method_tells_what_could_be_pressed(method: str, world: World) -> None:
    assert differing(world, TO_PRESS, method=method) == []


def test_a_script_is_not_told_what_could_be_pressed(world: World) -> None:
    assert differing(world, TO_PRESS, method="POST", headers=SCRIPTS["htmx"]) == []


@pytest.mark.parametrize(("method", "who"), [("GET", "anonymous"), ("POST", "anonymous"), ("GET", "suspended")])
def test_a_visitor_is_told_as_little(method: str, who: str, world: World) -> None:
    assert differing(world, NOT_FOR_VISITORS, method=method, who=who) == []


def test_what_is_compared_is_seen_where_it_differs(world: World) -> None:
    mine = {"one's own post": ("patient_member", at("post", post("community")), at("post", NOWHERE))}
    assert differing(world, mine, method="GET") == ["one's own post"]
