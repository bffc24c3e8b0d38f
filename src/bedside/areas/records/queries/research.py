"""What members let the site count or compare: for builds and areas above, and never for a page."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from bedside.areas.people.models import StaffRole
from bedside.areas.records.models import AskedWave, LedgerEntry, WaveAnswer
from bedside.areas.records.queries.sharing import live_grants
from bedside.areas.records.shareable import kept
from bedside.kit.viewing import as_system
from bedside.policy.sharing import ALONE, MATCHING, RELEASES, STATISTICS


@as_system("whose grants to a use of the site run now")
def consented_owners(audience: str = STATISTICS, *, kind: str = "") -> frozenset[int]:
    """Return the accounts whose grant runs now, for `kind` where one is named. Staff are not counted in figures."""
    return frozenset(_grants(audience, kind).values_list("owner_id", flat=True))


@as_system("what one account lets be compared")
def fields_of(account_id: int, audience: str = MATCHING) -> frozenset[str]:
    """Return the kinds or fields that an account's grant names now; none without one."""
    found = _grants(audience, "").filter(owner_id=account_id).values_list("kinds", flat=True)
    return frozenset(kind for kinds in found for kind in kinds)


def consented_rows(kind: str, audience: str = STATISTICS, *, owner_id: int | None = None) -> QuerySet[Any]:
    """Return the current rows of a kind that may be used: the grant runs, and the item names the use.

    The caller reads them as the system (`kit.viewing.as_system`), and says why.
    """
    owners = _grants(audience, kind).values("owner_id")
    return _naming(kind, audience, owner_id).filter(owner_id__in=owners)


def rows_of_owners(kind: str, owners: Iterable[int], audience: str = STATISTICS) -> QuerySet[Any]:
    """As `consented_rows`, of `owners` whose grants the caller has just looked up: `consented_owners`.

    The grants are looked up once and not joined to each row: without that a night hung on what PostgreSQL guesses.
    """
    return _naming(kind, audience, None).filter(owner_id__in=list(owners))


def _naming(kind: str, audience: str, owner_id: int | None) -> QuerySet[Any]:
    """The current rows that name the use."""
    return kept(kind, owner_id).filter(share__contains=[audience]).exclude(share__contains=[ALONE])


def consented_answers(audience: str = STATISTICS, *, by_proxy: bool = False) -> QuerySet[WaveAnswer]:
    """Return the current answers about courses that may be used; read as `consented_rows`.

    What a carer answered (`by_proxy`) is a stratum of its own and never her own voice.
    """
    courses = consented_rows("courses", audience)
    asked = AskedWave.objects.filter(course_id__in=courses.values("series_id"))
    answers = WaveAnswer.objects.filter(is_current=True, series_id__in=asked.values("id"), by_proxy=by_proxy)
    return answers.exclude(share__contains=[ALONE])


def _grants(audience: str, kind: str) -> QuerySet[LedgerEntry]:
    rows = live_grants(audience).filter(items=[])
    if kind:
        rows = rows.filter(kinds__contains=[kind])
    if audience in (STATISTICS, RELEASES):
        rows = rows.exclude(owner_id__in=StaffRole.objects.values("account_id"))
    return rows
