"""A patient's permission: what it must say, its states, and the midnight at which it ends."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bedside.policy.consents.authorisation import (
    LONGEST,
    STATEMENTS,
    Moments,
    Terms,
    beginning_of,
    due_at,
    end_of,
    end_problem,
    hard_sentences,
    missing,
    state_of,
)

WHOLE = Terms(
    what="The photo of the rash on my left arm.",
    by_whom="Dr Castellane",
    to_whom="Everybody who reads the public square.",
    purpose="To show other doctors how it looks at first.",
    until=date(2027, 3, 31),
    zone="Europe/Madrid",
)
NOON = datetime(2027, 1, 10, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SIGNED = Moments(signed_at=NOON, ends_at=NOON + 10 * DAY)


def test_a_whole_permission_misses_only_the_signature():
    assert missing(WHOLE) == ("signature",)
    assert missing(WHOLE, signed=True, signer="self") == ()


@pytest.mark.parametrize("name", ["what", "by_whom", "to_whom", "purpose"])
def test_a_part_of_blanks_is_named_as_missing(name):
    assert missing(replace(WHOLE, **{name: "  \n"}), signed=True, signer="self") == (name,)


@pytest.mark.parametrize(
    ("changes", "named"),
    [({"until": None}, ("until",)), ({"zone": ""}, ("zone",)), ({"zone": "Mars/Olympus"}, ("zone",))],
)
def test_a_permission_without_an_end_is_none(changes, named):
    assert missing(replace(WHOLE, **changes), signed=True, signer="self") == named


@pytest.mark.parametrize("signer", ["parent", "guardian", "power_of_attorney", "next_of_kin"])
def test_who_signs_for_somebody_else_says_what_lets_them(signer):
    assert missing(WHOLE, signed=True, signer=signer) == ("authority",)
    assert missing(WHOLE, signed=True, signer=signer, authority="I am her mother.") == ()


def test_an_empty_one_names_everything_in_the_order_of_the_rule():
    assert missing(Terms()) == ("what", "by_whom", "to_whom", "purpose", "until", "zone", "signature")


def test_a_sentence_of_more_than_30_words_is_not_plain_language():
    long = " ".join(["word"] * 31)
    assert missing(replace(WHOLE, purpose=long), signed=True, signer="self") == ("plain",)
    halved = f"{' '.join(['word'] * 16)}. {' '.join(['word'] * 15)}."
    assert list(hard_sentences(replace(WHOLE, purpose=halved))) == []


def test_the_three_statements_of_the_rule_are_there():
    assert set(STATEMENTS) == {"revocation", "no_conditions", "redisclosure"}
    assert "any time" in STATEMENTS["revocation"]


@pytest.mark.parametrize(
    ("moments", "at", "wanted"),
    [
        (Moments(), NOON, "draft"),
        (Moments(declined_at=NOON), NOON, "declined"),
        (SIGNED, NOON, "live"),
        (SIGNED, NOON + 10 * DAY - timedelta(microseconds=1), "live"),
        (SIGNED, NOON + 10 * DAY, "expired"),
        (replace(SIGNED, starts_at=NOON + DAY), NOON, "signed"),
        (replace(SIGNED, starts_at=NOON + DAY), NOON + DAY, "live"),
        (replace(SIGNED, revoked_at=NOON + DAY), NOON + 2 * DAY, "revoked"),
        (replace(SIGNED, revoked_at=NOON + DAY), NOON + 20 * DAY, "revoked"),
        (replace(SIGNED, ends_at=None), NOON, "draft"),
    ],
)
def test_the_state_follows_from_the_moments_alone(moments, at, wanted):
    assert state_of(moments, at) == wanted


@pytest.mark.parametrize(
    ("until", "zone", "ends"),
    [
        (date(2027, 1, 31), "UTC", "2027-02-01T00:00"),
        (date(2027, 1, 31), "America/Chicago", "2027-02-01T06:00"),
        (date(2027, 7, 31), "America/Chicago", "2027-08-01T05:00"),
        (date(2027, 3, 27), "Europe/Madrid", "2027-03-27T23:00"),  # the night in which the clock goes forward
        (date(2027, 3, 28), "Europe/Madrid", "2027-03-28T22:00"),  # the day after is an hour nearer
        (date(2018, 11, 3), "America/Sao_Paulo", "2018-11-04T03:00"),  # that midnight was jumped over
        (date(2026, 10, 31), "America/Havana", "2026-11-01T04:00"),  # that midnight comes twice: the first counts
        (date(2027, 1, 31), "Asia/Kathmandu", "2027-01-31T18:15"),
    ],
)
def test_it_ends_at_midnight_of_the_place_that_was_named(until, zone, ends):
    assert end_of(until, zone) == datetime.fromisoformat(ends).replace(tzinfo=UTC)


def test_a_first_day_begins_at_midnight_too():
    assert beginning_of(date(2027, 7, 1), "America/Chicago") == datetime(2027, 7, 1, 5, tzinfo=UTC)
    assert due_at(WHOLE) == (None, datetime(2027, 3, 31, 22, tzinfo=UTC))
    assert due_at(replace(WHOLE, since=date(2027, 2, 1)))[0] == datetime(2027, 1, 31, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("until", "zone", "problem"),
    [
        (date(2027, 1, 9), "UTC", "past"),
        (date(2027, 1, 10), "UTC", ""),
        (date(2027, 1, 9), "Pacific/Honolulu", "past"),
        (date(2027, 1, 10), "Pacific/Honolulu", ""),
        (NOON.date() + LONGEST + DAY, "UTC", "far"),
        (date(2027, 1, 10), "Nowhere/Land", "zone"),
    ],
)
def test_the_last_day_lies_ahead_and_not_too_far(until, zone, problem):
    assert end_problem(until, zone, at=NOON) == problem
