"""The status list has the form of the standard: as many bits as it asks, the first one the highest of its byte."""

import gzip
from base64 import urlsafe_b64decode

import pytest

from bedside.policy.verification.status import SIZE, encoded, list_of


def bits(text: str) -> str:
    assert text.startswith("u")
    packed = urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4))
    return "".join(f"{byte:08b}" for byte in gzip.decompress(packed))


@pytest.mark.parametrize("elsewhere", [False, True])
@pytest.mark.parametrize("places", [[], [0], [7, 8], [SIZE - 1], [1, 77_777]])
def test_the_named_places_differ_from_all_others(places: list[int], elsewhere: bool) -> None:
    found = bits(encoded(places, set_elsewhere=elsewhere))
    odd = "0" if elsewhere else "1"
    assert len(found) == SIZE == 131_072
    assert [at for at, bit in enumerate(found) if bit == odd] == places


def test_the_same_list_is_the_same_text() -> None:
    assert encoded([5], set_elsewhere=True) == encoded([5], set_elsewhere=True)


def test_a_place_is_a_list_and_an_index() -> None:
    assert (list_of(3), list_of(SIZE - 1), list_of(SIZE + 4)) == ((0, 3), (0, SIZE - 1), (1, 4))
