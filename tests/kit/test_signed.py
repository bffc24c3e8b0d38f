"""Signed texts: what one key signed opens with it, and with nothing changed."""

from base64 import urlsafe_b64encode

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bedside.kit import signed

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
KEYS = {"site#1": KEY.public_key()}
CLAIMS = {"iss": "site", "n": 1, "who": "Ümit"}


def token() -> str:
    return signed.signed(CLAIMS, key=KEY, kid="site#1")


def part(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def test_what_was_signed_opens() -> None:
    opened = signed.opened(token(), keys=KEYS)
    assert (opened.claims, opened.header["alg"]) == (CLAIMS, "EdDSA")


def test_another_library_reads_it() -> None:
    options = {"verify_aud": False}
    assert jwt.decode(token(), KEY.public_key(), algorithms=["EdDSA"], options=options) == CLAIMS  # type: ignore[arg-type]


def test_a_letter_that_was_changed_anywhere_is_found() -> None:
    whole = token()
    for place in range(0, len(whole), 7):
        if whole[place] == ".":
            continue
        changed = whole[:place] + ("A" if whole[place] != "A" else "B") + whole[place + 1 :]
        with pytest.raises((signed.Altered, signed.NoToken)):
            signed.opened(changed, keys=KEYS)


@pytest.mark.parametrize(
    "header",
    [
        '{"alg":"none","kid":"site#1"}',
        '{"alg":"HS256","kid":"site#1"}',
        '{"alg":"EdDSA","kid":"site#2"}',
        '{"alg":"EdDSA"}',
        '{"alg":"EdDSA","kid":["site#1"]}',
        '{"alg":"EdDSA","kid":"site#1","crit":["x"],"x":1}',
    ],
)
def test_the_text_does_not_choose_how_it_is_checked(header: str) -> None:
    _, claims, signature = token().split(".")
    with pytest.raises(signed.Altered):
        signed.opened(f"{part(header)}.{claims}.{signature}", keys=KEYS)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "a.b",
        "a.b.c.d",
        "..",
        "ä.b.c",
        f"{part('[]')}.{part('{}')}.x",
        f"{part('{}')}.{part('1')}.x",
        f"{part('[' * 5_000)}.{part('{}')}.x",
        "x" * 30_000,
    ],
)
def test_what_is_no_token_is_called_so(text: str) -> None:
    with pytest.raises(signed.NoToken):
        signed.read(text)
