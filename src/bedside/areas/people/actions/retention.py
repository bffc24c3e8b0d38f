"""Forgetting what has had its time (policy/retention.py): the kinds of this area."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from bedside.areas.people.actions.copying import forget_old_copies
from bedside.areas.people.actions.signup import forget_unconfirmed
from bedside.areas.people.models import Erasure, Hold
from bedside.areas.people.sessions import SessionStore
from bedside.kit.clock import now
from bedside.kit.forgetting import forgets


@forgets("unconfirmed")
def unconfirmed(days: int) -> None:
    """Accounts that were never confirmed."""
    forget_unconfirmed(days=days)


@forgets("sessions")
def sessions(days: int) -> None:
    """Sessions that have ended; they open nothing, so there is no use in keeping them longer."""
    SessionStore.clear_expired()


@forgets("copies")
def copies(days: int) -> None:
    """Files of copies that nobody fetched, and the rows of all."""
    forget_old_copies(days=days)


@forgets("receipts")
@transaction.atomic
def receipts(days: int) -> None:
    """Receipts of erasures that were done."""
    Erasure.objects.filter(done_at__lte=now() - timedelta(days=days)).delete()


@forgets("holds")
@transaction.atomic
def holds(days: int) -> None:
    """Holds that have ended."""
    past = now() - timedelta(days=days)
    Hold.objects.filter(Q(ended_at__lte=past) | Q(expires_at__lte=past)).delete()
