"""Who may vouch, for whom, and how long it lasts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bedside.policy.verification.vouching import (
    NEEDED,
    RENEW_FROM,
    VOUCHES_AT_MOST,
    Colleague,
    Vouch,
    is_reached,
    may_begin,
    may_renew,
    may_vouch,
)

COLLEAGUE = Colleague(kind="clinician", level="V3", specialty="Neurology", same_account=False)
END = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize("level", ["V3", "V4"])
@pytest.mark.parametrize("specialty", ["Neurology", "neurology", " NEUROLOGY "])
def test_a_checked_colleague_of_the_same_specialty_may_vouch(level: str, specialty: str) -> None:
    assert may_vouch(replace(COLLEAGUE, level=level), specialty=specialty)


@pytest.mark.parametrize(
    "changes",
    [
        {"level": "V0"},
        {"level": "V2"},
        {"level": "P"},
        {"level": "S"},
        {"kind": "patient"},
        {"kind": "personal"},
        {"specialty": "Cardiology"},
        {"specialty": ""},
        {"same_account": True},
        {"live_vouches": VOUCHES_AT_MOST},
    ],
)
def test_nobody_else_may(changes: dict[str, object]) -> None:
    assert not may_vouch(replace(COLLEAGUE, **changes), specialty="Neurology")  # type: ignore[arg-type]  # a table


def test_two_blank_specialties_are_not_the_same_one() -> None:
    assert not may_vouch(replace(COLLEAGUE, specialty=" "), specialty=" ")


@pytest.mark.parametrize(
    ("vouches", "reached"),
    [
        ([Vouch()] * NEEDED, True),
        ([Vouch()] * (NEEDED - 1), False),
        ([Vouch(), Vouch(), Vouch(withdrawn=True)], False),
        ([Vouch(), Vouch(), Vouch(voucher_lost=True)], False),
        ([Vouch(), Vouch(), Vouch(), Vouch(withdrawn=True)], True),
    ],
)
def test_three_that_count_are_needed(vouches: list[Vouch], reached: bool) -> None:
    assert is_reached(vouches) is reached


@pytest.mark.parametrize(
    ("kind", "level", "country", "may"),
    [
        ("clinician", "V0", "KE", True),
        ("clinician", "V1", "KE", True),
        ("clinician", "P", "KE", True),
        ("clinician", "V2", "KE", False),
        ("clinician", "V3", "KE", False),
        ("clinician", "V0", "US", False),
        ("clinician", "V0", "", False),
        ("patient", "V0", "KE", False),
        ("student", "V0", "KE", False),
        ("personal", "V0", "KE", False),
    ],
)
def test_colleagues_are_asked_where_no_register_can_be(kind: str, level: str, country: str, may: bool) -> None:
    assert may_begin(kind=kind, level=level, country=country, with_register={"US", "FR"}) is may


@pytest.mark.parametrize(
    ("rounds", "before_end", "may"),
    [
        (1, RENEW_FROM, True),
        (1, timedelta(0), True),
        (1, RENEW_FROM + timedelta(seconds=1), False),
        (2, timedelta(0), False),
    ],
)
def test_it_is_renewed_once_and_not_early(rounds: int, before_end: timedelta, may: bool) -> None:
    assert may_renew(rounds=rounds, valid_until=END, at=END - before_end) is may
