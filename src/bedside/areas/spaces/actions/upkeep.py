"""Letting go of what has had its time (policy/retention.py)."""

from datetime import timedelta

from django.db import transaction

from bedside.areas.spaces.models import Invitation
from bedside.kit.clock import now
from bedside.kit.forgetting import forgets


@forgets("invitations")
@transaction.atomic
def forget_invitations(days: int) -> None:
    """Delete invitations that ended more than `days` ago."""
    Invitation.objects.filter(expires_at__lte=now() - timedelta(days=days)).delete()
