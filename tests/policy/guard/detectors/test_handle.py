"""Handles of people in a described case."""

from __future__ import annotations

import pytest

from bedside.policy.guard import Facts, Profile
from bedside.policy.guard.detectors import handle
from tests.policy.guard.conftest import Found, InTime

FINDS = [
    ("@sunny_k is a patient of mine, she says so", "@sunny_k"),
    ("my patient @rob.h79 is home", "@rob.h79"),
    ("ask @lena_kruse, her knee is worse", "@lena_kruse"),
    ("saw my pt today (@tj-44)", "@tj-44"),
    ("her son @Jonah_P sat with us", "@Jonah_P"),
    ("our patient @mia@social.example is well", "@mia@social.example"),
    ("he is @big_ed and he is 45", "@big_ed"),
    ("a 45M, @marco_v, came in", "@marco_v"),
    ("that lady is @old.jane", "@old.jane"),
    ("@kim_w2 had her baby", "@kim_w2"),
]
NEAR_MISSES = [
    "great talk by @drlopez, she was sharp",
    "via @her_notes, my patient asks",
    "@drlopez's thread on her patient",
    "my patient read @heartjournal",
    "ask @CityHospital about my patient",
    "nobody here @bluebird7",
    "rob@host.example is her mail",
    "at 5 @ 2 mg she is fine",
    "my patient @ 10 mg",
    "thanks @drlopez, my patient is well",
    "@ @ @ she",
    "@123 she",
]


@pytest.mark.parametrize(("text", "shown"), FINDS)
def test_a_handle_is_found_whole(text: str, shown: str, found: Found) -> None:
    assert found(text, "handle") == [shown]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_the_one_answered_credits_and_bodies_are_silent(text: str, found: Found) -> None:
    assert found(text, "handle") == []


@pytest.mark.parametrize("part", ["@ab she ", "@"])
def test_a_hostile_text_is_read_in_time(part: str, in_time: InTime) -> None:
    assert len(in_time(handle, part * 20_000)) < 20_000


def test_the_one_answered_is_no_finding(found: Found) -> None:
    answering = Facts(in_reply_to="patient", answering="sunny_k")
    assert found("@sunny_k she may want to ask @rob_h79", "handle", answering) == ["@rob_h79"]


def test_in_a_reply_the_first_words_name_the_one_answered(found: Found) -> None:
    assert found("@sunny_k @kim_w2 my patient says so too", "handle", Facts(in_reply_to="patient")) == []


def test_a_first_word_that_tells_of_its_person_is_no_address(found: Found) -> None:
    assert found("@sunny_k is my patient", "handle", Facts(in_reply_to="patient")) == ["@sunny_k"]


def test_the_authors_own_handle_is_silent(found: Found) -> None:
    own = Facts(profile=Profile(handles=("@dr_kim",)))
    assert found("my patient, as @dr_kim told @kim_w2", "handle", own) == ["@kim_w2"]
