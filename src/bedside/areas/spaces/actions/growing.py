"""Communities of members under 18: marking one, and what becomes of a member who turns 18."""

from django.db import transaction

from bedside.areas.people.viewer import Viewer
from bedside.areas.spaces.actions import steps
from bedside.areas.spaces.models import Membership, MembershipRole, MembershipState, Space
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.viewing import as_system
from bedside.policy import permissions
from bedside.policy.consents.teens import GOODBYE


@transaction.atomic
def set_for_teens(*, by: Viewer, space: Space, on: bool) -> None:
    """Let members under 18 in, and adults no longer, or the other way round; NotHere for all but stewards.

    Only while nobody but its stewards is in: nobody finds herself among others than she joined. Raises Refused.
    """
    if space.kind != "community":
        raise NotHere
    steps.steward_with("change the space", by=by, space=space)
    steps.hold(space)
    space.refresh_from_db(fields=["for_teens"])
    if on == space.for_teens:
        return
    with as_system("whether anybody but stewards is in"):
        rows = Membership.objects.filter(space=space, state__in=(MembershipState.JOINED, MembershipState.ASKED))
        others = rows.exclude(role=MembershipRole.STEWARD).exists()
    if others:
        what = "This can't be changed while members are in, or ask to come in."
        raise Refused(what, do="Open a new community for it.", code="not_empty", field="form")
    space.for_teens = on
    space.save(update_fields=["for_teens"])
    action = "space.for_teens" if on else "space.for_adults"
    steps.note_down(action, by=by, space=space, role=permissions.STEWARD)


@transaction.atomic
def say_goodbye(persona_id: int) -> None:
    """Give a member who is 18 now some time to say goodbye in communities of teens; then her stay there ends.

    She is an adult from the first moment on: no message goes between her and a teen. Its stewards may ask her in again,
    as any adult; who is a steward herself stays. Called twice, it changes nothing.
    """
    rows = Membership.objects.filter(persona_id=persona_id, space__for_teens=True, ends_at=None)
    going = rows.filter(state=MembershipState.JOINED).exclude(role=MembershipRole.STEWARD)
    going.update(ends_at=now() + GOODBYE)
