"""Letting go of links that opened a sheet long ago."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from bedside.areas.visits.models import SheetLink
from bedside.kit.clock import now
from bedside.kit.forgetting import forgets


@forgets("visit_links")
@transaction.atomic
def forget_links(days: int = 30) -> None:
    """Delete links, their sheets and the list of their openings, so many days after their end."""
    before = now() - timedelta(days=days)
    SheetLink.objects.filter(Q(expires_at__lt=before) | Q(ended_at__lt=before)).delete()
