"""How an escalation ends: by the author, by who is on duty, or because the post is gone. The author says what stays."""

from collections.abc import Collection

from django.db import transaction

from bedside.areas.escalations.actions.steps import WHY, log, move, note, settle
from bedside.areas.escalations.models import OPEN, Escalation
from bedside.areas.escalations.queries import access
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import actions as posts
from bedside.kit.errors import NotHere, Refused
from bedside.kit.viewing import as_system
from bedside.policy.escalation import Klass, State, Stays, Who

ENDS_WITH_ITS_POST = frozenset({Klass.SENSITIVE, Klass.ROUTINE})


@transaction.atomic
def leave_it(*, by: Viewer, escalation_id: int, outcome: str) -> None:
    """Close one's own escalation: safe, in care, moved to a private place, or not wanted.

    Raises NotHere, MovedOn for an outcome that is no way out from where it stands.
    """
    row = access.own(by, escalation_id, lock=True)
    move(row, State.RESOLVED, who=Who.AUTHOR, reason=outcome, by=by)
    settle(row)


@transaction.atomic
def resolve(*, by: Viewer, escalation_id: int, outcome: str) -> None:
    """Close an escalation as who is on duty, after the author was written to; raise NotHere, MovedOn."""
    row = access.for_duty(by, escalation_id, lock=True)
    move(row, State.RESOLVED, who=Who.DUTY, reason=outcome, by=by)
    settle(row)


@transaction.atomic
def decide(*, by: Viewer, escalation_id: int, stays: str) -> None:
    """Say, as the author, what becomes of the post: it stays, or it goes at once.

    It may be said at any time and said anew, as long as the post is there. Raises NotHere, Refused.
    """
    row = access.own(by, escalation_id, lock=True)
    if stays not in (Stays.KEEP, Stays.REMOVE):  # the third is `take_details_out`, which asks what goes
        raise Refused("Choose one of them.", code="no_such_choice", field="stays")
    row.stays = stays
    note(row, "stays", who=Who.AUTHOR, reason=stays)
    log("escalation.stays", row, by=by, who=Who.AUTHOR, reason=stays)
    if stays == Stays.REMOVE and not row.post_gone:
        row.post_gone = True
        try:
            posts.delete(by=by, post_id=row.post_id)
        except NotHere:  # deleted a moment before, by herself or a steward
            row.post_gone = True
    settle(row)


@transaction.atomic
def take_details_out(*, by: Viewer, post_id: int, stays: Collection[str], version: int) -> int:
    """Take the details out of one's own post for good, and return how many answers are folded now.

    Everybody may do it with any post of theirs, so that a folded answer tells nobody that somebody was flagged. Raises
    NotHere, Refused.
    """
    folded = posts.take_details_out(by=by, post_id=post_id, stays=stays, version=version)
    with as_system(WHY):
        rows = list(Escalation.objects.select_for_update().filter(post_id=post_id, author_id=by.persona_id))
    for row in rows:
        row.stays = Stays.WITHOUT_DETAILS
        note(row, "stays", who=Who.AUTHOR, reason=row.stays)
        log("escalation.stays", row, by=by, who=Who.AUTHOR, reason=row.stays)
        settle(row)
    return folded


@transaction.atomic
def post_gone(*, post_id: int) -> None:
    """Note that a post is gone. Cards end with it, and what was only too private; danger does not end with a post."""
    with as_system(WHY):
        rows = list(Escalation.objects.select_for_update().filter(post_id=post_id, post_gone=False))
        open_ones = set(Escalation.objects.filter(OPEN, post_id=post_id).values_list("id", flat=True))
    for row in rows:
        row.post_gone = True
        over = State(row.state) is State.CARDED or Klass(row.klass) in ENDS_WITH_ITS_POST
        if row.id in open_ones and over:
            move(row, State.RESOLVED, who=Who.SOFTWARE, reason="withdrew")
        settle(row)
