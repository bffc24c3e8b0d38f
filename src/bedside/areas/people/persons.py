"""The person behind a persona, for steps that the site takes by itself: ids and codes, shown to nobody."""

from collections.abc import Iterable

from bedside.areas.people.models import Persona, StaffRole
from bedside.areas.people.queries import site_profile


def faces_of(persona_id: int) -> frozenset[int]:
    """Return every persona of the account to which this one belongs, hidden ones too; the persona alone if it is gone.

    For keeping somebody out of what concerns herself, whichever face she wears.
    """
    ids = Persona.objects.filter(account__personas=persona_id).values_list("id", flat=True)
    return frozenset(ids) | {persona_id}


def account_of(persona_id: int) -> int:
    """Return the account of a persona; 0 when it is gone."""
    return Persona.objects.filter(id=persona_id).values_list("account_id", flat=True).first() or 0


def country_of(persona_id: int) -> str:
    """Return the country that the persona's owner set, else the site's; "" where neither is known."""
    own = Persona.objects.filter(id=persona_id).values_list("account__country", flat=True).first()
    return own or site_profile().country


def staff_with(roles: Iterable[str]) -> list[int]:
    """Return the personas by which these roles were given, in the order of their ids."""
    given = StaffRole.objects.filter(role__in=list(roles), given_to__gt=0).values_list("given_to", flat=True)
    return sorted(set(given))


def roles_of(persona_id: int) -> frozenset[str]:
    """Return the staff roles of the account behind a persona that is not hidden."""
    roles = StaffRole.objects.filter(account__personas=persona_id, account__personas__hidden=False)
    return frozenset(roles.values_list("role", flat=True))


def teens_among(persona_ids: Iterable[int]) -> frozenset[int]:
    """Return those of these personas that are of members under 18."""
    return frozenset(Persona.objects.filter(id__in=set(persona_ids), teen=True).values_list("id", flat=True))


def is_teen(persona_id: int) -> bool:
    """Say whether a persona is of a member under 18."""
    return Persona.objects.filter(id=persona_id, teen=True).exists()
