"""Words that are sealed with the key of whom they are about, or who wrote them."""

from collections.abc import Callable, Iterable
from functools import partial

from bedside.areas.people.queries import key_no_of
from bedside.kit.errors import Refused
from bedside.kit.vault import Place, vault

LONGEST = 2000


def tidy(words: str, *, field: str, needed: str = "") -> str:
    """Return words as they are kept. Raises Refused for too many, and for none where `needed` says what is asked."""
    words = words.replace("\x00", "").strip()
    if needed and not words:
        raise Refused(needed, code="words_missing", field=field)
    if len(words) > LONGEST:
        raise Refused("This can be 2,000 characters long.", code="too_long", field=field)
    return words


Sealer = Callable[[str, Place], bytes]


def sealers(owner_ids: Iterable[int]) -> dict[int, Sealer]:
    """Return for each of these personas what seals words with her key: the key is looked up once."""
    return {one: partial(_seal, key_no=key_no_of(one) if one else None) for one in set(owner_ids)}


def _seal(words: str, place: Place, *, key_no: int | None) -> bytes:
    return vault().seal(words, place, key_no=key_no)


def sealed(words: str, place: Place, *, owner_id: int) -> bytes | None:
    """Return the words sealed with the key of the persona `owner_id` (0: with the site's), None for none."""
    if not words:
        return None
    return vault().seal(words, place, key_no=key_no_of(owner_id) if owner_id else None)
