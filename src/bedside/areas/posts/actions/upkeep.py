"""Letting go of what nobody came back for (retention: security.md 7.6)."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from bedside.areas.posts.actions.images import throw_away
from bedside.areas.posts.models import Confirmation, Draft, Image, Waiting
from bedside.kit.clock import now
from bedside.kit.forgetting import forgets


@forgets("confirmations")
@transaction.atomic
def forget_confirmations(days: int = 1) -> None:
    """Delete questions that nobody answered."""
    Confirmation.objects.filter(asked_at__lt=now() - timedelta(days=days)).delete()


@forgets("drafts")
@transaction.atomic
def forget_old(days: int = 180) -> None:
    """Delete drafts and posts that wait, untouched for `days`, and pictures on no post as old as that.

    What waits for its day comes out, or is left to its author, by itself.
    """
    before = now() - timedelta(days=days)
    Draft.objects.filter(saved_at__lt=before).delete()
    Waiting.objects.filter(saved_at__lt=before).exclude(state=Waiting.State.DAY).delete()
    waits = Waiting.objects.filter(id=OuterRef("waiting_id"))
    old = Image.objects.filter(~Exists(waits), post_id=None, created_at__lt=before)
    throw_away(old)
