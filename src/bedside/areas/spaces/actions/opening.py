"""Opening a space."""

import re

from django.db import IntegrityError, transaction

from bedside.areas.credentials.queries import level_of
from bedside.areas.people.models import Persona
from bedside.areas.people.names import clean_line
from bedside.areas.people.viewer import Viewer
from bedside.areas.spaces.actions import steps
from bedside.areas.spaces.models import Membership, MembershipRole, MembershipState, Space
from bedside.kit.errors import NotHere, Refused
from bedside.kit.viewing import as_system
from bedside.policy import permissions
from bedside.policy.space_kinds import KINDS, SpaceKind

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 60
RESERVED_SLUGS = frozenset({"new", "square", "invitations", "joined"})


@transaction.atomic
def open_space(
    *,
    by: Viewer,
    kind: str,
    slug: str,
    name: str,
    purpose: str = "",
    condition: str = "",
    approves: bool = True,
    by_invitation: bool = False,
    steward_handle: str,
) -> Space:
    """Open a space and return it; the steward is in it at once, or, where joining needs consent, invited to join.

    For who lacks the right "open a space" there is nothing here: NotHere. Raises Refused `bad_kind`, `bad_slug`,
    `bad_name`, `too_long`, `hidden_characters` or `no_such_persona`, each with its field.
    """
    if not (by.confirmed and permissions.may("open a space", roles=by.staff)):
        raise NotHere
    rules = KINDS.get(kind)
    if rules is None or not rules.doors:
        raise Refused(
            "Spaces of this kind are not opened by hand.", do="Choose another.", code="bad_kind", field="kind"
        )
    if len(slug) > LONGEST_SLUG or not SLUG.fullmatch(slug) or slug in RESERVED_SLUGS:
        raise _bad_slug()
    steward = _steward(steward_handle, rules)
    space = Space(kind=kind, slug=slug, approves=approves, by_invitation=by_invitation)
    space.name, space.purpose, space.condition = _words(name=name, purpose=purpose, condition=condition)
    _save(space)
    _seat(steward, space, rules)
    steps.note_down("space.open", by=by, space=space, subject=steward.id, role=permissions.ADMINISTRATOR)
    return space


@as_system("the first steward of a new space")
def _seat(steward: Persona, space: Space, rules: SpaceKind) -> None:
    """Where joining tells something about one's health, the steward says yes like everybody else (see `join`)."""
    if rules.consent:
        invited = {"state": MembershipState.INVITED, "role": MembershipRole.STEWARD}
        Membership.objects.create(persona=steward, space=space, **invited)
    else:
        steps.put_in(steward.id, space, role=MembershipRole.STEWARD, listed=True, consented=False)


def _words(*, name: str, purpose: str, condition: str) -> tuple[str, str, str]:
    name = clean_line(name, field="name", longest=80)
    if not name:
        raise Refused("A space needs a name.", do="Type one of 1 to 80 characters.", code="bad_name", field="name")
    purpose = clean_line(purpose, field="purpose", longest=500)
    return name, purpose, clean_line(condition, field="condition", longest=120)


def _steward(handle: str, rules: SpaceKind) -> Persona:
    found = Persona.objects.filter(handle=handle.removeprefix("@").lower(), hidden=False).first()
    door = rules.door_for(kind=found.kind, level=level_of(found.id)) if found is not None else None
    if found is None or door is None or door.reads_only:
        raise Refused(
            "Nobody with this handle can be a steward here.",
            do="Check the handle. The steward must be somebody who could join this kind of space.",
            code="no_such_persona",
            field="steward_handle",
        )
    return found


def _save(space: Space) -> None:
    try:
        with transaction.atomic():
            space.save(force_insert=True)
    except IntegrityError as taken:
        raise _bad_slug() from taken


def _bad_slug() -> Refused:
    return Refused(
        "This address can't be used.",
        do="Use small letters, figures and single hyphens, such as type-2-diabetes. Or choose another word.",
        code="bad_slug",
        field="slug",
    )
