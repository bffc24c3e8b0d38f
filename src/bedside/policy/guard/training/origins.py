"""First and last names of six origins, from Faker's lists and our own; a fifth of them is kept for tests."""

from __future__ import annotations

import importlib
import re
import zlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

ORIGINS: dict[str, tuple[str, ...]] = {
    "english": ("en_US", "en_GB", "en_IE", "en_NZ"),
    "hispanic": ("es_MX", "es_ES", "es_CO", "es_AR", "pt_BR"),
    "european": ("de_DE", "fr_FR", "it_IT", "pl_PL", "sv_SE", "nl_NL", "fi_FI", "cs_CZ", "hr_HR", "ro_RO"),
    "south_asian": ("en_IN", "en_PK"),
    "east_asian": ("zh_TW", "zh_CN", "ja_JP", "vi_VN"),
    "african_arab": ("en_KE", "en_NG", "tw_GH", "yo_NG", "zu_ZA"),
}
HELD_OUT = 5  # one name in so many is kept for tests
_FIELDS = {
    "first": ("first_names", "first_names_male", "first_names_female", "first_romanized_names"),
    "last": ("last_names", "last_romanized_names", "unisex_last_names", "male_last_names"),
}
_LATIN = re.compile(r"[A-Z\u00c0-\u00de\u0100-\u024f][A-Za-z\u00c0-\u024f\u1e00-\u1eff' -]{1,24}")


class Names(NamedTuple):
    """The names of one origin, sorted."""

    first: tuple[str, ...]
    last: tuple[str, ...]


@cache
def names(origin: str, *, held_out: bool) -> Names:
    """Give the names of an origin that are for training, or those that are kept for tests."""
    return Names(*(_part(origin, part, held_out=held_out) for part in ("first", "last")))


def own(part: str) -> list[str]:
    """Give our own names of all origins: first or last."""
    return [name for _origin, kind, name in _own_rows() if kind == part]


def _part(origin: str, part: str, *, held_out: bool) -> tuple[str, ...]:
    listed = {name for locale in ORIGINS[origin] for name in _of_locale(locale, part)}
    listed |= {name for of, kind, name in _own_rows() if (of, kind) == (origin, part)}
    return tuple(sorted(name for name in listed if (zlib.crc32(name.encode()) % HELD_OUT == 0) is held_out))


def _of_locale(locale: str, part: str) -> list[str]:
    provider: Any = importlib.import_module(f"faker.providers.person.{locale}").Provider
    found: list[str] = []
    for field in _FIELDS[part]:
        listed = getattr(provider, field, ())
        names_of = listed if isinstance(listed, Iterable) else ()
        found += (name for name in names_of if isinstance(name, str) and _LATIN.fullmatch(name))
    return found


@cache
def _own_rows() -> tuple[tuple[str, str, str], ...]:
    table = (files("bedside.policy.guard.training") / "own_names.tsv").read_text("utf-8")
    rows = (row.split("\t") for row in table.splitlines()[1:])
    return tuple((origin, part, name) for origin, part, name in rows)
