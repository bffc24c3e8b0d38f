"""The author's own profile values are not findings. Comparison is exact: one digit off is somebody else's.

Both sides are normalised first: telephone numbers to country code and number, links without scheme and trailing slash,
names, employer and places to words in one case without accents. A first or last name alone is the author's only where
the finding is not about somebody else: "my patient Dana" is not Dr. Dana's own name.
"""

from __future__ import annotations

import unicodedata

from bedside.policy.guard.detectors.handle import same_handle
from bedside.policy.guard.model import KINDS, Facts, Kind, Profile, Subject
from bedside.policy.guard.numbers import folded, same_link, same_phone
from bedside.policy.guard.text import normalise

_LABELS = frozenset({"npi", "dea", "gmc", "nmc", "hcpc", "licence", "license", "reg", "registration", "ip", "no"})
_TITLES = frozenset({"dr", "prof", "professor", "mr", "mrs", "ms", "miss", "mx", "sir", "md", "phd", "rn"})


def is_own(value: str, *, kind: Kind, facts: Facts, subject: Subject = "unknown") -> bool:
    """Say whether `value` (normalised), found as `kind` about `subject`, is one the author shows on her profile."""
    profile = facts.profile
    if kind == "name":
        return any(_is_name(value, own, is_partial_enough=subject != "other") for own in profile.names)
    if kind == "place":
        return _is_place(value, profile)
    return any(_is_same(value, normalise(own), kind=kind, country=facts.country) for own in _shown(profile, kind))


def _shown(profile: Profile, kind: Kind) -> tuple[str, ...]:
    """Give the values of the profile that a finding of `kind` is compared with."""
    by_kind: dict[Kind, tuple[str, ...]] = {
        "phone": profile.phones,
        "fax": profile.phones,
        "email": profile.emails,
        "url": profile.urls,
        "handle": profile.handles,
    }
    return by_kind.get(kind, profile.numbers if KINDS[kind].weight == "number" else ())


def _is_same(value: str, own: str, *, kind: Kind, country: str | None) -> bool:
    if kind in ("phone", "fax"):
        return same_phone(value, own, country=country)
    if kind == "email":
        return value.casefold() == own.strip().casefold()
    if kind == "url":
        return same_link(value, own)
    return same_handle(value, own) if kind == "handle" else folded(value) in (folded(own), folded(_unlabelled(own)))


def _unlabelled(own: str) -> str:
    """Give a number without the label it may have on the profile, as in "NPI: 1234567893"."""
    label, _, rest = own.strip().partition(" ")
    return rest if label.strip(".:#").casefold() in _LABELS else own


def _is_name(value: str, own: str, *, is_partial_enough: bool) -> bool:
    found, whole = _tokens(value), _tokens(own)
    if not found or not whole:
        return False
    if found == whole or found == (whole[0], whole[-1]):
        return True
    return is_partial_enough and len(found) == 1 and found[0] in (whole[0], whole[-1])


def _is_place(value: str, profile: Profile) -> bool:
    """Say whether a place is the employer or a place of the profile, whole or one of its parts between commas."""
    own = [*profile.places, *([profile.employer] if profile.employer else [])]
    if not own:
        return False
    parts = {_tokens(part) for place in own for part in (place, *place.split(","))}
    return _tokens(value) in parts - {()}


def _tokens(value: str) -> tuple[str, ...]:
    """Give the words of a name in one case, without accents, signs and titles."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", normalise(value)) if not unicodedata.combining(char))
    words = "".join(char if char.isalnum() else " " for char in plain.casefold().replace("'", "")).split()
    return tuple(word for word in words if word not in _TITLES)
