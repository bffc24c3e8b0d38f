"""The table of limits, and what follows from its numbers."""

from datetime import timedelta

import pytest

from bedside.policy import limits
from bedside.policy.limits import ACCOUNT, DAY, HOUR, LIMITS, LOG_IN, MINUTE, NETWORK, PERSONA, READ_BITS, Limit

# Security.md section 8, row by row: (limit, per, tries, window).
SAID = [
    (limits.LOG_IN, limits.MAIL, 5, 15 * MINUTE),
    (limits.LOG_IN_NETWORK, NETWORK, 50, HOUR),
    (limits.SIGN_UP, NETWORK, 5, HOUR),
    (limits.RESET_NETWORK, NETWORK, 5, HOUR),
    (limits.CHANGE_MAIL, NETWORK, 5, HOUR),
    (limits.MAIL_SENT, limits.MAIL, 3, DAY),
    (limits.RESET, limits.MAIL, 3, DAY),
    (limits.SECOND_FACTOR, ACCOUNT, 5, 10 * MINUTE),
    (limits.READS, ACCOUNT, 300, HOUR),
    (limits.MENTIONS, PERSONA, 20, DAY),
    (limits.FIRST_MESSAGES, PERSONA, 5, DAY),
    (limits.FIRST_MESSAGES_NEW, PERSONA, 3, limits.WEEK),
    (limits.POSTS, PERSONA, 30, HOUR),
    (limits.UPLOADS, PERSONA, 30, HOUR),
    (limits.REPORTS, PERSONA, 20, HOUR),
    (limits.TAKEN_BACK, PERSONA, 30, 30 * MINUTE),
    (limits.SEARCH, ACCOUNT, 60, 5 * MINUTE),
    (limits.GUARD, ACCOUNT, 60, MINUTE),
    (limits.EXPORT, ACCOUNT, 3, DAY),
]


@pytest.mark.asvs("2.3.2")
@pytest.mark.parametrize(("limit", "per", "tries", "window"), SAID, ids=lambda part: getattr(part, "name", ""))
def test_the_table_says_what_the_specification_says(limit: Limit, per: str, tries: int, window: timedelta) -> None:
    assert (limit.per, limit.tries, limit.window) == (per, tries, window)


def test_no_two_limits_count_into_one() -> None:
    assert len({limit.name for limit in LIMITS}) == len(LIMITS)


def test_every_limit_of_the_module_is_in_the_table() -> None:
    assert {value for value in vars(limits).values() if isinstance(value, Limit)} == set(LIMITS)


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.name)
def test_a_limit_fits_the_table_of_tries_and_is_counted_within_what_is_kept(limit: Limit) -> None:
    assert len(limit.name) <= 20
    assert limit.window <= limits.LONGEST_COUNTED or limit in limits.LONGER


@pytest.mark.parametrize(
    ("earlier", "minutes"), [(0, 15), (4, 15), (5, 15), (9, 15), (10, 30), (14, 30), (15, 60), (500, 60)]
)
def test_the_wait_grows_with_the_wrong_passwords_of_the_day(earlier: int, minutes: int) -> None:
    assert limits.window_of(LOG_IN, earlier=earlier) == timedelta(minutes=minutes)


def test_other_waits_do_not_grow() -> None:
    assert limits.window_of(limits.POSTS, earlier=1000) == HOUR


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "Wait a minute, then try again."),
        (61, "Wait 2 minutes, then try again."),
        (900, "Wait 15 minutes, then try again."),
        (5400, "Wait 90 minutes, then try again."),
        (5401, "Wait 2 hours, then try again."),
        (86400, "Wait 24 hours, then try again."),
    ],
)
def test_how_long_to_wait_is_said_in_words(seconds: int, words: str) -> None:
    assert limits.wait_in_words(seconds) == words


def test_the_bits_of_300_posts_are_a_little_fewer_than_300() -> None:
    assert 285 <= limits.bits_of(300) <= 292
    assert limits.bits_of(10**9) == READ_BITS
