"""How passwords are kept and which are refused.

Argon2id with 19 MiB, two passes, one lane (security.md section 8, after OWASP's Password Storage Cheat Sheet): Django's
own parameters cost 285 ms and 100 MB a check. No rule of composition; 12 to 128 characters, not on the list of common
passwords, not holding one's own name (NIST SP 800-63B, 5.1.1.2).
"""

import unicodedata
from collections.abc import Iterable

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import CommonPasswordValidator, validate_password
from django.core.exceptions import ValidationError

from bedside.kit.errors import Refused

LONGEST = 128
FIGURES = "0123456789"
REPEATS = (2, 3, 4)
LONG_NUMBER = 6  # figures; shorter common numbers begin many numbers by chance
SHORTEST_NAME = 4  # shorter names stand in ordinary words by chance

WORDS = {
    "password_too_short": "Use at least 12 characters. A few words in a row are easy to keep in mind.",
    "password_too_long": f"Use at most {LONGEST} characters.",
    "password_made_of_common": "This is a common password made longer, so it is easy to guess. Choose another.",
    "password_too_common": "Many people use this password, so it is easy to guess. Choose another.",
}


class Argon2(Argon2PasswordHasher):
    """Argon2id, m = 19 MiB, t = 2, p = 1."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1


class MaximumLengthValidator:
    """Refuses passwords that cost more to hash than anybody would type."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError for a password of more than 128 characters."""
        if len(password) > LONGEST:
            raise ValidationError(WORDS["password_too_long"], code="password_too_long")

    def get_help_text(self) -> str:
        """Return the rule in words."""
        return WORDS["password_too_long"]


class CommonStemValidator(CommonPasswordValidator):
    """Refuses a common password that was only made longer: with figures and signs, or by writing it again.

    Few of the 20,000 common ones have 12 characters; these are the long ones that people make of them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.stems = frozenset(map(_plain, self.passwords))  # without their signs, as the password is looked at

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError when nothing but common passwords, figures and signs are in `password`."""
        stem = _plain(password)
        if not stem or (self._figures(stem) if stem.isdigit() else self._word(stem)):
            raise ValidationError(WORDS["password_made_of_common"], code="password_made_of_common")

    def _word(self, stem: str) -> bool:
        bare = stem.rstrip(FIGURES)
        words = {stem[:end] for end in range(len(bare), len(stem) + 1)}  # "abc123" with more figures behind it, too
        words |= {stem.strip(FIGURES), "".join(sign for sign in stem if not sign.isdigit())}
        words |= {word[: len(word) // times] for word in words for times in REPEATS if _repeats(word, times)}
        return not words.isdisjoint(self.stems)

    def _figures(self, stem: str) -> bool:
        """Say whether a long number is a common one with something easy behind it; a number drawn by lot is not."""
        parts = ((stem[:end], stem[end:]) for end in range(1, len(stem) + 1))
        return any(
            self._easy(head) and (len(head) >= LONG_NUMBER or not tail or self._easy(tail)) for head, tail in parts
        )

    def _easy(self, number: str) -> bool:
        return number in self.stems or any(_repeats(number, times) for times in REPEATS)

    def get_help_text(self) -> str:
        """Return the rule in words."""
        return WORDS["password_made_of_common"]


def _repeats(word: str, times: int) -> bool:
    return len(word) % times == 0 and word == word[: len(word) // times] * times


def refuse_weak(password: str, *, names: Iterable[str] = ()) -> None:
    """Raise `Refused` (field `password`) when `password` breaks a rule; `names` are its owner's names and handles."""
    try:
        validate_password(password)
    except ValidationError as error:
        code = str(error.error_list[0].code)
        raise Refused(WORDS.get(code, "Choose another password."), code=code, field="password") from error
    plain = _plain(password)
    if any(len(_plain(name)) >= SHORTEST_NAME and _plain(name) in plain for name in names):
        what = "Your name or handle is in this password, so it is easy to guess. Choose another."
        raise Refused(what, code="password_holds_name", field="password")


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in folded if letter.isalnum())
