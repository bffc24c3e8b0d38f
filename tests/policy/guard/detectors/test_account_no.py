"""Account, card and claim numbers."""

from __future__ import annotations

import pytest

from bedside.policy.guard.detectors import account_no
from tests.policy.guard.conftest import Found, InTime

FINDS = [
    ("account number 48829104", "48829104"),
    ("acct # 0012-99817", "0012-99817"),
    ("claim CLM-7730152, denied", "CLM-7730152"),
    ("invoice #INV-20231", "INV-20231"),
    ("charged 4111 1111 1111 1111 twice", "4111 1111 1111 1111"),
    ("4012888888881881", "4012888888881881"),
    ("378282246310005 it says", "378282246310005"),
    ("5555-5555-5555-4444", "5555-5555-5555-4444"),
    ("my card ending 630427373398 is lost", "630427373398"),
    ("send it to DE89 3704 0044 0532 0130 00", "DE89 3704 0044 0532 0130 00"),
    ("gb82west12345698765432", "gb82west12345698765432"),
    ("the bank wants 021000021 on it", "021000021"),
    ("routing 021000022", "021000022"),
    ("prior auth no. 8841-2209", "8841-2209"),
    ("booking reference 77K12904", "77K12904"),
]
NEAR_MISSES = [
    "4111 1111 1111 1112",
    "1234 5678 9012 3456",
    "GB82 WEST 1234 5698 7654 33",
    "I claim 5000 dollars a year",
    "account for 30 % of cases",
    "021000022 of the bank",
    "021000021 steps",
    "order 2 units of blood",
    "ref 12, 13 and 14",
    "card 3 of 52",
    "account 2024",
    "invoice 12",
    "PMID 40128888",
    "the claim that 1 in 10000 dies",
]


@pytest.mark.parametrize(("text", "shown"), FINDS)
def test_an_account_number_is_found_whole(text: str, shown: str, found: Found) -> None:
    assert found(text, "account_no") == [shown]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_amounts_counts_and_wrong_check_digits_are_silent(text: str, found: Found) -> None:
    assert found(text, "account_no") == []


@pytest.mark.parametrize("part", ["4", "acct "])
def test_a_hostile_text_is_read_in_time(part: str, in_time: InTime) -> None:
    assert len(in_time(account_no, part * 20_000)) < 20_000


@pytest.mark.parametrize(
    "number", ["4111111111111111", "4222222222222", "30569309025904", "3530111333300000", "6011111111111117"]
)
def test_a_card_needs_a_right_check_digit(number: str, found: Found) -> None:
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert (found(number, "account_no"), found(wrong, "account_no")) == ([number], [])
