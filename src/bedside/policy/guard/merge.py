"""One hit for each place: where hits overlap the longer wins, then the stricter kind.

Relation phrases and identifiers are kept apart: a date inside "your visit on ..." is found as well as the phrase.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from bedside.policy.guard.model import KINDS, Hit, Kind

_STRICTER_FIRST: tuple[Kind, ...] = (
    "ssn", "account_no", "record_no", "plan_no", "licence_no", "vehicle", "device", "biometric", "email", "phone",
    "fax", "ip", "url", "handle", "age_over_89", "date", "name", "place", "other_id", "image", "relation",
    "combination", "recency", "unchecked",
)  # fmt: skip


def merge(hits: Iterable[Hit]) -> list[Hit]:
    """Give the hits that stay, in the order of the text. The order of `hits` changes nothing."""
    every = sorted(set(hits), key=_rank)
    phrases = _without_overlaps(hit for hit in every if KINDS[hit.kind].weight == "relation")
    identifiers = _without_overlaps(hit for hit in every if KINDS[hit.kind].weight != "relation")
    return sorted([*phrases, *identifiers], key=lambda hit: (hit.start, hit.end, hit.rule))


def _without_overlaps(ranked: Iterable[Hit]) -> list[Hit]:
    """Keep each hit that touches none kept before it. Those kept stand in text order, so two neighbours decide."""
    kept: list[Hit] = []
    starts: list[int] = []
    for hit in ranked:
        place = bisect_left(starts, hit.end)
        if place == 0 or kept[place - 1].end <= hit.start:
            kept.insert(place, hit)
            starts.insert(place, hit.start)
    return kept


def _rank(hit: Hit) -> tuple[int, int, int, str, float, str, str]:
    strictness = _STRICTER_FIRST.index(hit.kind)
    return hit.start - hit.end, strictness, hit.start, hit.rule, -hit.confidence, hit.variant, hit.detail
