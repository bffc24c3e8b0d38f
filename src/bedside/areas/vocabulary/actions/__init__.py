"""Every write about vocabularies."""

from bedside.areas.vocabulary.actions.applying import apply_decisions
from bedside.areas.vocabulary.actions.deciding import NoTerm, decide, forget_curator, undo
from bedside.areas.vocabulary.actions.gathering import gather
from bedside.areas.vocabulary.actions.importing import Taken, import_terms, keep_own_words
from bedside.areas.vocabulary.actions.using import forget_use, note_use

__all__ = [
    "NoTerm",
    "Taken",
    "apply_decisions",
    "decide",
    "forget_curator",
    "forget_use",
    "gather",
    "import_terms",
    "keep_own_words",
    "note_use",
    "undo",
]
