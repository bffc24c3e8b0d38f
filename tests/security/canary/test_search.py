"""The search itself: a sweep that can't find a word proves nothing."""

import gzip
import html
import json
import quopri
import zlib
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from urllib.parse import quote

import pytest

from tests.security.canary.kinds import CONTROL, Finder, word
from tests.security.canary.search import kinds_in

KIND = "draft"
WRITTEN = f"She wrote {word(KIND)} that day."
SHUT = {letter: f"&#{ord(letter)};" for letter in word(KIND)}

WRAPPINGS: dict[str, Callable[[str], bytes]] = {
    "plain": str.encode,
    "capital letters": lambda text: text.upper().encode(),
    "percent": lambda text: "".join(f"%{byte:02X}" for byte in text.encode()).encode(),
    "percent twice": lambda text: quote("".join(f"%{byte:02x}" for byte in text.encode())).encode(),
    "html": lambda text: (
        html.escape("".join(SHUT.get(letter, letter) for letter in text), quote=False).replace("&amp;", "&").encode()
    ),
    "json": lambda text: json.dumps([text]).replace("z", "\\u007a").encode(),
    "quoted printable": lambda text: quopri.encodestring(("x" * 55 + text).encode()),
    "utf-16": lambda text: text.encode("utf-16-le"),
    "base64, first offset": lambda text: b64encode(("ab " + text).encode()),
    "base64, second offset": lambda text: b64encode(("a" + text).encode()),
    "base64, third offset": lambda text: b64encode(("ab" + text).encode()),
    "base64 for addresses": lambda text: urlsafe_b64encode((text + "\xff\xfe").encode("latin-1")),
    "gzip": lambda text: gzip.compress(text.encode()),
    "zlib inside other bytes": lambda text: b"%PDF stream\n" + zlib.compress(text.encode()) + b"\nendstream",
}


@pytest.mark.parametrize("wrapping", WRAPPINGS)
def test_a_word_is_found_however_it_is_written(wrapping: str) -> None:
    assert kinds_in(WRAPPINGS[wrapping](WRITTEN), Finder()) == {KIND}


@pytest.mark.parametrize("offset", range(3))
@pytest.mark.parametrize("secret", [b"a+secret/of?many~signs", bytes(range(200, 232))])
def test_a_secret_that_is_no_word_is_found_in_base64_and_in_figures(secret: bytes, offset: int) -> None:
    finder = Finder()
    finder.mark("session", secret)
    for written in (
        b64encode(b"x" * offset + secret),
        urlsafe_b64encode(b"x" * offset + secret),
        secret.hex().encode(),
    ):
        assert kinds_in(b"<p>" + written + b"</p>", finder) == {"session"}


def test_what_nobody_wrote_is_not_found() -> None:
    assert kinds_in(CONTROL.encode() + b" zq zqbcdf zqaaaaaaaaaa", Finder()) == set()


def test_no_two_kinds_share_a_word() -> None:
    finder = Finder()
    assert len(set(finder.words)) == len(finder.words.values())
    assert CONTROL.encode() not in finder.words
