"""Is a text carried out of the practices on whose teams its author is or was? The one read from the public side (B65).

Marks are compared, never words, and only of the author's own practices. What is told is a yes or no, to the author.
"""

from typing import Final

from django.db import connection

from bedside.areas.messaging.queries.marks import marks_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts.copies import compare
from bedside.areas.practice.queries import own_texts, practices_ever
from bedside.kit.viewing import as_system
from bedside.policy.practice import carrying

SHARING: Final = """
SELECT marks FROM messaging_likeness WHERE practice_id = %s AND marks && %s::bigint[] ORDER BY message_id DESC LIMIT %s
"""
MOST: Final = 200  # messages compared; who copies one shares marks with few others


@compare
def is_carried_out(by: Viewer, text: str) -> bool:
    """Say whether `text` repeats a message of a practice on whose team `by` is or was. Its own templates are free."""
    if not by.signed_in:
        return False
    return any(_repeats(practice_id, text) for practice_id in practices_ever(by.persona_id))


def _repeats(practice_id: int, text: str) -> bool:
    draft = marks_of(practice_id, text)
    if len(draft) < carrying.FEWEST:
        return False
    with as_system("whether a text repeats what was written to a practice"):
        written = _written(practice_id, draft)
        known = frozenset().union(*(marks_of(practice_id, one) for one in own_texts(practice_id))) if written else ()
    return any(carrying.is_carried(draft, written=one, known=known) for one in written)


def _written(practice_id: int, draft: frozenset[int]) -> list[list[int]]:
    """Return the marks of the newest messages that share one with `draft`. The caller runs as the system."""
    with connection.cursor() as cursor:
        cursor.execute(SHARING, [practice_id, sorted(draft), MOST])
        return [row[0] for row in cursor.fetchall()]
