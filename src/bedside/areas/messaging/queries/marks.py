"""The marks of a text under a practice's own key."""

from bedside.kit.vault import vault
from bedside.policy.practice import carrying

KEY = "words of a practice"


def marks_of(practice_id: int, text: str) -> frozenset[int]:
    """Return the marks of a text as this practice makes them: those of two practices have nothing in common."""
    return carrying.marks(text, key=vault().index(KEY, str(practice_id)))
