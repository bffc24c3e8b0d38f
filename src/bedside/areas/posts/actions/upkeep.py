"""Letting go of what nobody came back for (retention: security.md 7.6)."""

from datetime import timedelta
from functools import partial

from django.db import transaction

from bedside.areas.posts import files
from bedside.areas.posts.models import Confirmation, Draft, Image
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
    """Delete drafts untouched for `days`, and pictures on no post as old as that."""
    Draft.objects.filter(saved_at__lt=now() - timedelta(days=days)).delete()
    old = Image.objects.filter(post_id=None, created_at__lt=now() - timedelta(days=days))
    keys = list(old.values_list("key", flat=True))
    old.delete()
    transaction.on_commit(partial(files.forget, keys))
