"""Planning a trial: what may be tried, the seed that is drawn, the plan that is fixed before its first day."""

import secrets
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people import persons
from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.trials.errors import NotTriedAlone, TooMany, Unclear
from bedside.areas.trials.models import Trial
from bedside.areas.trials.queries.own import trial_rows, trials
from bedside.kit.errors import NotAllowed
from bedside.kit.texts import taken_line
from bedside.policy.trials.course import OUTCOMES
from bedside.policy.trials.plan import SEED_BYTES, BadPlan, Plan, fingerprint, seed_hash
from bedside.policy.trials.refusals import Asked, refusal

MOST = 50
MOST_AT_ONCE = 3  # more at a time, and nobody could say what did it
LONGEST = 300
NAMES = {"question": "Your question", "arm_a": "The first half", "arm_b": "The other half", "outcome": "The outcome"}


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a member wants to try. `pregnant` is asked and not kept."""

    question: str
    arm_a: str
    arm_b: str
    measure: str
    outcome: str
    block_days: int
    pairs: int
    washout_days: int
    starts: date
    prescribed: bool
    agreed_by: str
    pregnant: bool


def look(*, by: Viewer, wish: Wish, today: date) -> Plan:
    """Return the plan that would be made, and keep nothing; its seed is drawn when it begins.

    Raises Unclear for what can't be a plan, NotTriedAlone for what nobody tries alone.
    """
    return _plan(by, wish, today, seed=bytes(SEED_BYTES))


@transaction.atomic
def begin(*, by: Viewer, wish: Wish, today: date, client_key: int | None = None) -> int:
    """Fix the plan, draw its seed, and return the trial's id. A `client_key` is heard once.

    Raises as `look`, TooMany beyond three at a time and fifty in all, and NotAllowed for an unconfirmed address.
    """
    if not by.confirmed:
        raise NotAllowed("Your mail address is not confirmed yet.", do="Confirm it first.", code="confirm_mail")
    sent = trial_rows(by).filter(client_key=client_key).first() if client_key is not None else None
    if sent is not None:
        return sent.id
    seed = secrets.token_bytes(SEED_BYTES)
    plan = _plan(by, wish, today, seed=seed)
    _check_count(by, today)
    row = Trial(owner_id=by.account_id, fingerprint=fingerprint(plan), client_key=client_key)
    facts = asdict(plan) | {"starts": plan.starts.isoformat()}
    agreed_by = taken_line(wish.agreed_by, field="agreed_by", name="The name", at_most=LONGEST)
    body = {"plan": facts, "seed": seed.hex(), "measure": wish.measure, "agreed_by": agreed_by}
    row.seal(body, key_no=key_no_of(by.persona_id))
    row.save(force_insert=True)
    record("trials.begin", by=by.persona_id, about=("trial", row.id), subject=by.persona_id)
    return row.id


def _plan(by: Viewer, wish: Wish, today: date, *, seed: bytes) -> Plan:
    if wish.measure not in OUTCOMES:
        raise Unclear("Choose what you look at each day.", field="measure")
    if wish.starts <= today:
        raise Unclear("A trial begins tomorrow at the earliest: its plan is fixed before.", field="starts")
    texts = {
        field: taken_line(getattr(wish, field), field=field, name=name, at_most=LONGEST)
        for field, name in NAMES.items()
    }
    asked = Asked(
        arm_a=texts["arm_a"],
        arm_b=texts["arm_b"],
        prescribed=wish.prescribed,
        agreed_by=wish.agreed_by,
        pregnant=wish.pregnant,
        adult=not persons.is_teen(by.persona_id),
    )
    why = refusal(asked)
    if why is not None:
        raise NotTriedAlone(why.words, field=why.field)
    try:
        return Plan(
            question=texts["question"],
            arm_a=texts["arm_a"],
            arm_b=texts["arm_b"],
            outcome=texts["outcome"],
            block_days=wish.block_days,
            pairs=wish.pairs,
            washout_days=wish.washout_days,
            starts=wish.starts,
            seed_hash=seed_hash(seed),
        )
    except BadPlan as bad:
        raise Unclear(str(bad), field=bad.field) from bad


def _check_count(by: Viewer, today: date) -> None:
    mine = trials(by, on=today)
    if len(mine) >= MOST:
        raise TooMany(f"You have {MOST} trials. That is the most.")
    if sum(1 for one in mine if not one.stands.over) >= MOST_AT_ONCE:
        raise TooMany(f"{MOST_AT_ONCE} trials are under way. With more at a time, nobody could say what did it.")
