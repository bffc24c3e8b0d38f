"""Entries of a phone: any order and any repetition leave the same record, and no clock makes the future."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bedside.policy.offline import LONGEST_AWAY, Standing, is_too_old, merged, moment, takes_the_place

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
sayings = st.builds(
    Standing,
    st.integers(0, 50).map(lambda minutes: NOW - timedelta(minutes=minutes)),
    st.integers(0, 2**63 - 1),
)


def one_after_the_other(told):
    """What stands after each was taken as the site takes it: heard once, and only later ones count."""
    standing, heard = None, set()
    for one in told:
        if one not in heard and takes_the_place(one, standing):
            standing = one
        heard.add(one)
    return standing


@given(st.lists(sayings, max_size=8), st.randoms(use_true_random=False))
def test_any_order_and_any_repetition_end_alike(told, chance):
    again = told + chance.choices(told, k=len(told)) if told else []
    chance.shuffle(again)
    assert one_after_the_other(again) == merged(told)


@given(st.lists(sayings, min_size=1, max_size=8))
def test_what_stands_is_one_of_what_was_said_and_none_was_said_later(told):
    standing = merged(told)
    assert standing in told
    assert all(one.said_at <= standing.said_at for one in told)


def test_nothing_said_leaves_nothing():
    assert merged([]) is None


def test_what_stands_is_not_replaced_by_itself():
    one = Standing(NOW, 7)
    assert not takes_the_place(one, one)


def test_a_phone_that_is_ahead_said_it_now():
    assert moment(NOW + timedelta(days=3), at=NOW) == NOW
    assert moment(NOW - timedelta(days=3), at=NOW) == NOW - timedelta(days=3)


def test_after_a_year_nothing_is_guessed():
    assert not is_too_old(NOW - LONGEST_AWAY, at=NOW)
    assert is_too_old(NOW - LONGEST_AWAY - timedelta(seconds=1), at=NOW)
