"""E-mail addresses, plain and spelled out."""

from __future__ import annotations

import pytest

from bedside.policy.guard import Facts, Profile, inspect
from bedside.policy.guard.detectors import email
from tests.policy.guard.conftest import Found, InTime

FINDS = [
    ("write to dana.w@mail.example.org today", "dana.w@mail.example.org"),
    ("mailto:ann@example.com", "ann@example.com"),
    ("(ann_b@example.co.uk)", "ann_b@example.co.uk"),
    ("ANN@EXAMPLE.COM", "ANN@EXAMPLE.COM"),
    ("a+list@example.net.", "a+list@example.net"),
    ("x@sub.sub.example.info, thanks", "x@sub.sub.example.info"),
    ("1971@example.org", "1971@example.org"),
    ("lena (dot) k (at) mail (dot) net", "lena (dot) k (at) mail (dot) net"),
    ("lena[at]example[dot]org", "lena[at]example[dot]org"),
    ("write lena at example dot com now", "lena at example dot com"),
    ("ann\uff20example.org", "ann\uff20example.org"),
    ("ann&#64;example.org", "ann&#64;example.org"),
    ("an\u200bn@exam\u00adple.org", "an\u200bn@exam\u00adple.org"),
]
NEAR_MISSES = [
    "@sunny_k is right",
    "follow @sunny@social.example for more",
    "5 mg @ 8 am",
    "meet me at noon",
    "we looked at it (dot dot dot)",
    "see you @ the congress",
    "root@localhost",
    "package@1.2.3",
    "a@b",
    "look at this. org charts help",
    "mail me any time",
    "@@@ what",
    "p < 0.05 @ 12 weeks.",
]


@pytest.mark.parametrize(("text", "address"), FINDS)
def test_an_address_is_found_whole(text: str, address: str, found: Found) -> None:
    assert found(text, "email") == [address]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_what_only_looks_like_an_address_is_silent(text: str, found: Found) -> None:
    assert found(text, "email") == []


@pytest.mark.parametrize("text", ["@" * 5000, "a@" * 10_000, "a." * 10_000 + "@", "a at b dot " * 1800])
def test_hostile_text_gets_an_answer(text: str, found: Found) -> None:
    assert len(found(text, "email")) < len(text)


def test_the_author_may_give_her_own_address() -> None:
    own = Facts(profile=Profile(emails=("Desk@Example.org",)))
    assert inspect("write to desk@example.org", own).verdict == "pass"


def test_one_letter_off_is_somebody_elses_address() -> None:
    own = Facts(profile=Profile(emails=("desk@example.org",)))
    assert inspect("write to desks@example.org", own).verdict == "confirm"


@pytest.mark.parametrize("part", ["a@b.", "a@", "x@y.example "])
def test_a_hostile_text_is_read_in_time(part: str, in_time: InTime) -> None:
    assert len(in_time(email, part * 20_000)) < 20_000
