"""Whether a listed entry is shown."""

import pytest

from bedside.policy.directory.standing import Facts, shown


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        (Facts(), True),
        (Facts(asked_out=True), False),
        (Facts(seen_lately=False), False),
        (Facts(european=True), False),
        (Facts(european=True, owner=True), True),
        (Facts(owner=True), True),
        (Facts(owner=True, owner_checked=True), False),
        (Facts(owner=True, owner_hides=True), False),
        (Facts(owner=True, owner_here=False), False),
        (Facts(owner=True, blocked=True), False),
        (Facts(owner=True, asked_out=True), False),
    ],
)
def test_who_stands_in_the_list_as_somebody_who_posts_elsewhere(facts: Facts, answer: bool) -> None:
    assert shown(facts, hides_european=True) is answer


def test_where_the_operator_shows_european_entries_they_stand():
    assert shown(Facts(european=True), hides_european=False)
