"""Whose record may be counted in the site's figures: those whose grant for it runs now."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, F, Value
from django.db.models.functions import Concat

from bedside.areas.people.models import AccountState, StaffRole
from bedside.areas.records.models import Course, TreatmentCourse
from bedside.areas.records.queries.measurable import measured_answers
from bedside.areas.records.queries.research import consented_owners as owners_of
from bedside.areas.records.queries.research import consented_rows
from bedside.areas.records.queries.sharing import live_grants
from bedside.policy.sharing import RELEASES, STATISTICS


def consented_owners() -> list[int]:
    """The accounts that let the whole of their record be counted: a running grant for statistics without items.

    A grant that names an item is about what a persona said on the page of that treatment, and counts by itself. For
    the nightly build alone, which reads past row security. Staff count in no figure.
    """
    staff = StaffRole.objects.values("account_id")
    rows = live_grants(STATISTICS).filter(items=[]).exclude(owner_id__in=staff)
    return sorted(set(rows.values_list("owner_id", flat=True)))


def used_by_owner() -> Counter[int]:
    """How many items of each account tonight's build counted."""
    staff = StaffRole.objects.values("account_id")
    said = Course.objects.filter(counted=True).exclude(owner__account_id__in=staff)
    place = Concat("treatment_slug", Value("|"), "purpose_slug")
    rows = said.values(account=F("owner__account_id")).annotate(number=Count(place, distinct=True))
    used = Counter({row["account"]: row["number"] for row in rows})
    # Asked for among these owners, a statement would take no more than 65,535 of them.
    agreed = set(consented_owners())
    kept = TreatmentCourse.objects.filter(is_current=True, share__contains=[STATISTICS])
    used.update(owner for owner in kept.values_list("owner_id", flat=True).iterator() if owner in agreed)
    used.update(measured_answers())
    used.update(Counter(consented_rows("about_me").values_list("owner_id", flat=True)))
    return used


@dataclass(frozen=True)
class Releasable:
    """Whose answers may enter a release: of what they keep, and of what they told for one treatment."""

    records: tuple[int, ...]
    told: tuple[int, ...]


def releasable() -> Releasable:
    """Who agreed to open releases now. The record enters only where the figures may count it too: two grants.

    Who is leaving is in none, and neither is who was shut out and could not take it back: what is out is out for good.
    """
    records = owners_of(RELEASES, kind="courses") & set(consented_owners())
    told = owners_of(RELEASES, kind="treatments")
    agreed = live_grants(RELEASES).filter(owner__state=AccountState.ACTIVE)
    active = set(agreed.values_list("owner_id", flat=True))
    return Releasable(records=tuple(sorted(records & active)), told=tuple(sorted(told & active)))


def releasable_by_owner(whose: Releasable) -> Counter[int]:
    """How many answers of each of these accounts a release may choose from."""
    agreed = live_grants(RELEASES).values("owner_id")
    said = Course.objects.filter(counted=True, owner__account_id__in=agreed)
    kept = TreatmentCourse.objects.filter(is_current=True, share__contains=[STATISTICS, RELEASES])
    told, records = set(whose.told), set(whose.records)
    owners = (
        (said.values_list("owner__account_id", flat=True), told),
        (kept.values_list("owner_id", flat=True), records),
    )
    return Counter(owner for rows, those in owners for owner in rows.iterator() if owner in those)
