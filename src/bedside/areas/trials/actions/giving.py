"""Giving what came of a trial to the figure of many, taking it out, and making the figures each night.

A figure is made once a night and rounded to a tenth, and says "at least" so many members: who looks twice can't read
from it what one member added.
"""

from datetime import date

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.viewer import Viewer
from bedside.areas.trials.errors import GivenBefore, NotToBeGiven
from bedside.areas.trials.models import Given, Together
from bedside.areas.trials.queries.own import protocol_index, trial, trial_rows
from bedside.kit.errors import NotAllowed, NotHere
from bedside.kit.viewing import as_system
from bedside.policy.trials.pooling import Member, pool, published, standard_error

WHY = "figures of many are made from what members gave to them"


@transaction.atomic
def give(*, by: Viewer, trial_id: int, today: date) -> None:
    """Let an own trial that is over count in the figure of many; once given, nothing happens.

    Raises NotHere for any other's and for one under way, NotToBeGiven and GivenBefore.
    """
    if not by.confirmed:
        raise NotAllowed("Your mail address is not confirmed yet.", do="Confirm it first.", code="confirm_mail")
    row = trial_rows(by).select_for_update().filter(id=trial_id).first()
    if row is None:
        raise NotHere
    own = trial(by, trial_id, on=today)
    if not own.stands.over:
        raise NotHere
    if own.is_given:
        return
    result = own.stands.result
    error = standard_error(result.per_pair) if result else None
    if result is None or error is None:
        raise NotToBeGiven("It has too few pairs with answers to count beside others.")
    index = protocol_index(own.plan, own.measure)
    if Given.objects.filter(owner_id=by.account_id, protocol_index=index).exists():
        raise GivenBefore
    Given.objects.create(trial=row, owner_id=by.account_id, protocol_index=index, difference=result.mean, error=error)
    record("trials.give", by=by.persona_id, about=("trial", row.id), subject=by.persona_id)


@transaction.atomic
def take_out(*, by: Viewer, trial_id: int) -> None:
    """Let a trial count no longer: at once in the table, in the figure from the next night on."""
    row = trial_rows(by).filter(id=trial_id).first()
    if row is None:
        raise NotHere
    gone, _each = Given.objects.filter(trial_id=row.id, owner_id=by.account_id).delete()
    if gone:
        record("trials.take_out", by=by.persona_id, about=("trial", row.id), subject=by.persona_id)


@as_system(WHY)
@transaction.atomic
def make_figures() -> int:
    """Make every figure of many anew; return how many there are. A kind with too few members has none."""
    Together.objects.all().delete()
    made = 0
    for index in Given.objects.values_list("protocol_index", flat=True).distinct().order_by("protocol_index"):
        rows = Given.objects.filter(protocol_index=index).order_by("id")
        pooled = pool([Member(row.difference, row.error) for row in rows])
        if pooled is not None:
            shown = published(pooled)
            Together.objects.create(
                protocol_index=index, mean=shown.mean, low=shown.low, high=shown.high, members=shown.members
            )
            made += 1
    return made
