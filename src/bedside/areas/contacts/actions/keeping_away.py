"""Not my doctor: a member is not to be seen by a clinician, nor by the people who work with that clinician (B39)."""

from django.db import transaction

from bedside.areas.boundaries import queries as boundaries
from bedside.areas.contacts.actions import steps
from bedside.areas.contacts.events import Unfollowed
from bedside.areas.contacts.models import Follow, NotMyDoctor
from bedside.areas.contacts.queries import reachable
from bedside.areas.people.viewer import Viewer
from bedside.kit.errors import Refused
from bedside.kit.outbox.actions import publish


@transaction.atomic
def keep_away(*, by: Viewer, target_id: int) -> None:
    """Let `by` not exist for the clinician `target_id`, nor for who is on that clinician's teams now or later.

    A follow of the clinician's ends; the clinician's own page stays open to `by`. Nobody is told, and pressing twice
    changes nothing. Raises NotHere as `follow` does, and Refused for who is no member, and of
    somebody who is no clinician.
    """
    steps.check_actor(by, target_id)
    steps.hold_pair(by.persona_id, target_id)
    target = reachable(by, target_id)
    if not boundaries.ask(by, space="community", action="not my doctor", target="clinician").allowed:
        raise Refused("This is for members.", do="You can block this person instead.", code="boundary.deny")
    if target.kind != "clinician":
        what = "This is for clinicians only."
        raise Refused(what, do="You can block this person instead.", code="not_a_clinician")
    if not NotMyDoctor.objects.get_or_create(owner_id=by.persona_id, target_id=target_id)[1]:
        return
    if Follow.objects.filter(owner_id=target_id, target_id=by.persona_id).delete()[0]:
        publish(Unfollowed(owner_id=target_id, target_id=by.persona_id))
    steps.note_down("contacts.keep_away", by=by, target_id=target_id)


@transaction.atomic
def let_see(*, by: Viewer, target_id: int) -> None:
    """Let the clinician see `by` again. What it ended does not come back. Where nothing was, nothing changes."""
    if NotMyDoctor.objects.filter(owner_id=by.persona_id, target_id=target_id).delete()[0]:
        steps.note_down("contacts.let_see", by=by, target_id=target_id)
