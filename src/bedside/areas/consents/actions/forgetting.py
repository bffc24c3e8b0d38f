"""Letting go of permissions and grants that have had their time."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from bedside.areas.consents.models import Authorisation, Grant, Shown, Term
from bedside.kit.clock import now
from bedside.kit.forgetting import forgets


@forgets("permissions")
@transaction.atomic
def forget_signed(days: int = 2192) -> None:
    """Delete permissions that ended long ago, with what was counted of them."""
    before = now() - timedelta(days=days)
    _delete(Q(revoked_at__lt=before) | Q(ends_at__lt=before))


@forgets("unsigned_permissions")
@transaction.atomic
def forget_unsigned(days: int = 90) -> None:
    """Delete what was asked for and never given."""
    old = Authorisation.objects.filter(made_at__lt=now() - timedelta(days=days))
    _delete(Q(signed_at=None, id__in=old.values("id")))


@forgets("grants")
@transaction.atomic
def forget_grants(days: int = 365) -> None:
    """Delete grants that ended, or ran out, long ago."""
    before = now() - timedelta(days=days)
    Grant.objects.filter(Q(ended_at__lt=before) | Q(ends_at__lt=before)).delete()


def _delete(which: Q) -> None:
    ids = list(Term.objects.filter(which).values_list("id", flat=True))
    for model in (Authorisation, Term):
        model.objects.filter(id__in=ids).delete()
    Shown.objects.filter(authorisation_id__in=ids).delete()
