"""Signs of a fraud are told, and decide nothing."""

from datetime import timedelta

import pytest

from bedside.policy.verification import reviewing, signals
from bedside.policy.verification.signals import Facts

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        (Facts(), ()),
        (Facts(others_on_number=1), ("number_claimed_twice",)),
        (Facts(number_inactive=True), ("number_inactive",)),
        (Facts(excluded=True), ("excluded",)),
        (Facts(documents_seen_before=1), ("document_seen_before",)),
        (Facts(refused_before=2), ()),
        (Facts(refused_before=3), ("refused_before",)),
        (Facts(free_mail=True), ()),
        (Facts(account_age=DAY), ()),
        (Facts(free_mail=True, account_age=7 * DAY - timedelta(seconds=1)), ("young_and_free_mail",)),
        (Facts(free_mail=True, account_age=7 * DAY), ()),
        (Facts(refused_before=9, others_on_number=2), ("number_claimed_twice", "refused_before")),
    ],
)
def test_which_signs_a_claim_shows(facts: Facts, shown: tuple[str, ...]) -> None:
    assert signals.signals(facts) == shown


def test_every_sign_has_words():
    everything = Facts(1, True, True, 1, 3, 0 * DAY, True)
    assert signals.signals(everything) == tuple(signals.WORDS)


def test_signs_have_no_part_in_the_outcome():
    """The rule that decides knows of answers only: no argument could bring a sign in."""
    assert reviewing.outcome([reviewing.Answer.APPROVE] * 2) is reviewing.Outcome.APPROVED
    assert "signals" not in vars(reviewing)
