"""What somebody pastes is found in it, however it was copied; anything else is no badge."""

from datetime import UTC, datetime, timedelta

import pytest

from bedside.policy.verification.checking import Pasted, find, host_shown, is_badge, state_of

ADDRESS = "https://community.example"
TOKEN = "eyJhbGciOiJFZERTQSJ9.eyJhIjoxfQ.c2ln"
NOW = datetime(2026, 3, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (TOKEN, Pasted(token=TOKEN)),
        (
            f"  {TOKEN[:9]}\n{TOKEN[9:20]}\r\n {TOKEN[20:]}\n",
            Pasted(token=TOKEN),
        ),  # broken into lines by a mail program
        (f"My badge: {TOKEN} (thanks)", Pasted(token=TOKEN)),
        (f"{ADDRESS}/credentials/77/", Pasted(link=77)),
        (f"See {ADDRESS}/credentials/77/badge.jwt.", Pasted(link=77)),
        (f"{ADDRESS}/credentials/77", Pasted(link=77)),
        (f"{ADDRESS}/credentials/{'9' * 40}/", Pasted()),
        (f"{ADDRESS}/@uma/", Pasted()),
        ("https://other.example/credentials/77/", Pasted(site="other.example")),
        ("https://community.example.evil.example/credentials/77/", Pasted(site="community.example.evil.example")),
        ("https://community.example@evil.example/credentials/7/", Pasted()),
        ("I am a doctor.", Pasted()),
        ("", Pasted()),
        ("a.b.c", Pasted()),
        ("Arzt\u202etsrA", Pasted()),
    ],
)
def test_a_badge_or_its_address_is_found(text: str, found: Pasted) -> None:
    assert find(text, address=ADDRESS) == found


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, "counts"),
        ({"valid_until": NOW}, "lapsed"),
        ({"suspended": True}, "suspended"),
        ({"suspended": True, "valid_until": NOW}, "suspended"),
        ({"revoked": True}, "revoked"),
        ({"revoked": True, "suspended": True}, "revoked"),
        ({"revoked": True, "replaced": True}, "replaced"),
    ],
)
def test_the_worst_is_said(facts: dict[str, object], state: str) -> None:
    told: dict[str, object] = {
        "revoked": False,
        "replaced": False,
        "suspended": False,
        "valid_until": NOW + timedelta(days=1),
    }
    assert state_of(**(told | facts), at=NOW) == state  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("types", "badge"),
    [
        (["VerifiableCredential", "OpenBadgeCredential"], True),
        (["VerifiableCredential", "AchievementCredential"], True),
        (["VerifiableCredential", "BitstringStatusListCredential"], False),
        ("OpenBadgeCredential", False),
        ([["OpenBadgeCredential"]], False),
        (None, False),
    ],
)
def test_only_a_badge_is_one(types: object, badge: bool) -> None:
    assert is_badge({"type": types}) is badge


@pytest.mark.parametrize(
    ("host", "shown"),
    [("Example.ORG", "example.org"), ("a.example:8020", "a.example:8020"), ("<b>", ""), ("a b", ""), ("x" * 300, "")],
)
def test_another_sites_name_is_shown_only_where_it_looks_like_one(host: str, shown: str) -> None:
    assert host_shown(host) == shown
