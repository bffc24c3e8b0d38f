"""What the list does on news from below: it writes anew what it holds of the member that the news is of."""

from bedside.areas.credentials.events import ProfileChanged
from bedside.areas.directory.actions.indexing import refresh
from bedside.areas.posts.events import Published
from bedside.kit.outbox import listen


@listen(ProfileChanged)
def say_it_anew(event: ProfileChanged) -> None:
    """A clinician changed what she says of herself."""
    refresh(event.persona_id)


@listen(Published)
def count_topics_anew(event: Published) -> None:
    """Somebody wrote; for who is no checked clinician nothing is done."""
    refresh(event.author_id)
