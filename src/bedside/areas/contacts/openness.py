"""From whom a persona takes a first contact: what it chose, or the defaults. For rules; others are told by a word."""

from collections.abc import Iterable

from bedside.areas.contacts.models import FirstContact, Follow
from bedside.kit.viewing import as_system
from bedside.policy.first_contact import Reach, reach


def of(persona_id: int) -> FirstContact:
    """Return what a persona chose."""
    with as_system("whether somebody takes a first contact"):
        chosen = FirstContact.objects.filter(persona_id=persona_id).first()
    return chosen or FirstContact(persona_id=persona_id)


def reaches(author_id: int, people: Iterable[tuple[int, str]]) -> dict[int, Reach]:
    """Return what becomes of a first message to each of `people` (id, kind), who may be written to at all."""
    wanted = dict(people)
    with as_system("whether those who are written to take it, and whom they follow"):
        chosen = {row.persona_id: row.message for row in FirstContact.objects.filter(persona_id__in=wanted)}
        following = set(
            Follow.objects.filter(owner_id__in=wanted, target_id=author_id, accepted=True).values_list(
                "owner_id", flat=True
            )
        )
    default = FirstContact().message
    return {
        one: reach(target=kind, openness=chosen.get(one, default), follows=one in following)
        for one, kind in wanted.items()
    }
