"""Forgetting what has had its time (policy/retention.py): the kinds of this area."""

from datetime import timedelta

from django.db import transaction

from bedside.areas.directory.models import Listing, ListingClaim
from bedside.kit.clock import now
from bedside.kit.forgetting import forgets


@forgets("listed")
@transaction.atomic
def listed(days: int) -> None:
    """Listed entries that no import has had for so long. Those that a member has claimed are that member's."""
    Listing.objects.filter(owner=None, asked_out_at=None, seen_at__lte=now() - timedelta(days=days)).delete()


@forgets("handle_claims")
@transaction.atomic
def handle_claims(days: int) -> None:
    """Claims of listed entries that were never shown to be right."""
    ListingClaim.objects.filter(expires_at__lte=now() - timedelta(days=days)).delete()
