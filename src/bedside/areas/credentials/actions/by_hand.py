"""What stands behind a credential that an administrator records: a claim of its own, and evidence of who looked.

So a level is never set without a row that says who saw what, and the clocks, notices and suspensions of claims hold for
it too.
"""

from bedside.areas.credentials.actions import steps
from bedside.areas.credentials.models import Claim
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.viewing import as_system
from bedside.policy.verification.claims import OPEN, Actor, Reason, State

ROLE = "administrator"


def seen_by(persona: Persona, *, by: Viewer) -> Claim:
    """Write down that `by` saw this person, as a claim that is granted by it, and return it."""
    steps.end_earlier(persona.id)
    with as_system("what was open is answered by this"):
        waiting = list(Claim.objects.select_for_update(of=("self",)).filter(persona=persona, state__in=sorted(OPEN)))
    for one in waiting:
        steps.move(one, State.WITHDRAWN, actor=Actor.REVIEWER, reason=Reason.REPLACED, by=by, role=ROLE)
    claim = Claim(persona=persona, student=persona.kind == "student", decided_at=now(), decided_by=[by.persona_id])
    with as_system("an administrator records what somebody showed"):
        claim.save(force_insert=True)
    steps.move(claim, State.SUBMITTED, actor=Actor.OWNER, reason=Reason.SENT, by=by, role=ROLE)
    steps.move(claim, State.PROVING, actor=Actor.CLOCK, reason=Reason.NO_REGISTER)
    steps.note(claim, "in_person", found_by=(by.persona_id,))
    steps.move(claim, State.GRANTED, actor=Actor.REVIEWER, reason=Reason.PROOF_FOUND, by=by, role=ROLE)
    return claim
