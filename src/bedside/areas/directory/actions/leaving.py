"""What of the list goes with an account."""

from bedside.areas.directory.actions.opting_out import settle
from bedside.areas.directory.models import Listing
from bedside.areas.people.parts import Leaver


def forget_listings(leaver: Leaver) -> None:
    """Delete the entries that a leaver had claimed, and keep them out: a file taken in later would show her again."""
    for row in Listing.objects.filter(owner_id__in=leaver.personas):
        settle(row)
