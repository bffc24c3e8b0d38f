"""The author's own profile values are not findings. Comparison is exact: one digit off is somebody else's."""

from __future__ import annotations

from bedside.policy.guard.model import Facts, Kind
from bedside.policy.guard.numbers import folded, same_link, same_phone


def is_own(value: str, *, kind: Kind, facts: Facts) -> bool:
    """Say whether `value`, found as `kind`, is one the author shows on her profile."""
    profile = facts.profile
    if kind == "phone":
        return any(same_phone(value, own, country=facts.country) for own in profile.phones)
    if kind == "email":
        return value.casefold() in (own.strip().casefold() for own in profile.emails)
    if kind == "url":
        return any(same_link(value, own) for own in profile.urls)
    if kind in ("record_no", "ssn"):
        return folded(value) in (folded(own) for own in profile.numbers)
    return False
