"""What curators' decisions make of a member's own words: for their owner, and for the figures."""

from bedside.areas.people.viewer import Viewer
from bedside.areas.vocabulary.marks import mark_of
from bedside.areas.vocabulary.models import Decision, TermName, Use, VocabularyTerm
from bedside.kit.vault import vault
from bedside.kit.viewing import as_system
from bedside.policy.terms.curating import Choice
from bedside.policy.terms.model import About
from bedside.policy.vocabulary import is_purpose_only, normalise


@as_system("one's own row of a table that nobody reads by other means")
def term_of_use(viewer: Viewer, *, source: str, source_id: int) -> VocabularyTerm | None:
    """Return the term that a curator's decision gives to a free text of `viewer`; None without one."""
    use = Use.objects.filter(account_id=viewer.account_id, source=source, source_id=source_id).first()
    if use is None or use.term_sealed is None:
        return None
    return VocabularyTerm.objects.filter(id=int(vault().open(bytes(use.term_sealed), use.place("term_sealed")))).first()


@as_system("what curators decided about a word, without who used it")
def is_purpose(text: str) -> bool:
    """Say whether a free text is a purpose without an illness: by the built-in list, a vocabulary, or a curator."""
    if is_purpose_only(text):
        return True
    about = set(TermName.objects.filter(normalised=normalise(text)).values_list("term__about", flat=True))
    if about:
        return about == {About.PURPOSE.value}
    return Decision.objects.filter(mark=mark_of(text), undone_at=None, choice=Choice.PURPOSE).exists()
