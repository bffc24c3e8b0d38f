"""Answers to questionnaires that the figures may use: whose, and which; for the nightly build alone."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from bedside.areas.records.models import Course
from bedside.areas.records.queries.research import consented_owners, rows_of_owners
from bedside.policy.evidence.change import FEWEST_SCORES
from bedside.policy.sharing import STATISTICS

AT_ONCE: Final = 500
"""Accounts that are asked for in one statement: PostgreSQL takes no more than 65,535 values."""
KINDS = ("questionnaires", "courses", "conditions")
"""All three: of who lets only scores be counted nobody can say what she took, or since when she is ill."""


def measured_answers() -> Counter[int]:
    """How many answers by account: of who lets all three kinds be counted, and kept enough to tell a change by."""
    owners = sorted(frozenset.intersection(*(consented_owners(STATISTICS, kind=kind) for kind in KINDS)))
    found: Counter[int] = Counter()
    for begin in range(0, len(owners), AT_ONCE):
        rows = rows_of_owners("questionnaires", owners[begin : begin + AT_ONCE])
        found.update(rows.values_list("owner_id", flat=True))
    return Counter({owner: count for owner, count in found.items() if count >= 2 * FEWEST_SCORES})


def told_elsewhere(owners: Iterable[int]) -> list[tuple[int, str]]:
    """What these accounts told of on the page of a treatment, for the figures: account and treatment."""
    rows = Course.objects.filter(counted=True, owner__account_id__in=list(owners))
    return list(rows.values_list("owner__account_id", "treatment_slug"))
