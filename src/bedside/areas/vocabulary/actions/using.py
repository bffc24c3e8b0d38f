"""Noting that a member wrote a word that no vocabulary knows, and forgetting it when she takes it back."""

from django.db import transaction

from bedside.areas.people.queries import key_no_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.vocabulary.marks import mark_of
from bedside.areas.vocabulary.models import Use
from bedside.areas.vocabulary.queries import known_words
from bedside.kit.clock import now
from bedside.kit.vault import vault
from bedside.kit.viewing import as_system
from bedside.policy.vocabulary import normalise

LONGEST_NOTED = 120  # what is longer is a story, and no word for a vocabulary


@transaction.atomic
@as_system("the table in which equal words of different members are counted")
def note_use(*, by: Viewer, source: str, source_id: int, text: str) -> None:
    """Say that a free text of `by` stands at `source_id` in its record. Called by the action that keeps it.

    A text that a vocabulary has is not noted, and one that stood there before is forgotten. Told to nobody: a word
    comes before a curator only when three people use it.
    """
    place = {"account_id": by.account_id, "source": source, "source_id": source_id}
    plain = normalise(text)
    if not plain or len(text) > LONGEST_NOTED or known_words([plain]):
        Use.objects.filter(**place).delete()
        return
    mark = mark_of(text)
    use = Use.objects.filter(**place).first() or Use(**place)
    if bytes(use.mark or b"") == mark:
        return
    use.mark, use.used_at, use.applied, use.term_sealed = mark, now(), 0, None
    use.text_sealed = vault().seal(text, use.place("text_sealed"), key_no=key_no_of(by.persona_id))
    use.save()


@as_system("the table in which equal words of different members are counted")
def forget_use(*, by: Viewer, source: str, source_id: int) -> None:
    """Forget what `note_use` noted of this place: the member deleted it."""
    Use.objects.filter(account_id=by.account_id, source=source, source_id=source_id).delete()
