"""Holding a permission in force while something is published on it."""

from bedside.areas.consents.models import Authorisation, Term
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.kit.errors import Refused
from bedside.policy.consents.authorisation import Moments, state_of


def moments_of(term: Term) -> Moments:
    """Return what the rule asks about."""
    return Moments(
        signed_at=term.signed_at,
        starts_at=term.starts_at,
        ends_at=term.ends_at,
        revoked_at=term.revoked_at,
        declined_at=term.declined_at,
    )


def held_live(*, by: Viewer, authorisation_id: int) -> None:
    """Keep a permission that `by` was given from ending until the caller's transaction has.

    Whoever ends it waits, and then ends what was published too. Raises Refused `permission.none` for one that is not in
    force, was given to somebody else, or is not there: alike.
    """
    mine = Authorisation.objects.filter(id=authorisation_id, drafter_id=by.persona_id).exists()
    term = Term.objects.select_for_update(no_key=True).filter(id=authorisation_id).first() if mine else None
    if term is None or state_of(moments_of(term), now()) != "live":
        raise not_in_force()


def not_in_force() -> Refused:
    """Return the refusal for a permission on which nothing can be published now."""
    what = "This permission is not in force."
    return Refused(what, do="Choose another, or ask for a new one.", code="permission.none", field="release")
