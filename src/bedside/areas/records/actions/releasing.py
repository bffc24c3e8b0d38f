"""Putting figures out for good. What a release costs is written down first; what is out is never taken back."""

import hashlib
from datetime import timedelta
from decimal import Decimal

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.rights import require
from bedside.areas.people.viewer import Viewer
from bedside.areas.records.actions.sharing import note_uses
from bedside.areas.records.actions.steps import hold_source
from bedside.areas.records.models import OpenRelease, PrivacyCharge
from bedside.areas.records.queries.consented import releasable, releasable_by_owner
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from bedside.kit.ordering import order
from bedside.kit.viewing import as_system
from bedside.policy.evidence import releases as rules
from bedside.policy.evidence.release_files import figures_csv
from bedside.policy.sharing import RELEASES

RIGHT = "release figures"
BUDGET = "budget of open releases"
WAITS = timedelta(hours=1)  # so long a release that was ordered may take, tries and all, before another is ordered


class OverBudget(Refused):
    """The year has not so much left, or epsilon is no number that a release can have."""

    code = "over_budget"
    do = "Choose a smaller number, or wait for the next year."


class BeingMade(Refused):
    """A press came twice: what it costs would be spent twice."""

    code = "being_made"
    what = "A release that was ordered is being made."
    do = "Wait until it stands under Open figures. Then order another, if you want two."


@transaction.atomic
def order_release(*, by: Viewer, epsilon: Decimal) -> int:
    """Write down what a release costs, and let the worker make it; return the charge's number.

    It cannot be called back from here on. Raises NotHere for who may not, OverBudget, BeingMade.
    """
    require(RIGHT, by=by)
    hold_source(BUDGET)
    if PrivacyCharge.objects.filter(release=None, charged_at__gt=now() - WAITS).exists():
        raise BeingMade
    charge = _charge(epsilon, by=by)
    order("records.make_release", charge_id=charge.id)
    return charge.id


@transaction.atomic
def release_now(*, epsilon: Decimal) -> OpenRelease:
    """Write down what a release costs and make it, for whoever runs the site. Raises OverBudget."""
    return _made(_charge(epsilon, by=None))


@transaction.atomic
def make_release(charge_id: int) -> OpenRelease:
    """Make the release that was ordered; one that is made already stays as it is, and its noise is not drawn again."""
    hold_source(f"charge {charge_id}")
    charge = PrivacyCharge.objects.get(id=charge_id)
    return OpenRelease.objects.filter(charge=charge).first() or _made(charge)


def make_waiting() -> int:
    """Make what was ordered and did not come to its end; return how many that were."""
    waiting = list(PrivacyCharge.objects.filter(release=None).order_by("id").values_list("id", flat=True))
    for charge_id in waiting:
        make_release(charge_id)
    return len(waiting)


def _charge(epsilon: Decimal, *, by: Viewer | None) -> PrivacyCharge:
    hold_source(BUDGET)
    year = now().year
    spent = list(PrivacyCharge.objects.filter(year=year).values_list("epsilon", flat=True))
    if not rules.is_epsilon(epsilon):
        raise OverBudget(f"Epsilon is a number from {rules.STEP} to {rules.YEARLY}, in tenths.", field="epsilon")
    if not rules.may_spend(epsilon, spent=spent):
        raise OverBudget(f"Of this year's {rules.YEARLY}, {rules.left(spent)} is left.", field="epsilon")
    charge = PrivacyCharge.objects.create(year=year, epsilon=epsilon)
    who = by.persona_id if by else None
    record("records.charge", by=who, about=("privacy_charge", charge.id), epsilon=str(epsilon), year=str(year))
    return charge


@as_system("whoever agreed to open releases is counted")
def _made(charge: PrivacyCharge) -> OpenRelease:
    from bedside.areas.records.cubes import releasing  # here, because only a release needs its engines

    whose, cells = releasable(), rules.named_cells()
    lines = releasing.figures(whose, cells, epsilon=charge.epsilon, today=now().date())
    body = figures_csv(lines)
    made = OpenRelease.objects.create(
        charge=charge,
        rules=rules.RULES,
        named=len(cells),
        released=len(lines),
        threshold=rules.threshold(charge.epsilon, cells=len(cells)),
        cells_digest=rules.digest_of_cells(cells),
        digest=hashlib.sha256(body.encode()).hexdigest(),
        body=body,
    )
    used = {owner: min(number, rules.MOST_UNITS) for owner, number in releasable_by_owner(whose).items()}
    note_uses(used, audience=RELEASES, kinds=("courses",), nightly=False)
    record("records.release", by=None, about=("open_release", made.id), digest=made.digest)
    return made
