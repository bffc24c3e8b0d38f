"""What a curator decides about a word in the queue, and taking it back."""

from django.db import transaction
from django.db.models import Q

from bedside.areas.audit.actions import record
from bedside.areas.people.parts import Leaver
from bedside.areas.people.rights import require
from bedside.areas.people.viewer import Viewer
from bedside.areas.vocabulary.models import Decision, TermName, VocabularyTerm, WaitingWord
from bedside.areas.vocabulary.queries.curating import RIGHT
from bedside.kit.clock import now
from bedside.kit.errors import NotHere, Refused
from bedside.kit.viewing import as_system
from bedside.policy.terms.curating import NEEDS_TERM, Choice
from bedside.policy.terms.model import NameKind
from bedside.policy.vocabulary import normalise


class NoTerm(Refused):
    """A word is to be mapped, and no term was chosen."""

    code = "no_term"
    what = "No term is chosen."
    do = "Look for the term and choose it from the list."

    def __init__(self) -> None:
        super().__init__(field="term")


@transaction.atomic
@as_system("the queue and its decisions, which nobody reads by other means")
def decide(*, by: Viewer, mark: bytes, choice: Choice, term_id: int | None = None) -> int:
    """Decide about a word that waits and return the decision's id. A job applies it wherever members wrote the word.

    Raises `NotHere` for who is no curator and for a word that does not wait, `NoTerm` when a term is missing.
    """
    require(RIGHT, by=by)
    waiting = WaitingWord.objects.select_for_update().filter(mark=mark).first()
    if waiting is None:
        raise NotHere
    term = VocabularyTerm.objects.filter(id=term_id or 0, retired=False).first() if choice in NEEDS_TERM else None
    if choice in NEEDS_TERM and term is None:
        raise NoTerm
    earlier = Decision.objects.filter(mark=mark).count()
    made = Decision.objects.create(
        mark=mark, text=waiting.text, version=earlier + 1, choice=choice, term=term, decided_by_id=by.persona_id
    )
    if choice is Choice.ALIAS and term is not None:
        _add_alias(term, waiting.text, made.id)
    waiting.delete()
    record("decide about a word", by=by.persona_id, role="staff", about=("decision", made.id), reason_code=str(choice))
    return made.id


def _add_alias(term: VocabularyTerm, text: str, decision_id: int) -> None:
    facts = {"text": text, "kind": NameKind.OWN.value, "decision_id": decision_id}
    TermName.objects.get_or_create(term=term, normalised=normalise(text), defaults=facts)


@transaction.atomic
@as_system("the queue and its decisions, which nobody reads by other means")
def undo(*, by: Viewer, decision_id: int) -> None:
    """Take a decision back: its alias goes, and the job takes its term from where it was applied. Raises `NotHere`."""
    require(RIGHT, by=by)
    made = Decision.objects.select_for_update().filter(id=decision_id, undone_at=None).first()
    if made is None:
        raise NotHere
    made.undone_at, made.undone_by_id = now(), by.persona_id
    made.save(update_fields=["undone_at", "undone_by_id"])
    TermName.objects.filter(decision_id=made.id).delete()
    record("undo a decision about a word", by=by.persona_id, role="staff", about=("decision", made.id))


def forget_curator(leaver: Leaver) -> None:
    """Forget who decided, and keep what: the words of others hang on it."""
    mine = Decision.objects.filter(Q(decided_by_id__in=leaver.personas) | Q(undone_by_id__in=leaver.personas))
    mine.filter(decided_by_id__in=leaver.personas).update(decided_by_id=None)
    mine.filter(undone_by_id__in=leaver.personas).update(undone_by_id=None)
