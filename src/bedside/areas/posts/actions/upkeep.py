"""Letting go of what nobody came back for (retention: security.md 7.6)."""

from datetime import timedelta
from functools import partial

from django.db import transaction

from bedside.areas.posts import files
from bedside.areas.posts.models import Confirmation, Draft, Image
from bedside.kit.clock import now

DRAFTS = timedelta(days=180)
CONFIRMATIONS = timedelta(days=1)


@transaction.atomic
def forget_old() -> None:
    """Delete drafts untouched for 180 days, pictures on no post as old as that, and questions nobody answered."""
    Draft.objects.filter(saved_at__lt=now() - DRAFTS).delete()
    Confirmation.objects.filter(asked_at__lt=now() - CONFIRMATIONS).delete()
    old = Image.objects.filter(post_id=None, created_at__lt=now() - DRAFTS)
    keys = list(old.values_list("key", flat=True))
    old.delete()
    transaction.on_commit(partial(files.forget, keys))
