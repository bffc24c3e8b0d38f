"""Answers to questionnaires that the figures may use: whose, and which; for the nightly build alone."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import QuerySet

from bedside.areas.records.models import Course, Sitting
from bedside.areas.records.queries.research import consented_owners, rows_of_owners
from bedside.policy.evidence.change import FEWEST_SCORES
from bedside.policy.sharing import STATISTICS

KINDS = ("questionnaires", "courses", "conditions")
"""All three: of who lets only scores be counted nobody can say what she took, or since when she is ill."""


def measured_sittings() -> QuerySet[Sitting]:
    """The answers of who lets all three kinds be counted, and kept enough of them to tell a change by."""
    owners = frozenset.intersection(*(consented_owners(STATISTICS, kind=kind) for kind in KINDS))
    kept = Counter(rows_of_owners("questionnaires", owners).values_list("owner_id", flat=True))
    enough = [owner for owner, count in kept.items() if count >= 2 * FEWEST_SCORES]
    found: QuerySet[Sitting] = rows_of_owners("questionnaires", enough)
    return found


def told_elsewhere(owners: Iterable[int]) -> list[tuple[int, str]]:
    """What these accounts told of on the page of a treatment, for the figures: account and treatment."""
    rows = Course.objects.filter(counted=True, owner__account_id__in=list(owners))
    return list(rows.values_list("owner__account_id", "treatment_slug"))
