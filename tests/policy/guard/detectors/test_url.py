"""Links that point to a person."""

from __future__ import annotations

import pytest

from bedside.policy.guard import Facts, Profile, inspect
from bedside.policy.guard.detectors import url
from tests.policy.guard.conftest import Found, InTime

FINDS = [
    ("see https://pics.example.org/u/rob-79 ok", "https://pics.example.org/u/rob-79"),
    ("https://www.facebook.com/rob.h.79.", "https://www.facebook.com/rob.h.79"),
    ("instagram.com/rob_h_79", "instagram.com/rob_h_79"),
    ("http://x.com/robh79/status/12", "http://x.com/robh79/status/12"),
    ("www.linkedin.com/in/rob-h", "www.linkedin.com/in/rob-h"),
    ("https://social.example/@rob79", "https://social.example/@rob79"),
    ("https://home.example.edu/~rob/", "https://home.example.edu/~rob/"),
    ("(https://forum.example.org/members/rob.79)", "https://forum.example.org/members/rob.79"),
    ("https://www.gofundme.com/f/help-rob", "https://www.gofundme.com/f/help-rob"),
    ("https://photos.app.goo.gl/AbC123", "https://photos.app.goo.gl/AbC123"),
    ("https://news.example.com/obituaries/rob-h", "https://news.example.com/obituaries/rob-h"),
    ("https://forum.example.org/users/rob79?tab=posts", "https://forum.example.org/users/rob79?tab=posts"),
    ("https://www.facebook.com/profile.php?id=1234", "https://www.facebook.com/profile.php?id=1234"),
]
NEAR_MISSES = [
    "https://www.nejm.org/doi/full/10.1056/NEJMoa2034577",
    "https://www.cdc.gov/flu/index.html",
    "https://www.facebook.com/groups/lupus",
    "https://x.com/hashtag/mecfs",
    "https://example.org",
    "https://example.org/",
    "example.org/about",
    "and/or, his/her, in/out",
    "https://www.youtube.com/watch?v=abc",
    "https://news.example.com/health/2024/flu",
    "5.5/10 and 3.2/4",
    "https://example.org/people",
    "e.g. this/that",
]


@pytest.mark.parametrize(("text", "link"), FINDS)
def test_a_persons_page_is_found_whole(text: str, link: str, found: Found) -> None:
    assert found(text, "url") == [link]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_public_pages_are_silent(text: str, found: Found) -> None:
    assert found(text, "url") == []


@pytest.mark.parametrize("text", ["http://" * 2800, "a.b/" * 5000, "x.com/" * 3000, "." * 20_000, "/u/" * 6000])
def test_hostile_text_gets_an_answer(text: str, found: Found) -> None:
    assert len(found(text, "url")) < len(text)


@pytest.mark.parametrize(
    "shown", ["https://www.facebook.com/ourclinic/", "facebook.com/ourclinic", "FACEBOOK.com/ourclinic"]
)
def test_the_authors_own_page_is_silent(shown: str) -> None:
    own = Facts(role="practice", profile=Profile(urls=("http://facebook.com/ourclinic",)))
    assert inspect(f"more at {shown}", own).verdict == "pass"


def test_one_letter_off_is_somebody_elses_page() -> None:
    own = Facts(role="practice", profile=Profile(urls=("http://facebook.com/ourclinic",)))
    assert inspect("more at facebook.com/ourclinics", own).verdict == "confirm"


@pytest.mark.parametrize("part", ["http://a.b/", "a.b/", "x.com/a "])
def test_a_hostile_text_is_read_in_time(part: str, in_time: InTime) -> None:
    assert len(in_time(url, part * 20_000)) < 20_000
