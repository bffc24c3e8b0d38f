"""What the list says of one member, for that member's own page."""

from bedside.areas.directory.models import MemberEntry
from bedside.areas.directory.queries.items import Elsewhere
from bedside.areas.directory.queries.items import elsewhere_of as elsewhere_of_many


def topics_of(persona_id: int) -> dict[str, int]:
    """Return the hashtags that count as a member's topics, with how often each stood in public posts of 90 days.

    Those that the owner took out are among them: it is for the owner's own form.
    """
    row = MemberEntry.objects.filter(persona_id=persona_id).first()
    return {tag: uses for uses, tag in row.topics.values()} if row is not None else {}


def elsewhere_of(persona_id: int) -> tuple[Elsewhere, ...]:
    """Return where a member posts elsewhere, as far as that was shown."""
    return elsewhere_of_many([persona_id]).get(persona_id, ())
