"""Taking a case, giving it back, and looking at what was handed over. A claim that leads to nothing ends by itself."""

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.moderation.models import Case
from bedside.areas.moderation.queries import desk
from bedside.areas.moderation.queries.hands import SEEN_BY_ROLE, desks_of
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.viewing import as_system
from bedside.policy.moderation.cases import State, Step, after, claim_holds
from bedside.policy.moderation.reasons import Desk
from bedside.policy.permissions import MODERATOR, STEWARD


class Taken(Refused):
    """Somebody else has the case, or it was decided a moment ago."""

    code = "taken"
    what = "Somebody else has this report now, or it is decided."
    do = "Take the next one."


@transaction.atomic
def claim(*, by: Viewer, case_id: int) -> None:
    """Take a case for two hours; what its reporter handed over opens. Raises NotHere, and `Taken`.

    Who could not read it otherwise looks at it because of a role: that is a line in the log, which its author can see.
    """
    case = locked(by, case_id)
    held = case.state == State.CLAIMED and claim_holds(case.claimed_at, at=now())
    if after(State(case.state), Step.CLAIM) is None or (held and case.claimed_account != by.account_id):
        raise Taken
    _move(case, Step.CLAIM, claimed_by=by.persona_id, claimed_account=by.account_id, claimed_at=now())
    record("case.claim", by=by.persona_id, role=role_at(case), about=("case", case.id))
    if case.about_id and desk.is_outsider(case, desks_of(by)):
        record(
            "look.report",
            by=by.persona_id,
            role=role_at(case),
            about=("case", case.id),
            subject=case.about_id,
            purpose="moderation",
        )


@transaction.atomic
def release(*, by: Viewer, case_id: int) -> None:
    """Give a case back that `by` has claimed; raise NotHere, and `Taken` where it is not hers any more."""
    case = own(by, case_id)
    _move(case, Step.RELEASE, claimed_by=None, claimed_account=None, claimed_at=None)
    record("case.release", by=by.persona_id, role=role_at(case), about=("case", case.id))


def locked(by: Viewer, case_id: int) -> Case:
    """Return a case of the desks of `by`, locked: two people at once follow each other. Raises NotHere."""
    with as_system(SEEN_BY_ROLE):
        if not Case.objects.select_for_update().filter(id=case_id).exists():
            raise NotHere
    return desk.held_case(by, case_id)


def own(by: Viewer, case_id: int) -> Case:
    """Return a case that `by` has claimed, locked. Raises NotHere, and `Taken` where it is not hers any more."""
    case = locked(by, case_id)
    if not desk.is_mine(by, case):
        raise Taken
    return case


def role_at(case: Case) -> str:
    """Return the role in which somebody works on a case."""
    return STEWARD if case.desk == Desk.STEWARD else MODERATOR


@as_system("the state of a case")
def _move(case: Case, step: Step, **fields: object) -> None:
    then = after(State(case.state), step)
    if then is None:
        raise Taken
    Case.objects.filter(id=case.id).update(state=then, **fields)
