"""Which passwords are refused (security.md section 8): length, the common ones, one's own name. Nothing else."""

import gzip
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import password_validation

from bedside.areas.people.hashing import refuse_weak
from bedside.kit.errors import Refused

LIST = Path(password_validation.__file__).with_name("common-passwords.txt.gz")


def common() -> list[str]:
    """Return the list that is shipped."""
    return gzip.decompress(LIST.read_bytes()).decode().split()


def refusal(password: str, *names: str) -> str:
    """Return the code of a refusal, "" when the password is taken."""
    try:
        refuse_weak(password, names=names)
    except Refused as refused:
        return refused.code
    return ""


@pytest.mark.asvs("6.2.1", "6.2.5", "6.2.9")
@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("x7 quiet bar", ""),  # 12 characters
        ("x7 quiet ba", "password_too_short"),
        ("q" * 64 + "z" * 64, ""),
        ("q" * 64 + "z" * 65, "password_too_long"),
        ("allinsmallletters", ""),  # no rule of composition
        ("seven teal lanterns sway", ""),
        ("\u043c\u043e\u0440\u0435 \u0438 \u0432\u0435\u0442\u0435\u0440", ""),
        ("Q1W2E3R4T5Y6", "password_too_common"),
    ],
)
def test_what_is_refused_and_what_is_not(password: str, code: str) -> None:
    assert refusal(password) == code


@pytest.mark.asvs("6.2.4")
def test_the_list_of_common_passwords_is_long_and_is_asked() -> None:
    assert len(common()) >= 10_000
    assert "password_validation.CommonPasswordValidator" in str(settings.AUTH_PASSWORD_VALIDATORS)


@pytest.mark.asvs("6.2.4")
def test_every_common_password_that_is_long_enough_is_refused() -> None:
    long_enough = [word for word in common() if len(word) >= 12]
    assert long_enough
    assert {refusal(word) for word in long_enough} == {"password_too_common"}


@pytest.mark.asvs("6.2.4")
@pytest.mark.parametrize(
    "password",
    [
        "iloveyou2024!",
        "Password-1234",
        "1234 sunshine 99",
        "qwerty qwerty",
        "dragondragondragon",
        "202420242024",
        "!!!!!!!!!!!!",
    ],
)
def test_a_common_password_made_longer_is_refused(password: str) -> None:
    assert refusal(password) in ("password_made_of_common", "password_too_common")


@pytest.mark.parametrize("number", ["8305 2917 4462", "605839201746", "2718 0459 3361 7702", "19 84 60 27 53 81"])
def test_a_long_number_that_nobody_guesses_is_taken(number: str) -> None:
    assert refusal(number) == ""


@pytest.mark.parametrize("number", ["123456789012", "111122223333", "1234 5678 1234", "198419841984", "654321654321"])
def test_a_long_number_that_is_easy_to_guess_is_not(number: str) -> None:
    assert refusal(number) in ("password_made_of_common", "password_too_common")


@pytest.mark.asvs("6.2.4")
def test_every_common_word_with_figures_after_it_is_refused() -> None:
    assert {refusal(f"{word}{'2024!' * 3}"[:40]) for word in common()[:2_000]} == {"password_made_of_common"}


@pytest.mark.asvs("6.2.11")
@pytest.mark.parametrize(
    ("password", "name"),
    [
        ("quiet_heron is my name", "quiet_heron"),
        ("my QUIET HERON flies", "quiet_heron"),
        ("Quiet-Heron-1984", "Quiet Heron"),
    ],
)
def test_ones_own_name_is_refused_however_it_is_written(password: str, name: str) -> None:
    assert refusal(password, name) == "password_holds_name"


def test_a_name_that_stands_in_many_words_is_no_reason() -> None:
    assert refusal("a banana on monday", "Ana") == ""
