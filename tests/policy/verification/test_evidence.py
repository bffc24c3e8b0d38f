"""Which evidence gives which level: the whole table of pairs is written down."""

from itertools import combinations

import pytest

from bedside.policy.verification.evidence import KINDS, Gives, level_given, proof_of

CONTROL = ["institution_mail", "documents", "registry_callback", "in_person", "orcid_affiliation", "signed_credential"]


@pytest.mark.parametrize(
    ("kinds", "level"),
    [
        ([], "V0"),
        (["institution_mail"], "V1"),
        (["register_match"], "V2"),
        *[([kind, "register_match"], "V3") for kind in CONTROL],
        *[([kind], "V0") for kind in CONTROL if kind != "institution_mail"],  # seen in person is not licensed
        *[([kind, "register_match", "employer_list"], "V4") for kind in CONTROL],
        (["register_match", "employer_list"], "V2"),  # numbers are public, and so is who works where
        (["employer_list"], "V0"),
        (["employer_list", "documents"], "V0"),
        (["roster"], "V4"),
        (["roster", "register_match", "documents"], "V4"),
        (["documents", "institution_mail"], "V1"),
    ],
)
def test_the_level_follows_from_what_was_shown(kinds: list[str], level: str) -> None:
    assert level_given(kinds) == level


def test_two_proofs_of_control_never_make_up_for_a_match() -> None:
    for pair in combinations(CONTROL, 2):
        assert level_given(pair) in {"V0", "V1"}


@pytest.mark.parametrize(
    ("kinds", "level"),
    [
        (["documents"], "S"),
        (["roster"], "S"),
        (["employer_list"], "V0"),
        (["register_match"], "V0"),
        (["institution_mail"], "V0"),
        ([], "V0"),
    ],
)
def test_a_student_is_shown_by_a_card_or_a_roster_and_is_never_more(kinds: list[str], level: str) -> None:
    assert level_given(kinds, student=True) == level


def test_an_unknown_kind_is_a_mistake_in_the_code() -> None:
    with pytest.raises(KeyError):
        level_given(["a good impression"])


@pytest.mark.parametrize(
    ("kinds", "proof"),
    [
        (["register_match"], ""),
        (["register_match", "institution_mail"], "institution_mail"),
        (["institution_mail", "registry_callback", "register_match"], "registry_callback"),
        (["documents", "institution_mail"], "documents"),
    ],
)
def test_a_badge_names_the_strongest_proof(kinds: list[str], proof: str) -> None:
    assert proof_of(kinds) == proof


def test_what_no_page_offers_yet_is_named() -> None:
    assert {kind.name for kind in KINDS.values() if kind.later} == {"orcid_affiliation", "signed_credential", "roster"}
    assert [kind.name for kind in KINDS.values() if kind.gives is Gives.MATCH] == ["register_match"]
